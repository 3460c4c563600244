package app

import (
	"context"
	"net/url"
	"time"

	"plenary/internal/forum"
	"plenary/internal/mail"
	"plenary/internal/secret"
	"plenary/internal/store"
)

const (
	sessionLife  = 90 * 24 * time.Hour // since it was last used
	linkLife     = time.Hour
	grantedLife  = 7 * 24 * time.Hour // of the link that answers a request for an account
	touchEvery   = time.Minute        // how often "last used" is written
	refreshAfter = 24 * time.Hour     // how often a session's end is put off
)

// Device is where somebody signs in from.
type Device struct {
	IP    string
	Agent string
}

// SignIn signs in by address and password and gives the session's token. It
// works as long for addresses that nobody has. Invalid if either is wrong.
func (a *App) SignIn(ctx context.Context, email, password string, d Device) (token string, err error) {
	wrong := forum.Wrong("password", "error.sign_in")
	email, err = forum.CleanEmail(email)
	if err != nil || len(password) > forum.MaxPassword {
		if err := a.passwords.Burn(ctx); err != nil {
			return "", err
		}
		return "", wrong
	}
	var account store.Account
	err = a.store.Read(ctx, func(r *store.Reader) error {
		account, err = r.AccountByEmail(email)
		return err
	})
	if err != nil && forum.KindOf(err) != forum.NotFound {
		return "", err
	}
	if err != nil || account.Password == "" {
		if err := a.passwords.Burn(ctx); err != nil {
			return "", err
		}
		return "", wrong
	}
	ok, err := a.passwords.Verify(ctx, account.Password, password)
	if err != nil {
		return "", err
	}
	if !ok {
		return "", wrong
	}
	rehashed := ""
	if secret.NeedsRehash(account.Password) {
		if rehashed, err = a.passwords.Hash(ctx, password); err != nil {
			return "", err
		}
	}
	err = a.write(ctx, func(tx *store.Tx, now time.Time) error {
		if rehashed != "" {
			if err := tx.SetPassword(account.ID, rehashed); err != nil {
				return err
			}
		}
		token, err = openSession(tx, account.ID, d, now)
		return err
	})
	return token, err
}

// openSession signs somebody in. Forbidden who is banned or suspended.
func openSession(tx *store.Tx, who forum.UserID, d Device, now time.Time) (string, error) {
	if err := mayEnter(tx, who, now); err != nil {
		return "", err
	}
	token := secret.Token()
	_, err := tx.AddSession(store.Session{UserID: who, CreatedAt: now, SeenAt: now, ExpiresAt: now.Add(sessionLife),
		IP: d.IP, Agent: d.Agent}, secret.Hash(token))
	return token, err
}

// entered is a session with whose it is.
type entered struct {
	session store.Session
	person  forum.Person
}

// Enter is the viewer of a session's token. NotFound if it has ended.
func (a *App) Enter(ctx context.Context, token string) (forum.Person, forum.SessionID, error) {
	now := a.Now()
	hash := secret.Hash(token)
	e, err := fresh(a.store, a.kept.sessions, hash, func() (e entered, err error) {
		err = a.store.Read(ctx, func(r *store.Reader) error {
			e.session, e.person, err = r.SessionByToken(hash, now)
			return err
		})
		return e, err
	})
	s := e.session
	if err == nil && !s.ExpiresAt.After(now) {
		return forum.Person{}, 0, forum.Missing()
	}
	if err == nil && now.Sub(s.SeenAt) >= touchEvery {
		expires := s.ExpiresAt
		if now.Add(sessionLife).Sub(expires) >= refreshAfter {
			expires = now.Add(sessionLife)
		}
		a.touch(func(tx *store.Tx) error { return tx.TouchSession(s.ID, now, expires) })
	}
	return e.person, s.ID, err
}

// enteredByToken is an API token with whom it acts for.
type enteredByToken struct {
	token  store.Token
	person forum.Person
}

// EnterByToken is the person whom an API token acts for. NotFound if it has
// ended.
func (a *App) EnterByToken(ctx context.Context, token string) (forum.Person, forum.TokenID, error) {
	now := a.Now()
	hash := secret.Hash(token)
	e, err := fresh(a.store, a.kept.tokens, hash, func() (e enteredByToken, err error) {
		err = a.store.Read(ctx, func(r *store.Reader) error {
			e.token, e.person, err = r.TokenOwner(hash)
			return err
		})
		return e, err
	})
	if err == nil && now.Sub(e.token.UsedAt) >= touchEvery {
		a.touch(func(tx *store.Tx) error { return tx.TouchToken(e.token.ID, now) })
	}
	return e.person, e.token.ID, err
}

// touch notes that somebody was here, beside their request: reading never waits
// for the writer, and goes on where nothing can be written.
func (a *App) touch(note func(*store.Tx) error) {
	a.store.WriteLater(func(_ context.Context, tx *store.Tx) error { return note(tx) })
}

