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
	Follow        forum.Follow // the viewer's, if they are in the group
	Since         Since        // the same
}

const topFaces = 5

// Top reads what stands above every page of a group that was found through v.
func (a *App) Top(ctx context.Context, v forum.Viewer, g store.InGroup) (Top, error) {
	var top Top
	err := a.store.Read(ctx, func(r *store.Reader) error {
		top = Top{}
		var err error
		many, err := a.crowd(r, g.ID)
		if err != nil {
			return err
		}
		top.Members, top.Organisations = many.members, many.organisations
		if top.Products, err = r.Products(g.ID); err != nil || !g.Standing.May(forum.SeeingNames) {
			return err
		}
		top.Faces = many.faces
		if g.Standing.Role != "" {
			if top.Follow, err = r.GroupFollow(v.ID, g.ID); err != nil {
				return err
			}
			if top.Since, err = since(r, v, g.ID, a.Now()); err != nil {
				return err
			}
		}
		top.Asked, err = r.Asks(v.ID, g.ID)
		return err
	})
	return top, err
}

// crowd is how many people are in a group, from how many organisations, and
// some of them: the same for one network stamp.
type crowd struct {
	members, organisations int
	faces                  []forum.Author
}

type crowdKey struct {
	group forum.GroupID
	stamp int64
}

func (a *App) crowd(r *store.Reader, g forum.GroupID) (c crowd, err error) {
	_, stamp, err := r.Network()
	if err != nil {
		return c, err
	}
	if c, ok := a.kept.crowds.Get(crowdKey{g, stamp}); ok {
		return c, nil
	}
	if c.members, c.organisations, err = r.GroupCounts(g); err != nil {
		return c, err
	}
	some, err := r.Members(g, 0, topFaces)
	for _, m := range some {
		c.faces = append(c.faces, m.Person)
	}
	if err == nil {
		a.kept.crowds.Put(crowdKey{g, stamp}, c)
	}
	return c, err
}

// countDiscussions is how many discussions a group's list shows page by page,
// counted again when anything was written since the version.
func (a *App) countDiscussions(r *store.Reader, g forum.GroupID, version uint64) (int64, error) {
	if kept, ok := a.kept.discussions.Get(g); ok && kept.version >= version {
		return kept.value, nil
	}
	n, err := r.CountDiscussions(g)
	if err == nil {
		a.kept.discussions.Put(g, dated[int64]{version, n})
	}
	return n, err
}

// Discussions is one page of a group's discussions, the latest first; the
// first page begins with the pinned ones. pages is how many there are.
// NotFound if v may not see the group, or there is no such page.
func (a *App) Discussions(ctx context.Context, v forum.Viewer, slug string, page int64) (list []store.Listed, pages int64, err error) {
	version := a.store.Version()
	err = a.store.Read(ctx, func(r *store.Reader) error {
		g, err := r.GroupFor(v, slug)
		if err != nil {
			return err
		}
		n, err := a.countDiscussions(r, g.ID, version)
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
		many, err := a.crowd(r, g.ID)
		if err != nil {
			return err
		}
		if pages = forum.PageOf(int64(many.members)); page > pages || page < 1 {
			return forum.Missing()
		}
		list, err = r.Members(g.ID, int(page-1)*forum.PageSize, forum.PageSize)
		return err
	})
	return list, pages, err
}
