package app_test

import (
	"testing"
	"time"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

func titles(all []app.Listed) (out []string) {
	for _, l := range all {
		out = append(out, l.Title)
	}
	return out
}

func same(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %q, want %q", what, got, want)
		return
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
}

func TestMissed_saysWhatHappenedSinceTheLastVisit(t *testing.T) {
	f := forumtest.Start(t)
	ctx := t.Context()
	f.Group("ops", "everyone/free")
	f.Group("board", "members/invite")
	ana, ben := f.As("ops", "ana", forum.Lead), f.Member("ops", "ben")
	f.As("board", "ana", forum.Lead)
	old := ana.Starts("ops", "Old and concluded later")
	busy := ana.Starts("ops", "Old and busy")

	f.App.Visit(ben.V, 0)
	group, err := f.App.Group(ctx, ben.V, "ops")
	must(t, err)
	f.App.Visit(ben.V, group.ID)
	f.Wait("the visit to be noted", func() bool { m, err := f.App.Missed(ctx, ben.V, "", time.Time{}); return err == nil && m.First })
	f.Later(2 * time.Hour) // ben is away
	began := f.Now()

	answer := ana.Replies(old, "so it is")
	_, err = f.App.ChangeConversation(ctx, ana.V, old.ID, app.Change{Conclusion: &answer.ID})
	must(t, err)
	for range 3 {
		ana.Replies(busy, "more of it")
	}
	ana.Starts("ops", "New and unanswered")
	ana.Starts("board", "Behind closed doors")
	f.Later(time.Hour)

	look := func(p *forumtest.Person, slug string, since time.Time) app.Missed {
		t.Helper()
		m, err := f.App.Missed(ctx, p.V, slug, since)
		must(t, err)
		return m
	}
	check := func(m app.Missed) {
		t.Helper()
		if len(m.Groups) != 1 || m.Groups[0].Slug != "ops" || m.First {
			t.Fatalf("ben missed %+v", m)
		}
		in := m.Groups[0]
		same(t, "concluded", titles(in.Concluded), "Old and concluded later")
		same(t, "begun", titles(in.Begun), "New and unanswered")
		same(t, "unanswered", titles(in.Unanswered), "New and unanswered")
		if len(in.Busy) != 2 || in.Busy[0].Title != "Old and busy" || in.Busy[0].Answers != 3 || in.Busy[1].Answers != 1 {
			t.Errorf("busy: %+v", in.Busy)
		}
	}
	check(look(ben, "", time.Time{}))
	check(look(ben, "ops", time.Time{}))
	top, err := f.App.Top(ctx, ben.V, group)
	must(t, err)
	if s := top.Since; s.First || s.Concluded != 1 || s.Begun != 1 || s.Unanswered != 1 {
		t.Errorf("above the group stands %+v", s)
	}
	// The same all through this visit; the next one begins after it.
	f.App.Visit(ben.V, 0)
	f.App.Visit(ben.V, group.ID)
	f.Later(10 * time.Minute)
	check(look(ben, "", time.Time{}))
	f.Later(time.Hour)
	f.Wait("the visit to be over", func() bool { return len(look(ben, "", time.Time{}).Groups) == 0 })
	check(look(ben, "", began.Add(-time.Minute))) // since a day one chooses
	if m := look(ben, "", began.Add(-24*time.Hour)); len(m.Groups[0].Begun) != 3 {
		t.Errorf("since yesterday %v began", titles(m.Groups[0].Begun))
	}

	if m := look(ana, "", began.Add(-time.Minute)); len(m.Groups) != 2 {
		t.Errorf("ana is in two groups and missed something in %d", len(m.Groups))
	}
	if _, err := f.App.Missed(ctx, ben.V, "board", time.Time{}); forum.KindOf(err) != forum.NotFound {
		t.Errorf("a hidden group: %v", err)
	}
	if _, err := f.App.Missed(ctx, f.Visitor().V, "", time.Time{}); forum.KindOf(err) != forum.SignedOut {
		t.Errorf("a visitor: %v", err)
	}
}
