package httpd

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web"
	"plenary/web/view"
)

// barePage is what every page has that needs nothing read: errors use it, too.
func (s *Server) barePage(c *fiber.Ctx, title string) view.Page {
	v, p := door.Viewer(c), door.Person(c)
	page := view.Page{Title: title, P: door.Printer(c), Network: s.settings.Name, Zone: s.settings.Location(), Now: s.app.Now(),
		Path: s.pathOf(c), Asset: web.URL, Preloads: web.Preloads()}
	if v.SignedIn() {
		page.Viewer = view.Viewer{ID: v.ID, Name: p.Name, Handle: p.Handle, Face: p.AvatarFile, Role: v.Role, NoKeys: !p.SingleKeys}
	}
	return page
}

// pathOf is the page's own path and query, as signing in leads back to it; of
// a form that was sent, the page that it stood on.
func (s *Server) pathOf(c *fiber.Ctx) string {
	if c.Method() == fiber.MethodGet || c.Method() == fiber.MethodHead {
		return door.Clean(c.OriginalURL())
	}
	from, err := url.Parse(c.Get(fiber.HeaderReferer))
	if err != nil || !s.ownOrigin(from.Scheme+"://"+from.Host) {
		return "/"
	}
	return door.Clean(from.RequestURI())
}

// page is a page with its rail, in which at is the entry that the reader is
// at and open the group that is open (0: none).
func (s *Server) page(c *fiber.Ctx, title, at string, open forum.GroupID) (view.Page, error) {
	page := s.barePage(c, title)
	s.app.Visit(door.Viewer(c), open)
	page.Flash = s.takeFlash(c)
	rail, err := s.app.Rail(c.UserContext(), door.Viewer(c), open)
	if err != nil {
		return page, err
	}
	page.Nav = view.Nav{At: at, Inbox: int64(rail.Notices), Review: rail.Moderates, Waiting: int64(rail.Waiting)}
	for _, g := range rail.Groups {
		ng := view.NavGroup{Slug: g.Slug, Name: g.Name, Unread: int64(g.Unread), Open: g.ID == open}
		for _, ch := range g.Channels {
			ng.Channels = append(ng.Channels, view.NavChannel{ID: ch.ID, Name: ch.Title, Unread: int64(ch.Unread),
				Quiet: ch.Follow.Muted(), Live: s.live.someoneIn(ch.ID)})
		}
		page.Nav.Groups = append(page.Nav.Groups, ng)
	}
	return page, nil
}
