package httpd

import (
	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
)

// preview answers the prose of what somebody writes, without a page around it.
func (s *Server) preview(c *fiber.Ctx) error {
	if err := s.limits.Take(door.Previews, s.asker(c)); err != nil {
		return err
	}
	html, err := s.app.Preview(c.UserContext(), door.Viewer(c), body(c))
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.SendString(string(html))
}
