package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"plenary/internal/config"
	"plenary/internal/files"
	"plenary/internal/store"
)

// folder is a data folder that a command works on.
type folder struct {
	config.Dir
	store *store.Store
	files *files.Store
}

// existing opens a site whose database is there and up to date.
func existing(ctx context.Context, at config.Dir) (*folder, error) {
	s, err := open(ctx, at, store.Options{MustExist: true})
	if err != nil {
		return nil, err
	}
	steps, err := s.store.Migrations(ctx)
	for _, step := range steps {
		if err == nil && step.AppliedAt.IsZero() {
			err = fmt.Errorf("the database lacks %s: run plenary migrate first", step.Name)
		}
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// made opens a site, making and migrating its database if need be.
func made(ctx context.Context, at config.Dir) (*folder, error) {
	s, err := open(ctx, at, store.Options{})
	if err != nil {
		return nil, err
	}
	if _, err := s.store.Migrate(ctx, time.Now(), rand.Text()); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func open(ctx context.Context, at config.Dir, o store.Options) (*folder, error) {
	db, err := store.Open(ctx, at.Data, o)
	if err != nil {
		return nil, err
	}
	kept, err := files.Open(at.FilesDir())
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &folder{Dir: at, store: db, files: kept}, nil
}

func (s *folder) Close() error { return errors.Join(s.store.Close(), s.files.Close()) }
