package store

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"plenary/internal/forum"
)

// Finding is something in the database that does not fit.
type Finding struct {
	Kind string // one of a few words, the same for all findings of a sort
	What string // which row, and what is wrong with it
}

func (f Finding) String() string { return f.Kind + ": " + f.What }

// Checks is what Check needs from elsewhere. What is nil is not looked at.
type Checks struct {
	// Again is stored HTML as today's policy leaves it, and whether that is
	// the same.
	Again func(forum.SafeHTML) (forum.SafeHTML, bool)
	// Contents calls do for every content that is kept, with the time when it
	// was put, in the order of their hashes.
	Contents func(ctx context.Context, do func(hash string, put time.Time) error) error
	// Sizes calls do for every other width of a picture that is kept, with the
	// hash of the picture, those of one hash after each other.
	Sizes func(ctx context.Context, do func(hash string) error) error
	// Exports calls do for every record that is kept, with the time when it
	// was last written to.
	Exports func(do func(name string, put time.Time)) error
	// Progress is told now and then how much is done, in rows.
	Progress func(done, total int64)
}

const (
	findingsOfAKind = 50        // that are named; the rest is counted
	settling        = time.Hour // for how long a content may be there before its row is
)

// Check reads the whole database and lists what is inconsistent; an empty list
// is a clean bill. It works in short snapshots and bounded memory, beside a
// site that serves. Findings that only a change meanwhile explains are not
// made: whatever is compared is read in one snapshot. It takes all cores there
// are, and 64 MiB for each.
func (s *Store) Check(ctx context.Context, c Checks) ([]Finding, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	own, err := s.opened(runtime.GOMAXPROCS(0))
	if err != nil {
		return nil, err
	}
	defer own.Close()
	k := &checker{store: s, db: own, ctx: ctx, Checks: c}
	if err := k.measure(); err != nil {
		return nil, err
	}
	sound := make(chan error, 1) // it takes one core for as long as the rest may take the others
	var structure found
	go func() {
		var err error
		structure, err = s.structure(ctx)
		sound <- err
	}()
	for _, step := range []func() error{k.sweepAll, k.once, k.contents, k.sizes, k.exports} {
		if err := step(); err != nil {
			cancel()
			<-sound
			return nil, err
		}
	}
	if err := <-sound; err != nil {
		return nil, err
	}
	k.merge(structure)
	k.progress(k.total - k.done)
	for kind, n := range k.counts {
		if n > findingsOfAKind {
			k.list = append(k.list, Finding{kind, fmt.Sprintf("and %d more", n-findingsOfAKind)})
		}
	}
	slices.SortStableFunc(k.list, func(a, b Finding) int { return cmp.Compare(a.Kind, b.Kind) })
	return k.list, nil
}

// Sound reads whether the database file itself is whole: its pages, indexes,
// constraints and foreign keys. It is part of Check.
func (s *Store) Sound(ctx context.Context) ([]Finding, error) {
	f, err := s.structure(ctx)
	return f.list, err
}

// found is what was found: of each kind some are named, all are counted.
type found struct {
	list   []Finding
	counts map[string]int
}

func (f *found) add(kind, format string, args ...any) {
	f.count(kind, 1)
	if f.counts[kind] <= findingsOfAKind {
		f.list = append(f.list, Finding{kind, fmt.Sprintf(format, args...)})
	}
}

func (f *found) count(kind string, n int) {
	if f.counts == nil {
		f.counts = map[string]int{}
	}
	f.counts[kind] += n
}

// merge adds what was found elsewhere.
func (f *found) merge(more found) {
	named := map[string]int{}
	for _, one := range f.list {
		named[one.Kind]++
	}
	for _, one := range more.list {
		if named[one.Kind]++; named[one.Kind] <= findingsOfAKind {
			f.list = append(f.list, one)
		}
	}
	for kind, n := range more.counts {
		f.count(kind, n)
	}
}

type checker struct {
	Checks
	found
	store       *Store
	db          *bun.DB
	ctx         context.Context
	done, total int64
}

// read is one snapshot.
func (k *checker) read(ctx context.Context, fn func(*Reader) error) error {
	return k.store.snapshot(ctx, k.db, fn)
}

func (k *checker) progress(more int64) {
	if k.done += more; k.Progress != nil {
		k.Progress(min(k.done, k.total), k.total)
	}
}

