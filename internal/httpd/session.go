package httpd

import (
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/lang"
)

const cookieLife = 90 * 24 * time.Hour

// cookieName carries the __Host- prefix where people come over https.
func (s *Server) cookieName() string {
	if s.settings.SecureCookies() {
		return "__Host-plenary"
	}
	return "plenary"
}

// enter finds out who asks: by bearer token for the API and the live
// connection, else by the session cookie.
func (s *Server) enter(c *fiber.Ctx) error {
	if bearer, ok := strings.CutPrefix(c.Get(fiber.HeaderAuthorization), "Bearer "); ok && takesTokens(c.Path()) {
		p, id, err := s.app.EnterByToken(c.UserContext(), bearer)
		if err != nil && forum.KindOf(err) != forum.NotFound {
			return err
		}
		if err != nil { // whoever guesses is limited as a visitor is
			if err := s.limits.Take(door.Requests, "a"+s.network(c)); err != nil {
				return err
			}
			return forum.Refused(forum.SignedOut, "error.token")
		}
		door.SetViewer(c, s.viewerOf(c, p, 0), p, id)
		return c.Next()
	}
	c.Set(readerHeader, "none")
	cookie := c.Cookies(s.cookieName())
	if cookie == "" {
		return c.Next()
	}
	p, session, err := s.app.Enter(c.UserContext(), cookie)
	if err != nil && forum.KindOf(err) != forum.NotFound {
		return err
	}
	if err != nil {
		s.dropCookie(c)
		return c.Next()
	}
	v := s.viewerOf(c, p, session)
	door.SetViewer(c, v, p, 0)
	c.Set(readerHeader, readerKey(cookie)+" "+string(v.Lang))
	return c.Next()
}

func takesTokens(path string) bool {
	return path == "/live" || strings.HasPrefix(path, "/api/")
}

func (s *Server) viewerOf(c *fiber.Ctx, p forum.Person, session forum.SessionID) forum.Viewer {
	l := p.Lang
	if l == "" {
		l = lang.Match(c.Get(fiber.HeaderAcceptLanguage))
	}
	return forum.Viewer{ID: p.ID, Role: p.Role, Lang: l.UI(), Zone: p.Zone, Session: session, Silent: p.SilentIn(s.app.Now())}
}

// setCookie signs the browser in by a session's token.
func (s *Server) setCookie(c *fiber.Ctx, token string) {
	c.Cookie(&fiber.Cookie{Name: s.cookieName(), Value: token, Path: "/", HTTPOnly: true, SameSite: fiber.CookieSameSiteLaxMode,
		Secure: s.settings.SecureCookies(), MaxAge: int(cookieLife.Seconds())})
}

func (s *Server) dropCookie(c *fiber.Ctx) {
	c.Cookie(&fiber.Cookie{Name: s.cookieName(), Value: "", Path: "/", HTTPOnly: true, SameSite: fiber.CookieSameSiteLaxMode,
		Secure: s.settings.SecureCookies(), Expires: time.Unix(0, 0)})
}

// device is where somebody signs in from.
func (s *Server) device(c *fiber.Ctx) app.Device {
	agent := door.Clean(c.Get(fiber.HeaderUserAgent))
	if len(agent) > 300 {
		agent = strings.ToValidUTF8(agent[:300], "")
	}
	return app.Device{IP: s.clientIP(c), Agent: agent}
}
