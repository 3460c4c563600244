package httpd

import (
	"context"
	"sync"
	"time"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/live"
)

const (
	lookEvery  = 500 * time.Millisecond // for events of other processes, of which nobody wakes us
	relayBatch = 200
	relayTime  = 10 * time.Second // for reading one batch
)

// run tells those who watch what has happened, until ctx ends.
func (d *liveDoor) run(ctx context.Context) {
	var beside sync.WaitGroup
	defer beside.Wait()
	beside.Go(func() { d.pulse(ctx) })
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	last := forum.EventID(-1)
	for {
		var err error
		if last < 0 {
			last, err = d.begin(ctx)
		} else {
			last, err = d.readOn(ctx, last)
		}
		if err != nil && ctx.Err() == nil {
			d.s.log.Error("live: reading events", "after", last, "err", err)
		}
		if err != nil { // not at once again, whoever wakes us
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				continue
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-d.s.app.News():
		case <-tick.C:
		}
	}
}

// begin takes the relay's place at the end of the events. Whoever watches later
// reads a backlog that has all up to there.
func (d *liveDoor) begin(ctx context.Context) (forum.EventID, error) {
	last, err := d.s.app.LastEvent(ctx)
	if err != nil {
		return -1, err
	}
	close(d.begun)
	return last, nil
}

// readOn tells all events after last, in commit order, and gives the last one
// told. On an error none is left out: they are read again.
func (d *liveDoor) readOn(ctx context.Context, last forum.EventID) (forum.EventID, error) {
	for {
		batch, err := d.batch(ctx, last)
		if err != nil || len(batch) == 0 {
			return last, err
		}
		// Posts are told as they were when the batch was read, so whoever had
		// lost the sight of them by then goes first.
		for _, n := range batch {
			if n.Conversation == 0 {
				d.safely("rights", func() { d.rights(ctx, n.Event) })
			}
		}
		for _, n := range batch {
			if n.Conversation != 0 {
				d.safely("relay", func() { d.tell(ctx, n) })
			}
			last = n.ID
		}
		if len(batch) < relayBatch {
			return last, nil
		}
	}
}

func (d *liveDoor) batch(ctx context.Context, last forum.EventID) ([]app.News, error) {
	ctx, cancel := context.WithTimeout(ctx, relayTime)
	defer cancel()
	events, err := d.s.app.EventsAfter(ctx, last, relayBatch)
	if err != nil || len(events) == 0 {
		return nil, err
	}
	return d.s.app.NewsOf(ctx, events)
}

func (d *liveDoor) tell(ctx context.Context, n app.News) {
	if len(n.Gone) > 0 {
		d.publishGone(ctx, n)
	} else {
		d.publish(n)
	}
	d.polls.tell(n.Conversation)
	switch n.Kind {
	case forum.PostCreated:
		d.hub.StopTyping(int64(n.Conversation), int64(n.Actor))
		d.unread.change(n.Conversation)
	case forum.PostRemoved, forum.PostRestored, forum.PostMoved:
		d.unread.change(n.Conversation)
	}
	d.s.metrics.events.Inc()
	d.lag.Store(int64(d.s.app.Now().Sub(n.At)))
}

// publish makes the frame of the news once for each language that somebody
// watches in, and once more for visitors where they learn less.
func (d *liveDoor) publish(n app.News) {
	type pair struct{ named, bare *live.Frame }
	frames := map[string]pair{}
	id := int64(n.Conversation)
	for _, l := range d.hub.Watched(id) {
		var p pair
		p.named = live.NewEvent(n.Seq, d.frameIn(n, forum.Lang(l), true))
		p.bare = p.named
		if n.By.ID != 0 {
			p.bare = live.NewEvent(n.Seq, d.frameIn(n, forum.Lang(l), false))
		}
		frames[l] = p
	}
	if len(frames) == 0 {
		return
	}
	d.hub.PublishEach(id, func(who live.Info, l string) *live.Frame {
		if who.Person == 0 {
			return frames[l].bare
		}
		return frames[l].named
	})
}

// publishGone tells that posts left a conversation: who may see where they went
// is told that, too. Of one that was merged nothing further comes.
func (d *liveDoor) publishGone(ctx context.Context, n app.News) {
	id := int64(n.Conversation)
	watched := d.hub.Watched(id)
	if len(watched) == 0 {
		return
	}
	people := []forum.UserID{0}
	for _, who := range d.hub.Seated() {
		people = append(people, forum.UserID(who.Person))
	}
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	sees, err := d.s.app.WhoSees(ctx, n.To, people)
	if err != nil {
		d.s.log.Warn("live: who sees where posts went", "conversation", n.Conversation, "err", err)
		sees = nil // then nobody is told
	}
	blind := n
	blind.To = 0
	type key struct {
		lang        string
		named, sees bool
	}
	frames := map[key]*live.Frame{}
	d.hub.PublishEach(id, func(who live.Info, l string) *live.Frame {
		k := key{l, who.Person != 0, sees[forum.UserID(who.Person)]}
		if frames[k] == nil {
			news := blind
			if k.sees {
				news = n
			}
			frames[k] = live.NewEvent(n.Seq, d.frameIn(news, forum.Lang(l), k.named))
		}
		return frames[k]
	})
	if n.Where.MergedInto == 0 || n.Where.MergedInto != n.To {
		return
	}
	for _, seen := range []bool{true, false} {
		to := n.To
		if !seen {
			to = 0
		}
		d.hub.EndWatch(id, func(who live.Info) bool { return sees[forum.UserID(who.Person)] == seen }, live.NewMessage(gone(n.Conversation, to)))
	}
}
