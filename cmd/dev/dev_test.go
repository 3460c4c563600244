package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// shop is a workshop in an empty folder, with files given as path and text.
func shop(t *testing.T, files map[string]string) (*workshop, *bytes.Buffer) {
	t.Helper()
	var out bytes.Buffer
	w := &workshop{root: t.TempDir(), out: &out, err: t.Output()}
	for name, text := range files {
		write(t, w, name, text)
	}
	return w, &out
}

func write(t *testing.T, w *workshop, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(w.path(name)), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(w.path(name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestRun_exitStatus(t *testing.T) {
	for _, c := range []struct {
		args string
		want int
	}{
		{"--help", 0}, {"new-migration --help", 0},
		{"new-migration Bad-Name", 1},
		{"", 2}, {"dance", 2}, {"assets --nope", 2},
	} {
		var out, complaints bytes.Buffer
		if got := run(strings.Fields(c.args), &out, &complaints); got != c.want {
			t.Errorf("dev %s: %d, want %d; said %s%s", c.args, got, c.want, &out, &complaints)
		}
		if c.want > 0 && !strings.HasPrefix(complaints.String(), "dev: ") {
			t.Errorf("dev %s: doesn't say why: %q", c.args, complaints.String())
		}
	}
}

func TestSteps_stopAtTheFirstThatFails(t *testing.T) {
	w, out := shop(t, nil)
	var ran []string
	part := func(name string, err error) step {
		return step{name, func(context.Context) error { ran = append(ran, name); return err }}
	}
	if err := w.steps(t.Context(), []step{part("one", nil), part("two", nil)}); err != nil {
		t.Fatalf("two good steps: %v", err)
	}
	ran = nil
	err := w.steps(t.Context(), []step{part("one", nil), part("two", errors.New("broken wheel")), part("three", nil)})
	var quiet silent
	if !errors.As(err, &quiet) {
		t.Errorf("got %v, want an error that was told already", err)
	}
	if diff := cmp.Diff([]string{"one", "two"}, ran); diff != "" {
		t.Error(diff)
	}
	for _, want := range []string{"== 1/3 one", "== one ok", "broken wheel", "== two FAILED"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q isn't said in:\n%s", want, out)
		}
	}
}

func TestCommand_takesItsChildrenAlongWhenStopped(t *testing.T) {
	w, _ := shop(t, nil)
	ctx, stop := context.WithCancel(t.Context())
	cmd := w.command(ctx, "sh", "-c", "sleep 600 & echo $!; wait")
	said, say := io.Pipe()
	cmd.Stdout = say
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := said.Read(make([]byte, 64)); err != nil { // the child is there
		t.Fatal(err)
	}
	stop()
	// Wait ends when nobody holds the output any more; a child left behind would hold it until the delay is over.
	if err := cmd.Wait(); err == nil || errors.Is(err, exec.ErrWaitDelay) {
		t.Errorf("ended with %v", err)
	}
}

func TestWithParent_endsWithIt(t *testing.T) {
	var parent atomic.Int64
	parent.Store(7)
	ctx, stop := withParent(t.Context(), func() int { return int(parent.Load()) }, time.Millisecond)
	defer stop()
	if ctx.Err() != nil {
		t.Fatal("ended while the parent lives")
	}
	parent.Store(1)
	select {
	case <-ctx.Done():
	case <-t.Context().Done():
		t.Error("goes on without its parent")
	}
}

func TestFormatted_namesWhatIsNot(t *testing.T) {
	w, _ := shop(t, map[string]string{
		"a.go":                         "package a\n",
		"web/node_modules/x/theirs.go": "package   x\n",
	})
	if err := w.formatted(t.Context()); err != nil {
		t.Fatalf("formatted: %v", err)
	}
	write(t, w, "internal/b.go", "package   b\n")
	if err := w.formatted(t.Context()); err == nil || !strings.Contains(err.Error(), "internal/b.go") {
		t.Errorf("got %v", err)
	}
}

func TestDiffering(t *testing.T) {
	before := map[string][]byte{"same": []byte("1"), "edited": []byte("1"), "gone": []byte("1")}
	after := map[string][]byte{"same": []byte("1"), "edited": []byte("2"), "new": []byte("1")}
	if diff := cmp.Diff([]string{"edited", "gone", "new"}, differing(before, after)); diff != "" {
		t.Error(diff)
	}
	if got := differing(before, before); len(got) != 0 {
		t.Errorf("differs from itself in %v", got)
	}
}

func TestUnchanged_seesWhatWasLeftBehind(t *testing.T) {
	w, _ := shop(t, map[string]string{"a.txt": "a"})
	if err := w.run(t.Context(), "git", "init", "-q"); err != nil {
		t.Fatal(err)
	}
	before := w.status(t.Context())
	if err := w.unchanged(t.Context(), before); err != nil {
		t.Fatal(err)
	}
	write(t, w, "left.log", "x")
	if err := w.unchanged(t.Context(), before); err == nil || !strings.Contains(err.Error(), "left.log") {
		t.Errorf("got %v", err)
	}
}

func TestMissing_takesAnyOfTheNames(t *testing.T) {
	here := map[string]bool{"git": true, "cc": true, "node": true, "google-chrome": true}
	got := missing(needed("cc"), func(name string) (string, error) {
		if here[name] {
			return "/bin/" + name, nil
		}
		return "", errors.New("not found")
	})
	if list(got) != "npm" {
		t.Errorf("misses %s", list(got))
	}
}

func TestNewMigration_neverSharesANumber(t *testing.T) {
	w, _ := shop(t, nil)
	now := time.Date(2026, 11, 21, 9, 30, 59, 0, time.UTC)
	var made []string
	for _, name := range []string{"add_tags", "drop_tags"} {
		file, err := w.newMigration(name, now)
		if err != nil {
			t.Fatal(err)
		}
		made = append(made, file)
	}
	want := []string{
		"migrations/sqlite/20261121093059_add_tags.tx.up.sql",
		"migrations/sqlite/20261121093100_drop_tags.tx.up.sql",
	}
	if diff := cmp.Diff(want, made); diff != "" {
		t.Error(diff)
	}
	text, err := os.ReadFile(w.path(made[0]))
	if err != nil || !strings.HasPrefix(string(text), "-- add tags") {
		t.Errorf("holds %q (%v)", text, err)
	}
	for _, name := range []string{"add_tags", "", "Tags", "a b", "../x", "1st", "a__b"} {
		if _, err := w.newMigration(name, now); err == nil {
			t.Errorf("%q is taken", name)
		}
	}
}
