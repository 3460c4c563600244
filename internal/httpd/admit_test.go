package httpd

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"plenary/internal/gate"
)

func send(t *testing.T, method, url, kind, body string) (int, http.Header, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", kind)
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	all, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Header, string(all)
}

const formType = "application/x-www-form-urlencoded"

// Each kind of work is refused alone, with a time to come back and with what
// was typed; what costs nothing is answered all along.
func TestAdmit_refusesOneKindAndKeepsWhatWasTyped(t *testing.T) {
	s, live := open(t, time.Now, func(d *liveDoor) { // one turn of each kind, and nobody waits
		for _, kind := range []**gate.Turns{&d.s.turns.reads, &d.s.turns.writes, &d.s.turns.heavy, &d.s.turns.passwords} {
			*kind = gate.NewTurns(1, 0, time.Second)
		}
	})
	base := strings.TrimSuffix(strings.Replace(live, "ws", "http", 1), "/live")
	typed := url.Values{"body": {"I typed <this> for an hour"}}.Encode()
	ask := map[string]func() (int, http.Header, string){
		"read":   func() (int, http.Header, string) { return send(t, "GET", base+"/", "", "") },
		"api":    func() (int, http.Header, string) { return send(t, "GET", base+"/api/v1/groups", "", "") },
		"write":  func() (int, http.Header, string) { return send(t, "POST", base+"/t/1/reply", formType, typed) },
		"search": func() (int, http.Header, string) { return send(t, "GET", base+"/search?q=x", "", "") },
		"password": func() (int, http.Header, string) {
			return send(t, "POST", base+"/sign-in", formType, "email=a%40example.org")
		},
		"health": func() (int, http.Header, string) { return send(t, "GET", base+"/healthz", "", "") },
		"robots": func() (int, http.Header, string) { return send(t, "GET", base+"/robots.txt", "", "") },
	}
	for name, c := range map[string]struct {
		full    *gate.Turns
		refused string
	}{
		"nothing":   {gate.NewTurns(1, 0, 0), ""},
		"reads":     {s.turns.reads, "read api"},
		"writes":    {s.turns.writes, "write"},
		"heavy":     {s.turns.heavy, "search"},
		"passwords": {s.turns.passwords, "password"},
	} {
		if !c.full.Take(t.Context()) {
			t.Fatal("no turn")
		}
		for what, try := range ask {
			status, header, body := try()
			if want := strings.Contains(" "+c.refused+" ", " "+what+" "); want != (status == 503) {
				t.Errorf("%s full: %s answers %d", name, what, status)
			}
			if status != 503 {
				continue
			}
			if header.Get("Retry-After") == "" || header.Get("Cache-Control") == "" {
				t.Errorf("%s: %v", what, header)
			}
			if isProblem := header.Get("Content-Type") == "application/problem+json"; isProblem != (what == "api") {
				t.Errorf("%s: %s", what, header.Get("Content-Type"))
			}
			if what == "write" && !strings.Contains(body, "I typed &lt;this&gt; for an hour") {
				t.Errorf("what was typed is lost: %s", body)
			}
		}
		c.full.Done()
	}
}

// Who dribbles headers, or a body, is cut off; so is who never takes the
// answer. Others are served meanwhile.
func TestSlowloris_isCutOff(t *testing.T) {
	s, live := open(t, time.Now, func(d *liveDoor) { d.s.fiber.Server().ReadTimeout = 300 * time.Millisecond })
	addr := strings.TrimSuffix(strings.TrimPrefix(live, "ws://"), "/live")
	for name, begin := range map[string]string{
		"nothing":     "",
		"half a line": "GET / HT",
		"headers":     "GET / HTTP/1.1\r\nHost: x\r\nX-A: ",
	} {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if _, err := io.WriteString(conn, begin); err != nil {
			t.Fatal(err)
		}
		stop := make(chan struct{})
		go func() { // a byte now and then
			tick := time.NewTicker(20 * time.Millisecond)
			defer tick.Stop()
			for begin != "" {
				select {
				case <-stop:
					return
				case <-tick.C:
					_, _ = conn.Write([]byte("a"))
				}
			}
		}()
		if status, _, _ := send(t, "GET", "http://"+addr+"/healthz", "", ""); status != 200 {
			t.Errorf("%s: meanwhile %d", name, status)
		}
		_ = conn.SetReadDeadline(time.Now().Add(20 * time.Second))
		answer, err := io.ReadAll(conn)
		close(stop)
		if ne, ok := err.(net.Error); ok && ne.Timeout() {
			t.Errorf("%s: still open, said %q", name, answer)
		}
		if begin != "" && len(answer) > 0 && !strings.HasPrefix(string(answer), "HTTP/1.1 4") {
			t.Errorf("%s: %.80q", name, answer)
		}
	}
	if cfg := s.fiber.Config(); cfg.ReadTimeout != headerTime || cfg.WriteTimeout != answerTime || cfg.IdleTimeout != idleTime {
		t.Errorf("the times that hold outside this test: %v %v %v", cfg.ReadTimeout, cfg.WriteTimeout, cfg.IdleTimeout)
	}
}

// Bodies of visitors are small, so that many of them fill nothing; from people
// they may be larger.
func TestBodies_areSmallFromVisitors(t *testing.T) {
	s, live := open(t, time.Now, func(*liveDoor) {})
	base := strings.TrimSuffix(strings.Replace(live, "ws", "http", 1), "/live")
	v := lea(t, s)
	token, err := s.app.AddToken(t.Context(), v, "test")
	if err != nil {
		t.Fatal(err)
	}
	large := `{"title":"` + strings.Repeat("a", smallBody) + `"}`
	for name, headers := range map[string]string{"by length": fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(large), large),
		"in chunks": fmt.Sprintf("Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n", len(large), large)} {
		for bearer, want := range map[string]int{"": 413, "nobody's": 413, token: 422} {
			conn, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
			if err != nil {
				t.Fatal(err)
			}
			_, _ = io.WriteString(conn, "POST /api/v1/groups HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer "+bearer+"\r\n"+headers)
			res, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if err != nil || res.StatusCode != want {
				t.Errorf("%s from %q: %v %v", name, bearer, res, err)
			}
			_ = conn.Close()
		}
	}
}
