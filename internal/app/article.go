package app

import (
	"context"
	"time"

	"plenary/internal/fold"
	"plenary/internal/forum"
	"plenary/internal/markup"
	"plenary/internal/store"
)

// Article is one article, by its present slug or one that it had. NotFound if
// v may not see it: a draft is seen by those who may edit it.
func (a *App) Article(ctx context.Context, v forum.Viewer, slug string) (forum.Article, forum.Standing, error) {
	var out forum.Article
	var s forum.Standing
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		out, s, err = r.ArticleFor(v, slug, a.Now())
		return err
	})
	if err == nil && s.Visits() {
		err = a.noteVisit(ctx, v, out.GroupID)
	}
	return out, s, err
}

// Articles lists what is published, newest first, before the given place; with
// a group (slug) only that group's.
func (a *App) Articles(ctx context.Context, v forum.Viewer, group string, before store.Place, limit int) ([]forum.Article, error) {
	var list []forum.Article
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var id forum.GroupID
		if group != "" {
			g, err := r.GroupFor(v, group)
			if err != nil {
				return err
			}
			id = g.ID
		}
		var err error
		list, err = r.Articles(v, id, before, a.Now(), limit)
		return err
	})
	return list, err
}

// Drafts lists what is not out yet and v may edit.
func (a *App) Drafts(ctx context.Context, v forum.Viewer) ([]forum.Article, error) {
	var list []forum.Article
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		list, err = r.Drafts(v, a.Now())
		return err
	})
	return list, err
}

// ArticleInput is what an article says; nil leaves a field as it is.
type ArticleInput struct {
	Slug        *string
	Title       *string
	Kind        *forum.ArticleKind
	Summary     *string
	Body        *Body
	Lang        *forum.Lang
	Group       *string // slug; "" is the network
	Picture     *forum.FileID
	PictureAlt  *string
	Guests      *forum.GuestRule
	PublishedAt *time.Time // the zero time is a draft
	ClientID    string     // of the text, so that a retry makes no second article
	Draft       int64      // version of the draft that it was; 0: the author had none
}

// AddArticle makes an article with its comments. Organisers may for the
// network, leads for their group. The same ClientID again gives the first one.
func (a *App) AddArticle(ctx context.Context, v forum.Viewer, in ArticleInput) (forum.Article, error) {
	art := forum.Article{Kind: forum.BlogPost, Guests: forum.GuestsClosed, Lang: v.Lang.UI(), Author: forum.Author{ID: v.ID}, Format: forum.HTML}
	group := ""
	if in.Group != nil {
		group = *in.Group
	}
	if err := a.mayPublish(ctx, v, group); err != nil {
		return art, err
	}
	if in.Title == nil {
		return art, forum.Wrong("title", "error.required")
	}
	if in.Body == nil {
		in.Body = &Body{Format: forum.Markdown}
	}
	w, err := a.fillArticle(ctx, v, &art, in)
	if err != nil {
		return art, err
	}
	return a.saveArticle(ctx, v, art, in, w, func(tx *store.Tx, art *forum.Article, now time.Time) error {
		art.CreatedAt, art.UpdatedAt = now, now
		if in.Slug == nil {
			var err error
			if art.Slug, err = freeSlug(tx, art.Title); err != nil {
				return err
			}
		}
		id, err := tx.AddArticle(*art, markup.Version)
		if err != nil {
			return err
		}
		art.ID = id
		_, err = tx.AddConversation(forum.Conversation{Kind: forum.Comments, GroupID: art.GroupID, ArticleID: id, Title: art.Title, Slug: "comments",
			Lang: art.Lang, CreatedBy: v.ID, CreatedAt: now})
		return err
	})
}

// ChangeArticle changes an article. Those who manage where it belongs may, and
// to move it they must manage where it goes, too.
func (a *App) ChangeArticle(ctx context.Context, v forum.Viewer, slug string, in ArticleInput) (forum.Article, error) {
	art, s, err := a.Article(ctx, v, slug)
	if err == nil {
		err = s.Check(forum.Managing)
	}
	if err == nil && in.Group != nil {
		err = a.mayPublish(ctx, v, *in.Group)
	}
	if err != nil {
		return art, err
	}
	w, err := a.fillArticle(ctx, v, &art, in)
	if err != nil {
		return art, err
	}
	return a.saveArticle(ctx, v, art, in, w, func(tx *store.Tx, art *forum.Article, now time.Time) error {
		art.UpdatedAt = now
		return tx.ChangeArticle(*art, markup.Version)
	})
}

func (a *App) mayPublish(ctx context.Context, v forum.Viewer, group string) error {
	if group == "" {
		return forum.NetworkStanding(v).Check(forum.Managing)
	}
	g, err := a.Group(ctx, v, group)
	if err != nil {
		return err
	}
	return g.Standing.Check(forum.Managing)
}

