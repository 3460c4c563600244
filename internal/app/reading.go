package app

import (
	"context"
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// Marked is what is unread after somebody moved a mark: posts of others in the
// conversation, and in all of its group that counts for them.
type Marked struct {
	Conversation forum.Conversation
	Unread       int
	InGroup      int
}

// MarkRead says that v has read up to and with the post, never backwards.
func (a *App) MarkRead(ctx context.Context, v forum.Viewer, c forum.ConversationID, post forum.PostID) (Marked, error) {
	return a.mark(ctx, v, c, post, false)
}

// MarkUnread goes back: the post and all after it are unread again.
func (a *App) MarkUnread(ctx context.Context, v forum.Viewer, c forum.ConversationID, post forum.PostID) (Marked, error) {
	return a.mark(ctx, v, c, post, true)
}

func (a *App) mark(ctx context.Context, v forum.Viewer, id forum.ConversationID, post forum.PostID, back bool) (m Marked, err error) {
	err = a.write(ctx, func(tx *store.Tx, now time.Time) error {
		c, s, err := tx.ConversationFor(v, id, now)
		if err != nil {
			return err
		}
		if err := s.Check(forum.SeeingNames); err != nil {
			return err
		}
		p, err := parentIn(tx, c, s, post)
		if err != nil {
			return forum.Wrong("post_id", "error.not_in_conversation")
		}
		if err := tx.ReadTo(v.ID, c, p, back, now); err != nil {
			return err
		}
		m.Conversation = c
		m.Unread, err = tx.UnreadCount(v.ID, c.ID)
		return err
	})
	if err != nil {
		return m, err
	}
	a.marked(v.ID, id)
	a.tellRead(Read{Who: v.ID, Conversation: id})
	if m.Conversation.GroupID != 0 {
		m.InGroup, err = a.unreadInGroup(ctx, v, m.Conversation.GroupID)
	}
	return m, err
}

// tellRead hints that somebody has read something. Under load it may be lost.
func (a *App) tellRead(r Read) {
	select {
	case a.reads <- r:
	default:
	}
}

// unreadInGroup is how many posts of others count as unread for v in a group;
// 0 where they are not in it.
func (a *App) unreadInGroup(ctx context.Context, v forum.Viewer, g forum.GroupID) (n int, err error) {
	err = a.readCounting(ctx, v, func(r *store.Reader, unread counter) error {
		groups, err := r.Groups(v)
		if err != nil {
			return err
		}
		sums, err := unread(own(groups))
		n = sums[g].posts
		return err
	})
	return n, err
}

const marksAtOnce = 500 // conversations of a group that are marked in one transaction

// MarkGroupRead says that v has read all that there is in a group: what comes
// meanwhile stays unread. The notices about its posts are read with it. NotFound,
// SignedOut.
func (a *App) MarkGroupRead(ctx context.Context, v forum.Viewer, slug string) (store.InGroup, error) {
	g, err := a.Group(ctx, v, slug)
	if err == nil && !v.SignedIn() {
		err = forum.Refused(forum.SignedOut, "error.signed_out")
	}
	if err != nil {
		return g, err
	}
	for last := forum.ConversationID(-1); last != 0 && err == nil; {
		err = a.write(ctx, func(tx *store.Tx, now time.Time) error {
			var err error
			last, err = tx.MarkSomeRead(v.ID, g.ID, max(last, 0), marksAtOnce, now)
			return err
		})
	}
	a.markedAll(v.ID)
	a.tellRead(Read{Who: v.ID, Group: g.ID, All: true})
	return g, err
}

// MarkAllRead is MarkGroupRead for all of v's groups.
func (a *App) MarkAllRead(ctx context.Context, v forum.Viewer) error {
	if !v.SignedIn() {
		return forum.Refused(forum.SignedOut, "error.signed_out")
	}
	groups, err := a.Groups(ctx, v)
	if err != nil {
		return err
	}
	for _, g := range own(groups) {
		if _, err := a.MarkGroupRead(ctx, v, g.Slug); err != nil {
			return err
		}
	}
	return nil
}

// Listed is one conversation that v sees as lists show it: with what they have
// not read in it, and what they follow of it.
func (a *App) Listed(ctx context.Context, v forum.Viewer, id forum.ConversationID) (l store.Listed, err error) {
	var s forum.Standing
	err = a.store.Read(ctx, func(r *store.Reader) error {
		if l.Conversation, s, err = r.ConversationFor(v, id, a.Now()); err != nil || !v.SignedIn() {
			return err
		}
		if l.Unread, err = r.UnreadCount(v.ID, id); err != nil {
			return err
		}
		l.Follow, err = r.FollowOf(v.ID, id)
		return err
	})
	if err == nil && s.Visits() {
		err = a.noteVisit(ctx, v, l.GroupID)
	}
	return l, err
}

// Inbox lists what v was told, newest first, before the given notice.
func (a *App) Inbox(ctx context.Context, v forum.Viewer, before forum.NoticeID, limit int) ([]forum.Notice, error) {
	if !v.SignedIn() {
		return nil, forum.Refused(forum.SignedOut, "error.signed_out")
	}
	var notices []forum.Notice
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		notices, err = r.Notices(v, before, limit, a.Now())
		return err
	})
	return notices, err
}

// AnswerNotice says that v takes what a notice asks for answered, or not worth
// an answer.
func (a *App) AnswerNotice(ctx context.Context, v forum.Viewer, id forum.NoticeID) error {
	if !v.SignedIn() {
		return forum.Refused(forum.SignedOut, "error.signed_out")
	}
	err := a.write(ctx, func(tx *store.Tx, now time.Time) error { return tx.AnswerNotice(v.ID, id, now) })
	if err == nil {
		a.tellRead(Read{Who: v.ID})
	}
	return err
}

// ReadNotices marks v's notices as read: some, or (none named) all.
func (a *App) ReadNotices(ctx context.Context, v forum.Viewer, some ...forum.NoticeID) error {
	if !v.SignedIn() {
		return forum.Refused(forum.SignedOut, "error.signed_out")
	}
	err := a.write(ctx, func(tx *store.Tx, now time.Time) error { return tx.ReadNotices(v.ID, some, now) })
	if err == nil {
		a.tellRead(Read{Who: v.ID})
	}
	return err
}
