package httpd

import (
	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

func (s *Server) guestName() string { return s.cookieName() + "-guest" }

// guestForm is the form for visitors under an article; nil where guests don't
// comment.
func (s *Server) guestForm(c *fiber.Ctx, art forum.Article, talk forum.Conversation, form view.Form) (*view.GuestForm, error) {
	if door.Viewer(c).SignedIn() || talk.AcceptsGuest(art.Guests) != nil {
		return nil, nil
	}
	begun, err := s.app.BeginGuestForm(art)
	if err != nil && forum.KindOf(err) == forum.Unavailable {
		return nil, nil // the rest of the page is there
	}
	if err != nil {
		return nil, err
	}
	return &view.GuestForm{Form: form, Action: art.Path() + "/guest", Begun: begun, Known: c.Cookies(s.guestName()) != "",
		Held: art.Guests == forum.GuestsHeld}, nil
}

// mayComment counts a comment of a guest: for where it comes from, for the
// address that would get a mail, and for the article.
func (s *Server) mayComment(c *fiber.Ctx, art forum.Article, email string) error {
	if err := s.limits.Take(door.GuestComments, s.network(c)); err != nil {
		return err
	}
	if err := s.limits.Take(door.GuestCommentsOn, itoa(art.ID)); err != nil {
		return err
	}
	return s.mayMail(email)
}

// guestComment takes a comment of somebody without an account. What can't be
// taken comes back in its form.
func (s *Server) guestComment(c *fiber.Ctx) error {
	art, standing, ok, err := s.found(c)
	if !ok {
		return err
	}
	if door.Viewer(c).SignedIn() {
		return goOn(c, art.Path()+"#composer") // signed in meanwhile: their own box is there
	}
	values := fields(c, "name", "email", "body")
	out, err := s.takeGuestComment(c, art, values)
	if err != nil {
		form, err := wrongForm(c, values, err)
		if err != nil {
			return err
		}
		p, err := s.app.ReadPage(c.UserContext(), door.Viewer(c), art.ConversationID, 0)
		if err != nil {
			return err
		}
		return s.showArticleTo(c, art, standing, p, composer(p.Conversation, p.Standing), form)
	}
	return s.guestGoesOn(c, out)
}

func (s *Server) takeGuestComment(c *fiber.Ctx, art forum.Article, values map[string]string) (app.GuestOutcome, error) {
	if field(c, "website") != "" {
		return app.GuestOutcome{}, forum.Wrong("body", "guest.trapped") // no person sees that field
	}
	if err := s.app.CheckGuestForm(art, field(c, "begun")); err != nil {
		return app.GuestOutcome{}, err
	}
	if err := s.mayComment(c, art, values["email"]); err != nil {
		return app.GuestOutcome{}, err
	}
	return s.app.GuestComment(c.UserContext(), app.GuestInput{Article: art.Slug, Name: values["name"], Email: values["email"], Body: values["body"],
		Lang: door.Viewer(c).Lang, Known: c.Cookies(s.guestName())})
}

// guestGoesOn says what became of the comment, where it is or will be.
func (s *Server) guestGoesOn(c *fiber.Ctx, out app.GuestOutcome) error {
	if out.Known != "" {
		c.Cookie(&fiber.Cookie{Name: s.guestName(), Value: out.Known, Path: "/", HTTPOnly: true, SameSite: fiber.CookieSameSiteLaxMode,
			Secure: s.settings.SecureCookies(), MaxAge: int(forum.GuestTrust.Seconds())})
	}
	switch {
	case out.Post == 0:
		s.flash(c, "flash.guest_mailed")
	case out.State == forum.Held:
		s.flash(c, "flash.guest_held")
	default:
		s.flash(c, "flash.guest_shown")
		return goOn(c, forum.Post{ID: out.Post}.Path())
	}
	return goOn(c, out.Article.Path())
}

// guestLink shows the button of a mailed link: mail scanners follow links, so
// only the button does something.
func (s *Server) guestLink(c *fiber.Ctx) error {
	art, err := s.app.GuestLink(c.UserContext(), c.Params("token"))
	if err != nil {
		return guestLinkUsed(err)
	}
	p := door.Printer(c)
	page := view.Confirm{Page: s.barePage(c, p.T("guest.confirm")), Heading: p.T("guest.confirm"), Text: p.T("guest.confirm_text", "Title", art.Title),
		Button: p.T("guest.confirm"), Action: "/guests/confirm/" + c.Params("token"), Cancel: art.Path()}
	page.Path = ""
	return hush(c, s.render(c, page))
}

func (s *Server) confirmGuest(c *fiber.Ctx) error {
	if err := s.mayTry(c); err != nil {
		return err
	}
	out, err := s.app.ConfirmGuest(c.UserContext(), c.Params("token"))
	if err != nil {
		return guestLinkUsed(err)
	}
	return s.guestGoesOn(c, out)
}

// guestLinkUsed is what a mailed link answers that works no more.
func guestLinkUsed(err error) error {
	if forum.KindOf(err) == forum.NotFound {
		return forum.Refused(forum.NotFound, "guest.link_used")
	}
	return err
}

// guestStopPage shows the button that ends mail to a guest.
func (s *Server) guestStopPage(c *fiber.Ctx) error {
	if err := s.app.GuestStopWorks(c.UserContext(), c.Params("token")); err != nil {
		return err
	}
	p := door.Printer(c)
	page := view.Confirm{Page: s.barePage(c, p.T("guest.stop")), Heading: p.T("guest.stop"), Text: p.T("guest.stop_text"), Button: p.T("guest.stop"),
		Action: "/guests/stop/" + c.Params("token"), Cancel: "/"}
	page.Path = ""
	return hush(c, s.render(c, page))
}

// stopGuest ends mail to a guest: by the button, or by the mail program itself
// (RFC 8058), which asks nothing further.
func (s *Server) stopGuest(c *fiber.Ctx) error {
	if err := s.mayTry(c); err != nil {
		return err
	}
	if err := s.app.StopGuest(c.UserContext(), c.Params("token")); err != nil {
		return err
	}
	if field(c, "List-Unsubscribe") != "" {
		return c.SendStatus(fiber.StatusNoContent)
	}
	s.flash(c, "flash.guest_stopped")
	return goOn(c, "/")
}
