package bench

import (
	"context"
	"fmt"
	"net/url"
	"time"
)

// scene is one point of growth: a served network and who is in it.
type scene struct {
	r      *run
	p      *process
	dir    string
	w      world
	g      *Growth
	heads  []string
	tokens []string
	said   int
}

// cost asks over one connection, again and again, and notes what one answer takes.
func (s *scene) cost(ctx context.Context, what string, d time.Duration, want int, next func(conn, i int) []byte) error {
	l := load{addr: s.p.addr, conns: 1, want: want, next: next}
	if _, _, err := l.count(ctx, d/10); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	before, err := s.p.busy()
	if err != nil {
		return err
	}
	done, took, err := l.count(ctx, d)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	after, err := s.p.busy()
	if err != nil {
		return err
	}
	one := func(t time.Duration) float64 { return float64(t.Microseconds()) / 1000 / float64(done) }
	s.g.put(what, Millis, one(took), one(after-before))
	return nil
}

// reading costs what a page costs, followed to where it is.
func (s *scene) reading(ctx context.Context, what string, d time.Duration, calls ...call) error {
	var requests [][]byte
	for _, c := range calls {
		req, err := s.r.follow(ctx, s.p, c, &answer{})
		if err != nil {
			return err
		}
		requests = append(requests, req)
	}
	return s.cost(ctx, what, d, 200, cycle(requests))
}

// replying costs what a durable post costs.
func (s *scene) replying(ctx context.Context, d time.Duration, rooms []int64) error {
	began := time.Now().UnixNano()
	return s.cost(ctx, "reply through the API, durable", d, 201, func(_, _ int) []byte {
		s.said++
		return post(rooms[s.said%len(rooms)], words(0, s.said), clientID(began, 0, s.said), s.tokens[0])
	})
}

func (s *scene) searching(ctx context.Context, d time.Duration) error {
	return s.cost(ctx, "search, two ordinary words", d, 200,
		cycle([][]byte{request("GET", "/api/v1/search?q="+url.QueryEscape(twoWords), "", s.tokens[0])}))
}

// common is what both posts and members make dearer.
func (s *scene) common(ctx context.Context, d time.Duration) error {
	var visited, seen []call
	for _, id := range s.w.Pages {
		visited = append(visited, call{fmt.Sprintf("/t/%d", id), ""})
		seen = append(seen, call{fmt.Sprintf("/t/%d", id), s.heads[0]})
	}
	if err := s.reading(ctx, "discussion page, visitor", d, visited...); err != nil {
		return err
	}
	if err := s.reading(ctx, "discussion page, member", d, seen...); err != nil {
		return err
	}
	if err := s.reading(ctx, "overview of a member", d, call{"/", s.heads[0]}); err != nil {
		return err
	}
	if err := s.reading(ctx, "a group's discussions", d, call{"/g/" + s.w.Busy, s.heads[0]}); err != nil {
		return err
	}
	if err := s.searching(ctx, d); err != nil {
		return err
	}
	return s.replying(ctx, d, s.w.Targets)
}

// audience posts to n sockets and notes what that takes.
func (s *scene) audience(ctx context.Context, n int) error {
	room := s.w.Targets[0]
	a, err := gather(ctx, s.p.addr, n, s.heads, room)
	if err != nil {
		return err
	}
	defer a.leave()
	held, err := s.p.settled(ctx, s.r.settle)
	if err != nil {
		return err
	}
	s.g.put("resident memory for each socket, all of it", Bytes, float64(held)/float64(n))
	return s.speaking(ctx, a, room, s.r.spoken/5, time.Second)
}

// speaking posts steadily and notes how long the last reader waits, and what a post takes of the server.
func (s *scene) speaking(ctx context.Context, a *audience, room int64, posts int, every time.Duration) error {
	began := time.Now().UnixNano()
	before, err := s.p.busy()
	if err != nil {
		return err
	}
	waits, rate, err := a.speak(ctx, s.p.addr, max(posts, 2), every, func(int) []byte {
		s.said++
		return post(room, words(0, s.said), clientID(began, 0, s.said), s.tokens[0])
	})
	if err != nil {
		return err
	}
	after, err := s.p.busy()
	if err != nil {
		return err
	}
	s.g.put("posts that came of it", PerSecond, rate)
	s.g.put("from commit to the last reader, median", Millis, median(waits))
	s.g.put("from commit to the last reader, 99th percentile", Millis, quantile(waits, 0.99))
	s.g.put("the processor's time for a post to one reader", Micros, float64((after-before).Microseconds())/float64(len(waits)*len(a.socks)))
	return nil
}
