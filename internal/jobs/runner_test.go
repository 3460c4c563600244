package jobs

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

var _ Queue = (*store.Store)(nil)

// shelf is a queue in memory, so that time can be made up.
type shelf struct {
	mu     sync.Mutex
	jobs   map[forum.JobID]*kept
	broken bool
}

type kept struct {
	forum.Job
	locked time.Time
	failed bool
	cause  string
}

func newShelf(kinds ...string) *shelf {
	s := &shelf{jobs: map[forum.JobID]*kept{}}
	for i, kind := range kinds {
		id := forum.JobID(i + 1)
		s.jobs[id] = &kept{Job: forum.Job{ID: id, Kind: kind, RunAt: time.Now()}}
	}
	return s
}

func (s *shelf) TakeJobs(_ context.Context, now time.Time, lease time.Duration, limit int, kinds []string) (taken []forum.Job, _ error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken {
		return nil, errors.New("no disk")
	}
	for id := forum.JobID(1); len(taken) < limit && int(id) <= 100; id++ {
		if j := s.jobs[id]; j != nil && !j.failed && slices.Contains(kinds, j.Kind) && !j.RunAt.After(now) && !j.locked.After(now) {
			j.Attempt++
			j.locked = now.Add(lease)
			taken = append(taken, j.Job)
		}
	}
	return taken, nil
}

func (s *shelf) EndJob(_ context.Context, j forum.Job) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.jobs, j.ID)
	return nil
}

func (s *shelf) RetryJob(_ context.Context, j forum.Job, cause string, then, _ time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := s.jobs[j.ID]
	k.RunAt, k.locked, k.failed, k.cause = then, time.Time{}, then.IsZero(), cause
	return nil
}

func (s *shelf) get(id forum.JobID) (kept, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if j := s.jobs[id]; j != nil {
		return *j, true
	}
	return kept{}, false
}

// run starts a runner in the bubble and gives what stops and awaits it.
func run(t *testing.T, q Queue, handlers map[string]Handler) (*Runner, func()) {
	ctx, cancel := context.WithCancel(t.Context())
	r := New(q, handlers, slog.New(slog.DiscardHandler))
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		r.Run(ctx)
	}()
	return r, func() { cancel(); <-ended }
}

func TestRunner_doesJobsAndEndsThem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newShelf("mail", "mail", "mail", "mail", "mail")
		var did sync.Map
		_, stop := run(t, q, map[string]Handler{"mail": func(_ context.Context, j forum.Job) error {
			did.Store(j.ID, true)
			return nil
		}})
		synctest.Wait()
		for id := forum.JobID(1); id <= 5; id++ {
			if _, ok := did.Load(id); !ok {
				t.Errorf("job %d was not done", id)
			}
			if _, there := q.get(id); there {
				t.Errorf("job %d was not ended", id)
			}
		}
		stop()
	})
}

func TestRunner_triesAgainAfterGrowingPausesAndGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newShelf("mail")
		var tries []time.Time
		_, stop := run(t, q, map[string]Handler{"mail": func(context.Context, forum.Job) error {
			tries = append(tries, time.Now())
			return errors.New("refused")
		}})
		time.Sleep(48 * time.Hour)
		synctest.Wait()
		if len(tries) != Attempts {
			t.Fatalf("%d tries", len(tries))
		}
		for i := 1; i < len(tries); i++ {
			want := min(maxWait, firstWait<<(i-1))
			if gap := tries[i].Sub(tries[i-1]); gap < want || gap > want+want/5+poll {
				t.Errorf("pause %d was %v, want about %v", i, gap, want)
			}
		}
		if j, there := q.get(1); !there || !j.failed || j.cause != "refused" {
			t.Errorf("in the end it is %+v", j)
		}
		stop()
	})
}

func TestRunner_outlivesPanicsUnknownKindsAndABrokenQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newShelf("panics", "unknown", "mail")
		q.broken = true
		done := false
		_, stop := run(t, q, map[string]Handler{
			"panics": func(context.Context, forum.Job) error { panic("oh") },
			"mail":   func(context.Context, forum.Job) error { done = true; return nil },
		})
		synctest.Wait()
		q.mu.Lock()
		q.broken = false
		q.mu.Unlock()
		time.Sleep(2 * poll)
		synctest.Wait()
		if !done {
			t.Error("the rest was not done")
		}
		if j, there := q.get(1); !there || j.failed || j.cause != "error.internal: jobs: panic: oh" {
			t.Errorf("the one that panicked is %+v", j)
		}
		if j, there := q.get(2); !there || j.Attempt > 0 { // it waits for a program that knows it
			t.Errorf("the one that nobody knows is %+v", j)
		}
		stop()
	})
}

