package backup

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"time"

	"plenary/internal/store"
)

const (
	lookEvery = time.Minute
	tryAgain  = time.Hour        // after one that failed
	settle    = 10 * time.Minute // after a start, before what was missed is made up for
	spare     = 64 << 20         // bytes that a backup leaves free on its disk
	workDir   = ".work"          // of what is not finished
)

// Nightly makes a backup every night and restores it for a test, in a folder of
// its own, where the newest of seven days and of five weeks are kept. When the
// next is due follows from the records in that folder alone, so that it holds
// over restarts and over a database that was brought back.
type Nightly struct {
	From  Source
	Dir   string         // it is made; nothing else should be in it
	Zone  *time.Location // the network's
	Now   func() time.Time
	Log   *slog.Logger
	Spare int64 // bytes to be left free; 0: 64 MiB

	one sync.Mutex
}

// Run makes backups when they are due, until ctx ends. One that is being made
// then is given up, and made after the next start.
func (n *Nightly) Run(ctx context.Context) {
	started := n.Now()
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			n.Look(ctx, started)
		}
	}
}

// Look makes a backup if one is due; what goes wrong is logged and recorded.
func (n *Nightly) Look(ctx context.Context, started time.Time) {
	defer func() {
		if died := recover(); died != nil {
			n.Log.Error("the nightly backup panicked", "panic", fmt.Sprint(died), "stack", string(debug.Stack()))
		}
	}()
	all, err := Kept(n.Dir)
	if err != nil {
		n.Log.Error("looking at the backups failed", "folder", n.Dir, "error", err)
		return
	}
	now := n.Now()
	var made, tried time.Time
	for _, r := range all {
		switch {
		case r.MadeAt.After(now): // the clock was wrong then
		case r.Good() && made.IsZero():
			made = r.MadeAt
		case !r.Good() && tried.IsZero():
			tried = r.MadeAt
		}
	}
	if due(now, made, tried, started, n.Zone) {
		_, _ = n.Make(ctx)
	}
}

// Make makes a backup now, restores it for a test and thins out the older ones.
// Conflict if one is being made already, here or by another program.
func (n *Nightly) Make(ctx context.Context) (Record, error) {
	if !n.one.TryLock() {
		return Record{}, refused("a backup is being made already")
	}
	defer n.one.Unlock()
	lock, err := store.Lock(n.Dir)
	if err != nil {
		n.Log.Error("the nightly backup could not begin", "folder", n.Dir, "error", err)
		return Record{}, err
	}
	defer lock.Close()
	at := n.Now().UTC().Truncate(time.Second)
	r := Record{Name: at.Format(nameForm), MadeAt: at}
	err = n.attempt(ctx, &r)
	if ctx.Err() != nil {
		n.Log.Info("the nightly backup was interrupted; it is made after the next start")
		return r, internal(ctx.Err())
	}
	serr := r.save(n.Dir)
	if serr == nil {
		serr = errors.Join(thin(n.Dir, n.Zone), syncDir(n.Dir))
	}
	if err = errors.Join(err, serr); err != nil {
		n.Log.Error("the nightly backup failed", "folder", n.Dir, "trouble", string(r.Trouble), "error", err)
		return r, internal(err)
	}
	n.Log.Info("backup made and restored for a test", "file", r.path(n.Dir), "bytes", r.Bytes, "files", r.Files,
		"took", r.Took.String(), "test", r.Proved.String())
	if r.Lost > 0 {
		n.Log.Error("the site has lost contents of files, and so has the backup", "files", r.Lost)
	}
	return r, nil
}

// attempt does the work of Make, in a folder that is emptied before and after.
// The backup has its name only when it was tried, well or badly.
func (n *Nightly) attempt(ctx context.Context, r *Record) error {
	work := filepath.Join(n.Dir, workDir)
	if err := os.RemoveAll(work); err != nil {
		return r.fails(NotMade, err)
	}
	if err := os.Mkdir(work, 0o700); err != nil {
		return r.fails(NotMade, err)
	}
	defer os.RemoveAll(work)
	before, need, err := n.measure(ctx)
	if err != nil {
		return r.fails(NotMade, err)
	}
	if err := enough(n.Dir, need); err != nil {
		return r.fails(NoRoom, err)
	}
	begun := time.Now()
	name := filepath.Join(work, r.Name+tarEnding)
	report, err := Write(ctx, n.From, name, r.MadeAt, nil)
	r.Took = time.Since(begun)
	if err != nil {
		return r.fails(NotMade, err)
	}
	r.Bytes, r.Files, r.Lost = report.Bytes, int64(report.Files), len(report.Lost)
	begun = time.Now()
	have, perr := prove(ctx, name, filepath.Join(work, "restored"), before)
	r.Proved, r.Posts, r.People = time.Since(begun), have.Posts, have.People
	if perr != nil {
		perr = r.fails(NotProof, fmt.Errorf("the test restore: %w", perr))
	}
	if ctx.Err() != nil {
		return perr
	}
	if err := os.Rename(name, r.path(n.Dir)); err != nil {
		return r.fails(NotMade, err)
	}
	return perr
}

func (r *Record) fails(why Trouble, err error) error {
	r.Trouble = why
	return err
}

// measure counts what the site has, and how many bytes a backup and its test
// restore take while both are there: the database and the files twice each.
func (n *Nightly) measure(ctx context.Context) (have store.Counts, need int64, err error) {
	err = n.From.Store.Read(ctx, func(r *store.Reader) (err error) { have, err = r.Counts(); return err })
	if err != nil {
		return have, 0, err
	}
	size, journal, err := n.From.Store.Size()
	need = 2*(size+journal+have.Contents) + spare
	if n.Spare > 0 {
		need += n.Spare - spare
	}
	return have, need, err
}
