package store

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"plenary/internal/forum"
)

func open(t *testing.T) *Store {
	t.Helper()
	s, err := Open(t.Context(), t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if _, err := s.Migrate(t.Context(), time.Now(), "epoch"); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestMigrate_appliesOnceAndRecordsIt(t *testing.T) {
	s := open(t)
	again, err := s.Migrate(t.Context(), time.Now(), "other")
	if err != nil || len(again) != 0 {
		t.Fatalf("applied %v again: %v", again, err)
	}
	steps, err := s.Migrations(t.Context())
	if err != nil || len(steps) == 0 {
		t.Fatal(steps, err)
	}
	for _, m := range steps {
		if m.AppliedAt.IsZero() {
			t.Errorf("%s is not recorded", m.Name)
		}
	}
}

func TestWrite_commitsManyTogetherAndUndoesOnlyWhatFailed(t *testing.T) {
	s := open(t)
	exec(t, s, "CREATE TABLE t (n INTEGER NOT NULL UNIQUE) STRICT")
	refusal := errors.New("no")
	var wg sync.WaitGroup
	errs := make([]error, 200)
	for i := range errs {
		wg.Go(func() {
			errs[i] = s.Write(t.Context(), func(_ context.Context, tx *Tx) error {
				if _, err := tx.run("INSERT INTO t VALUES (?)", i); err != nil {
					return err
				}
				if i%3 == 0 {
					return refusal
				}
				return nil
			})
		})
	}
	wg.Wait()
	want := 0
	for i, err := range errs {
		if refused := i%3 == 0; refused != (err != nil) {
			t.Errorf("write %d: %v", i, err)
		} else if !refused {
			want++
		}
	}
	var n int
	must(t, s.Read(t.Context(), func(r *Reader) error { return r.row(&n, "SELECT count(*) FROM t") }))
	if n != want {
		t.Errorf("%d rows, want %d", n, want)
	}
}

func TestWrite_ofSomebodyWhoLeftHarmsNobodyElse(t *testing.T) {
	s := open(t)
	gone, leave := context.WithCancel(t.Context())
	leave()
	err := s.Write(gone, func(context.Context, *Tx) error { t.Error("it ran"); return nil })
	if err == nil {
		t.Error("a cancelled write was acknowledged")
	}
	must(t, s.Write(t.Context(), func(context.Context, *Tx) error { return nil }))
}

func TestWrite_panicsInsideWriteAndReachesTheCaller(t *testing.T) {
	s := open(t)
	defer func() {
		if recover() == nil {
			t.Error("nesting did not panic")
		}
		must(t, s.Write(t.Context(), func(context.Context, *Tx) error { return nil }))
	}()
	_ = s.Write(t.Context(), func(ctx context.Context, _ *Tx) error {
		return s.Write(ctx, func(context.Context, *Tx) error { return nil })
	})
}

func TestDriverErrors_becomeKinds(t *testing.T) {
	s := open(t)
	exec(t, s, "CREATE TABLE u (n INTEGER NOT NULL UNIQUE) STRICT")
	exec(t, s, "INSERT INTO u VALUES (1)")
	err := s.Write(t.Context(), func(_ context.Context, tx *Tx) error {
		_, err := tx.run("INSERT INTO u VALUES (1)")
		return err
	})
	if forum.KindOf(err) != forum.Conflict {
		t.Errorf("a taken value is %v", err)
	}
	err = s.Read(t.Context(), func(r *Reader) error {
		var n int
		return r.row(&n, "SELECT n FROM u WHERE n = 2")
	})
	if forum.KindOf(err) != forum.NotFound {
		t.Errorf("no rows is %v", err)
	}
	err = s.Read(t.Context(), func(r *Reader) error {
		_, err := r.on.ExecContext(r.ctx, "INSERT INTO u VALUES (2)")
		return wrap(err)
	})
	if err == nil {
		t.Error("a reader wrote")
	}
}

func exec(t *testing.T, s *Store, sql string) {
	t.Helper()
	must(t, s.Write(t.Context(), func(_ context.Context, tx *Tx) error {
		_, err := tx.run(sql)
		return err
	}))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
