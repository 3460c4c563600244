package app

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"plenary/internal/forum"
	"plenary/internal/mail"
	"plenary/internal/markup"
	"plenary/internal/store"
	"plenary/internal/tongue"
)

// What is sealed for guests, each with a purpose of its own.
const (
	guestForm   = "guest form"
	guestLink   = "guest link"
	guestStop   = "guest stop"
	guestCookie = "guest cookie"
)

// GuestInput is a comment by somebody without an account.
type GuestInput struct {
	Article string // its slug
	Name    string
	Email   string
	Body    string // plain text
	Lang    forum.Lang
	Known   string // what their browser was given when they followed a link; "" if it was not
}

// GuestOutcome is what became of a comment.
type GuestOutcome struct {
	Post    forum.PostID    // 0: a link was mailed, which has to be followed first
	State   forum.PostState // of the post
	Article forum.Article
	Known   string // for their browser to keep for forum.GuestTrust
}

// seal signs what guests are given. Unavailable where the site could not open
// its key.
func (a *App) seal(purpose, value string) (string, error) {
	if a.key == nil {
		return "", &forum.Error{Kind: forum.Unavailable, Msg: "error.unavailable", RetryAfter: 60}
	}
	return a.key.Seal(purpose, value), nil
}

// unseal is the numbers that were sealed. NotFound for what was not sealed for
// that.
func (a *App) unseal(purpose, sealed string) ([2]int64, error) {
	var out [2]int64
	if a.key == nil {
		return out, forum.Missing()
	}
	value, err := a.key.Open(purpose, sealed)
	if err != nil {
		return out, forum.Missing()
	}
	for i, part := range strings.SplitN(value, ".", 2) {
		if out[i], err = strconv.ParseInt(part, 10, 64); err != nil {
			return out, forum.Missing()
		}
	}
	return out, nil
}

// BeginGuestForm is what a form for guests carries, so that it is known how
// long somebody wrote.
func (a *App) BeginGuestForm(art forum.Article) (string, error) {
	return a.seal(guestForm, fmt.Sprintf("%d.%d", a.Now().UnixMilli(), art.ID))
}

// CheckGuestForm refuses what no person has written: faster than one writes, or
// in a form that was not given out for the article of late. Invalid.
func (a *App) CheckGuestForm(art forum.Article, begun string) error {
	at, err := a.unseal(guestForm, begun)
	took := a.Now().Sub(time.UnixMilli(at[0]))
	switch {
	case err != nil || at[1] != int64(art.ID) || took > forum.MaxGuestTime:
		return forum.Wrong("body", "guest.old_form")
	case took < forum.MinGuestTime:
		return forum.Wrong("body", "guest.too_fast")
	}
	return nil
}

// guestArticle is an article as everybody sees it, which takes comments of
// guests. NotFound, Forbidden.
func guestArticle(r *store.Reader, find func(forum.Viewer) (forum.Article, error), now time.Time) (forum.Article, forum.Conversation, error) {
	art, err := find(forum.Viewer{})
	if err != nil {
		return art, forum.Conversation{}, err
	}
	c, _, err := r.ConversationFor(forum.Viewer{}, art.ConversationID, now)
	if err == nil {
		err = c.AcceptsGuest(art.Guests)
	}
	return art, c, err
}

// GuestComment takes a comment of somebody without an account. A link is mailed
// to them first, unless their browser has followed one for this address; then
// the comment is shown where the article says so, or held. Nobody learns
// whether the address is a member's. NotFound if not everybody sees the
// article, Forbidden (closed to guests, locked), Invalid.
func (a *App) GuestComment(ctx context.Context, in GuestInput) (GuestOutcome, error) {
	w, checked, wrong := a.checkGuest(in)
	var out GuestOutcome
	err := a.write(ctx, func(tx *store.Tx, now time.Time) error {
		out = GuestOutcome{}
		art, c, err := guestArticle(&tx.Reader, func(v forum.Viewer) (forum.Article, error) {
			art, _, err := tx.ArticleFor(v, in.Article, now)
			return art, err
		}, now)
		if err == nil {
			err = wrong // of what is not to be seen nobody learns that
		}
		if err != nil {
			return err
		}
		out.Article = art
		g, err := a.knownGuest(tx, checked, now)
		if err != nil {
			return err
		}
		if g.ID != 0 {
			out.Post, out.State, err = addGuestPost(tx, art, c, g, w, now)
			return err
		}
		id, err := tx.AddGuestComment(store.GuestComment{Conversation: c.ID, Name: checked.Name, Email: checked.Email, Lang: checked.Lang, Body: checked.Body, CreatedAt: now})
		if err != nil {
			return err
		}
		token, err := a.seal(guestLink, strconv.FormatInt(id, 10))
		if err != nil {
			return err
		}
		return queueMail(tx, now, mail.Message{To: checked.Email, Kind: mail.GuestConfirm, Lang: checked.Lang, Data: mail.Data{
			Name: checked.Name, Title: art.Title, Link: a.baseURL + "/guests/confirm/" + token, ValidFor: forum.GuestWait}})
	})
	return out, err
}

