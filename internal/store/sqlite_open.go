package store

import (
	"context"
	"errors"
	"net/url"
	"runtime"
	"time"

	"github.com/uptrace/bun"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"plenary/internal/forum"
)

// FileName is the database's name in the data folder.
const FileName = "plenary.db"

var readers = max(4, runtime.NumCPU())

// Pragmas stand in the DSN, so that every connection has them; busy_timeout
// comes first, since setting WAL may already have to wait.
func writeDSN(path string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?_txlock=immediate" +
		"&_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)" +
		"&_pragma=foreign_keys(1)&_pragma=journal_size_limit(67108864)" +
		"&_pragma=cache_size(-20000)&_pragma=temp_store(MEMORY)&_pragma=secure_delete(ON)"
}

func readDSN(path string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?mode=ro" +
		"&_pragma=busy_timeout(5000)&_pragma=query_only(1)" +
		"&_pragma=cache_size(-20000)&_pragma=temp_store(MEMORY)"
}

const lookEvery = 250 * time.Millisecond // for commits of other processes

// watchOthers raises the version when another process has committed. SQLite
// tells one connection whether any other has, ours included: a rise too many
// costs a reading, one too few would show what is gone.
func (s *Store) watchOthers() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	var conn bun.Conn
	var last int64
	for open := false; ; {
		select {
		case <-s.closed:
			if open {
				_ = conn.Close()
			}
			return
		case <-tick.C:
		}
		var err error
		if !open {
			conn, err = s.read.Conn(ctx)
			open = err == nil
		}
		var now int64
		if err == nil {
			err = conn.NewRaw("PRAGMA data_version").Scan(ctx, &now)
		}
		if err != nil || now != last { // in doubt, nothing that was kept is believed
			s.version.Add(1)
		}
		if err == nil {
			last = now
		}
	}
}

// driverError maps the driver's codes; ok is false for what it does not know.
func driverError(err error) (*forum.Error, bool) {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return nil, false
	}
	switch code := e.Code(); {
	case code == sqlite3.SQLITE_CONSTRAINT_UNIQUE || code == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
		return &forum.Error{Kind: forum.Conflict, Msg: "error.conflict", Err: err}, true
	case code&0xff == sqlite3.SQLITE_BUSY || code&0xff == sqlite3.SQLITE_LOCKED,
		code&0xff == sqlite3.SQLITE_FULL, code&0xff == sqlite3.SQLITE_IOERR,
		code&0xff == sqlite3.SQLITE_CANTOPEN, code&0xff == sqlite3.SQLITE_READONLY, code&0xff == sqlite3.SQLITE_INTERRUPT:
		return &forum.Error{Kind: forum.Unavailable, Msg: "error.unavailable", RetryAfter: 5, Err: err}, true
	}
	return nil, false
}

// undidAll reports whether err made SQLite roll back the whole transaction,
// savepoints included.
func undidAll(err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM:
		return true
	}
	return false
}
