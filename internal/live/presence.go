package live

import (
	"slices"
	"time"
)

const (
	silence    = 60 * time.Second // a seat that says nothing so long is not here
	typingGap  = 3 * time.Second  // one note a person in this time
	typingLast = 6 * time.Second  // a note without another is gone after it
	hereGap    = time.Second      // news of a conversation's presence, at most so often
	hereNames  = 50               // people named
)

// note says that a person writes, and since when we know.
type note struct {
	person int64
	at     time.Duration
}

// Alive notes a sign of life, such as a pong or a frame from the client. A seat
// silent for 60 s is not here until the next one.
func (s *Seat) Alive() {
	s.alive.Store(int64(s.hub.clock()))
	if !s.absent.Load() || !s.absent.CompareAndSwap(true, false) {
		return
	}
	s.mu.Lock()
	watches := slices.Clone(s.watches)
	s.mu.Unlock()
	for _, w := range watches {
		sh := s.hub.shard(w.room.Conversation)
		sh.mu.Lock()
		if w.place != nil && !w.holding {
			w.place.in.count(w)
		}
		sh.mu.Unlock()
	}
}

// Typing notes that the seat's person writes in a conversation that it watches,
// and tells whether the note counts: signed in, here, and the last one at least
// 3 s ago. A counted note is news of the conversation's presence even if the
// person was writing already, so that clients may let it expire by themselves.
func (s *Seat) Typing(conversation int64) bool {
	sh := s.hub.shard(conversation)
	sh.mu.Lock()
	defer sh.mu.Unlock()
	c := sh.conversations[conversation]
	if c == nil || c.people[s.who.Person] == 0 {
		return false
	}
	s.mu.Lock()
	i := s.watching(conversation)
	here := i >= 0 && s.watches[i].counted
	s.mu.Unlock()
	if !here {
		return false
	}
	now := s.hub.clock()
	for i := range c.typing {
		if n := &c.typing[i]; n.person == s.who.Person {
			if now-n.at < typingGap {
				return false
			}
			n.at = now
			c.changed = true
			return true
		}
	}
	c.typing = append(c.typing, note{s.who.Person, now})
	c.changed = true
	return true
}

// StopTyping forgets that a person writes: the post has come.
func (h *Hub) StopTyping(conversation, person int64) {
	sh := h.shard(conversation)
	sh.mu.Lock()
	defer sh.mu.Unlock()
	if c := sh.conversations[conversation]; c != nil {
		c.quiet(func(n note) bool { return n.person == person })
	}
}

// Presence is who is in a conversation, over all its rooms: signed-in people,
// each once. People are in the order of arrival, at most 50; Count is of all;
// Typing are those who write, at most 50.
type Presence struct {
	People []int64
	Count  int
	Typing []int64
}

// Here returns who is in the conversation.
func (h *Hub) Here(conversation int64) Presence {
	sh := h.shard(conversation)
	sh.mu.Lock()
	defer sh.mu.Unlock()
	c := sh.conversations[conversation]
	if c == nil {
		return Presence{}
	}
	p := Presence{
		People: slices.Clone(c.arrived[:min(len(c.arrived), hereNames)]),
		Count:  len(c.arrived),
	}
	now := h.clock()
	for _, n := range c.typing {
		if now-n.at < typingLast && len(p.Typing) < hereNames {
			p.Typing = append(p.Typing, n.person)
		}
	}
	return p
}

// Changed lets presence and notes expire, and returns the conversations whose
// Here has news since they were last returned, each at most once a second.
// The caller asks about once a second.
func (h *Hub) Changed() []int64 {
	var changed []int64
	now := h.clock()
	for i := range h.shards {
		sh := &h.shards[i]
		sh.mu.Lock()
		for _, c := range sh.conversations {
			c.expire(now)
			if c.changed && now-c.told >= hereGap {
				c.changed, c.told = false, now
				changed = append(changed, c.id)
			}
		}
		sh.mu.Unlock()
	}
	slices.Sort(changed)
	return changed
}

// expire takes out seats that are silent and notes that are old. The shard's
// mutex is held, as it is for all below.
func (c *conversation) expire(now time.Duration) {
	limit := int64(now - silence)
	for _, r := range c.rooms {
		for _, w := range r.watches {
			if !w.counted || w.seat.alive.Load() > limit {
				continue
			}
			// Alive stores its time before it looks at absent, we the other
			// way round: one of the two sees the other.
			w.seat.absent.Store(true)
			if w.seat.alive.Load() <= limit {
				c.uncount(w)
			}
		}
	}
	c.quiet(func(n note) bool { return now-n.at >= typingLast })
}

// count makes w's person here; it does nothing for visitors.
func (c *conversation) count(w *Watch) {
	person := w.seat.who.Person
	if w.counted || person == 0 {
		return
	}
	w.counted = true
	if c.people == nil {
		c.people = map[int64]int{}
	}
	c.people[person]++
	if c.people[person] == 1 {
		c.arrived = append(c.arrived, person)
		c.changed = true
	}
}

// uncount takes back what count did.
func (c *conversation) uncount(w *Watch) {
	if !w.counted {
		return
	}
	w.counted = false
	person := w.seat.who.Person
	if c.people[person]--; c.people[person] > 0 {
		return
	}
	delete(c.people, person)
	i := slices.Index(c.arrived, person)
	c.arrived = slices.Delete(c.arrived, i, i+1)
	c.changed = true
	c.quiet(func(n note) bool { return n.person == person })
}

// quiet forgets notes.
func (c *conversation) quiet(which func(note) bool) {
	if before := len(c.typing); before > 0 {
		c.typing = slices.DeleteFunc(c.typing, which)
		c.changed = c.changed || len(c.typing) != before
	}
}
