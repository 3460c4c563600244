package live

import (
	"context"
	"slices"
)

// Watch is one seat's place in one room: first holding, until Caught, then
// live, until it ends.
type Watch struct {
	seat *Seat
	room Room

	// guarded by the shard's mutex
	place   *room // nil once it is out of its room
	index   int   // where in place.watches
	counted bool  // in the conversation's presence

	// guarded by the seat's mutex; holding is written under both
	holding bool
	ended   bool
	last    int64 // seq of the last event queued or held
	held    []*Frame
}

// Watch begins to watch a room: what is published from now on is held until
// Caught. A seat watches a conversation once: an earlier watch of it ends, and
// what was queued of it is dropped. Errors: ErrTooMany, Closed, ErrLeft.
func (s *Seat) Watch(r Room) (*Watch, error) {
	sh := s.hub.shard(r.Conversation)
	sh.mu.Lock()
	defer sh.mu.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over != nil {
		return nil, s.over
	}
	w := &Watch{seat: s, room: r, holding: true}
	if i := s.watching(r.Conversation); i >= 0 {
		old := s.watches[i]
		sh.link(w)
		if old.counted { // stays here without a blink
			old.counted, w.counted = false, true
		}
		sh.unlink(old)
		s.forget(i)
	} else if len(s.watches) >= s.hub.maxWatches {
		return nil, ErrTooMany
	} else {
		sh.link(w)
	}
	s.watches = append(s.watches, w)
	return w, nil
}

// largeFrame is from where on only one frame of a backlog waits, in bytes.
const largeFrame = 64 << 10

// Give hands over one frame of the backlog (or the answer to the watch). It
// waits while half of the queue is full, and with a large frame until the queue
// is empty, so that a long backlog neither loses the seat nor fills memory. Errors: ErrEnded, Closed, ErrLeft, ctx's.
func (w *Watch) Give(ctx context.Context, f *Frame) error {
	s := w.seat
	for {
		s.mu.Lock()
		if err := w.err(); err != nil {
			s.mu.Unlock()
			return err
		}
		if s.queue.n == 0 || s.queue.n < s.hub.half() && len(f.json) < largeFrame {
			s.queue.push(entry{f, w})
			s.signal()
			s.mu.Unlock()
			return nil
		}
		if s.space == nil {
			s.space = make(chan struct{})
		}
		space := s.space
		s.mu.Unlock()
		select {
		case <-space:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Caught says that the reader has, or has queued, every event up to seq. What
// was held and is above it follows; from now on frames come live, and the
// person counts as being here. The transport sends the newcomer Hub.Here itself:
// others are told only if that changed. Errors: ErrEnded, Closed, ErrLeft.
func (w *Watch) Caught(seq int64) error {
	s := w.seat
	sh := s.hub.shard(w.room.Conversation)
	sh.mu.Lock()
	defer sh.mu.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := w.err(); err != nil {
		return err
	}
	if !w.holding {
		return nil
	}
	held := w.held
	w.holding, w.held, w.last = false, nil, seq
	s.held -= len(held)
	for _, f := range held { // they are within the bound already, with the backlog or without
		if w.isNext(f) {
			s.queue.push(entry{f, w})
		}
	}
	if s.over != nil {
		return s.over
	}
	if s.queue.n > 0 {
		s.signal()
	}
	w.place.in.count(w)
	return nil
}

// Stop ends the watch and drops what is queued of it.
func (w *Watch) Stop() {
	s := w.seat
	sh := s.hub.shard(w.room.Conversation)
	sh.mu.Lock()
	defer sh.mu.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	w.stop(sh)
}

// Unwatch stops watching the conversation, if the seat does.
func (s *Seat) Unwatch(conversation int64) {
	sh := s.hub.shard(conversation)
	sh.mu.Lock()
	defer sh.mu.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := s.watching(conversation); i >= 0 {
		s.watches[i].stop(sh)
	}
}

// Watching returns the rooms that the seat watches, holding ones included.
func (s *Seat) Watching() []Room {
	s.mu.Lock()
	defer s.mu.Unlock()
	rooms := make([]Room, len(s.watches))
	for i, w := range s.watches {
		rooms[i] = w.room
	}
	return rooms
}

// pass takes one published frame. The seat's mutex is held.
func (w *Watch) pass(f *Frame) {
	if w.isNext(f) {
		w.seat.offer(w, f)
	}
}

// isNext tells whether f is to be passed on, and notes its seq if so: what the
// reader has already is not, and what would leave a hole loses the seat. While
// the watch is holding, where the reader stands is not known yet, so holes show
// at Caught. The seat's mutex is held.
func (w *Watch) isNext(f *Frame) bool {
	if w.seat.over != nil {
		return false
	}
	if f.seq == 0 {
		return true
	}
	if f.seq <= w.last {
		return false
	}
	if !w.holding && f.seq != w.last+1 {
		w.seat.hub.count.holes.Add(1)
		w.seat.lose()
		return false
	}
	w.last = f.seq
	return true
}

// stop is Stop with both mutexes held.
func (w *Watch) stop(sh *shard) {
	sh.unlink(w)
	if i := slices.Index(w.seat.watches, w); i >= 0 {
		w.seat.forget(i)
	}
}

func (w *Watch) err() error {
	if w.seat.over != nil {
		return w.seat.over
	}
	if w.ended {
		return ErrEnded
	}
	return nil
}

// watching returns where the conversation is among the seat's watches, or -1.
func (s *Seat) watching(conversation int64) int {
	return slices.IndexFunc(s.watches, func(w *Watch) bool { return w.room.Conversation == conversation })
}

// forget ends the seat's side of a watch. mu is held.
func (s *Seat) forget(i int) {
	w := s.watches[i]
	s.watches = slices.Delete(s.watches, i, i+1)
	w.ended = true
	s.held -= len(w.held)
	w.held = nil
	s.queue.drop(func(e entry) bool { return e.watch == w })
	s.makeSpace()
}
