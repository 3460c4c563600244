package httpd

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

// leavePage asks before an account is closed.
func (s *Server) leavePage(c *fiber.Ctx) error { return s.showLeave(c, view.Form{}) }

func (s *Server) showLeave(c *fiber.Ctx, form view.Form) error {
	page, err := s.page(c, door.Printer(c).T("settings.leave"), "/settings", 0)
	if err != nil {
		return err
	}
	sole, err := s.app.SoleLead(c.UserContext(), door.Viewer(c))
	if err != nil {
		return err
	}
	return s.render(c, view.Leave{Page: page, Form: form, Sole: sole})
}

// closeAccount closes the account, once the word was typed that the page asks for.
func (s *Server) closeAccount(c *fiber.Ctx) error {
	values := fields(c, "posts", "confirm")
	var err error
	switch {
	case values["posts"] != "stay" && values["posts"] != "go":
		err = forum.Wrong("posts", "error.required")
	case !strings.EqualFold(strings.TrimSpace(values["confirm"]), door.Printer(c).T("settings.word")):
		err = forum.Wrong("confirm", "enter.confirm_word", "Word", door.Printer(c).T("settings.word"))
	default:
		err = s.app.Leave(c.UserContext(), door.Viewer(c), values["posts"] == "stay")
	}
	if err != nil {
		form, err := wrongForm(c, values, err)
		if err != nil {
			return err
		}
		return s.showLeave(c, form)
	}
	s.leaveBrowser(c)
	s.flash(c, "flash.left")
	return goOn(c, "/")
}
