package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

type checkCmd struct{}

// step is one part of the proof. Steps build on each other, and the first that fails ends it.
type step struct {
	title string
	run   func(ctx context.Context) error
}

const (
	templTool   = "github.com/a-h/templ/cmd/templ@v0.3.1001"
	staticcheck = "honnef.co/go/tools/cmd/staticcheck@v0.8.2"
)

func (checkCmd) Run(ctx context.Context, w *workshop) (err error) {
	scratch, err := os.MkdirTemp("", "plenary-check-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, removeAll(scratch)) }()
	w.env = append(w.env, "TMPDIR="+scratch) // whatever the tools leave lying goes with it

	before := w.status(ctx)
	var sum tally
	var ran bool
	tests := func(run func(context.Context) (tally, error)) func(context.Context) error {
		return func(ctx context.Context) error {
			t, err := run(ctx)
			sum, ran = sum.plus(t), true
			return err
		}
	}
	failure := w.steps(ctx, []step{
		{"tools", w.tools},
		{"assets", func(ctx context.Context) error { return w.assets(ctx, false) }},
		{"gofmt", w.formatted},
		{"templ generate", w.generated},
		{"go vet", func(ctx context.Context) error { return w.run(ctx, "go", "vet", "./...") }},
		{"staticcheck", func(ctx context.Context) error { return w.run(ctx, "go", "run", staticcheck, "./...") }},
		{"go mod tidy", func(ctx context.Context) error { return w.run(ctx, "go", "mod", "tidy", "-diff") }},
		{"scripts", func(context.Context) error { return w.checkSyntax() }},
		{"scripts' tests", tests(w.scriptTests)},
		{"tests", tests(w.test)},
		{"fuzzing", func(ctx context.Context) error { return w.fuzz(ctx, sum.fuzz) }},
		{"bench", func(ctx context.Context) error { return w.bench(ctx, benchCmd{Short: true}) }},
		{"nothing left behind", func(ctx context.Context) error { return w.unchanged(ctx, before) }},
	})
	if ran {
		w.say("%v", sum)
	}
	return failure
}

// steps runs one step after the other, each under its heading and with the time it took.
func (w *workshop) steps(ctx context.Context, steps []step) error {
	start := time.Now()
	for i, s := range steps {
		w.say("\n== %d/%d %s", i+1, len(steps), s.title)
		began := time.Now()
		err := s.run(ctx)
		took := time.Since(began).Round(100 * time.Millisecond)
		if err != nil {
			w.say("%v", err)
			w.say("== %s FAILED after %v", s.title, took)
			return silent{fmt.Errorf("%s: %w", s.title, err)}
		}
		w.say("== %s ok, %v", s.title, took)
	}
	w.say("\n== all of it holds, %v", time.Since(start).Round(time.Second))
	return nil
}

// formatted fails where gofmt would change a file.
func (w *workshop) formatted(ctx context.Context) error {
	files, err := w.files(".go")
	if err != nil {
		return err
	}
	out, err := w.output(ctx, "gofmt", append([]string{"-l"}, files...)...)
	if err != nil {
		return err
	}
	if out != "" {
		return fmt.Errorf("not formatted; gofmt -w helps:\n%s", out)
	}
	w.say("%d files", len(files))
	return nil
}

// generated fails where a _templ.go isn't what its .templ gives today, and leaves the files as they were.
func (w *workshop) generated(ctx context.Context) error {
	before, err := w.contents("_templ.go")
	if err != nil {
		return err
	}
	if err := w.run(ctx, "go", "run", templTool, "generate"); err != nil {
		return err
	}
	after, err := w.contents("_templ.go")
	if err != nil {
		return err
	}
	stale := differing(before, after)
	for _, file := range stale {
		if text, was := before[file]; was {
			err = errors.Join(err, os.WriteFile(w.path(file), text, 0o644))
		} else {
			err = errors.Join(err, os.Remove(w.path(file)))
		}
	}
	if len(stale) > 0 {
		err = errors.Join(fmt.Errorf("made from older pages; go run %s generate helps:\n%s", templTool, strings.Join(stale, "\n")), err)
	}
	return err
}

// contents reads all our files with a suffix.
func (w *workshop) contents(suffix string) (map[string][]byte, error) {
	files, err := w.files(suffix)
	if err != nil {
		return nil, err
	}
	texts := map[string][]byte{}
	for _, file := range files {
		if texts[file], err = os.ReadFile(w.path(file)); err != nil {
			return nil, err
		}
	}
	return texts, nil
}

// differing returns the names whose content isn't the same in both, in order.
func differing(a, b map[string][]byte) []string {
	names := map[string]bool{}
	for _, side := range []map[string][]byte{a, b} {
		for name := range side {
			x, inA := a[name]
			y, inB := b[name]
			if inA != inB || !bytes.Equal(x, y) {
				names[name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// status is what git sees of the working tree; "" outside a clone, where nobody can tell.
func (w *workshop) status(ctx context.Context) string {
	if _, err := exec.LookPath("git"); err != nil {
		return ""
	}
	out, err := w.output(ctx, "git", "status", "--porcelain")
	if err != nil {
		return ""
	}
	return out
}

func (w *workshop) unchanged(ctx context.Context, before string) error {
	if after := w.status(ctx); after != before {
		return fmt.Errorf("the working tree was\n%s\nand now is\n%s", orClean(before), orClean(after))
	}
	return nil
}

func orClean(status string) string {
	if status == "" {
		return "clean"
	}
	return strings.TrimRight(status, "\n")
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return strings.TrimSpace(line)
}

// removeAll removes a folder even where a program is still letting go of its files.
func removeAll(dir string) error {
	var err error
	for range 20 {
		if err = os.RemoveAll(dir); err == nil {
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return err
}
