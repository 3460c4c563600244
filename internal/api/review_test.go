package api_test

import (
	"fmt"
	"testing"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

type reviewed struct {
	ID        int64
	Kind      string
	Decision  *string
	ClaimedBy *struct{ Name string } `json:"claimed_by"`
	Flags     []struct {
		By     struct{ Name string }
		Reason string
		Note   string
	}
	Post struct {
		ID    int64
		State string
	}
	Before []struct{ Text string }
	After  []struct{ Text string }
	Author *struct {
		Posts     int
		Decisions []struct{ Decision string }
	} `json:"author_record"`
}

func inbox(p *forumtest.Person, query string) []reviewed {
	var page struct{ Items []reviewed }
	p.Calls("GET", "/review"+query, nil).Is(200).Into(&page)
	return page.Items
}

// A member flags a post; the group's moderators see it with what stands around
// it, one at a time decides, and flagger and author are told.
func TestReview_fromTheFlagToTheAnswers(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("ops", "members/invite")
	f.Group("other", "members/invite")
	lead, mod := f.As("ops", "lena", forum.Lead), f.As("ops", "mia", forum.Moderator)
	ana, ben, theirs, eve := f.Member("ops", "ana"), f.Member("ops", "ben"), f.As("other", "tom", forum.Lead), f.User("eve")
	talk := lead.Starts("ops", "Sturgeon")
	ben.Replies(talk, "one before")
	post := ben.Replies(talk, "the patient's name is Max")
	ben.Replies(talk, "one after")
	flags := fmt.Sprint("/posts/", post.ID, "/flags")

	ben.Calls("POST", flags, m{"reason": "spam"}).Is(403) // his own
	eve.Calls("POST", flags, m{"reason": "spam"}).IsNotFound()
	is(t, "field", field(t, ana.Calls("POST", flags, m{"reason": "ugly"}).Is(422)), "reason")
	ana.Calls("POST", flags, m{"reason": "private", "note": "Names a patient."}).Is(201)
	ana.Calls("POST", flags, m{"reason": "spam"}).Is(409)
	f.Visitor().Calls("POST", flags, m{"reason": "spam"}).IsNotFound()

	items := inbox(mod, "")
	if len(items) != 1 || items[0].Kind != "flagged" || items[0].Flags[0].By.Name != "Ana" || items[0].Flags[0].Note != "Names a patient." ||
		len(items[0].Before) != 2 || items[0].Before[1].Text != "one before" || items[0].After[0].Text != "one after" || items[0].Author.Posts != 3 {
		t.Fatalf("the inbox: %+v", items)
	}
	one := fmt.Sprint("/review/", items[0].ID)
	if n := len(inbox(theirs, "")); n != 0 {
		t.Errorf("another group's lead sees %d items", n)
	}
	for _, nobody := range []*forumtest.Person{theirs, ana, eve} {
		nobody.Calls("GET", one, nil).IsNotFound()
		nobody.Calls("POST", one, m{"decision": "remove"}).IsNotFound()
		nobody.Calls("PUT", one+"/claim", nil).IsNotFound()
	}
	ana.Calls("GET", "/review", nil).IsNotFound()
	mod.Calls("GET", "/review?group=other", nil).IsNotFound()
	f.Visitor().Calls("GET", "/review", nil).Is(401)

	mod.Calls("PUT", one+"/claim", nil).Is(200)
	lead.Calls("PUT", one+"/claim", nil).Is(409).Has("Mia")
	lead.Calls("POST", one, m{"decision": "remove"}).Is(409).Has("Mia")
	f.Later(forum.ClaimLife)
	lead.Calls("PUT", one+"/claim", nil).Is(200).Has(`"name":"Lena"`)
	lead.Calls("DELETE", one+"/claim", nil).Is(200)

	mod.Calls("POST", one, m{"decision": "shrug"}).Is(422)
	mod.Calls("POST", one, m{"decision": "remove", "note": "It names a patient."}).Is(200).Has(`"state":"removed"`)
	mod.Calls("POST", one, m{"decision": "approve"}).Is(409)
	if n := len(inbox(mod, "")); n != 0 {
		t.Errorf("%d items wait on", n)
	}
	decided := inbox(lead, "?state=decided&group=ops")
	if len(decided) != 1 || *decided[0].Decision != "remove" {
		t.Fatalf("decided: %+v", decided)
	}
	ben.Visits("/inbox").Is(200).Has("It names a patient.")
	ana.Visits("/inbox").Is(200).Has("you flagged")
	lead.Visits("/g/ops/log").Is(200).Has("Mia")

	mod.Calls("POST", one, m{"decision": "restore"}).Is(200).Has(`"state":"shown"`)
	ben.Calls("GET", fmt.Sprint("/posts/", post.ID), nil).Is(200).Has("the patient's name is Max")
}

// Who is silenced reads and doesn't write, until the time is over; who is
// banned from a group is out of it, and who is banned everywhere can't sign in.
func TestReview_sanctionsHold(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("ops", "network/free")
	lead, ana, boss := f.As("ops", "lena", forum.Lead), f.Member("ops", "ana"), f.Organiser("boss")
	talk := lead.Starts("ops", "Sturgeon")
	flagged := func(text string) string {
		post := ana.Replies(talk, text)
		lead.Calls("POST", fmt.Sprint("/posts/", post.ID, "/flags"), m{"reason": "unkind"}).Is(201)
		return fmt.Sprint("/review/", inbox(lead, "")[0].ID)
	}
	say := func() *forumtest.Answer { return ana.Calls("POST", at(talk)+"/posts", m{"body": "again"}) }
	react := fmt.Sprint("/posts/", lead.Replies(talk, "fine").ID, "/reactions/%F0%9F%91%8D")

	one := flagged("you are a fish")
	lead.Calls("POST", one, m{"decision": "silence", "days": 1, "note": "Not about people."}).Is(200)
	say().Is(403).Has("silenced")
	ana.Calls("PUT", react, nil).Is(403)
	ana.Calls("GET", at(talk)+"/posts", nil).Is(200)
	ana.Visits("/inbox").Is(200).Has("Not about people.")
	lead.Calls("POST", one, m{"decision": "restore"}).Is(200)
	say().Is(201)

	lead.Calls("POST", flagged("and a frog"), m{"decision": "silence", "days": 1}).Is(200)
	say().Is(403)
	f.Later(25 * 60 * 60 * 1e9)
	say().Is(201)

	lead.Calls("POST", flagged("and a toad"), m{"decision": "ban", "network": true}).Is(403) // a group's lead bans from the group
	one = fmt.Sprint("/review/", inbox(lead, "")[0].ID)
	lead.Calls("POST", one, m{"decision": "ban"}).Is(200)
	say().Is(403)
	ana.Posts("/g/ops/join").Is(403)

	f.Group("wide", "network/free")
	ana.Posts("/g/wide/join").Is(303)
	post := ana.Replies(f.General("wide"), "hello")
	boss.Calls("POST", fmt.Sprint("/posts/", post.ID, "/flags"), m{"reason": "unkind"}).Is(201)
	boss.Calls("POST", fmt.Sprint("/review/", inbox(boss, "")[0].ID), m{"decision": "ban", "network": true}).Is(200)
	ana.Calls("GET", "/me", nil).Is(401)
}
