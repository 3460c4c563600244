package app_test

import (
	"fmt"
	"slices"
	"testing"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

func TestOverview_beginsWithWhatNeedsMe(t *testing.T) {
	f := forumtest.Start(t)
	ctx := t.Context()
	f.Group("ops", "everyone/request")
	ana, ben := f.As("ops", "ana", forum.Lead), f.Member("ops", "ben")
	look := func(p *forumtest.Person) app.Overview {
		t.Helper()
		o, err := f.App.Overview(ctx, p.V)
		must(t, err)
		return o
	}
	posts := func(all []forum.Notice) (ids []forum.PostID) {
		for _, n := range all {
			ids = append(ids, n.Post)
		}
		return ids
	}
	is := func(what string, got []forum.Notice, want ...forum.PostID) {
		t.Helper()
		if ids := posts(got); !slices.Equal(ids, want) {
			t.Errorf("%s: %v, want %v", what, ids, want)
		}
	}
	talk, other := ben.Starts("ops", "Friday deploy"), ana.Starts("ops", "Saturday")
	first := f.FirstPost(talk)
	asked := ana.Replies(talk, "@ben can you come?")
	named := ana.Replies(talk, "as @ben said")
	replied := ana.Answers(talk, first.ID, "good")
	ana.Replies(other, "one more")

	o := look(ben)
	is("asked", o.Asks, asked.ID)
	is("mentioned", o.Mentions, named.ID)
	is("replied", o.Replies, replied.ID)
	if len(o.New) != 1 || len(o.New[0].Talks) != 1 || o.New[0].Talks[0].ID != other.ID || o.New[0].More != 0 || o.New[0].Unread != 5 {
		t.Errorf("the rest: %+v", o.New)
	}

	// What was read is done, but for the question, which waits for an answer.
	_, err := f.App.MarkGroupRead(ctx, ben.V, "ops")
	must(t, err)
	o = look(ben)
	is("asked, after reading", o.Asks, asked.ID)
	is("mentioned, after reading", o.Mentions)
	is("replied, after reading", o.Replies)
	if len(o.New) != 0 {
		t.Errorf("all is read, and new is %+v", o.New)
	}
	again := ana.Replies(other, "and you, @ben, what do you think?")
	is("asked twice", look(ben).Asks, again.ID, asked.ID)
	ben.Replies(talk, "I come")
	is("answered there", look(ben).Asks, again.ID)
	_, err = f.App.React(ctx, ben.V, again.ID, "👍", true)
	must(t, err)
	is("answered with a thumb", look(ben).Asks)

	third := ana.Replies(other, "really, @ben?")
	n := look(ben).Asks[0]
	must(t, f.App.AnswerNotice(ctx, ana.V, n.ID))
	is("done by somebody else", look(ben).Asks, third.ID)
	must(t, f.App.AnswerNotice(ctx, ben.V, n.ID))
	is("done", look(ben).Asks)
	fourth := ana.Replies(other, "@ben?")
	ana.Removes(fourth.ID)
	is("taken back", look(ben).Asks)

	// Requests to join wait for who decides them, and for nobody else.
	_, err = f.App.Join(ctx, f.User("eve").V, "ops", "let me in")
	must(t, err)
	if o := look(ana); len(o.Waiting) != 1 || o.Waiting[0].Slug != "ops" || o.Waiting[0].Requests != 1 {
		t.Errorf("ana decides: %+v", o.Waiting)
	}
	if o := look(ben); len(o.Waiting) != 0 {
		t.Errorf("ben does not: %+v", o.Waiting)
	}

	// What one follows not at all is nowhere in it.
	ana.Replies(other, "noise")
	if o := look(ben); len(o.New) != 1 {
		t.Fatalf("before muting: %+v", o.New)
	}
	_, err = f.App.Follow(ctx, ben.V, other.ID, forum.Nothing)
	must(t, err)
	if o := look(ben); len(o.New) != 0 || o.Mine[0].Unread != 0 {
		t.Errorf("muted: %+v, %d unread", o.New, o.Mine[0].Unread)
	}

	// Who has left a hidden group sees nothing of what they were told there.
	f.Group("board", "members/invite")
	f.As("board", "ana", forum.Lead)
	f.As("board", "ben", forum.Member)
	hidden := ana.Starts("board", "Behind closed doors")
	secret := ana.Replies(hidden, "@ben, yes?")
	is("before leaving", look(ben).Asks, secret.ID)
	must(t, f.App.RemoveMember(ctx, ben.V, "board", ben.V.ID))
	if o := look(ben); len(o.Asks) != 0 || len(o.New) != 0 {
		t.Errorf("ben left and sees %v, %+v", posts(o.Asks), o.New)
	}
}

func TestGlance_isAPostWithWhatItAnswersOrTheFirstUnread(t *testing.T) {
	f := forumtest.Start(t)
	ctx := t.Context()
	f.Group("board", "members/invite")
	f.As("board", "ana", forum.Lead)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "Friday deploy")
	var all []forum.PostID
	for i := range 9 {
		all = append(all, ana.Replies(talk, fmt.Sprint("reply ", i)).ID)
	}
	answer := ana.Answers(talk, all[0], "an answer")
	_, err := f.App.MarkRead(ctx, ben.V, talk.ID, all[1])
	must(t, err)
	g, err := f.App.Glance(ctx, ben.V, talk.ID, 0)
	must(t, err)
	if len(g.Posts) != 5 || g.Posts[0].ID != all[2] || g.ReadTo != all[6] || g.More != 3 {
		t.Errorf("the first unread: %d posts, read to %d, %d more", len(g.Posts), g.ReadTo, g.More)
	}
	g, err = f.App.Glance(ctx, ben.V, talk.ID, answer.ID)
	must(t, err)
	if len(g.Posts) != 2 || g.Posts[0].ID != all[0] || g.Posts[1].ID != answer.ID || g.ReadTo != 0 || g.More != 7 {
		t.Errorf("one post: %d posts, read to %d, %d more", len(g.Posts), g.ReadTo, g.More)
	}
	if g, err = f.App.Glance(ctx, ben.V, talk.ID, all[2]); err != nil || g.ReadTo != all[2] {
		t.Errorf("the first unread one by name: read to %d, %v", g.ReadTo, err)
	}
	hidden := ana.Starts("board", "Behind closed doors")
	for what, do := range map[string]func() (app.Glance, error){
		"a hidden conversation":    func() (app.Glance, error) { return f.App.Glance(ctx, ben.V, hidden.ID, 0) },
		"a post of another":        func() (app.Glance, error) { return f.App.Glance(ctx, ben.V, talk.ID, f.FirstPost(hidden).ID) },
		"a post that there is not": func() (app.Glance, error) { return f.App.Glance(ctx, ben.V, talk.ID, 9999) },
	} {
		if _, err := do(); forum.KindOf(err) != forum.NotFound {
			t.Errorf("%s: %v", what, err)
		}
	}
}
