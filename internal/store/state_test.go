package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"plenary/internal/forum"
)

func TestSlowQueries_areNamedWithoutValuesWorstFirst(t *testing.T) {
	w := newWorld(t)
	w.writes(func(tx *Tx) error {
		_, err := tx.run("UPDATE network SET stamp = stamp")
		return err
	})
	if list := w.SlowQueries(); len(list) != 0 {
		t.Fatalf("nothing was slow, and %+v is listed", list)
	}
	// A query that counts for long is slow on every machine.
	const many = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ?) SELECT count(*) FROM c WHERE 'my secret' <> ?"
	for n := 100_000; len(w.SlowQueries()) == 0; n *= 4 {
		must(t, w.Read(t.Context(), func(r *Reader) error { var rows int; return r.row(&rows, many, n, "their words") }))
	}
	list := w.SlowQueries()
	if len(list) != 1 || list[0].Count != 1 || list[0].Worst < slow || strings.Contains(list[0].Text, "secret") || strings.Contains(list[0].Text, "words") ||
		!strings.HasPrefix(list[0].Text, "WITH RECURSIVE c(n) AS (SELECT ?") {
		t.Errorf("listed is %+v", list)
	}
}

func TestSlowOnes_areBoundedAndShort(t *testing.T) {
	var s Store
	for i := range 3 * slowKept {
		s.slow.add(fmt.Sprint("query ", i), time.Duration(i)*time.Second, noon.Add(time.Duration(i)*time.Second))
	}
	s.slow.add("query 149", time.Second, noon)
	list := s.SlowQueries()
	if len(list) != slowKept || list[0].Text != "query 149" || list[0].Count != 2 || list[0].Worst != 149*time.Second || list[49].Text != "query 100" {
		t.Errorf("kept are %d: %+v", len(list), list)
	}
	if got := short("SELECT x\n\tFROM y WHERE id IN (1, 2,3) AND z = 'it''s'"); got != "SELECT x FROM y WHERE id IN (?, …) AND z = ?" {
		t.Error(got)
	}
	if got := short(strings.Repeat("é", slowText)); len(got) > slowText+4 {
		t.Errorf("%d bytes", len(got))
	}
}

func TestState_countsSizesJobsAndWaits(t *testing.T) {
	w := newWorld(t)
	ana := w.person("Ana")
	_, general := w.group("ops", forum.SeenByNetwork, ana)
	w.post(general, ana, "hello")
	w.file(ana, "aa", "avatar", int64(ana))
	before := w.Waits()
	addJobs(t, w.Store, forum.Job{Kind: "mail", RunAt: noon.Add(-time.Minute)}, forum.Job{Kind: "mail", RunAt: noon.Add(time.Hour)},
		forum.Job{Kind: "clean", RunAt: noon}, forum.Job{Kind: "clean", RunAt: noon})
	failing := takeJobs(t, w.Store, noon, 3)
	must(t, w.RetryJob(context.Background(), failing[2], "broken", time.Time{}, noon))
	if n := w.Waits().Since(before).Count(); n != 3 {
		t.Errorf("%d writers waited, want 3", n)
	}
	must(t, w.Read(t.Context(), func(r *Reader) error {
		jobs, err := r.Jobs(noon)
		want := []JobsOf{{Kind: "clean", Due: 1, Failed: 1, Oldest: noon}, {Kind: "mail", Due: 1, Later: 1, Oldest: noon.Add(-time.Minute)}}
		if !slices.Equal(jobs, want) {
			t.Errorf("the jobs stand so: %+v", jobs)
		}
		if err != nil {
			return err
		}
		n, err := r.Counts()
		if n.Posts != 1 || n.People != 1 || n.Events == 0 || n.Contents == 0 {
			t.Errorf("counted: %+v", n)
		}
		return err
	}))
	if database, journal, err := w.Size(); err != nil || database == 0 || journal == 0 {
		t.Errorf("the database has %d bytes, its journal %d, %v", database, journal, err)
	}
	if n := w.Queue(); n != 0 {
		t.Errorf("%d wait for an idle writer", n)
	}
}
