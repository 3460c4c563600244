package gate

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"os"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// listen hands out what is accepted.
func listen(t *testing.T, b Bounds) (*Listener, <-chan net.Conn, func() net.Conn) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := Listen(ln, b)
	accepted := make(chan net.Conn, 16)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				close(accepted)
				return
			}
			accepted <- c
		}
	}()
	t.Cleanup(func() {
		_ = l.Close()
		for c := range accepted {
			_ = c.Close()
		}
		if st := l.Stats(); st.Open != 0 && !t.Failed() || st.Held != 0 {
			t.Errorf("at the end %+v", st)
		}
	})
	return l, accepted, func() net.Conn {
		c, err := net.Dial("tcp", ln.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = c.Close() })
		_ = c.SetDeadline(time.Now().Add(20 * time.Second))
		return c
	}
}

// told checks that the client is asked to come back.
func told(t *testing.T, c net.Conn) {
	t.Helper()
	res, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != 503 || res.Header.Get("Retry-After") == "" || len(body) == 0 {
		t.Errorf("%d %v %q %v", res.StatusCode, res.Header, body, err)
	}
}

func TestListener_boundsConnectionsAndSaysSo(t *testing.T) {
	for name, b := range map[string]Bounds{"in all": {Connections: 2}, "of an address": {PerAddress: 2}} {
		l, accepted, dial := listen(t, b)
		dial()
		dial()
		first, second := <-accepted, <-accepted
		third := dial()
		if _, err := io.WriteString(third, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		told(t, third)
		if st := l.Stats(); st.Open != 2 || st.Refused != 1 {
			t.Errorf("%s: %+v", name, st)
		}
		_ = first.Close()
		_ = first.Close() // counts once
		dial()
		third = <-accepted
		_, _ = second.Close(), third.Close()
	}
}

func TestListener_countsAHouseholdAsOneAndNotProxies(t *testing.T) {
	for in, want := range map[string]string{"10.0.0.1": "10.0.0.1/32", "2001:db8:1:2345::7": "2001:db8:1:2300::/56"} {
		if got := household(netip.MustParseAddr(in)).String(); got != want {
			t.Errorf("%s is %s", in, got)
		}
	}
	_, accepted, dial := listen(t, Bounds{PerAddress: 1, Exempt: func(a netip.Addr) bool { return a.IsLoopback() }})
	for range 3 {
		dial()
		c := <-accepted
		defer c.Close()
	}
}

func TestListener_boundsWhatRequestsHold(t *testing.T) {
	for name, b := range map[string]Bounds{"in all": {Held: 1000}, "of an address": {HeldPerAddress: 1000}} {
		l, accepted, dial := listen(t, b)
		one, buf := dial(), make([]byte, 4096)
		served := <-accepted
		send := func(c net.Conn, n int) {
			t.Helper()
			if _, err := c.Write(make([]byte, n)); err != nil {
				t.Fatal(err)
			}
		}
		send(one, 800)
		if n, err := io.ReadFull(served, buf[:800]); n != 800 || err != nil {
			t.Fatal(n, err)
		}
		other := dial()
		served2 := <-accepted
		send(other, 300)
		if n, err := served2.Read(buf); err == nil {
			t.Errorf("%s: read %d beyond the bound", name, n)
		}
		told(t, other)
		if st := l.Stats(); st.Held != 800 || st.Open != 1 {
			t.Errorf("%s: %+v", name, st)
		}
		if _, err := io.WriteString(served, "HTTP/1.1 200 OK\r\n\r\n"); err != nil { // the answer
			t.Fatal(err)
		}
		send(one, 900)
		if _, err := io.ReadFull(served, buf[:900]); err != nil {
			t.Errorf("%s: after the answer: %v", name, err)
		}
		if _, err := io.WriteString(served, "HTTP/1.1 101 Switching Protocols\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		send(one, 3000)
		if _, err := io.ReadFull(served, buf[:3000]); err != nil || l.Stats().Held != 0 {
			t.Errorf("%s: after an upgrade: %v %+v", name, err, l.Stats())
		}
		_ = served.Close()
	}
}

// scarce is a listener on a machine without file handles, for a while.
type scarce struct {
	net.Listener
	left int
}

func (s *scarce) Accept() (net.Conn, error) {
	if s.left--; s.left >= 0 {
		return nil, &net.OpError{Op: "accept", Err: os.NewSyscallError("accept4", syscall.EMFILE)}
	}
	one, other := net.Pipe()
	_ = other.Close()
	return one, nil
}

func (s *scarce) Close() error { return nil }

func TestListener_outlivesALackOfFileHandles(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := Listen(&scarce{left: 3}, Bounds{})
		c, err := l.Accept()
		if err != nil {
			t.Fatal(err)
		}
		_ = c.Close()
		l = Listen(&scarce{left: 1 << 30}, Bounds{})
		ended := make(chan error)
		go func() {
			_, err := l.Accept()
			ended <- err
		}()
		synctest.Wait()
		_ = l.Close()
		if err := <-ended; !errors.Is(err, net.ErrClosed) {
			t.Errorf("closed: %v", err)
		}
	})
}

func TestTurns_refuseAtOnceWhatIsBeyondThem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		turns := NewTurns(2, 1, time.Second)
		if first, second := turns.Take(ctx), turns.Take(ctx); !first || !second {
			t.Fatal("no turn though none is taken")
		}
		third := make(chan bool)
		go func() { third <- turns.Take(ctx) }()
		synctest.Wait()
		began := time.Now()
		if turns.Take(ctx) || time.Since(began) != 0 {
			t.Errorf("a fourth waited %s", time.Since(began))
		}
		turns.Done()
		if !<-third {
			t.Error("who waited did not get the turn that ended")
		}
		if turns.Take(ctx) || time.Since(began) != time.Second {
			t.Errorf("patience ended after %s", time.Since(began))
		}
		gone, cancel := context.WithCancel(ctx)
		cancel()
		if turns.Take(gone) {
			t.Error("who has left got a turn")
		}
		turns.Done()
		turns.Done()
		if working, waiting, refused := turns.Counts(); working != 0 || waiting != 0 || refused != 3 {
			t.Error(working, waiting, refused)
		}
	})
}
