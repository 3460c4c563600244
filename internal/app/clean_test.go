package app_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
	"plenary/internal/store"
)

// What the site promises to forget is forgotten at the first start after a long
// time off: text, file and address alike.
func TestCleaning_isMadeUpForAfterLongDowntime(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "Friday deploy")
	const said, kept, ip = "zyxwvutsrqp said by mistake", "ponmlkjihgf that no post holds", "203.0.113.77"
	ana.Removes(ana.Replies(talk, said).ID)
	_, err := f.App.Upload(t.Context(), ana.V, "orphan.txt", strings.NewReader(kept))
	must(t, err)
	_, link, err := f.App.AddPerson(t.Context(), app.CommandLine(), app.NewPerson{Email: "ben@example.org", Name: "Ben", Role: forum.RoleMember})
	must(t, err)
	_, err = f.App.SignInByLink(t.Context(), link[strings.LastIndexByte(link, '/')+1:], app.Device{IP: ip})
	must(t, err)
	f.Stop()
	for _, what := range []string{said, kept, ip} {
		if !inData(t, f.Dir, what) {
			t.Fatalf("%q is gone at once: then its absence below means nothing", what)
		}
	}

	f.Later(40 * 24 * time.Hour)
	f.Restart()
	work := map[string]func() error{
		app.JobClean: func() error { return f.App.Clean(t.Context(), forum.Job{}) },
		app.JobSweep: func() error { return f.App.Sweep(t.Context(), forum.Job{}) },
	}
	due := dueJobs(t, f)
	for kind, do := range work {
		if !slices.Contains(due, kind) {
			t.Errorf("after the start only %v are due", due)
		}
		must(t, do())
	}
	f.Stop()
	for _, what := range []string{said, kept, ip} {
		if inData(t, f.Dir, what) {
			t.Errorf("%q is still in the data folder", what)
		}
	}
}

// dueJobs lists what kinds of jobs are due by the network's clock.
func dueJobs(t *testing.T, f *forumtest.Forum) (kinds []string) {
	t.Helper()
	s, err := store.Open(t.Context(), f.Dir, store.Options{MustExist: true})
	must(t, err)
	defer s.Close()
	must(t, s.Read(t.Context(), func(r *store.Reader) error {
		jobs, err := r.Jobs(f.Now())
		for _, j := range jobs {
			if j.Due > 0 {
				kinds = append(kinds, j.Kind)
			}
		}
		return err
	}))
	return kinds
}

func TestClean_thatFailsStopsNoneAfterIt(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	file, err := f.App.Upload(t.Context(), ana.V, "orphan.txt", strings.NewReader("nobody holds this"))
	must(t, err)
	f.Later(49 * time.Hour)
	// Where the content should be is a folder that is not empty: it can't be removed.
	at := filepath.Join(f.Dir, "files", file.Hash[:2], file.Hash[2:4], file.Hash)
	must(t, os.Remove(at))
	must(t, os.MkdirAll(filepath.Join(at, "in the way"), 0o700))
	old := time.Now().Add(-time.Hour)
	must(t, os.Chtimes(at, old, old))
	if err := f.App.Clean(t.Context(), forum.Job{}); err == nil {
		t.Fatal("it did not fail: then this proves nothing")
	}
	f.Later(time.Hour)
	if due := dueJobs(t, f); !slices.Contains(due, app.JobClean) {
		t.Errorf("an hour later only %v are due", due)
	}
}

func TestClean_dropsManyOrphans(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	const many = 502 // more than go at once
	for i := range many {
		_, err := f.App.Upload(t.Context(), ana.V, "orphan.txt", strings.NewReader(fmt.Sprint("orphan ", i)))
		must(t, err)
	}
	if n := contents(t, f.Dir); n != many {
		t.Fatalf("%d contents are there", n)
	}
	f.Later(forum.OrphanAge + time.Minute)
	must(t, f.App.Clean(t.Context(), forum.Job{}))
	if n := contents(t, f.Dir); n != 0 {
		t.Errorf("%d contents are left", n)
	}
}

func TestSweep_removesWhatNoRowNamesOnceItIsOld(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	file, err := f.App.Upload(t.Context(), ana.V, "notes.txt", strings.NewReader("minutes of Tuesday"))
	must(t, err)
	ana.Replies(ana.Starts("ops", "Friday deploy"), "[notes]("+file.Path()+")")
	// As if the program had died before the row of this one was written.
	stray := strings.Repeat("ab", 32)
	must(t, os.MkdirAll(filepath.Join(f.Dir, "files", "ab", "ab"), 0o700))
	must(t, os.WriteFile(filepath.Join(f.Dir, "files", "ab", "ab", stray), []byte("stray"), 0o600))

	must(t, f.App.Sweep(t.Context(), forum.Job{}))
	if n := contents(t, f.Dir); n != 2 {
		t.Errorf("at once %d contents are left: its row may be on its way", n)
	}
	f.Later(2 * time.Hour)
	must(t, f.App.Sweep(t.Context(), forum.Job{}))
	if n := contents(t, f.Dir); n != 1 {
		t.Errorf("%d contents are left, want the one that a post holds", n)
	}
	_, body, err := f.App.File(t.Context(), ana.V, file.ID, 0)
	must(t, err)
	defer body.Close()
	var text bytes.Buffer
	if _, err := text.ReadFrom(body); err != nil || text.String() != "minutes of Tuesday" {
		t.Errorf("it reads %q, %v", text.String(), err)
	}
}

// contents counts the contents in the folder of uploads.
func contents(t *testing.T, dir string) (n int) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "files", "??", "??", "*"))
	must(t, err)
	return len(names)
}
