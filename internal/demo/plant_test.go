package demo_test

import (
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

func TestPlant_makesANetworkThatIsConsistentAndAlive(t *testing.T) {
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

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
