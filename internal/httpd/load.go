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

// minute is what the program had to do in one minute.
type minute struct {
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
	times   gauge.Times
	failed  atomic.Uint64
	started time.Time

	mu    sync.Mutex // not taken by requests
	ring  [minutesKept]minute
	ended int // minutes that ended, ever
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
func (l *load) minute(writes gauge.Reading, sockets int64) {
	requests, failed := l.times.Read(), l.failed.Load()
	l.mu.Lock()
	defer l.mu.Unlock()
	asked, wrote := requests.Since(l.last.requests), writes.Since(l.last.writes)
	l.ring[l.ended%minutesKept] = minute{Requests: asked.Count(), Failed: failed - l.last.failed, Median: asked.Quantile(.5), Slowest: asked.Quantile(.99),
		Sockets: sockets, Writes: wrote.Count(), Wait: wrote.Quantile(.5), LongWait: wrote.Quantile(.99), Queue: l.queue}
	l.last.requests, l.last.failed, l.last.writes = requests, failed, writes
	l.ended, l.queue = l.ended+1, 0
}

// day is the minutes that are kept, oldest first.
func (l *load) day() []minute {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := min(l.ended, minutesKept)
	all := make([]minute, 0, n)
	for i := l.ended - n; i < l.ended; i++ {
		all = append(all, l.ring[i%minutesKept])
	}
	return all
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
				s.metrics.load.minute(writes, s.live.hub.Stats().Seats)
				next = now.Add(time.Minute)
			}
		}
	}
}
