package web

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

func sources() fstest.MapFS {
	return fstest.MapFS{
		"dist/.gitkeep":  {},
		"styles/app.css": {Data: []byte(`@import "./fonts.css"; body { color: red }`)},
		"styles/fonts.css": {Data: []byte(`@font-face { font-family: A; src: url("../node_modules/a/a.woff2") }
@font-face { font-family: "A Fallback"; src: local("Arial") }`)},
		"client/app.js":            {Data: []byte(`import "./live.js";`)},
		"client/live.js":           {Data: []byte(`export {};`)},
		"client/test/live.test.js": {Data: []byte(`throw new Error("only for tests")`)},
		"client/README.md":         {Data: []byte(`not for readers of the site`)},
		"static/favicon.svg":       {Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`)},
		"static/.hidden.svg":       {Data: []byte(`no`)},
		"static/leftover.bin":      {Data: []byte(`no`)},
	}
}

func bundled(t *testing.T) fstest.MapFS {
	t.Helper()
	files := sources()
	hash, err := HashSources(files)
	if err != nil {
		t.Fatal(err)
	}
	m := Manifest{
		Sources:  hash,
		Files:    map[string]string{"app.css": "app-AA.css", "icons.svg": "icons-BB.svg", "a.woff2": "a-CC.woff2"},
		Preloads: []string{"a.woff2"},
	}
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	files["dist/manifest.json"] = &fstest.MapFile{Data: text}
	files["dist/app-AA.css"] = &fstest.MapFile{Data: []byte("body{color:red}")}
	files["dist/app-AA.css.gz"] = &fstest.MapFile{Data: []byte("zipped")}
	files["dist/icons-BB.svg"] = &fstest.MapFile{Data: []byte("<svg/>")}
	files["dist/a-CC.woff2"] = &fstest.MapFile{Data: []byte("font")}
	return files
}

func mustLoadFrom(t *testing.T, files fs.FS) assets {
	t.Helper()
	a, err := load(files)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestLoad_servesSourcesWhereNothingIsBundled(t *testing.T) {
	a := mustLoadFrom(t, sources())

	if a.bundled || len(a.preloads) != 0 || a.urls["icons.svg"] != "" {
		t.Errorf("bundled %v, preloads %v, sprite %q: want none of them", a.bundled, a.preloads, a.urls["icons.svg"])
	}
	for _, name := range []string{"app.css", "app.js", "favicon.svg"} {
		if _, ok := a.files[strings.TrimPrefix(a.urls[name], Prefix)]; !ok {
			t.Errorf("%s is at %q, where nothing is", name, a.urls[name])
		}
	}
	beside := strings.Replace(strings.TrimPrefix(a.urls["app.js"], Prefix), "app.js", "live.js", 1)
	if got := a.files[beside]; got.Type != "text/javascript; charset=utf-8" || !got.Immutable {
		t.Errorf("the module that app.js imports is served as %+v", got)
	}
	for path := range a.files {
		if strings.Contains(path, "README") || strings.Contains(path, "hidden") || strings.Contains(path, ".bin") || strings.Contains(path, "test") {
			t.Errorf("%s is served", path)
		}
	}
}

func TestLoad_leavesOutFontsThatAreNotThere(t *testing.T) {
	a := mustLoadFrom(t, sources())
	fonts := string(a.files[strings.TrimPrefix(strings.Replace(a.urls["app.css"], "app.css", "fonts.css", 1), Prefix)].Body)
	if !strings.Contains(fonts, "A Fallback") {
		t.Errorf("the fallback is gone: %s", fonts)
	}
	if strings.Contains(fonts, "node_modules") {
		t.Errorf("refers to files that aren't served: %s", fonts)
	}
}

func TestLoad_servesTheBundleOfTheseSources(t *testing.T) {
	a := mustLoadFrom(t, bundled(t))

	if !a.bundled || a.urls["app.css"] != "/assets/app-AA.css" {
		t.Fatalf("bundled %v, app.css at %q", a.bundled, a.urls["app.css"])
	}
	css := a.files["app-AA.css"]
	if string(css.Body) != "body{color:red}" || string(css.Gzip) != "zipped" || !css.Immutable {
		t.Errorf("app.css is %+v", css)
	}
	if a.files["a-CC.woff2"].Gzip != nil {
		t.Error("a font without a .gz beside it has one")
	}
	if len(a.preloads) != 1 || a.preloads[0] != "/assets/a-CC.woff2" {
		t.Errorf("preloads %v", a.preloads)
	}
}

func TestLoad_prefersTodaysSourcesToAnOldBundle(t *testing.T) {
	files := bundled(t)
	if !mustLoadFrom(t, files).bundled {
		t.Fatal("the bundle isn't served even while it is fresh")
	}
	files["styles/app.css"] = &fstest.MapFile{Data: []byte("body { color: blue }")}
	if mustLoadFrom(t, files).bundled {
		t.Error("an edited style is hidden behind the bundle of the old one")
	}
}

func TestLoad_saysWhatIsWrongWithABundle(t *testing.T) {
	missing, preload := bundled(t), bundled(t)
	delete(missing, "dist/app-AA.css")
	hash, _ := HashSources(preload)
	text, _ := json.Marshal(Manifest{Sources: hash, Preloads: []string{"gone.woff2"}})
	preload["dist/manifest.json"] = &fstest.MapFile{Data: text}
	for name, files := range map[string]fstest.MapFS{
		"missing file":    missing,
		"unknown preload": preload,
		"broken manifest": {"dist/manifest.json": {Data: []byte("{")}, "client": {Mode: fs.ModeDir}, "static": {Mode: fs.ModeDir}, "styles": {Mode: fs.ModeDir}},
	} {
		if _, err := load(files); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestHashSources_changesWithNamesAndContents(t *testing.T) {
	base, _ := HashSources(sources())
	renamed, edited, unrelated := sources(), sources(), sources()
	renamed["client/alive.js"] = renamed["client/live.js"]
	delete(renamed, "client/live.js")
	edited["client/live.js"] = &fstest.MapFile{Data: []byte("export { };")}
	unrelated["dist/x.css"] = &fstest.MapFile{Data: []byte("x")}

	for name, files := range map[string]fstest.MapFS{"renamed": renamed, "edited": edited} {
		if got, _ := HashSources(files); got == base {
			t.Errorf("%s: the hash stayed", name)
		}
	}
	if got, _ := HashSources(unrelated); got != base {
		t.Error("what was bundled changed the hash of its sources")
	}
}

func TestEmbedded_opensWhatItNames(t *testing.T) {
	names := []string{"app.css", "app.js", "favicon.svg"}
	if Bundled() {
		names = append(names, "icons.svg", "licenses.txt")
	}
	for _, name := range names {
		a, ok := Open(URL(name))
		if !ok || a.Type == "" {
			t.Errorf("%s at %q: found %v, %q", name, URL(name), ok, a.Type)
		}
	}
	for _, url := range Preloads() {
		if a, ok := Open(url); !ok || a.Type != "font/woff2" {
			t.Errorf("preloads %q: found %v, %q", url, ok, a.Type)
		}
	}
	if _, ok := Open(Prefix + "../web.go"); ok || URL("web.go") != "" {
		t.Error("a file that no page loads can be opened")
	}
}

func TestIcon_isInTheSpriteOrNowhere(t *testing.T) {
	sprite, ok := Open(URL("icons.svg"))
	if !ok {
		if Bundled() || Icon("bell") != "" {
			t.Errorf("no sprite, but bundled %v and the bell is at %q", Bundled(), Icon("bell"))
		}
		return
	}
	for _, name := range Icons {
		if !bytes.Contains(sprite.Body, []byte(`<symbol id="`+name+`"`)) || !strings.HasSuffix(Icon(name), "#"+name) {
			t.Errorf("%s isn't in the sprite (%q)", name, Icon(name))
		}
	}
}

// imports matches what a style or module names by a relative path.
var imports = regexp.MustCompile(`(?:from|import|@import|url\()\s*\(?["'](\.\.?/[^"']+)["']`)

func TestSources_importOnlyWhatIsThere(t *testing.T) {
	all := map[string][]byte{}
	if err := walkSources(embedded, func(file string, body []byte) { all[file] = body }); err != nil {
		t.Fatal(err)
	}
	if len(all) < 4 {
		t.Fatalf("only %d files are embedded", len(all))
	}
	for file, body := range all {
		for _, m := range imports.FindAllSubmatch(fromNPM.ReplaceAll(body, nil), -1) {
			target := path.Join(path.Dir(file), string(m[1]))
			if _, ok := all[target]; !ok {
				t.Errorf("%s imports %s, which isn't there", file, target)
			}
		}
	}
}
