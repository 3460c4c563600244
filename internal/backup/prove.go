package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"plenary/internal/files"
	"plenary/internal/store"
)

// prove restores a backup into an empty folder and looks at what came back:
// Restore verifies every byte, the pages, indexes and foreign keys of the
// database; here it is opened as the site would, holds at least as much as the
// site did before, and every file that its rows name is there, but for those
// that the site itself had lost.
func prove(ctx context.Context, name, dir string, least store.Counts) (store.Counts, error) {
	at := Folders{Data: dir, Files: filepath.Join(dir, "files"), Secrets: filepath.Join(dir, "secrets")}
	report, err := Restore(ctx, name, at, false)
	if err != nil {
		return store.Counts{}, err
	}
	db, err := store.Open(ctx, dir, store.Options{MustExist: true})
	if err != nil {
		return store.Counts{}, err
	}
	var have store.Counts
	var named []string
	err = db.Read(ctx, func(r *store.Reader) (err error) {
		if have, err = r.Counts(); err == nil {
			named, err = r.FileHashes()
		}
		return err
	})
	if err := errors.Join(err, db.Close()); err != nil {
		return have, err
	}
	if have.Posts < least.Posts || have.Events < least.Events {
		return have, fmt.Errorf("there were %+v before the backup, and %+v came back", least, have)
	}
	return have, present(at.Files, named, report.Lost)
}

// present is an error unless all contents are in the folder but the lost ones.
func present(dir string, named, lost []string) error {
	kept, err := files.Open(dir)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, hash := range lost {
		known[hash] = true
	}
	for _, hash := range named {
		if known[hash] {
			continue
		}
		f, oerr := kept.Open(hash)
		if oerr != nil {
			err = fmt.Errorf("file %s did not come back: %w", hash, oerr)
			break
		}
		_ = f.Close()
	}
	return errors.Join(err, kept.Close())
}

// during reads until ctx ends.
type during struct {
	ctx context.Context
	io.Reader
}

func (d during) Read(p []byte) (int, error) {
	if err := d.ctx.Err(); err != nil {
		return 0, err
	}
	return d.Reader.Read(p)
}
