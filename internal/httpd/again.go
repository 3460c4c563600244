package httpd

import (
	"errors"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

// wrongForm is the form with what is wrong, its status set. Errors that are
// not about what was typed, or what is missing, are given back, for onError.
func wrongForm(c *fiber.Ctx, values map[string]string, err error) (view.Form, error) {
	f := door.FailureOf(err)
	switch f.Err.Kind {
	case forum.Invalid, forum.Conflict, forum.TooMany, forum.TooLarge, forum.Unsupported, forum.Unavailable:
	default:
		return view.Form{}, err
	}
	if f.Err.RetryAfter > 0 {
		c.Set(fiber.HeaderRetryAfter, strconv.Itoa(f.Err.RetryAfter))
	}
	c.Status(f.Status)
	return view.FormError(door.Printer(c), values, f.Err), nil
}

// elsewhere is err about the field as the form calls it.
func elsewhere(err error, names map[string]string) error {
	var e *forum.Error
	if !errors.As(err, &e) || names[e.Field] == "" {
		return err
	}
	renamed := *e
	renamed.Field = names[e.Field]
	return &renamed
}

// hush keeps a page that shows a secret out of every cache.
func hush(c *fiber.Ctx, err error) error {
	c.Set(fiber.HeaderCacheControl, "no-store")
	return err
}

// signedIn is nil for people of the network. A page that is theirs alone is
// not found for visitors; what they send needs signing in.
func signedIn(c *fiber.Ctx) error {
	switch {
	case door.Viewer(c).SignedIn():
		return nil
	case c.Method() == fiber.MethodGet || c.Method() == fiber.MethodHead:
		return forum.Missing()
	}
	return forum.Refused(forum.SignedOut, "error.signed_out")
}

// forPeople makes a handler answer signed-in people only.
func forPeople(h fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if err := signedIn(c); err != nil {
			return err
		}
		return h(c)
	}
}

// forOrganisers makes a handler answer organisers only: to others the page is
// not there.
func forOrganisers(h fiber.Handler) fiber.Handler {
	return forPeople(func(c *fiber.Ctx) error {
		if !door.Viewer(c).Organiser() {
			return forum.Missing()
		}
		return h(c)
	})
}
