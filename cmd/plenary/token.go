package main

import (
	"context"
	"fmt"

	"plenary/internal/config"
	"plenary/internal/site"
)

type tokenCmd struct {
	Add tokenAddCmd `cmd:"" help:"Print a new API token, alone on stdout."`
}

type tokenAddCmd struct {
	config.Folder `embed:""`
	Email         string `required:"" help:"Whose token it is."`
	Name          string `required:"" help:"What the token is for."`
}

func (c *tokenAddCmd) Run(ctx context.Context) error {
	return withSite(ctx, c.Folder, func(s *site.Site) error {
		token, err := s.App.AddTokenFor(ctx, c.Email, c.Name)
		if err == nil {
			fmt.Println(token)
		}
		return err
	})
}
