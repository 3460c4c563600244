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

// UnreadFor counts what is unread in a conversation for those of the people
// who are in its group; the others are absent.
func (a *App) UnreadFor(ctx context.Context, id forum.ConversationID, people []forum.UserID) (forum.Conversation, map[forum.UserID]int, error) {
	var c forum.Conversation
	var unread map[forum.UserID]int
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		if c, err = r.Where(id); err != nil {
			return err
		}
		unread, err = r.UnreadFor(id, people)
		return err
	})
	return c, unread, err
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

// WritesWaiting is how many writes wait for their turn: how busy the site is.
func (a *App) WritesWaiting() int { return a.store.Waiting() }
