package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/uptrace/bun"

	"plenary/internal/forum"
)

// Reader reads one snapshot of the database. It is bound to the context it was
// made with and ends with the function it was handed to.
type Reader struct {
	ctx   context.Context
	db    *bun.DB // scans
	on    asked
	heard listener
}

// asked is what queries go to: a transaction, or a database without one.
type asked interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// listener is told of each query once it is done.
type listener func(text string, args []any, began time.Time)

// Tx is a Reader that may also write.
type Tx struct {
	Reader
}

// Read calls fn with a Reader on one snapshot.
func (s *Store) Read(ctx context.Context, fn func(*Reader) error) error {
	return s.snapshot(ctx, s.read, fn)
}

func (s *Store) snapshot(ctx context.Context, db *bun.DB, fn func(*Reader) error) error {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return wrap(err)
	}
	err = fn(&Reader{ctx: ctx, db: db, on: tx.Tx, heard: s.heard})
	if rerr := tx.Rollback(); err == nil {
		err = rerr
	}
	return wrap(err)
}

type writing struct{}

// pending is a write that waits for its turn.
type pending struct {
	ctx   context.Context
	fn    func(context.Context, *Tx) error
	begun atomic.Bool // taken, by the writer who runs it or by the caller who leaves
	err   error
	done  chan struct{}
	died  any // what fn panicked with
}

// Write calls fn in a transaction and returns when its work is on the disk, or
// with the error that undid it. fn may run in one transaction with the writes
// of others and may run a second time alone, so it sets what it returns each
// time and does nothing slow. The writer runs it under its own context: a
// caller that gives up only leaves the queue. Write inside Write panics.
func (s *Store) Write(ctx context.Context, fn func(context.Context, *Tx) error) error {
	if ctx.Value(writing{}) != nil {
		panic("store: Write inside Write; pass the *Tx down")
	}
	p, begun := &pending{ctx: ctx, fn: fn, done: make(chan struct{})}, time.Now()
	select {
	case s.queue <- p:
	case <-ctx.Done():
		return wrap(ctx.Err())
	case <-s.closed:
		return &forum.Error{Kind: forum.Unavailable, Msg: "error.unavailable", RetryAfter: 5}
	}
	select {
	case <-p.done:
	case <-ctx.Done():
		if p.begun.CompareAndSwap(false, true) {
			return wrap(ctx.Err()) // it did not begin, and won't
		}
		<-p.done // what has begun is soon known
	}
	s.waits.Add(time.Since(begun))
	if p.died != nil {
		panic(p.died)
	}
	return wrap(p.err)
}

const (
	maxBatch   = 64
	batchLimit = 10 * time.Second // for a whole shared transaction
)

// writeLoop takes the writes that wait and commits them together, so that one
// sync to the disk serves them all.
func (s *Store) writeLoop() {
	defer s.ended.Done()
	for {
		var batch []*pending
		select {
		case p := <-s.queue:
			batch = append(batch, p)
		case <-s.closed:
			s.refuseRest()
			return
		}
		for more := true; more && len(batch) < maxBatch; {
			select {
			case p := <-s.queue:
				batch = append(batch, p)
			default:
				more = false
			}
		}
		s.commit(batch)
	}
}

// refuseRest answers what came too late.
func (s *Store) refuseRest() {
	for {
		select {
		case p := <-s.queue:
			p.err = &forum.Error{Kind: forum.Unavailable, Msg: "error.unavailable", RetryAfter: 5}
			close(p.done)
		default:
			return
		}
	}
}

// commit runs the batch in one transaction; if that fails as a whole, each of
// its writes runs again alone.
func (s *Store) commit(batch []*pending) {
	if len(batch) > 1 && s.together(batch, false) {
		return
	}
	for _, p := range batch {
		s.together([]*pending{p}, len(batch) > 1)
	}
}

