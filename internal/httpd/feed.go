package httpd

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"net/url"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/forum"
)

const feedEntries = 30

// Atom (RFC 4287), as far as feeds here go.
type (
	atomFeed struct {
		XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Base     string      `xml:"http://www.w3.org/XML/1998/namespace base,attr"`
		ID       string      `xml:"id"`
		Title    string      `xml:"title"`
		Subtitle string      `xml:"subtitle,omitempty"`
		Updated  string      `xml:"updated"`
		Links    []atomLink  `xml:"link"`
		Entries  []atomEntry `xml:"entry"`

		changed time.Time
	}
	atomLink struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr,omitempty"`
		Href string `xml:"href,attr"`
	}
	atomEntry struct {
		Lang      string     `xml:"http://www.w3.org/XML/1998/namespace lang,attr,omitempty"`
		ID        string     `xml:"id"`
		Title     string     `xml:"title"`
		Author    atomPerson `xml:"author"`
		Published string     `xml:"published"`
		Updated   string     `xml:"updated"`
		Links     []atomLink `xml:"link"`
		Summary   string     `xml:"summary,omitempty"`
		Content   atomText   `xml:"content"`

		published time.Time
		changed   time.Time
	}
	atomPerson struct {
		Name string `xml:"name"`
	}
	atomText struct {
		Type string `xml:"type,attr"`
		Text string `xml:",chardata"`
	}
)

// newsFeed is what everybody may read of the news, whoever asks.
func (s *Server) newsFeed(c *fiber.Ctx) error {
	articles, err := s.app.Articles(c.UserContext(), forum.Viewer{}, "", app.Place{}, feedEntries)
	if err != nil {
		return err
	}
	feed := s.feed("/news.atom", "/news", s.settings.Name, time.Unix(0, 0))
	for _, art := range articles {
		feed.Entries = append(feed.Entries, s.articleEntry(art))
	}
	return sendFeed(c, feed)
}

// groupFeed is what is new in a group that everybody may see: discussions and
// articles.
func (s *Server) groupFeed(c *fiber.Ctx) error {
	g, begun, articles, err := s.app.GroupFeed(c.UserContext(), c.Params("group"), feedEntries)
	if err != nil {
		return err
	}
	if g.Slug != c.Params("group") {
		return leadTo(c, g.Path()+".atom", fiber.StatusMovedPermanently)
	}
	feed := s.feed(g.Path()+".atom", g.Path(), g.Name+" · "+s.settings.Name, g.CreatedAt)
	feed.Subtitle = g.Focus
	for _, art := range articles {
		feed.Entries = append(feed.Entries, s.articleEntry(art))
	}
	for _, talk := range begun {
		feed.Entries = append(feed.Entries, s.discussionEntry(talk))
	}
	slices.SortStableFunc(feed.Entries, func(a, b atomEntry) int { return b.published.Compare(a.published) })
	feed.Entries = feed.Entries[:min(len(feed.Entries), feedEntries)]
	return sendFeed(c, feed)
}

func (s *Server) feed(path, page, title string, since time.Time) atomFeed {
	base := s.settings.BaseURL
	return atomFeed{Base: base + "/", ID: base + path, Title: title, changed: since, Links: []atomLink{
		{Rel: "self", Type: "application/atom+xml", Href: base + path}, {Rel: "alternate", Type: "text/html", Href: base + page}}}
}

// articleEntry's id names the article by its number, since its address may
// change.
func (s *Server) articleEntry(art forum.Article) atomEntry {
	e := s.entry("article", int64(art.ID), art.CreatedAt, art.Path(), art.Title, art.Author, art.Lang, art.HTML)
	e.Summary, e.published, e.changed = art.Summary, art.PublishedAt, later(art.PublishedAt, art.UpdatedAt)
	return e
}

func (s *Server) discussionEntry(talk app.Begun) atomEntry {
	e := s.entry("discussion", int64(talk.ID), talk.CreatedAt, talk.Path(), talk.Title, talk.First.Author, talk.First.Lang, talk.First.HTML)
	e.published, e.changed = talk.CreatedAt, later(talk.CreatedAt, talk.First.EditedAt)
	return e
}

func (s *Server) entry(kind string, id int64, made time.Time, path, title string, by forum.Author, lang forum.Lang, html forum.SafeHTML) atomEntry {
	host := "localhost"
	if base, err := url.Parse(s.settings.BaseURL); err == nil {
		host = base.Hostname()
	}
	e := atomEntry{ID: "tag:" + host + "," + made.UTC().Format(time.DateOnly) + ":" + kind + "/" + itoa(id), Title: title,
		Author: atomPerson{Name: by.Name}, Content: atomText{Type: "html", Text: string(html)},
		Links: []atomLink{{Rel: "alternate", Type: "text/html", Href: s.settings.BaseURL + path}}}
	if lang != forum.Other {
		e.Lang = string(lang)
	}
	if e.Author.Name == "" {
		e.Author.Name = s.settings.Name // who has left, and what nobody signed
	}
	return e
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// sendFeed answers with the feed, or 304 where the reader has it as it is.
func sendFeed(c *fiber.Ctx, feed atomFeed) error {
	for i := range feed.Entries {
		e := &feed.Entries[i]
		e.Published, e.Updated = e.published.UTC().Format(time.RFC3339), e.changed.UTC().Format(time.RFC3339)
		feed.changed = later(feed.changed, e.changed)
	}
	feed.Updated = feed.changed.UTC().Format(time.RFC3339)
	body, err := xml.Marshal(feed)
	if err != nil {
		return forum.Errorf("httpd: feed: %w", err)
	}
	body = append([]byte(xml.Header), body...)
	sum := sha256.Sum256(body)
	c.Set(fiber.HeaderCacheControl, "public, no-cache")
	if notModified(c, `"`+base64.RawURLEncoding.EncodeToString(sum[:12])+`"`, feed.changed) {
		return nil
	}
	c.Set(fiber.HeaderContentType, "application/atom+xml; charset=utf-8")
	return c.Send(body)
}
