package app

import (
	"context"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// Unseen gives those of the conversations that somebody (0: visitors) may not
// see now, all looked at in one snapshot. NotFound if they have left.
func (a *App) Unseen(ctx context.Context, who forum.UserID, ids []forum.ConversationID) ([]forum.ConversationID, error) {
	v, err := a.ViewerOf(ctx, who)
	if err != nil {
		return nil, err
	}
	var unseen []forum.ConversationID
	err = a.store.Read(ctx, func(r *store.Reader) error {
		unseen = nil
		for _, id := range ids {
			_, _, err := r.ConversationFor(v, id, a.Now())
			switch {
			case err == nil:
			case forum.KindOf(err) == forum.NotFound:
				unseen = append(unseen, id)
			default:
				return err
			}
		}
		return nil
	})
	return unseen, err
}

// UnreadOf is what somebody has not read in a conversation and in its group.
type UnreadOf struct {
	Count   int
	InGroup *int // nil: it was not counted lately
}

// UnreadFor counts what is unread in a conversation for those of the people
// who are in its group; the others are absent.
func (a *App) UnreadFor(ctx context.Context, id forum.ConversationID, people []forum.UserID) (forum.Conversation, map[forum.UserID]UnreadOf, error) {
	var c forum.Conversation
	var counted map[forum.UserID]store.UnreadOf
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		if c, err = r.Where(id); err != nil {
			return err
		}
		counted, err = r.UnreadFor(id, people)
		return err
	})
	unread := make(map[forum.UserID]UnreadOf, len(counted))
	for who, n := range counted {
		of := UnreadOf{Count: n.Count}
		if u, kept := a.kept.unread.Get(who); kept {
			in := store.Unread{Group: c.GroupID, Conversation: id, Kind: c.Kind, Count: n.Count}
			if n.Muted {
				in.Count = 0
			}
			if sum, ok := u.told(in); ok {
				of.InGroup = &sum
			}
		}
		unread[who] = of
	}
	return c, unread, err
}

// UnreadGroup is a group with how much in it counts as unread for v. NotFound
// if they don't see it.
func (a *App) UnreadGroup(ctx context.Context, v forum.Viewer, id forum.GroupID) (g store.InGroup, n int, err error) {
	err = a.store.Read(ctx, func(r *store.Reader) error {
		g, err = r.GroupByID(v, id)
		return err
	})
	if err == nil {
		n, err = a.unreadInGroup(ctx, v, id)
	}
	return g, n, err
}

// ToldSince gives those of the people who were told something after a notice,
// and the last notice there is.
func (a *App) ToldSince(ctx context.Context, after forum.NoticeID, people []forum.UserID) (told []forum.UserID, last forum.NoticeID, err error) {
	err = a.store.Read(ctx, func(r *store.Reader) error {
		if last, err = r.LastNotice(); err != nil || last == after {
			return err
		}
		told, err = r.ToldSince(after, people)
		return err
	})
	return told, last, err
}

// UnreadNotices is how many notices each of the people has not read.
func (a *App) UnreadNotices(ctx context.Context, people []forum.UserID) (map[forum.UserID]int, error) {
	unread := map[forum.UserID]int{}
	err := a.store.Read(ctx, func(r *store.Reader) error {
		for _, who := range people {
			account, err := r.AccountByID(who)
			if err == nil {
				unread[who], err = r.UnreadNotices(forum.Viewer{ID: who, Role: account.Role}, a.Now())
			}
			if err != nil && forum.KindOf(err) != forum.NotFound {
				return err
			}
		}
		return nil
	})
	return unread, err
}

// Working gives those of the sessions and tokens that have neither ended nor
// expired.
func (a *App) Working(ctx context.Context, sessions []forum.SessionID, tokens []forum.TokenID) (map[forum.SessionID]bool, map[forum.TokenID]bool, error) {
	var open map[forum.SessionID]bool
	var valid map[forum.TokenID]bool
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		open, valid, err = r.Working(sessions, tokens, a.Now())
		return err
	})
	return open, valid, err
}
