package bench

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"
)

// live measures one conversation with many sockets: how long the last one waits, and how many frames go out.
func (r *run) live(ctx context.Context, p *process, dir string, w world) (err error) {
	if !r.wants("fanout", "latency") {
		return nil
	}
	heads, err := cookies(ctx, p, w.Writers)
	if err != nil {
		return err
	}
	tokens, err := r.tokens(ctx, dir, w.Writers)
	if err != nil {
		return err
	}
	room := w.Targets[0]
	began := time.Now().UnixNano()
	said := 0
	real := func(conn int) []byte {
		said++
		return post(room, words(conn, said), clientID(began, conn, said), tokens[conn%len(tokens)])
	}
	a, err := gather(ctx, p.addr, r.sockets, heads, room)
	if err != nil {
		return err
	}
	defer a.leave()
	if r.wants("latency") {
		waits, _, err := a.speak(ctx, p.addr, r.spoken, 500*time.Millisecond, real)
		if err != nil {
			return fmt.Errorf("latency: %w", err)
		}
		r.add(Figure{Key: "latency", What: fmt.Sprintf("99th percentile from commit to the last of %s sockets, 2 posts/s", plain(float64(r.sockets))),
			Unit: Millis, Value: quantile(waits, 0.99), Goal: 50, AtMost: true,
			Note: fmt.Sprintf("of %d posts; the median is %s", len(waits), amount(median(waits), Millis))})
	}
	if !r.wants("fanout") {
		return nil
	}
	if a.size.Load() == 0 { // one post says how large frames are
		if _, err := a.burst(ctx, p.addr, 1, real); err != nil {
			return err
		}
	}
	ref, err := r.refer(ctx, "hub", strconv.FormatInt(a.size.Load(), 10))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ref.stop()) }()
	b, err := gather(ctx, ref.addr, r.sockets, []string{""}, 0)
	if err != nil {
		return err
	}
	defer b.leave()
	say := request("POST", "/say", "now")
	got, err := byTurns(ctx, r.rounds,
		func(ctx context.Context) (float64, error) { return a.burst(ctx, p.addr, r.burst, real) },
		func(ctx context.Context) (float64, error) {
			return b.burst(ctx, ref.addr, r.burst, func(int) []byte { return say })
		})
	if err != nil {
		return fmt.Errorf("fanout: %w", err)
	}
	r.add(Figure{Key: "fanout", What: fmt.Sprintf("fan-out, %s sockets on one conversation: deliveries", plain(float64(r.sockets))), Unit: PerSecond,
		Value: got.value, Reference: got.reference, Ratio: got.ratio, Goal: 0.7, Against: "bare hub, same frame size",
		Note: fmt.Sprintf("frames of %d bytes", a.size.Load())})
	return nil
}

// speak posts at a steady pace, over one connection, and gives for each post the milliseconds from its answer to its
// arrival at the last socket (0 where it had arrived before), and the posts per second that came of it.
func (a *audience) speak(ctx context.Context, addr string, posts int, every time.Duration, next func(conn int) []byte) (waits []float64, rate float64, err error) {
	w, err := dial(ctx, addr)
	if err != nil {
		return nil, 0, err
	}
	defer w.close()
	tick := time.NewTicker(every)
	defer tick.Stop()
	first := a.heard
	answered := make([]int64, posts)
	start := time.Now()
	for i := range posts {
		status, _, err := w.send(next(0))
		answered[i] = time.Now().UnixNano()
		if err == nil && status != 201 {
			err = fmt.Errorf("a post was answered with %d", status)
		}
		if err != nil {
			return nil, 0, err
		}
		select {
		case <-ctx.Done():
			return nil, 0, ctx.Err()
		case <-tick.C:
		}
	}
	rate = float64(posts) / time.Since(start).Seconds()
	for range posts {
		if err := a.next(ctx); err != nil {
			return nil, 0, err
		}
	}
	for i, at := range answered {
		waits = append(waits, max(0, float64(a.last[first+i].Load()-at)/1e6))
	}
	return waits, rate, nil
}

const (
	speakers = 4 // connections that post in a burst
	underWay = 8 // posts that have not reached all yet
)

// burst posts as fast as the audience hears, and gives deliveries per second.
func (a *audience) burst(ctx context.Context, addr string, posts int, next func(conn int) []byte) (float64, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	var all sync.WaitGroup
	defer all.Wait()
	defer cancel(nil)
	turn := make(chan struct{}, underWay)
	jobs := make(chan []byte)
	start := time.Now()
	for conn := range speakers {
		w, err := dial(ctx, addr)
		if err != nil {
			return 0, err
		}
		all.Go(func() {
			defer w.close()
			for req := range jobs {
				status, _, err := w.send(req)
				if err == nil && status != 201 {
					err = fmt.Errorf("post %d was answered with %d", conn, status)
				}
				if err != nil {
					cancel(err)
					return
				}
			}
		})
	}
	all.Go(func() {
		defer close(jobs)
		for i := range posts {
			select {
			case turn <- struct{}{}:
			case <-ctx.Done():
				return
			}
			select {
			case jobs <- next(i % speakers):
			case <-ctx.Done():
				return
			}
		}
	})
	for range posts {
		if err := a.next(ctx); err != nil {
			if cause := context.Cause(ctx); cause != nil {
				err = cause
			}
			return 0, err
		}
		<-turn
	}
	return float64(posts*len(a.socks)) / time.Since(start).Seconds(), nil
}
