package main

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"plenary/internal/store"
)

// does runs one command and gives its exit status and what it said.
func does(t *testing.T, args ...string) (status int, out, err string) {
	t.Helper()
	var o, e bytes.Buffer
	status = run(t.Context(), args, &o, &e)
	return status, o.String(), e.String()
}

func TestCommands_lookAfterASite(t *testing.T) {
	data, other, file := "--data="+t.TempDir(), "--data="+t.TempDir(), filepath.Join(t.TempDir(), "site.tar")
	for _, step := range []struct {
		args   []string
		status int
		said   string // on stdout or stderr
	}{
		{[]string{"check", data}, 1, "there is no database"},
		{[]string{"backup", data, file}, 1, "there is no database"},
		{[]string{"migrate", data, "--status"}, 1, "there is no database"},
		{[]string{"migrate", data}, 0, "_first.tx.up.sql  applied 20"},
		{[]string{"migrate", data, "--status"}, 0, "_first.tx.up.sql  applied 20"},
		{[]string{"fill", data, "--groups=2", "--members=5", "--discussions=4", "--posts=3"}, 2, "--posts has to be at least 4"},
		{[]string{"fill", data, "--groups=2", "--members=5", "--discussions=4", "--posts=40", "--password=long enough"}, 0, "40 posts"},
		{[]string{"check", data}, 0, "is consistent"},
		{[]string{"backup", data, file}, 0, "the database and 0 files"},
		{[]string{"restore", data, file}, 1, "--force"},
		{[]string{"restore", data, file, "--force"}, 0, "are back"},
		{[]string{"restore", other, file}, 0, "are back"},
		{[]string{"check", other}, 0, "is consistent"},
		{[]string{"restore", other, filepath.Join(t.TempDir(), "nothing")}, 2, "nothing"},
	} {
		status, out, err := does(t, step.args...)
		if status != step.status || !strings.Contains(strings.ToLower(out+err), step.said) {
			t.Errorf("%v: status %d, %q, %q; want %d and %q", step.args, status, out, err, step.status, step.said)
		}
	}
}

func TestCommands_thatNeedTheFolderForThemselves(t *testing.T) {
	dir := t.TempDir()
	lock, err := store.Lock(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	if status, _, err := does(t, "fill", "--data="+dir, "--groups=1", "--members=1", "--discussions=1", "--posts=1"); status != 1 || !strings.Contains(err, "stop it first") {
		t.Errorf("fill under a running site: %d, %s", status, err)
	}
}

func TestCommands_haveHelpAndRefuseWhatTheyDoNotKnow(t *testing.T) {
	for _, args := range [][]string{{}, {"nonsense"}, {"check", "--nonsense"}, {"backup"}, {"fill", "--groups=many"}} {
		if status, _, err := does(t, args...); status != 2 || !strings.Contains(err, "--help") {
			t.Errorf("%v: %d, %s", args, status, err)
		}
	}
	for _, args := range [][]string{{"--help"}, {"migrate", "--help"}, {"fill", "--help"}, {"backup", "--help"}, {"restore", "--help"}, {"check", "--help"}} {
		if status, out, _ := does(t, args...); status != 0 || !strings.Contains(out, "Usage: plenary") {
			t.Errorf("%v: %d, %s", args, status, out)
		}
	}
	if status, out, _ := does(t, "--version"); status != 0 || strings.TrimSpace(out) == "" {
		t.Errorf("--version: %d, %q", status, out)
	}
}

func TestMigrating_saysATenthAtATimeWhereThereIsNoTerminal(t *testing.T) {
	var said []int64
	say := (&console{err: io.Discard}).migrating(func(_ string, done, _ int64) { said = append(said, done) })
	for done := range int64(1001) {
		say("step", done, 1000)
	}
	say("step", 0, 0)
	if len(said) != 11 || said[0] != 0 || said[10] != 1000 {
		t.Errorf("said %v", said)
	}
}