// together reports whether every write of the batch got its own answer. A
// batch of one always does, and so does one whose transaction can't begin: the
// lock was waited for, and the next would wait as long. again says that the
// batch ran before.
func (s *Store) together(batch []*pending, again bool) (answered bool) {
	ctx, cancel := context.WithTimeout(context.WithValue(context.Background(), writing{}, true), batchLimit)
	defer cancel()
	alone := len(batch) == 1
	fail := func(err error) bool {
		if alone {
			batch[0].err = err
			close(batch[0].done)
		}
		return alone
	}
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		for _, p := range batch {
			p.err = err
			close(p.done)
		}
		return true
	}
	for _, p := range batch {
		p.died = nil
		if !again && !p.begun.CompareAndSwap(false, true) {
			p.err = p.ctx.Err()
			continue // whoever asked has left; nothing was done
		}
		if p.err = p.ctx.Err(); p.err != nil {
			continue
		}
		p.died, p.err = s.one(ctx, tx, p, alone)
		if p.err != nil && undidAll(p.err) {
			_ = tx.Rollback()
			return fail(p.err)
		}
	}
	if alone && (batch[0].err != nil || batch[0].died != nil) {
		_ = tx.Rollback()
		close(batch[0].done)
		return true
	}
	if err := tx.Commit(); err != nil {
		_ = tx.Rollback()
		return fail(err)
	}
	s.version.Add(1)
	for _, p := range batch {
		close(p.done)
	}
	return true
}

// one runs a write, within a savepoint where it shares the transaction.
func (s *Store) one(ctx context.Context, tx bun.Tx, p *pending, alone bool) (died any, err error) {
	if alone {
		return s.call(ctx, tx, p.fn)
	}
	if _, err := tx.Tx.ExecContext(ctx, "SAVEPOINT w"); err != nil {
		return nil, err
	}
	died, err = s.call(ctx, tx, p.fn)
	end := "RELEASE w"
	if err != nil || died != nil {
		end = "ROLLBACK TO w; RELEASE w"
	}
	if err != nil && undidAll(err) {
		return died, err
	}
	if _, serr := tx.Tx.ExecContext(ctx, end); serr != nil && err == nil {
		err = serr
	}
	return died, err
}

func (s *Store) call(ctx context.Context, tx bun.Tx, fn func(context.Context, *Tx) error) (died any, err error) {
	defer func() {
		if died = recover(); died != nil {
			died = fmt.Sprintf("store: a write panicked: %v", died)
		}
	}()
	return nil, fn(ctx, &Tx{Reader{ctx: ctx, db: s.write, on: tx.Tx, heard: s.heard}})
}

// query runs a query and has scan read what it gives.
func (r *Reader) query(text string, args []any, scan func(*sql.Rows) error) error {
	began := time.Now()
	text, args = bound(text, args)
	rows, err := r.on.QueryContext(r.ctx, text, args...)
	if err == nil {
		err = scan(rows)
		if cerr := rows.Close(); err == nil {
			err = cerr
		}
	}
	r.heard(text, args, began)
	return wrap(err)
}

// rows runs a query and scans all it gives into dest, a pointer to a slice of
// structs or scalars.
func (r *Reader) rows(dest any, query string, args ...any) error {
	return r.query(query, args, func(rows *sql.Rows) error { return r.db.ScanRows(r.ctx, rows, dest) })
}

// row runs a query and scans its one row; NotFound if there is none.
func (r *Reader) row(dest any, query string, args ...any) error {
	return r.query(query, args, func(rows *sql.Rows) error {
		if !rows.Next() {
			return cmp.Or(rows.Err(), sql.ErrNoRows)
		}
		return r.db.ScanRow(r.ctx, rows, dest)
	})
}

// run executes a statement and says how many rows it changed.
func (tx *Tx) run(query string, args ...any) (int64, error) {
	began := time.Now()
	text, args := bound(query, args)
	res, err := tx.on.ExecContext(tx.ctx, text, args...)
	tx.heard(text, args, began)
	if err != nil {
		return 0, wrap(err)
	}
	n, err := res.RowsAffected()
	return n, wrap(err)
}

// insert executes an INSERT and gives the new row's id.
func (tx *Tx) insert(query string, args ...any) (int64, error) {
	var id int64
	return id, tx.row(&id, query+" RETURNING id", args...)
}

// ms is t as the database keeps it; the zero time is 0.
func ms(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// at is the time that ms kept.
func at(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// orNull is id, or NULL where there is none: nobody, or the command line.
func orNull[T ~int64](id T) any {
	if id <= 0 {
		return nil
	}
	return int64(id)
}
