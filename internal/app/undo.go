package app

import (
	"context"
	"slices"
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// UndoMove takes a move back, within ten minutes: its posts stand again where
// they stood, by the numbers that they had, and what was posted meanwhile stays
// where it is. NotFound (v doesn't see all of its places), Forbidden (v doesn't
// moderate there), Conflict (too late, undone already, or some of its posts
// were moved again: that has to be undone first).
func (a *App) UndoMove(ctx context.Context, v forum.Viewer, id forum.MoveID) (Moved, error) {
	var out Moved
	err := a.write(ctx, func(tx *store.Tx, now time.Time) error {
		u := undoing{tx: tx, v: v, now: now, id: id}
		if err := u.find(); err != nil {
			return err
		}
		var err error
		out, err = u.carryOut()
		return err
	})
	return out, err
}

// undoing is one move that is being taken back.
type undoing struct {
	tx      *store.Tx
	v       forum.Viewer
	now     time.Time
	id      forum.MoveID
	move    forum.Move
	target  forum.Conversation
	sources []store.MoveSource
	places  map[forum.ConversationID]forum.Conversation // of the sources
	posts   map[forum.PostID]forum.Post
	moved   []store.MovedPost // by source and number
}

func (u *undoing) find() error {
	var err error
	if u.move, u.sources, err = u.tx.MoveByID(u.id); err != nil {
		return err
	}
	if u.target, err = u.moderates(u.move.Target); err != nil {
		return err
	}
	u.places = map[forum.ConversationID]forum.Conversation{}
	for _, src := range u.sources {
		if u.places[src.Conversation], err = u.moderates(src.Conversation); err != nil {
			return err
		}
	}
	switch {
	case !u.move.UndoneAt.IsZero():
		return forum.Refused(forum.Conflict, "error.undone")
	case !u.move.UndoableAt(u.now):
		return forum.Refused(forum.Conflict, "error.undo_late")
	}
	if u.moved, err = u.tx.PostsOfMove(u.id); err != nil {
		return err
	}
	ids := make([]forum.PostID, len(u.moved))
	for i, m := range u.moved {
		ids[i] = m.Post
	}
	if u.posts, err = u.tx.PostsByID(ids); err != nil {
		return err
	}
	return u.unchanged()
}

func (u *undoing) moderates(id forum.ConversationID) (forum.Conversation, error) {
	c, s, err := u.tx.ConversationFor(u.v, id, u.now)
	if err == nil {
		err = s.Check(forum.Moderating)
	}
	return c, err
}

// unchanged makes sure that no later move has to be undone first.
func (u *undoing) unchanged() error {
	for _, m := range u.moved {
		if u.posts[m.Post].ConversationID != u.move.Target {
			return forum.Refused(forum.Conflict, "error.moved_since")
		}
	}
	return nil
}

func (u *undoing) carryOut() (Moved, error) {
	firsts, err := u.tx.FirstOf(u.target.ID)
	if err != nil {
		return Moved{}, err
	}
	gone := map[forum.PostID]forum.PostID{}
	for _, m := range u.moved {
		gone[m.Post] = u.posts[m.Post].ReplyTo
	}
	if err := rehang(u.tx, u.target.ID, gone, nil); err != nil {
		return Moved{}, err
	}
	for _, src := range u.sources {
		if err := u.giveBack(src, firsts); err != nil {
			return Moved{}, err
		}
	}
	if err := u.tx.HangBack(u.id); err != nil {
		return Moved{}, err
	}
	if err := u.leave(); err != nil {
		return Moved{}, err
	}
	var people []forum.UserID
	for _, p := range u.posts {
		if p.Author.ID != 0 {
			people = append(people, p.Author.ID)
		}
	}
	if err := u.tx.UntellMove(people, []forum.NoticeKind{forum.NoticeCurated, forum.NoticeMovedAway}, u.move.At); err != nil {
		return Moved{}, err
	}
	if err := u.tx.EndMove(u.id, u.now); err != nil {
		return Moved{}, err
	}
	u.move.UndoneAt = u.now
	back, err := u.tx.Where(u.sources[0].Conversation)
	return Moved{u.move, back}, err
}

// giveBack places the posts of one source where they stood.
func (u *undoing) giveBack(src store.MoveSource, firsts []forum.PostID) error {
	c := u.places[src.Conversation]
	var ids, held []forum.PostID
	for _, m := range u.moved {
		switch {
		case m.From != c.ID:
		case m.Number != 0:
			ids = append(ids, m.Post)
		case u.posts[m.Post].Number == 0: // approved meanwhile, it was posted there
			held = append(held, m.Post)
		}
	}
	opened, err := u.tx.FirstOf(c.ID)
	if err != nil {
		return err
	}
	if err := u.tx.MoveHeld(held, c.ID); err != nil {
		return err
	}
	if c.MergedInto != 0 {
		if err := u.tx.LeadOn(c.ID, 0); err != nil {
			return err
		}
	}
	if len(ids) > 0 {
		if err := u.place(c, ids); err != nil {
			return err
		}
	}
	if src.Conclusion != 0 {
		if err := u.concludeAgain(c, src); err != nil {
			return err
		}
	}
	if err := u.tx.SettleMoved(c.ID); err != nil {
		return err
	}
	left, err := u.tx.FirstOf(u.target.ID)
	if err != nil {
		return err
	}
	if err := u.tx.FollowMoved(c, append(ids, held...), slices.Concat(firsts, opened, left)); err != nil {
		return err
	}
	return event(u.tx, forum.Event{Conversation: u.target.ID, Kind: forum.PostMoved, At: u.now, Actor: u.v.ID, Group: u.target.GroupID, Ref: int64(u.id),
		To: c.ID, Detail: "undo", Staff: true})
}

// place takes posts out of the target and sets them at their old numbers.
func (u *undoing) place(c forum.Conversation, ids []forum.PostID) error {
	if err := u.tx.CountMoved(u.target.ID, ids, -1); err != nil {
		return err
	}
	var carried []store.Carried
	staff := c.GroupID != u.target.GroupID
	for _, m := range u.moved {
		if m.From != c.ID || m.Number == 0 {
			continue
		}
		seq, err := u.tx.NextSeq(c.ID)
		if err != nil {
			return err
		}
		if err := u.tx.PlacePost(m.Post, c.ID, m.Number, seq, m.Folded); err != nil {
			return err
		}
		if err := event(u.tx, forum.Event{Conversation: c.ID, Seq: seq, Kind: forum.PostMoved, At: u.now, Actor: u.v.ID, Post: m.Post, Group: c.GroupID,
			Ref: int64(u.id), Detail: "undo", Staff: staff}); err != nil {
			return err
		}
		staff = false
		carried = append(carried, store.Carried{Was: u.posts[m.Post].Seq, Now: seq})
	}
	if err := u.tx.CountMoved(c.ID, ids, 1); err != nil {
		return err
	}
	return u.tx.CarryReads(u.target.ID, c.ID, carried, u.now)
}

// concludeAgain makes a post again the conclusion that it was, unless it was
// removed or another one was marked meanwhile.
func (u *undoing) concludeAgain(c forum.Conversation, src store.MoveSource) error {
	if c.Conclusion != 0 || u.posts[src.Conclusion].State != forum.Shown {
		return nil
	}
	return u.tx.Conclude(c.ID, src.Conclusion, src.ConcludedAt)
}

// leave brings the target to what is left in it: where nothing is, it leads
// back.
func (u *undoing) leave() error {
	if _, went := u.posts[u.target.Conclusion]; went {
		if err := u.tx.Conclude(u.target.ID, 0, u.now); err != nil {
			return err
		}
	}
	if !u.move.Made && u.move.Summary != u.target.Summary {
		if err := u.tx.SetSummary(u.target.ID, u.move.Summary); err != nil {
			return err
		}
	}
	if err := leadOn(u.tx, u.target.ID, u.sources[0].Conversation); err != nil {
		return err
	}
	return u.tx.SettleMoved(u.target.ID)
}
