package api

import (
	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/internal/given"
)

// guestComment takes a comment of somebody without an account. A link goes to
// their address first, whatever the article says of confirmed ones.
func (a calls) guestComment(c *fiber.Ctx) error {
	art, _, err := a.App.Article(c.UserContext(), door.Viewer(c), slugOf(c))
	if err != nil {
		return err
	}
	in, err := given.Read(c.Get(fiber.HeaderContentType), c.Body())
	if err != nil {
		return err
	}
	in.Needs("name", "email", "body")
	comment := app.GuestInput{Article: art.Slug, Name: given.Or(in.Text("name")), Email: given.Or(in.Text("email")), Body: given.Or(in.Text("body")),
		Lang: door.Viewer(c).Lang}
	if art.Guests == forum.GuestsClosed {
		return forum.Refused(forum.Forbidden, "guest.closed")
	}
	if in.Err != nil {
		return in.Err
	}
	if err := a.takeGuestComment(c, art, comment.Email); err != nil {
		return err
	}
	if _, err := a.App.GuestComment(c.UserContext(), comment); err != nil {
		return err
	}
	return c.Status(fiber.StatusAccepted).JSON(struct {
		State forum.PostState `json:"state"`
	}{forum.Held})
}

func (a calls) takeGuestComment(c *fiber.Ctx, art forum.Article, email string) error {
	if err := a.take(c, door.GuestComments); err != nil {
		return err
	}
	if err := a.Limits.Take(door.GuestCommentsOn, decimal(art.ID)); err != nil {
		return err
	}
	to, err := forum.CleanEmail(email)
	if err != nil {
		return err
	}
	return a.Limits.Take(door.Mails, to)
}
