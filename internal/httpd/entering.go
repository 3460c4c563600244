package httpd

import (
	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

// signInPage shows both ways to sign in.
func (s *Server) signInPage(c *fiber.Ctx) error {
	if door.Viewer(c).SignedIn() {
		return goOn(c, onward(c.Query("next")))
	}
	return s.showSignIn(c, view.SignIn{Next: nextPath(door.Clean(c.Query("next"))), Sent: c.Query("sent") != ""})
}

func (s *Server) showSignIn(c *fiber.Ctx, page view.SignIn) error {
	var err error
	if page.Page, err = s.page(c, door.Printer(c).T("nav.sign_in"), "", 0); err != nil {
		return err
	}
	page.Path = page.Next
	return s.render(c, page)
}

// accountKey is what an address typed counts as for limits, however it is
// written; "" for what is no address, which only where it comes from counts for.
func accountKey(email string) string {
	clean, err := forum.CleanEmail(email)
	if err != nil {
		return ""
	}
	return clean
}

// mayTry counts an attempt to sign in, for where it comes from.
func (s *Server) mayTry(c *fiber.Ctx) error { return s.limits.Take(door.SignInsAt, s.network(c)) }

// mayGuess counts an attempt by password, for the account, too: first together
// with where it comes from, so that who guesses is stopped and the person
// themselves is not; and, for guesses from everywhere, in general. Then mailed
// links still let the person in. Whether anybody has the address makes no
// difference.
func (s *Server) mayGuess(c *fiber.Ctx, account string) error {
	if err := s.mayTry(c); err != nil || account == "" {
		return err
	}
	if err := s.limits.Take(door.SignIns, account+" "+s.network(c)); err != nil {
		return err
	}
	return s.limits.Take(door.SignInsTo, account)
}

// mayMail counts a mail that is asked for to an address.
func (s *Server) mayMail(email string) error {
	if email = accountKey(email); email == "" {
		return nil // none goes there
	}
	return s.limits.Take(door.Mails, email)
}

// signIn takes e-mail and password.
func (s *Server) signIn(c *fiber.Ctx) error {
	values := fields(c, "email", "next")
	err := s.mayGuess(c, accountKey(values["email"]))
	token := ""
	if err == nil {
		token, err = s.app.SignIn(c.UserContext(), values["email"], field(c, "password"), s.device(c))
	}
	if err != nil {
		form, err := wrongForm(c, values, err)
		if err != nil {
			return err
		}
		return s.showSignIn(c, view.SignIn{Form: form, Next: nextPath(values["next"])})
	}
	return s.welcome(c, token, onward(values["next"]))
}

// welcome signs the browser in by a new session and ends the one it had.
func (s *Server) welcome(c *fiber.Ctx, token, path string) error {
	if err := s.app.SignOut(c.UserContext(), door.Viewer(c)); err != nil && forum.KindOf(err) != forum.NotFound {
		return err
	}
	s.setCookie(c, token)
	return goOn(c, path)
}

// mailLink has a one-time link mailed. The answer is the same whether anybody
// has the address.
func (s *Server) mailLink(c *fiber.Ctx) error {
	values := fields(c, "email", "next")
	err := s.mayTry(c)
	if err == nil {
		err = s.mayMail(values["email"])
	}
	if err == nil {
		err = s.app.MailSignInLink(c.UserContext(), values["email"], nextPath(values["next"]), door.Viewer(c).Lang)
	}
	if err != nil {
		form, err := wrongForm(c, values, err)
		if err != nil {
			return err
		}
		return s.showSignIn(c, view.SignIn{Link: form, Next: nextPath(values["next"])})
	}
	return goOn(c, "/sign-in?sent=1#link")
}

// linkUsed is what a one-time link answers that works no more.
func linkUsed(err error) error {
	if forum.KindOf(err) == forum.NotFound {
		return forum.Refused(forum.NotFound, "enter.link_used")
	}
	return err
}

// signInLink shows the button of a one-time link: mail scanners follow links,
// so only the button uses it up.
func (s *Server) signInLink(c *fiber.Ctx) error {
	token := c.Params("token")
	first, err := s.app.SignInLinkWorks(c.UserContext(), token)
	if err != nil {
		return linkUsed(err)
	}
	if first {
		return c.Redirect("/setup/"+token, fiber.StatusFound)
	}
	p := door.Printer(c)
	page := view.Confirm{Page: s.barePage(c, p.T("nav.sign_in")), Heading: p.T("nav.sign_in"), Text: p.T("enter.link_text"),
		Button: p.T("nav.sign_in"), Action: "/sign-in/" + token}
	page.Path = ""
	if next := nextPath(door.Clean(c.Query("next"))); next != "" {
		page.Hidden = map[string]string{"next": next}
	}
	return hush(c, s.render(c, page))
}

// signInByLink uses a one-time link up.
func (s *Server) signInByLink(c *fiber.Ctx) error {
	if err := s.mayTry(c); err != nil {
		return err
	}
	token, err := s.app.SignInByLink(c.UserContext(), c.Params("token"), s.device(c))
	if err != nil {
		return linkUsed(err)
	}
	return s.welcome(c, token, onward(field(c, "next")))
}

// signOutPage shows the button.
func (s *Server) signOutPage(c *fiber.Ctx) error {
	if !door.Viewer(c).SignedIn() {
		return goOn(c, "/")
	}
	p := door.Printer(c)
	page, err := s.page(c, p.T("nav.sign_out"), "", 0)
	if err != nil {
		return err
	}
	return s.render(c, view.Confirm{Page: page, Heading: p.T("nav.sign_out"), Text: p.T("enter.sign_out_text"),
		Button: p.T("nav.sign_out"), Action: "/sign-out", Cancel: "/"})
}

// signOut ends the session here and has the browser forget what it kept.
func (s *Server) signOut(c *fiber.Ctx) error {
	if err := s.app.SignOut(c.UserContext(), door.Viewer(c)); err != nil && forum.KindOf(err) != forum.NotFound {
		return err
	}
	s.leaveBrowser(c)
	s.flash(c, "flash.signed_out")
	return goOn(c, "/")
}

func (s *Server) leaveBrowser(c *fiber.Ctx) {
	s.dropCookie(c)
	c.Set("Clear-Site-Data", `"cache", "storage"`)
}
