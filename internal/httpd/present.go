package httpd

import (
	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
	"plenary/internal/forum"
)

// present lists some of those who are in a conversation now, and how many they
// are. Visitors see nobody.
func (s *Server) present(c *fiber.Ctx, id forum.ConversationID) ([]forum.Author, int64, error) {
	if !door.Viewer(c).SignedIn() {
		return nil, 0, nil
	}
	p := s.live.hub.Here(int64(id))
	people := make([]forum.UserID, len(p.People))
	for i, person := range p.People {
		people[i] = forum.UserID(person)
	}
	names, err := s.live.names.of(c.UserContext(), s.app, people)
	if err != nil {
		return nil, 0, err
	}
	var here []forum.Author
	for _, person := range people {
		if who, ok := names[person]; ok {
			here = append(here, who)
		}
	}
	return here, int64(p.Count), nil
}
