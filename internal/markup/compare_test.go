package markup

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"plenary/internal/forum"
)

// written gives a difference as [-went-]{+came+}, pictures as <what they show>.
func written(d forum.Difference) string {
	var b strings.Builder
	for _, p := range d.Pieces {
		text := p.Text
		if p.Picture {
			text = "<" + text + ">"
		}
		b.WriteString(map[forum.PieceKind]string{forum.Went: "[-" + text + "-]", forum.Came: "{+" + text + "+}", forum.Stayed: text}[p.Kind])
	}
	for word, said := range map[string]bool{" links": d.Links, " form": d.Form, " layout": d.Layout} {
		if said {
			b.WriteString(word)
		}
	}
	return b.String()
}

func TestCompare_saysWhatChangedWordByWord(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"<p>alike</p>", "<p>alike</p>", "alike"},
		{"<p>Two of our clinics do.</p>", "<p>Three of our clinics do.</p>", "[-Two-]{+Three+} of our clinics do."},
		{"<p>it ends</p>", "<p>it ends.</p>", "it ends{+.+}"},
		{"<p>call in two days</p>", "<p>call in one week</p>", "call in [-two days-]{+one week+}"},
		{"<p>a b c</p>", "<p>x b z</p>", "[-a-]{+x+} b [-c-]{+z+}"},
		{"<p>one</p><p>two</p>", "<p>one</p><p>new</p><p>two</p>", "one\n\n{+new\n\n+}two"},
		{"<p>educación</p>", "<p>educacion</p>", "[-educación-]{+educacion+}"},
		{"<p>so 👩‍👩‍👧 it is</p>", "<p>so 👩‍👩‍👦 it is</p>", "so [-👩‍👩‍👧-]{+👩‍👩‍👦+} it is"},
		{"", "<p>first words</p>", "{+first words+}"},
		{"<p>all of it</p>", "", "[-all of it-]"},
		{"<p>a <strong>word</strong></p>", "<p>a word</p>", "a word form"},
		{`<p>see <a href="https://a.example/">here</a></p>`, `<p>see <a href="https://b.example/">here</a></p>`, "see here links"},
		{"<p>a heading</p>", "<h2>a heading</h2>", "a heading layout"},
		{"<ul><li>x</li><li>y</li></ul>", "<ol><li>x</li><li>y</li></ol>", "x\ny layout"},
		{`<p><img src="/files/1/a.png" alt="a map"></p>`, `<p><img src="/files/2/b.png" alt="a map"></p>`, "[-<a map>-]{+<a map>+}"},
		{`<p>x</p>`, `<p>x <img src="/files/2/b.png" alt=""></p>`, "x{+ +}{+<>+}"},
		{`<ul class="tasks"><li class="task" data-checked="false">call</li></ul>`, `<ul class="tasks"><li class="task" data-checked="true">call</li></ul>`, "[-[ ] -]{+[x] +}call"},
		{"<p>a</p><p>b</p>", "<p>a</p><hr><p>b</p>", "a\n\n{+———\n\n+}b"},
		{"<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>", "<table><tbody><tr><td>a</td><td>c</td></tr></tbody></table>", "a\t[-b-]{+c+}"},
		{"<p>a &lt;b&gt; &amp; c</p>", "<p>a &lt;b&gt; c</p>", "a <b> [-& -]c"},
	} {
		d := Compare(forum.SafeHTML(c.before), forum.SafeHTML(c.after))
		if got := written(d); got != c.want {
			t.Errorf("%s → %s\n got %q\nwant %q", c.before, c.after, got, c.want)
		}
		if alike := c.before == c.after; d.None() != alike {
			t.Errorf("%s → %s: none is %v", c.before, c.after, d.None())
		}
	}
}

// Whatever the two texts are, what stayed and went is the one, and what stayed
// and came is the other.
func TestCompare_losesNoWord(t *testing.T) {
	texts := []string{"", "a b c d", "d c b a", "the quick brown fox jumps", "the slow brown fox, jumps!", "a\u00a0b 👍🏽 c", "x y x y x y"}
	for _, before := range texts {
		for _, after := range texts {
			var was, is string
			for _, p := range Compare(forum.SafeHTML("<p>"+before+"</p>"), forum.SafeHTML("<p>"+after+"</p>")).Pieces {
				if p.Kind != forum.Came {
					was += p.Text
				}
				if p.Kind != forum.Went {
					is += p.Text
				}
			}
			if was != before || is != after {
				t.Errorf("%q → %q came out as %q → %q", before, after, was, is)
			}
		}
	}
}

// The largest posts that share every second word, and those that share none,
// are compared in a bounded time.
func TestCompare_takesABoundedTime(t *testing.T) {
	var a, b, c strings.Builder
	for i := range 15_000 {
		fmt.Fprintf(&a, "w%d x ", i)
		fmt.Fprintf(&b, "v%d x ", i)
		fmt.Fprintf(&c, "%d ", 15_000-i)
	}
	for _, after := range []string{b.String(), c.String()} {
		began := time.Now()
		d := Compare(forum.SafeHTML("<p>"+a.String()+"</p>"), forum.SafeHTML("<p>"+after+"</p>"))
		if took := time.Since(began); took > 10*time.Second || d.None() {
			t.Errorf("took %v", took)
		}
		t.Log(time.Since(began))
	}
}
