package store

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/sqlitedialect"

	"plenary/internal/forum"
)

// apartCache is how many KiB of the database each connection of its own keeps:
// enough for the indexes that Check looks up in no order, at a million posts.
const apartCache = 64 << 10

// opened are connections of their own, for work that takes long. They are not
// opened as mode=ro: then integrity_check passes over constraints and VACUUM
// INTO is refused.
func (s *Store) opened(connections int) (*bun.DB, error) {
	own, err := sql.Open(driverName, "file:"+(&url.URL{Path: s.path}).EscapedPath()+
		fmt.Sprintf("?mode=rw&_pragma=busy_timeout(5000)&_pragma=temp_store(MEMORY)&_pragma=cache_size(-%d)", apartCache))
	if err != nil {
		return nil, wrap(err)
	}
	own.SetMaxOpenConns(connections)
	own.SetMaxIdleConns(connections)
	return bun.NewDB(own, sqlitedialect.New()), nil
}

// apart calls fn on a connection of its own that keeps nothing from before.
func (s *Store) apart(ctx context.Context, fn func(*Reader) error) error {
	own, err := s.opened(1)
	if err != nil {
		return err
	}
	err = fn(&Reader{ctx: ctx, db: own, on: own.DB, heard: s.heard})
	if cerr := own.Close(); err == nil {
		err = cerr
	}
	return wrap(err)
}

// Backup writes a consistent copy of the database to a file that must not
// exist: all that was acknowledged before it began, and of what is written
// meanwhile whole transactions up to one moment. Writers go on. The copy is on
// the disk when it returns.
func (s *Store) Backup(ctx context.Context, path string) error {
	if err := s.apart(ctx, func(r *Reader) error {
		_, err := r.on.ExecContext(ctx, "VACUUM INTO ?", path)
		return err
	}); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return forum.Errorf("store: %w", err)
	}
	err = f.Chmod(0o600)
	if serr := f.Sync(); err == nil {
		err = serr
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return wrap(err)
}

// SetEpoch says that this database goes on from another past than its clients
// have seen: they read everything again.
func (s *Store) SetEpoch(ctx context.Context, epoch string) error {
	return s.Write(ctx, func(_ context.Context, tx *Tx) error {
		if _, err := tx.run("DELETE FROM exports"); err != nil { // their files are in no backup
			return err
		}
		return changed(tx.run("UPDATE network SET epoch = ? WHERE id = 1", epoch))
	})
}

// ForgetFile takes a content out of a copy of the database: what named it names
// nothing. It is for what was dropped while the copy was made.
func (tx *Tx) ForgetFile(hash string) error {
	const those = "(SELECT id FROM files WHERE hash = ?)"
	var ids []int64
	if err := tx.rows(&ids, "SELECT id FROM files WHERE hash = ?", hash); err != nil {
		return err
	}
	if len(ids) > 0 {
		if err := tx.unindexOther("file", ids...); err != nil {
			return err
		}
	}
	for _, statement := range []string{
		"UPDATE posts SET files = files - (SELECT count(*) FROM file_uses h WHERE h.kind = 'post' AND h.ref = posts.id AND h.file_id IN " + those + `)
			WHERE id IN (SELECT h.ref FROM file_uses h WHERE h.kind = 'post' AND h.file_id IN (SELECT id FROM files WHERE hash = ?))`,
		"DELETE FROM file_uses WHERE file_id IN " + those,
		"UPDATE users SET avatar_file = NULL WHERE avatar_file IN " + those,
		"UPDATE products SET file_id = NULL WHERE file_id IN " + those,
		"UPDATE articles SET picture = NULL WHERE picture IN " + those,
		"DELETE FROM files WHERE hash = ?",
	} {
		if _, err := tx.run(statement, slices.Repeat([]any{hash}, strings.Count(statement, "?"))...); err != nil {
			return err
		}
	}
	return nil
}

// NamesContent reports whether a row names the content of that hash.
func (r *Reader) NamesContent(hash string) (named bool, err error) {
	return named, r.row(&named, "SELECT EXISTS (SELECT 1 FROM files WHERE hash = ?)", hash)
}
