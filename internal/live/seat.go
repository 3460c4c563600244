package live

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
)

// Close codes of the live connection.
const (
	GoingAway = 1001 // the server stops
	TooSlow   = 4008 // the queue ran full: come back with the cursor
	TooMuch   = 4029 // the client talks too much
	SignedOut = 4401 // the session ended
)

// Closed is the error of a seat that the server ended; the transport sends Code
// in its close frame.
type Closed struct{ Code int }

func (c Closed) Error() string { return fmt.Sprintf("live: seat closed with %d", c.Code) }

var (
	// ErrNothing says that no frame waits.
	ErrNothing = errors.New("live: no frame waits")
	// ErrLeft says that the seat was left by its own side.
	ErrLeft = errors.New("live: the seat was left")
	// ErrEnded says that a watch is over: stopped, ended, or begun anew.
	ErrEnded = errors.New("live: the watch has ended")
	// ErrTooMany says that the seat watches as many conversations as it may.
	ErrTooMany = errors.New("live: too many conversations watched")
)

// Info says whose socket a seat is. Session and Token are ids, not secrets; 0
// means none.
type Info struct {
	Person  int64 // 0 = visitor
	Session int64
	Token   int64
}

// Seat is one socket. Whoever sat down must Leave.
type Seat struct {
	who Info
	hub *Hub
	id  uint64

	wake   chan struct{} // holds one token when there is something to Poll
	alive  atomic.Int64  // Hub.clock of the last sign of life
	absent atomic.Bool   // taken out of presence for silence

	mu      sync.Mutex
	queue   queue
	held    int           // frames that watches keep back, of the same bound
	space   chan struct{} // closed when Give may try again; nil if none waits
	watches []*Watch
	over    error // Closed or ErrLeft; the first stays
	left    bool
}

// Sit takes a seat. After CloseAll it is one that is closed already. Take it
// before the last look at the session, so that a sign-out in between is seen
// either there or here.
func (h *Hub) Sit(who Info) *Seat {
	s := &Seat{who: who, hub: h, id: h.lastID.Add(1), wake: make(chan struct{}, 1)}
	s.alive.Store(int64(h.clock()))
	h.mu.Lock()
	defer h.mu.Unlock()
	h.seats[s] = struct{}{}
	if who.Person != 0 {
		h.people[who.Person] = append(h.people[who.Person], s)
	}
	if h.shut != nil {
		s.over = h.shut
		s.signal()
	}
	return s
}

// ID is unique in this process.
func (s *Seat) ID() uint64 { return s.id }

// Who tells whose socket it is.
func (s *Seat) Who() Info { return s.who }

// Leave ends all watches and gives the seat up. Further calls do nothing.
func (s *Seat) Leave() {
	s.mu.Lock()
	if s.left {
		s.mu.Unlock()
		return
	}
	s.left = true
	s.end(ErrLeft)
	watches := s.watches // final: no watch begins on a seat that is over
	s.watches = nil
	s.mu.Unlock()

	for _, w := range watches {
		sh := s.hub.shard(w.room.Conversation)
		sh.mu.Lock()
		sh.unlink(w)
		sh.mu.Unlock()
	}

	h := s.hub
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.seats, s)
	if s.who.Person != 0 {
		mine := slices.DeleteFunc(h.people[s.who.Person], func(x *Seat) bool { return x == s })
		if len(mine) == 0 {
			delete(h.people, s.who.Person)
		} else {
			h.people[s.who.Person] = mine
		}
	}
	h.lastOut()
}

// Close ends the seat with a close code: what is queued is dropped and the
// writer gets Closed. The first end counts. Leave must still be called.
func (s *Seat) Close(code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.end(Closed{code})
}

// end is Close with mu held.
func (s *Seat) end(why error) {
	if s.over != nil {
		return
	}
	s.over = why
	s.queue = queue{}
	s.held = 0
	for _, w := range s.watches {
		w.held = nil
	}
	s.makeSpace()
	s.signal()
}

// Ready holds a value when Poll has something to say. One goroutine, the
// socket's writer, receives from it and then polls until ErrNothing.
func (s *Seat) Ready() <-chan struct{} { return s.wake }

// Poll takes the next frame without waiting. Errors: ErrNothing, Closed,
// ErrLeft.
func (s *Seat) Poll() (*Frame, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over != nil {
		return nil, s.over
	}
	if s.queue.n == 0 {
		return nil, ErrNothing
	}
	f := s.queue.pop().frame
	if s.queue.n < s.hub.half() {
		s.makeSpace()
	}
	return f, nil
}

// Next waits for the next frame. Errors: Closed, ErrLeft, ctx's.
func (s *Seat) Next(ctx context.Context) (*Frame, error) {
	for {
		f, err := s.Poll()
		if err != ErrNothing {
			return f, err
		}
		select {
		case <-s.wake:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// Send queues a frame that belongs to no conversation, such as hello or error.
func (s *Seat) Send(f *Frame) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.offer(nil, f)
}

// offer queues f, keeps it back if w is holding, drops it, or loses the seat;
// it never waits. mu is held.
func (s *Seat) offer(w *Watch, f *Frame) {
	if s.over != nil {
		return
	}
	holding := w != nil && w.holding
	full := s.queue.n+s.held >= s.hub.bound
	if f.kind == Hint && (full || holding) {
		s.hub.count.droppedHints.Add(1)
		return
	}
	if full && s.dropHints() == 0 {
		s.lose()
		return
	}
	if holding {
		w.held = append(w.held, f)
		s.held++
		return
	}
	s.queue.push(entry{f, w})
	s.signal()
}

// dropHints makes room for an event. mu is held.
func (s *Seat) dropHints() int {
	dropped := s.queue.drop(func(e entry) bool { return e.frame.kind == Hint })
	s.hub.count.droppedHints.Add(int64(dropped))
	return dropped
}

func (s *Seat) lose() {
	s.hub.count.lostSeats.Add(1)
	s.end(Closed{TooSlow})
}

func (s *Seat) signal() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

func (s *Seat) makeSpace() {
	if s.space != nil {
		close(s.space)
		s.space = nil
	}
}

// half is where a backlog waits: the other half is for what comes live.
func (h *Hub) half() int { return (h.bound + 1) / 2 }