// checkGuest is the input as it is kept, and its text made safe.
func (a *App) checkGuest(in GuestInput) (w written, out GuestInput, err error) {
	out = in
	out.Lang = in.Lang.UI()
	if out.Name, err = forum.CleanLine("name", in.Name, 1, forum.MaxName); err != nil {
		return w, out, err
	}
	if out.Email, err = forum.CleanEmail(in.Email); err != nil {
		return w, out, err
	}
	if w, err = a.renderGuest(Body{Source: in.Body, Format: forum.Text}); err != nil {
		return w, out, err
	}
	if n := len([]rune(w.Text)); n > forum.MaxGuestText {
		return w, out, forum.Wrong("body", "error.too_long", "Max", forum.MaxGuestText)
	}
	return w, out, forum.CheckText(forum.Comments, w.Text, 0, false)
}

// renderGuest makes safe what a guest wrote. It names nobody: guests call no
// members.
func (a *App) renderGuest(b Body) (written, error) {
	doc, err := a.site.Parse(b.Source, b.Format)
	if err != nil {
		return written{}, err
	}
	w := written{Body: b, Result: doc.Render(nil)}
	w.guess = tongue.Guess(w.Own)
	return w, nil
}

// knownGuest is the guest whose browser has followed a link to the address that
// they give now; the zero Guest if it has not.
func (a *App) knownGuest(tx *store.Tx, in GuestInput, now time.Time) (forum.Guest, error) {
	known, err := a.unseal(guestCookie, in.Known)
	if err != nil || now.Sub(time.Unix(known[1], 0)) > forum.GuestTrust {
		return forum.Guest{}, nil
	}
	before, err := tx.GuestByID(forum.GuestID(known[0]))
	if forum.KindOf(err) == forum.NotFound && err != nil || err == nil && before.Email != in.Email {
		return forum.Guest{}, nil
	}
	if err != nil {
		return forum.Guest{}, err
	}
	id, err := tx.ConfirmGuest(in.Name, in.Email, in.Lang, now)
	return forum.Guest{ID: id, Name: in.Name, Email: in.Email, Lang: in.Lang}, err
}

// addGuestPost makes a post of a comment whose author has confirmed their
// address: shown, or waiting for a moderator.
func addGuestPost(tx *store.Tx, art forum.Article, c forum.Conversation, g forum.Guest, w written, now time.Time) (forum.PostID, forum.PostState, error) {
	p := forum.Post{ConversationID: c.ID, State: forum.Held, Author: forum.Author{Guest: true, GuestID: g.ID, Name: g.Name}, Lang: c.Lang, CreatedAt: now}
	w.onto(&p)
	why, err := heldAsGuest(tx, c.GroupID, w)
	if err != nil {
		return 0, "", err
	}
	if art.Guests == forum.GuestsHeld {
		why = forum.HeldAsGuests
	}
	if why != "" {
		id, err := holdPost(tx, c, p, markup.Version, why, now)
		return id, forum.Held, err
	}
	if p.ID, err = tx.AddPost(p, markup.Version, 0); err != nil {
		return 0, "", err
	}
	return p.ID, forum.Shown, showPost(tx, c, p, w, now)
}

// GuestLink is the comment that a mailed link is for. NotFound if it was used,
// or is too old.
func (a *App) GuestLink(ctx context.Context, token string) (forum.Article, error) {
	var art forum.Article
	err := a.store.Read(ctx, func(r *store.Reader) error {
		_, found, _, err := a.pending(r, token, a.Now())
		art = found
		return err
	})
	return art, err
}

func (a *App) pending(r *store.Reader, token string, now time.Time) (store.GuestComment, forum.Article, forum.Conversation, error) {
	id, err := a.unseal(guestLink, token)
	if err != nil {
		return store.GuestComment{}, forum.Article{}, forum.Conversation{}, err
	}
	waits, err := r.GuestComment(id[0], now.Add(-forum.GuestWait))
	if err != nil {
		return waits, forum.Article{}, forum.Conversation{}, err
	}
	art, c, err := guestArticle(r, func(v forum.Viewer) (forum.Article, error) {
		c, _, err := r.ConversationFor(v, waits.Conversation, now)
		if err != nil {
			return forum.Article{}, err
		}
		art, _, err := r.ArticleByID(v, c.ArticleID, now)
		return art, err
	}, now)
	return waits, art, c, err
}

// ConfirmGuest takes the comment whose link was followed. Errors as those of
// GuestLink.
func (a *App) ConfirmGuest(ctx context.Context, token string) (GuestOutcome, error) {
	var waits store.GuestComment
	err := a.store.Read(ctx, func(r *store.Reader) (err error) {
		waits, _, _, err = a.pending(r, token, a.Now())
		return err
	})
	if err != nil {
		return GuestOutcome{}, err
	}
	w, err := a.renderGuest(Body{Source: waits.Body, Format: forum.Text})
	if err != nil {
		return GuestOutcome{}, err
	}
	var out GuestOutcome
	err = a.write(ctx, func(tx *store.Tx, now time.Time) error {
		out = GuestOutcome{}
		waits, art, c, err := a.pending(&tx.Reader, token, now)
		if err == nil {
			err = tx.EndGuestComment(waits.ID)
		}
		if err != nil {
			return err
		}
		out.Article = art
		g := forum.Guest{Name: waits.Name, Email: waits.Email, Lang: waits.Lang}
		if g.ID, err = tx.ConfirmGuest(g.Name, g.Email, g.Lang, now); err != nil {
			return err
		}
		if out.Post, out.State, err = addGuestPost(tx, art, c, g, w, now); err != nil {
			return err
		}
		out.Known, err = a.seal(guestCookie, fmt.Sprintf("%d.%d", g.ID, now.Unix()))
		return err
	})
	return out, err
}

