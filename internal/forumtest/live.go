package forumtest

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/fasthttp/websocket"

	"plenary/internal/forum"
)

// Frame is what the server said on a live connection.
type Frame struct {
	Op           string
	Conversation forum.ConversationID
	Seq          int64
	Kind         forum.EventKind
	Actor        *struct {
		ID   forum.UserID
		Name string
	}
	Post *struct {
		ID        forum.PostID
		Number    int64
		State     forum.PostState
		Text      string
		HTML      string
		Revision  int
		Reactions []struct {
			Kind  string
			Count int
		}
	}
	ClientID string `json:"client_id"`
	HTML     string
	Changed  *struct {
		Title  string
		State  forum.ConversationState
		Pinned bool
	}
	People []struct {
		ID   forum.UserID
		Name string
	}
	Count   int
	Typing  []forum.UserID
	Group   string
	Unread  int
	To      forum.ConversationID
	IDs     []forum.PostID
	Detail  string
	Session string
	Epoch   string
	Ping    int
	Raw     string `json:"-"`
}

// Live is one socket of somebody.
type Live struct {
	f     *Forum
	Conn  *websocket.Conn
	Hello Frame

	mu      sync.Mutex
	arrived []Frame
	ended   error
	news    chan struct{}
}

// Dial tries to open a live connection; headers are name, value pairs. The
// response is what the server answered, to an upgrade or to a refusal.
func (f *Forum) Dial(headers ...string) (*websocket.Conn, *http.Response, error) {
	h := http.Header{}
	for i := 0; i+1 < len(headers); i += 2 {
		h.Set(headers[i], headers[i+1])
	}
	d := websocket.Dialer{HandshakeTimeout: 10 * time.Second, WriteBufferSize: 64 << 10}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	return d.DialContext(ctx, "ws"+strings.TrimPrefix(f.URL, "http")+"/live", h)
}

// Headers are what the person's browser sends to /live.
func (p *Person) Headers() []string {
	headers := []string{"Origin", p.f.Settings.BaseURL, "Accept-Language", "en"}
	if p.Cookie != "" {
		headers = append(headers, "Cookie", "plenary="+p.Cookie)
	}
	return headers
}

// Opens opens a live connection as the person's browser does, and reads on it
// until it ends.
func (p *Person) Opens() *Live {
	p.f.t.Helper()
	conn, res, err := p.f.Dial(p.Headers()...)
	if err != nil && res != nil {
		p.f.t.Fatalf("%s: live: status %d", p.Name, res.StatusCode)
	}
	p.f.must(err, p.Name+": live")
	return p.f.Reads(conn)
}

// Reads reads on a connection until it ends, and waits for the hello.
func (f *Forum) Reads(conn *websocket.Conn) *Live {
	f.t.Helper()
	l := &Live{f: f, Conn: conn, news: make(chan struct{}, 1)}
	f.t.Cleanup(func() { _ = conn.Close() })
	go l.read()
	l.Hello = l.NextOf("hello")
	return l
}

// Watches opens a live connection that watches a conversation from now on.
func (p *Person) Watches(c forum.Conversation) *Live {
	p.f.t.Helper()
	l := p.Opens()
	l.Watch(c.ID)
	l.NextOf("watching")
	return l
}

func (l *Live) read() {
	for {
		_, data, err := l.Conn.ReadMessage()
		f := Frame{Raw: string(data)}
		if err == nil {
			err = json.Unmarshal(data, &f)
		}
		l.mu.Lock()
		if err == nil {
			l.arrived = append(l.arrived, f)
		} else {
			l.ended = err
		}
		l.mu.Unlock()
		select {
		case l.news <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

// Says sends a frame.
func (l *Live) Says(v any) {
	l.f.t.Helper()
	l.f.must(l.Conn.WriteJSON(v), "saying something")
}

// Watch asks to watch a conversation; more are name, value pairs: after, epoch,
// lang.
func (l *Live) Watch(c forum.ConversationID, more ...any) {
	l.f.t.Helper()
	said := forum.Pairs(more...)
	if said == nil {
		said = map[string]any{}
	}
	said["op"], said["conversation"] = "watch", c
	l.Says(said)
}

// Next is the next event or skip; what else comes is passed over.
func (l *Live) Next() Frame {
	l.f.t.Helper()
	return l.until("event, skip, reset or gone", func(f Frame) bool {
		return f.Op == "event" || f.Op == "skip" || f.Op == "reset" || f.Op == "gone"
	})
}

// NextOf is the next frame of that op; what else comes is passed over.
func (l *Live) NextOf(op string) Frame {
	l.f.t.Helper()
	return l.until(op, func(f Frame) bool { return f.Op == op })
}

// NextThat is the next frame for which which is true; what else comes is
// passed over.
func (l *Live) NextThat(what string, which func(Frame) bool) Frame {
	l.f.t.Helper()
	return l.until(what, which)
}

func (l *Live) until(what string, which func(Frame) bool) Frame {
	l.f.t.Helper()
	timeout := time.NewTimer(20 * time.Second)
	defer timeout.Stop()
	for {
		f, err := l.take()
		switch {
		case f != nil && which(*f):
			return *f
		case f != nil:
			continue
		case err != nil:
			l.f.t.Fatalf("live: waited for %s, but the connection ended: %v", what, err)
		}
		select {
		case <-l.news:
		case <-timeout.C:
			l.f.t.Fatalf("live: waited 20 s for %s", what)
		}
	}
}

func (l *Live) take() (*Frame, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.arrived) > 0 {
		f := l.arrived[0]
		l.arrived = l.arrived[1:]
		return &f, nil
	}
	return nil, l.ended
}

// SoFar is what has come since and was not taken: the server is asked
// something, and what comes before its answer is all that it had to say.
func (l *Live) SoFar() []Frame {
	l.f.t.Helper()
	l.Says(map[string]any{"op": "what has come so far?"})
	var all []Frame
	l.until("an error for an unknown op", func(f Frame) bool {
		if f.Op != "error" {
			all = append(all, f)
		}
		return f.Op == "error"
	})
	return all
}

// Ends waits until the connection ends and gives the close code; 1006 if the
// server said none.
func (l *Live) Ends() int {
	l.f.t.Helper()
	var ended error
	l.f.Wait("the connection to end", func() bool {
		l.mu.Lock()
		defer l.mu.Unlock()
		ended = l.ended
		return ended != nil
	})
	var closed *websocket.CloseError
	if errors.As(ended, &closed) {
		return closed.Code
	}
	return websocket.CloseAbnormalClosure
}

// Ended waits until the connection ends and gives the error that ended it. It
// may be called from any goroutine.
func (l *Live) Ended() error {
	for {
		l.mu.Lock()
		ended := l.ended
		l.mu.Unlock()
		if ended != nil {
			return ended
		}
		<-l.news
	}
}
