package store

import (
	"context"
	"errors"
	"testing"
	"time"

	"plenary/internal/forum"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func addJobs(t *testing.T, s *Store, jobs ...forum.Job) {
	t.Helper()
	must(t, s.Write(t.Context(), func(_ context.Context, tx *Tx) error {
		for _, j := range jobs {
			if err := tx.AddJob(j, noon); err != nil {
				return err
			}
		}
		return nil
	}))
}

func takeJobs(t *testing.T, s *Store, now time.Time, limit int) []forum.Job {
	t.Helper()
	jobs, err := s.TakeJobs(t.Context(), now, time.Minute, limit, []string{"mail", "digest", "late", "first", "second", "clean"})
	must(t, err)
	return jobs
}

func TestJobs_areTakenInOrderAndByOneOnly(t *testing.T) {
	s := open(t)
	addJobs(t, s, forum.Job{Kind: "late", RunAt: noon.Add(time.Second)}, forum.Job{Kind: "second", RunAt: noon},
		forum.Job{Kind: "first", RunAt: noon.Add(-time.Hour), Payload: []byte(`{"n":1}`)})
	got := takeJobs(t, s, noon, 1)
	if len(got) != 1 || got[0].Kind != "first" || string(got[0].Payload) != `{"n":1}` || got[0].Attempt != 1 {
		t.Fatalf("took %+v", got)
	}
	if got = takeJobs(t, s, noon, 10); len(got) != 1 || got[0].Kind != "second" {
		t.Fatalf("took %+v", got)
	}
	if got = takeJobs(t, s, noon, 10); len(got) != 0 {
		t.Fatalf("what is leased or not due was taken: %+v", got)
	}
}

func TestJobs_ofWhoDiedAreTakenAgainWhenTheLeaseEnds(t *testing.T) {
	s := open(t)
	addJobs(t, s, forum.Job{Kind: "mail", RunAt: noon})
	first := takeJobs(t, s, noon, 1)[0] // and here the process dies
	if got := takeJobs(t, s, noon.Add(59*time.Second), 1); len(got) != 0 {
		t.Fatalf("taken before the lease ended: %+v", got)
	}
	again := takeJobs(t, s, noon.Add(time.Minute), 1)
	if len(again) != 1 || again[0].ID != first.ID || again[0].Attempt != 2 {
		t.Fatalf("took %+v", again)
	}
	// Should the first come back to life after all, it ends nothing.
	if err := s.EndJob(t.Context(), first); forum.KindOf(err) != forum.NotFound {
		t.Errorf("an old lease ended the job: %v", err)
	}
	if err := s.RetryJob(t.Context(), first, "x", noon, noon); forum.KindOf(err) != forum.NotFound {
		t.Errorf("an old lease put the job off: %v", err)
	}
	must(t, s.EndJob(t.Context(), again[0]))
	if got := takeJobs(t, s, noon.Add(time.Hour), 1); len(got) != 0 {
		t.Errorf("what was ended came back: %+v", got)
	}
}

func TestJobs_ofOneKeyAreOne(t *testing.T) {
	s := open(t)
	once := forum.Job{Kind: "digest", UniqueKey: "digest:2026-11-21:7", RunAt: noon, Payload: []byte("1")}
	twice := once
	twice.Payload = []byte("2")
	addJobs(t, s, once, twice)
	got := takeJobs(t, s, noon, 10)
	if len(got) != 1 || string(got[0].Payload) != "1" {
		t.Fatalf("took %+v", got)
	}
	addJobs(t, s, twice) // it runs: still one
	if more := takeJobs(t, s, noon, 10); len(more) != 0 {
		t.Fatalf("added while it ran: %+v", more)
	}
	must(t, s.RetryJob(t.Context(), got[0], "no", time.Time{}, noon)) // given up
	if more := takeJobs(t, s, noon.Add(time.Hour), 10); len(more) != 0 {
		t.Fatalf("what was given up came back: %+v", more)
	}
	addJobs(t, s, twice)
	if got = takeJobs(t, s, noon, 10); len(got) != 1 || string(got[0].Payload) != "2" || got[0].Attempt != 1 {
		t.Fatalf("asked for anew, took %+v", got)
	}
	must(t, s.EndJob(t.Context(), got[0]))
	addJobs(t, s, once)
	if got = takeJobs(t, s, noon, 10); len(got) != 1 {
		t.Error("a key is free again after the job's end")
	}
}

func TestJobs_putOffAndForgotten(t *testing.T) {
	s := open(t)
	addJobs(t, s, forum.Job{Kind: "mail", RunAt: noon})
	must(t, s.RetryJob(t.Context(), takeJobs(t, s, noon, 1)[0], "refused", noon.Add(10*time.Second), noon))
	if got := takeJobs(t, s, noon.Add(9*time.Second), 1); len(got) != 0 {
		t.Fatalf("taken too early: %+v", got)
	}
	j := takeJobs(t, s, noon.Add(10*time.Second), 1)[0]
	must(t, s.RetryJob(t.Context(), j, "refused", time.Time{}, noon))
	for _, c := range []struct {
		before time.Time
		want   int64
	}{{noon, 0}, {noon.Add(time.Millisecond), 1}} {
		must(t, s.Write(t.Context(), func(_ context.Context, tx *Tx) error {
			n, err := tx.DropFailedJobs(c.before)
			if n != c.want {
				t.Errorf("%d forgotten, want %d", n, c.want)
			}
			return err
		}))
	}
}

func TestJobs_ofWhatWasUndoneAreNeverSeen(t *testing.T) {
	s := open(t)
	_ = s.Write(t.Context(), func(_ context.Context, tx *Tx) error {
		if err := tx.AddJob(forum.Job{Kind: "mail", RunAt: noon}, noon); err != nil {
			return err
		}
		return forum.Refused(forum.Conflict, "error.conflict")
	})
	if got := takeJobs(t, s, noon, 1); len(got) != 0 {
		t.Errorf("took %+v", got)
	}
}

func TestEndJob_withItsWork(t *testing.T) {
	s := open(t)
	addJobs(t, s, forum.Job{Kind: "mail", RunAt: noon})
	j := takeJobs(t, s, noon, 1)[0]
	_ = s.Write(t.Context(), func(_ context.Context, tx *Tx) error {
		return errors.Join(tx.EndJob(j), errors.New("the work failed after all"))
	})
	if got := takeJobs(t, s, noon.Add(time.Hour), 1); len(got) != 1 {
		t.Error("the job ended without its work")
	}
}
