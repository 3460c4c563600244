package markup

import (
	"slices"
	"testing"

	"plenary/internal/forum"
)

func TestOutward_listsLinksToOtherSitesAlone(t *testing.T) {
	h := forum.SafeHTML(`<p><a href="/files/1/x">ours</a> <a href="https://example.org/a" rel="` + foreignRel + `">the <strong>whole</strong>
		study</a></p><ul><li><a href="https://example.org/b" rel="` + foreignRel + `"><img src="/files/2/x" alt="y"/></a></li></ul>`)
	want := []forum.Link{{URL: "https://example.org/a", Text: "the whole study"}, {URL: "https://example.org/b"}}
	if got := Outward(h); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
