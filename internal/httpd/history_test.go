package httpd_test

import (
	"strings"
	"testing"
	"time"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

func TestHistory_comparesAnyTwoVersionsForThoseWhoSeeThePost(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("ward", "members/invite")
	ana, mia, eve := f.Member("ward", "ana"), f.As("ward", "mia", forum.Moderator), f.User("eve")
	post := ana.Replies(ana.Starts("ward", "First contact"), "We call within two days.")
	path := post.Path() + "/history"
	ana.Visits(path).Is(200).Has("This post has only one version.", "We call within two days.")
	f.Later(10 * time.Minute)
	ana.Edits(post.ID, "We call within one week, *always*.")
	f.Later(time.Minute)
	mia.Edits(post.ID, "We call within one week, always.")

	page := look(t, ana.Visits(path).Is(200).Has("Bold, italic or similar marking changed."))
	if page.one(".diff").has("del") {
		t.Error("only the marking changed, and words are shown as gone")
	}
	if who := page.one(".changed").one("h2").text(); !strings.Contains(who, "Mia") {
		t.Errorf("who changed it: %q", who)
	}
	if n := len(page.all("option")); n != 6 {
		t.Errorf("%d versions to choose from, want 3 twice", n)
	}
	page = look(t, ana.Visits(path+"?from=3&to=1").Is(200)) // in their order, whichever way they are asked for
	diff := page.one(".diff")
	if got := diff.one("del").text(); got != "[removed] two days [end]" {
		t.Errorf("what went: %q", got)
	}
	if got := diff.one("ins").text(); got != "[added] one week, always [end]" {
		t.Errorf("what came: %q", got)
	}
	ana.Visits(path + "?from=2&to=2").Is(200).Has("These two versions read the same.")
	for _, none := range []string{"?from=1", "?from=1&to=9", "?from=x&to=1", "?from=0&to=1"} {
		ana.Visits(path + none).IsNotFound()
	}
	for _, outsider := range []*forumtest.Person{eve, f.Visitor()} {
		outsider.Visits(path).IsNotFound()
		outsider.Visits(path + "?from=1&to=2").IsNotFound()
	}

	ana.Removes(post.ID)
	ana.Visits(path).IsNotFound()
	mia.Visits(path).Is(200).Has("two days").Lacks("as it is now") // what was taken back is no version any more
	f.Later(25 * time.Hour)
	if err := f.App.Clean(t.Context(), forum.Job{}); err != nil {
		t.Fatal(err)
	}
	mia.Visits(path).Is(200).Has("Nothing is kept of what this post said.").Lacks("two days", "always")
}
