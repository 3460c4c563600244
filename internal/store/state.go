package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"plenary/internal/forum"
	"plenary/internal/gauge"
)

// Counts is how much there is in a database.
type Counts struct {
	Posts    int64 // stubs included: it never falls
	Events   int64 // the highest id: it never falls
	People   int64 // accounts
	Contents int64 // bytes of all files, each content once
}

// Counts counts.
func (r *Reader) Counts() (n Counts, err error) {
	err = r.row(&n, `SELECT (SELECT count(*) FROM posts) AS posts, (SELECT coalesce(max(id), 0) FROM events) AS events,
		(SELECT count(*) FROM users WHERE left_at = 0) AS people,
		(SELECT coalesce(sum(size), 0) FROM (SELECT max(size) AS size FROM files GROUP BY hash)) AS contents`)
	return n, err
}

// Size is how many bytes the database file and its journal have.
func (s *Store) Size() (database, journal int64, err error) {
	for suffix, size := range map[string]*int64{"": &database, "-wal": &journal} {
		info, err := os.Stat(s.path + suffix)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return 0, 0, forum.Errorf("store: %w", err)
		default:
			*size = info.Size()
		}
	}
	return database, journal, nil
}

// Folder is where the database is.
func (s *Store) Folder() string { return filepath.Dir(s.path) }

// Queue is how many writes wait for the writer, beside those that it is
// committing.
func (s *Store) Queue() int { return len(s.queue) }

// Waits is how long writers have waited since the store was opened, each from
// asking until its work was on the disk.
func (s *Store) Waits() gauge.Reading { return s.waits.Read() }

// JobsOf is how the jobs of one kind stand.
type JobsOf struct {
	Kind   string
	Due    int64     // to be done now, or being done
	Later  int64     // waiting for their time
	Failed int64     // given up
	Oldest time.Time // since when the first of those due is; zero if none is
}

// Jobs says how the queue of jobs stands, by kind.
func (r *Reader) Jobs(now time.Time) ([]JobsOf, error) {
	var rows []struct {
		Kind                       string
		Due, Later, Failed, Oldest int64
	}
	err := r.rows(&rows, `SELECT kind, sum(failed_at = 0 AND run_at <= ?) AS due, sum(failed_at = 0 AND run_at > ?) AS later,
		sum(failed_at > 0) AS failed, coalesce(min(CASE WHEN failed_at = 0 AND run_at <= ? THEN run_at END), 0) AS oldest
		FROM jobs GROUP BY kind ORDER BY kind`, ms(now), ms(now), ms(now))
	all := make([]JobsOf, len(rows))
	for i, row := range rows {
		all[i] = JobsOf{Kind: row.Kind, Due: row.Due, Later: row.Later, Failed: row.Failed, Oldest: at(row.Oldest)}
	}
	return all, err
}
