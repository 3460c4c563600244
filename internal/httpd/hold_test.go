package httpd_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// comes is somebody who asked for an account and joined the group freely: no
// invitation exempts them.
func comes(t *testing.T, f *forumtest.Forum, group, name string) *forumtest.Person {
	t.Helper()
	boss, email := f.Organiser("boss"), name+"@example.org"
	f.Visitor().Posts("/join", "email", email, "name", strings.ToUpper(name[:1])+name[1:]).Is(303)
	asked, err := f.App.AccountRequests(t.Context(), boss.V)
	if err != nil || len(asked) != 1 {
		t.Fatalf("who asks: %v, %v", asked, err)
	}
	if err := f.App.DecideAccount(t.Context(), boss.V, asked[0].ID, true); err != nil {
		t.Fatal(err)
	}
	p := f.ByLink(name, strings.Split(mailTo(t, f, email, 0), "?")[0])
	p.Posts("/g/" + group + "/join").Is(303)
	return p
}

func waits(t *testing.T, f *forumtest.Forum, p *forumtest.Person) forum.ReviewID {
	t.Helper()
	items, err := f.App.Reviews(t.Context(), p.V, "", false, app.Place{}, 50)
	if err != nil || len(items.Items) == 0 {
		t.Fatalf("nothing waits: %v", err)
	}
	return items.Items[len(items.Items)-1].ID
}

// What a newcomer writes first waits: nobody but they and the moderators see
// it, find it or are told of it, until it is let through.
func TestHold_aNewcomersFirstPost(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("ops", "network/free")
	lead, ana := f.As("ops", "lena", forum.Lead), f.Member("ops", "ana")
	talk := lead.Starts("ops", "Sturgeon")
	lead.Posts("/g/ops/rules", "kind", "newcomer").Is(303)
	trial := lead.Visits("/g/ops/rules/1").Is(200).Has("would have held", "Switch it on")
	trial.Lacks("Sturgeon first")
	ana.Visits("/g/ops/rules").Is(403)
	lead.Posts("/g/ops/rules/1", "do", "on").Is(303)
	lead.Visits("/g/ops/rules").Is(200).Has("Hold a newcomer&#39;s first post")

	ana.Calls("POST", fmt.Sprint("/conversations/", talk.ID, "/posts"), map[string]any{"body": "an invited zebra"}).Is(201).Has(`"state":"shown"`)

	ned := comes(t, f, "ops", "ned")
	live := ana.Watches(talk)
	ned.Calls("POST", fmt.Sprint("/conversations/", talk.ID, "/posts"), map[string]any{"body": "a newcomer's walrus for @ana"}).Is(201).
		Has(`"state":"held"`, `"number":null`, `"seq":null`)
	ned.Visits(talk.Path()).Is(200).Has("walrus", "Waiting for a moderator")
	lead.Visits(talk.Path()).Is(200).Has("walrus")
	ana.Visits(talk.Path()).Is(200).Lacks("walrus")
	ana.Visits("/search?q=walrus").Is(200).Lacks("newcomer&#39;s")
	ana.Visits("/inbox").Is(200).Lacks("mentioned you")
	lead.Calls("GET", fmt.Sprint("/conversations/", talk.ID), nil).Is(200).Has(`"posts":2`)

	id := waits(t, f, lead)
	lead.Posts(fmt.Sprint("/review/", id), "decision", "approve").Is(303)
	if news := live.NextOf("event"); !strings.Contains(news.Raw, "walrus") || news.Kind != forum.PostCreated {
		t.Errorf("what comes live: %s", news.Raw)
	}
	ana.Visits(talk.Path()).Is(200).Has("walrus")
	ana.Visits("/search?q=walrus").Is(200).Has("<mark>walrus</mark>")
	ana.Visits("/inbox").Is(200).Has("mentioned you")
	ned.Visits("/inbox").Is(200).Has("was approved")
	ned.Calls("POST", fmt.Sprint("/conversations/", talk.ID, "/posts"), map[string]any{"body": "a second one"}).Is(201).Has(`"state":"shown"`)

	// What was turned down can be taken up again.
	mo := comes(t, f, "ops", "mo")
	mo.Calls("POST", fmt.Sprint("/conversations/", talk.ID, "/posts"), map[string]any{"body": "buy otters"}).Is(201).Has(`"state":"held"`)
	one := fmt.Sprint("/review/", waits(t, f, lead))
	lead.Calls("POST", one, map[string]any{"decision": "remove", "note": "No trade."}).Is(200)
	mo.Visits("/inbox").Is(200).Has("No trade.")
	lead.Calls("POST", one, map[string]any{"decision": "restore"}).Is(200).Has(`"state":"held"`, `"decision":null`)
	lead.Calls("POST", one, map[string]any{"decision": "approve"}).Is(200).Has(`"state":"shown"`)
}

