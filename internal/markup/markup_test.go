package markup

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"plenary/internal/forum"
	"plenary/web/lang"
)

func TestParse_refusesWhatIsTooMuch(t *testing.T) {
	nest := func(tag string, n int) string {
		return strings.Repeat("<"+tag+">", n) + "x" + strings.Repeat("</"+tag+">", n)
	}
	for _, c := range []struct {
		name, source string
		format       forum.Format
		want         forum.Kind
		msg          string // "" is accepted
	}{
		{"the largest source", strings.Repeat("word ", forum.MaxSource/5), forum.Text, 0, ""},
		{"a byte more", strings.Repeat("x", forum.MaxSource+1), forum.Text, forum.TooLarge, "error.source_too_large"},
		{"100 levels", nest("div", 100), forum.HTML, 0, ""},
		{"101 levels", nest("div", 101), forum.HTML, forum.Invalid, "error.too_deep"},
		{"99 quotes and a paragraph", nest("blockquote", 99), forum.HTML, 0, ""},
		{"100 quotes and a paragraph", nest("blockquote", 100), forum.HTML, forum.Invalid, "error.too_deep"},
		{"paragraphs that nobody closed", strings.Repeat("<p>x", 5000), forum.HTML, 0, ""},
		{"items and cells that nobody closed", strings.Repeat("<li>x", 500) + "</ul><table>" + strings.Repeat("<tr><td>x", 500), forum.HTML, 0, ""},
		{"empty elements", strings.Repeat("<br><img><wbr><hr>", 500), forum.HTML, 0, ""},
		{"99 quotes in Markdown", strings.Repeat("> ", 99) + "x", forum.Markdown, 0, ""},
		{"101 quotes in Markdown", strings.Repeat("> ", 101) + "x", forum.Markdown, forum.Invalid, "error.too_intricate"},
		{"101 tight quotes in Markdown", strings.Repeat(">", 101) + "x", forum.Markdown, forum.Invalid, "error.too_deep"},
		{"a hundred links in Markdown", strings.Repeat("[x](https://example.org/) *x* `x`\n", 1000), forum.Markdown, 0, ""},
		{"brackets without end in Markdown", strings.Repeat("[a](", 5000), forum.Markdown, forum.Invalid, "error.too_intricate"},
		{"emphasis without end in Markdown", strings.Repeat("**a *b ", 8000), forum.Markdown, forum.Invalid, "error.too_intricate"},
		{"another format", "x", "rtf", forum.Invalid, "error.format"},
		{"no format", "x", "", forum.Invalid, "error.format"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := own.Parse(c.source, c.format)
			if c.msg == "" {
				if err != nil {
					t.Fatal(err)
				}
				r := d.Render(people)
				if s := unstable(r); s != "" && len(r.HTML) <= forum.MaxSource {
					t.Errorf("%.500s", s)
				}
				return
			}
			var e *forum.Error
			if !errors.As(err, &e) || e.Kind != c.want || e.Msg != c.msg {
				t.Fatalf("got %v, want kind %v, %s", err, c.want, c.msg)
			}
			for _, l := range forum.Langs {
				if said := lang.In(l).Error(e); said == e.Msg || strings.Contains(said, "<no value>") {
					t.Errorf("%s: %q", l, said)
				}
			}
		})
	}
}

func TestParse_cleansWhatIsNoText(t *testing.T) {
	for _, f := range formats {
		r := render(t, "a\x00b\xffc\r\nd\u202e", f)
		if strings.ContainsAny(r.Text, "\x00\r\u202e") || !strings.HasPrefix(r.Text, "ab\uFFFDc") {
			t.Errorf("%s: %q", f, r.Text)
		}
	}
	if r := render(t, " \n\u200b\n<p></p>&nbsp;", forum.HTML); r.HTML != "" || r.Text != "" {
		t.Errorf("nothing to see gives %q, %q", r.HTML, r.Text)
	}
}

func TestRender_tellsWhatItRefersTo(t *testing.T) {
	r := render(t, `@ana @ben @ana @nobody @group ![x](/files/3/a.png) [y](/files/4/b.pdf?x) [z](/files/3/a.png)
https://own.example/files/5/c.pdf https://example.org/ [w](https://example.org/w)`, forum.Markdown)
	if got, want := r.Handles, []string{"ana", "ben", "nobody", "group"}; !slices.Equal(got, want) {
		t.Errorf("handles %v, want %v", got, want)
	}
	if got, want := r.Mentioned, []forum.UserID{7, 8}; !slices.Equal(got, want) {
		t.Errorf("mentioned %v, want %v", got, want)
	}
	if got, want := r.Files, []forum.FileID{3, 4, 5}; !slices.Equal(got, want) {
		t.Errorf("files %v, want %v", got, want)
	}
	if !r.Group || r.Links != 2 || r.Pictures != 1 {
		t.Errorf("group %v, %d links, %d pictures", r.Group, r.Links, r.Pictures)
	}
}

func TestRender_linksOnlyPeopleItIsGiven(t *testing.T) {
	d, err := own.Parse("@ana and @group", forum.Text)
	if err != nil {
		t.Fatal(err)
	}
	if got := d.Render(people).HTML; !strings.Contains(string(got), `data-person="7"`) {
		t.Fatalf("ana is known: %s", got)
	}
	if got := d.Render(nil); got.HTML != "<p>@ana and @group</p>" || got.Group || len(got.Mentioned) > 0 {
		t.Errorf("nobody is known: %+v", got)
	}
}

