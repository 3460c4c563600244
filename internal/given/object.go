// Package given reads what came in with a request for the API: JSON objects, and
// the cursors of lists. It knows no server, so that anything may be tried on it.
package given

import (
	"encoding/json"
	"mime"
	"time"
	"unicode/utf8"

	"plenary/internal/door"
	"plenary/internal/forum"
)

// Object is a JSON object that came in. Its members are taken by exact name;
// those that nobody takes are ignored. The first that has the wrong type is
// remembered in Err.
type Object struct {
	Members map[string]json.RawMessage
	Err     error
}

// Read reads a body. Unsupported if its content type does not say that it is
// JSON, Malformed if it isn't, Invalid if it is no object.
func Read(contentType string, body []byte) (*Object, error) {
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil || media != jsonType {
		return nil, forum.Refused(forum.Unsupported, "api.media_type", "Type", jsonType)
	}
	if !utf8.Valid(body) || !json.Valid(body) {
		return nil, forum.Refused(forum.Malformed, "api.not_json")
	}
	in := &Object{}
	if json.Unmarshal(body, &in.Members) != nil || in.Members == nil {
		return nil, forum.Refused(forum.Invalid, "api.not_object")
	}
	return in, nil
}

const jsonType = "application/json"

// Has reports whether a member is there and not null.
func (in *Object) Has(name string) bool {
	raw, there := in.Members[name]
	return there && string(raw) != "null"
}

// Null reports whether a member is there and null.
func (in *Object) Null(name string) bool { return string(in.Members[name]) == "null" }

// Wrong notes what is wrong with a member, unless something was before.
func (in *Object) Wrong(name, msg string, args ...any) {
	if in.Err == nil {
		in.Err = forum.Wrong(name, msg, args...)
	}
}

// Optional is a member as a T; nil if it is absent or null.
func Optional[T any](in *Object, name, msg string) *T {
	if !in.Has(name) {
		return nil
	}
	var value T
	if json.Unmarshal(in.Members[name], &value) != nil {
		in.Wrong(name, msg)
		return nil
	}
	return &value
}

// Text is a string; nil if it is absent or null.
func (in *Object) Text(name string) *string {
	s := Optional[string](in, name, "api.text")
	if s != nil {
		*s = door.Clean(*s)
	}
	return s
}

// Flag is true or false; nil if it is absent or null.
func (in *Object) Flag(name string) *bool { return Optional[bool](in, name, "api.flag") }

// ID is the id of something, from 1; 0 if it is absent or null.
func (in *Object) ID(name string) int64 {
	n := Optional[int64](in, name, "api.id")
	switch {
	case n == nil:
		return 0
	case *n < 1:
		in.Wrong(name, "api.id")
		return 0
	}
	return *n
}

// Time is an RFC 3339 time; nil if it is absent or null. What lies outside
// 1971–9999 is wrong: the database keeps no such times.
func (in *Object) Time(name string) *time.Time {
	s := in.Text(name)
	if s == nil {
		return nil
	}
	t, err := time.Parse(time.RFC3339, *s)
	if err != nil || t.UTC().Year() < 1971 || t.UTC().Year() > 9999 {
		in.Wrong(name, "api.time")
		return nil
	}
	return &t
}

// Never says that members can't be null: leaving them out leaves them as they
// are.
func (in *Object) Never(names ...string) {
	for _, name := range names {
		if in.Null(name) {
			in.Wrong(name, "api.null")
		}
	}
}

// Needs says that members can't be absent.
func (in *Object) Needs(names ...string) {
	for _, name := range names {
		if !in.Has(name) {
			in.Wrong(name, "error.required")
		}
	}
}

// As is s as another kind of string; nil stays nil.
func As[T ~string](s *string) *T {
	if s == nil {
		return nil
	}
	t := T(*s)
	return &t
}

// Or is what s points to, or the zero value.
func Or[T any](s *T) T {
	if s == nil {
		var zero T
		return zero
	}
	return *s
}
