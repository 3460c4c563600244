package app

import (
	"context"
	"time"

	"plenary/internal/forum"
	"plenary/internal/mail"
	"plenary/internal/store"
)

// PeoplePage lists accounts for organisers by name, and says how many there
// are in all.
func (a *App) PeoplePage(ctx context.Context, v forum.Viewer, query string, offset, limit int) (people []Known, all int64, err error) {
	err = a.store.Read(ctx, func(r *store.Reader) error {
		people, all, err = r.PeoplePage(v, query, offset, limit)
		return err
	})
	return people, all, err
}

// RecentOf lists conversations that a person posted in lately and that v sees.
func (a *App) RecentOf(ctx context.Context, v forum.Viewer, who forum.UserID, limit int) ([]Listed, error) {
	var recent []Listed
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		recent, err = r.RecentOf(v, who, limit)
		return err
	})
	return recent, err
}

// PersonByHandle is whom a handle leads to, old ones included. NotFound for
// visitors, who look nobody up.
func (a *App) PersonByHandle(ctx context.Context, v forum.Viewer, handle string) (forum.Author, error) {
	var found map[string]forum.Author
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		found, err = r.ByHandles([]string{handle})
		return err
	})
	who, ok := found[handle]
	if err == nil && (!ok || !v.SignedIn()) {
		err = forum.Missing()
	}
	return who, err
}

// SoleLead lists the groups that would have no lead without v.
func (a *App) SoleLead(ctx context.Context, v forum.Viewer) ([]forum.Group, error) {
	var groups []forum.Group
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		groups, err = r.SoleLead(v.ID)
		return err
	})
	return groups, err
}

// WelcomePerson makes an account as an organiser, mails its one-time sign-in
// link and gives it, too, to be shown this once.
func (a *App) WelcomePerson(ctx context.Context, v forum.Viewer, in NewPerson) (link string, err error) {
	if err := forum.NetworkStanding(v).Check(forum.Managing); err != nil {
		return "", err
	}
	in.Password = ""
	p, _, err := a.newPerson(ctx, in)
	if err != nil {
		return "", err
	}
	err = a.write(ctx, func(tx *store.Tx, now time.Time) error {
		id, err := addPerson(tx, p, "", forum.CameAdded, v.ID, now)
		if err != nil {
			return err
		}
		if link, err = a.signInLink(tx, id, grantedLife, now); err != nil {
			return err
		}
		from, err := tx.Authors([]forum.UserID{v.ID})
		if err != nil {
			return err
		}
		return queueMail(tx, now, mail.Message{To: p.Email, Kind: mail.Invitation, Lang: v.Lang,
			Data: mail.Data{Name: p.Name, From: from[v.ID].Name, Link: link, ValidFor: grantedLife}})
	})
	return link, err
}
