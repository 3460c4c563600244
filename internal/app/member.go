package app

import (
	"context"
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// Members lists a group's people, leads first. NotFound if v may not see the
// group; SignedOut for visitors, who see no names.
func (a *App) Members(ctx context.Context, v forum.Viewer, slug string, offset, limit int) (store.InGroup, []store.Member, error) {
	var g store.InGroup
	var members []store.Member
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		if g, err = r.GroupFor(v, slug); err != nil {
			return err
		}
		if err := g.Standing.Check(forum.SeeingNames); err != nil {
			return err
		}
		members, err = r.Members(g.ID, offset, limit)
		return err
	})
	if err == nil && g.Standing.Visits() {
		err = a.noteVisit(ctx, v, g.ID)
	}
	return g, members, err
}

// Leads lists who leads a group, for those who see names.
func (a *App) Leads(ctx context.Context, g store.InGroup) ([]forum.Author, error) {
	var leads []forum.Author
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		leads, err = leadsOf(r, g)
		return err
	})
	return leads, err
}

func leadsOf(r *store.Reader, g store.InGroup) ([]forum.Author, error) {
	if !g.Standing.May(forum.SeeingNames) {
		return nil, nil
	}
	ids, err := r.WhoMay(g.ID, forum.Lead)
	if err != nil {
		return nil, err
	}
	names, err := r.Authors(ids)
	var leads []forum.Author
	for _, id := range ids {
		if who, ok := names[id]; ok {
			leads = append(leads, who)
		}
	}
	return leads, err
}

// SetRole puts a person into a group or changes what they are there. Leads
// may; the last lead stays one unless an organiser decides otherwise. Links
// that a lead made end with their being lead: they could come back by them.
func (a *App) SetRole(ctx context.Context, v forum.Viewer, slug string, who forum.UserID, role forum.GroupRole) error {
	if !role.Valid() {
		return forum.Wrong("role", "error.role")
	}
	return a.write(ctx, func(tx *store.Tx, now time.Time) error {
		g, before, err := managed(tx, v, slug, who)
		if err != nil {
			return err
		}
		if before == role {
			return nil
		}
		if before == forum.Lead {
			if err := leadStays(tx, g, v); err != nil {
				return err
			}
			if err := tx.EndInvitationsBy(who, g.ID, now); err != nil {
				return err
			}
		}
		if _, err := tx.AccountByID(who); err != nil {
			return err
		}
		return setRole(tx, g.ID, who, role, v.ID, before == "", now)
	})
}

// managed is a group that v manages, and what a person is in it.
func managed(tx *store.Tx, v forum.Viewer, slug string, who forum.UserID) (store.InGroup, forum.GroupRole, error) {
	g, err := tx.GroupFor(v, slug)
	if err == nil {
		err = g.Standing.Check(forum.Managing)
	}
	if err != nil {
		return store.InGroup{}, "", err
	}
	role, err := tx.RoleIn(g.ID, who)
	return g, role, err
}

func leadStays(tx *store.Tx, g store.InGroup, v forum.Viewer) error {
	n, err := tx.CountLeads(g.ID)
	if err == nil && n == 1 && !v.Organiser() {
		return forum.Refused(forum.Conflict, "error.last_lead")
	}
	return err
}

// setRole writes a membership with its event and its notice.
func setRole(tx *store.Tx, g forum.GroupID, who forum.UserID, role forum.GroupRole, by forum.UserID, exempt bool, now time.Time) error {
	if err := mayBeIn(tx, g, who, now); err != nil {
		return err
	}
	if err := tx.SetMembership(g, who, role, exempt, now); err != nil {
		return err
	}
	if err := event(tx, forum.Event{Kind: forum.MembershipChanged, At: now, Actor: by, Person: who, Group: g, Detail: string(role), Staff: who != by}); err != nil {
		return err
	}
	if who == by {
		return nil
	}
	return tx.AddNotice(who, forum.Notice{Kind: forum.NoticeRoleChanged, Actor: forum.Author{ID: by}, Group: g, Detail: string(role), At: now})
}

// RemoveMember takes a person out of a group: leads may, and everybody
// themselves. NotFound if they are not in it.
func (a *App) RemoveMember(ctx context.Context, v forum.Viewer, slug string, who forum.UserID) error {
	return a.write(ctx, func(tx *store.Tx, now time.Time) error {
		g, err := tx.GroupFor(v, slug)
		if err != nil {
			return err
		}
		if who != v.ID {
			if err := g.Standing.Check(forum.Managing); err != nil {
				return err
			}
		} else if !v.SignedIn() {
			return forum.Refused(forum.SignedOut, "error.signed_out")
		}
		role, err := tx.RoleIn(g.ID, who)
		if err != nil {
			return err
		}
		if role == forum.Lead {
			if err := leadStays(tx, g, v); err != nil {
				return err
			}
		}
		if err := tx.EndInvitationsBy(who, g.ID, now); err != nil {
			return err
		}
		if err := tx.EndMembership(g.ID, who); err != nil {
			return err
		}
		return event(tx, forum.Event{Kind: forum.MembershipEnded, At: now, Actor: v.ID, Person: who, Group: g.ID, Staff: who != v.ID})
	})
}

