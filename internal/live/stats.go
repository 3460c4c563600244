package live

import "sync/atomic"

type counters struct {
	rooms        atomic.Int64
	droppedHints atomic.Int64
	lostSeats    atomic.Int64
	holes        atomic.Int64
}

// Stats are the hub's figures: two that rise and fall, three that only rise.
type Stats struct {
	Seats int64 // taken and not yet left
	Rooms int64 // that somebody watches

	DroppedHints int64
	LostSeats    int64 // closed with TooSlow
	Holes        int64 // of these, because an event's seq was not the next: a fault of the publisher
}

// Stats returns the figures of this moment.
func (h *Hub) Stats() Stats {
	h.mu.RLock()
	seats := len(h.seats)
	h.mu.RUnlock()
	return Stats{
		Seats:        int64(seats),
		Rooms:        h.count.rooms.Load(),
		DroppedHints: h.count.droppedHints.Load(),
		LostSeats:    h.count.lostSeats.Load(),
		Holes:        h.count.holes.Load(),
	}
}
