package httpd

import (
	"errors"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

// typed reads fields of the form that was sent. Only the body counts: an
// address can't fill in a form.
func typed(c *fiber.Ctx, names ...string) map[string]string {
	values := make(map[string]string, len(names))
	for _, name := range names {
		values[name] = field(c, name)
	}
	return values
}

// field is one field of the form that was sent, "" if it is not there.
func field(c *fiber.Ctx, name string) string {
	if form, err := c.MultipartForm(); err == nil {
		if all := form.Value[name]; len(all) > 0 {
			return door.Clean(all[0])
		}
		return ""
	}
	return door.Clean(string(c.Context().PostArgs().Peek(name)))
}

// number reads a number from a form or address: 0 where there is none, -1 where
// it is not one.
func number(s string) int64 {
	if s = strings.TrimSpace(s); s == "" {
		return 0
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		return -1
	}
	return n
}

// idOf is the id in an address; NotFound if it is none.
func idOf[T ~int64](c *fiber.Ctx, name string) (T, error) {
	n := number(c.Params(name))
	if n < 1 {
		return 0, forum.Missing()
	}
	return T(n), nil
}

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

// seeOther answers a form that was done: the path is one of ours.
func seeOther(c *fiber.Ctx, path string) error {
	return c.Redirect(path, fiber.StatusSeeOther)
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
