package httpd_test

import (
	"context"
	"testing"
	"time"

	"plenary/internal/forumtest"
	"plenary/internal/soak"
)

// Twenty times as many clients as are worked for at once, each asking without
// a pause and deaf to what it is told.
func TestOverload_shedsEarlyStaysRightAndIsWellAfterwards(t *testing.T) {
	f := forumtest.Start(t, forumtest.With("metrics-token", metricsToken), forumtest.With("log", "error"))
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "The flood")
	for range 20 {
		ana.Replies(talk, "Water rises where nobody looks. ")
	}
	p := f.Process()
	handles := p.Handles()
	ctx, cancel := context.WithTimeout(background, 2*time.Minute)
	defer cancel()

	report, err := soak.Overload(ctx, soak.OverloadOptions{URL: f.URL, Token: ana.Token, Conversation: int64(talk.ID),
		Clients: 800, Each: 5, Readers: 10, Seed: 7})
	if err != nil {
		t.Fatal(err)
	}
	for _, wrong := range report.Wrong {
		t.Error(wrong)
	}
	if report.Shed == 0 || report.Served == 0 || report.Posts == 0 {
		t.Error("nothing was shed, or nothing served: this proves nothing")
	}
	peak := p.Peak()
	t.Logf("served %d, shed %d, %d seats lost, %d MiB at most: %v", report.Served, report.Shed, report.Lost, peak>>20, report.ByKind)
	if peak > 512<<20 {
		t.Errorf("it took %d MiB", peak>>20)
	}
	f.Wait("all turns to be given back and all connections to be closed", func() bool {
		for _, kind := range []string{"reads", "writes", "passwords", "heavy", "uploads", "backlogs"} {
			if figure(f, "plenary_work_"+kind+"_waiting") != 0 || kind != "reads" && figure(f, "plenary_work_"+kind+"_now") != 0 {
				return false
			}
		}
		return metric(f, "sockets") == 0 && p.Handles() <= handles+12 // more readers of the database, which stay
	})
}