// Join makes v a member at once where joining is free, and asks the leads
// where it is on request; asked says which. Being in the group already, or
// having asked, changes nothing.
func (a *App) Join(ctx context.Context, v forum.Viewer, slug, note string) (asked bool, err error) {
	note, err = forum.CleanText("note", note, 1000)
	if err != nil {
		return false, err
	}
	err = a.write(ctx, func(tx *store.Tx, now time.Time) error {
		g, err := tx.GroupFor(v, slug)
		if err != nil {
			return err
		}
		if !v.SignedIn() {
			return forum.Refused(forum.SignedOut, "error.signed_out")
		}
		asked = false
		if g.Standing.Role != "" {
			return nil
		}
		switch g.Standing.MayJoin() {
		case forum.JoinFree:
			return setRole(tx, g.ID, v.ID, forum.Member, v.ID, false, now)
		case forum.JoinRequest:
			asked = true
			return ask(tx, g, v, note, now)
		}
		return forum.Refused(forum.Forbidden, "error.by_invitation")
	})
	return asked, err
}

func ask(tx *store.Tx, g store.InGroup, v forum.Viewer, note string, now time.Time) error {
	waiting, err := tx.Asks(v.ID, g.ID)
	if err != nil || waiting {
		return err
	}
	id, err := tx.AddJoinRequest(store.JoinRequest{GroupID: g.ID, UserID: v.ID, Message: note, CreatedAt: now})
	if err != nil {
		return err
	}
	if err := event(tx, forum.Event{Kind: forum.JoinAsked, At: now, Actor: v.ID, Group: g.ID, Ref: int64(id)}); err != nil {
		return err
	}
	leads, err := tx.WhoMay(g.ID, forum.Lead)
	for _, lead := range leads {
		if err == nil {
			err = tx.AddNotice(lead, forum.Notice{Kind: forum.NoticeJoinAsked, Actor: forum.Author{ID: v.ID}, Group: g.ID, At: now})
		}
	}
	return err
}

// Asks reports whether v's request to join the group waits.
func (a *App) Asks(ctx context.Context, v forum.Viewer, g forum.GroupID) (bool, error) {
	var waiting bool
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		waiting, err = r.Asks(v.ID, g)
		return err
	})
	return waiting, err
}

// JoinRequests lists who waits to join a group. Leads see it.
func (a *App) JoinRequests(ctx context.Context, g store.InGroup) ([]store.JoinRequest, error) {
	if err := g.Standing.Check(forum.Managing); err != nil {
		return nil, err
	}
	var requests []store.JoinRequest
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		requests, err = r.JoinRequests(g.ID)
		return err
	})
	return requests, err
}

// DecideJoin grants or refuses a request to join a group. Leads may.
func (a *App) DecideJoin(ctx context.Context, v forum.Viewer, slug string, id forum.JoinRequestID, grant bool) error {
	return a.write(ctx, func(tx *store.Tx, now time.Time) error {
		g, _, err := managed(tx, v, slug, 0)
		if err != nil {
			return err
		}
		req, err := tx.WaitingRequest(g.ID, id)
		if err != nil {
			return err
		}
		if err := tx.DecideRequest(id, grant, v.ID, now); err != nil {
			return err
		}
		kind := forum.NoticeJoinRefused
		detail := "refused"
		if grant {
			kind, detail = forum.NoticeJoinGranted, "granted"
			role, err := tx.RoleIn(g.ID, req.UserID)
			if err != nil {
				return err
			}
			if role == "" {
				if err := mayBeIn(tx, g.ID, req.UserID, now); err != nil {
					return err
				}
				if err := tx.SetMembership(g.ID, req.UserID, forum.Member, false, now); err != nil {
					return err
				}
				if err := event(tx, forum.Event{Kind: forum.MembershipChanged, At: now, Actor: v.ID, Person: req.UserID, Group: g.ID, Detail: string(forum.Member)}); err != nil {
					return err
				}
			}
		}
		if err := event(tx, forum.Event{Kind: forum.JoinDecided, At: now, Actor: v.ID, Person: req.UserID, Group: g.ID, Ref: int64(id), Detail: detail, Staff: true}); err != nil {
			return err
		}
		return tx.AddNotice(req.UserID, forum.Notice{Kind: kind, Actor: forum.Author{ID: v.ID}, Group: g.ID, At: now})
	})
}
