package live

import (
	"encoding/json"
	"errors"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// Whatever a client sends is read as a saying or refused as malformed; what is
// read can be said again and means the same.
func FuzzFrames(f *testing.F) {
	for _, seed := range []string{
		`{"op":"watch","conversation":42,"after":812,"epoch":"x","lang":"es"}`, `{"op":"unwatch","conversation":42}`,
		`{"op":"typing","conversation":-1}`, `{"op":"watch","after":null,"lang":"other"}`, `{"OP":"watch","after":-1}`,
		`null`, `[]`, `{`, `"`, `{"op":1}`, "{\"op\":\"\xff\x00\"}", `{"conversation":1e3}`, `{"a":[[[[{}]]]]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := ParseSaying(data)
		if err != nil {
			if !errors.Is(err, ErrMalformed) || s != (Saying{}) {
				t.Errorf("%q: %v, %+v", data, err, s)
			}
			return
		}
		if s.After != nil && *s.After < 0 || !utf8.ValidString(s.Op+s.Epoch+s.Lang) {
			t.Errorf("%q: %+v", data, s)
		}
		said, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		again, err := ParseSaying(said)
		if diff := cmp.Diff(s, again); err != nil || diff != "" {
			t.Errorf("%q, said again: %v %s", data, err, diff)
		}
	})
}
