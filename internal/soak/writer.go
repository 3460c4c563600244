package soak

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"sync/atomic"
	"time"
)

var kinds = []string{"👍", "❤️", "🎉", "💡", "🙏", "😢"}

// writer is somebody who writes without end, one thing at a time, and asks
// again for whatever was not acknowledged.
type writer struct {
	*client
	n      int
	ledger *ledger
	r      *rand.Rand
	own    []int64 // posts
	count  int

	acknowledged, again int
	complaints          []string
}

func newWriter(c *client, n int, l *ledger, r *rand.Rand) *writer {
	return &writer{client: c, n: n, ledger: l, r: r}
}

// begin writes until end is called; end returns when the last thing is
// acknowledged.
func (w *writer) begin(ctx context.Context) (end func() error) {
	var enough atomic.Bool
	done := make(chan error, 1)
	go func() {
		for !enough.Load() {
			if err := w.once(ctx); err != nil {
				done <- fmt.Errorf("writer %d: %w", w.n, err)
				return
			}
		}
		done <- nil
	}()
	return func() error { enough.Store(true); return <-done }
}

// once does one thing.
func (w *writer) once(ctx context.Context) error {
	switch n := w.r.IntN(100); {
	case n < 45 || len(w.own) == 0:
		return w.posts(ctx)
	case n < 50:
		return w.attaches(ctx)
	case n < 68:
		return w.edits(ctx)
	case n < 88:
		return w.reacts(ctx)
	}
	return w.reads(ctx)
}

// until asks until there is an answer. An answer that is neither yes nor later
// is a complaint.
func (w *writer) until(ctx context.Context, what string, ask func() error) (bool, error) {
	for first := true; ; first = false {
		if err := w.server.wait(ctx); err != nil {
			return false, err
		}
		if !first {
			w.again++
		}
		err := ask()
		switch {
		case err == nil:
			w.acknowledged++
			return true, nil
		case ctx.Err() != nil:
			return false, ctx.Err()
		case !later(err):
			w.complaints = append(w.complaints, what+": "+err.Error())
			return false, nil
		}
		var r *refusal
		if errors.As(err, &r) && r.retryAfter == "" {
			w.complaints = append(w.complaints, fmt.Sprintf("%s: %v without Retry-After", what, err))
		}
		select {
		case <-ctx.Done():
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func (w *writer) room() int64 { return w.ledger.rooms[w.r.IntN(len(w.ledger.rooms))] }

// text is something that was never said before.
func (w *writer) text() string {
	w.count++
	return fmt.Sprintf("Writer %d, note %d: %x & <ñandú>", w.n, w.count, w.r.Uint64())
}

func (w *writer) uuid() string {
	return fmt.Sprintf("%08x-%04x-4%03x-8%03x-%012x", w.r.Uint32(), w.r.IntN(1<<16), w.r.IntN(1<<12), w.r.IntN(1<<12), w.r.Uint64()>>16)
}

func (w *writer) posts(ctx context.Context) error {
	made, err := w.says(ctx, w.text(), "text")
	if made.ID != 0 {
		w.own = append(w.own, made.ID)
	}
	return err
}

// says posts; the post has no id where it was refused.
func (w *writer) says(ctx context.Context, body, format string) (made post, err error) {
	room := w.room()
	in := map[string]any{"body": body, "format": format, "client_id": w.uuid()}
	yes, err := w.until(ctx, "post", func() error {
		made = post{}
		_, err := w.call(ctx, "POST", fmt.Sprintf("/conversations/%d/posts", room), in, &made)
		return err
	})
	if yes {
		if made.Source != body {
			w.complaints = append(w.complaints, fmt.Sprintf("post %d: %q was kept as %q", made.ID, body, made.Source))
		}
		w.ledger.posted(room, w.n, made)
	}
	return made, err
}

// attaches uploads a file and posts a link to it, which stays.
func (w *writer) attaches(ctx context.Context) error {
	content := bytes.Repeat(fmt.Appendf(nil, "%x\n", w.r.Uint64()), 10+w.r.IntN(1000))
	name := fmt.Sprintf("notes-%d.txt", w.r.Uint32())
	var address string
	yes, err := w.until(ctx, "file", func() (err error) {
		_, address, err = w.upload(ctx, name, content)
		return err
	})
	if !yes || err != nil {
		return err
	}
	at, err := url.Parse(address)
	if err != nil {
		return err
	}
	made, err := w.says(ctx, fmt.Sprintf(`<p>%x, see <a href="%s">my notes</a></p>`, w.r.Uint64(), address), "html")
	if made.ID != 0 {
		w.ledger.uploaded(at.Path, content)
	}
	return err
}

func (w *writer) edits(ctx context.Context) error {
	id := w.own[len(w.own)-1-w.r.IntN(min(len(w.own), 20))]
	in := map[string]any{"body": w.text(), "format": "text"}
	var now post
	yes, err := w.until(ctx, "edit", func() error {
		now = post{}
		_, err := w.call(ctx, "PATCH", fmt.Sprintf("/posts/%d", id), in, &now)
		return err
	})
	if yes {
		w.ledger.edited(id, now)
	}
	return err
}

func (w *writer) reacts(ctx context.Context) error {
	p, ok := w.ledger.recent(w.r.Int())
	if !ok {
		return nil
	}
	r := reaction{p.id, w.n, kinds[w.r.IntN(len(kinds))]}
	method := "PUT"
	if w.ledger.on(r) {
		method = "DELETE"
	}
	yes, err := w.until(ctx, "reaction", func() error {
		_, err := w.call(ctx, method, fmt.Sprintf("/posts/%d/reactions/%s", r.post, url.PathEscape(r.kind)), nil, nil)
		return err
	})
	if yes {
		w.ledger.reacted(r)
	}
	return err
}

func (w *writer) reads(ctx context.Context) error {
	p, ok := w.ledger.recent(w.r.Int())
	if !ok {
		return nil
	}
	yes, err := w.until(ctx, "read mark", func() error {
		_, err := w.call(ctx, "PUT", fmt.Sprintf("/conversations/%d/read", p.room), map[string]any{"post_id": p.id}, nil)
		return err
	})
	if yes {
		w.ledger.read(mark{w.n, p.room}, p.seq)
	}
	return err
}
