package given

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"plenary/internal/forum"
)

// Whatever is sent as a body, it is an object whose members can be asked for
// anything, or refused for one of the three reasons.
func FuzzObject(f *testing.F) {
	for _, body := range []string{
		`{"body":"**hi**","format":"markdown","reply_to":1,"pinned":true,"at":"2026-01-01T00:00:00Z"}`, `{"body":null}`, `{}`, `[]`, `null`, `"a"`, `1`, ``,
		`{"body":"\u0000\ud800","reply_to":-1,"at":"0000-01-01T00:00:00Z"}`, `{"reply_to":1e400}`, `{"reply_to":9223372036854775808}`, `{"body":1,"body":"2"}`,
		`{"at":"9999-12-31T23:59:59-23:59"}`, `{"pinned":"true"}`, "{\"body\":\"\xff\"}", `{"a":` + strings.Repeat("[", 200), `{"body":"x"} trailing`, "\ufeff{}",
	} {
		f.Add("application/json", []byte(body))
	}
	f.Add("application/json; charset=utf-16", []byte(`{}`))
	f.Add("text/plain", []byte(`{}`))
	f.Add(`application/json; a="`, []byte(`{}`))
	f.Fuzz(func(t *testing.T, kind string, body []byte) {
		in, err := Read(kind, body)
		if err != nil {
			if k := forum.KindOf(err); k != forum.Unsupported && k != forum.Malformed && k != forum.Invalid {
				t.Fatal(err)
			}
			return
		}
		for name := range in.Members {
			one := &Object{Members: in.Members}
			if s := one.Text(name); s != nil && (!utf8.ValidString(*s) || strings.Contains(*s, "\x00")) {
				t.Errorf("text %q", *s)
			}
			if id := one.ID(name); id < 0 {
				t.Errorf("id %d", id)
			}
			if at := one.Time(name); at != nil && (at.UTC().Year() < 1971 || at.UTC().Year() > 9999) {
				t.Errorf("time %v", at)
			}
			_ = one.Flag(name)
			one.Needs(name)
			one.Never(name)
			var ours *forum.Error
			if one.Err != nil && (!errors.As(one.Err, &ours) || ours.Kind != forum.Invalid || ours.Field != name) {
				t.Errorf("%q: %v", name, one.Err)
			}
			if one.Has(name) == one.Null(name) {
				t.Errorf("%q is there %v and null %v", name, one.Has(name), one.Null(name))
			}
		}
	})
}

// A cursor is taken by its own list alone, and gives the place it was made of;
// what is no cursor is invalid and nothing else.
func FuzzCursor(f *testing.F) {
	for _, c := range []string{Cursor("posts", 1), Cursor("search", 1, 2, 3), Cursor("posts"), "", "=", "cG9zdHMuMQ==", "cG9zdHMuMR", "\x00", strings.Repeat("A", 500),
		Cursor("posts", 1<<53), Cursor("posts.1", 2), Cursor("posts", -1)} {
		f.Add("posts", c, uint8(1))
		f.Add("search", c, uint8(3))
	}
	f.Fuzz(func(t *testing.T, name, cursor string, n uint8) {
		place, err := Place(name, cursor, int(n))
		if err != nil {
			if forum.KindOf(err) != forum.Invalid || place != nil {
				t.Fatal(place, err)
			}
			return
		}
		if len(place) != int(n) || slices.ContainsFunc(place, func(p int64) bool { return p < 0 || p >= 1<<53 }) {
			t.Errorf("%q: %v", cursor, place)
		}
		if again := Cursor(name, place...); again != cursor {
			t.Errorf("%q was made of %v, which makes %q", cursor, place, again)
		}
		if _, err := Place(name+"x", cursor, int(n)); err == nil {
			t.Errorf("%q is taken by another list", cursor)
		}
	})
}
