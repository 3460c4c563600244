package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"plenary/web"
)

const arrow = `<!-- license -->
<svg
  class="lucide"
  viewBox="0 0 24 24"
>
  <path d="M1 1" />
  <path d="M2 2" />
</svg>
`

const lock = `{"packages": {"": {}, "node_modules/a": {}, "node_modules/b/c": {}, "node_modules/tests-only": {"dev": true}}}`

// kitchen is a workshop with small sources, and packages as if npm had just been there.
func kitchen(t *testing.T) (*workshop, *bytes.Buffer) {
	t.Helper()
	files := map[string]string{
		"web/dist/.gitkeep":                                "",
		"web/package-lock.json":                            lock,
		"web/styles/app.css":                               `@import "./fonts.css"; main { color: light-dark(#000000, #ffffff); & a { margin: 0px } }`,
		"web/styles/fonts.css":                             `@font-face { font-family: A; src: url("../node_modules/a/inter-latin-wght-normal.woff2") }`,
		"web/client/app.js":                                `import { greeting } from "./words.js"; document.title = greeting; import("./later.js");`,
		"web/client/words.js":                              "export const greeting = 'hello';\n" + strings.Repeat("// padding\n", 50),
		"web/client/later.js":                              `document.body.hidden = false; import("./editor/editor.js");`,
		"web/client/editor/editor.js":                      `export const edit = () => "rich";`,
		"web/client/worker/worker.js":                      `self.onfetch = () => {};`,
		"web/node_modules/a/LICENSE":                       "You may use a",
		"web/node_modules/b/c/LICENSE.md":                  "You may use b/c",
		"web/static/mark.svg":                              `<svg xmlns="http://www.w3.org/2000/svg"/>`,
		"web/node_modules/a/inter-latin-wght-normal.woff2": "font",
	}
	for _, lang := range emojiLangs {
		files["web/node_modules/emojibase-data/"+lang+"/messages.json"] = `{"groups": [{"key": "faces", "message": "Faces", "order": 0}, {"key": "component", "message": "Parts", "order": 1}]}`
		files["web/node_modules/emojibase-data/"+lang+"/compact.json"] = `[{"hexcode": "1F1E6", "label": "A", "unicode": "A"}, {"hexcode": "1F3FB", "label": "light", "unicode": "L", "group": 1},
			{"hexcode": "1F600", "label": "grinning face", "unicode": "😀", "group": 0, "tags": ["grin", "smile"]}]`
	}
	files["web/node_modules/emojibase-data/en/shortcodes/github.json"] = `{"1F600": ["grinning", "grin"]}`
	for _, name := range web.Icons {
		files["web/node_modules/lucide-static/icons/"+name+".svg"] = arrow
	}
	sum := sha256.Sum256([]byte(lock))
	files["web/node_modules/.plenary"] = hex.EncodeToString(sum[:])
	return shop(t, files)
}

