package httpd

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
)

// asksFirst is why a text is not sent yet: it would tell so many people, and
// its author has not said that it may.
type asksFirst struct {
	error
	people int
}

func (a asksFirst) Unwrap() error { return a.error }

// agreed puts into a body whether its author agreed that @group tells the
// group, whose people wouldTell counts. Where they weren't asked yet, it is an
// asksFirst, for which again holds. TooMany.
func (s *Server) agreed(c *fiber.Ctx, b *app.Body, wouldTell func(app.Body) (int, error)) error {
	said := field(c, "tell_group")
	b.TellGroup = said == "1"
	if said == "0" {
		return nil
	}
	people, err := wouldTell(*b)
	switch {
	case err != nil || people == 0:
		return err
	case !b.TellGroup:
		return asksFirst{forum.Wrong("tell_group", "error.tell_asks"), people}
	}
	return s.limits.Take(door.Calls, s.asker(c))
}

// askedFirst is how many people a text would tell if that is why it wasn't
// sent, else 0.
func askedFirst(err error) int {
	var asks asksFirst
	errors.As(err, &asks)
	return asks.people
}

// untold says on the next page that somebody whom the post names can't see it.
func (s *Server) untold(c *fiber.Ctx, p app.Post) {
	if len(p.UnseenBy) > 0 {
		s.flash(c, "flash.unseen_by")
	}
}
