package httpd

import (
	"errors"
	"math/rand/v2"
	"net/netip"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/forum"
	"plenary/internal/gate"
)

// How much is worked on at once, how many wait for it, and how long. Numbers
// are chosen so that those who wait are served within their patience: a page
// takes about a millisecond of one core, a password 25, a search up to
// seconds.
const (
	readsPerCore   = 16
	readsWaiting   = 256
	writesAtOnce   = 128 // two full batches of the store
	writesWaiting  = 128
	queueTooLong   = 128 // writes that wait in the store
	passwordsAt    = 4   // of which two are hashed, while two read or write
	passwordsWait  = 48
	heavyWaiting   = 32
	uploadsWaiting = 16
	patience       = 2 * time.Second
	longPatience   = 5 * time.Second
	uploadPatience = 30 * time.Second
	spareFiles     = 128 // file handles kept for the database, uploads and mail
)

// turns are the bounds on work, by kind, so that one kind that is in demand
// leaves the others alone.
type turns struct {
	reads, writes, passwords, heavy, uploads, backlogs *gate.Turns
}

func newTurns() turns {
	cores := runtime.GOMAXPROCS(0)
	return turns{
		reads:     gate.NewTurns(readsPerCore*cores, readsWaiting, patience),
		writes:    gate.NewTurns(writesAtOnce, writesWaiting, patience),
		passwords: gate.NewTurns(passwordsAt, passwordsWait, longPatience),
		heavy:     gate.NewTurns(max(1, cores), heavyWaiting, longPatience), // leaves readers of the database to others
		uploads:   gate.NewTurns(uploadsAtOnce, uploadsWaiting, uploadPatience),
		backlogs:  gate.NewTurns(2*cores, 1<<20, askTime), // those who wait are bounded as sockets
	}
}

// gauges shows how much is worked on, waits and was refused.
func (t turns) gauges(m *metrics) {
	for kind, of := range map[string]*gate.Turns{"reads": t.reads, "writes": t.writes, "passwords": t.passwords, "heavy": t.heavy,
		"uploads": t.uploads, "backlogs": t.backlogs} {
		m.gauge("plenary_work_"+kind+"_now", "Worked on at this moment.", func() float64 { n, _, _ := of.Counts(); return float64(n) })
		m.gauge("plenary_work_"+kind+"_waiting", "Waiting for a turn.", func() float64 { _, n, _ := of.Counts(); return float64(n) })
		m.gauge("plenary_work_"+kind+"_refused", "Refused since the start.", func() float64 { _, _, n := of.Counts(); return float64(n) })
	}
}

// kindOf is which turn a request needs; nil for those that have bounds of
// their own: sockets, and polls, which mostly wait.
func (t turns) kindOf(method, path string) *gate.Turns {
	reading := method == fiber.MethodGet || method == fiber.MethodHead || method == fiber.MethodOptions
	switch {
	case path == "/live", reading && strings.HasPrefix(path, "/api/") && strings.HasSuffix(path, "/events"):
		return nil
	case path == "/search", path == "/api/v1/search", path == "/settings/data":
		return t.heavy
	case reading:
		return t.reads
	case path == "/sign-in", path == "/settings/password", path == "/settings/network/people",
		strings.HasPrefix(path, "/join/"), strings.HasPrefix(path, "/setup/"):
		return t.passwords
	case isUpload(method, path):
		return nil // takes its turn when it is known to carry a file
	}
	return t.writes
}

// admit lets a request in to be worked on, or refuses it before anything was
// done for it.
func (s *Server) admit(c *fiber.Ctx) error {
	kind := s.turns.kindOf(c.Method(), c.Path())
	if kind == nil {
		return c.Next()
	}
	if kind == s.turns.writes && s.writesWaiting() >= queueTooLong || !kind.Take(c.UserContext()) {
		return isBusy()
	}
	defer kind.Done()
	return c.Next()
}

// isBusy is the error of whoever came when there was too much to do. They are
// told different times, so that they don't come back together.
func isBusy() *forum.Error {
	wait := 1 + rand.IntN(4)
	return &forum.Error{Kind: forum.Unavailable, Msg: "limit.busy", Args: forum.Pairs("Seconds", wait), RetryAfter: wait}
}

// wasBusy reports whether err is isBusy's, or that of a socket that is to come
// later: the site works as it should.
func wasBusy(err error) bool {
	var e *forum.Error
	return errors.As(err, &e) && e.Msg == "limit.busy"
}

// bounds are those on connections and on what requests may hold in memory.
func (s *Server) bounds() gate.Bounds {
	l := s.settings.Limits
	memory := int64(l.BodyMemory) << 20
	b := gate.Bounds{Connections: connectionsWithin(l.Connections), Held: memory, HeldPerAddress: memory / 2, Exempt: s.isProxy}
	if s.settings.Limited() {
		b.PerAddress = l.ConnectionsAt
	} else {
		b.HeldPerAddress = 0
	}
	return b
}

func (s *Server) isProxy(addr netip.Addr) bool { return s.settings.Trusts(addr.AsSlice()) }

// connectionsWithin is how many connections the machine's file handles leave
// room for, want at most.
func connectionsWithin(want int) int {
	var files syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_NOFILE, &files) != nil || files.Cur > 1<<30 {
		return want
	}
	return max(64, min(want, int(files.Cur)-spareFiles))
}

// writesWaiting is how many writes wait for their turn: how busy the site is.
func (s *Server) writesWaiting() int {
	now, _ := s.app.WritesWaiting()
	return now
}
