package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// Options of Run. All but Short, Growth and Only are needed.
type Options struct {
	Root    string   // of the clone
	Program string   // the built program
	Self    []string // the command that calls Reference with the arguments that follow it
	Commit  string
	Say     func(format string, args ...any) // what is going on
	Short   bool                             // on a small network, and no claims
	Growth  bool                             // the second table
	Only    string                           // figures whose key has this; "": all
}

// KeptIn is the folder below the root where filled networks are kept from run to run.
const KeptIn = ".bench"

// pace is how long and how much a run takes.
type pace struct {
	base, large size
	rounds      int
	each        time.Duration // one side of one round
	sockets     int           // of the fan-out
	burst       int           // posts of one round of it
	spoken      int           // posts of the latency
	idle        int           // sockets of the memory
	settle      time.Duration // that memory is given to come to rest
	starts      int
}

var (
	fullPace = pace{base: size{6, 300, 2000, 100_000}, large: size{6, 300, 20_000, 1_000_000}, rounds: 5, each: 1500 * time.Millisecond,
		sockets: 1000, burst: 100, spoken: 100, idle: 4000, settle: 10 * time.Second, starts: 7}
	shortPace = pace{base: size{6, 60, 40, 2000}, rounds: 1, each: 150 * time.Millisecond, sockets: 50, burst: 10, spoken: 4, idle: 100, settle: time.Second, starts: 1}
)

// conns is how many connections ask for pages at once.
const conns = 16

type run struct {
	Options
	pace
	kept, scratch, schema string
	report                Report
}

// Run measures, and leaves nothing running and nothing but kept networks behind. One run at a time: another one that
// has the folder is an error.
func Run(ctx context.Context, o Options) (report Report, err error) {
	r := &run{Options: o, pace: fullPace, kept: filepath.Join(o.Root, KeptIn)}
	if o.Short {
		r.pace = shortPace
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	if err := os.MkdirAll(r.kept, 0o755); err != nil {
		return Report{}, err
	}
	lock, err := os.OpenFile(filepath.Join(r.kept, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return Report{}, err
	}
	defer lock.Close()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return Report{}, fmt.Errorf("another run is on in %s: %w", r.kept, err)
	}
	left, err := filepath.Glob(filepath.Join(r.kept, "run-*")) // by a run that was killed
	if err != nil {
		return Report{}, err
	}
	for _, dir := range left {
		err = errors.Join(err, os.RemoveAll(dir))
	}
	if err != nil {
		return Report{}, err
	}
	if r.scratch, err = os.MkdirTemp(r.kept, "run-"); err != nil {
		return Report{}, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(r.scratch)) }()
	if r.schema, err = schema(o.Root); err != nil {
		return Report{}, err
	}
	r.report = Report{Commit: o.Commit, At: time.Now().UTC(), Machine: thisMachine(), Short: o.Short}
	err = r.measure(ctx)
	return r.report, err
}

func (r *run) measure(ctx context.Context) error {
	if r.Growth {
		return r.growth(ctx)
	}
	for _, part := range []func(context.Context) error{r.onBase, r.replies, r.idleMemory, r.onLarge, r.coldStart} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	if len(r.report.Figures) == 0 {
		return fmt.Errorf("no figure has %q in its key", r.Only)
	}
	return nil
}

// onBase measures what reads, and what is live, on one server.
func (r *run) onBase(ctx context.Context) (err error) {
	if !r.wants(pageKeys...) && (r.large.Posts > 0 || !r.wants(medianKeys...)) && !r.wants(searchKeys(r.base)...) && !r.wants("fanout", "latency") {
		return nil
	}
	dir, err := r.copied(ctx, r.base)
	if err != nil {
		return err
	}
	w, err := look(ctx, dir)
	if err != nil {
		return err
	}
	p, err := serve(ctx, r.Program, dir, r.scratch)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.stop()) }()
	parts := []func(context.Context, *process, string, world) error{r.pages, r.searches, r.live}
	if r.large.Posts == 0 { // a short run has no other network
		parts = append(parts, r.medians)
	}
	for _, part := range parts {
		if err := part(ctx, p, dir, w); err != nil {
			return err
		}
	}
	return nil
}

// onLarge measures what depends on the number of posts.
func (r *run) onLarge(ctx context.Context) (err error) {
	if r.large.Posts == 0 || !r.wants(searchKeys(r.large)...) && !r.wants(medianKeys...) {
		return nil
	}
	dir, err := r.copied(ctx, r.large)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	w, err := look(ctx, dir)
	if err != nil {
		return err
	}
	p, err := serve(ctx, r.Program, dir, r.scratch)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.stop()) }()
	return errors.Join(r.searches(ctx, p, dir, w), r.medians(ctx, p, dir, w))
}

// wants reports whether one of these figures is asked for.
func (r *run) wants(keys ...string) bool {
	for _, key := range keys {
		if strings.Contains(key, r.Only) {
			return true
		}
	}
	return false
}

// add takes a figure into the report.
func (r *run) add(f Figure) {
	f.Reached = f.reaches()
	r.report.Figures = append(r.report.Figures, f)
	r.say("%s: %s", f.Key, strings.Join(f.cells()[1:], "  "))
}

func (r *run) say(format string, args ...any) { r.Say(format, args...) }
