// Package jobs does the work that was asked for in a transaction and is slow or
// may fail: mail, digests, clean-up. It takes jobs from the durable queue, each
// at least once, tries again after growing pauses, and gives up in the end.
package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"plenary/internal/forum"
)

// Queue is where jobs are kept; the store is one.
type Queue interface {
	// TakeJobs leases due jobs of some kinds: nobody else gets them until the
	// lease ends.
	TakeJobs(ctx context.Context, now time.Time, lease time.Duration, limit int, kinds []string) ([]forum.Job, error)
	// EndJob says that a job is done; NotFound if the lease was lost.
	EndJob(ctx context.Context, j forum.Job) error
	// RetryJob puts a job off; the zero time gives it up.
	RetryJob(ctx context.Context, j forum.Job, cause string, then, now time.Time) error
}

// Handler does one job. It may see the same job again, so it is harmless to
// call twice. Where it ends the job itself, in the transaction of its work, it
// answers Done.
type Handler func(ctx context.Context, j forum.Job) error

const (
	poll    = time.Second // between looks at the queue, where nobody wakes the runner
	timeout = 5 * time.Minute
	spare   = time.Minute     // that a lease is longer than a handler may take
	grace   = 5 * time.Second // for handlers at work when the runner stops
	atOnce  = 2
	// Attempts is how often a job is tried: with the pauses, for about a day.
	Attempts  = 12
	firstWait = 5 * time.Second
	maxWait   = 4 * time.Hour
)

// Done is what a Handler answers that has ended its job itself.
var Done = forum.Errorf("jobs: the handler ended the job itself")

// Runner works jobs off. Make one with New.
type Runner struct {
	queue    Queue
	handlers map[string]Handler
	kinds    []string
	log      *slog.Logger
	wake     chan struct{}
	timeout  time.Duration
}

// New makes a Runner that does jobs of the kinds given; those of other kinds
// wait for a program that knows them.
func New(q Queue, handlers map[string]Handler, log *slog.Logger) *Runner {
	return &Runner{queue: q, handlers: handlers, kinds: slices.Sorted(maps.Keys(handlers)), log: log, wake: make(chan struct{}, 1), timeout: timeout}
}

// Within lets each job take that long, not five minutes. It gives the runner.
func (r *Runner) Within(d time.Duration) *Runner {
	r.timeout = d
	return r
}

// Wake says that a job may be due now. It never waits.
func (r *Runner) Wake() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// Run works until ctx ends; then it takes no more, gives the handlers at work
// five seconds before their own context ends, and returns when all have.
func (r *Runner) Run(ctx context.Context) {
	working, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	var busy sync.WaitGroup
	seats := make(chan struct{}, atOnce)
	tick := time.NewTicker(poll)
	defer tick.Stop()
	for ctx.Err() == nil {
		if r.take(ctx, working, seats, &busy) {
			continue // there may be more
		}
		select {
		case <-r.wake:
		case <-tick.C:
		case <-ctx.Done():
		}
	}
	late := time.AfterFunc(grace, stop)
	busy.Wait()
	late.Stop()
}

// take waits for a free seat, takes as many jobs as there are seats and starts
// them. It reports whether it found any.
func (r *Runner) take(ctx, working context.Context, seats chan struct{}, busy *sync.WaitGroup) bool {
	select {
	case seats <- struct{}{}:
	case <-ctx.Done():
		return false
	}
	free := 1
	for more := true; more; {
		select {
		case seats <- struct{}{}:
			free++
		default:
			more = false
		}
	}
	found, err := r.queue.TakeJobs(ctx, time.Now(), r.timeout+spare, free, r.kinds)
	if err != nil && ctx.Err() == nil {
		r.log.Error("taking jobs failed", "error", err)
	}
	for _, j := range found {
		busy.Go(func() {
			defer func() { <-seats }()
			r.do(working, j)
		})
	}
	for range free - len(found) {
		<-seats
	}
	return len(found) > 0
}

// do does one job and writes down how it ended.
func (r *Runner) do(ctx context.Context, j forum.Job) {
	log := r.log.With("job", int64(j.ID), "kind", j.Kind, "attempt", j.Attempt)
	err := r.call(ctx, j)
	// What is written down now is not undone by the end of the runner.
	after, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	switch {
	case errors.Is(err, Done):
		return
	case err == nil:
		err = r.queue.EndJob(after, j)
	case ctx.Err() != nil: // interrupted: not the job's fault
		err = r.queue.RetryJob(after, j, "interrupted", time.Now(), time.Now())
	case j.Attempt >= Attempts:
		log.Error("job given up", "error", err)
		err = r.queue.RetryJob(after, j, cause(err), time.Time{}, time.Now())
	default:
		wait := backoff(j.Attempt)
		log.Warn("job failed, to be tried again", "error", err, "in", wait)
		err = r.queue.RetryJob(after, j, cause(err), time.Now().Add(wait), time.Now())
	}
	if err != nil {
		log.Error("a job's end could not be written down; it will be done again", "error", err)
	}
}

// call runs the handler within its time; a panic is an error like others.
func (r *Runner) call(ctx context.Context, j forum.Job) (err error) {
	ctx, cancel := context.WithTimeout(ctx, r.timeout)
	defer cancel()
	defer func() {
		if died := recover(); died != nil {
			err = forum.Errorf("jobs: panic: %v", died)
			r.log.Error("a job panicked", "kind", j.Kind, "panic", fmt.Sprint(died), "stack", string(debug.Stack()))
		}
	}()
	return r.handlers[j.Kind](ctx, j)
}

// cause is what the queue keeps of an error.
func cause(err error) string {
	s := err.Error()
	return s[:min(len(s), 500)]
}

// backoff is the pause after an attempt: twice as long each time, with up to a
// fifth added, so that what failed together does not come back together.
func backoff(attempt int) time.Duration {
	wait := maxWait
	if attempt < 20 {
		wait = min(maxWait, firstWait<<(attempt-1))
	}
	return wait + rand.N(wait/5+1)
}
