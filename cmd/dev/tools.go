package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// tool is a program that the proof needs besides Go: found under any of its names, installed from its packages.
type tool struct {
	what     string
	names    []string
	packages []string
}

// needed are all of them. The C compiler is for the race detector alone; Plenary itself has no C.
func needed(cc string) []tool {
	return []tool{
		{"git", []string{"git"}, []string{"git"}},
		{"a C compiler (for the race detector)", []string{cc}, []string{"gcc", "libc6-dev"}},
		{"Node.js", []string{"node"}, []string{"nodejs", "npm"}},
		{"npm", []string{"npm"}, []string{"npm"}},
		{"Chromium (for the browser tests)", []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "headless-shell"}, []string{"chromium"}},
	}
}

// missing returns the tools of which find knows no name.
func missing(tools []tool, find func(name string) (string, error)) []tool {
	var out []tool
next:
	for _, t := range tools {
		for _, name := range t.names {
			if _, err := find(name); err == nil {
				continue next
			}
		}
		out = append(out, t)
	}
	return out
}

// tools makes sure that everything is there: where we may (root on a machine with apt-get), by installing it.
func (w *workshop) tools(ctx context.Context) error {
	cc, err := w.output(ctx, "go", "env", "CC")
	if err != nil {
		return err
	}
	all := needed(firstLine(cc))
	lacking := missing(all, exec.LookPath)
	if len(lacking) == 0 {
		w.say("all here")
		return nil
	}
	if _, err := exec.LookPath("apt-get"); err != nil || os.Geteuid() != 0 {
		return fmt.Errorf("missing, and only root on a machine with apt-get can install it from here: %s", list(lacking))
	}
	w.say("installing %s", list(lacking))
	w.env = append(w.env, "DEBIAN_FRONTEND=noninteractive")
	if err := w.run(ctx, "apt-get", "update", "-qq"); err != nil {
		return err
	}
	args := []string{"install", "-y", "-qq", "--no-install-recommends"}
	for _, t := range lacking {
		args = append(args, t.packages...)
	}
	if err := w.run(ctx, "apt-get", args...); err != nil {
		return err
	}
	if lacking = missing(all, exec.LookPath); len(lacking) > 0 {
		return fmt.Errorf("still missing after apt-get install: %s", list(lacking))
	}
	return nil
}

func list(tools []tool) string {
	var names []string
	for _, t := range tools {
		names = append(names, t.what)
	}
	return strings.Join(names, ", ")
}
