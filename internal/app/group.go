package app

import (
	"context"
	"time"

	"plenary/internal/fold"
	"plenary/internal/forum"
	"plenary/internal/markup"
	"plenary/internal/store"
)

// Group is the group of that slug, or that had it once. NotFound if v may not
// see it. A look by staff who are not in a members-only group leaves a line in
// its log, once an hour at most.
func (a *App) Group(ctx context.Context, v forum.Viewer, slug string) (store.InGroup, error) {
	var g store.InGroup
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		g, err = r.GroupFor(v, slug)
		return err
	})
	if err == nil && g.Standing.Visits() {
		err = a.noteVisit(ctx, v, g.ID)
	}
	return g, err
}

// noteVisit writes that staff looked into a group that they are not in. The
// command line is nobody.
func (a *App) noteVisit(ctx context.Context, v forum.Viewer, g forum.GroupID) error {
	if v.ID == commandLine {
		return nil
	}
	noted := false
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		noted, err = r.VisitedSince(g, v.ID, a.Now().Add(-time.Hour))
		return err
	})
	if err != nil || noted {
		return err
	}
	return a.write(ctx, func(tx *store.Tx, now time.Time) error {
		return event(tx, forum.Event{Kind: forum.GroupVisited, At: now, Actor: v.ID, Group: g, Staff: true})
	})
}

// Groups lists the groups that v sees, by name.
func (a *App) Groups(ctx context.Context, v forum.Viewer) ([]store.InGroup, error) {
	var groups []store.InGroup
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		groups, err = r.Groups(v)
		return err
	})
	return groups, err
}

// GroupInput is what a group says of itself; nil leaves a field as it is.
type GroupInput struct {
	Slug       *string
	Name       *string
	Focus      *string
	About      *string // Markdown
	Visibility *forum.Visibility
	Joining    *forum.Joining
	Products   *[]forum.Product // the whole list
}

// MakeGroup makes a group with its channel general. Organisers may.
func (a *App) MakeGroup(ctx context.Context, v forum.Viewer, in GroupInput) (store.InGroup, error) {
	if err := forum.NetworkStanding(v).Check(forum.Managing); err != nil {
		return store.InGroup{}, err
	}
	g := forum.Group{Visibility: forum.SeenByNetwork, Joining: forum.JoinRequest}
	if in.Name == nil {
		return store.InGroup{}, forum.Wrong("name", "error.required")
	}
	if in.Slug == nil {
		slug := fold.Slug(*in.Name, forum.MaxSlug)
		in.Slug = &slug
	}
	products, err := a.fill(ctx, v, &g, in)
	if err != nil {
		return store.InGroup{}, err
	}
	var made store.InGroup
	err = a.write(ctx, func(tx *store.Tx, now time.Time) error {
		g.CreatedAt = now
		id, err := tx.AddGroup(g, markup.Version)
		if err != nil {
			return err
		}
		if err := putProducts(tx, v, id, products, now); err != nil {
			return err
		}
		if _, err := addChannel(tx, id, v.ID, "general", "", now); err != nil {
			return err
		}
		if err := event(tx, forum.Event{Kind: forum.GroupChanged, At: now, Actor: v.ID, Group: id, Detail: "made", Staff: true}); err != nil {
			return err
		}
		made, err = tx.GroupByID(v, id)
		return err
	})
	return made, err
}

// ChangeGroup changes a group's text, visibility and joining. Leads may.
func (a *App) ChangeGroup(ctx context.Context, v forum.Viewer, slug string, in GroupInput) (store.InGroup, error) {
	before, err := a.Group(ctx, v, slug)
	if err == nil {
		err = before.Standing.Check(forum.Managing)
	}
	if err != nil {
		return store.InGroup{}, err
	}
	changed := before.Group
	products, err := a.fill(ctx, v, &changed, in)
	if err != nil {
		return store.InGroup{}, err
	}
	var out store.InGroup
	err = a.write(ctx, func(tx *store.Tx, now time.Time) error {
		now2, err := tx.GroupByID(v, before.ID)
		if err == nil {
			err = now2.Standing.Check(forum.Managing)
		}
		if err != nil {
			return err
		}
		if err := tx.ChangeGroup(changed, markup.Version, now); err != nil {
			return err
		}
		if err := putProducts(tx, v, before.ID, products, now); err != nil {
			return err
		}
		detail := "text"
		if changed.Visibility != now2.Visibility || changed.Joining != now2.Joining {
			detail = "axes"
		}
		if err := event(tx, forum.Event{Kind: forum.GroupChanged, At: now, Actor: v.ID, Group: before.ID, Detail: detail, Staff: true}); err != nil {
			return err
		}
		out, err = tx.GroupByID(v, before.ID)
		return err
	})
	return out, err
}

// fill checks what was given and puts it into g; the products, which are rows of
// their own, it gives back checked (nil: left as they are).
func (a *App) fill(ctx context.Context, v forum.Viewer, g *forum.Group, in GroupInput) ([]forum.Product, error) {
	var err error
	if in.Name != nil {
		if g.Name, err = forum.CleanLine("name", *in.Name, 3, forum.MaxGroupName); err != nil {
			return nil, err
		}
	}
	if in.Slug != nil {
		g.Slug = *in.Slug
	}
	if !forum.ValidSlug(g.Slug) || g.Slug == "new" {
		return nil, forum.Wrong("slug", "error.slug")
	}
	if in.Focus != nil {
		if g.Focus, err = forum.CleanText("focus", *in.Focus, forum.MaxFocus); err != nil {
			return nil, err
		}
	}
	if in.Visibility != nil {
		if g.Visibility = *in.Visibility; !g.Visibility.Valid() {
			return nil, forum.Wrong("visibility", "error.visibility")
		}
	}
	if in.Joining != nil {
		if g.Joining = *in.Joining; !g.Joining.Valid() {
			return nil, forum.Wrong("joining", "error.joining")
		}
	}
	var products []forum.Product
	if in.Products != nil {
		if products, err = cleanProducts(*in.Products); err != nil {
			return nil, err
		}
	}
	if in.About == nil {
		return products, nil
	}
	if g.AboutSource, err = forum.CleanText("about", *in.About, forum.MaxAbout); err != nil {
		return nil, err
	}
	w, err := a.render(ctx, v, Body{Source: g.AboutSource, Format: forum.Markdown})
	g.About = w.HTML
	return products, err
}
