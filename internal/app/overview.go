package app

import (
	"context"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// Rail is what stands beside every page of a signed-in person.
type Rail struct {
	Notices int // unread
	Groups  []RailGroup
}

// RailGroup is one of the viewer's groups with what is unread there.
type RailGroup struct {
	store.InGroup
	Unread   int
	Channels []store.Listed // only of the group that is open
}

// Rail reads what stands beside a page; the channels of the open group (0:
// none) come with it. Visitors have none.
func (a *App) Rail(ctx context.Context, v forum.Viewer, open forum.GroupID) (Rail, error) {
	if !v.SignedIn() {
		return Rail{}, nil
	}
	return fresh(a.store, a.kept.rails, railKey{v.ID, v.Role, open}, func() (Rail, error) { return a.readRail(ctx, v, open) })
}

// railKey is a rail as one person asks for it.
type railKey struct {
	who  forum.UserID
	role forum.NetworkRole
	open forum.GroupID
}

func (a *App) readRail(ctx context.Context, v forum.Viewer, open forum.GroupID) (rail Rail, err error) {
	err = a.readCounting(ctx, v, func(r *store.Reader, unread counter) error {
		rail = Rail{}
		var err error
		if rail.Notices, err = r.UnreadNotices(v, a.Now()); err != nil {
			return err
		}
		groups, err := r.Groups(v)
		if err != nil {
			return err
		}
		rail.Groups, err = unreadGroups(unread, own(groups))
		if err != nil {
			return err
		}
		for i := range rail.Groups {
			if rail.Groups[i].ID == open {
				rail.Groups[i].Channels, err = r.Conversations(v, open, forum.Channel, store.Place{}, 50)
				return err
			}
		}
		return nil
	})
	return rail, err
}

// own is the groups that the viewer is in.
func own(groups []store.InGroup) []store.InGroup {
	var mine []store.InGroup
	for _, g := range groups {
		if g.Standing.Role != "" {
			mine = append(mine, g)
		}
	}
	return mine
}

func unreadGroups(unread counter, groups []store.InGroup) ([]RailGroup, error) {
	counts, err := unread(groups)
	if err != nil {
		return nil, err
	}
	out := make([]RailGroup, len(groups))
	for i, g := range groups {
		out[i] = RailGroup{InGroup: g, Unread: counts[g.ID]}
	}
	return out, nil
}

// Overview is a member's start page, or a visitor's front page.
type Overview struct {
	Mine     []RailGroup     // groups that the viewer is in
	Others   []store.InGroup // that the viewer sees besides
	Recent   []store.Listed  // conversations, the latest first
	Articles []forum.Article
	Asked    map[forum.GroupID]bool // groups that the viewer asked to join and that have not answered
}

// Overview reads the start page of v.
func (a *App) Overview(ctx context.Context, v forum.Viewer) (Overview, error) {
	return fresh(a.store, a.kept.fronts, railKey{who: v.ID, role: v.Role}, func() (Overview, error) { return a.readOverview(ctx, v) })
}

func (a *App) readOverview(ctx context.Context, v forum.Viewer) (o Overview, err error) {
	err = a.readCounting(ctx, v, func(r *store.Reader, unread counter) error {
		o = Overview{}
		groups, err := r.Groups(v)
		if err != nil {
			return err
		}
		mine := own(groups)
		for _, g := range groups {
			if g.Standing.Role == "" {
				o.Others = append(o.Others, g)
			}
		}
		if o.Mine, err = unreadGroups(unread, mine); err != nil {
			return err
		}
		shown := mine
		if !v.SignedIn() {
			shown = groups
		}
		if o.Recent, err = r.Recent(v, shown, 15); err != nil {
			return err
		}
		now := a.Now()
		if o.Articles, err = r.Articles(v, 0, store.Place{}, now, 4); err != nil || !v.SignedIn() {
			return err
		}
		o.Asked, err = r.AskedGroups(v.ID)
		return err
	})
	return o, err
}

// Conversations lists a group's conversations of one kind. NotFound if v may
// not see the group.
func (a *App) Conversations(ctx context.Context, v forum.Viewer, slug string, kind forum.ConversationKind, before store.Place, limit int) (store.InGroup, []store.Listed, error) {
	g, err := a.Group(ctx, v, slug)
	if err != nil {
		return g, nil, err
	}
	var list []store.Listed
	err = a.store.Read(ctx, func(r *store.Reader) error {
		list, err = r.Conversations(v, g.ID, kind, before, limit)
		return err
	})
	return g, list, err
}
