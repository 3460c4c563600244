package httpd

import (
	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
)

// titles answers the titles of what ?path= addresses lead to, as far as the
// reader sees it.
func (s *Server) titles(c *fiber.Ctx) error {
	var paths []string
	for _, path := range c.Context().QueryArgs().PeekMulti("path") {
		paths = append(paths, string(path))
	}
	titles, err := s.app.Titles(c.UserContext(), door.Viewer(c), paths)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.JSON(titles)
}
