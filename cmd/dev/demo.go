package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

type demoCmd struct {
	Args []string `arg:"" optional:"" help:"Flags of plenary demo, for instance --fresh."`
}

// Run builds the program into a folder of its own and runs that, rather than `go run`, which would not hand SIGTERM
// on to it.
func (c demoCmd) Run(ctx context.Context, w *workshop) error {
	if err := w.assets(ctx, false); err != nil {
		if errors.Is(ctx.Err(), context.Canceled) {
			return err
		}
		w.say("assets: %v", err)
		w.say("assets: the demo runs without fonts and icons")
	}
	dir, err := os.MkdirTemp("", "plenary-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	program := filepath.Join(dir, "plenary")
	if err := w.run(ctx, "go", "build", "-o", program, "./cmd/plenary"); err != nil {
		return err
	}
	ctx, stop := withParent(ctx, os.Getppid, time.Second)
	defer stop()
	err = w.run(ctx, program, append([]string{"demo"}, c.Args...)...)
	if ctx.Err() != nil { // asked to stop, and it did
		var status *exec.ExitError
		if err == nil || errors.Is(err, context.Canceled) || errors.As(err, &status) && byTerm(status) {
			return nil
		}
	}
	return err
}

// byTerm reports whether a program ended because of the SIGTERM that it was sent, or in order after it.
func byTerm(e *exec.ExitError) bool {
	status, ok := e.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGTERM
}

// withParent returns a context that also ends when our parent does: `go run` dies of SIGTERM without telling us.
func withParent(ctx context.Context, parent func() int, every time.Duration) (context.Context, context.CancelFunc) {
	ctx, stop := context.WithCancel(ctx)
	first := parent()
	go func() {
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				if parent() != first {
					stop()
				}
			}
		}
	}()
	return ctx, stop
}

type buildCmd struct{}

func (buildCmd) Run(ctx context.Context, w *workshop) error {
	if err := w.assets(ctx, false); err != nil {
		return err
	}
	version := w.version(ctx)
	flags := "-s -w -X plenary/internal/config.stamp=" + version
	w.env = append(w.env, "CGO_ENABLED=0")
	if err := w.run(ctx, "go", "build", "-trimpath", "-ldflags", flags, "-o", "bin/plenary", "./cmd/plenary"); err != nil {
		return err
	}
	info, err := os.Stat(w.path("bin/plenary"))
	if err != nil {
		return err
	}
	w.say("bin/plenary %s, %.1f MB", version, float64(info.Size())/1e6)
	return nil
}

// version returns what git calls the present state, or "unversioned" outside a clone.
func (w *workshop) version(ctx context.Context) string {
	out, err := w.output(ctx, "git", "describe", "--tags", "--always", "--dirty")
	if name := firstLine(out); err == nil && name != "" {
		return name
	}
	return "unversioned"
}

type testCmd struct {
	Args []string `arg:"" optional:"" help:"Arguments of go test; without a package, all are tested."`
}

func (c testCmd) Run(ctx context.Context, w *workshop) error {
	if err := w.run(ctx, "go", testArgs(c.Args)...); err != nil {
		return silent{fmt.Errorf("tests: %w", err)}
	}
	return nil
}