func dist(t *testing.T, w *workshop) map[string]string {
	t.Helper()
	found := map[string]string{}
	entries, err := os.ReadDir(w.path("web/dist"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		text, err := os.ReadFile(w.path("web/dist/" + e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		found[e.Name()] = string(text)
	}
	return found
}

func manifest(t *testing.T, files map[string]string) web.Manifest {
	t.Helper()
	var m web.Manifest
	if err := json.Unmarshal([]byte(files["manifest.json"]), &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestAssets_bundleWhatPagesNeed(t *testing.T) {
	w, _ := kitchen(t)
	write(t, w, "web/dist/app-OLD.css", "old")
	if err := w.assets(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	files := dist(t, w)
	m := manifest(t, files)

	if _, there := files["app-OLD.css"]; there {
		t.Error("the bundle before is still there")
	}
	if _, there := files[".gitkeep"]; !there {
		t.Error(".gitkeep went with the old bundle")
	}
	hashed := regexp.MustCompile(`-[0-9A-Za-z]{8,}\.\w+$`)
	for _, name := range []string{"app.css", "app.js", "editor.js", "worker.js", "icons.svg", "licenses.txt", "mark.svg", "inter-latin-wght-normal.woff2"} {
		if file := m.Files[name]; !hashed.MatchString(file) || files[file] == "" {
			t.Errorf("%s is %q, which holds %q", name, file, files[file])
		}
	}
	css := files[m.Files["app.css"]]
	for _, want := range []string{"light-dark(", "./" + m.Files["inter-latin-wght-normal.woff2"]} {
		if !strings.Contains(css, want) {
			t.Errorf("%q isn't in app.css: %s", want, css)
		}
	}
	if js := files[m.Files["app.js"]]; !strings.Contains(js, "hello") || strings.Contains(js, "padding") {
		t.Errorf("app.js is %s", js)
	}
	if text := files[m.Files["emoji-es.json"]]; text != `{"groups":["Faces",""],"emoji":[["😀","grinning face",0,"grinning grin","grin smile"]]}` {
		t.Errorf("the emoji are %s", text)
	}
	if text := files[m.Files["licenses.txt"]]; text != "a\n\nYou may use a\n\nb/c\n\nYou may use b/c\n\n" {
		t.Errorf("the licenses are %q", text)
	}
	if diff := cmp.Diff([]string{"inter-latin-wght-normal.woff2"}, m.Preloads); diff != "" {
		t.Error(diff)
	}
	for name := range files { // a chunk is asked for by the name that stands in the script
		if strings.HasSuffix(name, ".js") && !slices.Contains(slices.Collect(maps.Values(m.Files)), name) {
			t.Errorf("%s can't be found by its manifest", name)
		}
	}
}

func TestAssets_doNothingTwice(t *testing.T) {
	w, out := kitchen(t)
	if err := w.assets(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	first := dist(t, w)
	out.Reset()
	if err := w.assets(t.Context(), false); err != nil || !strings.Contains(out.String(), "up to date") {
		t.Errorf("said %q (%v)", out, err)
	}
	if err := w.assets(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, dist(t, w)); diff != "" {
		t.Errorf("the same sources give another bundle: %s", diff)
	}
	write(t, w, "web/client/words.js", "export const greeting = 'good morning';")
	if err := w.assets(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	second := dist(t, w)
	if manifest(t, first).Files["app.js"] == manifest(t, second).Files["app.js"] {
		t.Error("an edited script keeps its name")
	}
	if manifest(t, first).Sources == manifest(t, second).Sources {
		t.Error("the manifest doesn't tell the sources apart")
	}
}

func TestAssets_sayWhereASourceIsBroken(t *testing.T) {
	w, _ := kitchen(t)
	write(t, w, "web/client/words.js", "export const = ;")
	if err := w.assets(t.Context(), false); err == nil || !strings.Contains(err.Error(), "client/words.js:1") {
		t.Errorf("got %v", err)
	}
	if err := w.checkSyntax(); err == nil || !strings.Contains(err.Error(), "web/client/words.js:1") {
		t.Errorf("checkSyntax: %v", err)
	}
}

func TestSprite(t *testing.T) {
	w, _ := shop(t, map[string]string{"a.svg": arrow, "odd.svg": "<g/>"})
	got, err := sprite(w.root, []string{"a"})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(got), `<symbol id="a" viewBox="0 0 24 24"`) ||
		!strings.Contains(string(got), `<path d="M1 1" /><path d="M2 2" /></symbol>`) {
		t.Errorf("got %s", got)
	}
	for _, name := range []string{"odd", "missing"} {
		if _, err := sprite(w.root, []string{name}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCompress_onlyWhereItGains(t *testing.T) {
	long := bytes.Repeat([]byte("between meetings "), 100)
	zipped, err := compress("a.css", long)
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(zipped))
	if err != nil {
		t.Fatal(err)
	}
	if back, err := io.ReadAll(z); err != nil || !bytes.Equal(back, long) {
		t.Errorf("comes back as %q (%v)", back, err)
	}
	for name, body := range map[string][]byte{"a.woff2": long, "a.js": []byte("x")} {
		if zipped, err := compress(name, body); err != nil || zipped != nil {
			t.Errorf("%s: %d bytes (%v)", name, len(zipped), err)
		}
	}
}

// What npm installs is named exactly, checked by its hash, fetched from wherever npm is told to, and its license goes
// along where it is served.
func TestPackages(t *testing.T) {
	root, err := findRoot()
	if err != nil {
		t.Fatal(err)
	}
	w := &workshop{root: root}
	read := func(name string) []byte {
		text, err := os.ReadFile(w.path(name))
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	var pkg struct{ Dependencies, DevDependencies map[string]string }
	if err := json.Unmarshal(read("web/package.json"), &pkg); err != nil {
		t.Fatal(err)
	}
	exact := regexp.MustCompile(`^\d+\.\d+\.\d+$`)
	for _, deps := range []map[string]string{pkg.Dependencies, pkg.DevDependencies} {
		for name, version := range deps {
			if !exact.MatchString(version) {
				t.Errorf("%s is asked for as %q", name, version)
			}
		}
	}
	names, err := served(w.path("web"))
	if err != nil {
		t.Fatal(err)
	}
	for name := range pkg.Dependencies {
		if !slices.Contains(names, name) {
			t.Errorf("%s isn't among those whose license goes along", name)
		}
	}
	for name := range pkg.DevDependencies {
		if slices.Contains(names, name) {
			t.Errorf("%s is served", name)
		}
	}
	lock := read("web/package-lock.json")
	if !bytes.Contains(lock, []byte(`"integrity"`)) || bytes.Contains(lock, []byte(`"resolved"`)) {
		t.Error("package-lock.json has to have hashes, and no addresses: npm install with web/.npmrc does it")
	}
}
