// Package store is all of Plenary's SQL: opening, migrating, reading, writing,
// and the way from the driver's errors to forum's. It imports forum and nothing
// else of ours but folding; it is the only importer of bun and of the driver.
//
// Reads go through a pool of read-only connections, writes through one
// connection whose transactions are immediate and durable when they return.
// Every lookup takes the viewer, and what the viewer may not see is missing.
//
// What is bound to SQLite (pragmas, full text, backup) stands in files named
// sqlite_*.go, so that another database can stand beside it.
package store

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/sqlitedialect"

	"plenary/internal/forum"
	"plenary/internal/gauge"
	"plenary/migrations"
)

// Options of Open. The zero value is usable: no log, nothing observed.
type Options struct {
	Log       *slog.Logger
	Observe   func(query time.Duration) // called after each query
	MustExist bool                      // a database that is not there is NotFound, and not made

	Migrations fs.FS                                       // with a folder sqlite; nil: Plenary's own
	Migrating  func(step string, rowsDone, rowsToDo int64) // told during long migrations
}

// Store is an open database. It is safe for concurrent use.
type Store struct {
	path    string
	write   *bun.DB
	read    *bun.DB
	queue   chan *pending
	closed  chan struct{}
	ended   sync.WaitGroup
	log     *slog.Logger
	version atomic.Uint64
	heard   listener
	waits   gauge.Times // of Write
	slow    slowOnes

	migrations fs.FS
	migrating  func(step string, rowsDone, rowsToDo int64)
}

// Version rises with every commit, before whoever wrote hears of it, and
// within a quarter of a second with those of other processes. What was read
// after a Version was taken is as good as new while it is the same.
func (s *Store) Version() uint64 { return s.version.Load() }

// Open opens the database file in folder dir, making both if need be. It does
// not migrate.
func Open(ctx context.Context, dir string, o Options) (*Store, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Migrations == nil {
		o.Migrations = migrations.SQLite
	}
	path := filepath.Join(dir, FileName)
	if _, err := os.Stat(path); err != nil && o.MustExist {
		return nil, &forum.Error{Kind: forum.NotFound, Msg: "error.not_found", Err: fmt.Errorf("there is no database: %w", err)}
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, wrap(err)
	}
	s := &Store{path: path, log: o.Log, queue: make(chan *pending, 256), closed: make(chan struct{}),
		migrations: o.Migrations, migrating: o.Migrating}
	s.heard = (&watch{log: o.Log, observe: o.Observe, slow: &s.slow}).query

	w, err := sql.Open(driverName, writeDSN(path))
	if err != nil {
		return nil, wrap(err)
	}
	w.SetMaxOpenConns(1)
	s.write = bun.NewDB(w, sqlitedialect.New())
	if err := w.PingContext(ctx); err != nil { // creates the file, so that readers find it
		_ = w.Close()
		if cause := unwritable(dir, path); cause != nil {
			return nil, forum.Errorf("store: the database in %s can't be written: %w", dir, cause)
		}
		return nil, wrap(err)
	}
	r, err := sql.Open(driverName, readDSN(path))
	if err != nil {
		_ = w.Close()
		return nil, wrap(err)
	}
	r.SetMaxOpenConns(readers + 1) // one watches for other processes
	r.SetMaxIdleConns(readers + 1)
	s.read = bun.NewDB(r, sqlitedialect.New())
	s.ended.Add(1)
	go s.writeLoop()
	s.ended.Go(s.watchOthers)
	return s, nil
}

// unwritable is why a database can't be written, in the system's words: the
// driver has one error for many causes.
func unwritable(dir, path string) error {
	for _, try := range []func() (*os.File, error){
		func() (*os.File, error) { return os.OpenFile(path, os.O_RDWR, 0) },
		func() (*os.File, error) { return os.CreateTemp(dir, ".writable-") },
	} {
		f, err := try()
		if err != nil {
			return err
		}
		_ = f.Close()
		if f.Name() != path {
			_ = os.Remove(f.Name())
		}
	}
	return nil
}

// Close ends the writer after what is waiting, and closes all connections.
func (s *Store) Close() error {
	close(s.closed)
	s.ended.Wait()
	err := s.read.Close()
	if werr := s.write.Close(); err == nil {
		err = werr
	}
	return wrap(err)
}

// Ping is nil if the database answers.
func (s *Store) Ping(ctx context.Context) error {
	var one int
	return wrap(s.read.NewRaw("SELECT stamp FROM network WHERE id = 1").Scan(ctx, &one))
}

// watch names slow queries in the log, without their arguments, and tells how
// long each took.
type watch struct {
	log     *slog.Logger
	observe func(time.Duration)
	slow    *slowOnes
}

func (w *watch) query(text string, _ []any, began time.Time) {
	took := time.Since(began)
	if w.observe != nil {
		w.observe(took)
	}
	if took >= slow {
		text := short(text)
		w.log.Warn("slow query", "ms", took.Milliseconds(), "query", text)
		w.slow.add(text, took, began)
	}
}
