package app

import (
	"context"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// What a form asks before it is shown: whether it could be sent.

// PostToEdit is a post with its source, if v may edit it now; otherwise the
// error that Edit would give.
func (a *App) PostToEdit(ctx context.Context, v forum.Viewer, id forum.PostID) (PostContext, error) {
	p, err := a.Post(ctx, v, id)
	if err == nil {
		err = mayEdit(p.Post, v)
	}
	return p, err
}

// PostToRemove is a post that v may remove now; otherwise the error that
// Remove would give. A post that is removed already may be.
func (a *App) PostToRemove(ctx context.Context, v forum.Viewer, id forum.PostID) (PostContext, error) {
	p, err := a.Post(ctx, v, id)
	if err == nil && p.State != forum.Removed {
		err = mayRemove(p.Post.Post, p.Standing, a.Now())
	}
	return p, err
}

// MayChange is nil if v may make a change of that kind to the conversation;
// otherwise the error that ChangeConversation would give.
func (a *App) MayChange(ctx context.Context, v forum.Viewer, id forum.ConversationID, ch Change) error {
	return a.store.Read(ctx, func(r *store.Reader) error {
		now := a.Now()
		c, s, err := r.ConversationFor(v, id, now)
		if err == nil {
			_, err = mayChange(r, c, s, ch, now)
		}
		return err
	})
}
