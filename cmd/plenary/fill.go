package main

import (
	"context"
	"time"

	"plenary/internal/config"
	"plenary/internal/fill"
	"plenary/internal/site"
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

func (c *fillCmd) Run(ctx context.Context, to *console) error {
	begun, bar := time.Now(), to.bar("posts")
	err := site.Fill(ctx, c.Dir, fill.Options{Groups: c.Groups, Members: c.Members, Discussions: c.Discussions, Posts: c.Posts, Seed: c.Seed,
		Progress: func(n int) { bar.draw(n, c.Posts) }}, c.Password)
	bar.end()
	if err != nil {
		return err
	}
	to.say("%s: %d groups, %d people, %d discussions, %d posts in %s", c.Data, c.Groups, c.Members, c.Discussions, c.Posts,
		time.Since(begun).Round(100*time.Millisecond))
	return nil
}
