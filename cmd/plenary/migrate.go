package main

import (
	"context"
	"fmt"
	"time"

	"plenary/internal/config"
	"plenary/internal/site"
)

type migrateCmd struct {
	config.Dir
	Status bool `help:"Only say where the database stands."`
}

func (c *migrateCmd) Run(ctx context.Context, to *console) error {
	steps, err := site.Migrate(ctx, c.Dir, c.Status, to.migrating(func(step string, done, total int64) {
		to.say("%s: %d of %d rows", step, done, total)
	}))
	for _, step := range steps {
		when := "to be applied"
		if !step.AppliedAt.IsZero() {
			when = "applied " + step.AppliedAt.Format(time.RFC3339)
		}
		fmt.Fprintf(to.out, "%s  %s\n", step.Name, when)
	}
	return err
}
