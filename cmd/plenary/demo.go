package main

import (
	"context"
	"fmt"
	"os"

	"plenary/internal/config"
	"plenary/internal/demo"
	"plenary/internal/site"
)

type demoCmd struct {
	config.Settings `embed:""`
	Fresh           bool `help:"Start over with a new demo network."`
}

func (c *demoCmd) Run(ctx context.Context, to *console) error {
	content := demo.Content()
	if c.Data == config.DefaultData {
		c.Data = config.DefaultData + "/demo"
	}
	if c.Name == config.DefaultName {
		c.Name = content.Name
	}
	if err := site.PlantDemo(ctx, &c.Settings, content, c.Fresh, os.Stdout); err != nil {
		return err
	}
	return serve(ctx, to, &c.Settings, true, func(*site.Site) error {
		fmt.Printf("\n%s is at %s\n\nSign in as one of these, password %q:\n\n", c.Name, c.BaseURL, demo.Password)
		for _, p := range content.People {
			if p.SignIn != "" {
				fmt.Printf("  %-24s %s\n", p.Email, p.SignIn)
			}
		}
		fmt.Println()
		return nil
	})
}
