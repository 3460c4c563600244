package soak

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/fasthttp/websocket"
)

// watcher follows the conversation through the flood, and comes back with its
// cursor when it loses its seat.
type watcher struct {
	f *flood

	mu     sync.Mutex
	cursor int64
	lost   int
	moved  chan struct{} // closed when the cursor moves
}

func (w *watcher) at() int64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.cursor
}

func (w *watcher) losses() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.lost
}

// follow goes on until ctx ends.
func (w *watcher) follow(ctx context.Context) {
	for ctx.Err() == nil {
		err := w.sit(ctx)
		if ctx.Err() != nil {
			return
		}
		if !websocket.IsCloseError(err, 4008, 1013) && !strings.Contains(err.Error(), "bad handshake") && !errors.Is(err, errShed) {
			w.f.wrong("a reader lost its seat by %v", err)
		}
		w.mu.Lock()
		w.lost++
		w.mu.Unlock()
		select {
		case <-ctx.Done():
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// sit reads one connection to its end.
func (w *watcher) sit(ctx context.Context) error {
	conn, _, err := websocket.DefaultDialer.DialContext(ctx, "ws"+strings.TrimPrefix(w.f.o.URL, "http")+"/live",
		http.Header{"Authorization": {"Bearer " + w.f.o.Token}})
	if err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	defer conn.Close()
	ask := map[string]any{"op": "watch", "conversation": w.f.o.Conversation, "after": w.at()}
	if err := conn.WriteJSON(ask); err != nil {
		return err
	}
	for {
		var f struct {
			Op     string
			Seq    int64
			Detail string
		}
		if err := conn.ReadJSON(&f); err != nil {
			return err
		}
		switch f.Op {
		case "event", "skip":
			w.take(f.Seq)
		case "error": // too busy for a backlog: like every client, ask again
			if err := conn.WriteJSON(map[string]any{"op": "watch", "conversation": w.f.o.Conversation, "after": w.at()}); err != nil {
				return err
			}
		case "reset": // far behind: like every client, read all anew
			head, err := w.f.head(ctx)
			if err != nil {
				return err
			}
			w.move(head)
			if err := conn.WriteJSON(map[string]any{"op": "watch", "conversation": w.f.o.Conversation, "after": head}); err != nil {
				return err
			}
		}
	}
}

func (w *watcher) take(seq int64) {
	if at := w.at(); seq != at+1 {
		w.f.wrong("a reader got %d after %d", seq, at)
	}
	w.move(seq)
}

func (w *watcher) move(seq int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cursor = seq
	if w.moved != nil {
		close(w.moved)
		w.moved = nil
	}
}

// reaches waits until the cursor is at seq, or beyond.
func (w *watcher) reaches(ctx context.Context, seq int64) error {
	over := time.NewTimer(30 * time.Second)
	defer over.Stop()
	for {
		w.mu.Lock()
		if w.cursor >= seq {
			w.mu.Unlock()
			return nil
		}
		if w.moved == nil {
			w.moved = make(chan struct{})
		}
		moved := w.moved
		w.mu.Unlock()
		select {
		case <-moved:
		case <-ctx.Done():
			return ctx.Err()
		case <-over.C:
			return fmt.Errorf("it does not get further")
		}
	}
}
