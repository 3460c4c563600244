package httpd_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

func TestStatusPage_isForOrganisersAndNotFoundForAllOthers(t *testing.T) {
	backups := filepath.Join(t.TempDir(), "backups")
	f := forumtest.Start(t, forumtest.With("backups", backups))
	org, lea := f.Organiser("nora"), f.As("ops", "lea", forum.Lead)
	record := []byte(`{"made_at":"2026-11-22T03:00:00Z","trouble":"room"}`)
	if err := errors.Join(os.MkdirAll(backups, 0o700), os.WriteFile(filepath.Join(backups, "plenary-20261122T030000Z.json"), record, 0o600)); err != nil {
		t.Fatal(err)
	}

	page := org.Visits("/settings/network/status")
	for _, what := range []string{"How the site is doing", "the disk is too full", "Cleaning up", "Database"} {
		if page.Status != 200 || !strings.Contains(page.Body, what) {
			t.Errorf("%d: the page does not say %q", page.Status, what)
		}
	}
	if strings.Contains(page.Body, " style=") || strings.Contains(page.Body, backups) {
		t.Error("the page has a style attribute, or names a folder of the machine")
	}
	if !strings.Contains(org.Visits("/settings/network").Body, `href="/settings/network/status"`) {
		t.Error("nothing leads to it")
	}
	for _, who := range []*forumtest.Person{lea, f.NetworkModerator("mo"), f.User("eve"), f.Visitor()} {
		if got := who.Visits("/settings/network/status").IsNotFound(); strings.Contains(got.Body, "too full") {
			t.Errorf("%s reads it all the same", who.Name)
		}
	}
}
