package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
	"time"
)

// ranges are what grows, and how far.
type ranges struct {
	posts, members []size
	sockets        []int
	discussion     []size // of one discussion, which gets two posts of three
	paces          []int  // posts per second in a channel
	readers        int
	lasting        time.Duration // of a pace
	each           time.Duration // of one operation, again and again
}

var (
	fullGrowth = ranges{
		posts:   []size{{6, 300, 200, 10_000}, {6, 300, 2000, 100_000}, {6, 300, 20_000, 1_000_000}},
		members: []size{{6, 100, 2000, 100_000}, {6, 1000, 2000, 100_000}, {6, 10_000, 2000, 100_000}},
		sockets: []int{1000, 5000, 10_000}, discussion: []size{{1, 300, 1, 750}, {1, 300, 1, 7500}, {1, 300, 1, 75_000}},
		paces: []int{5, 50, 200}, readers: 200, lasting: 10 * time.Second, each: 2 * time.Second}
	shortGrowth = ranges{
		posts: []size{{6, 60, 40, 1000}, {6, 60, 40, 2000}}, members: []size{{6, 30, 40, 1000}, {6, 60, 40, 1000}},
		sockets: []int{10, 100}, discussion: []size{{1, 30, 1, 75}, {1, 30, 1, 750}}, paces: []int{5, 50}, readers: 20, lasting: time.Second,
		each: 100 * time.Millisecond}
)

func (r *run) growth(ctx context.Context) error {
	grow := fullGrowth
	if r.Short {
		grow = shortGrowth
	}
	for _, part := range []struct {
		key  string
		grow func(context.Context, ranges, *Growth) error
		axis string
	}{
		{"posts", r.morePosts, "posts"},
		{"members", r.moreMembers, fmt.Sprintf("members, %s posts", plain(float64(grow.members[0].Posts)))},
		{"discussion", r.longDiscussion, "posts of one discussion"},
		{"sockets", r.moreSockets, "sockets on one conversation"},
		{"channel", r.fasterChannel, fmt.Sprintf("posts a second in one channel, %d readers", grow.readers)},
	} {
		if !r.wants(part.key) {
			continue
		}
		g := Growth{Axis: part.axis}
		if err := part.grow(ctx, grow, &g); err != nil {
			return fmt.Errorf("growth of %s: %w", part.key, err)
		}
		r.report.Growth = append(r.report.Growth, g)
	}
	return nil
}

// at serves a copy of a network of that size while do measures on it.
func (r *run) at(ctx context.Context, z size, g *Growth, point int, do func(*scene) error) (err error) {
	r.say("%s: %s", g.Axis, plain(float64(point)))
	dir, err := r.copied(ctx, z)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	w, err := look(ctx, dir)
	if err != nil {
		return err
	}
	p, err := serve(ctx, r.Program, dir, r.scratch)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.stop()) }()
	g.Points = append(g.Points, float64(point))
	s := &scene{r: r, p: p, dir: dir, w: w, g: g}
	if s.heads, err = cookies(ctx, p, w.Writers); err == nil {
		s.tokens, err = r.tokens(ctx, dir, w.Writers[:1])
	}
	if err == nil {
		err = do(s)
	}
	if err != nil {
		return err
	}
	held, err := p.settled(ctx, 5*time.Second)
	g.put("resident memory", Bytes, float64(held))
	return err
}

func (r *run) morePosts(ctx context.Context, grow ranges, g *Growth) error {
	for _, z := range grow.posts {
		if err := r.at(ctx, z, g, z.Posts, func(s *scene) error { return s.common(ctx, grow.each) }); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) moreMembers(ctx context.Context, grow ranges, g *Growth) error {
	for _, z := range grow.members {
		if err := r.at(ctx, z, g, z.Members, func(s *scene) error {
			if err := s.common(ctx, grow.each); err != nil {
				return err
			}
			return s.reading(ctx, "a group's members", grow.each, call{"/g/" + s.w.Busy + "/members", s.heads[0]})
		}); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) longDiscussion(ctx context.Context, grow ranges, g *Growth) error {
	for _, z := range grow.discussion {
		if err := r.at(ctx, z, g, z.Posts*2/3, func(s *scene) error {
			room := s.w.Targets[0]
			last := (s.w.Length + fullPage - 1) / fullPage
			for _, page := range []struct{ what, path string }{
				{"its first page, member", "/t/%d"},
				{"its last page, member", fmt.Sprintf("/t/%%d?page=%d", last)},
				{"from the newest down, member", "/t/%d?order=newest"},
				{"overview with its unread count", "/"},
			} {
				path := page.path
				if strings.Contains(path, "%d") {
					path = fmt.Sprintf(path, room)
				}
				if err := s.reading(ctx, page.what, grow.each, call{path, s.heads[0]}); err != nil {
					return err
				}
			}
			day := request("GET", fmt.Sprintf("/t/%d?at=%s", room, time.Now().UTC().AddDate(0, -1, 0).Format(time.DateOnly)), "", s.heads[0])
			if err := s.cost(ctx, "the way to a day, member", grow.each, 302, cycle([][]byte{day})); err != nil {
				return err
			}
			return s.replying(ctx, grow.each, []int64{room})
		}); err != nil {
			return err
		}
	}
	return nil
}

// spare is how many files a process needs beside its sockets.
const spare = 200

func (r *run) moreSockets(ctx context.Context, grow ranges, g *Growth) error {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return err
	}
	for _, n := range grow.sockets {
		if uint64(n+spare) > limit.Max {
			g.Note = fmt.Sprintf("%s sockets need more open files than this machine allows a process: %d.", plain(float64(n)), limit.Max)
			return nil
		}
		if err := r.at(ctx, r.base, g, n, func(s *scene) error { return s.audience(ctx, n) }); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) fasterChannel(ctx context.Context, grow ranges, g *Growth) error {
	for _, pace := range grow.paces {
		if err := r.at(ctx, r.base, g, pace, func(s *scene) error {
			a, err := gather(ctx, s.p.addr, grow.readers, s.heads, s.w.Channel)
			if err != nil {
				return err
			}
			defer a.leave()
			every := time.Second / time.Duration(pace)
			return s.speaking(ctx, a, s.w.Channel, int(grow.lasting/every), every)
		}); err != nil {
			return err
		}
	}
	return nil
}
