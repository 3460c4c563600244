package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"plenary/internal/backup"
	"plenary/internal/config"
)

type backupCmd struct {
	config.Dir
	File string `arg:"" type:"path" help:"The file to be written; an older backup of that name is replaced when the new one is whole."`
}

func (c *backupCmd) Run(ctx context.Context, to *console) (err error) {
	s, err := existing(ctx, c.Dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	bar := to.bar("files")
	report, err := backup.Write(ctx, backup.Source{Store: s.store, Files: s.files, Secrets: c.SecretsDir()}, c.File, time.Now(), bar.draw)
	bar.end()
	if err != nil {
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
