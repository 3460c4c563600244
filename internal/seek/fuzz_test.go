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
		strings.Repeat("w ", 600), strings.Repeat("ا", 700), "e\u0301", `group:"a b"`, "in:files in:people", "after:0000-01-01", "before:9999-12-31", `by:"a`, "\u0301",
	} {
		f.Add(typed, "")
		f.Add(typed, "people")
	}
	f.Fuzz(func(t *testing.T, typed, in string) {
		q := Parse(typed, in, time.UTC)
		if len(q.Terms) > maxTerms || len(q.Groups) > maxFilter || len(q.By) > maxFilter || len(q.Filters) > 2*maxFilter+3 {
			t.Errorf("%d terms, %d groups, %d people", len(q.Terms), len(q.Groups), len(q.By))
		}
		for _, filter := range q.Filters {
			rest := Parse(q.Without(filter), in, time.UTC)
			if len(q.Groups) < maxFilter && len(q.By) < maxFilter && len(rest.Filters) >= len(q.Filters) {
				t.Errorf("without %v: %v", filter, rest.Filters)
			}
		}
		if _, value, before := Last(typed); !strings.HasPrefix(typed, before) || len(value) > len(typed)-len(before) {
			t.Errorf("Last(%q) = %q after %q", typed, value, before)
		}
		match, last := q.Match()
		if (match+last == "") != (len(q.Terms) == 0) {
			t.Errorf("%q and %q of %q", match, last, q.Terms)
		}
		if len(q.Marked()) != len(q.Terms) {
			t.Errorf("%q of %q", q.Marked(), q.Terms)
		}
		quoted := false
		for _, r := range strings.ReplaceAll(match, `" AND "`, `""`) + `"` + last + `"` {
			switch {
			case r == '"':
				quoted = !quoted
			case !quoted || r != ' ' && !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r):
				t.Errorf("%q in %q and %q", r, match, last)
			}
		}
		if quoted || !utf8.ValidString(match) || !utf8.ValidString(last) {
			t.Errorf("%q and %q", match, last)
		}
	})
}
