package main

import (
	"context"

	"plenary/internal/config"
	"plenary/internal/site"
)

type restoreCmd struct {
	config.Dir
	File  string `arg:"" type:"existingfile" help:"What plenary backup wrote."`
	Force bool   `help:"Overwrite the database and files that are there."`
}

func (c *restoreCmd) Run(ctx context.Context, to *console) error {
	report, err := site.Restore(ctx, c.File, c.Dir, c.Force)
	if err != nil {
		return err
	}
	to.say("%s: the database and %d files are back", c.Data, report.Files)
	return lost(report, to)
}
