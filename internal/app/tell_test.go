package app_test

import (
	"fmt"
	"testing"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// heard lists what somebody was told, the latest first.
func heard(t *testing.T, f *forumtest.Forum, p *forumtest.Person) string {
	t.Helper()
	notices, err := f.App.Inbox(t.Context(), p.V, 0, 50)
	if err != nil {
		t.Fatal(err)
	}
	said := ""
	for _, n := range notices {
		if n.Post != 0 {
			said += string(n.Kind) + " "
		}
	}
	return said
}

func says(text string) app.Body {
	return app.Body{Source: text, Format: forum.Markdown, TellGroup: true}
}

func TestCall_tellsTheGroupOnce(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben, cai, obs := f.Member("ops", "ana"), f.Member("ops", "ben"), f.Member("ops", "cai"), f.As("ops", "obs", forum.Observer)
	eve := f.User("eve")
	talk := ana.Starts("ops", "Friday")
	quiet := f.Member("ops", "quiet")
	if _, err := f.App.FollowGroup(t.Context(), quiet.V, "ops", forum.Nothing); err != nil {
		t.Fatal(err)
	}
	reply := func(p *forumtest.Person, b app.Body) (app.Post, error) {
		post, _, err := f.App.Reply(t.Context(), p.V, app.ReplyInput{Conversation: talk.ID, Body: b})
		return post, err
	}

	// Who is told by name isn't told again, nor is the author.
	post, err := reply(ana, says("@group and @ben, and `@group`: look"))
	if err != nil {
		t.Fatal(err)
	}
	for who, want := range map[*forumtest.Person]string{ana: "", ben: "mention ", cai: "group_mention ", obs: "group_mention ", quiet: "", eve: ""} {
		if got := heard(t, f, who); got != want {
			t.Errorf("%s was told %q, want %q", who.Name, got, want)
		}
	}
	if !post.CallsGroup() {
		t.Errorf("the post does not show whom it called: %s", post.HTML)
	}

	// Saying it again in the same post tells nobody twice, and it goes on showing.
	edited := ana.Edits(post.ID, "@group: look here")
	if !edited.CallsGroup() {
		t.Errorf("after an edit: %s", edited.HTML)
	}
	if got := heard(t, f, cai); got != "group_mention " {
		t.Errorf("after an edit cai was told %q", got)
	}

	// Without the word that it may, it is text; so it is in a quotation.
	for _, b := range []app.Body{{Source: "hello @group", Format: forum.Markdown}, says("> @group: look"), says("nothing of the kind")} {
		if post, err = reply(ana, b); err != nil || post.CallsGroup() {
			t.Errorf("%q: %v %s", b.Source, err, post.HTML)
		}
	}
	if got := heard(t, f, cai); got != "group_mention " {
		t.Errorf("by text alone cai was told %q", got)
	}

	// The job tells whoever is left, and nobody twice; none of a removed post.
	dan := f.Member("ops", "dan")
	job := forum.Job{Payload: fmt.Appendf(nil, `{"Post":%d,"Group":%d,"After":0}`, edited.ID, talk.GroupID)}
	for range 2 {
		if err := f.App.Call(t.Context(), job); err != nil {
			t.Fatal(err)
		}
	}
	if a, b := heard(t, f, dan), heard(t, f, cai); a != "group_mention " || b != "group_mention " {
		t.Errorf("after the job dan was told %q, cai %q", a, b)
	}
	ana.Removes(edited.ID)
	fay := f.Member("ops", "fay")
	if err := f.App.Call(t.Context(), job); err != nil {
		t.Fatal(err)
	}
	if got := heard(t, f, fay); got != "" {
		t.Errorf("of a removed post fay was told %q", got)
	}
}

func TestCall_isForMembersOfAGroup(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	f.Member("ops", "ben")
	boss := f.Organiser("boss")
	title, now := "November", f.Now()
	news, err := f.App.AddArticle(t.Context(), boss.V, app.ArticleInput{Title: &title,
		Body: &app.Body{Source: "<p>x</p>"}, PublishedAt: &now})
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = f.App.Reply(t.Context(), ana.V, app.ReplyInput{Conversation: news.ConversationID, Body: says("@group!")})
	if forum.KindOf(err) != forum.Invalid {
		t.Errorf("under an article of the network: %v", err)
	}
	if n, err := f.App.WouldTell(t.Context(), ana.V, ana.Starts("ops", "Loud").ID, says("@group")); n != 1 || err != nil {
		t.Errorf("would tell %d, %v", n, err)
	}
}

func TestMention_saysWhoCannotSeeIt(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("inner", "members/invite")
	ben, bea := f.Member("inner", "ben"), f.Member("inner", "bea")
	eve := f.User("eve")
	talk := ben.Starts("inner", "Quiet")

	post := ben.Replies(talk, "@eve and @bea should know; @nobody too")
	if len(post.UnseenBy) != 1 || post.UnseenBy[0].ID != eve.V.ID {
		t.Errorf("unseen by %v", post.UnseenBy)
	}
	if a, b := heard(t, f, bea), heard(t, f, eve); a != "mention " || b != "" {
		t.Errorf("bea was told %q, eve %q", a, b)
	}
	if post = ben.Replies(talk, "> @eve said so"); len(post.UnseenBy) != 0 {
		t.Error("a quotation names somebody")
	}

	// An edit after the grace time tells those whom it names newly.
	f.Later(2 * forum.EditGrace)
	f.Member("inner", "cai")
	if post = ben.Edits(post.ID, "@cai, @bea and @eve"); len(post.UnseenBy) != 1 {
		t.Errorf("after an edit unseen by %v", post.UnseenBy)
	}
	if got := heard(t, f, f.Member("inner", "cai")); got != "mention " {
		t.Errorf("after an edit cai was told %q", got)
	}
}
