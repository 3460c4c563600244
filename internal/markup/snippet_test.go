package markup

import (
	"strings"
	"testing"
)

func TestSnippet(t *testing.T) {
	long := strings.Repeat("relleno ", 50)
	for _, c := range []struct {
		name, text string
		terms      []string
		limit      int
		want       string
	}{
		{"accents and case", "La Educación popular", []string{"educacion"}, 100, "La <mark>Educación</mark> popular"},
		{"accents in the term", "la educacion", []string{"EDUCACIÓN"}, 100, "la <mark>educacion</mark>"},
		{"whole words", "educacional educación", []string{"educacion"}, 100, "educacional <mark>educación</mark>"},
		{"starts of words", "educacional", []string{"educ*"}, 100, "<mark>educacional</mark>"},
		{"a phrase", "support peer support", []string{"peer support"}, 100, "support <mark>peer support</mark>"},
		{"a phrase over a line", "peer\n\nsupport", []string{"peer support"}, 100, "<mark>peer support</mark>"},
		{"markup in the text", "<b>x</b> & \"y\"", []string{"x"}, 100, "&lt;b&gt;<mark>x</mark>&lt;/b&gt; &amp; &#34;y&#34;"},
		{"syntax in the term", "a * b", []string{`"`, "*", "<mark>", ""}, 100, "a * b"},
		{"nothing found", "one two three four", []string{"five"}, 9, "one two …"},
		{"no terms", "one", nil, 100, "one"},
		{"no text", "", []string{"x"}, 100, ""},
		{"from the middle", long + "the quick word here " + long, []string{"quick"}, 40, "… the <mark>quick</mark> word here relleno relleno …"},
		{"where most terms stand", "quick " + long + "slow quick fox " + long, []string{"quick", "fox"}, 30, "… slow <mark>quick</mark> <mark>fox</mark> relleno …"},
		{"decomposed accents", "educacio\u0301n", []string{"educación"}, 100, "<mark>educacio\u0301n</mark>"},
		{"every hit in the window", long + "Ñandú, ñandu y NANDÚ " + long + "ñandú", []string{"ñandu"}, 40, "… relleno <mark>Ñandú</mark>, <mark>ñandu</mark> y <mark>NANDÚ</mark> relleno …"},
		{"the first window that has all", "fox " + long + "quick fox here " + long + "fox quick", []string{"quick", "fox"}, 30, "… <mark>quick</mark> <mark>fox</mark> here relleno …"},
		{"a phrase that breaks off", "peer supp peer support", []string{"peer support"}, 100, "peer supp <mark>peer support</mark>"},
		{"what two letters are one of", "ﬁnal Straße", []string{"fin*", "strasse"}, 100, "<mark>ﬁnal</mark> <mark>Straße</mark>"},
		{"a word longer than the limit", strings.Repeat("x", 50), []string{"y"}, 10, "xxxxxxxxxx …"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := string(Snippet(c.text, c.terms, c.limit)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
