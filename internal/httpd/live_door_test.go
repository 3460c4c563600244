package httpd_test

import (
	"bufio"
	"fmt"
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

const metricsToken = "a token for metrics"

// metric is a figure of the live connection.
func metric(f *forumtest.Forum, name string) float64 { return figure(f, "plenary_live_"+name) }

// figure is one of the figures of the metrics; -1 if it is not there.
func figure(f *forumtest.Forum, name string) float64 {
	answer := f.Visitor().Do("GET", "/metrics", nil, "Authorization", "Bearer "+metricsToken)
	for line := range strings.Lines(answer.Body) {
		if value, ok := strings.CutPrefix(line, name+" "); ok {
			n, _ := strconv.ParseFloat(strings.TrimSpace(value), 64)
			return n
		}
	}
	return -1
}

func TestLiveDoor_looksAtOriginsBeforeTheUpgrade(t *testing.T) {
	f := forumtest.Start(t, forumtest.With("rate-limits", "on"))
	ana := f.Member("ops", "ana")
	cookie, own, bearer := "plenary="+ana.Cookie, f.Settings.BaseURL, "Bearer "+ana.Token
	for _, c := range []struct {
		name    string
		headers []string
		status  int
	}{
		{"a browser of ours", []string{"Cookie", cookie, "Origin", own}, 101},
		{"a browser of ours by its other name", []string{"Cookie", cookie, "Origin", strings.Replace(own, "localhost", "127.0.0.1", 1)}, 101},
		{"a browser on another site's page", []string{"Cookie", cookie, "Origin", "https://evil.example"}, 403},
		{"a page without an origin of its own", []string{"Cookie", cookie, "Origin", "null"}, 403},
		{"one whose name begins like ours", []string{"Cookie", cookie, "Origin", own + ".evil.example"}, 403},
		{"a cookie without an origin", []string{"Cookie", cookie}, 403},
		{"a program by token", []string{"Authorization", bearer}, 101},
		{"a wrong token", []string{"Authorization", "Bearer nothing"}, 401},
		{"a visitor", []string{"Origin", own}, 101},
		{"a visitor's program", nil, 101},
		{"a visitor on another site's page", []string{"Origin", "https://evil.example"}, 403},
		{"a cookie of another site", []string{"Cookie", "plenary=forged", "Origin", own}, 101},
	} {
		conn, res, err := f.Dial(c.headers...)
		if res == nil || res.StatusCode != c.status {
			t.Errorf("%s: %v %v, want %d", c.name, res, err, c.status)
		}
		if err == nil {
			_ = conn.Close()
		}
	}
	ana.Visits("/live").Is(http.StatusUpgradeRequired)
	ana.Do("GET", "/live", nil, "Connection", "Upgrade", "Upgrade", "h2c").Is(http.StatusUpgradeRequired)
}

func TestLiveDoor_boundsSocketsPerPerson(t *testing.T) {
	f := forumtest.Start(t, forumtest.With("rate-limits", "on"))
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	var sockets []*forumtest.Live
	for range 20 {
		sockets = append(sockets, ana.Opens())
	}
	if _, res, err := f.Dial(ana.Headers()...); err == nil || res.StatusCode != http.StatusTooManyRequests || res.Header.Get("Retry-After") == "" {
		t.Errorf("the 21st socket: %v", res)
	}
	ben.Opens()
	_ = sockets[0].Conn.Close()
	f.Wait("room for another socket", func() bool {
		conn, _, err := f.Dial(ana.Headers()...)
		if err == nil {
			_ = conn.Close()
		}
		return err == nil
	})
}

func TestLiveDoor_badFramesHarmNobody(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "Friday deploy")
	socket := ana.Watches(talk)
	for _, bad := range []string{
		"", "{", "null", "[]", `"watch"`, "42", `{"op":"watch","conversation":"42"}`, `{"op":"watch","conversation":4.5}`, `{"op":5}`,
		`{"op":"watch","conversation":1,"after":-1}`, `{"op":"watch","conversation":1,"after":1e99}`, `{"op":"watch","lang":{}}`,
		`{"op":"nothing"}`, "{\"op\":\"\xff\xfe\"}", "{\"op\":\"\x00\"}", strings.Repeat("[", 30_000), `{"op":"` + strings.Repeat("a", 30_000) + `"}`,
		`{"op":"watch","conversation":99999999999999999999}`,
	} {
		if err := socket.Conn.WriteMessage(websocket.TextMessage, []byte(bad)); err != nil {
			t.Fatal(err)
		}
		got := socket.NextOf("error")
		if got.Detail == "" || strings.Contains(got.Detail, "json") || strings.Contains(got.Detail, "Go ") {
			t.Errorf("%.40q: %s", bad, got.Raw)
		}
	}
	for _, ignored := range []string{
		`{"op":"unwatch"}`, `{"op":"unwatch","conversation":-5}`, `{"op":"typing"}`, `{"op":"typing","conversation":9999}`,
		`{"op":"unwatch","conversation":12,"more":[1,2,{"a":null}]}`,
	} {
		if err := socket.Conn.WriteMessage(websocket.TextMessage, []byte(ignored)); err != nil {
			t.Fatal(err)
		}
	}
	ana.Replies(talk, "all is well")
	if got := socket.Next(); got.Post == nil || got.Post.Text != "all is well" {
		t.Errorf("afterwards %s", got.Raw)
	}
	socket.Says(map[string]any{"op": "unwatch", "conversation": talk.ID})
	socket.SoFar()
	other := ana.Watches(talk)
	ana.Replies(talk, "not watched")
	other.Next()
	for _, got := range socket.SoFar() {
		if got.Op == "event" {
			t.Errorf("after unwatch %s", got.Raw)
		}
	}
}

