package gate

import (
	"context"
	"sync/atomic"
	"time"
)

// Turns bounds one kind of work: so much at once, so many who wait for it, and
// how long each of them waits. Beyond that, whoever comes is refused at once,
// before anything was done for them.
type Turns struct {
	at       chan struct{}
	most     int64
	patience time.Duration
	waiting  atomic.Int64
	refused  atomic.Int64
}

// NewTurns makes Turns for atOnce that work and most that wait.
func NewTurns(atOnce, most int, patience time.Duration) *Turns {
	return &Turns{at: make(chan struct{}, atOnce), most: int64(most), patience: patience}
}

// Take is a turn, which Done ends; false if there is none to be had.
func (t *Turns) Take(ctx context.Context) bool {
	select {
	case t.at <- struct{}{}:
		return true
	default:
	}
	if t.waiting.Add(1) > t.most {
		t.waiting.Add(-1)
		t.refused.Add(1)
		return false
	}
	defer t.waiting.Add(-1)
	over := time.NewTimer(t.patience)
	defer over.Stop()
	select {
	case t.at <- struct{}{}:
		return true
	case <-over.C:
	case <-ctx.Done():
	}
	t.refused.Add(1)
	return false
}

// Done ends a turn that was taken.
func (t *Turns) Done() { <-t.at }

// Counts are how many work and wait now, and how many were refused since the
// start.
func (t *Turns) Counts() (working, waiting, refused int64) {
	return int64(len(t.at)), t.waiting.Load(), t.refused.Load()
}
