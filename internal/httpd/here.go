package httpd

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/live"
)

const (
	pulseEvery = time.Second      // presence and unread counts
	rollEvery  = 30 * time.Second // a look at the sessions behind all sockets
)

// pulse tells what may be dropped: who is here, and what is unread.
func (d *liveDoor) pulse(ctx context.Context) {
	pulse, roll := time.NewTicker(pulseEvery), time.NewTicker(rollEvery)
	defer pulse.Stop()
	defer roll.Stop()
	d.beginNotices(ctx)
	for {
		select {
		case <-ctx.Done():
			return
		case r := <-d.s.app.Reads():
			d.unread.read(r)
		case <-pulse.C:
			d.safely("presence", func() { d.tellHere(ctx) })
			d.safely("unread", func() { d.tellUnread(ctx) })
		case <-roll.C:
			d.safely("sessions", func() {
				if err := d.roll(ctx); err != nil && ctx.Err() == nil {
					d.s.log.Error("live: looking at sessions", "err", err)
				}
			})
		}
	}
}

// safely runs do; a panic in it goes to the log and no further.
func (d *liveDoor) safely(where string, do func()) {
	defer func() {
		if died := recover(); died != nil {
			d.s.log.Error("panic", "where", "live "+where, "panic", fmt.Sprint(died), "stack", string(debug.Stack()))
		}
	}()
	do()
}

// tellHere tells signed-in people who is in the conversations where that has
// changed.
func (d *liveDoor) tellHere(ctx context.Context) {
	for _, id := range d.hub.Changed() {
		f := d.here(ctx, id)
		d.hub.PublishEach(id, func(who live.Info, _ string) *live.Frame {
			if who.Person == 0 {
				return nil
			}
			return f
		})
	}
}

// here is the frame that says who is in a conversation. Where names can't be
// read it only counts.
func (d *liveDoor) here(ctx context.Context, id int64) *live.Frame {
	p := d.hub.Here(id)
	people := make([]forum.UserID, len(p.People))
	for i, person := range p.People {
		people[i] = forum.UserID(person)
	}
	f := hereFrame{Op: "here", Conversation: id, People: []personShape{}, Count: p.Count, Typing: []forum.UserID{}}
	names, err := d.names.of(ctx, d.s.app, people)
	if err != nil {
		d.s.log.Warn("live: no names", "err", err)
	}
	for _, person := range people {
		if a, ok := names[person]; ok {
			f.People = append(f.People, personShape{ID: a.ID, Name: a.Name})
		}
	}
	for _, person := range p.Typing {
		f.Typing = append(f.Typing, forum.UserID(person))
	}
	return live.NewHint(encode(f))
}

// nameBook remembers people's names for as long as the network's stamp stands,
// which every change of a person moves on.
type nameBook struct {
	mu    sync.Mutex
	stamp int64
	known map[forum.UserID]forum.Author
}

func (b *nameBook) of(ctx context.Context, a *app.App, people []forum.UserID) (map[forum.UserID]forum.Author, error) {
	_, stamp, err := a.Network(ctx)
	if err != nil {
		return nil, err
	}
	found := map[forum.UserID]forum.Author{}
	var asked []forum.UserID
	b.mu.Lock()
	if b.stamp != stamp || b.known == nil {
		b.stamp, b.known = stamp, map[forum.UserID]forum.Author{}
	}
	for _, id := range people {
		if known, ok := b.known[id]; ok {
			found[id] = known
		} else {
			asked = append(asked, id)
		}
	}
	b.mu.Unlock()
	if len(asked) == 0 {
		return found, nil
	}
	read, err := a.Names(ctx, asked)
	if err != nil {
		return found, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for id, name := range read {
		found[id] = name
		if b.stamp == stamp {
			b.known[id] = name
		}
	}
	return found, nil
}
