package httpd

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

// holds is what the posts of a page's conversation hold.
func holds(p app.Page) view.Holds {
	return view.Holds{Files: p.Holds.Files, Links: p.Holds.Links, Many: !p.Holds.Counted && p.Holds.Files+p.Holds.Links > 0}
}

// gathered lists the files or the links of a discussion or a channel, newest
// first: ?before=N goes on with what is older than post number N.
func (s *Server) gathered(kind forum.ConversationKind, what forum.Gathering) fiber.Handler {
	return func(c *fiber.Ctx) error {
		id, err := idIn[forum.ConversationID](c, "id")
		if err != nil {
			return err
		}
		before, err := numberIn(c, "before")
		if err != nil {
			return err
		}
		g, err := s.app.Gather(c.UserContext(), door.Viewer(c), id, what, before)
		if err != nil {
			return err
		}
		if to := presentPath(g.Conversation, kind); to != "" {
			return leadTo(c, to, fiber.StatusFound)
		}
		title := door.Printer(c).T("gathered."+string(what)) + " · " + g.Conversation.Title
		page, err := s.page(c, title, navOf(g.Conversation), g.Conversation.GroupID)
		if err != nil {
			return err
		}
		shown := view.Gathered{Page: page, Conversation: g.Conversation, What: what, Posts: g.Posts}
		if g.Next != 0 {
			shown.Older = view.GatheredPath(g.Conversation, what) + "?before=" + strconv.FormatInt(g.Next, 10)
		}
		return s.render(c, shown)
	}
}
