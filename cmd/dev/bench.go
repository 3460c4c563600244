package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"time"

	"plenary/internal/bench"
)

type benchCmd struct {
	JSON   bool   `help:"Print the report as JSON; what goes on is told on stderr."`
	Short  bool   `help:"On a small network, in half a minute: proves that everything can be measured, and claims nothing."`
	Growth bool   `help:"Measure how costs grow with posts, people and sockets."`
	Only   string `placeholder:"NAME" help:"Only figures whose key has this in it."`
}

// Run measures, prints, and after a full run writes the table into README.md.
func (c benchCmd) Run(ctx context.Context, w *workshop) error {
	ctx, stop := withParent(ctx, os.Getppid, time.Second)
	defer stop()
	return w.bench(ctx, c)
}

func (w *workshop) bench(ctx context.Context, c benchCmd) error {
	out := w.out
	w.out = w.err // what goes on; out is for the report
	defer func() { w.out = out }()
	if err := w.assets(ctx, false); err != nil {
		if ctx.Err() != nil {
			return err
		}
		w.say("assets: %v", err)
		w.say("assets: measuring without fonts and icons")
	}
	dir, err := os.MkdirTemp("", "plenary-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	program := filepath.Join(dir, "plenary")
	if err := w.run(ctx, "go", "build", "-o", program, "./cmd/plenary"); err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	report, err := bench.Run(ctx, bench.Options{Root: w.root, Program: program, Self: []string{self, "bench-reference"}, Commit: w.version(ctx),
		Say: w.say, Short: c.Short, Growth: c.Growth, Only: c.Only})
	if err != nil {
		return err
	}
	w.out = out
	if c.JSON {
		err = json.NewEncoder(w.out).Encode(report)
	} else {
		w.say("%s", report.Terminal())
	}
	if c.Short || c.Only != "" {
		return err
	}
	name := "bench"
	if c.Growth {
		name = "growth"
	}
	return errors.Join(err, bench.WriteInto(w.path("README.md"), name, report.Markdown()))
}

// benchReferenceCmd is for bench alone, which starts it as a process.
type benchReferenceCmd struct {
	Kind string   `arg:""`
	Args []string `arg:"" optional:""`
}

func (c benchReferenceCmd) Run(ctx context.Context) error {
	return bench.Reference(ctx, c.Kind, c.Args, os.Stdin, os.Stdout)
}