// A discussion whose first post is held is its author's and the moderators'
// alone, its title, too.
func TestHold_aNewDiscussionWithItsTitle(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("ops", "network/free")
	lead, ana := f.As("ops", "lena", forum.Lead), f.Member("ops", "ana")
	lead.Posts("/g/ops/rules", "kind", "words", "words", "Wálrus\nfree tusks").Is(303)
	lead.Posts("/g/ops/rules/1", "do", "on").Is(303)
	ned := comes(t, f, "ops", "ned")
	made := ned.Posts("/g/ops/new", "title", "Many walrus", "body", "hello").Is(303).To()
	ned.Visits(made).Is(200).Has("Many walrus", "waits for a moderator")
	path, _, _ := strings.Cut(made, "?")
	ana.Visits(path).IsNotFound()
	for _, list := range []string{"/g/ops", "/search?q=many", "/"} {
		ana.Visits(list).Is(200).Lacks("Many walrus")
	}
	ned.Visits("/g/ops").Is(200).Has("Many walrus")
	lead.Posts(fmt.Sprint("/review/", waits(t, f, lead)), "decision", "approve").Is(303)
	ana.Visits(path).Is(200).Has("Many walrus")
	ana.Visits("/g/ops").Is(200).Has("Many walrus")

	// A word that is put in later brings the post before the moderators.
	post := ned.Replies(f.General("ops"), "hello all")
	ned.Calls("PATCH", fmt.Sprint("/posts/", post.ID), map[string]any{"body": "free  TUSKS for all"}).Is(200)
	lead.Visits("/review").Is(200).Has("TUSKS")
}

// In a slow conversation everyone waits between two posts, but moderators; a
// lock says why.
func TestSlow_andLockedWithAReason(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("ops", "network/free")
	lead, ana := f.As("ops", "lena", forum.Lead), f.Member("ops", "ana")
	talk := lead.Starts("ops", "Sturgeon")
	settings, posts := fmt.Sprint("/t/", talk.ID, "/settings"), fmt.Sprint("/conversations/", talk.ID, "/posts")
	ana.Visits(settings).Is(403)
	lead.Visits(settings).Is(200).Has("Slow mode")
	lead.Posts(settings, "state", "open", "slow_minutes", "5").Is(303)
	ana.Visits(talk.Path()).Is(200).Has("a post per person every 5 minutes").Lacks("You can post again at")
	say := func(p *forumtest.Person) *forumtest.Answer {
		return p.Calls("POST", posts, map[string]any{"body": "hello"})
	}
	say(ana).Is(201)
	refused := say(ana).Is(429).Has("slow")
	if refused.Header.Get("Retry-After") == "" {
		t.Error("it doesn't say when to come back")
	}
	ana.Posts(fmt.Sprint("/t/", talk.ID, "/reply"), "body", "my kept text").Is(429).Has("my kept text", "is slow")
	ana.Visits(talk.Path()).Is(200).Has("You can post again at")
	say(lead).Is(201)
	say(lead).Is(201)
	f.Later(5 * time.Minute)
	say(ana).Is(201)

	lead.Posts(settings, "state", "locked", "lock_reason", "We go on at the meeting.", "slow_minutes", "0").Is(303)
	ana.Visits(talk.Path()).Is(200).Has("We go on at the meeting.")
	lead.Calls("GET", fmt.Sprint("/conversations/", talk.ID), nil).Is(200).Has(`"lock_reason":"We go on at the meeting."`, `"slow_minutes":0`)
	lead.Calls("PATCH", fmt.Sprint("/conversations/", talk.ID), map[string]any{"state": "open"}).Is(200).Has(`"lock_reason":""`)
	lead.Calls("PATCH", fmt.Sprint("/conversations/", talk.ID), map[string]any{"slow_minutes": 9999}).Is(422)
}
