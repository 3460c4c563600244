package markup

import (
	"strings"
	"testing"

	"plenary/internal/forum"
)

func BenchmarkRender(b *testing.B) {
	post := strings.Repeat(`<p>We <strong>met</strong> on <em>Tuesday</em>, @ana and I, see <a href="https://example.org/notes">the notes</a>.</p>`+
		`<ul><li><p>one</p></li><li><p>two &amp; three</p></li></ul><blockquote><p>quoted</p></blockquote>`, 10)
	for _, c := range []struct {
		name, source string
		format       forum.Format
	}{
		{"post of 2 kB", post, forum.HTML},
		{"line in a channel", "ready **when** you are, @ana: https://example.org/x", forum.Markdown},
		{"plain line", "ready when you are", forum.Text},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				d, err := own.Parse(c.source, c.format)
				if err != nil {
					b.Fatal(err)
				}
				d.Render(people)
			}
		})
	}
}

func BenchmarkSnippet(b *testing.B) {
	text := strings.Repeat("la educación popular y el apoyo entre pares ", 200)
	for b.Loop() {
		Snippet(text, []string{"educacion", "pares"}, 200)
	}
}
