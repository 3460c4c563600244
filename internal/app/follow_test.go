package app_test

import (
	"fmt"
	"slices"
	"testing"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// told is what somebody was told of posts, the oldest first: why, and of which.
func told(t *testing.T, f *forumtest.Forum, p *forumtest.Person) (all []string) {
	t.Helper()
	notices, err := f.App.Inbox(t.Context(), p.V, 0, 100)
	must(t, err)
	slices.Reverse(notices)
	for _, n := range notices {
		if n.Post != 0 {
			all = append(all, fmt.Sprint(n.Kind, " ", n.Post))
		}
	}
	return all
}

func TestFollow_saysWhoIsToldOfWhat(t *testing.T) {
	f := forumtest.Start(t)
	ctx := t.Context()
	ana, ben, cleo, dora := f.Member("ops", "ana"), f.Member("ops", "ben"), f.Member("ops", "cleo"), f.Member("ops", "dora")
	follows := func(p *forumtest.Person, c forum.Conversation, level forum.Level) {
		t.Helper()
		_, err := f.App.Follow(ctx, p.V, c.ID, level)
		must(t, err)
	}
	talk := ben.Starts("ops", "Friday deploy")
	first := f.FirstPost(talk)
	_, err := f.App.FollowGroup(ctx, cleo.V, "ops", forum.Everything)
	must(t, err)
	follows(dora, talk, forum.Everything)

	answer := ana.Answers(talk, first.ID, "ready when you are, @dora")
	second := ana.Starts("ops", "Saturday")
	begun := f.FirstPost(second)
	for who, want := range map[*forumtest.Person][]string{
		ana:  nil, // of one's own posts nobody is told
		ben:  {fmt.Sprint("reply ", answer.ID)},
		cleo: {fmt.Sprint("posted ", answer.ID), fmt.Sprint("started ", begun.ID)},
		dora: {fmt.Sprint("mention ", answer.ID)}, // once, for the first reason
	} {
		if got := told(t, f, who); !slices.Equal(got, want) {
			t.Errorf("%s was told %v, want %v", who.Name, got, want)
		}
	}

	// One unread notice says that there is something new; after reading, the next comes.
	third := ana.Replies(talk, "one more")
	ana.Replies(talk, "and one more")
	if got := told(t, f, cleo); len(got) != 2 {
		t.Errorf("cleo was told again while the first is unread: %v", got)
	}
	_, err = f.App.MarkRead(ctx, cleo.V, talk.ID, third.ID)
	must(t, err)
	after := ana.Replies(talk, "news after reading")
	if got := told(t, f, cleo); !slices.Contains(got, fmt.Sprint("posted ", after.ID)) {
		t.Errorf("cleo read on and was not told of what came then: %v", got)
	}

	// Nothing is nothing: neither answers nor mentions.
	follows(ben, talk, forum.Nothing)
	before := told(t, f, ben)
	ana.Answers(talk, first.ID, "do you hear me, @ben?")
	if got := told(t, f, ben); !slices.Equal(got, before) {
		t.Errorf("ben follows nothing and was told %v", got[len(before):])
	}
	// A conversation without its own level has its group's.
	follows(ben, talk, "")
	_, err = f.App.FollowGroup(ctx, ben.V, "ops", forum.Nothing)
	must(t, err)
	ana.Answers(talk, first.ID, "and now, @ben?")
	if got := told(t, f, ben); !slices.Equal(got, before) {
		t.Errorf("ben follows nothing of the group and was told %v", got[len(before):])
	}
	follows(ben, talk, forum.Replies)
	heard := ana.Answers(talk, first.ID, "and now?")
	if got := told(t, f, ben); !slices.Contains(got, fmt.Sprint("reply ", heard.ID)) {
		t.Errorf("ben follows replies here, whatever the group: %v", got)
	}
}

func TestFollow_endsWithTheSightOfIt(t *testing.T) {
	f := forumtest.Start(t)
	ctx := t.Context()
	f.Group("board", "members/invite")
	ana, ben := f.As("board", "ana", forum.Lead), f.As("board", "ben", forum.Member)
	eve := f.User("eve")
	talk := ana.Starts("board", "Behind closed doors")
	_, err := f.App.Follow(ctx, ben.V, talk.ID, forum.Everything)
	must(t, err)
	_, err = f.App.FollowGroup(ctx, ben.V, "board", forum.Everything)
	must(t, err)
	ana.Replies(talk, "hello")
	if got := told(t, f, ben); len(got) != 1 {
		t.Fatalf("ben follows and was told %v", got)
	}
	for what, do := range map[string]func() error{
		"a hidden conversation": func() error { _, err := f.App.Follow(ctx, eve.V, talk.ID, forum.Everything); return err },
		"a hidden group":        func() error { _, err := f.App.FollowGroup(ctx, eve.V, "board", forum.Everything); return err },
		"marking it read":       func() error { _, err := f.App.MarkGroupRead(ctx, eve.V, "board"); return err },
	} {
		if err := do(); forum.KindOf(err) != forum.NotFound {
			t.Errorf("eve and %s: %v", what, err)
		}
	}
	must(t, f.App.RemoveMember(ctx, ben.V, "board", ben.V.ID))
	ana.Replies(talk, "he has left")
	must(t, f.App.SetRole(ctx, app.CommandLine(), "board", ben.V.ID, forum.Member))
	if got := told(t, f, ben); len(got) != 1 {
		t.Errorf("who left is told nothing of what came then, coming back or not: %v", got)
	}
	l, err := f.App.Listed(ctx, ben.V, talk.ID)
	must(t, err)
	if l.Follow != (forum.Follow{Level: forum.Replies}) {
		t.Errorf("leaving forgets what one followed: %v", l.Follow)
	}
}

func TestFollow_manyFollowersAreToldByJobs(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	var crowd []*forumtest.Person
	for i := range 230 {
		p := f.Member("ops", fmt.Sprintf("p%03d", i))
		_, err := f.App.FollowGroup(t.Context(), p.V, "ops", forum.Everything)
		must(t, err)
		crowd = append(crowd, p)
	}
	talk := ana.Starts("ops", "For everybody")
	for _, p := range crowd {
		f.Wait(p.Name+" to be told", func() bool { return len(told(t, f, p)) == 1 })
	}
	if got, want := told(t, f, crowd[229]), fmt.Sprint("started ", f.FirstPost(talk).ID); got[0] != want {
		t.Errorf("the last was told %v, want %s", got, want)
	}
}
