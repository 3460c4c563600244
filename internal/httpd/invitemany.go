package httpd

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

func (s *Server) askInviteMany(c *fiber.Ctx, g app.Group) error {
	return s.showInviteMany(c, g, view.InviteMany{})
}

// inviteMany invites all addresses of a pasted list, and says of each what
// became of it.
func (s *Server) inviteMany(c *fiber.Ctx, g app.Group) error {
	if err := g.Standing.Check(forum.Managing); err != nil {
		return err
	}
	if err := s.limits.Take(door.Invites, s.asker(c)); err != nil {
		return err
	}
	days, err := strconv.Atoi(field(c, "days"))
	if err != nil {
		err = forum.Wrong("days", "talk.number")
	}
	var report []app.Invitee
	if err == nil {
		in := app.InviteInput{Group: g.Slug, Role: forum.GroupRole(field(c, "role")), Days: days}
		report, err = s.app.InviteMany(c.UserContext(), door.Viewer(c), in, field(c, "emails"))
	}
	if err != nil {
		form, err := wrongForm(c, fields(c, "emails", "role", "days"), err)
		if err != nil {
			return err
		}
		return s.showInviteMany(c, g, view.InviteMany{Form: form})
	}
	page := view.InviteMany{}
	for _, one := range report {
		page.Report = append(page.Report, view.Invitee{Typed: one.Typed, Outcome: string(one.Outcome)})
	}
	return s.showInviteMany(c, g, page)
}

func (s *Server) showInviteMany(c *fiber.Ctx, g app.Group, tab view.InviteMany) error {
	if err := g.Standing.Check(forum.Managing); err != nil {
		return err
	}
	page, head, err := s.groupPage(c, g, door.Printer(c).T("invite.many"))
	if err != nil {
		return err
	}
	tab.Page, tab.GroupHead = page, head
	return hush(c, s.render(c, tab))
}
