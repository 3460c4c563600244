package httpd

import (
	"encoding/json"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

// settingsPage is a person's own page.
func (s *Server) settingsPage(c *fiber.Ctx) error { return s.showSettings(c, view.Settings{}) }

// showSettings fills in what is not about the form just sent.
func (s *Server) showSettings(c *fiber.Ctx, page view.Settings) error {
	ctx, v := c.UserContext(), door.Viewer(c)
	var err error
	if page.Page, err = s.page(c, door.Printer(c).T("nav.settings"), "/settings", 0); err != nil {
		return err
	}
	if page.Person, err = s.app.Account(ctx, v); err != nil {
		return err
	}
	page.Zones = zonesWith(page.Person.Zone)
	sessions, err := s.app.Sessions(ctx, v)
	if err != nil {
		return err
	}
	for _, one := range sessions {
		page.Sessions = append(page.Sessions, view.Session{ID: one.ID, Agent: browserName(one.Agent), IP: one.IP, Seen: one.SeenAt,
			Made: one.CreatedAt, Current: one.ID == v.Session})
	}
	tokens, err := s.app.Tokens(ctx, v)
	if err != nil {
		return err
	}
	for _, t := range tokens {
		page.Tokens = append(page.Tokens, view.Token{ID: t.ID, Name: t.Label, Seen: t.UsedAt, Made: t.CreatedAt})
	}
	return s.render(c, page)
}

// setProfile changes what a person says of themselves.
func (s *Server) setProfile(c *fiber.Ctx) error {
	values := fields(c, "name", "handle", "organisation", "bio", "lang", "zone", "only")
	err := s.app.SetProfile(c.UserContext(), door.Viewer(c), app.ProfileInput{Name: values["name"], Handle: values["handle"],
		Organisation: values["organisation"], Bio: values["bio"], Lang: forum.Lang(values["lang"]), Zone: values["zone"], Only: forum.Lang(values["only"])})
	if err != nil {
		form, err := wrongForm(c, values, err)
		if err != nil {
			return err
		}
		return s.showSettings(c, view.Settings{Profile: form})
	}
	s.flash(c, "flash.saved")
	return goOn(c, "/settings#profile")
}

// setKeys says whether single keys do something.
func (s *Server) setKeys(c *fiber.Ctx) error {
	if err := s.app.SetSingleKeys(c.UserContext(), door.Viewer(c), field(c, "on") == "1"); err != nil {
		return err
	}
	s.flash(c, "flash.saved")
	return goOn(c, "/settings#keys")
}

// setPicture takes a new picture, or takes the present one away.
func (s *Server) setPicture(c *fiber.Ctx) error {
	var id forum.FileID
	var err error
	if field(c, "remove") == "" {
		id, err = s.uploaded(c, "picture", s.app.UploadOwn)
		if err == nil && id == 0 {
			err = forum.Wrong("picture", "error.picture")
		}
	}
	if err == nil {
		err = s.app.SetPicture(c.UserContext(), door.Viewer(c), id)
	}
	if err != nil {
		form, err := wrongForm(c, nil, err)
		if err != nil {
			return err
		}
		return s.showSettings(c, view.Settings{Picture: form})
	}
	s.flash(c, "flash.saved")
	return goOn(c, "/settings#profile")
}

// setPassword changes the password, which ends all other sessions. Guesses of
// the present one count as attempts to sign in, but not as a stranger's.
func (s *Server) setPassword(c *fiber.Ctx) error {
	err := s.mayTry(c)
	if err == nil {
		err = s.limits.Take(door.SignIns, s.asker(c))
	}
	if err == nil {
		err = s.app.SetPassword(c.UserContext(), door.Viewer(c), field(c, "current"), field(c, "password"))
	}
	if err != nil {
		form, err := wrongForm(c, nil, err)
		if err != nil {
			return err
		}
		return s.showSettings(c, view.Settings{Password: form})
	}
	s.flash(c, "flash.password")
	return goOn(c, "/settings#signing-in")
}

func (s *Server) endSession(c *fiber.Ctx) error {
	id, err := idIn[forum.SessionID](c, "id")
	if err == nil {
		err = s.app.EndSession(c.UserContext(), door.Viewer(c), id)
	}
	if err != nil {
		return err
	}
	s.flash(c, "flash.session_ended")
	return goOn(c, "/settings#sessions")
}

func (s *Server) endOtherSessions(c *fiber.Ctx) error {
	if err := s.app.EndOtherSessions(c.UserContext(), door.Viewer(c)); err != nil {
		return err
	}
	s.flash(c, "flash.session_ended")
	return goOn(c, "/settings#sessions")
}

// addToken makes an API token. It is shown on the page that answers, and never
// again.
func (s *Server) addToken(c *fiber.Ctx) error {
	values := fields(c, "name")
	token, err := s.app.AddToken(c.UserContext(), door.Viewer(c), values["name"])
	if err != nil {
		form, err := wrongForm(c, values, err)
		if err != nil {
			return err
		}
		return s.showSettings(c, view.Settings{Token: form})
	}
	return hush(c, s.showSettings(c, view.Settings{NewToken: token}))
}

func (s *Server) endToken(c *fiber.Ctx) error {
	id, err := idIn[forum.TokenID](c, "id")
	if err == nil {
		err = s.app.EndToken(c.UserContext(), door.Viewer(c), id)
	}
	if err != nil {
		return err
	}
	s.flash(c, "flash.token_ended")
	return goOn(c, "/settings#tokens")
}

// myData is the download of all that is kept about a person.
func (s *Server) myData(c *fiber.Ctx) error {
	data, err := s.app.MyData(c.UserContext(), door.Viewer(c))
	if err != nil {
		return err
	}
	body, err := json.MarshalIndent(data, "", "  ")
	if err != nil {
		return forum.Errorf("httpd: data: %w", err)
	}
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSONCharsetUTF8)
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="plenary-data.json"`)
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Send(append(body, '\n'))
}
