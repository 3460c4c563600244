// Package web embeds what the pages load and names it by its content.
//
// dist holds what `go run ./cmd/dev assets` bundled. Without it, or where it was made from other sources than the
// ones embedded here, our own styles and modules are served as they are: everything works, only what comes from
// npm (fonts, icons) is missing, and the worker, which no module can be everywhere.
package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Prefix is where the assets are served; every URL starts with it.
const Prefix = "/assets/"

//go:embed styles client static all:dist
var embedded embed.FS

var served = mustLoad(embedded)

// Asset is one file as it goes over the wire.
type Asset struct {
	Type      string // media type, with its charset for text
	Body      []byte
	Gzip      []byte // Body compressed; nil where that gains nothing or nobody did it
	Immutable bool   // its address names its content: it may be kept for ever
}

// Manifest says what a bundle holds. It is dist/manifest.json.
type Manifest struct {
	Sources  string            `json:"sources"`  // HashSources of what it was made from
	Files    map[string]string `json:"files"`    // logical name → file in dist
	Preloads []string          `json:"preloads"` // logical names that every page needs at once
}

// URL returns the address of an asset by its logical name ("app.css", "app.js", "icons.svg", "favicon.svg"),
// or "" if there is no such asset, as for npm's parts where nothing is bundled.
func URL(name string) string { return served.urls[name] }

// Open returns the asset at a path that URL gave, or that one of those files refers to; with or without Prefix.
func Open(path string) (Asset, bool) {
	a, ok := served.files[strings.TrimPrefix(path, Prefix)]
	return a, ok
}

// Preloads returns the addresses of the fonts that every page needs at once; none where nothing is bundled.
func Preloads() []string { return slices.Clone(served.preloads) }

// Shell returns the addresses of what every page is made of, for a device to keep; none where nothing is bundled.
func Shell() []string {
	if !served.bundled {
		return nil
	}
	all := Preloads()
	for _, name := range []string{"app.css", "app.js", "icons.svg", "favicon.svg"} {
		all = append(all, URL(name))
	}
	return all
}

// Bundled reports whether a bundle of exactly the embedded sources is served. If not, fonts and icons are missing
// until `go run ./cmd/dev assets` has run.
func Bundled() bool { return served.bundled }

type assets struct {
	urls     map[string]string
	files    map[string]Asset
	preloads []string
	bundled  bool
}

// mustLoad panics on a broken bundle: it is part of the program, and no request could mend it.
func mustLoad(fsys fs.FS) assets {
	a, err := load(fsys)
	if err != nil {
		panic(fmt.Sprintf("web: what is embedded can't be read: %v", err))
	}
	return a
}

func load(fsys fs.FS) (assets, error) {
	hash, err := HashSources(fsys)
	if err != nil {
		return assets{}, err
	}
	text, err := fs.ReadFile(fsys, "dist/manifest.json")
	if err == nil {
		var m Manifest
		if err := json.Unmarshal(text, &m); err != nil {
			return assets{}, fmt.Errorf("dist/manifest.json: %w", err)
		}
		if m.Sources == hash {
			return loadBundle(fsys, m)
		}
	}
	return loadSources(fsys, hash)
}

func loadBundle(fsys fs.FS, m Manifest) (assets, error) {
	a := assets{urls: map[string]string{}, files: map[string]Asset{}, bundled: true}
	for name, file := range m.Files {
		body, err := fs.ReadFile(fsys, "dist/"+file)
		if err != nil {
			return assets{}, err
		}
		zipped, err := fs.ReadFile(fsys, "dist/"+file+".gz")
		if err != nil {
			zipped = nil
		}
		a.urls[name] = Prefix + file
		a.files[file] = Asset{Type: mediaType(file), Body: body, Gzip: zipped, Immutable: true}
	}
	for _, name := range m.Preloads {
		url, ok := a.urls[name]
		if !ok {
			return assets{}, fmt.Errorf("dist/manifest.json preloads %q, which it doesn't hold", name)
		}
		a.preloads = append(a.preloads, url)
	}
	return a, nil
}

// fromNPM matches a font face whose file only a bundle has.
var fromNPM = regexp.MustCompile(`@font-face\s*\{[^}]*node_modules[^}]*\}`)

// loadSources serves styles, client and static in a folder named by the hash of all of them, so that the paths by
// which they import each other hold and change together.
func loadSources(fsys fs.FS, hash string) (assets, error) {
	a := assets{urls: map[string]string{}, files: map[string]Asset{}}
	err := walkSources(fsys, func(file string, body []byte) {
		if path.Ext(file) == ".css" {
			body = fromNPM.ReplaceAll(body, nil)
		}
		at := hash + "/" + file
		a.files[at] = Asset{Type: mediaType(file), Body: body, Immutable: true}
		switch file {
		case "styles/app.css", "client/app.js":
			a.urls[path.Base(file)] = Prefix + at
		default:
			if name, ok := strings.CutPrefix(file, "static/"); ok {
				a.urls[name] = Prefix + at
			}
		}
	})
	return a, err
}

// HashSources returns a short hash of our own styles, scripts and pictures, by name and content.
func HashSources(fsys fs.FS) (string, error) {
	sum := sha256.New()
	err := walkSources(fsys, func(file string, body []byte) {
		fmt.Fprintf(sum, "%s %d\n", file, len(body))
		sum.Write(body)
	})
	return hex.EncodeToString(sum.Sum(nil))[:12], err
}

// walkSources calls f with each file of styles, client and static that a page may load, in order of their names.
func walkSources(fsys fs.FS, f func(file string, body []byte)) error {
	for _, dir := range []string{"client", "static", "styles"} {
		err := fs.WalkDir(fsys, dir, func(file string, d fs.DirEntry, err error) error {
			if file == "client/test" {
				return fs.SkipDir
			}
			if err != nil || d.IsDir() || mediaType(file) == "" || strings.HasPrefix(d.Name(), ".") {
				return err
			}
			body, err := fs.ReadFile(fsys, file)
			if err == nil {
				f(file, body)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// mediaType knows the kinds of file that pages load, and "" for all others. The table is ours: the one of package
// mime depends on the machine.
func mediaType(file string) string {
	switch path.Ext(file) {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".json":
		return "application/json"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".woff2":
		return "font/woff2"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	return ""
}
