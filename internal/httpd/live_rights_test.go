package httpd_test

import (
	"fmt"
	"testing"
	"time"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
	"plenary/internal/live"
)

// losing is a way to lose sight of a conversation of group inner.
type losing struct {
	who  func(f *forumtest.Forum) *forumtest.Person
	lose func(f *forumtest.Forum, p *forumtest.Person) error
}

var losings = map[string]losing{
	"a membership ends": {member, func(f *forumtest.Forum, p *forumtest.Person) error {
		return f.App.RemoveMember(background, app.CommandLine(), "inner", p.V.ID)
	}},
	"a member leaves the group": {member, func(f *forumtest.Forum, p *forumtest.Person) error {
		return f.App.RemoveMember(background, p.V, "inner", p.V.ID)
	}},
	"a moderator of the network is one no more": {
		func(f *forumtest.Forum) *forumtest.Person { return f.NetworkModerator("mod") },
		func(f *forumtest.Forum, p *forumtest.Person) error {
			return f.App.SetNetworkRole(background, app.CommandLine(), p.V.ID, forum.RoleMember)
		}},
}

func member(f *forumtest.Forum) *forumtest.Person { return f.Member("inner", "mo") }

func TestLive_losingSightEndsTheWatchAtOnce(t *testing.T) {
	for name, c := range losings {
		t.Run(name, func(t *testing.T) {
			f := forumtest.Start(t)
			f.Group("inner", "members/invite")
			ana, who := f.Member("inner", "ana"), c.who(f)
			talk := ana.Starts("inner", "Between us")
			stays, goes := ana.Watches(talk), who.Watches(talk)
			ana.Replies(talk, "for both")
			if got := goes.Next(); got.Post == nil || got.Post.Text != "for both" {
				t.Fatalf("before: %s", got.Raw)
			}

			if err := c.lose(f, who); err != nil {
				t.Fatal(err)
			}
			if got := goes.Next(); got.Op != "gone" || got.Conversation != talk.ID || got.To != 0 {
				t.Errorf("then %s", got.Raw)
			}
			nothingFurther(t, ana, talk, stays, goes)
			goes.Watch(talk.ID, "after", 0)
			if got := goes.NextThat("an answer", func(forumtest.Frame) bool { return true }); got.Op != "error" {
				t.Errorf("watching again: %s", got.Raw)
			}
		})
	}
}

// nothingFurther checks that what happens in the conversation reaches who
// stays, and not who is gone.
func nothingFurther(t *testing.T, ana *forumtest.Person, talk forum.Conversation, stays, gone *forumtest.Live) {
	t.Helper()
	text := fmt.Sprint("not for everybody any more ", time.Now().UnixNano())
	ana.Replies(talk, text)
	stays.NextThat("the post", func(f forumtest.Frame) bool { return f.Post != nil && f.Post.Text == text })
	for _, got := range gone.SoFar() {
		t.Errorf("who is gone is told %s", got.Raw)
	}
}

func TestLive_aGroupThatIsHiddenGoesFromVisitorsAndOutsiders(t *testing.T) {
	f := forumtest.Start(t)
	ana, eve := f.As("ops", "ana", forum.Lead), f.User("eve")
	talk := ana.Starts("ops", "In the open")
	stays, visitor, outsider := ana.Watches(talk), f.Visitor().Watches(talk), eve.Watches(talk)
	network, members := forum.SeenByNetwork, forum.SeenByMembers

	if _, err := f.App.ChangeGroup(background, ana.V, "ops", app.GroupInput{Visibility: &network}); err != nil {
		t.Fatal(err)
	}
	if got := visitor.Next(); got.Op != "gone" {
		t.Errorf("the visitor is told %s", got.Raw)
	}
	nothingFurther(t, ana, talk, stays, visitor)
	if got := outsider.Next(); got.Op != "event" {
		t.Errorf("the outsider, who still sees it, is told %s", got.Raw)
	}

	if _, err := f.App.ChangeGroup(background, ana.V, "ops", app.GroupInput{Visibility: &members}); err != nil {
		t.Fatal(err)
	}
	if got := outsider.Next(); got.Op != "gone" {
		t.Errorf("the outsider is told %s", got.Raw)
	}
	nothingFurther(t, ana, talk, stays, outsider)
}