func TestRender_isSafeForConcurrentUse(t *testing.T) {
	d, err := own.Parse("**@ana** https://example.org", forum.Markdown)
	if err != nil {
		t.Fatal(err)
	}
	want := d.Render(people).HTML
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if got := d.Render(people).HTML; got != want {
				t.Errorf("got %s", got)
			}
			if got := render(t, "**@ana** https://example.org", forum.Markdown).HTML; got != want {
				t.Errorf("got %s", got)
			}
		})
	}
	all.Wait()
}

func TestSite_knowsItsOwnAddresses(t *testing.T) {
	s := NewSite("https://Plenary.example:443/", "http://localhost:8080", "nonsense", "")
	for raw, want := range map[string]string{
		"https://plenary.example/groups/ops": "/groups/ops",
		"http://plenary.example":             "/",
		"http://localhost:8080/a?b=c#d":      "/a?b=c#d",
		"http://localhost:9090/a":            "http://localhost:9090/a",
		"https://plenary.example//x.example": "/x.example",
		"https://x.plenary.example/":         "https://x.plenary.example/",
		"//plenary.example/a":                "/a",
		"//other.example/a":                  "https://other.example/a",
		"/a/../b":                            "/a/../b",
		"/%2fx.example":                      "/%2fx.example",
		"http://":                            "",
		"http:x":                             "",
		"https:///x":                         "",
		"nonsense":                           "",
		"mailto:ana@example.org?subject=x":   "mailto:ana@example.org?subject=x",
		"mailto:":                            "",
		"tel:x":                              "",
		"ftp://example.org/":                 "",
	} {
		if got := s.href(raw); got != want {
			t.Errorf("href(%q) = %q, want %q", raw, got, want)
		}
	}
	if got := (Site{}).href("https://plenary.example/a"); got != "https://plenary.example/a" {
		t.Errorf("no site owns %q", got)
	}
	for raw, want := range map[string]forum.FileID{
		"/files/12/a.png": 12, "/files/12/a%20b.png?x": 12, "/files/0/a.png": 0, "/files/12/": 0, "/files/12": 0,
		"/files/12/a/b": 0, "/files/12/..": 0, "/files/12/%2e%2E": 0, "/files/12/a%2fb": 0, "/files/x/a.png": 0,
	} {
		if got := fileOf(raw); got != want {
			t.Errorf("fileOf(%q) = %d, want %d", raw, got, want)
		}
	}
}

func TestPlain(t *testing.T) {
	if got := own.Plain("a <b>\nhttps://own.example/x @ana"); got != `<p>a &lt;b&gt;<br/><a href="/x">https://own.example/x</a> @ana</p>` {
		t.Errorf("got %s", got)
	}
	if got := own.Plain(strings.Repeat("x", forum.MaxSource+1)); got != "" {
		t.Errorf("too large gives %d bytes", len(got))
	}
}

func TestAgain_findsWhatTodaysPolicyWouldChange(t *testing.T) {
	stored := render(t, "# Hi @ana\n\n- [x] *one* https://example.org", forum.Markdown).HTML
	if got, same := Again(stored); !same || got != stored {
		t.Errorf("changed to %s", got)
	}
	for stored, want := range map[forum.SafeHTML]forum.SafeHTML{
		`<p onclick="x">a</p>`:                        `<p>a</p>`,
		`<p>a<script>x</script>`:                      `<p>a</p>`,
		`<img src="https://evil.example/x" alt="a"/>`: `<img alt="a"/>`,
		`</div>a`: `a`,
	} {
		if got, same := Again(stored); same || got != want {
			t.Errorf("Again(%s) = %s, %v; want %s", stored, got, same, want)
		}
	}
	if got, same := Again(forum.SafeHTML(strings.Repeat("<blockquote>", 1000))); same || got != "" {
		t.Errorf("a broken row gives %.100s, %v", got, same)
	}
}

func TestPolicy_isWhatTheTestsHoldHarmless(t *testing.T) {
	got := map[string][]string{}
	for _, e := range Policy() {
		names := []string{}
		for _, a := range e.Attrs {
			names = append(names, a.Name)
			if !strings.HasPrefix(a.Pattern, "^") || !strings.HasSuffix(a.Pattern, "$") {
				t.Errorf("%s %s: %s leaves an end open", e.Name, a.Name, a.Pattern)
			}
		}
		slices.Sort(names)
		got[e.Name] = names
	}
	want := map[string][]string{}
	for name, attrs := range harmless {
		want[name] = append([]string{}, strings.Fields(attrs)...)
		slices.Sort(want[name])
	}
	if !maps.EqualFunc(got, want, slices.Equal) {
		t.Errorf("policy %v\nwant %v", got, want)
	}
	if _, err := json.Marshal(Policy()); err != nil {
		t.Error(err)
	}
	Policy()[0].Attrs[0].Pattern = "changed by a caller"
	if Policy()[0].Attrs[0].Pattern == "changed by a caller" {
		t.Error("a caller can change the policy")
	}
}