// measure adds up how many rows there are to be read, by their highest ids.
func (k *checker) measure() error {
	return k.read(k.ctx, func(r *Reader) error {
		for _, sw := range sweeps {
			var n int64
			if err := r.row(&n, "SELECT coalesce(max(id), 0) FROM "+sw.table); err != nil {
				return err
			}
			k.total += n
		}
		return nil
	})
}

// structure asks SQLite about pages, indexes, constraints and foreign keys.
func (s *Store) structure(ctx context.Context) (f found, err error) {
	err = s.apart(ctx, func(r *Reader) error {
		var said []string
		if err := r.rows(&said, "SELECT integrity_check FROM pragma_integrity_check"); err != nil {
			return err
		}
		for _, what := range said {
			if what != "ok" {
				f.add("structure", "%s", what)
			}
		}
		var broken []struct {
			Child, Parent string
			ID            *int64 `bun:"id"`
		}
		if err := r.rows(&broken, `SELECT "table" AS child, "parent", rowid AS id FROM pragma_foreign_key_check`); err != nil {
			return err
		}
		for _, b := range broken {
			f.add("foreign key", "row %d of %s names a row of %s that does not exist", num(b.ID), b.Child, b.Parent)
		}
		return nil
	})
	return f, err
}

// once runs the rules about tables that stay small.
func (k *checker) once() error {
	return k.read(k.ctx, func(r *Reader) error {
		for _, rule := range small {
			if err := rule.find(r, &k.found); err != nil {
				return err
			}
		}
		return nil
	})
}

// contents walks the hashes of rows and those of kept contents side by side,
// both in order.
func (k *checker) contents() error {
	if k.Contents == nil {
		return nil
	}
	var lacking []string
	rows := hashes{k: k}
	err := k.Contents(k.ctx, func(hash string, put time.Time) error {
		for {
			row, err := rows.peek()
			if err != nil {
				return err
			}
			switch {
			case row != "" && row < hash:
				lacking = append(lacking, row)
				rows.next()
				continue
			case row == hash:
				rows.next()
			case time.Since(put) > settling:
				k.add("file", "content %s: no row names it", hash)
			}
			return nil
		}
	})
	for err == nil {
		var row string
		if row, err = rows.peek(); row == "" {
			break
		}
		lacking = append(lacking, row)
		rows.next()
	}
	if err != nil {
		return wrap(err)
	}
	// A row may have gone together with its content since it was read.
	return k.read(k.ctx, func(r *Reader) error {
		for part := range slices.Chunk(lacking, 500) {
			var still []rowOfHash
			if err := r.rows(&still, "SELECT id, hash FROM files WHERE hash IN (?) ORDER BY id", list(part)); err != nil {
				return err
			}
			for _, f := range still {
				k.add("file", "file %d: its content %s is not there", f.ID, f.Hash)
			}
		}
		return nil
	})
}

// sizes looks whether widths are kept of pictures that no row names.
func (k *checker) sizes() error {
	if k.Sizes == nil {
		return nil
	}
	var some []string
	look := func() error {
		return k.read(k.ctx, func(r *Reader) error {
			unnamed, err := r.Unnamed(some)
			for _, hash := range unnamed {
				k.add("file", "sizes of content %s: no row names it", hash)
			}
			some = some[:0]
			return err
		})
	}
	err := k.Sizes(k.ctx, func(hash string) error {
		if len(some) == 0 || some[len(some)-1] != hash {
			some = append(some, hash)
		}
		if len(some) < 500 {
			return nil
		}
		return look()
	})
	if err != nil {
		return wrap(err)
	}
	return look()
}

type rowOfHash struct {
	ID   int64
	Hash string
}

// hashes reads the hashes of all file rows in order, some at a time.
type hashes struct {
	k     *checker
	ahead []string
	last  string
	ended bool
}

// peek is the next hash; "" at the end.
func (h *hashes) peek() (string, error) {
	if len(h.ahead) == 0 && !h.ended {
		err := h.k.read(h.k.ctx, func(r *Reader) error {
			return r.rows(&h.ahead, "SELECT DISTINCT hash FROM files WHERE hash > ? ORDER BY hash LIMIT 1000", h.last)
		})
		if err != nil {
			return "", err
		}
		h.ended = len(h.ahead) == 0
	}
	if len(h.ahead) == 0 {
		return "", nil
	}
	return h.ahead[0], nil
}

func (h *hashes) next() { h.last, h.ahead = h.ahead[0], h.ahead[1:] }
