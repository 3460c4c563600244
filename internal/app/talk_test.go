package app_test

import (
	"testing"
	"time"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

func kind(t *testing.T, err error, want forum.Kind) {
	t.Helper()
	if err == nil || forum.KindOf(err) != want {
		t.Errorf("got %v, want kind %d", err, want)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestReply_isAnEventWithTheNextSeqAndHarmlessToRepeat(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben, eve := f.Member("ops", "ana"), f.Member("ops", "ben"), f.User("eve")
	talk := ana.Starts("ops", "Friday deploy")
	in := app.ReplyInput{Conversation: talk.ID, Body: app.Body{Source: "**ready**", Format: forum.Markdown}, ClientID: "0199e0a0-0000-7000-8000-000000000001"}

	first, again, err := f.App.Reply(t.Context(), ben.V, in)
	must(t, err)
	if again || first.Number != 2 || first.Seq != 2 || first.HTML != "<p><strong>ready</strong></p>" {
		t.Errorf("first: again %v, number %d, seq %d, %s", again, first.Number, first.Seq, first.HTML)
	}
	second, again, err := f.App.Reply(t.Context(), ben.V, in)
	must(t, err)
	if !again || second.ID != first.ID {
		t.Errorf("the retry made post %d (again %v), want %d", second.ID, again, first.ID)
	}
	other := ana.Starts("ops", "Another place")
	in.Conversation = other.ID
	_, _, err = f.App.Reply(t.Context(), ben.V, in)
	kind(t, err, forum.Conflict)

	_, _, err = f.App.Reply(t.Context(), eve.V, app.ReplyInput{Conversation: talk.ID, Body: app.Body{Source: "hi"}})
	kind(t, err, forum.Forbidden)
	_, _, err = f.App.Reply(t.Context(), forum.Viewer{}, app.ReplyInput{Conversation: talk.ID, Body: app.Body{Source: "hi"}})
	kind(t, err, forum.SignedOut)

	b, err := f.App.Backlog(t.Context(), eve.V, talk.ID, 0, "")
	must(t, err)
	for i, n := range b.News {
		if n.Seq != int64(i+1) || n.Kind != forum.PostCreated {
			t.Errorf("event %d has seq %d, kind %s", i, n.Seq, n.Kind)
		}
	}
	if len(b.News) != 2 {
		t.Errorf("%d events, want 2", len(b.News))
	}
}

func TestHiddenGroup_isNotFoundToEverybodyElse(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("secret", "members/invite")
	ana, eve := f.Member("secret", "ana"), f.User("eve")
	talk := ana.Starts("secret", "Behind closed doors")
	post := f.FirstPost(talk)
	if _, err := f.App.Group(t.Context(), ana.V, "secret"); err != nil {
		t.Fatal("even a member doesn't see it:", err)
	}

	for name, v := range map[string]forum.Viewer{"visitor": f.Visitor().V, "signed in": eve.V} {
		ctx := t.Context()
		checks := map[string]func() error{
			"group":        func() error { _, err := f.App.Group(ctx, v, "secret"); return err },
			"members":      func() error { _, _, err := f.App.Members(ctx, v, "secret", 0, 10); return err },
			"conversation": func() error { _, _, err := f.App.Conversation(ctx, v, talk.ID); return err },
			"page":         func() error { _, err := f.App.ReadPage(ctx, v, talk.ID, 1); return err },
			"post":         func() error { _, err := f.App.Post(ctx, v, post.ID); return err },
			"revisions":    func() error { _, _, err := f.App.Revisions(ctx, v, post.ID); return err },
			"backlog":      func() error { _, err := f.App.Backlog(ctx, v, talk.ID, 0, ""); return err },
			"reply": func() error {
				_, _, err := f.App.Reply(ctx, v, app.ReplyInput{Conversation: talk.ID, Body: app.Body{Source: "x"}})
				return err
			},
			"bad reply": func() error { _, _, err := f.App.Reply(ctx, v, app.ReplyInput{Conversation: talk.ID}); return err },
			"edit": func() error {
				_, err := f.App.Edit(ctx, v, app.EditInput{Post: post.ID, Body: app.Body{Source: "x"}})
				return err
			},
			"remove": func() error { _, err := f.App.Remove(ctx, v, post.ID); return err },
			"react":  func() error { _, err := f.App.React(ctx, v, post.ID, "👍", true); return err },
			"change": func() error { _, err := f.App.ChangeConversation(ctx, v, talk.ID, app.Change{}); return err },
			"join":   func() error { _, err := f.App.Join(ctx, v, "secret", ""); return err },
			"read":   func() error { _, err := f.App.MarkRead(ctx, v, talk.ID, post.ID); return err },
			"log":    func() error { _, err := f.App.Log(ctx, v, app.LogQuery{Group: "secret"}, 0, 10); return err },
			"start": func() error {
				_, _, _, err := f.App.StartDiscussion(ctx, v, app.DiscussionInput{Group: "secret", Title: "Hello", Body: app.Body{Source: "x"}})
				return err
			},
		}
		for what, check := range checks {
			if err := check(); forum.KindOf(err) != forum.NotFound || err == nil {
				t.Errorf("%s, %s: %v, want not found", name, what, err)
			}
		}
		hits, err := f.App.Search(ctx, v, app.Searched{Query: "closed", Limit: 10})
		must(t, err)
		if len(hits.Hits) != 0 {
			t.Errorf("%s finds %v", name, hits.Hits)
		}
		if _, groups, err := f.App.Profile(ctx, eve.V, ana.V.ID); err != nil || len(groups) != 0 {
			t.Errorf("the profile names %v: %v", groups, err)
		}
	}
	hits, err := f.App.Search(t.Context(), ana.V, app.Searched{Query: "closed", Limit: 10})
	must(t, err)
	if len(hits.Hits) == 0 {
		t.Error("not even a member finds it")
	}
}

func TestEdit_leavesNoMarkForFiveMinutesAndHistoryAfterwards(t *testing.T) {
	f := forumtest.Start(t)
	ana, mod := f.Member("ops", "ana"), f.As("ops", "mod", forum.Moderator)
	talk := ana.Starts("ops", "Friday deploy")
	post := ana.Replies(talk, "frist")

	if p := ana.Edits(post.ID, "first"); p.Revision != 1 || !p.EditedAt.IsZero() {
		t.Errorf("an edit at once left revision %d, mark %v", p.Revision, p.EditedAt)
	}
	f.Later(6 * time.Minute)
	if p := ana.Edits(post.ID, "first!"); p.Revision != 2 || p.EditedAt.IsZero() {
		t.Errorf("an edit after six minutes left revision %d, mark %v", p.Revision, p.EditedAt)
	}
	f.Later(24 * time.Hour)
	_, err := f.App.Edit(t.Context(), ana.V, app.EditInput{Post: post.ID, Body: app.Body{Source: "too late"}})
	kind(t, err, forum.Forbidden)
	mod.Edits(post.ID, "by a moderator")

	_, revisions, err := f.App.Revisions(t.Context(), ana.V, post.ID)
	must(t, err)
	if len(revisions) != 2 || revisions[0].Text != "first" || revisions[1].Text != "first!" {
		t.Errorf("revisions %+v", revisions)
	}
	_, err = f.App.Edit(t.Context(), mod.V, app.EditInput{Post: post.ID, Revision: 1, Body: app.Body{Source: "on an old text"}})
	kind(t, err, forum.Conflict)
	notices, err := f.App.Inbox(t.Context(), ana.V, 0, 10)
	must(t, err)
	if len(notices) == 0 || notices[0].Kind != forum.NoticeEdited {
		t.Errorf("the author was told %+v", notices)
	}
}

func TestRemove_leavesAStubThatSaysNothing(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "Friday deploy")
	post := ana.Replies(talk, "a plain secret word")
	_, err := f.App.Remove(t.Context(), ben.V, post.ID)
	kind(t, err, forum.Forbidden)

	ana.Removes(post.ID)

	run, err := f.App.PostsAfter(t.Context(), ben.V, talk.ID, 0, 10)
	must(t, err)
	posts := run.Posts
	if len(posts) != 2 || posts[1].State != forum.Removed || posts[1].HTML != "" || posts[1].Text != "" || posts[1].Source != "" {
		t.Errorf("after removal: %+v", posts)
	}
	hits, err := f.App.Search(t.Context(), ben.V, app.Searched{Query: "secret", Limit: 10})
	must(t, err)
	if len(hits.Hits) != 0 {
		t.Error("what was removed is found")
	}
}

func TestUnread_countsShownPostsOfOthersAfterTheMark(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "Friday deploy")
	second := ana.Replies(talk, "two")
	ana.Replies(talk, "three")
	ben.Replies(talk, "my own does not count")
	want := func(n int) {
		t.Helper()
		got, err := f.App.Listed(t.Context(), ben.V, talk.ID)
		must(t, err)
		rail, err := f.App.Rail(t.Context(), ben.V, 0)
		must(t, err)
		if got.Unread != n || rail.Groups[0].Unread != n {
			t.Errorf("%d unread in the discussion, %d in the group, want %d", got.Unread, rail.Groups[0].Unread, n)
		}
	}
	want(3)
	_, err := f.App.MarkRead(t.Context(), ben.V, talk.ID, second.ID)
	must(t, err)
	want(1)
	_, err = f.App.MarkRead(t.Context(), ben.V, talk.ID, f.FirstPost(talk).ID)
	must(t, err)
	want(1) // never backwards
	_, err = f.App.MarkUnread(t.Context(), ben.V, talk.ID, second.ID)
	must(t, err)
	want(2)
	ana.Edits(second.ID, "two, edited")
	want(2) // edits change nothing
	ana.Removes(second.ID)
	want(1)
}

func TestLock_isForThoseWhoModerate(t *testing.T) {
	f := forumtest.Start(t)
	ana, mod := f.Member("ops", "ana"), f.As("ops", "mod", forum.Moderator)
	talk := ana.Starts("ops", "Friday deploy")
	locked, archived, yes := forum.Locked, forum.Archived, true
	_, err := f.App.ChangeConversation(t.Context(), ana.V, talk.ID, app.Change{State: &locked})
	kind(t, err, forum.Forbidden)

	c, err := f.App.ChangeConversation(t.Context(), mod.V, talk.ID, app.Change{State: &locked, Pinned: &yes})
	must(t, err)
	if c.State != forum.Locked || !c.Pinned || c.Seq != 3 {
		t.Errorf("after locking and pinning: %s, pinned %v, seq %d", c.State, c.Pinned, c.Seq)
	}
	_, _, err = f.App.Reply(t.Context(), ana.V, app.ReplyInput{Conversation: talk.ID, Body: app.Body{Source: "x"}})
	kind(t, err, forum.Forbidden)
	mod.Replies(talk, "a last word")
	_, err = f.App.ChangeConversation(t.Context(), mod.V, talk.ID, app.Change{State: &archived})
	must(t, err)
	_, _, err = f.App.Reply(t.Context(), mod.V, app.ReplyInput{Conversation: talk.ID, Body: app.Body{Source: "x"}})
	kind(t, err, forum.Forbidden)

	post := f.FirstPost(talk).ID
	c, err = f.App.ChangeConversation(t.Context(), mod.V, talk.ID, app.Change{Conclusion: &post})
	must(t, err)
	if c.Conclusion != post {
		t.Error("no conclusion")
	}
	lead := f.As("ops", "lead", forum.Lead)
	lines, err := f.App.Log(t.Context(), lead.V, app.LogQuery{Group: "ops"}, 0, 50)
	must(t, err)
	said := map[string]bool{}
	for _, line := range lines {
		said[line.Detail] = true
	}
	for _, want := range []string{"locked", "pinned", "archived", "concluded"} {
		if !said[want] {
			t.Errorf("the log does not say %q: %+v", want, said)
		}
	}
}
