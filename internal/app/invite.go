package app

import (
	"context"
	"time"

	"plenary/internal/forum"
	"plenary/internal/mail"
	"plenary/internal/secret"
	"plenary/internal/store"
)

const (
	maxInviteDays = 90
	maxInviteUses = 500 // people who can use one link
)

// InviteInput is an invitation to be made: into a group, or ("") only into
// the network. With an e-mail address it is mailed there and works once.
type InviteInput struct {
	Group string
	Role  forum.GroupRole // "": member
	Email string
	Days  int // 0: 14
	Uses  int // 0: 1
}

// Invite makes an invitation and gives its link, which is shown this once.
// Leads invite into their group, organisers into any and into the network.
func (a *App) Invite(ctx context.Context, v forum.Viewer, in InviteInput) (link string, err error) {
	if in.Days == 0 {
		in.Days = 14
	}
	if in.Days < 1 || in.Days > maxInviteDays {
		return "", forum.Wrong("days", "error.between", "Min", 1, "Max", maxInviteDays)
	}
	if in.Email != "" {
		if in.Email, err = forum.CleanEmail(in.Email); err != nil {
			return "", err
		}
		in.Uses = 1
	}
	if in.Uses == 0 {
		in.Uses = 1
	}
	if in.Uses < 1 || in.Uses > maxInviteUses {
		return "", forum.Wrong("uses", "error.between", "Min", 1, "Max", maxInviteUses)
	}
	if in.Group != "" && in.Role == "" {
		in.Role = forum.Member
	}
	err = a.write(ctx, func(tx *store.Tx, now time.Time) error {
		i, err := invitationTo(tx, v, in, now)
		if err == nil {
			link, err = a.send(tx, v, i, now)
		}
		return err
	})
	return link, err
}

// invitationTo is the invitation that v may make of what was said.
func invitationTo(tx *store.Tx, v forum.Viewer, in InviteInput, now time.Time) (store.Invitation, error) {
	i := store.Invitation{Email: in.Email, CreatedBy: v.ID, CreatedAt: now, ExpiresAt: now.Add(time.Duration(in.Days) * 24 * time.Hour), MaxUses: in.Uses}
	s := forum.NetworkStanding(v)
	if in.Group != "" {
		g, err := tx.GroupFor(v, in.Group)
		if err != nil {
			return i, err
		}
		if !in.Role.Valid() {
			return i, forum.Wrong("role", "error.role")
		}
		s, i.GroupID, i.GroupName, i.Role = g.Standing, g.ID, g.Name, in.Role
	}
	return i, s.Check(forum.Managing)
}

// send stores an invitation, mails it where it has an address, and gives its
// link.
func (a *App) send(tx *store.Tx, v forum.Viewer, i store.Invitation, now time.Time) (link string, err error) {
	code := secret.Token()
	id, err := tx.AddInvitation(i, secret.Hash(code))
	if err != nil {
		return "", err
	}
	link = a.baseURL + "/join/" + code
	if err := event(tx, forum.Event{Kind: forum.InvitationMade, At: now, Actor: v.ID, Group: i.GroupID, Ref: int64(id), Detail: string(i.Role), Staff: true}); err != nil || i.Email == "" {
		return link, err
	}
	from, err := tx.Authors([]forum.UserID{v.ID})
	if err != nil {
		return "", err
	}
	return link, queueMail(tx, now, mail.Message{To: i.Email, Kind: mail.Invitation, Lang: v.Lang,
		Data: mail.Data{From: from[v.ID].Name, Group: i.GroupName, Link: link, ValidFor: i.ExpiresAt.Sub(now)}})
}

// Invitation is what a code leads to while it works; whoever has the code
// sees the group's name and focus.
func (a *App) Invitation(ctx context.Context, code string) (store.Invitation, error) {
	var i store.Invitation
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		i, err = r.InvitationByCode(secret.Hash(code), a.Now())
		return err
	})
	return i, err
}

// AcceptAs takes an invitation as the viewer, who has an account.
func (a *App) AcceptAs(ctx context.Context, v forum.Viewer, code string) (store.Invitation, error) {
	if !v.SignedIn() {
		return store.Invitation{}, forum.Refused(forum.SignedOut, "error.signed_out")
	}
	var i store.Invitation
	err := a.write(ctx, func(tx *store.Tx, now time.Time) error {
		var err error
		if i, err = tx.InvitationByCode(secret.Hash(code), now); err != nil {
			return err
		}
		return enterGroup(tx, i, v.ID, now)
	})
	return i, err
}

// enterGroup uses the invitation up and makes the person what it says. Who is
// more in the group already stays it, and that uses nothing up.
func enterGroup(tx *store.Tx, i store.Invitation, who forum.UserID, now time.Time) error {
	if i.GroupID != 0 {
		role, err := tx.RoleIn(i.GroupID, who)
		if err != nil {
			return err
		}
		if role.AtLeast(i.Role) {
			return nil
		}
	}
	if err := tx.UseInvitation(i.ID, now); err != nil || i.GroupID == 0 {
		return err
	}
	return setRole(tx, i.GroupID, who, i.Role, who, true, now)
}

// Accept takes an invitation with a new account and signs it in.
func (a *App) Accept(ctx context.Context, code string, in NewPerson, d Device) (token string, i store.Invitation, err error) {
	if i, err = a.Invitation(ctx, code); err != nil {
		return "", i, err
	}
	in.Role = forum.RoleMember
	p, hash, err := a.newPerson(ctx, in)
	if err != nil {
		return "", i, err
	}
	if hash == "" {
		return "", i, forum.Wrong("password", "error.password_short", "Min", forum.MinPassword)
	}
	err = a.write(ctx, func(tx *store.Tx, now time.Time) error {
		var err error
		if i, err = tx.InvitationByCode(secret.Hash(code), now); err != nil {
			return err
		}
		id, err := addPerson(tx, p, hash, "invited", 0, now)
		if err != nil {
			return err
		}
		if err := enterGroup(tx, i, id, now); err != nil {
			return err
		}
		token, err = openSession(tx, id, d, now)
		return err
	})
	return token, i, err
}

