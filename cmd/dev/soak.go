package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"plenary/internal/soak"
)

type soakCmd struct {
	Kills int           `default:"1000" help:"How often the program is killed (default: ${default})."`
	Rows  int           `default:"1000000" help:"Posts that are there to begin with (default: ${default})."`
	Stops int           `default:"20" help:"Graceful stops under load (default: ${default})."`
	Cuts  int           `default:"100" help:"Power cuts (default: ${default}); needs strace."`
	For   time.Duration `placeholder:"DURATION" help:"Kill for so long, however many kills that are."`
	Seed  uint64        `placeholder:"S" help:"Of everything random. Default: another each time; it is printed."`
	JSON  bool          `name:"json" help:"Print the report as JSON, and progress on stderr."`
}

func (c soakCmd) Run(ctx context.Context, w *workshop) (err error) {
	dir, err := os.MkdirTemp("", "plenary-soak-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, removeAll(dir)) }()
	say := w.say
	if c.JSON {
		say = func(format string, args ...any) { fmt.Fprintf(w.err, format+"\n", args...) }
	}
	if c.Seed == 0 {
		c.Seed = uint64(time.Now().UnixNano())
	}
	program := filepath.Join(dir, "plenary")
	if err := w.run(ctx, "go", "build", "-o", program, "./cmd/plenary"); err != nil {
		return err
	}
	report, err := soak.Run(ctx, soak.Options{Program: program, Dir: dir, Seed: c.Seed, Kills: c.Kills, For: c.For, Rows: c.Rows,
		Stops: c.Stops, Cuts: c.Cuts, Say: say})
	if c.JSON {
		out := json.NewEncoder(w.out)
		out.SetIndent("", "  ")
		err = errors.Join(err, out.Encode(report))
	} else {
		w.tell(report, err == nil)
	}
	if err == nil && report.Lost() {
		return silent{fmt.Errorf("seed %d: something acknowledged was lost", c.Seed)}
	}
	return err
}

// tell is the closing report for people.
func (w *workshop) tell(r soak.Report, ended bool) {
	for _, s := range r.Scenes {
		w.say("\n== %s, %v", s.Name, s.Took.Round(time.Second))
		for _, name := range slices.Sorted(maps.Keys(s.Figures)) {
			w.say("%10d  %s", s.Figures[name], name)
		}
		if s.Skipped != "" {
			w.say("NOT SHOWN: %s", s.Skipped)
		}
		for _, complaint := range s.Complaints {
			w.say("WRONG: %s", complaint)
		}
	}
	switch {
	case r.Lost():
		w.say("\nSomething acknowledged was lost, doubled or wrong (seed %d)", r.Seed)
	case !ended:
		w.say("\nNothing acknowledged was lost until it broke off (seed %d)", r.Seed)
	default:
		w.say("\nNothing acknowledged was lost (seed %d)", r.Seed)
	}
}
