package app

import (
	"context"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// Top is what stands above every page of a group.
type Top struct {
	Members       int
	Organisations int
	Faces         []forum.Author // a few members, for those who see names
	Asked         bool           // the viewer asked to join and waits
	Products      []forum.Product
}

const topFaces = 5

// Top reads what stands above every page of a group that was found through v.
func (a *App) Top(ctx context.Context, v forum.Viewer, g store.InGroup) (Top, error) {
	var top Top
	err := a.store.Read(ctx, func(r *store.Reader) error {
		top = Top{}
		var err error
		if top.Members, top.Organisations, err = r.GroupCounts(g.ID); err != nil {
			return err
		}
		if top.Products, err = r.Products(g.ID); err != nil || !g.Standing.May(forum.SeeingNames) {
			return err
		}
		members, err := r.Members(g.ID, 0, topFaces)
		if err != nil {
			return err
		}
		for _, m := range members {
			top.Faces = append(top.Faces, m.Person)
		}
		top.Asked, err = r.Asks(v.ID, g.ID)
		return err
	})
	return top, err
}

// Discussions is one page of a group's discussions, the latest first; the
// first page begins with the pinned ones. pages is how many there are.
// NotFound if v may not see the group, or there is no such page.
func (a *App) Discussions(ctx context.Context, v forum.Viewer, slug string, page int64) (list []store.Listed, pages int64, err error) {
	err = a.store.Read(ctx, func(r *store.Reader) error {
		g, err := r.GroupFor(v, slug)
		if err != nil {
			return err
		}
		n, err := r.CountDiscussions(g.ID)
		if err != nil {
			return err
		}
		if pages = forum.PageOf(n); page > pages || page < 1 {
			return forum.Missing()
		}
		if page == 1 {
			list, err = r.Conversations(v, g.ID, forum.Discussion, store.Place{}, forum.PageSize)
			return err
		}
		list, err = r.DiscussionsFrom(v, g.ID, (page-1)*forum.PageSize, forum.PageSize)
		return err
	})
	return list, pages, err
}

// MembersPage is one page of a group's people, leads first; pages is how many
// there are. NotFound if v may not see the group or there is no such page,
// SignedOut for visitors, who see no names.
func (a *App) MembersPage(ctx context.Context, v forum.Viewer, slug string, page int64) (list []store.Member, pages int64, err error) {
	err = a.store.Read(ctx, func(r *store.Reader) error {
		g, err := r.GroupFor(v, slug)
		if err == nil {
			err = g.Standing.Check(forum.SeeingNames)
		}
		if err != nil {
			return err
		}
		n, _, err := r.GroupCounts(g.ID)
		if err != nil {
			return err
		}
		if pages = forum.PageOf(int64(n)); page > pages || page < 1 {
			return forum.Missing()
		}
		list, err = r.Members(g.ID, int(page-1)*forum.PageSize, forum.PageSize)
		return err
	})
	return list, pages, err
}
