package httpd

import (
	"regexp"
	"time"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
)

const flashLife = time.Minute

var flashKey = regexp.MustCompile(`^flash\.[a-z_]{1,40}$`)

func (s *Server) flashName() string { return s.cookieName() + "-flash" }

// flash says one sentence on the next page that is shown: key is a message
// whose name begins with "flash." and that has no parameters. The cookie holds
// the key, never text, so that nobody can make the site say what they like.
func (s *Server) flash(c *fiber.Ctx, key string) {
	c.Cookie(&fiber.Cookie{Name: s.flashName(), Value: key, Path: "/", HTTPOnly: true, SameSite: fiber.CookieSameSiteLaxMode,
		Secure: s.settings.SecureCookies(), MaxAge: int(flashLife.Seconds())})
}

// takeFlash words what flash said and forgets it; "" if there is nothing.
func (s *Server) takeFlash(c *fiber.Ctx) string {
	key := c.Cookies(s.flashName())
	if key == "" {
		return ""
	}
	c.Cookie(&fiber.Cookie{Name: s.flashName(), Path: "/", HTTPOnly: true, SameSite: fiber.CookieSameSiteLaxMode,
		Secure: s.settings.SecureCookies(), Expires: time.Unix(0, 0)})
	if !flashKey.MatchString(key) {
		return ""
	}
	said := door.Printer(c).T(key)
	if said == key {
		return "" // no message of ours
	}
	return said
}