func TestRunner_wakesAtOnceAndNeverKeepsTheWakerWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newShelf()
		var at time.Time
		r, stop := run(t, q, map[string]Handler{"mail": func(context.Context, forum.Job) error { at = time.Now(); return nil }})
		time.Sleep(100*time.Millisecond + 5*poll)
		q.mu.Lock()
		q.jobs[1] = &kept{Job: forum.Job{ID: 1, Kind: "mail", RunAt: time.Now()}}
		q.mu.Unlock()
		asked := time.Now()
		r.Wake()
		r.Wake()
		r.Wake()
		synctest.Wait()
		if !at.Equal(asked) {
			t.Errorf("done at %v, asked at %v", at, asked)
		}
		stop()
	})
}

func TestRunner_stopsWhenItsHandlersHave(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newShelf("quick", "slow", "third")
		finished := map[string]bool{}
		var mu sync.Mutex
		say := func(what string) {
			mu.Lock()
			defer mu.Unlock()
			finished[what] = true
		}
		_, stop := run(t, q, map[string]Handler{
			"quick": func(ctx context.Context, _ forum.Job) error {
				select {
				case <-time.After(2 * time.Second):
					say("quick")
				case <-ctx.Done():
				}
				return ctx.Err()
			},
			"slow":  func(ctx context.Context, _ forum.Job) error { <-ctx.Done(); say("slow"); return ctx.Err() },
			"third": func(context.Context, forum.Job) error { say("third"); return nil },
		})
		time.Sleep(time.Second)
		synctest.Wait()
		begun := time.Now()
		stop()
		if took := time.Since(begun); took != grace {
			t.Errorf("stopping took %v", took)
		}
		if !finished["quick"] || !finished["slow"] || finished["third"] {
			t.Errorf("finished: %v", finished)
		}
		if _, there := q.get(1); there {
			t.Error("what was finished in time is not ended")
		}
		if j, _ := q.get(2); j.failed || !j.locked.IsZero() {
			t.Errorf("what was interrupted does not wait for the next start: %+v", j)
		}
	})
}

func TestRunner_leavesAJobThatItsHandlerEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newShelf("mail")
		_, stop := run(t, q, map[string]Handler{"mail": func(ctx context.Context, j forum.Job) error {
			if err := q.EndJob(ctx, j); err != nil {
				return err
			}
			return Done
		}})
		time.Sleep(time.Hour)
		synctest.Wait()
		if _, there := q.get(1); there {
			t.Error("it came back")
		}
		stop()
	})
}

// On the real queue: a process that died between lease and end has its job
// done by the next.
func TestRunner_onTheRealQueue(t *testing.T) {
	s, err := store.Open(t.Context(), t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Migrate(t.Context(), time.Now(), "epoch"); err != nil {
		t.Fatal(err)
	}
	past := time.Now().Add(-time.Hour)
	err = s.Write(t.Context(), func(_ context.Context, tx *store.Tx) error {
		return tx.AddJob(forum.Job{Kind: "mail", Payload: []byte(`"hello"`), RunAt: past}, past)
	})
	if err != nil {
		t.Fatal(err)
	}
	if dead, err := s.TakeJobs(t.Context(), past, timeout+spare, 1, []string{"mail"}); err != nil || len(dead) != 1 {
		t.Fatal(dead, err)
	}
	done := make(chan forum.Job, 1)
	_, stop := run(t, s, map[string]Handler{"mail": func(_ context.Context, j forum.Job) error { done <- j; return nil }})
	j := <-done
	stop()
	if j.Attempt != 2 || string(j.Payload) != `"hello"` {
		t.Errorf("did %+v", j)
	}
	if left, err := s.TakeJobs(t.Context(), time.Now().Add(time.Hour), timeout+spare, 1, []string{"mail"}); err != nil || len(left) != 0 {
		t.Error("the job is still there", left, err)
	}
}
