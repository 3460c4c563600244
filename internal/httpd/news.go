package httpd

import (
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

const newsPage = 20

// news lists articles, newest first; ?before= goes on. Those who may edit what
// is not out yet find it above the first page.
func (s *Server) news(c *fiber.Ctx) error {
	ctx, v := c.UserContext(), door.Viewer(c)
	before := articlePlace(c.Query("before"))
	list, err := s.app.Articles(ctx, v, "", before, newsPage+1)
	if err != nil {
		return err
	}
	page, err := s.page(c, door.Printer(c).T("nav.news"), "/news", 0)
	if err != nil {
		return err
	}
	page.Feed = "/news.atom"
	shown := view.News{Page: page}
	if len(list) > newsPage {
		list = list[:newsPage]
		last := list[newsPage-1]
		shown.Older = "/news?before=" + strconv.FormatInt(last.PublishedAt.UnixMilli(), 36) + "-" + strconv.FormatInt(int64(last.ID), 36)
	}
	if v.SignedIn() {
		network, groups, err := s.mayPublish(c)
		if err != nil {
			return err
		}
		shown.MayWrite = network || len(groups) > 0
	}
	if shown.MayWrite && before.ID == 0 {
		drafts, err := s.app.Drafts(ctx, v)
		if err != nil {
			return err
		}
		list = append(drafts, list...)
	}
	shown.Articles = list
	return s.render(c, shown)
}

// articlePlace reads where the list of articles goes on; what is none is the
// start.
func articlePlace(word string) app.Place {
	at, id, _ := strings.Cut(word, "-")
	ms, err := strconv.ParseInt(at, 36, 64)
	n, err2 := strconv.ParseInt(id, 36, 64)
	if err != nil || err2 != nil || n < 1 || ms < 0 {
		return app.Place{}
	}
	return app.Place{At: time.UnixMilli(ms), ID: n}
}

// mayPublish is where the viewer may: for the network, and in which groups.
func (s *Server) mayPublish(c *fiber.Ctx) (network bool, in []forum.Group, err error) {
	v := door.Viewer(c)
	groups, err := s.app.Groups(c.UserContext(), v)
	for _, g := range groups {
		if g.Standing.May(forum.Managing) {
			in = append(in, g.Group)
		}
	}
	return forum.NetworkStanding(v).May(forum.Managing), in, err
}

// found is the article that the address names; ok is false where the reader
// was led on to its present address.
func (s *Server) found(c *fiber.Ctx) (art forum.Article, standing forum.Standing, ok bool, err error) {
	slug := c.Params("slug")
	art, standing, err = s.app.Article(c.UserContext(), door.Viewer(c), slug)
	if err == nil && art.Slug != slug && (c.Method() == fiber.MethodGet || c.Method() == fiber.MethodHead) {
		path := art.Path()
		if query := string(c.Request().URI().QueryString()); query != "" {
			path += "?" + query
		}
		return art, standing, false, leadTo(c, path, fiber.StatusMovedPermanently)
	}
	return art, standing, err == nil, err
}

// article is an article with a page of its comments.
func (s *Server) article(c *fiber.Ctx) error {
	art, standing, ok, err := s.found(c)
	if !ok {
		return err
	}
	at, err := numberIn(c, "page")
	if err != nil {
		return err
	}
	p, err := s.app.ReadPage(c.UserContext(), door.Viewer(c), art.ConversationID, at)
	if err != nil {
		return err
	}
	box, err := s.boxIn(c, p)
	if err != nil {
		return err
	}
	return s.showArticle(c, art, standing, p, box)
}

// showArticle shows an article with a page of its comments and the given box.
func (s *Server) showArticle(c *fiber.Ctx, art forum.Article, standing forum.Standing, p app.Page, box view.Composer) error {
	return s.showArticleTo(c, art, standing, p, box, view.Form{})
}

// showArticleTo is showArticle with what a guest has typed.
func (s *Server) showArticleTo(c *fiber.Ctx, art forum.Article, standing forum.Standing, p app.Page, box view.Composer, typed view.Form) error {
	page, err := s.talkPage(c, p, art.Title)
	if err != nil {
		return err
	}
	here, _, err := s.present(c, p.Conversation.ID)
	if err != nil {
		return err
	}
	page.Feed, page.Summary = "/news.atom", art.Summary
	shown := view.Article{Page: page, Article: art, Standing: standing, Conversation: p.Conversation, Composer: box,
		Pages: view.Pages{At: p.Number, Count: p.Last, Base: art.Path()}, Here: here, Follow: followMenu(p)}
	if shown.Guest, err = s.guestForm(c, art, p.Conversation, typed); err != nil {
		return err
	}
	var t thread
	t, shown.Own, shown.Items = s.posts(page, p)
	shown.Shared = t.shared
	if p.Unread > 0 && p.FirstUnread == 0 {
		shown.NewPath = art.Path() + "#new" // without a page's number it opens there
	}
	return s.render(c, shown)
}

// comment adds a comment under an article. What can't be taken comes back in
// its box.
func (s *Server) comment(c *fiber.Ctx) error {
	art, standing, ok, err := s.found(c)
	if !ok {
		return err
	}
	talk, st, err := s.app.Conversation(c.UserContext(), door.Viewer(c), art.ConversationID)
	if err != nil {
		return err
	}
	place, err := s.takePost(c, talk)
	if err == nil {
		return goOn(c, place)
	}
	if !again(err) {
		return err
	}
	c.Status(fiber.StatusUnprocessableEntity)
	box := refused(c, composer(talk, st), err)
	if answered, ok := s.answeredPost(c, talk.ID); ok {
		return s.showReply(c, answered, box)
	}
	p, err := s.app.ReadPage(c.UserContext(), door.Viewer(c), talk.ID, forum.PageOf(talk.LastNumber))
	if err != nil {
		return err
	}
	return s.showArticle(c, art, standing, p, box)
}
