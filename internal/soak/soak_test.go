package soak

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

var program string

// lockVariable names the database that this program is to lock, and nothing
// else.
const lockVariable = "PLENARY_SOAK_LOCK"

func TestMain(m *testing.M) {
	if file := os.Getenv(lockVariable); file != "" {
		if err := holdLock(file); err != nil {
			panic(err)
		}
		return
	}
	dir, err := os.MkdirTemp("", "plenary-soak")
	if err != nil {
		panic(err)
	}
	program = filepath.Join(dir, "plenary")
	build := exec.Command("go", "build", "-o", program, "../../cmd/plenary")
	build.Stderr = os.Stderr
	status := 1
	if build.Run() == nil {
		status = m.Run()
	}
	_ = os.RemoveAll(dir)
	os.Exit(status)
}

func short(t *testing.T) Options {
	o := Options{Program: program, Dir: t.TempDir(), Seed: uint64(time.Now().UnixNano()), Kills: 20, Rows: 1000, Stops: 2, Cuts: 4, Say: t.Logf}
	t.Logf("seed %d", o.Seed)
	return o
}

func report(t *testing.T, s Scene, err error) {
	t.Helper()
	t.Logf("%s in %v: %v", s.Name, s.Took, s.Figures)
	if err != nil {
		t.Error(err)
	}
	for _, c := range s.Complaints {
		t.Error(c)
	}
}

func TestKills_loseNothingThatWasAcknowledged(t *testing.T) {
	t.Parallel()
	o := short(t)
	o.Rows = 20_000
	s, err := Kills(t.Context(), o)
	report(t, s, err)
	if s.Figures["kills"] != 20 || s.Figures["acknowledged"] < 100 || s.Figures["asked again"] == 0 || s.Figures["frames read"] < 100 {
		t.Errorf("too little happened to prove anything: %v", s.Figures)
	}
}

func TestBackup_hasAllThatWasAcknowledgedBefore(t *testing.T) {
	t.Parallel()
	s, err := Backup(t.Context(), short(t))
	report(t, s, err)
	if s.Figures["posts before the backup"] < 200 || s.Figures["stops"] != 2 || s.Figures["files compared"] == 0 {
		t.Errorf("too little happened to prove anything: %v", s.Figures)
	}
}

func TestPowerCuts_loseNothingThatWasAcknowledged(t *testing.T) {
	t.Parallel()
	s, err := PowerCuts(t.Context(), short(t))
	report(t, s, err)
	if s.Skipped != "" {
		t.Logf("NOT SHOWN: %s", s.Skipped)
		return
	}
	if s.Figures["disks looked at"] < 4 || s.Figures["pages written back"] == 0 || s.Figures["acknowledgements compared"] < 100 {
		t.Errorf("too little happened to prove anything: %v", s.Figures)
	}
}

// On a disk that only says that it synced, much is lost: so what is found above
// is found because of the syncs.
func TestPowerCuts_seeADiskThatLies(t *testing.T) {
	t.Parallel()
	o := short(t)
	o.liar, o.Cuts = true, 1
	s, err := PowerCuts(t.Context(), o)
	if err != nil || s.Skipped == "" && len(s.Complaints) == 0 {
		t.Errorf("nothing is lost without a sync: %v %v", err, s)
	}
}
