package live

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Options are the hub's settings; a zero field takes its default.
type Options struct {
	Queue      int              // frames a seat may be behind; 256
	MaxWatches int              // conversations one seat may watch; 64
	Now        func() time.Time // time.Now
}

// Hub holds every seat and every room of one process. All its methods, and
// those of seats and watches, may be called from any goroutine.
type Hub struct {
	bound      int
	maxWatches int
	now        func() time.Time
	start      time.Time

	shards [shardCount]shard

	mu     sync.RWMutex // the register of seats
	seats  map[*Seat]struct{}
	people map[int64][]*Seat
	shut   error         // set by CloseAll: who comes later gets it at once
	empty  chan struct{} // closed when the hub is shut and the last seat left

	lastID atomic.Uint64
	count  counters
}

// Room names one conversation in one language.
type Room struct {
	Conversation int64
	Lang         string
}

const shardCount = 32

// shard holds a part of the conversations, chosen by id.
type shard struct {
	mu            sync.Mutex
	conversations map[int64]*conversation
}

// conversation is what the hub knows of one that is watched: its rooms, and
// who is here. The shard's mutex guards it.
type conversation struct {
	id      int64
	rooms   []*room // one for each language, seldom more than two
	people  map[int64]int
	arrived []int64 // the keys of people, by arrival
	typing  []note
	changed bool
	told    time.Duration
}

type room struct {
	in      *conversation
	lang    string
	watches []*Watch
}

// New makes a hub. It starts no goroutine and needs no closing.
func New(o Options) *Hub {
	if o.Queue <= 0 {
		o.Queue = 256
	}
	if o.MaxWatches <= 0 {
		o.MaxWatches = 64
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	h := &Hub{
		bound: o.Queue, maxWatches: o.MaxWatches, now: o.Now, start: o.Now(),
		seats: map[*Seat]struct{}{}, people: map[int64][]*Seat{}, empty: make(chan struct{}),
	}
	for i := range h.shards {
		h.shards[i].conversations = map[int64]*conversation{}
	}
	return h
}

// clock is the time since the hub began, which no correction of the wall clock
// moves back.
func (h *Hub) clock() time.Duration { return h.now().Sub(h.start) }

func (h *Hub) shard(conversation int64) *shard {
	return &h.shards[uint64(conversation)%shardCount]
}

// Watched returns the languages that somebody watches the conversation in,
// sorted. Ask after reading the events to publish, never before.
func (h *Hub) Watched(conversation int64) []string {
	s := h.shard(conversation)
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.conversations[conversation]
	if c == nil {
		return nil
	}
	langs := make([]string, len(c.rooms))
	for i, r := range c.rooms {
		langs[i] = r.lang
	}
	slices.Sort(langs)
	return langs
}

// link gives w its place in its room, making the room if need be. The shard's
// mutex is held.
func (s *shard) link(w *Watch) {
	c := s.conversations[w.room.Conversation]
	if c == nil {
		c = &conversation{id: w.room.Conversation, told: -hereGap}
		s.conversations[c.id] = c
	}
	i := slices.IndexFunc(c.rooms, func(r *room) bool { return r.lang == w.room.Lang })
	if i < 0 {
		i = len(c.rooms)
		c.rooms = append(c.rooms, &room{in: c, lang: w.room.Lang})
		w.seat.hub.count.rooms.Add(1)
	}
	w.place, w.index = c.rooms[i], len(c.rooms[i].watches)
	w.place.watches = append(w.place.watches, w)
}

// unlink takes w out of its room, and removes the room if it was the last one
// in it. The shard's mutex is held.
func (s *shard) unlink(w *Watch) {
	r := w.place
	if r == nil {
		return
	}
	last := len(r.watches) - 1
	r.watches[w.index] = r.watches[last]
	r.watches[w.index].index = w.index
	r.watches[last] = nil
	r.watches = r.watches[:last]
	if cap(r.watches) > 64 && len(r.watches) < cap(r.watches)/4 {
		r.watches = slices.Clone(r.watches)
	}
	w.place = nil
	r.in.uncount(w)
	if last > 0 {
		return
	}
	r.in.rooms = slices.DeleteFunc(r.in.rooms, func(x *room) bool { return x == r })
	w.seat.hub.count.rooms.Add(-1)
	if len(r.in.rooms) == 0 {
		delete(s.conversations, r.in.id)
	}
}

// lastOut notes that a hub that is shut has become empty. h.mu is held.
func (h *Hub) lastOut() {
	if h.shut == nil || len(h.seats) > 0 {
		return
	}
	select {
	case <-h.empty:
	default:
		close(h.empty)
	}
}

// Wait returns when the hub was shut by CloseAll and every seat has left, or
// with ctx's error.
func (h *Hub) Wait(ctx context.Context) error {
	select {
	case <-h.empty:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
