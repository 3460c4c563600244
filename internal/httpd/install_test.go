package httpd_test

import (
	"fmt"
	"image/png"
	"os"
	"strings"
	"testing"

	"plenary/internal/forumtest"
	"plenary/web"
)

// manifest is what a browser needs to install the network.
type manifest struct {
	ID, Name, Lang, Dir, Scope, Display string
	ShortName                           string `json:"short_name"`
	StartURL                            string `json:"start_url"`
	Theme                               string `json:"theme_color"`
	Background                          string `json:"background_color"`
	Icons                               []struct{ Src, Sizes, Type, Purpose string }
	Shortcuts                           []struct{ Name, URL string }
}

func TestManifest_letsTheNetworkBeInstalledInBothLanguages(t *testing.T) {
	f := forumtest.Start(t, forumtest.With("name", "Peer Support Network"))
	ana := f.Member("ops", "ana")
	page := look(t, ana.Visits("/").Is(200))
	link := headed(page, "link", "rel", "manifest").attr("href")

	var m, es manifest
	got := f.Visitor().Visits(link).Is(200)
	got.Into(&m)
	if kind := got.Header.Get("Content-Type"); kind != "application/manifest+json" {
		t.Errorf("it comes as %q", kind)
	}
	f.Visitor().Visits(strings.Replace(link, "lang=en", "lang=es", 1)).Is(200).Into(&es)
	if m.Name != "Peer Support Network" || m.ShortName != "Peer Support" || m.ID != "/" || m.StartURL != "/" || m.Scope != "/" || m.Display != "standalone" || m.Lang != "en" || m.Dir != "ltr" {
		t.Errorf("the manifest says %+v", m)
	}
	if es.Lang != "es" || es.Name != m.Name || es.ID != m.ID || es.Shortcuts[0].Name == m.Shortcuts[0].Name {
		t.Errorf("in Spanish it says %+v", es)
	}
	tokens, err := os.ReadFile("../../web/styles/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	for token, color := range map[string]string{"--rail": m.Theme, "--desk": m.Background} {
		if !strings.Contains(string(tokens), token+": light-dark("+color+",") {
			t.Errorf("%s isn't %s", color, token)
		}
	}
	if got := headed(page, "meta", "name", "theme-color").attr("content"); got != m.Theme {
		t.Errorf("the page's frame is %s, the app's %s", got, m.Theme)
	}
	for _, s := range m.Shortcuts {
		ana.Visits(s.URL).Is(200).Has(s.Name)
	}
}

func TestManifest_hasIconsOfTheSizesThatItNames(t *testing.T) {
	f := forumtest.Start(t)
	var m manifest
	f.Visitor().Visits("/manifest.webmanifest").Is(200).Into(&m)
	sizes := map[string]bool{}
	for _, icon := range m.Icons {
		sizes[icon.Sizes+" "+icon.Purpose] = true
		if got := sizeOf(t, f, icon.Src); got != icon.Sizes || icon.Type != "image/png" {
			t.Errorf("%s is %s, and said to be %s %s", icon.Src, got, icon.Sizes, icon.Type)
		}
	}
	for _, need := range []string{"192x192 any", "512x512 any", "512x512 maskable"} {
		if !sizes[need] {
			t.Errorf("no icon is %s", need)
		}
	}
	apple := headed(look(t, f.Visitor().Visits("/").Is(200)), "link", "rel", "apple-touch-icon").attr("href")
	if got := sizeOf(t, f, apple); got != "180x180" {
		t.Errorf("the icon for Apple's devices is %s", got)
	}
}

// sizeOf decodes a picture.
func sizeOf(t *testing.T, f *forumtest.Forum, path string) string {
	t.Helper()
	a := f.Visitor().Visits(path).Is(200)
	pic, err := png.Decode(strings.NewReader(a.Body))
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return fmt.Sprintf("%dx%d", pic.Bounds().Dx(), pic.Bounds().Dy())
}

// headed is the first line of a page's head that fits.
func headed(page seen, tag, name, value string) seen {
	page.t.Helper()
	for _, e := range page.all(tag) {
		if e.attr(name) == value {
			return e
		}
	}
	page.t.Fatalf("no %s of which %s is %q", tag, name, value)
	return seen{}
}

// The worker is told what pages are made of, and may fetch from here alone; the
// page for what isn't kept is the same for everybody.
func TestWorker_comesWithItsShell_andTellsNobodyWhoReads(t *testing.T) {
	if !web.Bundled() {
		t.Skip("the worker is in the bundle: go run ./cmd/dev assets")
	}
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	worker := f.Visitor().Visits("/sw.js").Is(200).Has(web.URL("app.css"), web.URL("app.js"), "/offline?lang=es")
	if got := worker.Header.Get("Content-Security-Policy"); got != "default-src 'none'; connect-src 'self'" {
		t.Errorf("the worker's policy is %q", got)
	}
	if got := worker.Header.Get("Cache-Control"); got != "no-cache" {
		t.Errorf("the worker may be kept: %q", got)
	}
	for _, path := range web.Shell() {
		f.Visitor().Visits(path).Is(200)
	}
	ana.Visits("/offline?lang=es").Is(200).Has("No hay conexión").Lacks("Ana", "data-viewer")
	if got := look(t, ana.Visits("/").Is(200)).one("#main").attr("data-worker"); got != "/sw.js" {
		t.Errorf("who is signed in has the worker %q", got)
	}
	f.Visitor().Visits("/").Is(200).Lacks("data-worker")
}

// A device learns which of the conversations that it keeps may not be read any
// more, and whose they are, without learning anything of the session.
func TestKept_saysWhatMayNotBeReadAnyMore(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("club", "members/invite")
	ana, eve := f.Member("ops", "ana"), f.User("eve")
	f.As("club", "ana", "member")
	open, closed := ana.Starts("ops", "Friday deploy"), ana.Starts("club", "Among us")
	asks := func(p *forumtest.Person) (told struct {
		Reader string
		Gone   []int64
	}) {
		p.Visits(fmt.Sprintf("/kept?c=%d,%d,987654", open.ID, closed.ID)).Is(200).Into(&told)
		return told
	}
	all, some, none := asks(ana), asks(eve), asks(f.Visitor())
	if fmt.Sprint(all.Gone) != "[987654]" || fmt.Sprint(some.Gone) != fmt.Sprintf("[%d 987654]", closed.ID) || len(none.Gone) != 3 {
		t.Errorf("gone for ana %v, for eve %v, for a visitor %v", all.Gone, some.Gone, none.Gone)
	}
	if all.Reader == "" || all.Reader == some.Reader || none.Reader != "" || strings.Contains(ana.Cookie, all.Reader) {
		t.Errorf("the readers are %q, %q and %q", all.Reader, some.Reader, none.Reader)
	}
	said := ana.Visits(open.Path()).Is(200).Header.Get("Plenary-Reader")
	if said != all.Reader+" en" || f.Visitor().Visits("/").Header.Get("Plenary-Reader") != "none" {
		t.Errorf("a page is said to be of %q", said)
	}
	ana.Visits("/kept?c=").Is(400)
	ana.Visits("/kept?c=1,x").Is(400)
	ana.Visits("/kept?c=1" + strings.Repeat(",1", 50)).Is(400)
}
