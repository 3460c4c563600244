package api

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/internal/given"
)

type articleShape struct {
	Slug           string               `json:"slug"`
	Title          string               `json:"title"`
	Kind           forum.ArticleKind    `json:"kind"`
	Summary        string               `json:"summary"`
	HTML           forum.SafeHTML       `json:"html"`
	Lang           forum.Lang           `json:"lang"`
	Author         any                  `json:"author"`
	PublishedAt    *string              `json:"published_at"` // null: draft; future: scheduled
	Group          *string              `json:"group"`        // slug
	ConversationID forum.ConversationID `json:"conversation_id"`
	Guests         forum.GuestRule      `json:"guests"`
	Source         *string              `json:"source,omitempty"` // to who may edit
	Format         *forum.Format        `json:"format,omitempty"` // of Source
	URL            string               `json:"url"`
}

func (s shaper) article(art forum.Article, mayEdit bool) articleShape {
	shape := articleShape{Slug: art.Slug, Title: art.Title, Kind: art.Kind, Summary: art.Summary, HTML: art.HTML, Lang: art.Lang,
		Author: AuthorOf(art.Author, s.base), PublishedAt: stampOrNull(art.PublishedAt), Group: textOrNull(art.GroupSlug),
		ConversationID: art.ConversationID, Guests: art.Guests, URL: s.base + art.Path()}
	if mayEdit {
		shape.Source, shape.Format = &art.Source, &art.Format
	}
	return shape
}

func (a calls) articles(c *fiber.Ctx) error {
	limit, at, err := paged(c, "articles", 2)
	if err != nil {
		return err
	}
	found, err := a.App.Articles(c.UserContext(), door.Viewer(c), query(c, "group"), placeOf(at), limit+1)
	if err != nil {
		return err
	}
	out := list[articleShape]{}
	if len(found) > limit {
		found = found[:limit]
		last := found[limit-1]
		out.Next = cursor("articles", last.PublishedAt.UnixMilli(), int64(last.ID))
	}
	out.Items = make([]articleShape, len(found))
	for i, art := range found {
		out.Items[i] = a.shaper(c).article(art, false)
	}
	return c.JSON(out)
}

func (a calls) article(c *fiber.Ctx) error {
	art, s, err := a.App.Article(c.UserContext(), door.Viewer(c), slugOf(c))
	if err != nil {
		return err
	}
	return c.JSON(a.shaper(c).article(art, art.MayEdit(s)))
}

func (a calls) makeArticle(c *fiber.Ctx) error {
	in, err := given.Read(c.Get(fiber.HeaderContentType), c.Body())
	if err != nil {
		return err
	}
	given := articleInput(in)
	if in.Err != nil {
		return in.Err
	}
	art, err := a.App.AddArticle(c.UserContext(), door.Viewer(c), given)
	if err != nil {
		return err
	}
	return a.made(c, "/articles/"+art.Slug, a.shaper(c).article(art, true))
}

func (a calls) changeArticle(c *fiber.Ctx) error {
	in, err := given.Read(c.Get(fiber.HeaderContentType), c.Body())
	if err != nil {
		return err
	}
	in.Never("slug", "title", "kind", "summary", "html", "body", "format", "lang", "guests")
	given := articleInput(in)
	if in.Err != nil {
		return in.Err
	}
	art, err := a.App.ChangeArticle(c.UserContext(), door.Viewer(c), slugOf(c), given)
	if err != nil {
		return err
	}
	return c.JSON(a.shaper(c).article(art, true))
}

// articleInput reads what an article says. Its text comes as html, or as body
// with its format, as posts have it.
func articleInput(in *given.Object) app.ArticleInput {
	out := app.ArticleInput{Slug: in.Text("slug"), Title: in.Text("title"), Kind: given.As[forum.ArticleKind](in.Text("kind")),
		Summary: in.Text("summary"), Lang: given.As[forum.Lang](in.Text("lang")), Group: in.Text("group"),
		Guests: given.As[forum.GuestRule](in.Text("guests")), PublishedAt: in.Time("published_at"),
		ClientID: given.Or(in.Text("client_id")), Draft: in.ID("draft")}
	if in.Null("published_at") {
		out.PublishedAt = &time.Time{} // a draft
	}
	if in.Null("group") {
		network := ""
		out.Group = &network
	}
	html := in.Text("html")
	switch {
	case html != nil && in.Has("body"):
		in.Wrong("html", "api.either", "Other", "body")
	case html != nil:
		out.Body = &app.Body{Source: *html, Format: forum.HTML}
	case in.Has("body"):
		body := bodyIn(in)
		body.Lang = ""
		out.Body = &body
	}
	return out
}
