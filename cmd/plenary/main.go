// Command plenary runs a network and looks after it. Each command has --help;
// exit status is 0, 1 (it failed and says why on stderr) or 2 (wrong use).
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"plenary/internal/config"
	"plenary/internal/forum"
	"plenary/web/lang"
)

// commands are all that the program can do, one file each.
type commands struct {
	Serve   serveCmd         `cmd:"" help:"Run the site."`
	Demo    demoCmd          `cmd:"" help:"Run the site on a demo network in its own folder."`
	User    userCmd          `cmd:"" help:"Add people."`
	Token   tokenCmd         `cmd:"" help:"Add API tokens."`
	Version kong.VersionFlag `help:"Show the version."`
}

func main() {
	var c commands
	parser, err := kong.New(&c, kong.Name("plenary"), kong.UsageOnError(), kong.Vars{"version": config.Version()},
		kong.Description("Where work groups carry on between meetings."))
	if err != nil {
		fail(err)
	}
	run, err := parser.Parse(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "plenary:", err)
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	run.BindTo(ctx, (*context.Context)(nil))
	if err := run.Run(); err != nil {
		stop()
		fail(err)
	}
}

// fail says what went wrong, in the words that people see where there are any.
func fail(err error) {
	var ours *forum.Error
	if errors.As(err, &ours) {
		said := lang.In(forum.English).Error(ours)
		if ours.Err != nil {
			said += " (" + ours.Err.Error() + ")"
		}
		if ours.Field != "" {
			said = ours.Field + ": " + said
		}
		err = errors.New(said)
	}
	fmt.Fprintln(os.Stderr, "plenary:", err)
	os.Exit(1)
}
