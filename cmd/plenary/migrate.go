package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"plenary/internal/config"
	"plenary/internal/store"
)

type migrateCmd struct {
	config.Dir
	Status bool `help:"Only say where the database stands."`
}

func (c *migrateCmd) Run(ctx context.Context, to *console) (err error) {
	db, err := store.Open(ctx, c.Data, store.Options{MustExist: c.Status})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if !c.Status {
		if _, err := db.Migrate(ctx, time.Now(), rand.Text()); err != nil {
			return err
		}
	}
	steps, err := db.Migrations(ctx)
	for _, step := range steps {
		when := "to be applied"
		if !step.AppliedAt.IsZero() {
			when = "applied " + step.AppliedAt.Format(time.RFC3339)
		}
		fmt.Fprintf(to.out, "%s  %s\n", step.Name, when)
	}
	return err
}
