package httpd

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

const peoplePage = 50

// networkPage is where organisers look after people and groups.
func (s *Server) networkPage(c *fiber.Ctx) error { return s.showNetwork(c, view.NetworkSettings{}) }

// showNetwork fills in what is not about the form just sent.
func (s *Server) showNetwork(c *fiber.Ctx, page view.NetworkSettings) error {
	ctx, v := c.UserContext(), door.Viewer(c)
	var err error
	if page.Page, err = s.page(c, door.Printer(c).T("nav.network"), "/settings/network", 0); err != nil {
		return err
	}
	if err := s.listPeople(c, &page); err != nil {
		return err
	}
	requests, err := s.app.AccountRequests(ctx, v)
	if err != nil {
		return err
	}
	for _, r := range requests {
		page.Requests = append(page.Requests, view.JoinRequest{ID: r.ID, Email: r.Email, Note: r.Message, At: r.CreatedAt,
			Person: forum.Author{Name: r.Name, Organisation: r.Organisation, Guest: true}})
	}
	if page.Invitations, err = s.invitations(c, ""); err != nil {
		return err
	}
	groups, err := s.app.Groups(ctx, v)
	if err != nil {
		return err
	}
	for _, g := range groups {
		page.Groups = append(page.Groups, view.GroupCard{Group: g.Group, Members: int64(g.Members), Role: g.Standing.Role})
	}
	return s.render(c, page)
}

func (s *Server) listPeople(c *fiber.Ctx, page *view.NetworkSettings) error {
	at, err := numberIn(c, "page")
	if err != nil {
		return err
	}
	at = min(max(at, 1), 1e6)
	page.Query = door.Clean(c.Query("q"))
	people, all, err := s.app.PeoplePage(c.UserContext(), door.Viewer(c), page.Query, int(at-1)*peoplePage, peoplePage)
	if err != nil {
		return err
	}
	for _, p := range people {
		page.People = append(page.People, view.NetworkPerson{Person: p.Person, Groups: p.Groups, Seen: p.SeenAt})
	}
	base := "/settings/network"
	if page.Query != "" {
		base += "?" + url.Values{"q": {page.Query}}.Encode()
	}
	page.Pages = view.Pages{At: at, Count: (all + peoplePage - 1) / peoplePage, Base: base}
	return nil
}

// invitations lists those that work, into a group or ("") the network, with
// who made them.
func (s *Server) invitations(c *fiber.Ctx, group string) ([]view.Invitation, error) {
	list, err := s.app.Invitations(c.UserContext(), door.Viewer(c), group)
	if err != nil {
		return nil, err
	}
	var by []forum.UserID
	for _, i := range list {
		by = append(by, i.CreatedBy)
	}
	names, err := s.app.Names(c.UserContext(), by)
	if err != nil {
		return nil, err
	}
	var shown []view.Invitation
	for _, i := range list {
		shown = append(shown, view.Invitation{ID: i.ID, Email: i.Email, GroupName: i.GroupName, Role: i.Role, By: names[i.CreatedBy],
			Uses: i.Uses, MaxUses: i.MaxUses, Expires: i.ExpiresAt})
	}
	return shown, nil
}

// addPerson makes an account; its one-time link is mailed, and shown this once.
func (s *Server) addPerson(c *fiber.Ctx) error {
	values := fields(c, "name", "email", "role")
	err := s.limits.Take(door.Invites, s.asker(c))
	link := ""
	if err == nil {
		link, err = s.app.WelcomePerson(c.UserContext(), door.Viewer(c), app.NewPerson{Name: values["name"], Email: values["email"],
			Role: forum.NetworkRole(values["role"])})
	}
	if err != nil {
		form, err := wrongForm(c, values, err)
		if err != nil {
			return err
		}
		return s.showNetwork(c, view.NetworkSettings{Add: form})
	}
	return hush(c, s.showNetwork(c, view.NetworkSettings{NewLink: link}))
}

func (s *Server) setNetworkRole(c *fiber.Ctx) error {
	id, err := idIn[forum.UserID](c, "id")
	if err == nil {
		err = s.app.SetNetworkRole(c.UserContext(), door.Viewer(c), id, forum.NetworkRole(field(c, "role")))
	}
	if err != nil {
		return err
	}
	s.flash(c, "flash.saved")
	return goOn(c, "/settings/network#people")
}

// inviteFields are app.Invite's names for what the organisers' form asks.
var inviteFields = map[string]string{"email": "invite_email", "role": "group_role"}

// inviteIn makes an invitation; its link is shown this once.
func (s *Server) inviteIn(c *fiber.Ctx) error {
	values := fields(c, "invite_email", "group", "group_role", "days", "uses")
	err := s.limits.Take(door.Invites, s.asker(c))
	var in app.InviteInput
	if err == nil {
		in, err = inviteInput(c)
	}
	link := ""
	if err == nil {
		in.Email, in.Group = values["invite_email"], values["group"]
		if in.Group != "" { // the network alone has no such role
			in.Role = forum.GroupRole(values["group_role"])
		}
		link, err = s.app.Invite(c.UserContext(), door.Viewer(c), in)
	}
	if err != nil {
		form, err := wrongForm(c, values, elsewhere(err, inviteFields))
		if err != nil {
			return err
		}
		return s.showNetwork(c, view.NetworkSettings{Invite: form})
	}
	return hush(c, s.showNetwork(c, view.NetworkSettings{NewLink: link}))
}

func (s *Server) endInvitation(c *fiber.Ctx) error {
	id, err := idIn[forum.InvitationID](c, "id")
	if err == nil {
		err = s.app.EndInvitation(c.UserContext(), door.Viewer(c), "", id)
	}
	if err != nil {
		return err
	}
	s.flash(c, "flash.invitation_ended")
	return goOn(c, "/settings/network#invite")
}

// decideAccount grants or declines a request for an account.
func (s *Server) decideAccount(c *fiber.Ctx) error {
	id, err := idIn[forum.JoinRequestID](c, "id")
	if err != nil {
		return err
	}
	grant, err := decision(c)
	if err == nil {
		err = s.app.DecideAccount(c.UserContext(), door.Viewer(c), id, grant)
	}
	if err != nil {
		return err
	}
	s.flash(c, "flash.decided")
	return goOn(c, "/settings/network")
}
