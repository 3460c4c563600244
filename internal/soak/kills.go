package soak

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Kills kills the program at random moments while people write and read, also
// while it starts, and starts it again.
func Kills(ctx context.Context, o Options) (Scene, error) {
	g, err := raise(ctx, o, "kills")
	if err != nil {
		return g.close(ctx), err
	}
	end := g.act(ctx)
	err = g.killing(ctx)
	if err = errors.Join(err, end()); err == nil {
		err = g.settle(ctx)
	}
	return g.close(ctx), err
}

func (g *stage) killing(ctx context.Context) error {
	began, killed, said := time.Now(), 0, time.Now()
	more := func() bool {
		if g.o.For > 0 {
			return time.Since(began) < g.o.For
		}
		return killed < g.o.Kills
	}
	for ; more(); killed++ {
		if err := pause(ctx, g.moment(500)); err != nil {
			return err
		}
		g.server.kill()
		for g.random.IntN(8) == 0 { // and before it answers
			if err := g.server.launch(); err != nil {
				return err
			}
			if err := pause(ctx, g.moment(60)); err != nil {
				return err
			}
			g.server.kill()
			g.scene.Figures["kills while starting"]++
		}
		if err := g.server.start(ctx); err != nil {
			return err
		}
		if time.Since(said) > 10*time.Second {
			said = time.Now()
			posts := g.ledger.count()
			g.o.Say("kills: %d kills in %v, %d posts acknowledged", killed+1, time.Since(began).Round(time.Second), posts)
		}
	}
	g.scene.Figures["kills"] = killed
	return pause(ctx, g.moment(100))
}

// moment is a random time of up to so many milliseconds, often a short one.
func (g *stage) moment(most int) time.Duration {
	return time.Duration(g.random.Float64() * g.random.Float64() * float64(most) * float64(time.Millisecond))
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// settle compares, once everybody has ended.
func (g *stage) settle(ctx context.Context) error {
	g.o.Say("%s: comparing what is there with what was acknowledged", g.scene.Name)
	if err := compare(ctx, g.people(), g.ledger, g.ledger, g.scene); err != nil {
		return fmt.Errorf("comparing: %w", err)
	}
	for _, r := range g.readers {
		r.told(g.ledger)
	}
	checked(ctx, g.o.Program, g.server.dir, g.scene)
	return nil
}

// people are the writers, by their numbers.
func (g *stage) people() []*client {
	var all []*client
	for _, w := range g.writers {
		all = append(all, w.client)
	}
	return all
}
