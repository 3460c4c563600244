package app

import (
	"context"
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// MarkRead says that v has read up to and with the post, never backwards, and
// gives how many posts of others are unread in the conversation.
func (a *App) MarkRead(ctx context.Context, v forum.Viewer, c forum.ConversationID, post forum.PostID) (unread int, err error) {
	return a.mark(ctx, v, c, post, false)
}

// MarkUnread goes back: the post and all after it are unread again.
func (a *App) MarkUnread(ctx context.Context, v forum.Viewer, c forum.ConversationID, post forum.PostID) (unread int, err error) {
	return a.mark(ctx, v, c, post, true)
}

func (a *App) mark(ctx context.Context, v forum.Viewer, id forum.ConversationID, post forum.PostID, back bool) (unread int, err error) {
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
		seq := p.Seq
		if back {
			seq--
		}
		if err := tx.SetMark(v.ID, c.ID, seq, back, now); err != nil {
			return err
		}
		unread, err = tx.UnreadCount(v.ID, c.ID)
		return err
	})
	if err == nil {
		a.marked(v.ID, id)
		select {
		case a.reads <- Read{Who: v.ID, Conversation: id}:
		default:
		}
	}
	return unread, err
}

// UnreadIn is how many posts of others v has not read in one conversation that
// they see.
func (a *App) UnreadIn(ctx context.Context, v forum.Viewer, id forum.ConversationID) (c forum.Conversation, unread int, err error) {
	var s forum.Standing
	err = a.store.Read(ctx, func(r *store.Reader) error {
		if c, s, err = r.ConversationFor(v, id, a.Now()); err != nil {
			return err
		}
		unread, err = r.UnreadCount(v.ID, id)
		return err
	})
	if err == nil && s.Visits() {
		err = a.noteVisit(ctx, v, c.GroupID)
	}
	return c, unread, err
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

// ReadNotices marks v's notices as read: one, or (0) all.
func (a *App) ReadNotices(ctx context.Context, v forum.Viewer, id forum.NoticeID) error {
	if !v.SignedIn() {
		return forum.Refused(forum.SignedOut, "error.signed_out")
	}
	return a.write(ctx, func(tx *store.Tx, now time.Time) error { return tx.ReadNotices(v.ID, id, now) })
}
