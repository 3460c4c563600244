// Package door is what the front doors, pages and API, share: who is asking,
// in which language, how an error becomes a status, and limits on how much one
// asker may do.
package door

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/forum"
	"plenary/web/lang"
)

const (
	viewerKey  = "viewer"
	personKey  = "person"
	tokenKey   = "token"
	requestKey = "request"
)

// SetViewer says who asks: v, the person behind it, and the token if they came
// by one.
func SetViewer(c *fiber.Ctx, v forum.Viewer, p forum.Person, t forum.TokenID) {
	c.Locals(viewerKey, v)
	c.Locals(personKey, p)
	c.Locals(tokenKey, t)
}

// Viewer is who asks.
func Viewer(c *fiber.Ctx) forum.Viewer {
	v, ok := c.Locals(viewerKey).(forum.Viewer)
	if !ok {
		return forum.Viewer{Lang: lang.Match(c.Get(fiber.HeaderAcceptLanguage))}
	}
	return v
}

// Person is the account of who asks; the zero Person for visitors.
func Person(c *fiber.Ctx) forum.Person {
	p, _ := c.Locals(personKey).(forum.Person)
	return p
}

// Token is the API token that the asker came by; 0 if none.
func Token(c *fiber.Ctx) forum.TokenID {
	t, _ := c.Locals(tokenKey).(forum.TokenID)
	return t
}

// Printer words things in the asker's language.
func Printer(c *fiber.Ctx) *lang.Printer { return lang.In(Viewer(c).Lang) }

// SetRequestID names the request in logs and answers.
func SetRequestID(c *fiber.Ctx, id string) { c.Locals(requestKey, id) }

// RequestID names the request.
func RequestID(c *fiber.Ctx) string {
	id, _ := c.Locals(requestKey).(string)
	return id
}

var statusOf = map[forum.Kind]int{
	forum.Internal:    fiber.StatusInternalServerError,
	forum.Malformed:   fiber.StatusBadRequest,
	forum.SignedOut:   fiber.StatusUnauthorized,
	forum.Forbidden:   fiber.StatusForbidden,
	forum.NotFound:    fiber.StatusNotFound,
	forum.Conflict:    fiber.StatusConflict,
	forum.TooLarge:    fiber.StatusRequestEntityTooLarge,
	forum.Unsupported: fiber.StatusUnsupportedMediaType,
	forum.Invalid:     fiber.StatusUnprocessableEntity,
	forum.TooMany:     fiber.StatusTooManyRequests,
	forum.NotBuilt:    fiber.StatusNotImplemented,
	forum.Unavailable: fiber.StatusServiceUnavailable,
}

// Failure is an error as a front door shows it.
type Failure struct {
	Status int
	Title  string // a key of web/lang, without parameters
	Err    *forum.Error
}

// FailureOf makes of any error one that can be shown: what is not ours becomes
// a bland sentence. What the router says (405, 413, 426 …) keeps its status.
func FailureOf(err error) Failure {
	var ours *forum.Error
	var router *fiber.Error
	switch {
	case errors.As(err, &ours):
	case errors.As(err, &router):
		return routerFailure(router)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		ours = &forum.Error{Kind: forum.Unavailable, Msg: "error.unavailable", RetryAfter: 2, Err: err}
	default:
		ours = &forum.Error{Kind: forum.Internal, Msg: "error.internal", Err: err}
	}
	if ours.Kind == forum.Internal {
		ours = &forum.Error{Kind: forum.Internal, Msg: "error.internal", Err: err}
	}
	return Failure{Status: statusOf[ours.Kind], Title: titleOf(statusOf[ours.Kind]), Err: ours}
}

func routerFailure(e *fiber.Error) Failure {
	kind, msg := forum.Malformed, "error.malformed"
	switch e.Code {
	case fiber.StatusNotFound:
		kind, msg = forum.NotFound, "error.not_found"
	case fiber.StatusRequestEntityTooLarge:
		kind, msg = forum.TooLarge, "error.too_large"
	case fiber.StatusMethodNotAllowed:
		msg = "error.method"
	case fiber.StatusUpgradeRequired:
		msg = "error.upgrade"
	case fiber.StatusUnsupportedMediaType:
		kind, msg = forum.Unsupported, "error.media_type"
	}
	f := Failure{Status: e.Code, Title: titleOf(e.Code), Err: &forum.Error{Kind: kind, Msg: msg, Err: e}}
	if e.Code >= 500 {
		f.Err = &forum.Error{Kind: forum.Internal, Msg: "error.internal", Err: e}
	}
	return f
}

func titleOf(status int) string {
	switch status {
	case 400, 401, 403, 404, 405, 409, 413, 415, 422, 426, 429, 501, 503:
		return "error.title_" + string(rune('0'+status/100)) + string(rune('0'+status/10%10)) + string(rune('0'+status%10))
	}
	return "error.title_500"
}

// Clean is a string from outside as valid UTF-8 without NUL.
func Clean(s string) string {
	if utf8.ValidString(s) && !strings.Contains(s, "\x00") {
		return s
	}
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\x00", "")
}
