package httpd

import (
	"slices"

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

// history shows what a post said before, the latest first, and what it says.
func (s *Server) history(c *fiber.Ctx) error {
	id, err := idIn[forum.PostID](c, "id")
	if err != nil {
		return err
	}
	p, revisions, err := s.app.Revisions(c.UserContext(), door.Viewer(c), id)
	if err != nil {
		return err
	}
	if p.State == forum.Removed && !p.Standing.May(forum.Moderating) {
		return forum.Missing()
	}
	page, err := s.postPage(c, p, "post.history_heading")
	if err != nil {
		return err
	}
	// A revision's editor is who ended it, so each text is by the editor of the
	// one before.
	shown := view.PostHistory{Page: page, Post: s.item(c, p), Conversation: p.Conversation}
	by, at := p.Author, p.CreatedAt
	for _, r := range revisions {
		shown.Revisions = append(shown.Revisions, view.Revision{Number: r.Number, HTML: r.HTML, By: by, At: r.WrittenAt, Lang: p.Lang})
		by = r.Editor
	}
	if !p.EditedAt.IsZero() {
		at = p.EditedAt
	}
	shown.Revisions = append(shown.Revisions, view.Revision{Number: p.Revision, HTML: p.HTML, By: by, At: at, Lang: p.Lang})
	slices.Reverse(shown.Revisions)
	return s.render(c, shown)
}