// answerGuest mails a guest that somebody answered them; what is mailed is made
// when it is sent, if both posts still stand then.
func answerGuest(tx *store.Tx, p, parent forum.Post, now time.Time) error {
	if !parent.Author.Guest || parent.Author.GuestID == p.Author.GuestID {
		return nil
	}
	return queue(tx, now, mailJob{Message: mail.Message{Kind: mail.GuestAnswer}, Guest: parent.Author.GuestID, Post: p.ID})
}

// tellGuest mails a guest what was decided about their comment.
func tellGuest(tx *store.Tx, p forum.Post, kind forum.NoticeKind, note string, now time.Time) error {
	told := mail.GuestRefused
	switch kind {
	case forum.NoticeApproved, forum.NoticeRestored:
		told = mail.GuestShown
	case forum.NoticeWarned:
		return nil // it stays as it was
	}
	return queue(tx, now, mailJob{Message: mail.Message{Kind: told, Data: mail.Data{Note: note}}, Guest: p.Author.GuestID, Post: p.ID})
}

// fillGuest addresses and words a mail to a guest about a post; ok is false if
// it is not to be sent.
func (a *App) fillGuest(ctx context.Context, m *mailJob) (ok bool, err error) {
	err = a.store.Read(ctx, func(r *store.Reader) error {
		ok = false
		g, err := r.GuestByID(m.Guest)
		if err != nil {
			return err
		}
		p, c, err := openPost(r, m.Post, a.Now())
		if err != nil && forum.KindOf(err) != forum.NotFound {
			return err
		}
		refused := m.Kind == mail.GuestRefused
		if err != nil || g.Email == "" || (p.State == forum.Shown) == refused || m.Kind == mail.GuestAnswer && !g.StoppedAt.IsZero() {
			return nil // it is no longer so
		}
		m.To, m.Lang, m.Key = g.Email, g.Lang, fmt.Sprint(m.Kind, " ", m.Post, " ", m.Guest)
		m.Data.Name, m.Data.Title = g.Name, c.Title
		if !refused {
			m.Data.Link = a.baseURL + p.Path()
		}
		if m.Kind == mail.GuestAnswer {
			stop, err := a.seal(guestStop, strconv.FormatInt(int64(g.ID), 10))
			if err != nil {
				return err
			}
			m.Data.From, m.Data.Stop = p.Author.Name, a.baseURL+"/guests/stop/"+stop
		}
		ok = true
		return nil
	})
	return ok, err
}

// openPost is a post in a conversation that everybody sees. NotFound where they
// don't.
func openPost(r *store.Reader, id forum.PostID, now time.Time) (forum.Post, forum.Conversation, error) {
	byID, err := r.PostsByID([]forum.PostID{id})
	p, there := byID[id]
	if err == nil && !there {
		err = forum.Missing()
	}
	if err != nil {
		return p, forum.Conversation{}, err
	}
	c, _, err := r.ConversationFor(forum.Viewer{}, p.ConversationID, now)
	return p, c, err
}

// GuestStopWorks is nil if a link ends mail to somebody. NotFound.
func (a *App) GuestStopWorks(ctx context.Context, token string) error {
	id, err := a.unseal(guestStop, token)
	if err != nil {
		return err
	}
	return a.store.Read(ctx, func(r *store.Reader) error {
		_, err := r.GuestByID(forum.GuestID(id[0]))
		return err
	})
}

// StopGuest ends mail to whom the link was mailed; again is harmless. NotFound.
func (a *App) StopGuest(ctx context.Context, token string) error {
	id, err := a.unseal(guestStop, token)
	if err != nil {
		return err
	}
	return a.write(ctx, func(tx *store.Tx, now time.Time) error { return tx.StopGuest(forum.GuestID(id[0]), now) })
}

// Guests lists guests with their addresses, for organisers. NotFound for
// others.
func (a *App) Guests(ctx context.Context, v forum.Viewer, before forum.GuestID, limit int) (guests []forum.Guest, err error) {
	err = a.store.Read(ctx, func(r *store.Reader) error {
		guests, err = r.Guests(v, before, limit)
		return err
	})
	return guests, err
}

// EraseGuest erases a guest's address; what they said stays under their name.
// Organisers may. NotFound for others.
func (a *App) EraseGuest(ctx context.Context, v forum.Viewer, id forum.GuestID) error {
	if !v.Organiser() {
		return forum.Missing()
	}
	return a.write(ctx, func(tx *store.Tx, _ time.Time) error { return tx.EraseGuest(id) })
}
