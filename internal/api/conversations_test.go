package api_test

import (
	"fmt"
	"testing"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

const client1 = "0199e0a0-0000-7000-8000-000000000001"

func TestDiscussions_areStartedOnceByMembers(t *testing.T) {
	f := forumtest.Start(t)
	ana, eve, visitor := f.Member("ops", "ana"), f.User("eve"), f.Visitor()
	in := m{"kind": "discussion", "title": "Who pays?", "body": "# By *spring*", "format": "markdown", "client_id": client1}

	visitor.Calls("POST", "/groups/ops/conversations", in).Is(401)
	eve.Calls("POST", "/groups/ops/conversations", in).Is(403)
	made := ana.Calls("POST", "/groups/ops/conversations", in).Is(201)
	c := into[conversation](made)
	is(t, "Location", made.To(), fmt.Sprint(f.Settings.BaseURL, "/api/v1/conversations/", c.ID))
	is(t, "url", c.URL, fmt.Sprint(f.Settings.BaseURL, "/t/", c.ID, "/who-pays"))
	is(t, "slug", c.Slug, "who-pays")
	is(t, "group", *c.Group, "ops")
	is(t, "first post", *c.FirstPost.Number, 1)
	is(t, "source", *c.FirstPost.Source, "# By *spring*")
	again := into[conversation](ana.Calls("POST", "/groups/ops/conversations", in).Is(200))
	is(t, "id", again.ID, c.ID)
	is(t, "posts", again.Posts, 1)
	f.Member("care", "ana")
	ana.Calls("POST", "/groups/care/conversations", in).Is(409)

	for name, wrong := range map[string]m{
		"kind":      {"kind": "comments", "title": "Who pays?", "body": "x"},
		"title":     {"kind": "discussion", "title": "No", "body": "x"},
		"body":      {"kind": "discussion", "title": "Who pays?"},
		"format":    {"kind": "discussion", "title": "Who pays?", "body": "x", "format": "rtf"},
		"lang":      {"kind": "discussion", "title": "Who pays?", "body": "x", "lang": "xx"},
		"client_id": {"kind": "discussion", "title": "Who pays?", "body": "x", "client_id": "1"},
	} {
		is(t, "field", field(t, ana.Calls("POST", "/groups/ops/conversations", wrong).Is(422)), name)
	}
}

func TestChannels_areMadeByModeratorsAndTakeNoBody(t *testing.T) {
	f := forumtest.Start(t)
	mod, ana := f.As("ops", "mo", forum.Moderator), f.Member("ops", "ana")
	in := m{"kind": "channel", "title": "Night Shift"}

	ana.Calls("POST", "/groups/ops/conversations", in).Is(403)
	c := into[conversation](mod.Calls("POST", "/groups/ops/conversations", in).Is(201))
	is(t, "title", c.Title, "night-shift")
	is(t, "posts", c.Posts, 0)
	if c.LastPostAt != nil || c.FirstPost != nil {
		t.Errorf("an empty channel says %+v", c)
	}
	is(t, "field", field(t, mod.Calls("POST", "/groups/ops/conversations", in).Is(422)), "title")
	is(t, "field", field(t, mod.Calls("POST", "/groups/ops/conversations", m{"kind": "channel", "title": "b", "body": "x"}).Is(422)), "body")
}

func TestConversations_areListedByTheirLastPost(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	var talks []forum.Conversation
	for i := range 3 {
		talks = append(talks, ana.Starts("ops", fmt.Sprint("Talk ", i)))
		f.Later(1e9)
	}
	ana.Replies(talks[0], "on top again")

	var seen []int64
	after := ""
	for range 5 {
		p := into[page[conversation]](ben.Calls("GET", "/groups/ops/conversations?kind=discussion&limit=2"+after, nil).Is(200))
		for _, c := range p.Items {
			seen = append(seen, c.ID)
		}
		if p.Next == nil {
			break
		}
		after = "&after=" + *p.Next
	}
	is(t, "order", fmt.Sprint(seen), fmt.Sprint([]forum.ConversationID{talks[0].ID, talks[2].ID, talks[1].ID}))
	all := into[page[conversation]](ben.Calls("GET", "/groups/ops/conversations", nil).Is(200))
	is(t, "all", len(all.Items), 4) // and the channel general
	is(t, "unread", all.Items[0].Unread, 2)
	is(t, "field", field(t, ben.Calls("GET", "/groups/ops/conversations?kind=comments", nil).Is(422)), "kind")
}

func TestConversation_isChangedByModerators(t *testing.T) {
	f := forumtest.Start(t)
	mod, ana, eve, visitor := f.As("ops", "mo", forum.Moderator), f.Member("ops", "ana"), f.User("eve"), f.Visitor()
	talk := ana.Starts("ops", "Who pays?")
	answer := ana.Replies(talk, "we do")
	elsewhere := f.FirstPost(ana.Starts("ops", "Another"))

	visitor.Calls("PATCH", at(talk), m{"pinned": true}).Is(401)
	eve.Calls("PATCH", at(talk), m{"pinned": true}).Is(403)
	ana.Calls("PATCH", at(talk), m{"pinned": true}).Is(403)
	is(t, "title", into[conversation](ana.Calls("PATCH", at(talk), m{"title": "Who will pay?"}).Is(200)).Title, "Who will pay?")

	c := into[conversation](mod.Calls("PATCH", at(talk), m{"pinned": true, "state": "locked", "conclusion_post_id": answer.ID}).Is(200))
	if !c.Pinned || c.State != "locked" || c.Conclusion == nil || *c.Conclusion != int64(answer.ID) {
		t.Errorf("changed to %+v", c)
	}
	ana.Calls("POST", at(talk)+"/posts", m{"body": "late"}).Is(403)
	c = into[conversation](mod.Calls("PATCH", at(talk), m{"state": "open"}).Is(200))
	if !c.Pinned || c.Conclusion == nil {
		t.Errorf("what was left out changed: %+v", c)
	}
	c = into[conversation](mod.Calls("PATCH", at(talk), m{"conclusion_post_id": nil}).Is(200))
	if c.Conclusion != nil {
		t.Errorf("the conclusion is still %d", *c.Conclusion)
	}
	seq := c.Seq
	is(t, "seq", into[conversation](mod.Calls("PATCH", at(talk), m{}).Is(200)).Seq, seq)
	for name, wrong := range map[string]m{"pinned": {"pinned": "yes"}, "state": {"state": "shut"}, "title": {"title": nil}, "conclusion_post_id": {"conclusion_post_id": elsewhere.ID}} {
		is(t, "field", field(t, mod.Calls("PATCH", at(talk), wrong).Is(422)), name)
	}
	is(t, "field", field(t, mod.Calls("PATCH", at(talk), m{"conclusion_post_id": 0}).Is(422)), "conclusion_post_id")
}

func TestRead_goesForwardAndBackOnlyWhenAsked(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben, visitor := f.Member("ops", "ana"), f.Member("ops", "ben"), f.Visitor()
	talk := ana.Starts("ops", "Who pays?")
	second, third := ana.Replies(talk, "two"), ana.Replies(talk, "three")
	other := f.FirstPost(ana.Starts("ops", "Another"))

	unread := func(body m) int {
		t.Helper()
		return into[struct{ Unread int }](ben.Calls("PUT", at(talk)+"/read", body).Is(200)).Unread
	}
	is(t, "unread", into[conversation](ben.Calls("GET", at(talk), nil).Is(200)).Unread, 3)
	is(t, "unread", unread(m{"post_id": second.ID}), 1)
	is(t, "unread", unread(m{"post_id": third.ID}), 0)
	is(t, "unread", unread(m{"post_id": second.ID}), 0) // never backwards
	is(t, "unread", unread(m{"unread_from": second.ID}), 2)
	is(t, "unread", into[conversation](ben.Calls("GET", at(talk), nil).Is(200)).Unread, 2)
	visitor.Calls("PUT", at(talk)+"/read", m{"post_id": second.ID}).Is(401)
	for name, wrong := range map[string]m{"post_id": {}, "unread_from": {"unread_from": other.ID}} {
		is(t, "field", field(t, ben.Calls("PUT", at(talk)+"/read", wrong).Is(422)), name)
	}
	ben.Calls("PUT", at(talk)+"/read", m{"unread_from": second.ID, "post_id": second.ID}).Is(422)
	is(t, "field", field(t, ben.Calls("PUT", at(talk)+"/read", m{"post_id": other.ID}).Is(422)), "post_id")
}
