package app

import (
	"context"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// Sheet is a group with what stands about it on one page: leads for those who
// see names, products and channels.
type Sheet struct {
	store.InGroup
	Leads    []forum.Author
	Products []forum.Product
	Channels []store.Listed
	Follow   forum.Follow // the viewer's, if they are in the group
}

const maxChannels = 200 // that a group's sheet lists

// Sheet is one group's sheet. NotFound if v may not see it.
func (a *App) Sheet(ctx context.Context, v forum.Viewer, slug string) (Sheet, error) {
	g, err := a.Group(ctx, v, slug)
	if err != nil {
		return Sheet{}, err
	}
	sheets, err := a.sheets(ctx, v, []store.InGroup{g})
	if err != nil {
		return Sheet{}, err
	}
	return sheets[0], nil
}

// Sheets lists the sheets of the groups that v sees, by name, from offset.
// more says that others follow.
func (a *App) Sheets(ctx context.Context, v forum.Viewer, offset, limit int) (sheets []Sheet, more bool, err error) {
	groups, err := a.Groups(ctx, v)
	if err != nil {
		return nil, false, err
	}
	groups = groups[min(offset, len(groups)):]
	if more = len(groups) > limit; more {
		groups = groups[:limit]
	}
	sheets, err = a.sheets(ctx, v, groups)
	return sheets, more, err
}

func (a *App) sheets(ctx context.Context, v forum.Viewer, groups []store.InGroup) ([]Sheet, error) {
	sheets := make([]Sheet, len(groups))
	err := a.store.Read(ctx, func(r *store.Reader) error {
		for i, g := range groups {
			sheet := Sheet{InGroup: g}
			var err error
			if sheet.Products, err = r.Products(g.ID); err != nil {
				return err
			}
			if sheet.Channels, err = r.Conversations(v, g.ID, forum.Channel, store.Place{}, maxChannels); err != nil {
				return err
			}
			if sheet.Leads, err = leadsOf(r, g); err != nil {
				return err
			}
			if g.Standing.Role != "" {
				if sheet.Follow, err = r.GroupFollow(v.ID, g.ID); err != nil {
					return err
				}
			}
			sheets[i] = sheet
		}
		return nil
	})
	return sheets, err
}

// Latest lists a group's conversations of the kinds (none: discussions and
// channels) by their last post, after the given place. NotFound if v may not
// see the group.
func (a *App) Latest(ctx context.Context, v forum.Viewer, slug string, kinds []forum.ConversationKind, after store.Place, limit int) ([]store.Listed, error) {
	g, err := a.Group(ctx, v, slug)
	if err != nil {
		return nil, err
	}
	if len(kinds) == 0 {
		kinds = []forum.ConversationKind{forum.Discussion, forum.Channel}
	}
	var list []store.Listed
	err = a.store.Read(ctx, func(r *store.Reader) error {
		list, err = r.LatestConversations(v, g.ID, kinds, after, limit)
		return err
	})
	return list, err
}
