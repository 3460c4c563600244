package backup

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// nights is a site with nightly backups and a clock that is put by hand.
type nights struct {
	*site
	*Nightly
	now time.Time
	log strings.Builder
}

func newNights(t *testing.T) *nights {
	n := &nights{site: newSite(t), now: time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)}
	n.Nightly = &Nightly{From: n.source(), Dir: filepath.Join(n.Data, "backups"), Zone: time.UTC, Now: func() time.Time { return n.now },
		Log: slog.New(slog.NewTextHandler(&n.log, &slog.HandlerOptions{Level: slog.LevelWarn}))}
	t.Cleanup(n.shut)
	return n
}

// kept lists the backups, and fails the test unless their files are as they
// should be.
func (n *nights) kept() []Record {
	n.Helper()
	all, err := Kept(n.Dir)
	must(n.T, err)
	entries, err := os.ReadDir(n.Dir)
	must(n.T, err)
	files := 1 // the lock
	for _, r := range all {
		files++
		if r.Good() {
			files++
		}
	}
	for _, e := range entries {
		info, err := e.Info()
		must(n.T, err)
		if info.Mode().Perm() != 0o600 {
			n.Errorf("%s has mode %s", e.Name(), info.Mode())
		}
	}
	if info, err := os.Stat(n.Dir); err != nil || info.Mode().Perm() != 0o700 {
		n.Errorf("the folder: %v, %v", info.Mode(), err)
	}
	if len(entries) != files {
		n.Errorf("%d backups are kept, and there are %v", len(all), entries)
	}
	return all
}

func TestNightly_makesOneANightTriesItAndThinsOut(t *testing.T) {
	n := newNights(t)
	n.uploads("minutes", 0)
	started := n.now
	for i := range 40 {
		_, err := n.posts("good evening")
		must(t, err)
		for _, hour := range []int{1, 3, 9} {
			n.now = time.Date(2026, 11, 2+i, hour, 0, 30, 0, time.UTC)
			n.Look(t.Context(), started)
		}
	}
	all := n.kept()
	if len(all) < 10 || len(all) > keptDays+keptWeeks {
		t.Errorf("%d are kept", len(all))
	}
	for _, r := range all {
		if !r.Good() || r.MadeAt.Hour() != quietHour || r.Files != 1 || r.People != 1 || r.Proved <= 0 {
			t.Errorf("there is %+v", r)
		}
	}
	newest, oldest := all[0], all[len(all)-1]
	if newest.Posts != 40 || oldest.Posts >= newest.Posts {
		t.Errorf("the newest has %d posts, the oldest %d", newest.Posts, oldest.Posts)
	}
	if newest.Bytes > oldest.Bytes+200_000 {
		t.Errorf("it grew from %d to %d bytes: it holds the backups before it", oldest.Bytes, newest.Bytes)
	}
	if n.log.Len() > 0 {
		t.Errorf("it complains: %s", n.log.String())
	}
	to := folders(t.TempDir())
	_, err := Restore(t.Context(), newest.path(n.Dir), to, false)
	must(t, err)
	back := opened(t, to)
	defer back.shut()
	back.clean()
}

func TestNightly_madeUpForAfterAStart(t *testing.T) {
	n := newNights(t)
	started := n.now
	n.Look(t.Context(), started)
	if all, err := Kept(n.Dir); len(all) > 0 || err != nil {
		t.Fatalf("right after the start: %v, %v", all, err)
	}
	n.now = n.now.Add(settle)
	n.Look(t.Context(), started)
	if all := n.kept(); len(all) != 1 || !all[0].Good() {
		t.Errorf("there is %+v", all)
	}
}

func TestNightly_blocksNobodyWhoWrites(t *testing.T) {
	n := newNights(t)
	for range 200 {
		_, err := n.posts(strings.Repeat("before the backup ", 50))
		must(t, err)
	}
	done := make(chan struct{})
	var writers sync.WaitGroup
	for range 8 {
		writers.Go(func() {
			for {
				if _, err := n.posts("meanwhile"); err != nil {
					t.Error(err)
					return
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	r, err := n.Make(t.Context())
	close(done)
	writers.Wait()
	must(t, err)
	var after store.Counts
	must(t, n.Read(t.Context(), func(rd *store.Reader) (err error) { after, err = rd.Counts(); return err }))
	if r.Posts < 200 || after.Posts <= r.Posts {
		t.Errorf("%d posts are in the backup, %d in the site: nobody wrote meanwhile", r.Posts, after.Posts)
	}
}

func TestNightly_saysWhatFailedAndTriesAgain(t *testing.T) {
	n := newNights(t)
	n.Spare = 1 << 60 // no disk has so much
	started := n.now.Add(-24 * time.Hour)
	n.Look(t.Context(), started)
	all := n.kept()
	if len(all) != 1 || all[0].Trouble != NoRoom || !strings.Contains(n.log.String(), "MB free") || !strings.Contains(n.log.String(), "level=ERROR") {
		t.Errorf("with a full disk: %+v, %s", all, n.log.String())
	}
	n.Spare = 0
	n.Look(t.Context(), started)
	if again := n.kept(); len(again) != 1 {
		t.Errorf("at once again: %+v", again)
	}
	n.now = n.now.Add(tryAgain)
	n.Look(t.Context(), started)
	if all := n.kept(); len(all) != 1 || !all[0].Good() {
		t.Errorf("an hour later: %+v", all)
	}
}

func TestNightly_aBackupThatDoesNotComeBackIsNotGood(t *testing.T) {
	n := newNights(t)
	for range 3 {
		_, err := n.posts("hello")
		must(t, err)
	}
	good, err := n.Make(t.Context())
	must(t, err)
	if _, err := prove(t.Context(), good.path(n.Dir), t.TempDir(), store.Counts{Posts: 4}); err == nil {
		t.Error("fewer posts than there were passed the test restore")
	}
	whole, err := os.ReadFile(good.path(n.Dir))
	must(t, err)
	whole[len(whole)/2] ^= 1
	damaged := filepath.Join(t.TempDir(), "damaged.tar")
	must(t, os.WriteFile(damaged, whole, 0o600))
	if _, err := prove(t.Context(), damaged, t.TempDir(), store.Counts{}); err == nil {
		t.Error("a damaged one passed the test restore")
	}
}

func TestNightly_neverTwoAtOnce(t *testing.T) {
	n := newNights(t)
	lock, err := store.Lock(n.Dir)
	must(t, err)
	if _, err := n.Make(t.Context()); forum.KindOf(err) != forum.Conflict {
		t.Errorf("while another program makes one: %v", err)
	}
	must(t, lock.Close())
	n.one.Lock()
	if _, err := n.Make(t.Context()); forum.KindOf(err) != forum.Conflict {
		t.Errorf("while this one makes one: %v", err)
	}
	n.one.Unlock()
	_, err = n.Make(t.Context())
	must(t, err)
}

func TestNightly_leavesNothingWhenItIsStopped(t *testing.T) {
	n := newNights(t)
	must(t, os.MkdirAll(filepath.Join(n.Dir, workDir, "restored"), 0o700)) // of one that was killed
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := n.Make(ctx); err == nil {
		t.Fatal("it went on")
	}
	if all := n.kept(); len(all) != 0 {
		t.Errorf("there is %+v", all)
	}
	if strings.Contains(n.log.String(), "ERROR") {
		t.Errorf("it calls that an error: %s", n.log.String())
	}
}
