package seek

import (
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"
)

// Whatever is typed is taken apart without failing, into a bounded number of
// terms; and what the full text is asked for is quoted words and nothing else.
func FuzzParse(f *testing.F) {
	for _, typed := range []string{
		`promotora training`, `"exact words" rest`, `group:ops by:@ana after:2026-01-01 before:2026-02-01`, `in:people ana`, `after:2026-13-45`, `:`, `a:`, `by:`,
		`"never closed`, `""`, `" "`, `NEAR(a b) AND NOT c*`, `title:x OR ^y`, `a"b"c`, `{a b}:c`, `-x +y`, "\x00", "\xff\xfe", "ñandú 漢字 🎉", "a\u00a0b", `by:""""`,
		strings.Repeat("w ", 600), strings.Repeat("ا", 700), "e\u0301", `group:"a b"`,
	} {
		f.Add(typed, "")
		f.Add(typed, "people")
	}
	f.Fuzz(func(t *testing.T, typed, in string) {
		q := Parse(typed, in, time.UTC)
		if len(q.Terms) > maxTerms || len(q.Groups)+len(q.By) > 500 {
			t.Errorf("%d terms, %d groups, %d people", len(q.Terms), len(q.Groups), len(q.By))
		}
		for _, term := range q.Terms {
			if Match([]string{term}, false) == "" {
				t.Errorf("%q looks for nothing", term)
			}
		}
		match := Match(q.Terms, q.Open)
		if (match == "") != (len(q.Terms) == 0) {
			t.Errorf("%q of %q", match, q.Terms)
		}
		quoted := false
		for _, r := range match {
			switch {
			case r == '"':
				quoted = !quoted
			case quoted && r != ' ' && !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r):
				t.Errorf("%q within quotes of %q", r, match)
			case !quoted && r != ' ' && r != '*':
				t.Errorf("%q outside quotes of %q", r, match)
			}
		}
		if quoted || strings.Contains(match, `""`) || strings.Contains(strings.TrimSuffix(match, "*"), "*") || !utf8.ValidString(match) {
			t.Errorf("%q", match)
		}
	})
}
