package httpd

import (
	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
	"plenary/internal/forum"
)

// review is where those who may moderate will decide together; a later release
// brings it. To others it is not there.
func (s *Server) review(c *fiber.Ctx) error {
	v := door.Viewer(c)
	may := v.NetworkModerator()
	if v.SignedIn() && !may {
		groups, err := s.app.Groups(c.UserContext(), v)
		if err != nil {
			return err
		}
		for _, g := range groups {
			may = may || g.Standing.May(forum.Moderating)
		}
	}
	if !may {
		return forum.Missing()
	}
	return forum.Refused(forum.NotBuilt, "error.not_built")
}
