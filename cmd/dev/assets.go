package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"plenary/web"
)

type assetsCmd struct {
	Force bool `help:"Bundle even where nothing changed."`
}

func (c assetsCmd) Run(ctx context.Context, w *workshop) error { return w.assets(ctx, c.Force) }

// recipe is part of every bundle's fingerprint: raise it when the way of bundling changes.
const recipe = "3"

// assets leaves web/dist as a bundle of today's sources. Where it already is one, it does nothing.
func (w *workshop) assets(ctx context.Context, force bool) error {
	start := time.Now()
	if err := w.installPackages(ctx); err != nil {
		return err
	}
	print, err := fingerprint(w.path("web"))
	if err != nil {
		return err
	}
	done, err := os.ReadFile(w.path("web/dist/fingerprint"))
	if err == nil && string(done) == print && !force {
		w.say("assets: web/dist is up to date")
		return nil
	}
	files, manifest, err := bundle(w.path("web"))
	if err != nil {
		return err
	}
	if err := writeDist(w.path("web/dist"), files, manifest, print); err != nil {
		return err
	}
	w.say("assets: %d files bundled into web/dist in %v", len(files), time.Since(start).Round(time.Millisecond))
	return nil
}

// installPackages runs npm, but only when the lock file isn't the one that was installed last.
func (w *workshop) installPackages(ctx context.Context) error {
	lock, err := os.ReadFile(w.path("web/package-lock.json"))
	if err != nil {
		return err
	}
	sum := sha256.Sum256(lock)
	want, stamp := hex.EncodeToString(sum[:]), w.path("web/node_modules/.plenary")
	if have, err := os.ReadFile(stamp); err == nil && string(have) == want {
		return nil
	}
	if _, err := exec.LookPath("npm"); err != nil {
		return fmt.Errorf("npm isn't here: install Node.js 20 or newer with npm. " +
			"Without it the site still runs, only without its fonts and icons")
	}
	npm := w.command(ctx, "npm", "ci", "--no-progress", "--loglevel=error")
	npm.Dir = w.path("web")
	if err := told(npm); err != nil {
		return err
	}
	return os.WriteFile(stamp, []byte(want), 0o644)
}

// fingerprint names all that a bundle depends on: our sources, the packages, the list of icons and the recipe.
func fingerprint(dir string) (string, error) {
	sources, err := web.HashSources(os.DirFS(dir))
	if err != nil {
		return "", err
	}
	lock, err := os.ReadFile(filepath.Join(dir, "package-lock.json"))
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	fmt.Fprintln(sum, recipe, sources, web.Icons)
	sum.Write(lock)
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// writeDist replaces what is in dist, the manifest last: a bundle that was interrupted is none.
func writeDist(dist string, files map[string][]byte, m web.Manifest, print string) error {
	old, err := os.ReadDir(dist)
	if err != nil {
		return err
	}
	for _, f := range old {
		if f.Name() != ".gitkeep" {
			if err := os.RemoveAll(filepath.Join(dist, f.Name())); err != nil {
				return err
			}
		}
	}
	manifest, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	write := func(name string, body []byte) error {
		return os.WriteFile(filepath.Join(dist, name), body, 0o644)
	}
	for _, name := range names {
		if err := write(name, files[name]); err != nil {
			return err
		}
		if zipped, err := compress(name, files[name]); err != nil {
			return err
		} else if zipped != nil {
			if err := write(name+".gz", zipped); err != nil {
				return err
			}
		}
	}
	if err := write("manifest.json", append(manifest, '\n')); err != nil {
		return err
	}
	return write("fingerprint", []byte(print))
}

// compress returns body gzipped, or nil where that gains less than a tenth. The same body always gives the same
// bytes.
func compress(name string, body []byte) ([]byte, error) {
	if strings.HasSuffix(name, ".woff2") || strings.HasSuffix(name, ".png") {
		return nil, nil
	}
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(body); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	if out.Len() > len(body)*9/10 {
		return nil, nil
	}
	return out.Bytes(), nil
}
