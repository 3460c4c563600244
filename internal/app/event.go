package app

import (
	"context"
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// Change to a conversation as readers are told of it: the event with what it
// names, as it is now.
type News struct {
	forum.Event
	By      forum.Author       // who did it; zero if nobody is named
	Where   forum.Conversation // of events in conversations
	Now     *forum.Post        // the post as it is now, if it still stands in this conversation
	Answers forum.Author       // who wrote what Now replies to; zero if that is gone
	Gone    []forum.PostID     // of a move out of the conversation: the posts that left it
}

// EventsAfter lists the network's events with id > after, in commit order.
func (a *App) EventsAfter(ctx context.Context, after forum.EventID, limit int) ([]forum.Event, error) {
	return a.store.EventsAfter(ctx, after, limit)
}

// LastEvent is the id of the newest event.
func (a *App) LastEvent(ctx context.Context) (forum.EventID, error) {
	return a.store.LastEvent(ctx)
}

// NewsOf adds to events what they name, for the relay, which tells only those
// who watch a conversation that they see.
func (a *App) NewsOf(ctx context.Context, events []forum.Event) ([]News, error) {
	var news []News
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		news, err = newsOf(r, events, a.Now())
		return err
	})
	return news, err
}

func newsOf(r *store.Reader, events []forum.Event, now time.Time) ([]News, error) {
	var posts []forum.PostID
	var people []forum.UserID
	conversations := map[forum.ConversationID]forum.Conversation{}
	for _, e := range events {
		if e.Post != 0 {
			posts = append(posts, e.Post)
		}
		if e.Actor > 0 {
			people = append(people, e.Actor)
		}
		if e.Conversation != 0 {
			conversations[e.Conversation] = forum.Conversation{}
		}
	}
	byID, err := r.PostsByID(posts)
	if err != nil {
		return nil, err
	}
	names, err := r.Authors(people)
	if err != nil {
		return nil, err
	}
	answered, err := r.Answered(posts)
	if err != nil {
		return nil, err
	}
	for id := range conversations {
		if conversations[id], err = r.Where(id); err != nil {
			return nil, err
		}
	}
	news := make([]News, len(events))
	for i, e := range events {
		news[i] = News{Event: e, By: names[e.Actor], Where: conversations[e.Conversation]}
		if p, ok := byID[e.Post]; ok && p.ConversationID == e.Conversation && p.Number != 0 && p.State != forum.Held {
			p.Poll = p.Poll.At(now)
			news[i].Now, news[i].Answers = &p, answered[p.ID]
		}
		if e.Kind == forum.PostMoved && e.Post == 0 {
			if news[i].Gone, err = r.GoneBy(e); err != nil {
				return nil, err
			}
		}
	}
	return news, nil
}

// backlogRun is how many events a backlog has at most: each may carry a post of
// the largest size, and many may ask at once.
const backlogRun = 50

// Backlog is the beginning of what a reader missed in a conversation; it goes
// on after the last of News, unless that is the conversation's seq.
type Backlog struct {
	Conversation forum.Conversation
	Standing     forum.Standing
	News         []News
	Epoch        string
	Reset        bool // too far behind, beyond the head, or of another epoch: read it again
}

// Backlog reads what happened in a conversation after the cursor, in one
// snapshot with the conversation's seq. after < 0 starts at the present.
// NotFound if v may not see it, alike for hidden and unknown ones.
func (a *App) Backlog(ctx context.Context, v forum.Viewer, id forum.ConversationID, after int64, epoch string) (Backlog, error) {
	var b Backlog
	var err error
	if b.Epoch, _, err = a.store.Network(ctx); err != nil {
		return b, err
	}
	err = a.store.Read(ctx, func(r *store.Reader) error {
		b.News, b.Reset = nil, false
		if b.Conversation, b.Standing, err = r.ConversationFor(v, id, a.Now()); err != nil || after < 0 {
			return err
		}
		head := b.Conversation.Seq
		if after > head || head-after > forum.MaxReplay || epoch != "" && epoch != b.Epoch {
			b.Reset = true
			return nil
		}
		events, err := r.EventsIn(id, after, backlogRun)
		if err != nil {
			return err
		}
		if b.News, err = newsOf(r, events, a.Now()); err != nil {
			return err
		}
		return onlySeen(r, v, b.News, a.Now())
	})
	if err == nil && b.Standing.Visits() {
		err = a.noteVisit(ctx, v, b.Conversation.GroupID)
	}
	return b, err
}

// onlySeen leaves out of news of moves where posts went that v may not see.
func onlySeen(r *store.Reader, v forum.Viewer, news []News, now time.Time) error {
	for i, n := range news {
		if len(n.Gone) == 0 {
			continue
		}
		_, _, err := r.ConversationFor(v, n.To, now)
		if forum.KindOf(err) == forum.NotFound && err != nil {
			news[i].To, err = 0, nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// WhoSees says who of the people would see a conversation; 0 is a visitor.
func (a *App) WhoSees(ctx context.Context, id forum.ConversationID, people []forum.UserID) (map[forum.UserID]bool, error) {
	var sees map[forum.UserID]bool
	err := a.store.Read(ctx, func(r *store.Reader) error {
		now := a.Now()
		var err error
		if sees, err = r.WhoSees(id, people, now); err != nil {
			return err
		}
		_, _, err = r.ConversationFor(forum.Viewer{}, id, now)
		if sees != nil && (err == nil || forum.KindOf(err) == forum.NotFound) {
			sees[0], err = err == nil, nil
		}
		return err
	})
	return sees, err
}

// Sees reports whether v may see the conversation now.
func (a *App) Sees(ctx context.Context, v forum.Viewer, id forum.ConversationID) (bool, error) {
	_, _, err := a.Conversation(ctx, v, id)
	if err != nil && forum.KindOf(err) == forum.NotFound {
		return false, nil
	}
	return err == nil, err
}

// People gives people as lists show them, by id, for those who see names.
func (a *App) Names(ctx context.Context, ids []forum.UserID) (map[forum.UserID]forum.Author, error) {
	var names map[forum.UserID]forum.Author
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		names, err = r.Authors(ids)
		return err
	})
	return names, err
}

// ViewerOf is somebody as a viewer, for checks on their behalf. NotFound if
// they have left.
func (a *App) ViewerOf(ctx context.Context, id forum.UserID) (forum.Viewer, error) {
	if id == 0 {
		return forum.Viewer{Lang: forum.English}, nil
	}
	var v forum.Viewer
	err := a.store.Read(ctx, func(r *store.Reader) error {
		account, err := r.AccountByID(id)
		if err == nil {
			account.Sanctions, err = r.SanctionsOn(id)
		}
		v = forum.Viewer{Silent: account.SilentIn(a.Now()), ID: id, Role: account.Role, Lang: account.Lang.UI(), Zone: account.Zone}
		return err
	})
	return v, err
}
