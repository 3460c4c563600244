// Command dev is what developers run: `go run ./cmd/dev check` and its sisters. It needs Go alone, and no shell.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"
)

type commands struct {
	Demo           demoCmd           `cmd:"" passthrough:"" help:"Bundle what the pages need, then run the demo network; flags go on to plenary demo."`
	Check          checkCmd          `cmd:"" help:"The whole proof: what has to pass before a change is done."`
	Test           testCmd           `cmd:"" passthrough:"" help:"Run the tests; arguments go on to go test."`
	Assets         assetsCmd         `cmd:"" help:"Fetch what the pages take from npm and bundle it into web/dist."`
	Build          buildCmd          `cmd:"" help:"Leave bin/plenary, with the pages' scripts and styles bundled in."`
	Bench          benchCmd          `cmd:"" help:"Measure the program under load, each figure beside a reference on the same stack."`
	BenchReference benchReferenceCmd `cmd:"" hidden:"" help:"What bench measures against."`
	Soak           soakCmd           `cmd:"" help:"Kill, stop, back up and cut the power under load, for long; fails if anything acknowledged was lost."`
	Icons          iconsCmd          `cmd:"" help:"Draw the app's icons into web/static."`
	NewMigration   newMigrationCmd   `cmd:"" help:"Make an empty migration, named by the time."`
}

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run returns the exit status: 0, 1 (it failed) or 2 (wrong use).
func run(args []string, stdout, stderr io.Writer) int {
	root, err := findRoot()
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var cli commands
	exited := -1
	parser, err := kong.New(&cli, kong.Name("dev"), kong.Description("What Plenary's developers run."),
		kong.Writers(stdout, stderr), kong.Exit(func(code int) { exited = code }),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(&workshop{root: root, out: stdout, err: stderr}))
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	parsed, err := parser.Parse(args)
	if exited >= 0 { // --help was asked for, and given
		return exited
	}
	if err != nil {
		fmt.Fprintf(stderr, "dev: %v (see --help)\n", err)
		return 2
	}
	if err := parsed.Run(); err != nil {
		var quiet silent
		if !errors.As(err, &quiet) {
			fmt.Fprintf(stderr, "dev: %v\n", err)
		}
		return 1
	}
	return 0
}

// silent is an error whose story has been told already.
type silent struct{ error }

// findRoot returns the folder of Plenary's go.mod, here or above.
func findRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil && strings.HasPrefix(string(mod), "module plenary\n") {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", errors.New("dev: run this inside a clone of Plenary")
		}
		dir = up
	}
}