// fillArticle checks what was given and puts it into art.
func (a *App) fillArticle(ctx context.Context, v forum.Viewer, art *forum.Article, in ArticleInput) (w written, err error) {
	if in.Title != nil {
		if art.Title, err = forum.CleanLine("title", *in.Title, 1, forum.MaxArticleTitle); err != nil {
			return w, err
		}
	}
	if in.Slug != nil {
		if art.Slug = *in.Slug; !forum.ValidSlug(art.Slug) || art.Slug == "new" {
			return w, forum.Wrong("slug", "error.slug")
		}
	}
	if in.Kind != nil {
		if art.Kind = *in.Kind; !art.Kind.Valid() {
			return w, forum.Wrong("kind", "error.article_kind")
		}
	}
	if in.Summary != nil {
		if art.Summary, err = forum.CleanText("summary", *in.Summary, forum.MaxSummary); err != nil {
			return w, err
		}
	}
	if in.Lang != nil {
		if art.Lang = *in.Lang; art.Lang.OfText("") == "" {
			return w, forum.Wrong("lang", "error.lang")
		}
	}
	if in.Guests != nil {
		if art.Guests = *in.Guests; !art.Guests.Valid() {
			return w, forum.Wrong("guests", "error.guests")
		}
	}
	if in.PublishedAt != nil {
		art.PublishedAt = in.PublishedAt.UTC().Truncate(time.Millisecond)
	}
	if in.PictureAlt != nil {
		if art.PictureAlt, err = forum.CleanLine("picture_alt", *in.PictureAlt, 0, 300); err != nil {
			return w, err
		}
	}
	if in.Body == nil {
		in.Body = &Body{Source: art.Source, Format: art.Format}
	}
	if w, err = a.render(ctx, v, *in.Body); err != nil {
		return w, err
	}
	if len([]rune(w.Text)) > forum.MaxArticleText {
		return w, forum.Wrong("body", "error.too_long", "Max", forum.MaxArticleText)
	}
	art.Source, art.Format, art.HTML, art.Text = w.Source, w.Format, w.HTML, w.Text
	return w, nil
}

// saveArticle writes the article by save, with the files it holds and its
// event.
func (a *App) saveArticle(ctx context.Context, v forum.Viewer, art forum.Article, in ArticleInput, w written,
	save func(*store.Tx, *forum.Article, time.Time) error) (forum.Article, error) {
	if in.ClientID != "" && !uuid.MatchString(in.ClientID) {
		return art, forum.Wrong("client_id", "error.client_id")
	}
	var out forum.Article
	err := a.write(ctx, func(tx *store.Tx, now time.Time) error {
		art := art
		id, err := tx.ArticleSent(v.ID, in.ClientID)
		if err == nil {
			out, _, err = tx.ArticleByID(v, id, now)
		}
		if err == nil || forum.KindOf(err) != forum.NotFound {
			return err
		}
		place, made := forum.DraftPlace{Kind: forum.DraftArticle, Ref: int64(art.ID)}, art.ID == 0
		if in.Group != nil {
			art.GroupID = 0
			if *in.Group != "" {
				g, err := tx.GroupFor(v, *in.Group)
				if err != nil {
					return err
				}
				art.GroupID = g.ID
			}
		}
		held := w.Files
		if in.Picture != nil {
			art.Picture = *in.Picture
			if art.Picture != 0 {
				if f, err := tx.FileFor(v, art.Picture, now); err != nil || !f.Inline() {
					return forum.Wrong("picture", "error.picture")
				}
			}
		}
		if art.Picture != 0 {
			held = append(held[:len(held):len(held)], art.Picture)
		}
		if err := save(tx, &art, now); err != nil {
			return err
		}
		if err := tx.HoldFiles(v, "article", int64(art.ID), held, now); err != nil {
			return err
		}
		if err := event(tx, forum.Event{Kind: forum.ArticleChanged, At: now, Actor: v.ID, Article: art.ID, Group: art.GroupID, Staff: true}); err != nil {
			return err
		}
		if err := tx.EndDraft(v.ID, place, in.ClientID, in.Draft); err != nil {
			return err
		}
		if id = 0; made {
			id = art.ID
		}
		if err := tx.NoteDraftEnd(v.ID, in.ClientID, id, now); err != nil {
			return err
		}
		out, _, err = tx.ArticleByID(v, art.ID, now)
		return err
	})
	return out, err
}

// freeSlug makes an address from a title that no article has or had.
func freeSlug(tx *store.Tx, title string) (string, error) {
	base := fold.Slug(title, forum.MaxSlug-5)
	if base == "" || base == "new" {
		base = "article"
	}
	return tx.FreeSlug("article", base)
}
