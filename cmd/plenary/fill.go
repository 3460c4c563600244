package main

import (
	"context"
	"errors"
	"time"

	"plenary/internal/config"
	"plenary/internal/fill"
	"plenary/internal/markup"
	"plenary/internal/secret"
	"plenary/internal/store"
)

type fillCmd struct {
	config.Dir
	Groups      int    `required:"" placeholder:"G" help:"How many groups."`
	Members     int    `required:"" placeholder:"M" help:"How many people: member1@example.org, who is an organizer, and on."`
	Discussions int    `required:"" placeholder:"D" help:"How many discussions; every group gets channels, too."`
	Posts       int    `required:"" placeholder:"P" help:"How many posts in all: at least one for each discussion."`
	Seed        uint64 `default:"1" placeholder:"S" help:"The same seed makes the same network (default: ${default})."`
	Password    string `placeholder:"P" help:"Everybody's password. Default: none, and nobody signs in with one."`
}

func (c *fillCmd) Run(ctx context.Context, to *console) (err error) {
	lock, err := store.Lock(c.Data)
	if err != nil {
		return err
	}
	defer lock.Close()
	hash := ""
	if c.Password != "" {
		if hash, err = secret.NewPasswords(1).Hash(ctx, c.Password); err != nil {
			return err
		}
	}
	s, err := made(ctx, c.Dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	begun := time.Now()
	bar := to.bar("posts")
	err = fill.Run(ctx, s.store, fill.Options{Groups: c.Groups, Members: c.Members, Discussions: c.Discussions, Posts: c.Posts, Seed: c.Seed,
		Now: begun, Password: hash, Render: markup.Site{}.Plain, Policy: markup.Version, Progress: func(n int) { bar.draw(n, c.Posts) }})
	bar.end()
	if err != nil {
		return err
	}
	to.say("%s: %d groups, %d people, %d discussions, %d posts in %s", c.Data, c.Groups, c.Members, c.Discussions, c.Posts,
		time.Since(begun).Round(100*time.Millisecond))
	return nil
}
