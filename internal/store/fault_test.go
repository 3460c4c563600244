package store

import (
	"context"
	"database/sql"
	"strconv"
	"strings"
	"sync"
	"testing"

	"plenary/internal/forum"
)

// What is promised when the power goes: a commit returns after its pages were
// synced (FULL), to a log of whole commits (WAL). fullfsync is macOS's.
func TestPragmas_makeCommitsDurable(t *testing.T) {
	s := open(t)
	ask := func(db interface {
		QueryRowContext(context.Context, string, ...any) *sql.Row
	}, what string) (said string) {
		t.Helper()
		must(t, db.QueryRowContext(t.Context(), "PRAGMA "+what).Scan(&said))
		return said
	}
	for what, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "secure_delete": "1", "locking_mode": "normal"} {
		if said := ask(s.write.DB, what); said != want {
			t.Errorf("the writer's %s is %s, not %s", what, said, want)
		}
	}
	for what, want := range map[string]string{"journal_mode": "wal", "query_only": "1"} {
		if said := ask(s.read.DB, what); said != want {
			t.Errorf("a reader's %s is %s, not %s", what, said, want)
		}
	}
	// the driver gives the writer's connection up and makes another: it is the same
	conn, err := s.write.Conn(t.Context())
	must(t, err)
	_ = conn.Raw(func(any) error { return sql.ErrConnDone })
	must(t, conn.Close())
	if said := ask(s.write.DB, "synchronous"); said != "2" {
		t.Errorf("another writer's synchronous is %s", said)
	}
}

// A database that may not grow is SQLite's own full disk, on every machine.
func TestWrite_onAFullDatabaseIsUnavailableAndRecovers(t *testing.T) {
	s := open(t)
	exec(t, s, "CREATE TABLE t (n INTEGER NOT NULL, body TEXT NOT NULL) STRICT")
	limit := func(pages int) {
		must(t, s.Write(t.Context(), func(_ context.Context, tx *Tx) error {
			var now int
			return tx.row(&now, "PRAGMA max_page_count = "+strconv.Itoa(pages))
		}))
	}
	add := func(n int) error {
		return s.Write(t.Context(), func(_ context.Context, tx *Tx) error {
			_, err := tx.run("INSERT INTO t VALUES (?, ?)", n, strings.Repeat("x", 3000))
			return err
		})
	}
	limit(1) // no fewer than there are
	var wg sync.WaitGroup
	errs := make([]error, 100)
	for i := range errs {
		wg.Go(func() { errs[i] = add(i) })
	}
	wg.Wait()
	stored := func() (n int) {
		must(t, s.Read(t.Context(), func(r *Reader) error { return r.row(&n, "SELECT count(*) FROM t") }))
		return n
	}
	kept := 0
	for i, err := range errs {
		switch {
		case err == nil:
			kept++
		case forum.KindOf(err) != forum.Unavailable:
			t.Errorf("write %d on a full database: %v", i, err)
		}
	}
	if kept > 5 || stored() != kept {
		t.Errorf("%d acknowledged, %d kept", kept, stored())
	}
	limit(1 << 30)
	for i := range errs {
		must(t, add(i))
	}
	if n := stored(); n != kept+len(errs) {
		t.Errorf("%d kept of %d, once there was room again", n, kept+len(errs))
	}
}

// Whoever waits for a lock that another program holds is answered together
// with the others, or leaves when his own time is over; what came after the
// lock was let go is written.
func TestWrite_whileAnotherProgramHoldsTheLock(t *testing.T) {
	s := open(t)
	exec(t, s, "CREATE TABLE t (n INTEGER NOT NULL) STRICT")
	other, err := sql.Open(driverName, writeDSN(s.path))
	must(t, err)
	defer other.Close()
	lock, err := other.BeginTx(t.Context(), nil)
	must(t, err)
	add := func(ctx context.Context, n int) error {
		return s.Write(ctx, func(_ context.Context, tx *Tx) error {
			_, err := tx.run("INSERT INTO t VALUES (?)", n)
			return err
		})
	}

	impatient, leave := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	waiting, left := make([]error, 8), make([]error, 8)
	for i := range waiting {
		wg.Go(func() { waiting[i] = add(t.Context(), i) })
		wg.Go(func() { left[i] = add(impatient, 100+i) })
	}
	leave()
	wg.Wait() // would take a minute and a half, if each waited for the lock by himself
	for i := range waiting {
		if forum.KindOf(waiting[i]) != forum.Unavailable || forum.KindOf(left[i]) != forum.Unavailable {
			t.Errorf("under a held lock: %v, %v", waiting[i], left[i])
		}
	}
	late := make(chan error, 1)
	go func() { late <- add(t.Context(), 200) }()
	must(t, lock.Rollback())
	must(t, <-late)
	must(t, add(t.Context(), 201))
	var stored []int
	must(t, s.Read(t.Context(), func(r *Reader) error { return r.rows(&stored, "SELECT n FROM t ORDER BY n") }))
	if len(stored) != 2 {
		t.Errorf("kept %v, though only 200 and 201 were acknowledged", stored)
	}
}
