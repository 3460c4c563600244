package app

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// JobClosePoll closes a poll whose time has come.
const JobClosePoll = "close-poll"

// Vote is what one person chose in a named poll.
type Vote = store.Vote

// withPoll puts a poll that is to be made on the post it comes with, and asks
// for its end. Invalid; in comments there are none.
func withPoll(p *forum.Post, in *forum.Poll, c forum.Conversation, now time.Time) error {
	if in == nil {
		return nil
	}
	if c.Kind == forum.Comments {
		return forum.Wrong("poll", "error.poll_place")
	}
	poll, err := in.Clean(now)
	p.Poll = &poll
	return err
}

// planClose asks for the closing of a post's poll at its time.
func planClose(tx *store.Tx, p forum.Post, now time.Time) error {
	if p.Poll == nil || p.Poll.ClosesAt.IsZero() {
		return nil
	}
	payload, err := json.Marshal(p.ID)
	if err != nil {
		return forum.Errorf("app: poll: %w", err)
	}
	return tx.AddJob(forum.Job{Kind: JobClosePoll, Payload: payload, UniqueKey: JobClosePoll + " " + strconv.FormatInt(int64(p.ID), 10),
		RunAt: p.Poll.ClosesAt}, now)
}

// votedEvent says that a poll's counts changed. Of a secret poll it names
// nobody: a name beside a count that rose would tell.
func votedEvent(who forum.UserID, p forum.PostID, c forum.ConversationID, secret bool, now time.Time) forum.Event {
	e := forum.Event{Conversation: c, Kind: forum.PostVoted, At: now, Actor: who, Post: p}
	if secret {
		e.Actor = 0
	}
	return e
}

// Vote says what the viewer chooses in a post's poll, by numbers of its
// choices; none takes their vote back. What is so already changes nothing.
// NotFound (also: it has no poll), SignedOut, Forbidden (not a member, locked,
// archived, held), Conflict (the poll is closed), Invalid.
func (a *App) Vote(ctx context.Context, v forum.Viewer, id forum.PostID, choices []int) (Post, error) {
	var out Post
	err := a.write(ctx, func(tx *store.Tx, now time.Time) error {
		p, c, s, err := tx.PostFor(v, id, now)
		if err == nil {
			err = p.TakesVote(s, c, now)
		}
		if err != nil {
			return err
		}
		chosen, err := p.Poll.Chosen(choices)
		if err != nil {
			return err
		}
		before, err := tx.MyVotes(v.ID, []forum.PostID{id})
		if err != nil {
			return err
		}
		if !sameChoices(before[id], chosen) {
			if err := tx.Vote(v.ID, id, *p.Poll, chosen); err != nil {
				return err
			}
			e := votedEvent(v.ID, id, c.ID, p.Poll.Ballot == forum.Secret, now)
			e.Group = c.GroupID
			if err := event(tx, e); err != nil {
				return err
			}
		}
		out, err = postView(tx, v, id, now)
		return err
	})
	return out, err
}

func sameChoices(a, b []int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// ClosePoll closes a post's poll now. Its author and moderators may; where it is
// closed already, nothing changes. NotFound, SignedOut, Forbidden.
func (a *App) ClosePoll(ctx context.Context, v forum.Viewer, id forum.PostID) (Post, error) {
	var out Post
	err := a.write(ctx, func(tx *store.Tx, now time.Time) error {
		p, c, s, err := tx.PostFor(v, id, now)
		if err != nil {
			return err
		}
		switch {
		case p.Poll == nil:
			return forum.Missing()
		case !v.SignedIn():
			return forum.Refused(forum.SignedOut, "error.signed_out")
		case !p.MayClose(s):
			return forum.Refused(forum.Forbidden, "error.forbidden")
		}
		if err := closePoll(tx, p, c.GroupID, v.ID, p.Author.ID != v.ID, now); err != nil {
			return err
		}
		out, err = postView(tx, v, id, now)
		return err
	})
	return out, err
}

// closePoll closes a poll that is open, and says so where its post is shown.
func closePoll(tx *store.Tx, p forum.Post, g forum.GroupID, by forum.UserID, staff bool, now time.Time) error {
	if !p.Poll.ClosedAt.IsZero() {
		return nil
	}
	if err := tx.ClosePoll(p.ID, *p.Poll, now); err != nil || p.State != forum.Shown {
		return err
	}
	return event(tx, forum.Event{Conversation: p.ConversationID, Kind: forum.PostVoted, At: now, Actor: by, Post: p.ID, Group: g, Detail: "closed", Staff: staff})
}

// EndPoll is the handler of JobClosePoll: it writes down that a poll's time has
// come. It may run more than once.
func (a *App) EndPoll(ctx context.Context, j forum.Job) error {
	var id forum.PostID
	if err := json.Unmarshal(j.Payload, &id); err != nil {
		return forum.Errorf("app: job %d: %w", j.ID, err)
	}
	return a.write(ctx, func(tx *store.Tx, now time.Time) error {
		p, err := tx.PollOf(id)
		if err != nil && forum.KindOf(err) == forum.NotFound {
			return nil // erased meanwhile
		}
		if err != nil || !p.Poll.At(now).Over {
			return err
		}
		c, err := tx.Where(p.ConversationID)
		if err != nil {
			return err
		}
		return closePoll(tx, p, c.GroupID, 0, false, now)
	})
}

// Votes lists who chose what in a named poll, by choice and person, after the
// given place. NotFound: no such post, no poll, or a secret one; SignedOut for
// visitors, who learn no names.
func (a *App) Votes(ctx context.Context, v forum.Viewer, id forum.PostID, afterChoice int, afterWho forum.UserID, limit int) (PostContext, []Vote, error) {
	p, err := a.Post(ctx, v, id)
	if err != nil {
		return PostContext{}, nil, err
	}
	if p.Poll == nil || p.Poll.Ballot != forum.Named {
		return PostContext{}, nil, forum.Missing()
	}
	if err := p.Standing.Check(forum.SeeingNames); err != nil {
		return PostContext{}, nil, err
	}
	var votes []Vote
	err = a.store.Read(ctx, func(r *store.Reader) error {
		votes, err = r.NamedVotes(id, afterChoice, afterWho, limit)
		return err
	})
	return p, votes, err
}

// asking are those of the posts that have a poll.
func asking(posts []forum.Post) []forum.PostID {
	var ids []forum.PostID
	for _, p := range posts {
		if p.Poll != nil {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

// Overdue counts the posts whose polls are over without an event that says so:
// what was rendered for the same seq may show them open.
func Overdue(posts []Post) (n int) {
	for _, p := range posts {
		if p.Poll.Overdue() {
			n++
		}
	}
	return n
}

// NextClosing is when the next of the posts' polls is over; zero if none will
// be by itself.
func NextClosing(posts []Post) (next time.Time) {
	for _, p := range posts {
		if p.Poll == nil || p.Poll.Over || p.Poll.ClosesAt.IsZero() {
			continue
		}
		if next.IsZero() || p.Poll.ClosesAt.Before(next) {
			next = p.Poll.ClosesAt
		}
	}
	return next
}
