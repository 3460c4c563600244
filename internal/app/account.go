package app

import (
	"context"
	"time"

	"plenary/internal/forum"
	"plenary/internal/secret"
	"plenary/internal/store"
)

// Account is the viewer's own account.
func (a *App) Account(ctx context.Context, v forum.Viewer) (forum.Person, error) {
	if !v.SignedIn() {
		return forum.Person{}, forum.Refused(forum.SignedOut, "error.signed_out")
	}
	var account store.Account
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		account, err = r.AccountByID(v.ID)
		return err
	})
	return account.Person, err
}

// ProfileInput is what a person says of themselves.
type ProfileInput struct {
	Name         string
	Handle       string
	Organisation string
	Bio          string
	Lang         forum.Lang // "" follows the browser
	Zone         string     // "" is the network's
	Only         forum.Lang // the one language of posts to be shown; "" is all
}

// SetProfile changes the viewer's own profile. The old handle leads on.
func (a *App) SetProfile(ctx context.Context, v forum.Viewer, in ProfileInput) error {
	var err error
	if in.Name, err = forum.CleanLine("name", in.Name, 2, forum.MaxName); err != nil {
		return err
	}
	if !forum.ValidHandle(in.Handle) {
		return forum.Wrong("handle", "error.handle")
	}
	if in.Organisation, err = forum.CleanLine("organisation", in.Organisation, 0, forum.MaxOrgName); err != nil {
		return err
	}
	if in.Bio, err = forum.CleanText("bio", in.Bio, forum.MaxBio); err != nil {
		return err
	}
	if in.Lang != "" && in.Lang.UI() != in.Lang {
		return forum.Wrong("lang", "error.lang")
	}
	if in.Only != "" && in.Only.UI() != in.Only {
		return forum.Wrong("only", "error.lang")
	}
	if _, err := time.LoadLocation(in.Zone); err != nil || in.Zone == "Local" {
		return forum.Wrong("zone", "error.zone")
	}
	return a.changeOwn(ctx, v, "profile", func(_ *store.Tx, p *store.Account, _ time.Time) error {
		p.Name, p.Handle, p.Organisation, p.Bio, p.Lang, p.Zone, p.Only = in.Name, in.Handle, in.Organisation, in.Bio, in.Lang, in.Zone, in.Only
		return nil
	})
}

// SetSingleKeys says whether single keys do something for the viewer.
func (a *App) SetSingleKeys(ctx context.Context, v forum.Viewer, on bool) error {
	if !v.SignedIn() {
		return forum.Refused(forum.SignedOut, "error.signed_out")
	}
	return a.write(ctx, func(tx *store.Tx, _ time.Time) error { return tx.SetSingleKeys(v.ID, on) })
}

// SetPicture makes an uploaded picture the viewer's own; 0 takes it away.
func (a *App) SetPicture(ctx context.Context, v forum.Viewer, id forum.FileID) error {
	return a.changeOwn(ctx, v, "picture", func(tx *store.Tx, p *store.Account, now time.Time) error {
		var held []forum.FileID
		if id != 0 {
			f, err := tx.FileFor(v, id, now)
			if err != nil {
				return err
			}
			if !f.Inline() || f.Uploader != v.ID {
				return forum.Wrong("picture", "error.picture")
			}
			held = append(held, id)
		}
		p.AvatarFile = id
		return tx.HoldFiles(v, "avatar", int64(v.ID), held, now)
	})
}

// changeOwn writes the viewer's own account after change.
func (a *App) changeOwn(ctx context.Context, v forum.Viewer, detail string, change func(*store.Tx, *store.Account, time.Time) error) error {
	if !v.SignedIn() {
		return forum.Refused(forum.SignedOut, "error.signed_out")
	}
	return a.write(ctx, func(tx *store.Tx, now time.Time) error {
		account, err := tx.AccountByID(v.ID)
		if err != nil {
			return err
		}
		if err := change(tx, &account, now); err != nil {
			return err
		}
		if err := tx.ChangePerson(account.Person, now); err != nil {
			return err
		}
		return event(tx, forum.Event{Kind: forum.PersonChanged, At: now, Actor: v.ID, Person: v.ID, Detail: detail})
	})
}

