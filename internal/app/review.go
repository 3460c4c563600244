package app

import (
	"context"
	"slices"
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// FlagInput is what somebody asks the moderators to look at.
type FlagInput struct {
	Post   forum.PostID
	Reason forum.FlagReason
	Note   string
}

// Flag asks the moderators to look at a post. NotFound if v may not see it,
// SignedOut, Forbidden (one's own, or not to be seen by others), Conflict
// (flagged by them before), Invalid.
func (a *App) Flag(ctx context.Context, v forum.Viewer, in FlagInput) error {
	p, err := a.Post(ctx, v, in.Post)
	if err == nil {
		err = mayFlag(p.Post.Post, p.Standing)
	}
	if err != nil {
		return err
	}
	if !slices.Contains(forum.FlagReasons, in.Reason) {
		return forum.Wrong("reason", "review.reason")
	}
	note, err := forum.CleanText("note", in.Note, forum.MaxFlagNote)
	if err != nil {
		return err
	}
	return a.write(ctx, func(tx *store.Tx, now time.Time) error {
		p, c, s, err := tx.PostFor(v, in.Post, now)
		if err == nil {
			err = mayFlag(p, s)
		}
		if err != nil {
			return err
		}
		if again, err := tx.HasFlagged(p.ID, v.ID); err != nil {
			return err
		} else if again {
			return forum.Refused(forum.Conflict, "review.flagged_already")
		}
		kind := forum.ReviewFlagged
		if !s.Network && s.Role == "" && !s.May(forum.Moderating) {
			kind = forum.ReviewReported
		}
		item, err := toReview(tx, c, p, kind, "", now)
		if err != nil {
			return err
		}
		return tx.AddFlag(item, p.ID, v.ID, in.Reason, note, now)
	})
}

func mayFlag(p forum.Post, s forum.Standing) error {
	if err := s.Check(forum.Flagging); err != nil {
		return err
	}
	switch {
	case p.Author.ID == s.Viewer.ID:
		return forum.Refused(forum.Forbidden, "review.own_post")
	case p.State != forum.Shown:
		return forum.Refused(forum.Forbidden, "review.not_shown")
	}
	return nil
}

// Desk is what a viewer looks after: the groups that they moderate, and what
// belongs to none.
type Desk struct {
	Groups  []Group
	Network bool
}

func (d Desk) ids() []forum.GroupID {
	ids := make([]forum.GroupID, len(d.Groups))
	for i, g := range d.Groups {
		ids[i] = g.ID
	}
	return ids
}

// deskOf is what v looks after, in one group (slug) or everywhere. NotFound if
// that is nothing.
func deskOf(r *store.Reader, v forum.Viewer, slug string) (Desk, error) {
	if slug != "" {
		g, err := r.GroupFor(v, slug)
		if err == nil && !g.Standing.May(forum.Moderating) {
			err = forum.Missing()
		}
		return Desk{Groups: []Group{g}}, err
	}
	groups, err := r.Groups(v)
	d := Desk{Network: forum.NetworkStanding(v).May(forum.Moderating)}
	for _, g := range groups {
		if g.Standing.May(forum.Moderating) {
			d.Groups = append(d.Groups, g)
		}
	}
	if err == nil && !d.Network && len(d.Groups) == 0 {
		err = forum.Missing()
	}
	return d, err
}

// Item is one item of the review inbox with what a moderator wants to know.
type Item struct {
	forum.Review
	Post         Post
	Conversation forum.Conversation
	Standing     forum.Standing
	Before       []Post // what was said just before, the oldest first
	After        []Post
	Record       store.Record // of its author; the zero Record of guests and people who left
	Claimed      bool         // by another moderator, just now
}

// Inbox of those who moderate.
type Reviews struct {
	Desk
	Items []Item
	Next  Place
}

// Reviews lists what waits for v, or (decided) what was decided, in one group
// (slug) or everywhere. NotFound for those who moderate nothing.
func (a *App) Reviews(ctx context.Context, v forum.Viewer, slug string, decided bool, after Place, limit int) (Reviews, error) {
	var out Reviews
	err := a.store.Read(ctx, func(r *store.Reader) error {
		out = Reviews{}
		var err error
		if out.Desk, err = deskOf(r, v, slug); err != nil {
			return err
		}
		list := r.Waiting
		if decided {
			list = r.Decided
		}
		items, err := list(out.ids(), out.Network, after, limit)
		if err != nil {
			return err
		}
		for _, item := range items {
			full, err := a.item(r, v, item)
			if err != nil {
				return err
			}
			out.Items = append(out.Items, full)
		}
		if n := len(items); n == limit {
			out.Next = Place{At: items[n-1].OpenedAt, ID: int64(items[n-1].ID)}
			if decided {
				out.Next.At = items[n-1].DecidedAt
			}
		}
		return nil
	})
	return out, err
}

// Review is one item. NotFound if v does not moderate where its post is.
func (a *App) Review(ctx context.Context, v forum.Viewer, id forum.ReviewID) (Item, error) {
	var out Item
	err := a.store.Read(ctx, func(r *store.Reader) error {
		item, err := r.ReviewByID(id)
		if err == nil {
			out, err = a.item(r, v, item)
		}
		return err
	})
	return out, err
}

const around = 2 // posts shown before and after

func (a *App) item(r *store.Reader, v forum.Viewer, review forum.Review) (Item, error) {
	now := a.Now()
	p, c, s, err := r.PostFor(v, review.Post, now)
	if err == nil && !s.May(forum.Moderating) {
		err = forum.Missing()
	}
	if err != nil {
		return Item{}, err
	}
	item := Item{Review: review, Conversation: c, Standing: s, Post: views(c, s, []forum.Post{p}, marks{}, now)[0]}
	near, err := r.PostsBefore(c.ID, p.Number, around)
	if err != nil {
		return Item{}, err
	}
	item.Before = views(c, s, near, marks{}, now)
	if p.Number != 0 {
		if near, err = r.PostsByNumber(c.ID, p.Number+1, around); err != nil {
			return Item{}, err
		}
		item.After = views(c, s, near, marks{}, now)
	}
	if p.Author.ID != 0 {
		if item.Record, err = r.RecordOf(p.Author.ID, some(c.GroupID), c.GroupID == 0); err != nil {
			return Item{}, err
		}
	}
	_, item.Claimed = review.ClaimedFor(v.ID, now)
	return item, nil
}

// some is a list of the id, or of nothing where there is none.
func some[T ~int64](id T) []T {
	if id == 0 {
		return nil
	}
	return []T{id}
}

// waitingFor is whether v moderates any of the groups that they see, or what
// belongs to none, and how much waits there.
func waitingFor(r *store.Reader, v forum.Viewer, groups []Group) (moderates bool, n int, err error) {
	mine := []forum.GroupID{}
	if forum.NetworkStanding(v).May(forum.Moderating) {
		mine = append(mine, 0)
	}
	for _, g := range groups {
		if g.Standing.May(forum.Moderating) {
			mine = append(mine, g.ID)
		}
	}
	if len(mine) == 0 {
		return false, 0, nil
	}
	waiting, err := r.CountWaiting()
	for _, g := range mine {
		n += waiting[g]
	}
	return true, n, err
}

// Waiting is how much waits for moderators in each group.
func (a *App) Waiting(ctx context.Context) (map[forum.GroupID]int, error) {
	var waiting map[forum.GroupID]int
	err := a.store.Read(ctx, func(r *store.Reader) (err error) {
		waiting, err = r.CountWaiting()
		return err
	})
	return waiting, err
}

// WaitingFor is how much waits for each of the people who moderate something;
// the others are absent.
func (a *App) WaitingFor(ctx context.Context, people []forum.UserID) (map[forum.UserID]int, error) {
	waiting := map[forum.UserID]int{}
	for _, who := range people {
		v, err := a.ViewerOf(ctx, who)
		if err == nil {
			err = a.store.Read(ctx, func(r *store.Reader) error {
				groups, err := r.Groups(v)
				if err != nil {
					return err
				}
				moderates, n, err := waitingFor(r, v, groups)
				if moderates {
					waiting[who] = n
				}
				return err
			})
		}
		if err != nil && forum.KindOf(err) != forum.NotFound {
			return nil, err
		}
	}
	return waiting, nil
}
