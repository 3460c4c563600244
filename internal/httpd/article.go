package httpd

import (
	"maps"
	"time"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

// articleTime is how a browser says the time of day of "at".
const articleTime = "2006-01-02T15:04"

// askArticle is the form of a new article.
func (s *Server) askArticle(c *fiber.Ctx) error {
	return s.showArticleDraft(c, view.ArticleEdit{})
}

// showArticleDraft is the form with the viewer's draft in it, if there is one.
func (s *Server) showArticleDraft(c *fiber.Ctx, form view.ArticleEdit) error {
	d, err := s.draftAt(c, forum.DraftPlace{Kind: forum.DraftArticle, Ref: int64(form.Article.ID)})
	if err != nil {
		return err
	}
	form.Draft = draftIn(c, d)
	if !d.Empty() {
		form.Form.Values = map[string]string{"body": d.Body, "format": string(d.Format)}
		maps.Copy(form.Form.Values, d.Fields)
	}
	return s.showArticleForm(c, form)
}

// askArticleChange is the form of an article that there is.
func (s *Server) askArticleChange(c *fiber.Ctx) error {
	art, err := s.mine(c)
	if err != nil {
		return err
	}
	return s.showArticleDraft(c, view.ArticleEdit{Article: art})
}

// mine is the article that the address names, for those who may change it; to
// others its form is not there.
func (s *Server) mine(c *fiber.Ctx) (forum.Article, error) {
	art, standing, err := s.app.Article(c.UserContext(), door.Viewer(c), c.Params("slug"))
	if err == nil && !art.MayEdit(standing) {
		err = standing.Check(forum.Managing)
		if c.Method() == fiber.MethodGet || c.Method() == fiber.MethodHead {
			err = forum.Missing()
		}
	}
	return art, err
}

func (s *Server) showArticleForm(c *fiber.Ctx, form view.ArticleEdit) error {
	var err error
	if form.Network, form.Groups, err = s.mayPublish(c); err != nil {
		return err
	}
	if !form.Network && len(form.Groups) == 0 {
		return forum.Missing()
	}
	if form.ClientID = clientID(c); form.Draft.Version == 0 {
		form.Draft.Version = draftVersion(c)
	}
	title := "news.write"
	if form.Article.ID != 0 {
		title = "news.edit"
	}
	if form.Page, err = s.page(c, door.Printer(c).T(title), "/news", 0); err != nil {
		return err
	}
	return s.render(c, form)
}

// addArticle makes an article, or shows what it would look like.
func (s *Server) addArticle(c *fiber.Ctx) error {
	return s.saveArticle(c, forum.Article{}, func(in app.ArticleInput) (forum.Article, error) {
		return s.app.AddArticle(c.UserContext(), door.Viewer(c), in)
	})
}

// changeArticle changes an article, or shows what it would look like.
func (s *Server) changeArticle(c *fiber.Ctx) error {
	art, err := s.mine(c)
	if err != nil {
		return err
	}
	return s.saveArticle(c, art, func(in app.ArticleInput) (forum.Article, error) {
		return s.app.ChangeArticle(c.UserContext(), door.Viewer(c), art.Slug, in)
	})
}

// saveArticle reads the form and saves by save; before is the article as it is.
func (s *Server) saveArticle(c *fiber.Ctx, before forum.Article, save func(app.ArticleInput) (forum.Article, error)) error {
	values := fields(c, "title", "slug", "kind", "summary", "body", "format", "group", "lang", "guests", "picture_alt", "when", "at")
	if field(c, "do") == "preview" {
		return s.previewArticle(c, before, values)
	}
	in, err := s.articleInput(values, before)
	in.ClientID, in.Draft = field(c, "client_id"), draftVersion(c)
	if err == nil {
		err = s.addPicture(c, &in)
	}
	saved := before
	if err == nil {
		saved, err = save(in)
	}
	if err != nil {
		form, err := wrongForm(c, values, err)
		if err != nil {
			return err
		}
		return s.showArticleForm(c, view.ArticleEdit{Article: before, Form: form})
	}
	switch {
	case saved.PublishedAt.IsZero():
		s.flash(c, "flash.draft")
	case !saved.Published(s.app.Now()):
		s.flash(c, "flash.scheduled")
	default:
		s.flash(c, "flash.published")
	}
	return goOn(c, saved.Path())
}

// addPicture takes the picture that the form carries, if it does.
func (s *Server) addPicture(c *fiber.Ctx, in *app.ArticleInput) error {
	id, err := s.uploaded(c, "picture", s.app.Upload)
	if err == nil && id != 0 {
		in.Picture = &id
	}
	return err
}

// previewArticle shows the form again with what its text looks like; nothing
// is saved.
func (s *Server) previewArticle(c *fiber.Ctx, before forum.Article, values map[string]string) error {
	shown := view.ArticleEdit{Article: before, Form: view.Form{Values: values}}
	html, err := s.app.Preview(c.UserContext(), door.Viewer(c), app.Body{Source: values["body"], Format: articleFormat(values, before)})
	if err != nil {
		if shown.Form, err = wrongForm(c, values, err); err != nil {
			return err
		}
	}
	shown.Preview = html
	return s.showArticleForm(c, shown)
}

// articleFormat is the format that the form's text is in. A form that doesn't
// say leaves it as the article was written.
func articleFormat(values map[string]string, before forum.Article) forum.Format {
	if said := values["format"]; said != "" {
		return forum.Format(said)
	}
	if before.ID != 0 {
		return before.Format
	}
	return forum.Markdown
}

// articleInput is what the form says. Times are those of the network's zone.
func (s *Server) articleInput(values map[string]string, before forum.Article) (app.ArticleInput, error) {
	kind, lang, guests := forum.ArticleKind(values["kind"]), forum.Lang(values["lang"]), forum.GuestRule(values["guests"])
	title, summary, alt, group := values["title"], values["summary"], values["picture_alt"], values["group"]
	in := app.ArticleInput{Title: &title, Kind: &kind, Summary: &summary, Lang: &lang, Guests: &guests, PictureAlt: &alt,
		Body: &app.Body{Source: values["body"], Format: articleFormat(values, before)}}
	if before.ID == 0 || group != before.GroupSlug {
		in.Group = &group
	}
	if slug := values["slug"]; slug != "" {
		in.Slug = &slug
	}
	at, err := s.publication(values, before)
	in.PublishedAt = at
	return in, err
}

// publication is when the article comes out: nil leaves it as it is.
func (s *Server) publication(values map[string]string, before forum.Article) (*time.Time, error) {
	now := s.app.Now()
	switch values["when"] {
	case "draft":
		return &time.Time{}, nil
	case "now":
		if before.Published(now) {
			return nil, nil
		}
		return &now, nil
	case "later":
		at, err := time.ParseInLocation(articleTime, values["at"], s.settings.Location())
		if err != nil || at.Year() < 1980 || at.Year() > 9999 {
			return nil, forum.Wrong("at", "write.at")
		}
		return &at, nil
	}
	return nil, forum.Wrong("when", "error.required")
}
