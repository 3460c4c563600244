package soak

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/fasthttp/websocket"
)

// backlog is how far behind a reader may be and still be given every event.
const backlog = 500

// reader is somebody who reads all conversations live, and comes back with the
// cursors wherever the connection ends.
type reader struct {
	*client
	ledger *ledger

	mu      sync.Mutex
	cursor  map[int64]int64
	epoch   string
	created map[int64]int  // posts, and how often they came
	edited  map[int64]int  // how often they changed
	holes   map[int64]bool // conversations in which a reset left events out

	frames, resets, connects int
	complaints               []string
}

func newReader(c *client, l *ledger) *reader {
	r := &reader{client: c, ledger: l, cursor: map[int64]int64{}, created: map[int64]int{}, edited: map[int64]int{}, holes: map[int64]bool{}}
	for room, seq := range l.base {
		r.cursor[room] = seq
	}
	return r
}

// begin reads until end is called; end returns when the cursors have reached
// what is there.
func (r *reader) begin(ctx context.Context) (end func() error) {
	ctx, leave := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for ctx.Err() == nil && r.server.wait(ctx) == nil {
			r.sit(ctx)
		}
	}()
	return func() error {
		err := r.arrive(ctx)
		leave()
		<-done
		return err
	}
}

// arrive waits until the reader has read all that there is.
func (r *reader) arrive(ctx context.Context) error {
	fresh := newClient(r.server, r.token) // the reader's own goroutine uses the other
	heads := map[int64]int64{}
	for room := range r.ledger.base {
		var conv struct{ Seq int64 }
		if err := fresh.must(ctx, "GET", fmt.Sprintf("/conversations/%d", room), nil, &conv); err != nil {
			return err
		}
		heads[room] = conv.Seq
	}
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	limit := time.NewTimer(patience)
	defer limit.Stop()
	for !r.reached(heads) {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return ctx.Err()
		case <-limit.C:
			r.complain("stands at %v and is not told what came up to %v", r.cursor, heads)
			return nil
		}
	}
	return nil
}

func (r *reader) reached(heads map[int64]int64) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for room, head := range heads {
		if r.cursor[room] < head {
			return false
		}
	}
	return true
}

func (r *reader) complain(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.complaints = append(r.complaints, fmt.Sprintf(format, args...))
}

type frame struct {
	Op           string
	Conversation int64
	Seq          int64
	Kind         string
	Epoch        string
	Detail       string
	Post         *struct{ ID int64 }
}

// sit opens one connection and reads on it until it ends.
func (r *reader) sit(ctx context.Context) {
	dialer := websocket.Dialer{HandshakeTimeout: 10 * time.Second}
	conn, _, err := dialer.DialContext(ctx, "ws://"+r.server.addr+"/live", http.Header{"Authorization": {"Bearer " + r.token}})
	if err != nil {
		select { // it was just killed, or is not yet there
		case <-ctx.Done():
		case <-time.After(10 * time.Millisecond):
		}
		return
	}
	r.connects++
	unhook := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer unhook()
	defer conn.Close()
	for {
		_, data, err := conn.ReadMessage()
		if err != nil {
			return
		}
		var f frame
		if err := json.Unmarshal(data, &f); err != nil {
			r.complain("frame %q: %v", data, err)
			return
		}
		if err := r.take(ctx, conn, f); err != nil {
			return
		}
	}
}

// take does what a frame asks for; an error ends the connection.
func (r *reader) take(ctx context.Context, conn *websocket.Conn, f frame) error {
	r.frames++
	switch f.Op {
	case "hello":
		if r.epoch == "" {
			r.epoch = f.Epoch
		}
		if r.epoch != f.Epoch {
			r.complain("the epoch was %q and is %q", r.epoch, f.Epoch)
		}
		for room := range r.ledger.base {
			if err := r.watch(conn, room); err != nil {
				return err
			}
		}
	case "event", "skip":
		r.next(f)
	case "reset":
		return r.again(ctx, conn, f)
	case "gone":
		r.complain("conversation %d is gone", f.Conversation)
	case "error":
		return fmt.Errorf("refused: %s", f.Detail) // comes back with the cursor
	}
	return nil
}

func (r *reader) watch(conn *websocket.Conn, room int64) error {
	r.mu.Lock()
	after := r.cursor[room]
	r.mu.Unlock()
	return conn.WriteJSON(map[string]any{"op": "watch", "conversation": room, "after": after, "epoch": r.epoch})
}

// next notes an event, which has to be the one after the last.
func (r *reader) next(f frame) {
	r.mu.Lock()
	was := r.cursor[f.Conversation]
	r.cursor[f.Conversation] = f.Seq
	if f.Post != nil && f.Kind == "post.created" {
		r.created[f.Post.ID]++
	}
	if f.Post != nil && f.Kind == "post.edited" {
		r.edited[f.Post.ID]++
	}
	r.mu.Unlock()
	if f.Seq != was+1 {
		r.complain("conversation %d: event %d came after %d", f.Conversation, f.Seq, was)
	}
}

// again reads a conversation anew, as a reset asks for: which is only right
// for who is far behind.
func (r *reader) again(ctx context.Context, conn *websocket.Conn, f frame) error {
	r.resets++
	r.mu.Lock()
	was := r.cursor[f.Conversation]
	r.mu.Unlock()
	if f.Seq-was <= backlog {
		r.complain("conversation %d: reset to %d, from %d", f.Conversation, f.Seq, was)
	}
	var now struct{ Seq int64 }
	if _, err := r.call(ctx, "GET", fmt.Sprintf("/conversations/%d/posts?limit=1", f.Conversation), nil, &now); err != nil {
		return err
	}
	r.mu.Lock()
	r.cursor[f.Conversation] = now.Seq
	r.holes[f.Conversation] = true
	r.mu.Unlock()
	return r.watch(conn, f.Conversation)
}
