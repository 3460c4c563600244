package record_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"plenary/internal/app"
	"plenary/internal/config"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
	"plenary/internal/site"
	"plenary/internal/store"
)

func TestRecord_thatIsLargeIsMadeBesideForOneAlone(t *testing.T) {
	g := start(t)
	at := fmt.Sprint("/t/", g.talk.ID)
	large, err := g.f.App.Upload(context.Background(), g.ana.V, "large.txt", strings.NewReader(strings.Repeat("large ", 4<<20)))
	if err != nil {
		t.Fatal(err)
	}
	g.ana.Replies(g.talk, fmt.Sprintf("[large](%s)", large.Path()))
	g.ana.Visits(at + "/export").Is(200).Has("Make the record")
	page := g.ana.Posts(at + "/export").Is(303).To()
	g.f.Wait("the record", func() bool { return strings.Contains(g.ana.Visits(page).Is(200).Body, "The record is ready") })
	g.ana.Visits(at + "/export").Is(200).Has("A record is ready")
	file := regexp.MustCompile(`/exports/\d+/record[^"]+`).FindString(g.ana.Visits(page).Body)
	all := unzipped(t, g.ana.Visits(file).Is(200).Body)
	if len(all["index.html"]) == 0 || len(all[fmt.Sprintf("files/%d-large.txt", large.ID)]) != 24<<20 {
		t.Errorf("it holds too little: %d files", len(all))
	}
	for _, other := range []*forumtest.Person{g.lead, g.eve, g.f.Organiser("boss")} { // those who have the same right have their own
		other.Visits(page).IsNotFound()
		other.Visits(file).IsNotFound()
	}
	g.f.Visitor().Visits(file).IsNotFound()

	var own struct {
		State, URL  string
		Done, Total int64
	}
	made := g.lead.Calls("POST", "/groups/ops/exports", nil).Is(201)
	made.Into(&own)
	call := strings.TrimPrefix(made.To(), g.f.Settings.BaseURL+"/api/v1")
	g.f.Wait("the group's record", func() bool {
		g.lead.Calls("GET", call, nil).Is(200).Into(&own)
		return own.State == "ready"
	})
	if own.Done != own.Total || own.Total == 0 {
		t.Errorf("it is ready: %+v", own)
	}
	unzipped(t, g.lead.Visits(strings.TrimPrefix(own.URL, g.f.Settings.BaseURL)).Is(200).Body)
	g.ana.Calls("GET", call, nil).IsNotFound()
	g.ana.Calls("POST", "/groups/ops/exports", nil).Is(403)
	g.eve.Calls("POST", "/groups/ops/exports", nil).IsNotFound()
	g.eve.Calls("POST", fmt.Sprint("/conversations/", g.talk.ID, "/exports"), nil).IsNotFound()

	folder, err := site.OpenFolder(t.Context(), config.Dir{Data: g.f.Dir})
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	sound := func() []store.Finding {
		findings, err := folder.Check(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		return slices.DeleteFunc(findings, func(f store.Finding) bool { return f.Kind != "export" })
	}
	if findings := sound(); len(findings) > 0 {
		t.Errorf("check: %v", findings)
	}
	gone := filepath.Join(g.f.Dir, "exports")
	if err := os.Rename(gone, gone+"-gone"); err != nil {
		t.Fatal(err)
	}
	if findings := sound(); len(findings) != 2 {
		t.Errorf("check of records that are gone: %v", findings)
	}
	if err := os.Rename(gone+"-gone", gone); err != nil {
		t.Fatal(err)
	}

	if err := g.f.App.RemoveMember(t.Context(), app.CommandLine(), "ops", g.ana.V.ID); err != nil {
		t.Fatal(err)
	}
	g.ana.Visits(file).IsNotFound() // whoever lost the right has no record either
	g.ana.Visits(page).IsNotFound()

	g.f.Later(49 * time.Hour)
	if err := g.f.App.Clean(t.Context(), forum.Job{}); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(filepath.Join(g.f.Dir, "exports"))
	if err != nil || len(left) != 0 {
		t.Errorf("after two days there are %v, %v", left, err)
	}
	g.lead.Calls("GET", call, nil).IsNotFound()
}
