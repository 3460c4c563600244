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
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/sqlitedialect"

	"plenary/internal/forum"
	"plenary/internal/gauge"
)

// Options of Open. The zero value is usable: no log, nothing observed.
type Options struct {
	Log       *slog.Logger
	Observe   func(query time.Duration) // called after each query
	MustExist bool                      // a database that is not there is NotFound, and not made
}

// Store is an open database. It is safe for concurrent use.
type Store struct {
	path   string
	write  *bun.DB
	read   *bun.DB
	queue  chan *pending
	closed chan struct{}
	ended  sync.WaitGroup
	log    *slog.Logger
	waits  gauge.Times // of Write
	slow   slowOnes
}

// Open opens the database file in folder dir, making both if need be. It does
// not migrate.
func Open(ctx context.Context, dir string, o Options) (*Store, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	path := filepath.Join(dir, FileName)
	if _, err := os.Stat(path); err != nil && o.MustExist {
		return nil, &forum.Error{Kind: forum.NotFound, Msg: "error.not_found", Err: fmt.Errorf("there is no database: %w", err)}
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, wrap(err)
	}
	s := &Store{path: path, log: o.Log, queue: make(chan *pending, 256), closed: make(chan struct{})}
	hook := &watch{log: o.Log, observe: o.Observe, slow: &s.slow}

	w, err := sql.Open(driverName, writeDSN(path))
	if err != nil {
		return nil, wrap(err)
	}
	w.SetMaxOpenConns(1)
	s.write = bun.NewDB(w, sqlitedialect.New()).WithQueryHook(hook)
	if err := w.PingContext(ctx); err != nil { // creates the file, so that readers find it
		_ = w.Close()
		return nil, wrap(err)
	}
	r, err := sql.Open(driverName, readDSN(path))
	if err != nil {
		_ = w.Close()
		return nil, wrap(err)
	}
	r.SetMaxOpenConns(readers)
	r.SetMaxIdleConns(readers)
	s.read = bun.NewDB(r, sqlitedialect.New()).WithQueryHook(hook)
	s.ended.Add(1)
	go s.writeLoop()
	return s, nil
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

func (w *watch) BeforeQuery(ctx context.Context, _ *bun.QueryEvent) context.Context { return ctx }

func (w *watch) AfterQuery(_ context.Context, e *bun.QueryEvent) {
	took := time.Since(e.StartTime)
	if w.observe != nil {
		w.observe(took)
	}
	if took >= slow {
		text := short(e.Query)
		w.log.Warn("slow query", "ms", took.Milliseconds(), "query", text)
		w.slow.add(text, took, e.StartTime)
	}
}
