package site

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"plenary/internal/backup"
	"plenary/internal/config"
	"plenary/internal/files"
	"plenary/internal/fill"
	"plenary/internal/markup"
	"plenary/internal/secret"
	"plenary/internal/store"
)

// Folder is a data folder that is looked after rather than served: checked,
// backed up, filled.
type Folder struct {
	config.Dir
	store *store.Store
	files *files.Store
}

// OpenFolder opens a folder whose database is there and up to date. It may be
// served meanwhile.
func OpenFolder(ctx context.Context, at config.Dir) (*Folder, error) {
	f, err := openFolder(ctx, at, store.Options{MustExist: true})
	if err != nil {
		return nil, err
	}
	steps, err := f.store.Migrations(ctx)
	for _, step := range steps {
		if err == nil && step.AppliedAt.IsZero() {
			err = fmt.Errorf("the database lacks %s: run plenary migrate first", step.Name)
		}
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

func openFolder(ctx context.Context, at config.Dir, o store.Options) (*Folder, error) {
	db, err := store.Open(ctx, at.Data, o)
	if err != nil {
		return nil, err
	}
	kept, err := files.Open(at.FilesDir())
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &Folder{Dir: at, store: db, files: kept}, nil
}

// Close closes what OpenFolder opened.
func (f *Folder) Close() error { return errors.Join(f.store.Close(), f.files.Close()) }

// Check says what is inconsistent in database and files.
func (f *Folder) Check(ctx context.Context, progress func(done, total int64)) ([]store.Finding, error) {
	return f.store.Check(ctx, store.Checks{
		Again: markup.Again,
		Contents: func(ctx context.Context, do func(string, time.Time) error) error {
			return f.files.Walk(ctx, func(b files.Blob) error { return do(b.Hash, b.PutAt) })
		},
		Sizes:    f.files.WalkSizes,
		Exports:  f.eachExport,
		Progress: progress,
	})
}

// eachExport calls do for every record that is kept.
func (f *Folder) eachExport(do func(name string, put time.Time)) error {
	entries, err := os.ReadDir(f.ExportsDir())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, entry := range entries {
		info, ierr := entry.Info()
		if errors.Is(ierr, fs.ErrNotExist) {
			continue // it expired just now
		}
		if err = errors.Join(err, ierr); err != nil {
			return err
		}
		do(entry.Name(), info.ModTime())
	}
	return err
}

// Backup writes all of it into one file.
func (f *Folder) Backup(ctx context.Context, name string, progress func(done, total int)) (backup.Report, error) {
	return backup.Write(ctx, backup.Source{Store: f.store, Files: f.files, Secrets: f.SecretsDir()}, name, time.Now(), progress)
}

// Restore brings a folder back from such a file.
func Restore(ctx context.Context, name string, to config.Dir, force bool) (backup.Report, error) {
	return backup.Restore(ctx, name, backup.Folders{Data: to.Data, Files: to.FilesDir(), Secrets: to.SecretsDir()}, force)
}

// Fill adds a synthetic network to a folder that nobody serves; its database is
// made if need be. Everybody gets the password; "" is none that works. Conflict
// if another program has the folder.
func Fill(ctx context.Context, at config.Dir, o fill.Options, password string) error {
	lock, err := store.Lock(at.Data)
	if err != nil {
		return err
	}
	defer lock.Close()
	if password != "" {
		if o.Password, err = secret.NewPasswords(1).Hash(ctx, password); err != nil {
			return err
		}
	}
	f, err := openFolder(ctx, at, store.Options{})
	if err != nil {
		return err
	}
	o.Now, o.Render, o.Policy = time.Now(), markup.Site{}.Plain, markup.Version
	_, err = f.store.Migrate(ctx, o.Now, secret.Token())
	if err == nil {
		err = fill.Run(ctx, f.store, o)
	}
	return errors.Join(err, f.Close())
}

// Migrate brings a folder's database up to date, or only looks, and lists all
// steps. say is told how far a long one is.
func Migrate(ctx context.Context, at config.Dir, look bool, say func(step string, rowsDone, rowsToDo int64)) ([]store.Migration, error) {
	db, err := store.Open(ctx, at.Data, store.Options{MustExist: look, Migrating: say})
	if err != nil {
		return nil, err
	}
	if !look {
		_, err = db.Migrate(ctx, time.Now(), secret.Token())
	}
	var steps []store.Migration
	if err == nil {
		steps, err = db.Migrations(ctx)
	}
	return steps, errors.Join(err, db.Close())
}
