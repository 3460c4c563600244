package httpd

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

const recentOnProfile = 10

// profile is a person as other signed-in people see them; it never names a
// group that the reader can't see. "@handle" leads to whose it is, or was.
func (s *Server) profile(c *fiber.Ctx) error {
	ctx, v := c.UserContext(), door.Viewer(c)
	if handle, ok := strings.CutPrefix(c.Params("id"), "@"); ok {
		who, err := s.app.PersonByHandle(ctx, v, handle)
		if err != nil {
			return err
		}
		return leadTo(c, forum.Person{ID: who.ID}.Path(), fiber.StatusFound)
	}
	id, err := idIn[forum.UserID](c, "id")
	if err != nil {
		return err
	}
	p, groups, err := s.app.Profile(ctx, v, id)
	if err != nil {
		return err
	}
	recent, err := s.app.RecentOf(ctx, v, id, recentOnProfile)
	if err != nil {
		return err
	}
	page, err := s.page(c, p.Name, p.Path(), 0)
	if err != nil {
		return err
	}
	shown := view.Profile{Page: page, Bio: p.Bio, Since: p.CreatedAt, Role: p.Role, Person: forum.Author{ID: p.ID, Name: p.Name,
		Handle: p.Handle, Organisation: p.Organisation, AvatarFile: p.AvatarFile}}
	for _, g := range groups {
		shown.Groups = append(shown.Groups, view.ProfileGroup{Slug: g.GroupSlug, Name: g.GroupName, Role: g.Role})
	}
	for _, one := range recent {
		shown.Recent = append(shown.Recent, view.Recent{Conversation: one.Conversation, Unread: int64(one.Unread)})
	}
	return s.render(c, shown)
}
