// Package soak proves that nothing acknowledged is lost: it runs the real
// program as a process on a real data folder, lets people write to it and
// read it live, and meanwhile kills it, stops it, backs it up, or takes from
// its disk all that was not synced. Afterwards everything that was
// acknowledged has to be there, once. It knows the program by its commands and
// its contract alone.
//
// Tests run it in a short form, `go run ./cmd/dev soak` in a long one.
package soak

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"
)

// Options of Run.
type Options struct {
	Program string        // path of the built program
	Dir     string        // an empty folder to work in
	Seed    uint64        // of everything that is random here
	Kills   int           // how often the program is killed
	For     time.Duration // 0; else kills go on for that long, however many that are
	Rows    int           // posts that are there to begin with
	Stops   int           // graceful stops under load
	Cuts    int           // power cuts; needs strace
	Say     func(format string, args ...any)

	liar bool // the disk of the power cuts says that it synced, and does not
}

// Scene is what one part of the proof came to.
type Scene struct {
	Name       string         `json:"name"`
	Took       time.Duration  `json:"took_ns"`
	Figures    map[string]int `json:"figures"`
	Complaints []string       `json:"complaints"` // what was lost, doubled, or otherwise wrong
	Skipped    string         `json:"skipped,omitempty"`
}

// Report is what a run came to.
type Report struct {
	Seed   uint64  `json:"seed"`
	Scenes []Scene `json:"scenes"`
}

// Lost reports whether anything was wrong.
func (r Report) Lost() bool {
	for _, s := range r.Scenes {
		if len(s.Complaints) > 0 {
			return true
		}
	}
	return false
}

// Run plays all scenes, one after the other. An error is that something here
// could not go on; what the program did wrong is in the report.
func Run(ctx context.Context, o Options) (Report, error) {
	r := Report{Seed: o.Seed}
	for _, scene := range []func(context.Context, Options) (Scene, error){Kills, Backup, PowerCuts, Flood} {
		s, err := scene(ctx, o)
		r.Scenes = append(r.Scenes, s)
		if err != nil {
			return r, fmt.Errorf("soak: %s (seed %d): %w", s.Name, o.Seed, err)
		}
	}
	return r, nil
}

const (
	writers       = 8
	readers       = 4
	conversations = 4
	complaints    = 50 // that are kept; the rest would say the same
)

// stage is a running program with people who write and read.
type stage struct {
	o       Options
	scene   *Scene
	began   time.Time
	server  *server
	ledger  *ledger
	host    *client // organiser, who neither writes nor reads in a scene
	writers []*writer
	readers []*reader
	random  *rand.Rand
}

// raise fills a folder, starts the program and lets everybody in.
func raise(ctx context.Context, o Options, name string) (*stage, error) {
	if o.Say == nil {
		o.Say = func(string, ...any) {}
	}
	g := &stage{o: o, began: time.Now(), scene: &Scene{Name: name, Figures: map[string]int{}},
		random: rand.New(rand.NewPCG(o.Seed, uint64(len(name))))}
	dir := filepath.Join(o.Dir, name)
	filled, err := fill(ctx, o)
	if err != nil {
		return g, err
	}
	if err := os.CopyFS(dir, os.DirFS(filled)); err != nil {
		return g, err
	}
	if g.server, err = newServer(o.Program, dir); err != nil {
		return g, err
	}
	if err := g.server.start(ctx); err != nil {
		return g, err
	}
	g.ledger = newLedger()
	return g, g.invite(ctx)
}

// fill makes a network of that many posts, once for all scenes that begin with
// as many, and gives its folder.
func fill(ctx context.Context, o Options) (dir string, err error) {
	rows := max(o.Rows, 20)
	dir = filepath.Join(o.Dir, fmt.Sprint("filled-", rows))
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	o.Say("filling a database with %d posts (seed %d)", rows, o.Seed)
	_, err = command(ctx, o.Program, "fill", "--data", dir, "--groups", "2", "--members", fmt.Sprint(writers+readers+1),
		"--discussions", fmt.Sprint(max(1, rows/50)), "--posts", fmt.Sprint(rows), "--seed", fmt.Sprint(o.Seed))
	return dir, err
}

// invite makes a group, its discussions, and lets the people in.
func (g *stage) invite(ctx context.Context) error {
	var people []*client
	for i := range writers + readers + 1 {
		token, err := command(ctx, g.o.Program, "token", "add", "--data", g.server.dir, "--email", fmt.Sprintf("member%d@example.org", i+1), "--name", "soak")
		if err != nil {
			return err
		}
		c := newClient(g.server, token)
		var me struct{ ID int64 }
		if err := c.must(ctx, "GET", "/me", nil, &me); err != nil {
			return err
		}
		c.id = me.ID
		people = append(people, c)
	}
	host := people[0]
	g.host = host
	if err := host.must(ctx, "POST", "/groups", map[string]any{"slug": "soak", "name": "Soak", "visibility": "everyone", "joining": "invite"}, nil); err != nil {
		return err
	}
	for _, c := range people {
		if err := host.must(ctx, "PUT", fmt.Sprintf("/groups/soak/members/%d", c.id), map[string]any{"role": "member"}, nil); err != nil {
			return err
		}
	}
	for i := range conversations {
		var made struct{ ID, Seq int64 }
		if err := host.must(ctx, "POST", "/groups/soak/conversations", map[string]any{"kind": "discussion", "title": fmt.Sprintf("Round %d", i+1),
			"body": "Here we go.", "format": "text"}, &made); err != nil {
			return err
		}
		g.ledger.open(made.ID, made.Seq)
	}
	for i := range writers {
		g.writers = append(g.writers, newWriter(people[1+i], i, g.ledger, rand.New(rand.NewPCG(g.o.Seed, uint64(i)))))
	}
	for i := range readers {
		g.readers = append(g.readers, newReader(people[1+writers+i], g.ledger))
	}
	return nil
}

// act lets everybody write and read until the returned function is called; it
// waits until each writer has the answer it waits for, and each reader all that
// there is to be read.
func (g *stage) act(ctx context.Context) (end func() error) {
	var ends []func() error
	for _, w := range g.writers {
		ends = append(ends, w.begin(ctx))
	}
	for _, r := range g.readers {
		ends = append(ends, r.begin(ctx))
	}
	return func() error {
		var err error
		for _, end := range ends {
			err = errors.Join(err, end())
		}
		return err
	}
}

// complain notes what is wrong.
func (s *Scene) complain(format string, args ...any) {
	if len(s.Complaints) < complaints {
		s.Complaints = append(s.Complaints, fmt.Sprintf(format, args...))
	}
}

// close ends the scene: the program stops, and what everybody saw is added up.
func (g *stage) close(ctx context.Context) Scene {
	if g.server != nil {
		g.server.kill()
	}
	for _, w := range g.writers {
		g.scene.Figures["acknowledged"] += w.acknowledged
		g.scene.Figures["asked again"] += w.again
		for _, c := range w.complaints {
			g.scene.complain("writer %d: %s", w.n, c)
		}
	}
	for i, r := range g.readers {
		g.scene.Figures["frames read"] += r.frames
		g.scene.Figures["resets"] += r.resets
		g.scene.Figures["times readers came back"] += r.connects - 1
		for _, c := range r.complaints {
			g.scene.complain("reader %d: %s", i, c)
		}
	}
	g.scene.Took = time.Since(g.began)
	return *g.scene
}
