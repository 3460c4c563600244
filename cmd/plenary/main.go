// Command plenary is the program: `plenary serve` runs the site, the other
// commands look after it. Exit status: 0, 1 (it failed, and stderr says why) or
// 2 (wrong use).
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
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
	Serve   serveCmd   `cmd:"" help:"Run the site."`
	Demo    demoCmd    `cmd:"" help:"Run the site on a demo network in its own folder."`
	User    userCmd    `cmd:"" help:"Add people."`
	Token   tokenCmd   `cmd:"" help:"Add API tokens."`
	Migrate migrateCmd `cmd:"" help:"Bring the database up to date, or say where it stands."`
	Fill    fillCmd    `cmd:"" help:"Fill the database with synthetic but plausible text, for load tests."`
	Backup  backupCmd  `cmd:"" help:"Copy database, files and keys into one file, while the site runs."`
	Restore restoreCmd `cmd:"" help:"Bring a site back from a backup."`
	Check   checkCmd   `cmd:"" help:"Read the whole database and say what is inconsistent."`

	Version kong.VersionFlag `help:"Say which version this is."`
}

// console is where a command speaks: what it was asked for to out, all else to
// err.
type console struct{ out, err io.Writer }

func (c *console) say(format string, args ...any) { fmt.Fprintf(c.err, format+"\n", args...) }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// run returns the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var cli commands
	exited := -1
	parser, err := kong.New(&cli, kong.Name("plenary"), kong.Description("Where work groups carry on between meetings."),
		kong.Writers(stdout, stderr), kong.Exit(func(code int) {
			if exited < 0 {
				exited = code
			}
		}),
		kong.Vars{"version": config.Version()}, kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(&console{stdout, stderr}))
	if err != nil {
		fmt.Fprintln(stderr, "plenary:", err)
		return 1
	}
	parsed, err := parser.Parse(args)
	switch {
	case exited >= 0: // --help or --version was asked for, and given
		return exited
	case err != nil:
		fmt.Fprintf(stderr, "plenary: %v (see --help)\n", err)
		return 2
	}
	if err := parsed.Run(); err != nil {
		fmt.Fprintln(stderr, "plenary:", sentence(err))
		if forum.KindOf(err) == forum.Invalid {
			return 2
		}
		return 1
	}
	return 0
}

// sentence is an error as the person at the terminal reads it: in the words
// that people see on the site where they say something, and with its cause.
func sentence(err error) string {
	var ours *forum.Error
	if !errors.As(err, &ours) {
		return err.Error()
	}
	said := lang.In(forum.English).Error(ours)
	if ours.Field != "" {
		said = ours.Field + ": " + said
	}
	switch {
	case ours.Err == nil:
		return said
	case ours.Msg == "error.internal", ours.Msg == "error.conflict", ours.Msg == "error.not_found", ours.Msg == "error.invalid":
		return ours.Err.Error()
	}
	return said + " (" + ours.Err.Error() + ")"
}
