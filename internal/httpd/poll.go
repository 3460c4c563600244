package httpd

import (
	"context"
	"encoding/json"
	"strconv"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
	"plenary/internal/forum"
)

const longestWait = 25 * time.Second

// polled is the answer to asking for a conversation's events: the frames of
// the live connection, up to seq.
type polled struct {
	Items []json.RawMessage `json:"items"`
	Seq   int64             `json:"seq"`
	Reset bool              `json:"reset"`
}

// Events answers GET /api/v1/conversations/{id}/events?after=&wait=, with
// epoch= and lang= as a watch has them: what happened after the cursor (none:
// the present), or the first thing that happens within wait seconds. Whoever
// asks is looked at again before they are told anything, and counts as nobody's
// presence. Errors: NotFound, SignedOut (the session ended while they waited),
// Invalid, TooMany (who ask at once, as for sockets), Unavailable.
func (s *Server) Events(c *fiber.Ctx) error {
	id, err := strconv.ParseInt(c.Params("id"), 10, 64)
	if err != nil {
		return forum.Missing()
	}
	after, err := whole(c, "after", -1)
	if err != nil {
		return err
	}
	wait, err := whole(c, "wait", 0)
	if err != nil {
		return err
	}
	v := door.Viewer(c)
	g := guest{asker: "poll " + s.asker(c), person: v.ID, session: v.Session, token: door.Token(c), lang: v.Lang.UI()}
	said := saying{Conversation: id, Epoch: c.Query("epoch"), Lang: forum.Lang(c.Query("lang"))}
	answer, err := s.live.poll(c.UserContext(), g, said, after, min(time.Duration(min(wait, 60))*time.Second, longestWait))
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.JSON(answer)
}

// whole is a whole number ≥ 0 of the query.
func whole(c *fiber.Ctx, name string, otherwise int64) (int64, error) {
	given := c.Query(name)
	if given == "" {
		return otherwise, nil
	}
	n, err := strconv.ParseInt(given, 10, 64)
	if err != nil || n < 0 {
		return 0, forum.Wrong(name, "live.after")
	}
	return n, nil
}

func (d *liveDoor) poll(ctx context.Context, g guest, said saying, after int64, wait time.Duration) (polled, error) {
	if err := d.ready(ctx); err != nil {
		return polled{}, err
	}
	if _, ok := d.enter(g); !ok {
		return polled{}, tooMany()
	}
	defer d.leave(g)
	id := forum.ConversationID(said.Conversation)
	over := time.NewTimer(wait)
	defer over.Stop()
	for waiting := wait > 0; ; {
		news, cancel := d.polls.wait(id) // before the look, so that nothing falls between
		answer, err := d.ask(ctx, g, said, after)
		if err != nil || !waiting || len(answer.Items) > 0 || answer.Reset {
			cancel()
			return answer, err
		}
		after = answer.Seq
		select {
		case <-news:
		case <-over.C:
			waiting = false
		case <-d.stopped:
			waiting = false
		case <-ctx.Done():
			cancel()
			return polled{}, ctx.Err()
		}
		cancel()
		if err := d.works(ctx, g); err != nil {
			return polled{}, err
		}
	}
}

// ask is one look at what happened after the cursor.
func (d *liveDoor) ask(ctx context.Context, g guest, said saying, after int64) (polled, error) {
	b, frames, err := d.backlog(ctx, g, forum.ConversationID(said.Conversation), after, said.Epoch, said.in(g.lang))
	answer := polled{Items: []json.RawMessage{}, Seq: b.Conversation.Seq, Reset: b.Reset}
	for _, f := range frames {
		answer.Items = append(answer.Items, f)
	}
	return answer, err
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
