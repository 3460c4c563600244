package main

import (
	"context"
	"errors"
	"fmt"

	"plenary/internal/backup"
	"plenary/internal/config"
	"plenary/internal/site"
)

type backupCmd struct {
	config.Dir
	File string `arg:"" type:"path" help:"The file to be written; an older backup of that name is replaced when the new one is whole."`
}

func (c *backupCmd) Run(ctx context.Context, to *console) error {
	folder, err := site.OpenFolder(ctx, c.Dir)
	if err != nil {
		return err
	}
	bar := to.bar("files")
	report, err := folder.Backup(ctx, c.File, bar.draw)
	bar.end()
	if err := errors.Join(err, folder.Close()); err != nil {
		return err
	}
	to.say("%s: the database and %d files, %d bytes", c.File, report.Files, report.Bytes)
	return lost(report, to)
}

// lost is an error where a backup is whole and the site is not.
func lost(report backup.Report, to *console) error {
	for _, hash := range report.Lost {
		to.say("lost: the content of file %s", hash)
	}
	if n := len(report.Lost); n > 0 {
		return fmt.Errorf("the site has lost the contents of %d files, and so has the backup", n)
	}
	return nil
}
