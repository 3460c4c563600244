package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"plenary/internal/config"
	"plenary/internal/files"
	"plenary/internal/markup"
	"plenary/internal/store"
)

type checkCmd struct {
	config.Dir
}

func (c *checkCmd) Run(ctx context.Context, to *console) (err error) {
	s, err := existing(ctx, c.Dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	bar := to.bar("rows")
	findings, err := s.store.Check(ctx, store.Checks{
		Again: markup.Again,
		Contents: func(ctx context.Context, do func(string, time.Time) error) error {
			return s.files.Walk(ctx, func(b files.Blob) error { return do(b.Hash, b.PutAt) })
		},
		Progress: func(done, total int64) { bar.draw(int(done), int(total)) },
	})
	bar.end()
	if err != nil {
		return err
	}
	for _, f := range findings {
		fmt.Fprintln(to.out, f)
	}
	if len(findings) > 0 {
		return fmt.Errorf("%s is inconsistent", c.Data)
	}
	to.say("%s is consistent", c.Data)
	return nil
}
