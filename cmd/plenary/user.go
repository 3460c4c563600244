package main

import (
	"context"
	"fmt"
	"os"

	"plenary/internal/app"
	"plenary/internal/config"
	"plenary/internal/forum"
	"plenary/internal/site"
)

type userCmd struct {
	Add userAddCmd `cmd:"" help:"Add a person; without --password, print a one-time sign-in link."`
}

type userAddCmd struct {
	config.Folder `embed:""`
	Email         string `required:"" help:"Address to sign in with."`
	Name          string `required:"" help:"Name that others see."`
	Role          string `default:"member" enum:"member,moderator,organiser" help:"Role in the network: member, moderator or organiser."`
	Password      string `help:"Password; at least 10 characters."`
}

func (c *userAddCmd) Run(ctx context.Context) error {
	return withSite(ctx, c.Folder, func(s *site.Site) error {
		_, link, err := s.App.AddPerson(ctx, app.CommandLine(), app.NewPerson{Email: c.Email, Name: c.Name, Password: c.Password,
			Role: forum.NetworkRole(c.Role)})
		if err == nil && link != "" {
			fmt.Println(link)
		}
		return err
	})
}

// withSite does something with a site that may be serving meanwhile.
func withSite(ctx context.Context, folder config.Folder, do func(*site.Site) error) error {
	settings, err := folder.Settings()
	if err != nil {
		return err
	}
	s, err := site.Open(ctx, site.Options{Settings: settings, Log: settings.Logger(os.Stderr), Migrate: true})
	if err != nil {
		return err
	}
	err = do(s)
	if cerr := s.Close(); err == nil {
		err = cerr
	}
	return err
}
