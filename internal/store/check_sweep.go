package store

import (
	"context"
	"fmt"
	"runtime"

	"plenary/internal/forum"
)

// htmlAtOnce is of how many ids HTML is in memory, for each core: at the worst
// half a megabyte each.
const htmlAtOnce = 200

// sweepAll runs every rule over every table.
func (k *checker) sweepAll() error {
	for _, sw := range sweeps {
		if err := k.sweep(sw); err != nil {
			return err
		}
	}
	return nil
}

// part is what was found in a range of ids, which ends with hi.
type part struct {
	found
	hi  int64
	err error
}

// sweep runs every rule over a table, a range of ids at a time and as many of
// them at once as there are cores. What is found is merged in the order of the
// ids.
func (k *checker) sweep(sw sweep) error {
	ctx, cancel := context.WithCancel(k.ctx)
	defer cancel()
	parts := make(chan chan part, max(runtime.GOMAXPROCS(0)-1, 1)) // how many may be ahead
	go func() {
		defer close(parts)
		for lo := int64(0); ; {
			done := make(chan part, 1)
			hi, err := k.upTo(ctx, sw, lo)
			if err == nil && hi == 0 {
				return
			}
			select {
			case parts <- done:
			case <-ctx.Done():
				return
			}
			if err != nil {
				done <- part{err: err}
				return
			}
			go func(lo int64) { done <- k.part(ctx, sw, lo, hi) }(lo)
			lo = hi
		}
	}()
	lo := int64(0)
	for done := range parts {
		p := <-done
		if p.err != nil {
			cancel()
			for rest := range parts { // nobody reads on after Check
				<-rest
			}
			return p.err
		}
		k.merge(p.found)
		k.progress(p.hi - lo)
		lo = p.hi
	}
	return wrap(k.ctx.Err())
}

// upTo is the last id of the range that begins after lo; 0 at the end.
func (k *checker) upTo(ctx context.Context, sw sweep, lo int64) (hi int64, err error) {
	err = k.read(ctx, func(r *Reader) error {
		return r.row(&hi, fmt.Sprintf("SELECT coalesce(max(id), 0) FROM (SELECT id FROM %s WHERE id > ? ORDER BY id LIMIT ?)", sw.table), lo, sw.step)
	})
	return hi, err
}

// part runs the rules over the ids above lo up to hi.
func (k *checker) part(ctx context.Context, sw sweep, lo, hi int64) (p part) {
	p.hi = hi
	p.err = k.read(ctx, func(r *Reader) error {
		for _, rule := range sw.rules {
			if err := rule.find(r, &p.found, lo, hi); err != nil {
				return err
			}
		}
		return nil
	})
	if k.Again == nil {
		return p
	}
	for _, h := range sw.html {
		for from := lo; from < hi && p.err == nil; from += htmlAtOnce {
			p.err = k.findHTML(ctx, h, &p.found, from, min(from+htmlAtOnce, hi))
		}
	}
	return p
}

// find runs a query that gives what is wrong with which id.
func (q rule) find(r *Reader, f *found, args ...any) error {
	var rows []struct {
		ID   int64
		Note string
	}
	if err := r.rows(&rows, q.query, args...); err != nil {
		return err
	}
	for _, row := range rows {
		f.add(q.kind, "%s %d: %s", q.noun, row.ID, row.Note)
	}
	return nil
}

// findHTML looks whether stored HTML is what today's policy would let through,
// while no snapshot is held.
func (k *checker) findHTML(ctx context.Context, q rule, f *found, lo, hi int64) error {
	var rows []struct {
		ID   int64
		HTML string `bun:"html"`
	}
	if err := k.read(ctx, func(r *Reader) error { return r.rows(&rows, q.query, lo, hi) }); err != nil {
		return err
	}
	for _, row := range rows {
		if _, same := k.Again(forum.SafeHTML(row.HTML)); !same {
			f.add("html", "%s %d: today's policy would change it", q.noun, row.ID)
		}
	}
	return nil
}
