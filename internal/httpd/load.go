package httpd

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"plenary/internal/gauge"
)

const minutesKept = 24 * 60

// minute is what the program had to do in one minute, or so far in the present
// one.
type minute struct {
	Length           time.Duration
	Requests, Failed uint64 // Failed: answered with 5xx
	Median, Slowest  time.Duration
	Sockets          int64 // at its end
	Writes           uint64
	Wait, LongWait   time.Duration // half of the writers waited at most so long, all but one in a hundred so long
	Queue            int           // writes that waited, at the worst of its seconds
}

// load keeps what the last day's minutes were like. A request costs one or two
// atomic additions; everything else happens once a second.
type load struct {
	times  gauge.Times
	failed atomic.Uint64

	mu    sync.Mutex // not taken by requests
	ring  [minutesKept]minute
	ended int       // minutes that ended, ever
	begun time.Time // when the present one did
	last  struct {
		requests, writes gauge.Reading
		failed           uint64
	}
	queue int // at the worst of this minute's seconds
}

// request counts an answer. Those who poll wait on purpose and don't count.
func (l *load) request(route string, status int, took time.Duration) {
	if status >= 500 {
		l.failed.Add(1)
	}
	if !strings.HasSuffix(route, "/events") {
		l.times.Add(took)
	}
}

// second looks at the writer's queue.
func (l *load) second(queue int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.queue = max(l.queue, queue)
}

// minute ends a minute.
func (l *load) minute(now time.Time, writes gauge.Reading, sockets int64) {
	requests, failed := l.times.Read(), l.failed.Load()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ring[l.ended%minutesKept] = l.since(now, requests, writes, failed, sockets)
	l.last.requests, l.last.failed, l.last.writes = requests, failed, writes
	l.ended, l.queue, l.begun = l.ended+1, 0, now
}

// since is what the present minute was like so far. mu is held.
func (l *load) since(now time.Time, requests, writes gauge.Reading, failed uint64, sockets int64) minute {
	asked, wrote := requests.Since(l.last.requests), writes.Since(l.last.writes)
	return minute{Length: max(now.Sub(l.begun), time.Second), Requests: asked.Count(), Failed: failed - l.last.failed,
		Median: asked.Quantile(.5), Slowest: asked.Quantile(.99), Sockets: sockets,
		Writes: wrote.Count(), Wait: wrote.Quantile(.5), LongWait: wrote.Quantile(.99), Queue: l.queue}
}

// day is the minutes that are kept, oldest first, and the present one.
func (l *load) day(now time.Time, writes gauge.Reading, sockets int64) []minute {
	requests, failed := l.times.Read(), l.failed.Load()
	l.mu.Lock()
	defer l.mu.Unlock()
	n := min(l.ended, minutesKept-1)
	all := make([]minute, 0, n+1)
	for i := l.ended - n; i < l.ended; i++ {
		all = append(all, l.ring[i%minutesKept])
	}
	return append(all, l.since(now, requests, writes, failed, sockets))
}

// watchLoad looks every second, until ctx ends.
func (s *Server) watchLoad(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	next := time.Now().Add(time.Minute)
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-tick.C:
			waiting, writes := s.app.WritesWaiting()
			s.metrics.load.second(waiting)
			if !now.Before(next) {
				s.metrics.load.minute(now, writes, s.live.hub.Stats().Seats)
				next = now.Add(time.Minute)
			}
		}
	}
}