func TestLive_commentsGoWithTheirArticle(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Organiser("ana")
	title, body, yesterday := "The meeting", app.Body{Source: "It was good.", Format: forum.Markdown}, time.Now().Add(-24*time.Hour)
	art, err := f.App.AddArticle(background, ana.V, app.ArticleInput{Title: &title, Body: &body, PublishedAt: &yesterday})
	if err != nil {
		t.Fatal(err)
	}
	talk := forum.Conversation{ID: art.ConversationID}
	stays, visitor := ana.Watches(talk), f.Visitor().Watches(talk)
	ana.Replies(talk, "first")
	if got := visitor.Next(); got.Kind != forum.PostCreated {
		t.Fatalf("a visitor is told %s", got.Raw)
	}
	draft := time.Time{}
	if _, err := f.App.ChangeArticle(background, ana.V, art.Slug, app.ArticleInput{PublishedAt: &draft}); err != nil {
		t.Fatal(err)
	}
	if got := visitor.Next(); got.Op != "gone" {
		t.Errorf("a visitor is told %s", got.Raw)
	}
	nothingFurther(t, ana, talk, stays, visitor)
}

func TestLive_whatASessionOpenedClosesWithIt(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "Friday deploy")
	bearer := func() *forumtest.Live {
		conn, _, err := f.Dial("Authorization", "Bearer "+ana.Token)
		if err != nil {
			t.Fatal(err)
		}
		l := f.Reads(conn)
		l.Watch(talk.ID)
		l.NextOf("watching")
		return l
	}
	browser, program := ana.Watches(talk), bearer()

	if err := f.App.SignOut(background, ana.V); err != nil {
		t.Fatal(err)
	}
	if code := browser.Ends(); code != live.SignedOut {
		t.Errorf("after the sign-out the browser's socket closed with %d", code)
	}
	ana.Replies(talk, "still here by token")
	if got := program.Next(); got.Post == nil {
		t.Errorf("the program is told %s", got.Raw)
	}
	tokens, err := f.App.Tokens(background, ana.V)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.App.EndToken(background, ana.V, tokens[0].ID); err != nil {
		t.Fatal(err)
	}
	if code := program.Ends(); code != live.SignedOut {
		t.Errorf("after the token's end the program's socket closed with %d", code)
	}
	if _, res, err := f.Dial("Authorization", "Bearer "+ana.Token); err == nil || res.StatusCode != 401 {
		t.Errorf("the ended token opens another: %v", res)
	}
}

func TestLive_whoLeavesTheNetworkIsSignedOut(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "Friday deploy")
	stays, goes := ana.Watches(talk), ben.Watches(talk)
	ben.Replies(talk, "farewell")
	stays.Next()
	if err := f.App.Leave(background, ben.V, false); err != nil {
		t.Fatal(err)
	}
	if code := goes.Ends(); code != live.SignedOut {
		t.Errorf("closed with %d", code)
	}
}

func TestLive_whoPollsIsLookedAtAgainWhenSomethingHappens(t *testing.T) {
	f := forumtest.Start(t, forumtest.With("metrics-token", metricsToken))
	f.Group("inner", "members/invite")
	ana, ben := f.Member("inner", "ana"), f.Member("inner", "ben")
	talk := ana.Starts("inner", "Between us")
	live := ana.Watches(talk)
	answer := make(chan *forumtest.Answer, 1)
	go func() {
		answer <- ben.Calls("GET", fmt.Sprintf("/conversations/%d/events?after=1&wait=25", talk.ID), nil)
	}()
	f.Wait("ben to wait", func() bool { return metric(f, "polls") == 1 })
	if err := f.App.RemoveMember(background, app.CommandLine(), "inner", ben.V.ID); err != nil {
		t.Fatal(err)
	}
	ana.Replies(talk, "a secret")
	live.Next()
	(<-answer).IsNotFound().Lacks("secret")
}
