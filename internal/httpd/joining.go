package httpd

import (
	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

// newPerson is the account that a form asks for.
func newPerson(c *fiber.Ctx, values map[string]string) app.NewPerson {
	return app.NewPerson{Email: values["email"], Name: values["name"], Organisation: values["organisation"],
		Password: field(c, "password"), Lang: door.Viewer(c).Lang}
}

// setupPage is where the first organiser begins.
func (s *Server) setupPage(c *fiber.Ctx) error {
	first, err := s.app.SignInLinkWorks(c.UserContext(), c.Params("token"))
	if err == nil && !first {
		err = forum.Missing()
	}
	if err != nil {
		return linkUsed(err)
	}
	return s.showSetup(c, view.Form{})
}

func (s *Server) showSetup(c *fiber.Ctx, form view.Form) error {
	page := view.Setup{Page: s.barePage(c, door.Printer(c).T("sign.setup")), Token: c.Params("token"), Form: form}
	page.Path = ""
	return hush(c, s.render(c, page))
}

// setup makes the first organiser.
func (s *Server) setup(c *fiber.Ctx) error {
	if err := s.mayTry(c); err != nil {
		return err
	}
	values := fields(c, "name", "email", "organisation")
	token, err := s.app.SetUp(c.UserContext(), c.Params("token"), newPerson(c, values), s.device(c))
	if err != nil {
		form, err := wrongForm(c, values, err)
		if err != nil {
			return linkUsed(err)
		}
		return s.showSetup(c, form)
	}
	return s.welcome(c, token, "/")
}

// joinPage asks for an account.
func (s *Server) joinPage(c *fiber.Ctx) error {
	if door.Viewer(c).SignedIn() {
		return goOn(c, "/")
	}
	return s.showJoin(c, view.Join{Sent: c.Query("sent") != ""})
}

func (s *Server) showJoin(c *fiber.Ctx, page view.Join) error {
	page.Page = s.barePage(c, door.Printer(c).T("nav.join"))
	return s.render(c, page)
}

// askForAccount keeps a request for an account, for the organisers. The answer is the
// same whether the address has an account, has asked, or is new.
func (s *Server) askForAccount(c *fiber.Ctx) error {
	values := fields(c, "name", "email", "organisation", "note")
	err := s.limits.Take(door.Joins, s.network(c))
	if err == nil {
		err = s.mayMail(values["email"])
	}
	if err == nil {
		err = s.app.AskForAccount(c.UserContext(), app.AccountRequest{Email: values["email"], Name: values["name"],
			Organisation: values["organisation"], Note: values["note"], Lang: door.Viewer(c).Lang})
	}
	if err != nil {
		form, err := wrongForm(c, values, err)
		if err != nil {
			return err
		}
		return s.showJoin(c, view.Join{Form: form})
	}
	return goOn(c, "/join?sent=1")
}

// invitation shows what an invitation leads to, and the button.
func (s *Server) invitation(c *fiber.Ctx) error { return s.showInvitation(c, view.Form{}) }

func (s *Server) showInvitation(c *fiber.Ctx, form view.Form) error {
	code, v := c.Params("code"), door.Viewer(c)
	i, err := s.app.Invitation(c.UserContext(), code)
	if err != nil {
		return invitationOver(err)
	}
	names, err := s.app.Names(c.UserContext(), []forum.UserID{i.CreatedBy})
	if err != nil {
		return err
	}
	page, err := s.page(c, door.Printer(c).T("sign.invited"), "", 0)
	if err != nil {
		return err
	}
	shown := view.Accept{Page: page, Code: code, GroupName: i.GroupName, Role: i.Role, By: names[i.CreatedBy].Name, Email: i.Email, Form: form}
	if v.SignedIn() && i.GroupSlug != "" {
		if shown.Member, err = s.isMember(c, i.GroupSlug); err != nil {
			return err
		}
	}
	return hush(c, s.render(c, shown))
}

// isMember reports whether the viewer is in the group; if they don't even see
// it, they are not.
func (s *Server) isMember(c *fiber.Ctx, slug string) (bool, error) {
	g, err := s.app.Group(c.UserContext(), door.Viewer(c), slug)
	if err != nil && forum.KindOf(err) == forum.NotFound {
		return false, nil
	}
	return g.Standing.Role != "", err
}

// accept takes an invitation, with the account of who is signed in or with a
// new one.
func (s *Server) accept(c *fiber.Ctx) error {
	v, code := door.Viewer(c), c.Params("code")
	values := fields(c, "name", "email", "organisation")
	err := s.limits.Take(door.Joins, s.asker(c))
	var i app.Invitation
	token := ""
	switch {
	case err != nil:
	case v.SignedIn():
		i, err = s.app.AcceptAs(c.UserContext(), v, code)
	default:
		token, i, err = s.app.Accept(c.UserContext(), code, newPerson(c, values), s.device(c))
	}
	if err != nil {
		form, err := wrongForm(c, values, err)
		if err != nil {
			return invitationOver(err)
		}
		return s.showInvitation(c, form)
	}
	path := "/"
	if i.GroupSlug != "" {
		path = "/g/" + i.GroupSlug
	}
	s.flash(c, "flash.accepted")
	if token == "" {
		return goOn(c, path)
	}
	return s.welcome(c, token, path)
}

// invitationOver is what an invitation answers that works no more.
func invitationOver(err error) error {
	if forum.KindOf(err) == forum.NotFound {
		return forum.Refused(forum.NotFound, "enter.invitation_over")
	}
	return err
}
