package app

import (
	"context"
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// Jump is where in a conversation somebody wants to go: to the first post of a
// day (YYYY-MM-DD) or later, or to the post of a number.
type Jump struct {
	Day    string
	Zone   string // in which the day is meant; "" or unknown: the viewer's
	Number int64  // where Day is ""
}

// Find is the post that a jump leads to: where there is none of that day or
// number, the next one, or else the last. Invalid for what is no day; NotFound
// if v may not see the conversation, or nothing stands in it.
func (a *App) Find(ctx context.Context, v forum.Viewer, id forum.ConversationID, j Jump) (forum.Post, error) {
	if zone, err := time.LoadLocation(j.Zone); err == nil && j.Zone != "" {
		v.Zone = zone.String()
	}
	var since time.Time
	if j.Day != "" {
		var err error
		if since, err = time.ParseInLocation(time.DateOnly, j.Day, zoneOf(v, a.zone)); err != nil {
			return forum.Post{}, forum.Wrong("at", "error.day")
		}
	}
	var found forum.Post
	err := a.store.Read(ctx, func(r *store.Reader) error {
		c, _, err := r.ConversationFor(v, id, a.Now())
		if err != nil {
			return err
		}
		at := j.Number
		if j.Day != "" {
			if at, err = r.NumberSince(c.ID, since); err != nil {
				return err
			}
			if at == 0 {
				at = c.LastNumber
			}
		}
		posts, err := r.PostsByNumber(c.ID, at, 1)
		if err == nil && len(posts) == 0 {
			posts, err = r.PostsBefore(c.ID, 0, 1)
		}
		if err == nil && len(posts) == 0 {
			err = forum.Missing()
		}
		if err != nil {
			return err
		}
		found = posts[0]
		return nil
	})
	return found, err
}
