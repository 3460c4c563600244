package httpd_test

import (
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/fasthttp/websocket"

	"plenary/internal/forumtest"
	"plenary/internal/live"
)

// After a restart all sockets come back at once, and some of them later: the
// server says over how long, accepts so many a second, and tells the others
// when to come.
func TestStorm_ofAllSocketsAfterARestart(t *testing.T) {
	const crowd, rate = 120, 40
	leaks := forumtest.Leaks(t)
	f := forumtest.Start(t, forumtest.With("rate-limits", "on"), forumtest.With("limit-arrivals", "40/1s"),
		forumtest.With("limit-sockets-at", "1000"), forumtest.With("limit-connections-at", "1000"), forumtest.With("limit-requests", "off"))
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "Storm")
	said := ana.Replies(talk, "before")
	all := comesBack(t, f, crowd)
	if hello := all[crowd-1].Hello; !strings.Contains(hello.Raw, `"retry":`) {
		t.Fatalf("hello does not say over how long to come back: %s", hello.Raw)
	}
	old := make(chan error, crowd)
	for _, l := range all {
		go func() { old <- l.Ended() }()
	}
	f.Restart()
	for range crowd {
		var closed *websocket.CloseError
		if err := <-old; !errors.As(err, &closed) || closed.Code != live.GoingAway {
			t.Fatalf("closed with %v", err)
		}
		ms, err := strconv.Atoi(strings.TrimPrefix(closed.Text, "retry="))
		if err != nil || ms < 2*crowd*1000/rate || ms > 120_000 {
			t.Fatalf("the reason is %q", closed.Text)
		}
	}
	back := comesBack(t, f, crowd)
	for _, l := range back {
		l.Watch(talk.ID, "after", said.Number)
		l.NextOf("watching")
	}
	ana.Replies(talk, "and after")
	for _, l := range back {
		l.NextThat("the reply", func(fr forumtest.Frame) bool { return fr.Post != nil && fr.Post.Text == "and after" })
	}
	for _, l := range append(all, back...) {
		_ = l.Conn.Close()
	}
	leaks(f)
}

// comesBack opens n sockets of visitors who all try at once, and again as long
// as they are told to come later.
func comesBack(t *testing.T, f *forumtest.Forum, n int) (all []*forumtest.Live) {
	t.Helper()
	refused, times := 0, map[string]bool{}
	f.Wait("everybody to be let in", func() bool {
		conn, res, err := f.Dial()
		switch {
		case err == nil:
			all = append(all, f.Reads(conn))
		case res == nil || res.StatusCode != http.StatusServiceUnavailable || res.Header.Get("Retry-After") == "":
			t.Errorf("refused with %v %v", res, err)
			return true
		default:
			refused++
			times[res.Header.Get("Retry-After")] = true
		}
		return len(all) == n
	})
	if refused == 0 {
		t.Error("nobody was told to come later: this proves nothing")
	}
	if refused > 30 && len(times) < 2 {
		t.Errorf("%d were all told to come back after %v", refused, times)
	}
	return all
}

// There is a last seat. Whoever finds none is told so, and those who have one
// lose nothing.
func TestSockets_areBoundedInAll(t *testing.T) {
	f := forumtest.Start(t, forumtest.With("max-sockets", "4"))
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "Four seats")
	var seated []*forumtest.Live
	for range 4 {
		seated = append(seated, ana.Watches(talk))
	}
	_, res, err := f.Dial(ana.Headers()...)
	if err == nil || res.StatusCode != http.StatusServiceUnavailable || res.Header.Get("Retry-After") == "" {
		t.Errorf("the fifth: %v", res)
	}
	ana.Replies(talk, "still here")
	for _, l := range seated {
		if got := l.Next(); got.Post == nil || got.Post.Text != "still here" {
			t.Errorf("%s", got.Raw)
		}
	}
	_ = seated[0].Conn.Close()
	f.Wait("the seat to be free", func() bool {
		conn, _, err := f.Dial(ana.Headers()...)
		if err == nil {
			_ = conn.Close()
		}
		return err == nil
	})
}

// Connections of one address are bounded, and what their requests hold in
// memory is: others come in all the same.
func TestConnections_areBoundedPerAddress(t *testing.T) {
	leaks := forumtest.Leaks(t)
	f := forumtest.Start(t, forumtest.With("rate-limits", "on"), forumtest.With("limit-connections-at", "16"), forumtest.With("max-body-memory", "64"))
	addr := strings.TrimPrefix(f.URL, "http://")
	var held []net.Conn
	refused := false
	for range 40 {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		held = append(held, conn)
		_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
		if _, err := io.WriteString(conn, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		answer := make([]byte, 12)
		if _, err := io.ReadFull(conn, answer); err != nil {
			t.Fatal(err)
		}
		if refused = string(answer) == "HTTP/1.1 503"; refused {
			break
		}
	}
	if !refused || len(held) > 17 {
		t.Errorf("%d connections of one address, refused %v", len(held), refused)
	}
	for _, conn := range held {
		_ = conn.Close()
	}
	f.Wait("room for another", func() bool { return f.Visitor().Visits("/healthz").Status == 200 })
	leaks(f)
}

// Bodies that never end fill no more memory than they may.
func TestBodies_holdBoundedMemory(t *testing.T) {
	f := forumtest.Start(t, forumtest.With("max-body-memory", "64"), forumtest.With("metrics-token", metricsToken))
	ana := f.Member("ops", "ana")
	head := "POST /api/v1/groups HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer " + ana.Token + "\r\nContent-Length: 1048576\r\n\r\n"
	almost := make([]byte, 1<<20-1)
	var conns []net.Conn
	for range 80 {
		conn, err := net.Dial("tcp", strings.TrimPrefix(f.URL, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		conns = append(conns, conn)
		_, _ = io.WriteString(conn, head)
		_, _ = conn.Write(almost) // from some point on nobody takes it
	}
	f.Wait("some to be refused", func() bool { return figure(f, "plenary_connections_refused") > 0 })
	if bytes := figure(f, "plenary_request_bytes"); bytes > 64<<20 || bytes < 32<<20 {
		t.Errorf("requests hold %.0f bytes", bytes)
	}
	ana.Visits("/").Is(200)
	for _, conn := range conns {
		_ = conn.Close()
	}
	f.Wait("all to be given back", func() bool { return figure(f, "plenary_request_bytes") < 1<<20 })
}
