package live_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"plenary/internal/live"
)

// Two hundred sockets come, go, watch from cursors and turn away while events
// are published in three conversations and two languages; five never read. A
// round is as many events as fit into a queue, with everything else at the same
// time; between rounds everybody reads what there is.
func TestHub_losesNothingForThoseWhoRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const clients, stalled, rounds, events = 195, 5, 25, 60
		f := &forum{hub: live.New(live.Options{})}
		var deaf []*live.Seat
		for range stalled {
			s := f.hub.Sit(live.Info{Person: 1000})
			for c := range f.heads {
				caught(t, s, live.Room{Conversation: int64(c), Lang: "en"}, 0)
			}
			deaf = append(deaf, s)
		}
		all := make([]*client, clients)
		for i := range all {
			all[i] = &client{t: t, forum: f, person: int64(i % 150), dice: rand.New(rand.NewPCG(1, uint64(i)))}
			all[i].sit()
		}
		dice := rand.New(rand.NewPCG(2, 2))
		for range rounds {
			var busy sync.WaitGroup
			banned := dice.Int64N(150)
			for _, c := range all {
				busy.Go(c.act)
			}
			busy.Go(func() {
				for range events {
					f.write(dice.IntN(len(f.heads)))
					f.hub.Publish(live.Room{Conversation: 1, Lang: "es"}, live.NewHint([]byte("hint 1 0")))
				}
			})
			busy.Go(func() {
				f.hub.EndWatch(2, func(who live.Info) bool { return who.Person == banned }, live.NewMessage([]byte("gone 2 0")))
			})
			busy.Go(func() { f.hub.Changed(); f.hub.Here(1); f.hub.Stats() })
			busy.Wait()
			synctest.Wait()
			for _, c := range all {
				c.isUpToDate()
			}
		}
		if s := f.hub.Stats(); s.LostSeats != stalled || s.Holes != 0 || s.Seats != clients+stalled {
			t.Errorf("stats %+v", s)
		}
		for _, s := range deaf {
			wants(t, s, "live: seat closed with 4008")
			s.Leave()
		}
		f.hub.CloseAll(live.GoingAway)
		for _, c := range all {
			<-c.done
		}
		if err := f.hub.Wait(context.Background()); err != nil {
			t.Error(err)
		}
		if s := f.hub.Stats(); s.Seats != 0 || s.Rooms != 0 {
			t.Errorf("left behind: %+v", s)
		}
	}) // which waits for every goroutine that began in it
}

// forum stands for the store and the relay: an event is committed, then
// published in the rooms that are watched.
type forum struct {
	hub   *live.Hub
	heads [3]atomic.Int64
}

func (f *forum) write(c int) {
	seq := f.heads[c].Add(1)
	runtime.Gosched()
	for _, lang := range f.hub.Watched(int64(c)) {
		f.hub.Publish(live.Room{Conversation: int64(c), Lang: lang}, line("event", c, seq))
	}
}

func line(what string, c int, seq int64) *live.Frame {
	json := fmt.Appendf(nil, "%s %d %d", what, c, seq)
	if what == "event" {
		return live.NewEvent(seq, json)
	}
	return live.NewMessage(json)
}

// client is one socket after the other, with the writer that the transport has.
type client struct {
	t      *testing.T
	forum  *forum
	person int64
	dice   *rand.Rand
	seat   *live.Seat
	done   chan struct{}

	mu   sync.Mutex
	last map[int]int64 // by conversation: the last seq that arrived
}

func (c *client) sit() {
	c.seat, c.done = c.forum.hub.Sit(live.Info{Person: c.person}), make(chan struct{})
	c.last = map[int]int64{}
	go c.read(c.seat, c.done)
}

// read checks that what arrives continues what arrived.
func (c *client) read(s *live.Seat, done chan struct{}) {
	defer close(done)
	defer s.Leave()
	for {
		f, err := s.Next(context.Background())
		if err != nil {
			if !errors.Is(err, live.ErrLeft) && !errors.Is(err, live.Closed{Code: live.GoingAway}) {
				c.t.Errorf("a reader lost its seat: %v", err)
			}
			return
		}
		words := strings.Fields(string(f.JSON()))
		what := words[0]
		conversation, _ := strconv.Atoi(words[1])
		seq, _ := strconv.ParseInt(words[2], 10, 64)
		c.mu.Lock()
		last, watching := c.last[conversation]
		switch what {
		case "begin":
			c.last[conversation] = seq
		case "gone":
			delete(c.last, conversation)
		case "event":
			if !watching || seq != last+1 {
				c.t.Errorf("conversation %d: %d after %d (watching: %t)", conversation, seq, last, watching)
			}
			c.last[conversation] = seq
		}
		c.mu.Unlock()
		s.Alive()
	}
}

// act does one thing that clients do.
func (c *client) act() {
	conversation := c.dice.IntN(len(c.forum.heads))
	switch p := c.dice.IntN(20); {
	case p < 10:
		c.watch(conversation)
	case p < 13:
		c.seat.Unwatch(int64(conversation))
	case p < 14:
		c.seat.Typing(int64(conversation))
	case p < 15:
		c.seat.Leave()
		<-c.done
		c.sit()
	}
}

// watch is the transport's half of the promise in the package's comment.
func (c *client) watch(conversation int) {
	lang := []string{"en", "es"}[c.dice.IntN(2)]
	w, err := c.seat.Watch(live.Room{Conversation: int64(conversation), Lang: lang})
	if err != nil {
		c.t.Errorf("watch: %v", err)
		return
	}
	runtime.Gosched()
	head := c.forum.heads[conversation].Load()
	from := max(0, head-c.dice.Int64N(300))
	err = w.Give(context.Background(), line("begin", conversation, from))
	for seq := from + 1; seq <= head && err == nil; seq++ {
		err = w.Give(context.Background(), line("event", conversation, seq))
	}
	if err == nil {
		err = w.Caught(head)
	}
	if err != nil && !errors.Is(err, live.ErrEnded) {
		c.t.Errorf("catching up: %v", err)
	}
}

func (c *client) isUpToDate() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, r := range c.seat.Watching() {
		if head := c.forum.heads[r.Conversation].Load(); c.last[int(r.Conversation)] != head {
			c.t.Errorf("conversation %d: has %d of %d", r.Conversation, c.last[int(r.Conversation)], head)
		}
	}
}
