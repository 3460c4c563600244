package app

import (
	"context"
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// Follow says what v wants to be told of in a conversation; "" is what holds in
// its group. NotFound, SignedOut, Invalid (no such level).
func (a *App) Follow(ctx context.Context, v forum.Viewer, id forum.ConversationID, level forum.Level) (f forum.Follow, err error) {
	err = a.write(ctx, func(tx *store.Tx, now time.Time) error {
		_, s, err := tx.ConversationFor(v, id, now)
		if err == nil {
			err = s.Check(forum.SeeingNames)
		}
		if err == nil && level != "" && !level.Valid() {
			err = forum.Wrong("level", "error.level")
		}
		if err == nil {
			err = tx.SetFollow(v.ID, id, level, now)
		}
		if err == nil {
			f, err = tx.FollowOf(v.ID, id)
		}
		return err
	})
	if err == nil {
		a.marked(v.ID, id)
		a.tellRead(Read{Who: v.ID, Conversation: id})
	}
	return f, err
}

// FollowGroup says what v wants to be told of in a group that they are in; ""
// is how everybody begins. NotFound, SignedOut, Forbidden (not in it), Invalid.
func (a *App) FollowGroup(ctx context.Context, v forum.Viewer, slug string, level forum.Level) (f forum.Follow, err error) {
	var group forum.GroupID
	err = a.write(ctx, func(tx *store.Tx, now time.Time) error {
		g, err := tx.GroupFor(v, slug)
		switch {
		case err != nil:
			return err
		case !v.SignedIn():
			return forum.Refused(forum.SignedOut, "error.signed_out")
		case g.Standing.Role == "":
			return forum.Refused(forum.Forbidden, "error.forbidden")
		case level != "" && !level.Valid():
			return forum.Wrong("level", "error.level")
		}
		group = g.ID
		if err := tx.SetGroupFollow(v.ID, g.ID, level, now); err != nil {
			return err
		}
		f, err = tx.GroupFollow(v.ID, g.ID)
		return err
	})
	if err == nil {
		a.markedAll(v.ID)
		a.tellRead(Read{Who: v.ID, Group: group})
	}
	return f, err
}

// GroupFollow is what v wants to be told of in a group that was found through
// them.
func (a *App) GroupFollow(ctx context.Context, v forum.Viewer, g forum.GroupID) (f forum.Follow, err error) {
	err = a.store.Read(ctx, func(r *store.Reader) error {
		f, err = r.GroupFollow(v.ID, g)
		return err
	})
	return f, err
}
