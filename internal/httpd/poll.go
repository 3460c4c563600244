package httpd

import (
	"context"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/api"
	"plenary/internal/forum"
)

// events answers those who poll: what happened after the cursor, or the first
// thing that happens while they wait. Whoever asks is looked at again before
// they are told anything, and counts as nobody's presence. Errors: NotFound,
// SignedOut (the session ended while they waited), TooMany (who wait at once,
// as for sockets), Unavailable.
func (d *liveDoor) events(c *fiber.Ctx, q api.Since) (api.Happened, error) {
	g := d.guest(c)
	g.asker, g.polls = "poll "+g.asker, true
	ctx := c.UserContext()
	if err := d.ready(ctx); err != nil {
		return api.Happened{}, err
	}
	if _, err := d.enter(g); err != nil {
		return api.Happened{}, err
	}
	defer d.leave(g)
	over := time.NewTimer(q.Wait)
	defer over.Stop()
	for waiting := q.Wait > 0; ; {
		news, cancel := d.polls.wait(q.Conversation) // before the look, so that nothing falls between
		found, err := d.happened(ctx, g, q)
		if err != nil || !waiting || len(found.Items) > 0 || found.Reset {
			cancel()
			return found, err
		}
		q.After = found.Seq
		select {
		case <-news:
		case <-over.C:
			waiting = false
		case <-d.stopped:
			waiting = false
		case <-ctx.Done():
			cancel()
			return api.Happened{}, ctx.Err()
		}
		cancel()
		if err := d.works(ctx, g); err != nil {
			return api.Happened{}, err
		}
	}
}

// pollBytes is about how much one answer carries; the rest comes with the next.
const pollBytes = 4 << 20

// happened is one look at what happened after the cursor.
func (d *liveDoor) happened(ctx context.Context, g guest, q api.Since) (api.Happened, error) {
	if !d.s.turns.reads.Take(ctx) {
		return api.Happened{}, isBusy()
	}
	defer d.s.turns.reads.Done()
	b, err := d.backlog(ctx, g, q.Conversation, q.After, q.Epoch)
	found := api.Happened{Seq: b.Conversation.Seq, Reset: b.Reset}
	size := 0
	for _, n := range b.News {
		if size >= pollBytes {
			break
		}
		f := d.missedFrame(b, n, q.Lang)
		size += len(f)
		found.Items, found.Seq = append(found.Items, f), n.Seq
	}
	return found, err
}

// arrivals wakes those who wait for events of a conversation.
type arrivals struct {
	mu sync.Mutex
	by map[forum.ConversationID]*arrival
}

type arrival struct {
	news    chan struct{}
	waiting int
}

// wait gives a channel that is closed when the conversation has news; cancel
// must be called.
func (w *arrivals) wait(c forum.ConversationID) (news <-chan struct{}, cancel func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	a := w.by[c]
	if a == nil {
		if w.by == nil {
			w.by = map[forum.ConversationID]*arrival{}
		}
		a = &arrival{news: make(chan struct{})}
		w.by[c] = a
	}
	a.waiting++
	return a.news, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		if a.waiting--; a.waiting == 0 && w.by[c] == a {
			delete(w.by, c)
		}
	}
}

func (w *arrivals) tell(c forum.ConversationID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if a := w.by[c]; a != nil {
		close(a.news)
		delete(w.by, c)
	}
}

// count is how many wait.
func (w *arrivals) count() (n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, a := range w.by {
		n += a.waiting
	}
	return n
}
