package bench

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// watchingStart is how the frame begins that says a socket is in its conversation.
const watchingStart = `{"op":"watching"`

// audience is many sockets that watch one conversation. It counts the events that reach them: the n-th of one socket
// is the n-th of all.
type audience struct {
	socks  []*sock
	got    []atomic.Int32 // sockets that the n-th event has reached
	last   []atomic.Int64 // when it reached the last of them, in unix nanoseconds
	whole  chan struct{}  // one for each event that has reached all
	heard  int            // of these, how many were taken by next
	size   atomic.Int64   // of the newest event's frame
	failed chan error
	all    sync.WaitGroup
	over   atomic.Bool
}

// sock is one socket: a goroutine that reads, and a lock for what is written.
type sock struct {
	c  net.Conn
	r  *bufio.Reader
	mu sync.Mutex
}

// events is how many events an audience can count.
const events = 1 << 15

// gather opens n sockets with heads in turn, and returns when all of them watch. conversation 0 needs no asking.
func gather(ctx context.Context, addr string, n int, heads []string, conversation int64) (*audience, error) {
	a := &audience{socks: make([]*sock, n), got: make([]atomic.Int32, events), last: make([]atomic.Int64, events), whole: make(chan struct{}, events),
		failed: make(chan error, n)}
	errs := make([]error, n)
	gate := make(chan struct{}, 32)
	var opening sync.WaitGroup
	for i := range n {
		opening.Go(func() {
			gate <- struct{}{}
			defer func() { <-gate }()
			a.socks[i], errs[i] = open(ctx, addr, heads[i%len(heads)], conversation)
		})
	}
	opening.Wait()
	if err := errors.Join(errs...); err != nil {
		a.leave()
		return nil, fmt.Errorf("opening %d sockets: %.500s", n, err.Error())
	}
	for _, s := range a.socks {
		a.all.Go(func() {
			if err := a.read(s); !a.over.Load() {
				a.failed <- err
			}
		})
	}
	return a, nil
}

// leave closes all sockets.
func (a *audience) leave() {
	a.over.Store(true)
	for _, s := range a.socks {
		if s != nil {
			_ = s.c.Close()
		}
	}
	a.all.Wait()
}

// open takes the steps of a handshake and watches.
func open(ctx context.Context, addr, head string, conversation int64) (*sock, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var d net.Dialer
	c, err := d.DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, err
	}
	s := &sock{c: c, r: bufio.NewReaderSize(c, 2<<10)}
	lines := []string{"Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: cGxlbmFyeS1iZW5jaC0xMg==", "Origin: http://" + addr}
	if head != "" {
		lines = append(lines, head)
	}
	if err := s.enter(request("GET", "/live", "", lines...), conversation); err != nil {
		_ = c.Close()
		return nil, err
	}
	return s, nil
}

func (s *sock) enter(handshake []byte, conversation int64) error {
	if err := s.c.SetDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	if _, err := s.c.Write(handshake); err != nil {
		return err
	}
	for first := true; ; first = false {
		line, err := s.r.ReadString('\n')
		if err != nil {
			return err
		}
		if first && !strings.Contains(line, " 101 ") {
			return fmt.Errorf("no socket: %q", line)
		}
		if line == "\r\n" {
			break
		}
	}
	if conversation != 0 {
		if err := s.say(textFrame, fmt.Appendf(nil, `{"op":"watch","conversation":%d}`, conversation)); err != nil {
			return err
		}
	}
	for {
		f, err := s.next()
		if err != nil {
			return err
		}
		if f.begins(watchingStart) {
			return s.c.SetDeadline(time.Time{})
		}
	}
}

const (
	textFrame  = 1
	closeFrame = 8
	pingFrame  = 9
	pongFrame  = 10
)

// frame is what is known of one that came: its kind, its size and how it begins.
type frame struct {
	kind  byte
	size  int
	start [24]byte
}

func (f *frame) begins(with string) bool {
	return f.size >= len(with) && string(f.start[:len(with)]) == with
}

// next reads past one frame; it answers pings.
func (s *sock) next() (f frame, err error) {
	var head [8]byte
	if _, err := io.ReadFull(s.r, head[:2]); err != nil {
		return f, err
	}
	f.kind, f.size = head[0]&15, int(head[1]&127)
	switch f.size {
	case 126:
		if _, err := io.ReadFull(s.r, head[:2]); err != nil {
			return f, err
		}
		f.size = int(binary.BigEndian.Uint16(head[:2]))
	case 127:
		if _, err := io.ReadFull(s.r, head[:8]); err != nil {
			return f, err
		}
		f.size = int(binary.BigEndian.Uint64(head[:8]))
	}
	n := min(f.size, len(f.start))
	if _, err := io.ReadFull(s.r, f.start[:n]); err != nil {
		return f, err
	}
	if _, err := s.r.Discard(f.size - n); err != nil {
		return f, err
	}
	switch {
	case f.kind == pingFrame:
		return f, s.say(pongFrame, f.start[:n])
	case f.kind == closeFrame && n >= 2:
		return f, fmt.Errorf("closed with %d", binary.BigEndian.Uint16(f.start[:2]))
	}
	return f, nil
}

// say sends a small frame, masked by zeros.
func (s *sock) say(kind byte, text []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err := s.c.Write(append([]byte{0x80 | kind, 0x80 | byte(len(text)), 0, 0, 0, 0}, text...))
	return err
}

// read counts a socket's events until it ends, and says why it did.
func (a *audience) read(s *sock) error {
	for n := 0; n < events; {
		f, err := s.next()
		if err != nil {
			return err
		}
		if f.kind != textFrame || !f.begins(eventStart) {
			continue
		}
		if int(a.got[n].Add(1)) == len(a.socks) {
			a.last[n].Store(time.Now().UnixNano())
			a.size.Store(int64(f.size))
			a.whole <- struct{}{}
		}
		n++
	}
	return errors.New("more events than can be counted")
}

// next waits until one more event has reached all.
func (a *audience) next(ctx context.Context) error {
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case <-a.whole:
		a.heard++
		return nil
	case err := <-a.failed:
		return fmt.Errorf("a socket ended: %w", err)
	case <-ctx.Done():
		return ctx.Err()
	case <-late.C:
		return errors.New("an event didn't reach all sockets")
	}
}
