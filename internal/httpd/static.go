package httpd

import (
	"crypto/subtle"
	"net/http"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/forum"
	"plenary/web"
)

// asset answers what the pages load. Addresses carry the content's hash, so
// they never change.
func (s *Server) asset(c *fiber.Ctx) error {
	a, ok := web.Open(c.Path())
	if !ok {
		return fiber.ErrNotFound
	}
	c.Set(fiber.HeaderContentType, a.Type)
	c.Set(fiber.HeaderCacheControl, "no-cache")
	if a.Immutable {
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	}
	c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	if a.Gzip != nil && strings.Contains(c.Get(fiber.HeaderAcceptEncoding), "gzip") {
		c.Set(fiber.HeaderContentEncoding, "gzip")
		return c.Send(a.Gzip)
	}
	return c.Send(a.Body)
}

func (s *Server) favicon(c *fiber.Ctx) error {
	return c.Redirect(web.URL("favicon.svg"), fiber.StatusFound)
}

func (s *Server) robots(c *fiber.Ctx) error {
	return c.SendString("User-agent: *\nDisallow: /search\nDisallow: /sign-in\nDisallow: /join\nDisallow: /api/\n")
}

// healthy says that the process answers.
func (s *Server) healthy(c *fiber.Ctx) error { return c.SendString("ok\n") }

// ready says that the database answers, too.
func (s *Server) ready(c *fiber.Ctx) error {
	if err := s.app.Ping(c.UserContext()); err != nil {
		return err
	}
	return c.SendString("ok\n")
}

// showMetrics is for those who have the token; without one set it is not there.
func (s *Server) showMetrics(c *fiber.Ctx) error {
	want := s.settings.MetricsToken
	got, _ := strings.CutPrefix(c.Get(fiber.HeaderAuthorization), "Bearer ")
	if want == "" || subtle.ConstantTimeCompare([]byte(got), []byte(want)) != 1 {
		return forum.Missing()
	}
	return s.metrics.show(c)
}

// notModified answers 304 where the browser has that version. changed is when
// it last did; the zero time says nothing.
func notModified(c *fiber.Ctx, etag string, changed time.Time) bool {
	c.Set(fiber.HeaderETag, etag)
	if !changed.IsZero() {
		c.Set(fiber.HeaderLastModified, changed.UTC().Format(http.TimeFormat))
	}
	if !hasVersion(c, etag, changed) {
		return false
	}
	c.Status(fiber.StatusNotModified)
	return true
}

func hasVersion(c *fiber.Ctx, etag string, changed time.Time) bool {
	if asked := c.Get(fiber.HeaderIfNoneMatch); asked != "" {
		for one := range strings.SplitSeq(asked, ",") {
			if one = strings.TrimPrefix(strings.TrimSpace(one), "W/"); one == etag || one == "*" {
				return true
			}
		}
		return false
	}
	since, err := http.ParseTime(c.Get(fiber.HeaderIfModifiedSince))
	return err == nil && !changed.IsZero() && !changed.Truncate(time.Second).After(since)
}
