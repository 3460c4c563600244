package soak

import (
	"context"
	"errors"
	"path/filepath"
	"time"
)

// stopLimit is how long a stop may take.
const stopLimit = 10 * time.Second

// Backup makes a backup while people write, restores it beside, and compares;
// then it asks the program to stop under the same load, and compares again.
func Backup(ctx context.Context, o Options) (Scene, error) {
	g, err := raise(ctx, o, "backup")
	if err != nil {
		return g.close(ctx), err
	}
	end := g.act(ctx)
	copied, err := g.backUp(ctx)
	if err == nil {
		err = g.stopping(ctx)
	}
	err = errors.Join(err, end())
	if err == nil {
		err = g.restored(ctx, copied)
	}
	if err == nil {
		err = g.settle(ctx)
	}
	return g.close(ctx), err
}

// backUp gives what was acknowledged before the backup began.
func (g *stage) backUp(ctx context.Context) (*ledger, error) {
	if err := g.written(ctx, 200); err != nil {
		return nil, err
	}
	before := g.ledger.copy()
	began := time.Now()
	_, err := command(ctx, g.o.Program, "backup", "--data", g.server.dir, g.archive())
	g.scene.Figures["ms of the backup"] = int(time.Since(began).Milliseconds())
	g.scene.Figures["posts before the backup"] = len(before.posts)
	g.scene.Figures["posts meanwhile"] = g.ledger.count() - len(before.posts)
	return before, err
}

func (g *stage) archive() string { return filepath.Join(g.o.Dir, "copy.backup") }

// written waits until so many more posts were acknowledged.
func (g *stage) written(ctx context.Context, more int) error {
	from := g.ledger.count()
	for g.ledger.count() < from+more {
		if err := pause(ctx, 5*time.Millisecond); err != nil {
			return err
		}
	}
	return nil
}

// restored compares the copy with what was acknowledged before it began.
func (g *stage) restored(ctx context.Context, before *ledger) error {
	g.o.Say("backup: restoring")
	dir := filepath.Join(g.o.Dir, "restored")
	if _, err := command(ctx, g.o.Program, "restore", "--data", dir, g.archive()); err != nil {
		return err
	}
	checked(ctx, g.o.Program, dir, g.scene)
	there, err := newServer(g.o.Program, dir)
	if err != nil {
		return err
	}
	if err := there.start(ctx); err != nil {
		return err
	}
	defer there.kill()
	var people []*client
	for _, p := range g.people() {
		people = append(people, newClient(there, p.token))
	}
	return compare(ctx, people, before, g.ledger, g.scene)
}

// stopping asks the program to stop under load, and starts it again.
func (g *stage) stopping(ctx context.Context) error {
	for range g.o.Stops {
		if err := g.written(ctx, 50); err != nil {
			return err
		}
		took, err := g.server.stop()
		if err != nil {
			g.scene.complain("%v", err)
			g.server.kill()
		}
		if took > stopLimit {
			g.scene.complain("stopping took %v", took)
		}
		g.scene.Figures["ms of the slowest stop"] = max(g.scene.Figures["ms of the slowest stop"], int(took.Milliseconds()))
		g.scene.Figures["stops"]++
		if err := g.server.start(ctx); err != nil {
			return err
		}
	}
	return nil
}