// Invitations lists those that work: into a group for its leads, or ("") into
// the network for organisers.
func (a *App) Invitations(ctx context.Context, v forum.Viewer, group string) ([]store.Invitation, error) {
	var list []store.Invitation
	err := a.store.Read(ctx, func(r *store.Reader) error {
		s, g := forum.NetworkStanding(v), forum.GroupID(0)
		if group != "" {
			in, err := r.GroupFor(v, group)
			if err != nil {
				return err
			}
			s, g = in.Standing, in.ID
		}
		if err := s.Check(forum.Managing); err != nil {
			return err
		}
		var err error
		list, err = r.Invitations(g, a.Now())
		for i := range list {
			if list[i].CreatedBy != v.ID && !v.Organiser() {
				list[i].Email = "" // an inviter sees the addresses they typed
			}
		}
		return err
	})
	return list, err
}

// EndInvitation makes a link work no more.
func (a *App) EndInvitation(ctx context.Context, v forum.Viewer, group string, id forum.InvitationID) error {
	return a.write(ctx, func(tx *store.Tx, now time.Time) error {
		s, g := forum.NetworkStanding(v), forum.GroupID(0)
		if group != "" {
			in, err := tx.GroupFor(v, group)
			if err != nil {
				return err
			}
			s, g = in.Standing, in.ID
		}
		if err := s.Check(forum.Managing); err != nil {
			return err
		}
		if err := tx.EndInvitation(g, id, now); err != nil {
			return err
		}
		return event(tx, forum.Event{Kind: forum.InvitationEnded, At: now, Actor: v.ID, Group: g, Ref: int64(id), Staff: true})
	})
}

// AccountRequest is what somebody says who asks for an account.
type AccountRequest struct {
	Email        string
	Name         string
	Organisation string
	Note         string
	Lang         forum.Lang
}

// AskForAccount stores a request for organisers to decide. It answers alike
// whether the address is new, asked already or has an account; who has one is
// mailed a sign-in link instead.
func (a *App) AskForAccount(ctx context.Context, in AccountRequest) error {
	email, err := forum.CleanEmail(in.Email)
	if err != nil {
		return err
	}
	name, err := forum.CleanLine("name", in.Name, 2, forum.MaxName)
	if err != nil {
		return err
	}
	organisation, err := forum.CleanLine("organisation", in.Organisation, 0, forum.MaxOrgName)
	if err != nil {
		return err
	}
	note, err := forum.CleanText("note", in.Note, 1000)
	if err != nil {
		return err
	}
	return a.write(ctx, func(tx *store.Tx, now time.Time) error {
		_, err := tx.AccountByEmail(email)
		if err == nil {
			return queueSignIn(tx, now, email, "", in.Lang)
		}
		if forum.KindOf(err) != forum.NotFound {
			return err
		}
		id, err := tx.AddJoinRequest(store.JoinRequest{Email: email, Name: name, Organisation: organisation, Message: note, Lang: in.Lang, CreatedAt: now})
		if forum.KindOf(err) == forum.Conflict && err != nil {
			return nil
		}
		if err != nil {
			return err
		}
		return event(tx, forum.Event{Kind: forum.JoinAsked, At: now, Ref: int64(id)})
	})
}

// AccountRequests lists who asks for an account. Organisers see it.
func (a *App) AccountRequests(ctx context.Context, v forum.Viewer) ([]store.JoinRequest, error) {
	if err := forum.NetworkStanding(v).Check(forum.Managing); err != nil {
		return nil, err
	}
	var requests []store.JoinRequest
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		requests, err = r.JoinRequests(0)
		return err
	})
	return requests, err
}

// DecideAccount makes the account that was asked for and mails a sign-in link,
// or mails that it was declined. Organisers may.
func (a *App) DecideAccount(ctx context.Context, v forum.Viewer, id forum.JoinRequestID, grant bool) error {
	if err := forum.NetworkStanding(v).Check(forum.Managing); err != nil {
		return err
	}
	return a.write(ctx, func(tx *store.Tx, now time.Time) error {
		req, err := tx.WaitingRequest(0, id)
		if err == nil {
			err = tx.DecideRequest(id, grant, v.ID, now)
		}
		if err != nil {
			return err
		}
		if !grant {
			if err := event(tx, forum.Event{Kind: forum.JoinDecided, At: now, Actor: v.ID, Ref: int64(id), Detail: "refused", Staff: true}); err != nil {
				return err
			}
			return queueMail(tx, now, mail.Message{To: req.Email, Kind: mail.AccountDeclined, Lang: req.Lang, Data: mail.Data{Name: req.Name}})
		}
		p := forum.Person{Email: req.Email, Name: req.Name, Organisation: req.Organisation, Lang: req.Lang, Role: forum.RoleMember}
		who, err := addPerson(tx, p, "", "requested", v.ID, now)
		if err != nil {
			return err
		}
		if err := event(tx, forum.Event{Kind: forum.JoinDecided, At: now, Actor: v.ID, Person: who, Ref: int64(id), Detail: "granted", Staff: true}); err != nil {
			return err
		}
		link, err := a.signInLink(tx, who, grantedLife, now)
		if err != nil {
			return err
		}
		return queueMail(tx, now, mail.Message{To: req.Email, Kind: mail.AccountApproved, Lang: req.Lang,
			Data: mail.Data{Name: req.Name, Link: link, ValidFor: grantedLife}})
	})
}
