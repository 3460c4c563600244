package main

import (
	"context"
	"errors"
	"fmt"

	"plenary/internal/config"
	"plenary/internal/site"
)

type checkCmd struct {
	config.Dir
}

func (c *checkCmd) Run(ctx context.Context, to *console) error {
	folder, err := site.OpenFolder(ctx, c.Dir)
	if err != nil {
		return err
	}
	bar := to.bar("rows")
	findings, err := folder.Check(ctx, func(done, total int64) { bar.draw(int(done), int(total)) })
	bar.end()
	if err := errors.Join(err, folder.Close()); err != nil {
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
