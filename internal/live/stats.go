package live

import "sync/atomic"

type counters struct {
	rooms        atomic.Int64
	droppedHints atomic.Int64
	lostSeats    atomic.Int64
	holes        atomic.Int64
}

// Stats are the hub's figures: three that rise and fall, three that only rise.
type Stats struct {
	Seats int64 // taken and not yet left
	Rooms int64 // that somebody watches
	Queue int64 // frames that wait for their sockets, held ones included

	DroppedHints int64
	LostSeats    int64 // closed with TooSlow
	Holes        int64 // of these, because an event's seq was not the next: a fault of the publisher
}

// Stats returns the figures of this moment.
func (h *Hub) Stats() Stats {
	h.mu.RLock()
	seats, queue := len(h.seats), 0
	for s := range h.seats {
		s.mu.Lock()
		queue += s.queue.n + s.held
		s.mu.Unlock()
	}
	h.mu.RUnlock()
	return Stats{
		Seats:        int64(seats),
		Rooms:        h.count.rooms.Load(),
		Queue:        int64(queue),
		DroppedHints: h.count.droppedHints.Load(),
		LostSeats:    h.count.lostSeats.Load(),
		Holes:        h.count.holes.Load(),
	}
}

// Seats is how many seats are taken.
func (h *Hub) Seats() int {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return len(h.seats)
}
