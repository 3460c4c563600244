package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"plenary/web"
)

// browsers are the oldest that we care for: all of them have light-dark(), nesting and layers, which therefore stay
// as they were written.
var browsers = []api.Engine{
	{Name: api.EngineChrome, Version: "123"},
	{Name: api.EngineFirefox, Version: "120"},
	{Name: api.EngineSafari, Version: "17.5"},
}

// preloads are the fonts that the first line of every page needs, by logical name.
var preloads = []string{"inter-latin-wght-normal.woff2", "source-serif-4-latin-wght-normal.woff2"}

// bundle makes what web/dist holds from the sources and packages in dir: file names with their bodies, and the
// manifest that finds them.
func bundle(dir string) (map[string][]byte, web.Manifest, error) {
	sources, err := web.HashSources(os.DirFS(dir))
	if err != nil {
		return nil, web.Manifest{}, err
	}
	m := web.Manifest{Sources: sources, Files: map[string]string{}}
	files, err := bundleCode(dir, m.Files)
	if err != nil {
		return nil, m, err
	}
	for _, name := range preloads {
		if m.Files[name] != "" {
			m.Preloads = append(m.Preloads, name)
		}
	}
	add := func(name string, body []byte) {
		sum := sha256.Sum256(body)
		ext := path.Ext(name)
		m.Files[name] = strings.TrimSuffix(name, ext) + "-" + hex.EncodeToString(sum[:])[:10] + ext
		files[m.Files[name]] = body
	}
	icons, err := sprite(filepath.Join(dir, "node_modules", "lucide-static", "icons"), web.Icons)
	if err != nil {
		return nil, m, err
	}
	add("icons.svg", icons)
	for _, lang := range emojiLangs {
		all, err := emoji(dir, lang)
		if err != nil {
			return nil, m, err
		}
		add("emoji-"+lang+".json", all)
	}
	licenses, err := licenses(dir)
	if err != nil {
		return nil, m, err
	}
	add("licenses.txt", licenses)
	static, err := os.ReadDir(filepath.Join(dir, "static"))
	if err != nil {
		return nil, m, err
	}
	for _, f := range static {
		body, err := os.ReadFile(filepath.Join(dir, "static", f.Name()))
		if err != nil {
			return nil, m, err
		}
		add(f.Name(), body)
	}
	return files, m, nil
}

// bundleCode runs esbuild over styles and scripts and enters what it made into names. The editor is a bundle of its
// own: together they would share a chunk, which every page would have to ask for. So is the worker, which is no module.
func bundleCode(dir string, names map[string]string) (map[string][]byte, error) {
	files := map[string][]byte{}
	editor := api.EntryPoint{InputPath: "client/editor/editor.js", OutputPath: "editor"}
	if err := build(dir, names, files, nil, editor); err != nil {
		return nil, err
	}
	worker := api.EntryPoint{InputPath: "client/worker/worker.js", OutputPath: "worker"}
	if err := build(dir, names, files, nil, worker); err != nil {
		return nil, err
	}
	apart := api.Plugin{Name: "editor", Setup: func(b api.PluginBuild) {
		b.OnResolve(api.OnResolveOptions{Filter: `/editor\.js$`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: "./" + names["editor.js"], External: true}, nil
		})
	}}
	err := build(dir, names, files, []api.Plugin{apart},
		api.EntryPoint{InputPath: "styles/app.css", OutputPath: "app"},
		api.EntryPoint{InputPath: "client/app.js", OutputPath: "app"})
	return files, err
}

// build runs esbuild over entries and adds what it made to files, and to names how it is found.
func build(dir string, names map[string]string, files map[string][]byte, plugins []api.Plugin, entries ...api.EntryPoint) error {
	result := api.Build(api.BuildOptions{
		AbsWorkingDir:       dir,
		EntryPointsAdvanced: entries,
		Plugins:             plugins,
		Outdir:              filepath.Join(dir, "dist"),
		Bundle:              true,
		Splitting:           true,
		Format:              api.FormatESModule,
		Target:              api.ES2022,
		Engines:             browsers,
		MinifyWhitespace:    true,
		MinifyIdentifiers:   true,
		MinifySyntax:        true,
		Charset:             api.CharsetUTF8,
		LegalComments:       api.LegalCommentsNone, // licenses.txt has them
		Loader:              map[string]api.Loader{".woff2": api.LoaderFile, ".svg": api.LoaderFile, ".png": api.LoaderFile},
		EntryNames:          "[name]-[hash]",
		ChunkNames:          "chunk-[hash]",
		AssetNames:          "[name]-[hash]",
		Metafile:            true,
	})
	if len(result.Errors) > 0 {
		return complaint(result.Errors)
	}
	var meta struct {
		Outputs map[string]struct {
			EntryPoint string
			Inputs     map[string]any
		}
	}
	if err := json.Unmarshal([]byte(result.Metafile), &meta); err != nil {
		return fmt.Errorf("esbuild's account of what it made: %w", err)
	}
	for out, from := range meta.Outputs {
		file := path.Base(out)
		name := file // chunks are found by their own name, which has the hash
		switch ext := path.Ext(file); {
		case from.EntryPoint != "":
			name = path.Base(from.EntryPoint)
		case ext != ".js" && ext != ".css":
			for input := range from.Inputs {
				name = path.Base(input)
			}
		}
		names[name] = file
	}
	for _, f := range result.OutputFiles {
		files[filepath.Base(f.Path)] = f.Contents
	}
	return nil
}

// complaint turns esbuild's messages into one error that shows where and what.
func complaint(messages []api.Message) error {
	lines := api.FormatMessages(messages, api.FormatMessagesOptions{Kind: api.ErrorMessage})
	return errors.New(strings.TrimSpace(strings.Join(lines, "")))
}

// checkSyntax reports what esbuild can't read in our scripts.
func (w *workshop) checkSyntax() error {
	scripts, err := w.files(".js")
	if err != nil {
		return err
	}
	for _, file := range scripts {
		text, err := os.ReadFile(w.path(file))
		if err != nil {
			return err
		}
		result := api.Transform(string(text), api.TransformOptions{
			Sourcefile: file, Loader: api.LoaderJS, Target: api.ES2022, Format: api.FormatESModule,
		})
		if problems := append(result.Errors, result.Warnings...); len(problems) > 0 {
			return complaint(problems)
		}
	}
	w.say("%d scripts", len(scripts))
	return nil
}
