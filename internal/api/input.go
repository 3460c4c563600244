package api

import (
	"encoding/json"
	"mime"
	"time"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
	"plenary/internal/forum"
)

// input is a JSON object that came in. Its members are taken by exact name;
// those that nobody takes are ignored. The first that has the wrong type is
// remembered in err.
type input struct {
	members map[string]json.RawMessage
	err     error
}

// readInput reads a request's body. Unsupported if it does not say that it is
// JSON, Malformed if it isn't, Invalid if it is no object.
func readInput(c *fiber.Ctx) (*input, error) {
	media, _, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
	if err != nil || media != fiber.MIMEApplicationJSON {
		return nil, forum.Refused(forum.Unsupported, "api.media_type", "Type", fiber.MIMEApplicationJSON)
	}
	body := c.Body()
	if !utf8.Valid(body) || !json.Valid(body) {
		return nil, forum.Refused(forum.Malformed, "api.not_json")
	}
	in := &input{}
	if json.Unmarshal(body, &in.members) != nil || in.members == nil {
		return nil, forum.Refused(forum.Invalid, "api.not_object")
	}
	return in, nil
}

// given reports whether a member is there and not null.
func (in *input) given(name string) bool {
	raw, there := in.members[name]
	return there && string(raw) != "null"
}

// null reports whether a member is there and null.
func (in *input) null(name string) bool { return string(in.members[name]) == "null" }

func (in *input) wrong(name, msg string, args ...any) {
	if in.err == nil {
		in.err = forum.Wrong(name, msg, args...)
	}
}

// optional is a member as a T; nil if it is absent or null.
func optional[T any](in *input, name, msg string) *T {
	if !in.given(name) {
		return nil
	}
	var value T
	if json.Unmarshal(in.members[name], &value) != nil {
		in.wrong(name, msg)
		return nil
	}
	return &value
}

// text is a string; nil if it is absent or null.
func (in *input) text(name string) *string {
	s := optional[string](in, name, "api.text")
	if s != nil {
		*s = door.Clean(*s)
	}
	return s
}

// flag is true or false; nil if it is absent or null.
func (in *input) flag(name string) *bool { return optional[bool](in, name, "api.flag") }

// id is the id of something, from 1; 0 if it is absent or null.
func (in *input) id(name string) int64 {
	n := optional[int64](in, name, "api.id")
	switch {
	case n == nil:
		return 0
	case *n < 1:
		in.wrong(name, "api.id")
		return 0
	}
	return *n
}

// time is an RFC 3339 time; nil if it is absent or null. What lies outside
// 1971–9999 is wrong: the database keeps no such times.
func (in *input) time(name string) *time.Time {
	s := in.text(name)
	if s == nil {
		return nil
	}
	t, err := time.Parse(time.RFC3339, *s)
	if err != nil || t.UTC().Year() < 1971 || t.UTC().Year() > 9999 {
		in.wrong(name, "api.time")
		return nil
	}
	return &t
}

// never says that members can't be null: leaving them out leaves them as they
// are.
func (in *input) never(names ...string) {
	for _, name := range names {
		if in.null(name) {
			in.wrong(name, "api.null")
		}
	}
}

// needs says that members can't be absent.
func (in *input) needs(names ...string) {
	for _, name := range names {
		if !in.given(name) {
			in.wrong(name, "error.required")
		}
	}
}

// as is s as another kind of string; nil stays nil.
func as[T ~string](s *string) *T {
	if s == nil {
		return nil
	}
	t := T(*s)
	return &t
}

// or is what s points to, or the zero value.
func or[T any](s *T) T {
	if s == nil {
		var zero T
		return zero
	}
	return *s
}
