package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// workshop is where commands run: at the root of the clone, with their output shown.
type workshop struct {
	root     string
	out, err io.Writer
	env      []string // added to our own
}

// command prepares a program at the root. It reads no input; when ctx ends, it and whatever it started get SIGTERM,
// and ten seconds later SIGKILL.
func (w *workshop) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = w.root
	cmd.Env = append(os.Environ(), w.env...)
	cmd.Stdout, cmd.Stderr = w.out, w.err
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
	cmd.WaitDelay = 10 * time.Second
	return cmd
}

// run runs a program and shows what it says.
func (w *workshop) run(ctx context.Context, name string, args ...string) error {
	return told(w.command(ctx, name, args...))
}

// told runs a command whose output people see, so that the error has to add only what was run.
func told(cmd *exec.Cmd) error {
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", strings.Join(cmd.Args, " "), err)
	}
	return nil
}

// heard runs a program, shows what it says and returns it, too.
func (w *workshop) heard(ctx context.Context, name string, args ...string) (string, error) {
	var said bytes.Buffer
	cmd := w.command(ctx, name, args...)
	cmd.Stdout = io.MultiWriter(w.out, &said)
	err := told(cmd)
	return said.String(), err
}

// output runs a program and returns what it wrote; what it complained about is in the error.
func (w *workshop) output(ctx context.Context, name string, args ...string) (string, error) {
	var out, complaint bytes.Buffer
	cmd := w.command(ctx, name, args...)
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		return out.String(), fmt.Errorf("%s: %w\n%s", strings.Join(cmd.Args, " "), err, complaint.Bytes())
	}
	return out.String(), nil
}

// say writes one line.
func (w *workshop) say(format string, args ...any) { fmt.Fprintf(w.out, format+"\n", args...) }

// path returns a path below the root, given with slashes.
func (w *workshop) path(slashed string) string {
	return filepath.Join(w.root, filepath.FromSlash(slashed))
}

// notOurs are folders that hold nothing we wrote.
var notOurs = map[string]bool{".git": true, "node_modules": true, "dist": true, "bin": true, "data": true, ".bench": true}

// files returns the paths of our files with a suffix, relative to the root, with slashes.
func (w *workshop) files(suffix string) ([]string, error) {
	var found []string
	err := filepath.WalkDir(w.root, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && notOurs[d.Name()] && path != w.root {
			return filepath.SkipDir
		}
		if d.Type().IsRegular() && strings.HasSuffix(d.Name(), suffix) {
			rel, err := filepath.Rel(w.root, path)
			if err != nil {
				return err
			}
			found = append(found, filepath.ToSlash(rel))
		}
		return nil
	})
	return found, err
}
