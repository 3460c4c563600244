package store

import (
	"context"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"plenary/internal/forum"
)

const (
	filling = "20300101000000_rows.tx.up.sql"
	halving = "20300102000000_halves.tx.up.sql"
)

// later are Plenary's migrations and two of tomorrow: one that makes 25,001
// rows with a gap in their ids, and one that goes through them.
func later(t *testing.T, halves string) fs.FS {
	t.Helper()
	steps := fstest.MapFS{
		"sqlite/" + filling: {Data: []byte(`
			CREATE TABLE things (id INTEGER PRIMARY KEY, n INTEGER NOT NULL) STRICT;
			WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 25001)
			INSERT INTO things SELECT iif(i > 12000, i + 5000000000, i), i FROM c;`)},
		"sqlite/" + halving: {Data: []byte(halves)},
	}
	ours, err := fs.Glob(migrationsOf(t), "sqlite/*.sql")
	must(t, err)
	for _, name := range ours {
		text, err := fs.ReadFile(migrationsOf(t), name)
		must(t, err)
		steps[name] = &fstest.MapFile{Data: text}
	}
	return steps
}

func migrationsOf(t *testing.T) fs.FS { return open(t).migrations }

const halves = `-- halves: what is said before a mark is nobody's.
CREATE TABLE halves (id INTEGER PRIMARY KEY, half INTEGER NOT NULL) STRICT;
-- each: things
INSERT INTO halves (id, half)
  SELECT id, n / 2 FROM things WHERE id > ?1 AND id <= ?2;
CREATE INDEX halves_by_half ON halves (half);
`

func TestMigrate_goesThroughATableInRangesAndSaysHowFarItIs(t *testing.T) {
	var said []int64
	s, err := Open(t.Context(), t.TempDir(), Options{Migrations: later(t, halves), Migrating: func(step string, done, total int64) {
		if step != halving {
			return // ours, which have nothing to go through here
		}
		if total != 25_001 {
			t.Errorf("%s says %d of %d", step, done, total)
		}
		said = append(said, done)
	}})
	must(t, err)
	defer s.Close()
	_, err = s.Migrate(t.Context(), time.Now(), "epoch")
	must(t, err)

	if len(said) != 5 || said[0] != 0 || said[1] != 10_000 || said[4] != 25_001 {
		t.Errorf("said %v", said)
	}
	var wrong, all int
	must(t, s.Read(t.Context(), func(r *Reader) error {
		if err := r.row(&all, "SELECT count(*) FROM halves"); err != nil {
			return err
		}
		return r.row(&wrong, "SELECT count(*) FROM things LEFT JOIN halves USING (id) WHERE half IS NOT n / 2")
	}))
	if all != 25_001 || wrong != 0 {
		t.Errorf("%d halves, of which %d wrong", all, wrong)
	}
}

func TestMigrate_interruptedIsUndoneWholeAndBeginsAgain(t *testing.T) {
	dir, set := t.TempDir(), later(t, halves)
	ctx, interrupt := context.WithCancel(t.Context())
	s, err := Open(t.Context(), dir, Options{Migrations: set, Migrating: func(_ string, done, _ int64) {
		if done >= 20_000 {
			interrupt()
		}
	}})
	must(t, err)
	applied, err := s.Migrate(ctx, time.Now(), "epoch")
	if forum.KindOf(err) != forum.Unavailable || !strings.Contains(err.Error(), "interrupted") {
		t.Fatalf("interrupted: %v", err)
	}
	if n := len(applied); n == 0 || applied[n-1] != filling {
		t.Errorf("applied before: %v", applied)
	}
	left := func(s *Store) (n int) {
		must(t, s.Read(t.Context(), func(r *Reader) error {
			return r.row(&n, "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'halves%'")
		}))
		return n
	}
	if n := left(s); n != 0 {
		t.Errorf("an interrupted migration left %d tables and indexes", n)
	}
	must(t, s.Close())

	s, err = Open(t.Context(), dir, Options{Migrations: set})
	must(t, err)
	defer s.Close()
	applied, err = s.Migrate(t.Context(), time.Now(), "epoch")
	if err != nil || len(applied) != 1 || applied[0] != halving || left(s) != 2 {
		t.Errorf("the second time: %v, %v", applied, err)
	}
}

// A statement that goes on by itself is interrupted, too.
func TestMigrate_interruptsAStatementUnderWay(t *testing.T) {
	endless := strings.Replace(halves, "SELECT id, n / 2 FROM things",
		"SELECT id, (WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT max(i) FROM c) FROM things", 1)
	ctx, interrupt := context.WithCancel(t.Context())
	s, err := Open(t.Context(), t.TempDir(), Options{Migrations: later(t, endless), Migrating: func(_ string, done, _ int64) {
		go interrupt() // while the first range is under way, or before it
	}})
	must(t, err)
	defer s.Close()
	if _, err := s.Migrate(ctx, time.Now(), "epoch"); forum.KindOf(err) != forum.Unavailable {
		t.Errorf("an endless migration, interrupted: %v", err)
	}
}

func TestPartsOf(t *testing.T) {
	parts, err := partsOf(halves)
	must(t, err)
	if len(parts) != 3 || parts[1].table != "things" || !strings.HasSuffix(parts[1].sql, "?2;\n") || parts[0].table+parts[2].table != "" ||
		!strings.HasPrefix(parts[2].sql, "CREATE INDEX") {
		t.Errorf("%q", parts)
	}
	for _, wrong := range []string{
		"-- each: things; DROP\nDELETE FROM things WHERE id > ?1 AND id <= ?2;",
		"-- each:\nDELETE FROM things WHERE id > ?1 AND id <= ?2;",
		"-- each: things\nDELETE FROM things;",
		"-- each: things\nDELETE FROM things WHERE id > ?1 AND id <= ?2",
		"-- each: things\n-- each: things\nDELETE FROM things WHERE id > ?1 AND id <= ?2;",
	} {
		if parts, err := partsOf(wrong); err == nil {
			t.Errorf("%q passes as %q", wrong, parts)
		}
	}
}
