package httpd

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

func (s *Server) groupMembers(c *fiber.Ctx, g app.Group) error {
	return s.showMembers(c, g, "", view.Form{})
}

// showMembers is the tab of a group's people. link is an invitation's that was
// just made, invite what was typed to make one.
func (s *Server) showMembers(c *fiber.Ctx, g app.Group, link string, invite view.Form) error {
	v := door.Viewer(c)
	at, err := listPage(c)
	if err != nil {
		return err
	}
	people, pages, err := s.app.MembersPage(c.UserContext(), v, g.Slug, at)
	if err != nil {
		return err
	}
	page, head, err := s.groupPage(c, g, door.Printer(c).T("group.members"))
	if err != nil {
		return err
	}
	tab := view.GroupMembers{Page: page, GroupHead: head, NewLink: link, Invite: invite,
		Pages: view.Pages{At: at, Count: pages, Base: g.Path() + "/members"}}
	for _, m := range people {
		tab.People = append(tab.People, m.Membership)
	}
	if !g.Standing.May(forum.Managing) {
		return s.render(c, tab)
	}
	requests, err := s.app.JoinRequests(c.UserContext(), g)
	if err != nil {
		return err
	}
	tab.Requests = joinRequests(requests)
	open, err := s.app.Invitations(c.UserContext(), v, g.Slug)
	if err != nil {
		return err
	}
	for _, i := range open {
		tab.Invitations = append(tab.Invitations, view.Invitation{ID: i.ID, Email: i.Email, Role: i.Role, Uses: i.Uses, MaxUses: i.MaxUses,
			Expires: i.ExpiresAt})
	}
	return s.render(c, tab)
}

// setRole changes what somebody is in the group; no role takes them out of it.
func (s *Server) setRole(c *fiber.Ctx, g app.Group) error {
	v := door.Viewer(c)
	who, err := idIn[forum.UserID](c, "id")
	if err != nil {
		return err
	}
	role := forum.GroupRole(field(c, "role"))
	if role == "" {
		err = s.app.RemoveMember(c.UserContext(), v, g.Slug, who)
	} else {
		err = s.app.SetRole(c.UserContext(), v, g.Slug, who, role)
	}
	switch {
	case err != nil:
		return err
	case role == "" && who == v.ID:
		return goOn(c, "/")
	}
	return goOn(c, g.Path()+"/members")
}

func (s *Server) decideJoin(c *fiber.Ctx, g app.Group) error {
	id, err := idIn[forum.JoinRequestID](c, "id")
	if err != nil {
		return err
	}
	grant, err := decision(c)
	if err != nil {
		return err
	}
	if err := s.app.DecideJoin(c.UserContext(), door.Viewer(c), g.Slug, id, grant); err != nil {
		return err
	}
	return goOn(c, g.Path()+"/members")
}

// decision is the answer to a request that was pressed.
func decision(c *fiber.Ctx) (grant bool, err error) {
	switch field(c, "decision") {
	case "approve":
		return true, nil
	case "decline":
		return false, nil
	}
	return false, forum.Wrong("decision", "talk.decision")
}

// invite makes an invitation and shows its link on the spot: it can't be shown
// again, so there is no page to go on to.
func (s *Server) invite(c *fiber.Ctx, g app.Group) error {
	if err := g.Standing.Check(forum.Managing); err != nil {
		return err
	}
	if err := s.limits.Take(door.Invites, s.asker(c)); err != nil {
		return err
	}
	in, err := inviteInput(c)
	link := ""
	if err == nil {
		in.Group, in.Role = g.Slug, forum.GroupRole(field(c, "role"))
		link, err = s.app.Invite(c.UserContext(), door.Viewer(c), in)
	}
	if again(err) {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showMembers(c, g, "", view.FormError(door.Printer(c), fields(c, "email", "role", "days", "uses"), err))
	}
	if err != nil {
		return err
	}
	c.Status(fiber.StatusCreated)
	return s.showMembers(c, g, link, view.Form{})
}

// inviteInput is for whom, how long and for how many an invitation is.
func inviteInput(c *fiber.Ctx) (app.InviteInput, error) {
	in := app.InviteInput{Email: field(c, "email")}
	for name, into := range map[string]*int{"days": &in.Days, "uses": &in.Uses} {
		typed := field(c, name)
		if typed == "" {
			continue
		}
		n, err := strconv.Atoi(typed)
		if err != nil {
			return in, forum.Wrong(name, "talk.number")
		}
		*into = n
	}
	return in, nil
}

func (s *Server) revokeInvitation(c *fiber.Ctx, g app.Group) error {
	id, err := idIn[forum.InvitationID](c, "id")
	if err != nil {
		return err
	}
	if err := s.app.EndInvitation(c.UserContext(), door.Viewer(c), g.Slug, id); err != nil {
		return err
	}
	return goOn(c, g.Path()+"/members")
}