// SetPassword changes the viewer's password and ends their other sessions.
// current is not asked for where there was none.
func (a *App) SetPassword(ctx context.Context, v forum.Viewer, current, next string) error {
	if !v.SignedIn() {
		return forum.Refused(forum.SignedOut, "error.signed_out")
	}
	var account store.Account
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		account, err = r.AccountByID(v.ID)
		return err
	})
	if err != nil {
		return err
	}
	if account.Password != "" {
		ok, err := a.passwords.Verify(ctx, account.Password, current)
		if err != nil {
			return err
		}
		if !ok {
			return forum.Wrong("current", "error.password_wrong")
		}
	}
	hash, err := a.hash(ctx, next)
	if err != nil {
		return err
	}
	return a.write(ctx, func(tx *store.Tx, now time.Time) error {
		if err := tx.SetPassword(v.ID, hash); err != nil {
			return err
		}
		return endSessions(tx, v, v.Session, now)
	})
}

// Sessions lists where the viewer is signed in.
func (a *App) Sessions(ctx context.Context, v forum.Viewer) ([]store.Session, error) {
	var sessions []store.Session
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		sessions, err = r.Sessions(v.ID, a.Now())
		return err
	})
	return sessions, err
}

// EndSession signs one of the viewer's sessions out.
func (a *App) EndSession(ctx context.Context, v forum.Viewer, id forum.SessionID) error {
	return a.write(ctx, func(tx *store.Tx, now time.Time) error {
		if err := tx.EndSession(v.ID, id); err != nil {
			return err
		}
		return event(tx, forum.Event{Kind: forum.SessionEnded, At: now, Actor: v.ID, Person: v.ID, Ref: int64(id)})
	})
}

// EndOtherSessions signs the viewer out everywhere but here.
func (a *App) EndOtherSessions(ctx context.Context, v forum.Viewer) error {
	return a.write(ctx, func(tx *store.Tx, now time.Time) error { return endSessions(tx, v, v.Session, now) })
}

func endSessions(tx *store.Tx, v forum.Viewer, but forum.SessionID, now time.Time) error {
	ended, err := tx.EndSessions(v.ID, but)
	if err != nil {
		return err
	}
	for _, id := range ended {
		if err := event(tx, forum.Event{Kind: forum.SessionEnded, At: now, Actor: v.ID, Person: v.ID, Ref: int64(id)}); err != nil {
			return err
		}
	}
	return nil
}

const maxTokens = 50

// AddToken makes an API token for the viewer; it is shown once.
func (a *App) AddToken(ctx context.Context, v forum.Viewer, label string) (token string, err error) {
	if !v.SignedIn() {
		return "", forum.Refused(forum.SignedOut, "error.signed_out")
	}
	label, err = forum.CleanLine("name", label, 1, 80)
	if err != nil {
		return "", err
	}
	err = a.write(ctx, func(tx *store.Tx, now time.Time) error {
		have, err := tx.Tokens(v.ID)
		if err != nil {
			return err
		}
		if len(have) >= maxTokens {
			return forum.Refused(forum.Conflict, "error.too_many_tokens", "Max", maxTokens)
		}
		token = secret.Token()
		_, err = tx.AddToken(store.Token{UserID: v.ID, Label: label, CreatedAt: now}, secret.Hash(token))
		return err
	})
	return token, err
}

// Tokens lists the viewer's API tokens.
func (a *App) Tokens(ctx context.Context, v forum.Viewer) ([]store.Token, error) {
	var tokens []store.Token
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		tokens, err = r.Tokens(v.ID)
		return err
	})
	return tokens, err
}

// EndToken ends one of the viewer's API tokens.
func (a *App) EndToken(ctx context.Context, v forum.Viewer, id forum.TokenID) error {
	return a.write(ctx, func(tx *store.Tx, now time.Time) error {
		if err := tx.EndToken(v.ID, id); err != nil {
			return err
		}
		return event(tx, forum.Event{Kind: forum.TokenEnded, At: now, Actor: v.ID, Person: v.ID, Ref: int64(id)})
	})
}
