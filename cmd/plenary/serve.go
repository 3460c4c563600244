package main

import (
	"context"
	"fmt"
	"net"
	"os"

	"plenary/internal/config"
	"plenary/internal/site"
	"plenary/web"
)

type serveCmd struct {
	config.Settings `embed:""`
	NoMigrate       bool `help:"Do not bring the database up to date first."`
}

func (c *serveCmd) Run(ctx context.Context, to *console) error {
	return serve(ctx, to, &c.Settings, !c.NoMigrate, func(s *site.Site) error {
		link, err := s.App.FirstLink(ctx)
		if err == nil && link != "" {
			fmt.Printf("\nThis network has no organizer yet. Whoever opens this link becomes the first one:\n\n  %s\n\n", link)
		}
		return err
	})
}

// serve listens, opens the site, does what comes before, and answers until ctx
// ends.
func serve(ctx context.Context, to *console, settings *config.Settings, migrate bool, before func(*site.Site) error) error {
	log := settings.Logger(os.Stderr)
	ln, err := net.Listen("tcp", settings.Addr)
	if err != nil {
		return err
	}
	settings.Listening(ln.Addr().(*net.TCPAddr).Port)
	s, err := site.Open(ctx, site.Options{Settings: settings, Log: log, Migrate: migrate, Migrating: to.migrating(migratingLog(log))})
	if err != nil {
		return err
	}
	if err := before(s); err != nil {
		return err
	}
	if !web.Bundled() {
		log.Warn("the pages' scripts and fonts are not bundled; `go run ./cmd/dev assets` does it")
	}
	log.Info("listening", "addr", ln.Addr().String(), "url", settings.BaseURL)
	err = s.Serve(ctx, ln)
	if cerr := s.Close(); err == nil {
		err = cerr
	}
	return err
}
