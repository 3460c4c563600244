package markup

import (
	"strings"
	"testing"

	"plenary/internal/forum"
)

var (
	photo = forum.File{ID: 1, Name: "the bridge.jpg", Type: "image/jpeg", Size: 3 << 20, Width: 4000, Height: 3000, Blur: strings.Repeat("Ab1+", 50) + "A=="}
	sheet = forum.File{ID: 2, Name: "Budget, 2026.xlsx", Type: "application/zip", Size: 123_456}
	small = forum.File{ID: 3, Name: "a,b.png", Type: "image/png", Size: 900, Width: 300, Height: 200}
	about = map[forum.FileID]forum.File{1: photo, 2: sheet, 3: small}
)

func TestDress_tellsPagesWhatIsKnownOfFiles(t *testing.T) {
	const lazy = ` loading="lazy" decoding="async"/>`
	for name, c := range map[string]struct{ source, want string }{
		"picture": {`![A bridge](/files/1/old-name.jpg)`,
			`<p><a href="/files/1/the%20bridge.jpg"><img src="/files/1/the%20bridge.jpg" alt="A bridge" width="4000" height="3000"` +
				` srcset="/files/1/the%20bridge.jpg?w=400 400w, /files/1/the%20bridge.jpg?w=800 800w, /files/1/the%20bridge.jpg?w=1600 1600w"` +
				` sizes="(min-width: 48rem) 40rem, 100vw" data-blur="` + photo.Blur + `"` + lazy + `</a></p>`},
		"decoration": {`![](/files/3/a,b.png)`, `<p><a href="/files/3/a%2Cb.png" title="a,b.png"><img src="/files/3/a%2Cb.png" alt="" width="300" height="200"` + lazy + `</a></p>`},
		"linked already": {`[![A square](/files/3/x)](https://example.org)`, `<p><a href="https://example.org" rel="ugc nofollow noopener noreferrer">` +
			`<img src="/files/3/a%2Cb.png" alt="A square" width="300" height="200"` + lazy + `</a></p>`},
		"file":       {`[The budget](/files/2/Budget.xlsx)`, `<p><a class="file" href="/files/2/Budget.xlsx" data-file="XLSX · 121 KB">The budget</a></p>`},
		"of another": {`![x](/files/9/x.png) [y](/files/8/y.pdf)`, `<p><img src="/files/9/x.png" alt="x"` + lazy + ` <a href="/files/8/y.pdf">y</a></p>`},
	} {
		t.Run(name, func(t *testing.T) {
			plain := render(t, c.source, forum.Markdown)
			got := Dress(plain.HTML, about)
			if string(got) != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if again := Dress(got, about); again != got {
				t.Errorf("twice gives %s", again)
			}
			if again, same := Again(got); !same {
				t.Errorf("the policy makes %s of it", again)
			}
			for _, fault := range faults(Result{HTML: got}) {
				t.Error(fault)
			}
			// what an editor hands back is the text, without what pages are told
			if back := render(t, string(got), forum.HTML); Dress(back.HTML, about) != got {
				t.Errorf("comes back as %s", Dress(back.HTML, about))
			}
		})
	}
}

func TestDress_keepsProportions(t *testing.T) {
	for source, want := range map[string]string{
		`<img src="/files/1/x" alt="x" width="200" height="9999">`: `width="200" height="150"`,
		`<img src="/files/1/x" alt="x" width="9000" height="1">`:   `width="4000" height="3000"`,
		`<img src="/files/1/x" alt="x">`:                           `width="4000" height="3000"`,
	} {
		if got := Dress(render(t, source, forum.HTML).HTML, about); !strings.Contains(string(got), want) {
			t.Errorf("%s gives %s", source, got)
		}
	}
	wide := map[forum.FileID]forum.File{1: {ID: 1, Name: "x.png", Type: "image/png", Width: 40_000, Height: 1000}}
	if got := Dress(render(t, "![x](/files/1/x)", forum.Markdown).HTML, wide); !strings.Contains(string(got), `width="10000" height="250"`) {
		t.Errorf("very wide: %s", got)
	}
}

func TestDress_letsNobodyChooseWhatIsLoaded(t *testing.T) {
	for _, source := range []string{
		`<img src="/files/1/x" alt="x" srcset="https://evil.example/x 1x, //evil.example/y 2x" sizes="1px" data-blur="x">`,
		`<a href="/files/2/x" class="file" data-file="EXE · 1 B">x</a>`,
	} {
		got := string(render(t, source, forum.HTML).HTML)
		for _, bad := range []string{"srcset", "sizes", "data-blur", "data-file", "evil", "class"} {
			if strings.Contains(got, bad) {
				t.Errorf("%s gives %s", source, got)
			}
		}
	}
	for _, bad := range []string{
		`<img src="/files/1/x" alt="" srcset="https://evil.example/x 400w, /files/1/x 800w"/>`,
		`<img src="/files/1/x" alt="" srcset="/files/1/x?w=400 400w, //evil.example/x 800w"/>`,
		`<img src="/files/1/x" alt="" sizes="9000px"/>`,
		`<img src="/files/1/x" alt="" data-blur="javascript:alert(1)//aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"/>`,
	} {
		if _, same := Again(forum.SafeHTML(bad)); same {
			t.Errorf("the policy lets %s through", bad)
		}
	}
}
