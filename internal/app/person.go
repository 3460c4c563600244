package app

import (
	"context"
	"strconv"
	"time"
	"unicode/utf8"

	"plenary/internal/fold"
	"plenary/internal/forum"
	"plenary/internal/store"
)

// NewPerson is an account to be made. Without a password they sign in by link.
type NewPerson struct {
	Email        string
	Name         string
	Organisation string
	Password     string
	Handle       string // "": made from the name
	Bio          string
	Lang         forum.Lang
	Role         forum.NetworkRole // "": member
}

// newPerson checks what was given and hashes the password, outside the lock.
func (a *App) newPerson(ctx context.Context, in NewPerson) (p forum.Person, hash string, err error) {
	p = forum.Person{Lang: in.Lang, Role: in.Role, Handle: in.Handle}
	if p.Role == "" {
		p.Role = forum.RoleMember
	}
	if !p.Role.Valid() {
		return p, "", forum.Wrong("role", "error.role")
	}
	if p.Email, err = forum.CleanEmail(in.Email); err != nil {
		return p, "", err
	}
	if p.Name, err = forum.CleanLine("name", in.Name, 2, forum.MaxName); err != nil {
		return p, "", err
	}
	if p.Organisation, err = forum.CleanLine("organisation", in.Organisation, 0, forum.MaxOrgName); err != nil {
		return p, "", err
	}
	if p.Bio, err = forum.CleanText("bio", in.Bio, forum.MaxBio); err != nil {
		return p, "", err
	}
	if p.Handle != "" && !forum.ValidHandle(p.Handle) {
		return p, "", forum.Wrong("handle", "error.handle")
	}
	if in.Password == "" {
		return p, "", nil
	}
	hash, err = a.hash(ctx, in.Password)
	return p, hash, err
}

func (a *App) hash(ctx context.Context, password string) (string, error) {
	if utf8.RuneCountInString(password) < forum.MinPassword {
		return "", forum.Wrong("password", "error.password_short", "Min", forum.MinPassword)
	}
	if len(password) > forum.MaxPassword {
		return "", forum.Wrong("password", "error.too_long", "Max", forum.MaxPassword)
	}
	return a.passwords.Hash(ctx, password)
}

// addPerson stores an account with its event; a handle is made where none was
// asked for.
func addPerson(tx *store.Tx, p forum.Person, hash, came string, by forum.UserID, now time.Time) (forum.UserID, error) {
	if _, err := tx.AccountByEmail(p.Email); err == nil {
		return 0, forum.Wrong("email", "error.email_taken")
	} else if forum.KindOf(err) != forum.NotFound {
		return 0, err
	}
	if p.Handle == "" {
		var err error
		if p.Handle, err = freeHandle(tx, p.Name); err != nil {
			return 0, err
		}
	} else if free, err := tx.HandleFree(p.Handle); err != nil || !free {
		if err == nil {
			err = forum.Wrong("handle", "error.handle_taken")
		}
		return 0, err
	}
	p.CreatedAt = now
	id, err := tx.AddPerson(p, hash, came)
	if err != nil {
		return 0, err
	}
	if by == 0 {
		by = id
	}
	return id, event(tx, forum.Event{Kind: forum.PersonChanged, At: now, Actor: by, Person: id, Detail: "added"})
}

// freeHandle makes a handle from a name that nobody has or had.
func freeHandle(tx *store.Tx, name string) (string, error) {
	base := fold.Slug(name, forum.MaxHandle-4)
	if len(base) < 2 {
		base = "member"
	}
	for n := 1; n < 10_000; n++ {
		handle := base
		if n > 1 {
			handle += "-" + strconv.Itoa(n)
		}
		if !forum.ValidHandle(handle) {
			continue
		}
		free, err := tx.HandleFree(handle)
		if err != nil || free {
			return handle, err
		}
	}
	return "", forum.Wrong("handle", "error.handle_taken")
}

// AddPerson makes an account for the command line or for an organiser, and
// gives a one-time sign-in link where there is no password.
func (a *App) AddPerson(ctx context.Context, v forum.Viewer, in NewPerson) (id forum.UserID, link string, err error) {
	if err := forum.NetworkStanding(v).Check(forum.Managing); err != nil {
		return 0, "", err
	}
	p, hash, err := a.newPerson(ctx, in)
	if err != nil {
		return 0, "", err
	}
	err = a.write(ctx, func(tx *store.Tx, now time.Time) error {
		if id, err = addPerson(tx, p, hash, "added", v.ID, now); err != nil {
			return err
		}
		if hash == "" {
			link, err = a.signInLink(tx, id, grantedLife, now)
		}
		return err
	})
	return id, link, err
}

// CommandLine is who acts for those who have the machine itself: an organiser
// without an account.
func CommandLine() forum.Viewer {
	return forum.Viewer{ID: commandLine, Role: forum.RoleOrganiser, Lang: forum.English}
}

const commandLine forum.UserID = -1

// AddTokenFor makes an API token for the account of that address.
func (a *App) AddTokenFor(ctx context.Context, email, label string) (token string, err error) {
	email, err = forum.CleanEmail(email)
	if err != nil {
		return "", err
	}
	var account store.Account
	err = a.store.Read(ctx, func(r *store.Reader) error {
		account, err = r.AccountByEmail(email)
		return err
	})
	if err != nil && forum.KindOf(err) == forum.NotFound {
		return "", forum.Wrong("email", "error.no_account")
	}
	if err != nil {
		return "", err
	}
	return a.AddToken(ctx, forum.Viewer{ID: account.ID, Role: account.Role}, label)
}

// People lists accounts for organisers.
func (a *App) People(ctx context.Context, v forum.Viewer, query string, after forum.UserID, limit int) ([]forum.Person, error) {
	var people []forum.Person
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		people, err = r.People(v, query, after, limit)
		return err
	})
	return people, err
}

// Profile is a person as v sees them, with the groups of theirs that v sees.
func (a *App) Profile(ctx context.Context, v forum.Viewer, id forum.UserID) (forum.Person, []store.Member, error) {
	var p forum.Person
	var groups []store.Member
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		if p, err = r.ProfileFor(v, id); err != nil {
			return err
		}
		groups, err = r.MembershipsOf(v, id)
		return err
	})
	return p, groups, err
}

// SetNetworkRole changes what a person is in the network. Organisers may; the
// last one stays.
func (a *App) SetNetworkRole(ctx context.Context, v forum.Viewer, who forum.UserID, role forum.NetworkRole) error {
	if err := forum.NetworkStanding(v).Check(forum.Managing); err != nil {
		return err
	}
	if !role.Valid() {
		return forum.Wrong("role", "error.role")
	}
	return a.write(ctx, func(tx *store.Tx, now time.Time) error {
		account, err := tx.AccountByID(who)
		if err != nil || account.Role == role {
			return err
		}
		if account.Role == forum.RoleOrganiser {
			n, err := tx.CountOrganisers()
			if err != nil {
				return err
			}
			if n == 1 {
				return forum.Refused(forum.Conflict, "error.last_organiser")
			}
			if err := tx.EndInvitationsBy(who, 0, now); err != nil {
				return err
			}
		}
		account.Role = role
		if err := tx.ChangePerson(account.Person, now); err != nil {
			return err
		}
		if err := event(tx, forum.Event{Kind: forum.PersonChanged, At: now, Actor: v.ID, Person: who, Detail: string(role), Staff: true}); err != nil {
			return err
		}
		return tx.AddNotice(who, forum.Notice{Kind: forum.NoticeRoleChanged, Actor: forum.Author{ID: v.ID}, Detail: string(role), At: now})
	})
}
