package httpd

import (
	"context"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/fasthttp/websocket"

	"plenary/internal/app"
	"plenary/internal/config"
	"plenary/internal/files"
	"plenary/internal/live"
	"plenary/internal/secret"
	"plenary/internal/store"
)

// open starts a server whose live door was tuned before anybody came.
func open(t *testing.T, now func() time.Time, tune func(*liveDoor)) (*Server, string) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	st, err := store.Open(ctx, dir, store.Options{})
	must(err)
	_, err = st.Migrate(ctx, now(), "epoch")
	must(err)
	blobs, err := files.Open(filepath.Join(dir, "files"))
	must(err)
	settings, err := config.Folder{Data: dir}.With(map[string]string{"rate-limits": "off"})
	must(err)
	s := New(Options{App: app.New(app.Options{Store: st, Files: blobs, Passwords: secret.NewPasswords(1), Now: now}), Settings: settings})
	tune(s.live)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	must(err)
	settings.Listening(ln.Addr().(*net.TCPAddr).Port)
	var running sync.WaitGroup
	running.Go(func() { _ = s.Serve(ln) })
	running.Go(func() { s.Run(ctx) })
	t.Cleanup(func() {
		must(s.Stop(context.Background()))
		cancel()
		running.Wait()
		must(st.Close())
		must(blobs.Close())
	})
	return s, "ws://" + ln.Addr().String() + "/live"
}

func TestSocket_isPingedAndGivenUpWhenSilent(t *testing.T) {
	_, url := open(t, time.Now, func(d *liveDoor) { d.ping, d.silence = 20*time.Millisecond, 300*time.Millisecond })
	dial := func(answer bool) (pings *atomic.Int64, ended <-chan error) {
		conn, _, err := websocket.DefaultDialer.Dial(url, nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = conn.Close() })
		pings = &atomic.Int64{}
		pong := conn.PingHandler()
		conn.SetPingHandler(func(data string) error {
			pings.Add(1)
			if answer {
				return pong(data)
			}
			return nil
		})
		done := make(chan error, 1)
		go func() {
			for {
				if _, _, err := conn.ReadMessage(); err != nil {
					done <- err
					return
				}
			}
		}()
		return pings, done
	}
	lively, livelyEnded := dial(true)
	_, silentEnded := dial(false)
	select {
	case <-silentEnded:
	case <-time.After(20 * time.Second):
		t.Fatal("a silent socket is still open")
	}
	if lively.Load() == 0 {
		t.Error("nobody was pinged")
	}
	select {
	case err := <-livelyEnded:
		t.Errorf("a socket that answers pings was closed: %v", err)
	default:
	}
}

func TestSocket_ofASessionThatMerelyExpiredIsClosed(t *testing.T) {
	var shift atomic.Int64
	s, url := open(t, func() time.Time { return time.Now().Add(time.Duration(shift.Load())) }, func(*liveDoor) {})
	ctx := context.Background()
	_, link, err := s.app.AddPerson(ctx, app.CommandLine(), app.NewPerson{Email: "ana@example.org", Name: "Ana"})
	if err != nil {
		t.Fatal(err)
	}
	cookie, err := s.app.SignInByLink(ctx, link[strings.LastIndexByte(link, '/')+1:], app.Device{})
	if err != nil {
		t.Fatal(err)
	}
	conn, _, err := websocket.DefaultDialer.Dial(url, http.Header{"Cookie": {"plenary=" + cookie}, "Origin": {s.settings.BaseURL}})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, hello, err := conn.ReadMessage(); err != nil || !strings.Contains(string(hello), "hello") {
		t.Fatalf("%s %v", hello, err)
	}
	look := func() {
		if err := s.live.roll(ctx); err != nil {
			t.Fatal(err)
		}
	}
	look()
	if n := s.live.hub.Stats().Seats; n != 1 {
		t.Fatalf("%d seats while the session holds", n)
	}
	shift.Store(int64(91 * 24 * time.Hour))
	look()
	if _, _, err := conn.ReadMessage(); !websocket.IsCloseError(err, live.SignedOut) {
		t.Errorf("closed with %v", err)
	}
}
