package httpd

import (
	"context"

	"plenary/internal/forum"
	"plenary/internal/live"
)

// rights does what events outside conversations ask for: what a session, a
// person or a membership opened closes with it, at once.
func (d *liveDoor) rights(ctx context.Context, e forum.Event) {
	switch e.Kind {
	case forum.SessionEnded:
		d.hub.CloseSession(e.Ref, live.SignedOut)
	case forum.TokenEnded:
		if e.Ref != 0 {
			d.hub.CloseEach(func(who live.Info) bool { return who.Token == e.Ref }, live.SignedOut)
		}
	case forum.PersonLeft:
		d.hub.ClosePerson(int64(e.Person), live.SignedOut)
	case forum.MembershipChanged, forum.MembershipEnded, forum.PersonChanged, forum.Sanctioned:
		d.lookAgain(ctx, e.Person)
	case forum.ReviewOpened, forum.ReviewClaimed, forum.ReviewDecided:
		d.unread.review()
	case forum.GroupChanged, forum.ArticleChanged:
		people := map[int64]bool{}
		for _, who := range d.hub.Seated() {
			people[who.Person] = true
		}
		for person := range people {
			d.lookAgain(ctx, forum.UserID(person))
		}
	}
}

// lookAgain ends what a person (0: visitors) watches and may no longer see. If
// that can't be told, their sockets are closed: they come back and are looked
// at then.
func (d *liveDoor) lookAgain(ctx context.Context, person forum.UserID) {
	theirs := func(who live.Info) bool { return who.Person == int64(person) }
	watched := d.hub.WatchedBy(theirs)
	if len(watched) == 0 {
		return
	}
	ids := make([]forum.ConversationID, len(watched))
	for i, id := range watched {
		ids[i] = forum.ConversationID(id)
	}
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	unseen, err := d.s.app.Unseen(ctx, person, ids)
	if err != nil {
		code := comeBack
		if forum.KindOf(err) == forum.NotFound {
			code = live.SignedOut
		}
		d.hub.CloseEach(theirs, code)
		return
	}
	for _, id := range unseen {
		d.hub.EndWatch(int64(id), theirs, live.NewMessage(gone(id, 0)))
	}
}

// roll closes the sockets of sessions that have ended without an event, such
// as those that expired.
func (d *liveDoor) roll(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	var sessions []forum.SessionID
	var tokens []forum.TokenID
	seated := d.hub.Seated()
	for _, who := range seated {
		sessions = append(sessions, some(forum.SessionID(who.Session))...)
		tokens = append(tokens, some(forum.TokenID(who.Token))...)
	}
	open, valid, err := d.s.app.Working(ctx, sessions, tokens)
	if err != nil {
		return err
	}
	ended := map[live.Info]bool{}
	for _, who := range seated {
		ended[who] = who.Person != 0 && !open[forum.SessionID(who.Session)] && !valid[forum.TokenID(who.Token)]
	}
	d.hub.CloseEach(func(who live.Info) bool { return ended[who] }, live.SignedOut)
	return nil
}
