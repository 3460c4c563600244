package store

import "context"

// WriteLater has fn run with the writes of others and does not wait for it:
// for what may be lost, such as when somebody was last seen. It is dropped
// where writes queue already, so that reading never waits for the writer.
func (s *Store) WriteLater(fn func(context.Context, *Tx) error) {
	select {
	case <-s.closed:
		return
	default:
	}
	if s.Queue() > maxBatch/2 {
		return
	}
	select {
	case s.queue <- &pending{ctx: context.Background(), fn: fn, done: make(chan struct{})}:
	default:
	}
}
