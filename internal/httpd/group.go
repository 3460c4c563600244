package httpd

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

// inGroup hands a handler the group that the address names. Who reads under a
// slug that it once had is led to the same tab under the present one.
func (s *Server) inGroup(answer func(*fiber.Ctx, app.Group) error) fiber.Handler {
	return func(c *fiber.Ctx) error {
		asked := c.Params("group")
		g, err := s.app.Group(c.UserContext(), door.Viewer(c), asked)
		if err != nil {
			return err
		}
		if g.Slug != asked && (c.Method() == fiber.MethodGet || c.Method() == fiber.MethodHead) {
			tab, whole := strings.CutPrefix(c.OriginalURL(), "/g/"+asked)
			if !whole {
				tab = "" // asked for in another spelling
			}
			return leadTo(c, g.Path()+tab, fiber.StatusMovedPermanently)
		}
		return answer(c, g)
	}
}

// groupPage is the page and what stands above every tab of a group.
func (s *Server) groupPage(c *fiber.Ctx, g app.Group, title string) (view.Page, view.GroupHead, error) {
	head := view.GroupHead{Group: g.Group, Standing: g.Standing}
	top, err := s.app.Top(c.UserContext(), door.Viewer(c), g)
	if err != nil {
		return view.Page{}, head, err
	}
	head.Members, head.Organisations = int64(top.Members), int64(top.Organisations)
	head.Faces, head.Asked, head.Products, head.Follow = top.Faces, top.Asked, top.Products, top.Follow
	head.Since = view.Since{At: top.Since.At, First: top.Since.First, Concluded: int64(top.Since.Concluded),
		Begun: int64(top.Since.Begun), Unanswered: int64(top.Since.Unanswered)}
	if title == "" {
		title = g.Name
	} else {
		title += " · " + g.Name
	}
	page, err := s.page(c, title, g.Path(), g.ID)
	for _, in := range page.Nav.Groups {
		if in.Open {
			head.Unread = in.Unread
		}
	}
	if g.Visibility == forum.SeenByEveryone {
		page.Feed, page.Summary = g.Path()+".atom", g.Focus
	}
	return page, head, err
}

func (s *Server) groupDiscussions(c *fiber.Ctx, g app.Group) error {
	at, err := listPage(c)
	if err != nil {
		return err
	}
	list, pages, err := s.app.Discussions(c.UserContext(), door.Viewer(c), g.Slug, at)
	if err != nil {
		return err
	}
	page, head, err := s.groupPage(c, g, "")
	if err != nil {
		return err
	}
	page.Nav.At = view.DiscussionsOf(g.Slug)
	tab := view.GroupDiscussions{Page: page, GroupHead: head, Pages: view.Pages{At: at, Count: pages, Base: g.Path()}}
	for _, talk := range list {
		tab.Rows = append(tab.Rows, view.DiscussionRow{Conversation: talk.Conversation, Unread: int64(talk.Unread), Quiet: talk.Follow.Muted()})
	}
	return s.render(c, tab)
}

// listPage is the page of a list that is asked for, from 1.
func listPage(c *fiber.Ctx) (int64, error) {
	at, err := numberIn(c, "page")
	return max(at, 1), err
}

func (s *Server) groupChannels(c *fiber.Ctx, g app.Group) error {
	_, list, err := s.app.Conversations(c.UserContext(), door.Viewer(c), g.Slug, forum.Channel, app.Place{}, 200)
	if err != nil {
		return err
	}
	page, head, err := s.groupPage(c, g, door.Printer(c).T("group.channels"))
	if err != nil {
		return err
	}
	tab := view.GroupChannels{Page: page, GroupHead: head}
	for _, talk := range list {
		_, here, err := s.present(c, talk.ID)
		if err != nil {
			return err
		}
		tab.Rows = append(tab.Rows, view.ChannelRow{Conversation: talk.Conversation, Unread: int64(talk.Unread), Quiet: talk.Follow.Muted(), Here: here})
	}
	return s.render(c, tab)
}

func (s *Server) groupAbout(c *fiber.Ctx, g app.Group) error {
	leads, err := s.app.Leads(c.UserContext(), g)
	if err != nil {
		return err
	}
	page, head, err := s.groupPage(c, g, door.Printer(c).T("group.about"))
	if err != nil {
		return err
	}
	return s.render(c, view.GroupAbout{Page: page, GroupHead: head, Leads: leads})
}
