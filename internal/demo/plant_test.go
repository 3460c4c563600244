package demo_test

import (
	"slices"
	"testing"
	"time"

	"plenary/internal/app"
	"plenary/internal/demo"
	"plenary/internal/files"
	"plenary/internal/forum"
	"plenary/internal/markup"
	"plenary/internal/secret"
	"plenary/internal/store"
)

// planted is the demo as of now.
func planted(t *testing.T) (*app.App, demo.Network) {
	t.Helper()
	ctx, now := t.Context(), time.Now()
	st, err := store.Open(ctx, t.TempDir(), store.Options{})
	must(t, err)
	t.Cleanup(func() { must(t, st.Close()) })
	_, err = st.Migrate(ctx, now, "epoch")
	must(t, err)
	uploads, err := files.Open(t.TempDir())
	must(t, err)
	t.Cleanup(func() { must(t, uploads.Close()) })
	clock := &demo.Clock{}
	a := app.New(app.Options{Store: st, Files: uploads, Passwords: secret.NewPasswords(2), Site: markup.NewSite("http://localhost:8080"),
		BaseURL: "http://localhost:8080", Now: clock.Now})
	content := demo.Content()
	must(t, demo.Plant(ctx, a, clock, content, now))
	clock.Set(now)
	return a, content
}

func TestPlant_makesANetworkThatIsConsistentAndAlive(t *testing.T) {
	ctx := t.Context()
	a, content := planted(t)
	visitor, err := a.Overview(ctx, forum.Viewer{Lang: forum.English})
	must(t, err)
	if len(visitor.Others) < 4 || len(visitor.Recent) == 0 || len(visitor.Articles) == 0 {
		t.Errorf("a visitor sees %d groups, %d conversations, %d articles", len(visitor.Others), len(visitor.Recent), len(visitor.Articles))
	}
	boss := app.CommandLine()
	groups, err := a.Groups(ctx, boss)
	must(t, err)
	if len(groups) != len(content.Groups) {
		t.Errorf("%d groups, want %d", len(groups), len(content.Groups))
	}
	hits, err := a.Search(ctx, forum.Viewer{Lang: forum.English}, app.Searched{Query: "promotoras", Limit: 10})
	must(t, err)
	if len(hits.Hits) == 0 {
		t.Error("nothing is found")
	}
}

// Whoever one signs in as finds something waiting, something missed and something begun.
func TestPlant_leavesSomethingToDo(t *testing.T) {
	ctx := t.Context()
	a, content := planted(t)
	for _, h := range content.Habits {
		i := slices.IndexFunc(content.People, func(p demo.Person) bool { return p.Handle == h.Who })
		v, err := a.ViewerOf(ctx, forum.UserID(i+1)) // they were added in this order
		must(t, err)
		who, _, err := a.Profile(ctx, v, v.ID)
		must(t, err)
		if who.Handle != h.Who {
			t.Fatalf("%s is %s", who.Handle, h.Who)
		}
		o, err := a.Overview(ctx, v)
		must(t, err)
		if role := content.People[i].SignIn; len(o.New) == 0 || len(o.Asks) == 0 && len(h.Drafts) > 0 {
			t.Errorf("%s (%s): %d groups with something new, %d questions", h.Who, role, len(o.New), len(o.Asks))
		}
		m, err := a.Missed(ctx, v, "", time.Time{})
		must(t, err)
		if m.First || len(m.Groups) == 0 {
			t.Errorf("%s: missed since %v (first: %v) in %d groups", h.Who, m.Since, m.First, len(m.Groups))
		}
		drafts, err := a.CountDrafts(ctx, v)
		must(t, err)
		if drafts != len(h.Drafts) {
			t.Errorf("%s: %d drafts", h.Who, drafts)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
