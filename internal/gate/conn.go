package gate

import (
	"bytes"
	"io"
	"net"
	"net/netip"
	"sync/atomic"
)

// conn counts the bytes of a request from when they are read until the answer
// begins; then the request has been dealt with. After an upgrade it counts no
// more: whoever speaks from then on has bounds of their own.
type conn struct {
	net.Conn
	l        *Listener
	from     netip.Prefix
	place    *place // nil: its address has no bounds
	held     atomic.Int64
	upgraded atomic.Bool
	closed   atomic.Bool
}

var switching = []byte("HTTP/1.1 101 ")

// Read fails, after the client was answered 503, once requests fill all the
// memory that they may.
func (c *conn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if n == 0 || c.upgraded.Load() {
		return n, err
	}
	if !c.hold(int64(n)) {
		c.l.refused.Add(1)
		sayBusy(c.Conn)
		_ = c.Close()
		return 0, io.ErrUnexpectedEOF
	}
	return n, err
}

func (c *conn) Write(p []byte) (int, error) {
	if !c.upgraded.Load() {
		c.release()
		c.upgraded.Store(bytes.HasPrefix(p, switching))
	}
	return c.Conn.Write(p)
}

// Close may be called more than once.
func (c *conn) Close() error {
	if c.closed.Swap(true) {
		return nil
	}
	err := c.Conn.Close()
	c.release()
	c.l.leave(c)
	return err
}

// hold counts n bytes more; false if that is too much.
func (c *conn) hold(n int64) bool {
	b := c.l.bounds
	c.held.Add(n)
	all, here := c.l.held.Add(n), int64(0)
	if c.place != nil {
		here = c.place.held.Add(n)
	}
	return (b.Held <= 0 || all <= b.Held) && (b.HeldPerAddress <= 0 || here <= b.HeldPerAddress)
}

func (c *conn) release() {
	n := c.held.Swap(0)
	c.l.held.Add(-n)
	if c.place != nil {
		c.place.held.Add(-n)
	}
}
