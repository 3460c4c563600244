package live

import (
	"maps"
	"slices"
)

// Publish hands the frame to everybody in the room and never waits. A
// conversation's events come in the order of seq.
func (h *Hub) Publish(r Room, f *Frame) {
	sh := h.shard(r.Conversation)
	sh.mu.Lock()
	defer sh.mu.Unlock()
	c := sh.conversations[r.Conversation]
	if c == nil {
		return
	}
	for _, room := range c.rooms {
		if room.lang != r.Lang {
			continue
		}
		for _, w := range room.watches {
			w.seat.mu.Lock()
			w.pass(f)
			w.seat.mu.Unlock()
		}
	}
}

// PublishEach is Publish for all of a conversation's rooms, where the frame
// depends on the reader: pick returns one of a few prepared frames, or nil for
// none. An event needs a frame for everyone (a skip, for those who may not see
// it): nil leaves a hole.
func (h *Hub) PublishEach(conversation int64, pick func(who Info, lang string) *Frame) {
	sh := h.shard(conversation)
	sh.mu.Lock()
	defer sh.mu.Unlock()
	c := sh.conversations[conversation]
	if c == nil {
		return
	}
	for _, room := range c.rooms {
		for _, w := range room.watches {
			f := pick(w.seat.who, room.lang)
			if f == nil {
				continue
			}
			w.seat.mu.Lock()
			w.pass(f)
			w.seat.mu.Unlock()
		}
	}
}

// Tell hands the frame to all seats of a person, but for those that watch the
// conversation except (0 = no exception). It never waits.
func (h *Hub) Tell(person, except int64, f *Frame) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	for _, s := range h.people[person] {
		s.tell(except, f)
	}
}

// TellEach is Tell for all seats for which which is true.
func (h *Hub) TellEach(which func(Info) bool, except int64, f *Frame) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	for s := range h.seats {
		if which(s.who) {
			s.tell(except, f)
		}
	}
}

func (s *Seat) tell(except int64, f *Frame) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if except == 0 || s.watching(except) < 0 {
		s.offer(nil, f)
	}
}

// EndWatch ends the watches of a conversation that match, in every language:
// what is queued of it is dropped, last follows (nil = nothing), and then
// nothing of it any more, not from a backlog in progress either.
func (h *Hub) EndWatch(conversation int64, which func(Info) bool, last *Frame) {
	sh := h.shard(conversation)
	sh.mu.Lock()
	defer sh.mu.Unlock()
	c := sh.conversations[conversation]
	if c == nil {
		return
	}
	var ending []*Watch
	for _, room := range c.rooms {
		for _, w := range room.watches {
			if which(w.seat.who) {
				ending = append(ending, w)
			}
		}
	}
	for _, w := range ending {
		w.seat.mu.Lock()
		w.stop(sh)
		if last != nil {
			w.seat.offer(nil, last)
		}
		w.seat.mu.Unlock()
	}
}

// WatchedBy returns the conversations that matching seats watch, sorted: what
// to look at again when rights have changed.
func (h *Hub) WatchedBy(which func(Info) bool) []int64 {
	var found []int64
	h.mu.RLock()
	for s := range h.seats {
		if !which(s.who) {
			continue
		}
		s.mu.Lock()
		for _, w := range s.watches {
			found = append(found, w.room.Conversation)
		}
		s.mu.Unlock()
	}
	h.mu.RUnlock()
	slices.Sort(found)
	return slices.Compact(found)
}

// Seated tells who sits here, each Info once, visitors as one; in no order.
func (h *Hub) Seated() []Info {
	h.mu.RLock()
	defer h.mu.RUnlock()
	found := map[Info]struct{}{}
	for s := range h.seats {
		found[s.who] = struct{}{}
	}
	return slices.Collect(maps.Keys(found))
}

// CloseSession closes the seats of a session with a close code.
func (h *Hub) CloseSession(session int64, code int) {
	h.CloseEach(func(who Info) bool { return who.Session == session && session != 0 }, code)
}

// ClosePerson closes the seats of a person with a close code.
func (h *Hub) ClosePerson(person int64, code int) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	for _, s := range h.people[person] {
		s.Close(code)
	}
}

// CloseEach closes the seats that match with a close code.
func (h *Hub) CloseEach(which func(Info) bool, code int) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	for s := range h.seats {
		if which(s.who) {
			s.Close(code)
		}
	}
}

// CloseAll closes every seat with a close code, and every one that is taken
// later. Wait tells when all have left.
func (h *Hub) CloseAll(code int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.shut != nil {
		return
	}
	h.shut = Closed{code}
	for s := range h.seats {
		s.Close(code)
	}
	h.lastOut()
}
