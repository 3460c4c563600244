// Package gate bounds what a server takes on, so that too much of it is
// refused early and with an answer, instead of costing the server its life:
// connections, in all and per address; bytes of requests that are in memory;
// and work at once. It knows nothing of what is served.
package gate

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// Bounds of a Listener. A bound of 0 is none.
type Bounds struct {
	Connections    int                   // at once
	PerAddress     int                   // of these, from one address; IPv6: from one /56
	Held           int64                 // bytes of requests read and not yet answered
	HeldPerAddress int64                 // of these, from one address
	Exempt         func(netip.Addr) bool // addresses whose own bounds don't count, such as proxies'; nil: none
}

const (
	refusedTime = time.Second // for a refused client to read why
	refusedMost = 64          // who are told why at once; others are just closed
	acceptPause = 50 * time.Millisecond
	retryAfter  = 5
)

// Listener hands out connections within its bounds and answers the others with
// 503 itself. Out of file handles it waits and goes on, where a bare listener
// would end the server.
type Listener struct {
	net.Listener
	bounds Bounds
	closed chan struct{}
	once   sync.Once
	told   chan struct{}

	held    atomic.Int64
	refused atomic.Int64

	mu     sync.Mutex
	open   int
	places map[netip.Prefix]*place
}

// place is an address that connections come from.
type place struct {
	open int // guarded by the listener's mutex
	held atomic.Int64
}

// Listen bounds what comes in by ln.
func Listen(ln net.Listener, b Bounds) *Listener {
	return &Listener{Listener: ln, bounds: b, closed: make(chan struct{}), told: make(chan struct{}, refusedMost), places: map[netip.Prefix]*place{}}
}

// Stats are a listener's figures.
type Stats struct {
	Open    int   // connections
	Held    int64 // bytes of requests that are not yet answered
	Refused int64 // since the start
}

// Stats returns the figures of this moment.
func (l *Listener) Stats() Stats {
	l.mu.Lock()
	defer l.mu.Unlock()
	return Stats{Open: l.open, Held: l.held.Load(), Refused: l.refused.Load()}
}

// Accept is the next connection that is within the bounds.
func (l *Listener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if passing(err) {
			select {
			case <-time.After(acceptPause):
				continue
			case <-l.closed:
				return nil, net.ErrClosed
			}
		}
		if err != nil {
			return nil, err
		}
		if mine := l.enter(c); mine != nil {
			return mine, nil
		}
		l.refused.Add(1)
		l.refuse(c)
	}
}

// Close stops accepting.
func (l *Listener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return l.Listener.Close()
}

// passing reports whether accepting may succeed a little later.
func passing(err error) bool {
	for _, lack := range []error{syscall.EMFILE, syscall.ENFILE, syscall.ENOBUFS, syscall.ENOMEM, syscall.ECONNABORTED} {
		if errors.Is(err, lack) {
			return true
		}
	}
	return false
}

// enter counts a connection in; nil if there are too many.
func (l *Listener) enter(c net.Conn) *conn {
	addr, known := addressOf(c)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.bounds.Connections > 0 && l.open >= l.bounds.Connections {
		return nil
	}
	mine := &conn{Conn: c, l: l}
	if known && !(l.bounds.Exempt != nil && l.bounds.Exempt(addr)) {
		mine.from = household(addr)
		p := l.places[mine.from]
		if p == nil {
			p = &place{}
			l.places[mine.from] = p
		}
		if l.bounds.PerAddress > 0 && p.open >= l.bounds.PerAddress {
			return nil
		}
		p.open++
		mine.place = p
	}
	l.open++
	return mine
}

func (l *Listener) leave(c *conn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open--
	if c.place == nil {
		return
	}
	if c.place.open--; c.place.open == 0 {
		delete(l.places, c.from)
	}
}

// refuse tells a client to come back, beside the accepting.
func (l *Listener) refuse(c net.Conn) {
	select {
	case l.told <- struct{}{}:
	default:
		_ = c.Close()
		return
	}
	go func() {
		defer func() { <-l.told }()
		sayBusy(c)
		_ = c.Close()
	}()
}

var busy = fmt.Sprintf("HTTP/1.1 503 Service Unavailable\r\nRetry-After: %d\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 36\r\nConnection: close\r\n\r\nThe site is busy. Please try again.\n", retryAfter)

// sayBusy writes the answer and reads on a little: a connection that is closed
// with bytes unread drops what was written.
func sayBusy(c net.Conn) {
	_ = c.SetDeadline(time.Now().Add(refusedTime))
	if _, err := io.WriteString(c, busy); err != nil {
		return
	}
	if half, ok := c.(interface{ CloseWrite() error }); ok {
		_ = half.CloseWrite()
	}
	_, _ = io.CopyN(io.Discard, c, 64<<10)
}

func addressOf(c net.Conn) (netip.Addr, bool) {
	at, err := netip.ParseAddrPort(c.RemoteAddr().String())
	return at.Addr().Unmap(), err == nil
}

// household is the addresses that count as one.
func household(addr netip.Addr) netip.Prefix {
	bits := 32
	if addr.Is6() {
		bits = 56
	}
	p, _ := addr.WithZone("").Prefix(bits)
	return p
}