func TestLiveDoor_closesOnWhatNoClientSends(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	for name, c := range map[string]struct {
		kind, size, code int
	}{
		"just within the limit": {websocket.TextMessage, 32 << 10, 0},
		"one byte over":         {websocket.TextMessage, 32<<10 + 1, websocket.CloseMessageTooBig},
		"far over":              {websocket.TextMessage, 4 << 20, websocket.CloseMessageTooBig},
		"binary":                {websocket.BinaryMessage, 10, websocket.CloseUnsupportedData},
	} {
		socket := ana.Opens()
		_ = socket.Conn.WriteMessage(c.kind, make([]byte, c.size)) // it may end while we send
		if c.code == 0 {
			socket.NextOf("error")
			continue
		}
		if code := socket.Ends(); code != c.code && !(c.size > 1<<20 && code == websocket.CloseAbnormalClosure) {
			t.Errorf("%s: closed with %d, want %d", name, code, c.code)
		}
	}
}

func TestLiveDoor_whoTalksTooMuchIsClosed(t *testing.T) {
	f := forumtest.Start(t, forumtest.With("rate-limits", "on"))
	ana := f.Member("ops", "ana")
	for name, flood := range map[string]func(*forumtest.Live) error{
		"frames": func(l *forumtest.Live) error { return l.Conn.WriteJSON(map[string]any{"op": "typing"}) },
		"pings": func(l *forumtest.Live) error {
			return l.Conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(time.Second))
		},
	} {
		socket := ana.Opens()
		for range 50 {
			if flood(socket) != nil {
				break
			}
		}
		if code := socket.Ends(); code != live.TooMuch {
			t.Errorf("%s: closed with %d", name, code)
		}
	}
}

// Bytes that are no websocket at all, and half an upgrade, end quietly.
func TestLiveDoor_halfAnUpgrade(t *testing.T) {
	f := forumtest.Start(t)
	conn, err := net.Dial("tcp", strings.TrimPrefix(f.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "GET /live HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n")
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil || res.StatusCode != http.StatusUpgradeRequired {
		t.Errorf("without a key: %v %v", res, err)
	}
	_ = res.Body.Close()
	ana := f.Member("ops", "ana")
	ana.Watches(ana.Starts("ops", "Still here"))
}