// SignOut ends v's own session.
func (a *App) SignOut(ctx context.Context, v forum.Viewer) error {
	if v.Session == 0 {
		return nil
	}
	return a.EndSession(ctx, v, v.Session)
}

// MailSignInLink mails a one-time link to the address if somebody has it. The
// answer is the same, and the work as much, if nobody does: who has it is
// looked up when the mail is made. next is a path of this site to lead on to,
// or "".
func (a *App) MailSignInLink(ctx context.Context, email, next string, lang forum.Lang) error {
	email, err := forum.CleanEmail(email)
	if err != nil {
		return err
	}
	return a.write(ctx, func(tx *store.Tx, now time.Time) error { return queueSignIn(tx, now, email, next, lang) })
}

// fillSignIn makes the one-time link of a mail that asks for one; ok is false
// if nobody has the address.
func (a *App) fillSignIn(ctx context.Context, m *mailJob) (ok bool, err error) {
	err = a.write(ctx, func(tx *store.Tx, now time.Time) error {
		ok = false
		account, err := tx.AccountByEmail(m.To)
		if forum.KindOf(err) == forum.NotFound && err != nil {
			return nil
		}
		if err != nil {
			return err
		}
		link, err := a.signInLink(tx, account.ID, linkLife, now)
		if err != nil {
			return err
		}
		if m.Next != "" {
			link += "?" + url.Values{"next": {m.Next}}.Encode()
		}
		if account.Lang != "" {
			m.Lang = account.Lang
		}
		m.Data = mail.Data{Name: account.Name, Link: link, ValidFor: linkLife}
		ok = true
		return nil
	})
	return ok, err
}

// signInLink makes a one-time link for a person.
func (a *App) signInLink(tx *store.Tx, who forum.UserID, life time.Duration, now time.Time) (string, error) {
	token := secret.Token()
	path := "/sign-in/"
	if who == 0 {
		path = "/setup/"
	}
	return a.baseURL + path + token, tx.AddSignInLink(who, secret.Hash(token), now, now.Add(life))
}

// SignInLinkWorks is nil while the one-time link can be used; first is true
// for the link by which the first organiser comes in.
func (a *App) SignInLinkWorks(ctx context.Context, token string) (first bool, err error) {
	err = a.store.Read(ctx, func(r *store.Reader) error {
		who, err := r.SignInLink(secret.Hash(token), a.Now())
		first = who == 0
		return err
	})
	return first, err
}

// SignInByLink uses up a one-time link and gives the session's token.
func (a *App) SignInByLink(ctx context.Context, link string, d Device) (token string, err error) {
	err = a.write(ctx, func(tx *store.Tx, now time.Time) error {
		who, err := tx.SignInLink(secret.Hash(link), now)
		if err == nil && who == 0 {
			err = forum.Missing()
		}
		if err != nil {
			return err
		}
		if err := tx.UseSignInLink(secret.Hash(link), now); err != nil {
			return err
		}
		token, err = openSession(tx, who, d, now)
		return err
	})
	return token, err
}

// FirstLink makes the one-time link for the first organiser, or "" where the
// network has one.
func (a *App) FirstLink(ctx context.Context) (link string, err error) {
	var organisers int
	err = a.store.Read(ctx, func(r *store.Reader) (err error) { organisers, err = r.CountOrganisers(); return err })
	if err != nil || organisers > 0 {
		return "", err // a site starts where nothing can be written, too
	}
	err = a.write(ctx, func(tx *store.Tx, now time.Time) error {
		n, err := tx.CountOrganisers()
		if err != nil || n > 0 {
			link = ""
			return err
		}
		link, err = a.signInLink(tx, 0, grantedLife, now)
		return err
	})
	return link, err
}

// SetUp makes the first organiser by the link that FirstLink gave.
func (a *App) SetUp(ctx context.Context, link string, in NewPerson, d Device) (token string, err error) {
	in.Role = forum.RoleOrganiser
	p, hash, err := a.newPerson(ctx, in)
	if err == nil && hash == "" {
		err = forum.Wrong("password", "error.password_short", "Min", forum.MinPassword)
	}
	if err != nil {
		return "", err
	}
	err = a.write(ctx, func(tx *store.Tx, now time.Time) error {
		who, err := tx.SignInLink(secret.Hash(link), now)
		if err == nil && who != 0 {
			err = forum.Missing()
		}
		if err == nil {
			err = tx.UseSignInLink(secret.Hash(link), now)
		}
		if err != nil {
			return err
		}
		id, err := addPerson(tx, p, hash, "first", 0, now)
		if err != nil {
			return err
		}
		token, err = openSession(tx, id, d, now)
		return err
	})
	return token, err
}
