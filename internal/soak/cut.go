package soak

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
)

// PowerCuts runs the program under a tracer while people write, and afterwards
// makes the disk that a power cut leaves at chosen moments of the trace: with
// what was synced by then, and of the rest nothing, or a random part. On each
// the program has to start, be consistent, and have every post and edit that
// it had begun to acknowledge.
func PowerCuts(ctx context.Context, o Options) (Scene, error) {
	if o.Cuts == 0 {
		return Scene{Name: "power cuts", Skipped: "none were asked for"}, nil
	}
	if err := exec.CommandContext(ctx, "strace", "-o", os.DevNull, "true").Run(); err != nil {
		return Scene{Name: "power cuts", Skipped: fmt.Sprintf("strace does not run here: %v", err)}, nil
	}
	o.Rows = 20 // the disk is copied for each cut
	g, err := raise(ctx, o, "power cuts")
	if err == nil {
		err = g.cutPower(ctx)
	}
	return g.close(ctx), err
}

func (g *stage) cutPower(ctx context.Context) error {
	if _, err := g.server.stop(); err != nil {
		return err
	}
	trace := filepath.Join(g.o.Dir, "trace")
	root, err := filepath.EvalSymlinks(g.server.dir)
	if err != nil {
		return err
	}
	before := func() (*disk, error) { return newDisk(root) }
	first, err := before()
	if err != nil {
		return err
	}
	second, err := before()
	if err != nil {
		return err
	}
	second.liar = g.o.liar
	g.server.before = tracer(trace)
	if err := g.server.start(ctx); err != nil {
		return err
	}
	end := g.act(ctx)
	err = g.written(ctx, min(1000, 150+10*g.o.Cuts))
	g.server.kill()
	g.server.before = nil
	if err == nil {
		err = g.server.start(ctx) // for those who wait for an answer
	}
	if err = errors.Join(err, end()); err != nil {
		return err
	}
	g.server.kill()

	lines, acks, err := g.survey(trace, first)
	if err != nil {
		return err
	}
	if len(acks) == 0 {
		return errors.New("the trace shows no acknowledgement: the tracer was not understood")
	}
	return g.cutAt(ctx, trace, second, g.moments(lines, acks))
}

// survey counts a trace's lines, and gives those where something was
// acknowledged.
func (g *stage) survey(trace string, d *disk) (lines int, acks []int, err error) {
	f, err := os.Open(trace)
	if err != nil {
		return 0, nil, err
	}
	defer f.Close()
	r := &replay{disk: d, step: func(a *acked) error {
		if a != nil {
			acks = append(acks, lines)
		}
		lines++
		return nil
	}}
	err = r.follow(f)
	g.scene.Figures["system calls"], g.scene.Figures["acknowledgements traced"] = lines, len(acks)
	g.scene.Figures["pages written back"] = d.back
	return lines, acks, err
}

// moments are lines to cut at: half of them where an answer has just begun to
// leave, the rest anywhere.
func (g *stage) moments(lines int, acks []int) []int {
	var cuts []int
	for i := range g.o.Cuts {
		if i%2 == 0 {
			cuts = append(cuts, acks[g.random.IntN(len(acks))])
		} else {
			cuts = append(cuts, acks[0]+g.random.IntN(lines-acks[0]))
		}
	}
	slices.Sort(cuts)
	return slices.Compact(cuts)
}

// cutAt follows the trace again, and looks at what is left at each moment.
func (g *stage) cutAt(ctx context.Context, trace string, d *disk, cuts []int) error {
	f, err := os.Open(trace)
	if err != nil {
		return err
	}
	defer f.Close()
	line, said := 0, map[int64]string{}
	r := &replay{disk: d, step: func(a *acked) error {
		if a != nil {
			said[a.ID] = a.Text
		}
		if len(cuts) == 0 {
			return io.EOF
		}
		if line == cuts[0] {
			cuts = cuts[1:]
			if err := g.look(ctx, d, said); err != nil {
				return err
			}
		}
		line++
		return nil
	}}
	if err := r.follow(f); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

// look starts the program on what is left, once without luck and once with
// some, and compares.
func (g *stage) look(ctx context.Context, d *disk, said map[int64]string) error {
	for _, luck := range []*rand.Rand{nil, g.random} {
		dir := filepath.Join(g.o.Dir, "after")
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
		if err := d.powerCut(dir, luck); err != nil {
			return err
		}
		g.scene.Figures["disks looked at"]++
		if err := g.left(ctx, dir, said); err != nil {
			return err
		}
	}
	if n := g.scene.Figures["disks looked at"]; n%20 == 0 {
		g.o.Say("power cuts: %d disks looked at", n)
	}
	return nil
}

func (g *stage) left(ctx context.Context, dir string, said map[int64]string) error {
	there, err := newServer(g.o.Program, dir)
	if err != nil {
		return err
	}
	if err := there.start(ctx); err != nil {
		g.scene.complain("after a power cut: %v", err)
		return ctx.Err()
	}
	defer there.kill()
	c, found := newClient(there, g.writers[0].token), map[int64]post{}
	for _, room := range g.ledger.rooms {
		number := int64(0)
		if _, err := c.posts(ctx, room, func(p post) {
			if found[p.ID] = p; p.Number != number+1 {
				g.scene.complain("after a power cut: conversation %d has number %d after %d", room, p.Number, number)
			}
			number = p.Number
		}); err != nil {
			g.scene.complain("after a power cut: %v", err)
			return ctx.Err()
		}
	}
	for id, text := range said {
		was := g.ledger.posts[id]
		if was == nil {
			continue // made before the trace began, or never asked for again
		}
		g.scene.Figures["acknowledgements compared"]++
		from := slices.IndexFunc(was.versions, func(v version) bool { return v.text == text })
		p, here := found[id]
		if !here || from < 0 || !slices.ContainsFunc(was.versions[from:], func(v version) bool { return v.text == p.Text && v.html == p.HTML }) {
			g.scene.complain("after a power cut: post %d, acknowledged as %q, is %q", id, text, p.Text)
		}
	}
	checked(ctx, g.o.Program, dir, g.scene)
	return nil
}
