package app

import (
	"context"
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// MyData is everything the network keeps about the viewer, for them to
// download.
func (a *App) MyData(ctx context.Context, v forum.Viewer) (store.Data, error) {
	if !v.SignedIn() {
		return store.Data{}, forum.Refused(forum.SignedOut, "error.signed_out")
	}
	var data store.Data
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		data, err = r.DataOf(v.ID)
		return err
	})
	return data, err
}

// leaveBatch is how many posts one transaction removes, so that somebody who
// wrote thousands does not hold up everybody else.
const leaveBatch = 200

// Leave closes the viewer's account. Their posts stay under "former member",
// or are removed and what they said is erased at once. The last organiser
// can't leave.
func (a *App) Leave(ctx context.Context, v forum.Viewer, keepPosts bool) error {
	if !v.SignedIn() {
		return forum.Refused(forum.SignedOut, "error.signed_out")
	}
	if err := a.mayLeave(ctx, v); err != nil {
		return err
	}
	if !keepPosts {
		if err := a.removePostsOf(ctx, v); err != nil {
			return err
		}
	}
	var left store.Left
	err := a.write(ctx, func(tx *store.Tx, now time.Time) error {
		if err := lastOrganiserStays(&tx.Reader, v); err != nil {
			return err
		}
		var err error
		if left, err = tx.Leave(v.ID, keepPosts, now); err != nil {
			return err
		}
		return tellOfLeaving(tx, v, left, now)
	})
	if err != nil {
		return err
	}
	return a.dropContents(left.Hashes)
}

func (a *App) mayLeave(ctx context.Context, v forum.Viewer) error {
	return a.store.Read(ctx, func(r *store.Reader) error { return lastOrganiserStays(r, v) })
}

func lastOrganiserStays(r *store.Reader, v forum.Viewer) error {
	if !v.Organiser() {
		return nil
	}
	n, err := r.CountOrganisers()
	if err == nil && n == 1 {
		err = forum.Refused(forum.Conflict, "error.last_organiser")
	}
	return err
}

func (a *App) removePostsOf(ctx context.Context, v forum.Viewer) error {
	for more := true; more; {
		err := a.write(ctx, func(tx *store.Tx, now time.Time) error {
			posts, err := tx.PostsOf(v.ID, 0, leaveBatch)
			if err != nil {
				return err
			}
			more = len(posts) == leaveBatch
			for _, p := range posts {
				c, err := tx.Where(p.ConversationID)
				if err == nil {
					err = removePost(tx, c, v.ID, p, now)
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// tellOfLeaving writes the events of what ended with an account.
func tellOfLeaving(tx *store.Tx, v forum.Viewer, left store.Left, now time.Time) error {
	events := []forum.Event{{Kind: forum.PersonLeft, At: now, Actor: v.ID, Person: v.ID}}
	for _, id := range left.Sessions {
		events = append(events, forum.Event{Kind: forum.SessionEnded, At: now, Actor: v.ID, Person: v.ID, Ref: int64(id)})
	}
	for _, id := range left.Tokens {
		events = append(events, forum.Event{Kind: forum.TokenEnded, At: now, Actor: v.ID, Person: v.ID, Ref: int64(id)})
	}
	for _, id := range left.Groups {
		events = append(events, forum.Event{Kind: forum.MembershipEnded, At: now, Actor: v.ID, Person: v.ID, Group: id})
	}
	for _, r := range left.Reacted {
		events = append(events, forum.Event{Kind: forum.PostReacted, At: now, Actor: v.ID, Post: r.Post, Conversation: r.Conversation})
	}
	for _, voted := range left.Voted {
		events = append(events, votedEvent(v.ID, voted.Post, voted.Conversation, voted.Secret, now))
	}
	for _, e := range events {
		if err := event(tx, e); err != nil {
			return err
		}
	}
	return nil
}
