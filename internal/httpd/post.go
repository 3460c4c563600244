package httpd

import (
	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

// post is the permalink: it leads to where the post is now.
func (s *Server) post(c *fiber.Ctx) error {
	p, err := s.postIn(c)
	if err != nil {
		return err
	}
	return leadTo(c, placeOf(p.Conversation, p.Post.Post), fiber.StatusFound)
}

// postIn is the post that the address names.
func (s *Server) postIn(c *fiber.Ctx) (app.PostContext, error) {
	id, err := idIn[forum.PostID](c, "id")
	if err != nil {
		return app.PostContext{}, err
	}
	return s.app.Post(c.UserContext(), door.Viewer(c), id)
}

// placeOf is the address at which a post of c stands. A held one, which has no
// number, stands after all others.
func placeOf(c forum.Conversation, p forum.Post) string {
	at, anchor := p.Number, "#p"+itoa(p.ID)
	if at == 0 {
		at = c.LastNumber
	}
	switch c.Kind {
	case forum.Channel:
		if c.LastNumber-at >= forum.PageSize {
			return runUpTo(c, at+forum.PageSize/2) + anchor
		}
		return c.Path() + anchor
	case forum.Comments:
		return "/news/" + c.ArticleSlug + "?page=" + itoa(forum.PageOf(at)) + anchor
	}
	return c.Path() + "?page=" + itoa(forum.PageOf(at)) + anchor
}

// item is a post alone on a page about it.
func (s *Server) item(c *fiber.Ctx, p app.PostContext) view.Item {
	return s.items(door.Printer(c), app.Page{Conversation: p.Conversation, Standing: p.Standing, Posts: []app.Post{p.Post}})[0]
}

// postPage is the page around a form or a list that is about one post.
func (s *Server) postPage(c *fiber.Ctx, p app.PostContext, heading string) (view.Page, error) {
	return s.page(c, door.Printer(c).T(heading)+" · "+p.Conversation.Title, navOf(p.Conversation), p.Conversation.GroupID)
}

// history compares what a post said at two times: ?from=N&to=M, or the last
// edit.
func (s *Server) history(c *fiber.Ctx) error {
	id, err := idIn[forum.PostID](c, "id")
	if err != nil {
		return err
	}
	from, err := numberIn(c, "from")
	if err != nil {
		return err
	}
	to, err := numberIn(c, "to")
	if err != nil {
		return err
	}
	h, err := s.app.History(c.UserContext(), door.Viewer(c), id, int(from), int(to))
	if err != nil {
		return err
	}
	page, err := s.postPage(c, h.PostContext, "history.heading")
	if err != nil {
		return err
	}
	return s.render(c, view.PostHistory{Page: page, Post: h.Post.Post, Conversation: h.Conversation, Versions: h.Versions,
		From: h.From, To: h.To, Change: h.Change})
}
