package store

import (
	"errors"
	"io/fs"
	"os"

	"plenary/internal/forum"
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
