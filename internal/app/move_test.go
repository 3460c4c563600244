package app_test

import (
	"fmt"
	"slices"
	"testing"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// standing is what stands in a conversation as somebody reads it: texts, and by
// number whom they answer.
func standing(t *testing.T, f *forumtest.Forum, p *forumtest.Person, c forum.ConversationID) (all []string) {
	t.Helper()
	run, err := f.App.PostsAfter(t.Context(), p.V, c, 0, 100)
	must(t, err)
	for _, post := range run.Posts {
		all = append(all, fmt.Sprint(post.Number, " ", post.Text, " ", post.ReplyTo))
	}
	return all
}

// curated is what somebody was told of moves.
func curated(t *testing.T, f *forumtest.Forum, p *forumtest.Person) []forum.Notice {
	t.Helper()
	notices, err := f.App.Inbox(t.Context(), p.V, 0, 100)
	must(t, err)
	return slices.DeleteFunc(notices, func(n forum.Notice) bool { return n.Kind != forum.NoticeCurated && n.Kind != forum.NoticeMovedAway })
}

func TestMove_curatesADiscussionFromAChannelAndUndoes(t *testing.T) {
	f := forumtest.Start(t)
	ctx := t.Context()
	ana, ben, mod := f.Member("ops", "ana"), f.Member("ops", "ben"), f.As("ops", "mod", forum.Moderator)
	general := f.General("ops")
	one := ana.Replies(general, "who pays?")
	two := ben.Replies(general, "nice weather")
	three := ben.Answers(general, one.ID, "the county does")
	four := ana.Answers(general, three.ID, "since when?")
	stays := ben.Answers(general, four.ID, "last year")
	_, err := f.App.React(ctx, ana.V, three.ID, "🎉", true)
	must(t, err)

	in := app.MoveInput{Posts: []forum.PostID{three.ID, one.ID, two.ID, four.ID}, New: &app.NewPlace{Group: "ops", Title: "Who pays?"},
		Summary: " The county  pays. \n\n Since last year.", Folded: []forum.PostID{two.ID}}
	_, err = f.App.Move(ctx, ana.V, in)
	kind(t, err, forum.Forbidden)
	made, err := f.App.Move(ctx, mod.V, in)
	must(t, err)
	talk := made.Conversation
	if made.Kind != forum.Curated || talk.Kind != forum.Discussion || talk.Summary != "The county pays.\nSince last year." || talk.Posts != 4 {
		t.Errorf("made %s: %+v", made.Kind, talk)
	}
	want := []string{fmt.Sprint("1 the county does ", one.ID), "2 who pays? 0", "3 nice weather 0", fmt.Sprint("4 since when? ", three.ID)}
	if got := standing(t, f, ben, talk.ID); !slices.Equal(got, want) {
		t.Errorf("there stands %q, want %q", got, want)
	}
	if got := standing(t, f, ben, general.ID); !slices.Equal(got, []string{"5 last year 0"}) {
		t.Errorf("left are %q", got)
	}
	p, err := f.App.Post(ctx, ana.V, three.ID)
	must(t, err)
	if p.Author.ID != ben.V.ID || !p.CreatedAt.Equal(three.CreatedAt) || len(p.Reactions) != 1 || !p.Reactions[0].Mine || p.Conversation.ID != talk.ID || p.Folded {
		t.Errorf("the post is now %+v", p.Post)
	}
	for _, who := range []*forumtest.Person{ana, ben} {
		if n := curated(t, f, who); len(n) != 1 || n[0].Title != "Who pays?" || n[0].Path != talk.Path() {
			t.Errorf("%s was told %+v", who.Name, n)
		}
	}
	if n := curated(t, f, mod); len(n) != 0 {
		t.Errorf("who did it was told %+v", n)
	}
	found, err := f.App.Search(ctx, ben.V, app.Searched{Query: "in:discussion county", Limit: 10})
	must(t, err)
	if len(found.Hits) != 1 || found.Hits[0].Title != "Who pays?" {
		t.Errorf("search finds %+v", found.Hits)
	}

	ana.Answers(talk, one.ID, "so it is")
	ana.Replies(general, "still here")
	_, err = f.App.UndoMove(ctx, ana.V, made.ID)
	kind(t, err, forum.Forbidden)
	_, err = f.App.UndoMove(ctx, mod.V, made.ID)
	must(t, err)
	want = []string{"1 who pays? 0", "2 nice weather 0", fmt.Sprint("3 the county does ", one.ID), fmt.Sprint("4 since when? ", three.ID),
		fmt.Sprint("5 last year ", four.ID), "6 still here 0"}
	if got := standing(t, f, ben, general.ID); !slices.Equal(got, want) {
		t.Errorf("after undoing stands %q, want %q", got, want)
	}
	if got := standing(t, f, ben, talk.ID); !slices.Equal(got, []string{"5 so it is 0"}) {
		t.Errorf("what was posted meanwhile: %q", got)
	}
	_, err = f.App.UndoMove(ctx, mod.V, made.ID)
	kind(t, err, forum.Conflict)
	if p, err := f.App.Post(ctx, ana.V, stays.ID); err != nil || p.ReplyTo != four.ID {
		t.Errorf("what stayed replies to %d: %v", p.ReplyTo, err)
	}
	if n := curated(t, f, ben); len(n) != 0 {
		t.Errorf("still told: %+v", n)
	}
	sound(t, f)
}

func TestMove_intoAHiddenGroupTakesTheViewAndTheConclusionAlong(t *testing.T) {
	f := forumtest.Start(t)
	ctx := t.Context()
	f.Group("secret", "members/invite")
	mod := f.As("ops", "mod", forum.Moderator)
	f.As("secret", "mod", forum.Moderator)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	f.As("secret", "ben", forum.Member)
	talk := ana.Starts("ops", "Budget")
	second := ben.Replies(talk, "it is tight")
	_, err := f.App.ChangeConversation(ctx, mod.V, talk.ID, app.Change{Conclusion: &second.ID})
	must(t, err)
	inner := mod.Starts("secret", "Inside")

	moved, err := f.App.Move(ctx, mod.V, app.MoveInput{Posts: []forum.PostID{f.FirstPost(talk).ID, second.ID}, To: inner.ID})
	must(t, err)
	if moved.Kind != forum.MovedOver || moved.Conversation.Conclusion != second.ID {
		t.Errorf("moved: %+v", moved)
	}
	if _, err := f.App.Post(ctx, ben.V, second.ID); err != nil {
		t.Error("a member of both doesn't see it:", err)
	}
	_, err = f.App.Post(ctx, ana.V, second.ID)
	kind(t, err, forum.NotFound)
	notices, err := f.App.Inbox(ctx, ana.V, 0, 10)
	must(t, err)
	if len(notices) == 0 || notices[0].Kind != forum.NoticeMovedAway || notices[0].Title != "Budget" {
		t.Errorf("ana was told %+v", notices)
	}
	c, _, err := f.App.Conversation(ctx, ana.V, talk.ID)
	must(t, err)
	if c.MergedInto != inner.ID || c.Conclusion != 0 || c.Posts != 0 {
		t.Errorf("what is left: %+v", c)
	}
	if _, _, err := f.App.Reply(ctx, ana.V, app.ReplyInput{Conversation: talk.ID, Body: app.Body{Source: "hello?"}}); forum.KindOf(err) != forum.Conflict {
		t.Errorf("a reply to what leads on: %v", err)
	}
	f.Later(forum.UndoWindow)
	_, err = f.App.UndoMove(ctx, mod.V, moved.ID)
	kind(t, err, forum.Conflict)
	sound(t, f)
}

func TestMerge_leadsOnAndComesBack(t *testing.T) {
	f := forumtest.Start(t)
	ctx := t.Context()
	ana, mod := f.Member("ops", "ana"), f.As("ops", "mod", forum.Moderator)
	one, two := ana.Starts("ops", "One"), ana.Starts("ops", "Two")
	reply := ana.Replies(one, "more of one")
	_, err := f.App.MarkRead(ctx, mod.V, one.ID, reply.ID)
	must(t, err)
	merged, err := f.App.Merge(ctx, mod.V, one.ID, two.ID)
	must(t, err)
	if l, err := f.App.Listed(ctx, mod.V, two.ID); err != nil || l.Unread != 1 || l.Posts != 3 {
		t.Errorf("merged, with %d unread of %d: %v", l.Unread, l.Posts, err)
	}
	_, err = f.App.Merge(ctx, mod.V, one.ID, two.ID)
	kind(t, err, forum.Conflict)
	_, err = f.App.Merge(ctx, mod.V, two.ID, two.ID)
	kind(t, err, forum.Invalid)
	_, err = f.App.Merge(ctx, mod.V, f.General("ops").ID, two.ID)
	kind(t, err, forum.Invalid)
	_, err = f.App.UndoMove(ctx, mod.V, merged.ID)
	must(t, err)
	if l, err := f.App.Listed(ctx, mod.V, one.ID); err != nil || l.Unread != 0 || l.Posts != 2 || l.MergedInto != 0 {
		t.Errorf("undone: %+v, %v", l, err)
	}
	for name, in := range map[string]app.MoveInput{
		"none":     {To: two.ID},
		"twice":    {To: two.ID, Posts: []forum.PostID{reply.ID, reply.ID}},
		"here":     {To: one.ID, Posts: []forum.PostID{reply.ID}},
		"no title": {New: &app.NewPlace{Group: "ops"}, Posts: []forum.PostID{reply.ID}},
		"lines":    {To: two.ID, Posts: []forum.PostID{reply.ID}, Summary: "a\nb\nc"},
	} {
		if _, err := f.App.Move(ctx, mod.V, in); forum.KindOf(err) != forum.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
