package api_test

import (
	"fmt"
	"net/url"
	"testing"
	"time"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

func TestPosts_areMadeOnce(t *testing.T) {
	f := forumtest.Start(t)
	ana, eve, visitor := f.Member("ops", "ana"), f.User("eve"), f.Visitor()
	talk, other := ana.Starts("ops", "Who pays?"), ana.Starts("ops", "Another")
	first := f.FirstPost(talk)
	in := m{"body": `<p onclick="x()">we <b>do</b></p><script>x()</script>`, "reply_to": first.ID, "client_id": client1, "lang": nil}

	visitor.Calls("POST", at(talk)+"/posts", in).Is(401)
	eve.Calls("POST", at(talk)+"/posts", in).Is(403)
	made := ana.Calls("POST", at(talk)+"/posts", in).Is(201)
	p := into[post](made)
	is(t, "Location", made.To(), fmt.Sprint(f.Settings.BaseURL, "/api/v1/posts/", p.ID))
	is(t, "html", p.HTML, "<p>we <strong>do</strong></p>")
	is(t, "reply_to", *p.ReplyTo, int64(first.ID))
	is(t, "state", p.State, "shown")
	again := into[post](ana.Calls("POST", at(talk)+"/posts", in).Is(200))
	is(t, "id", again.ID, p.ID)
	ana.Calls("POST", at(other)+"/posts", in).Is(409)
	is(t, "posts", len(into[posts](ana.Calls("GET", at(talk)+"/posts", nil).Is(200)).Items), 2)

	for name, wrong := range map[string]m{
		"body":      {"body": "  "},
		"reply_to":  {"body": "x", "reply_to": f.FirstPost(other).ID},
		"client_id": {"body": "x", "client_id": "mine"},
		"format":    {"body": "x", "format": "bbcode"},
		"lang":      {"body": "x", "lang": "english"},
	} {
		is(t, "field", field(t, ana.Calls("POST", at(talk)+"/posts", wrong).Is(422)), name)
	}
}

func TestPosts_areReadByNumberWithTheSeqOfOneSnapshot(t *testing.T) {
	f := forumtest.Start(t)
	ana, visitor := f.Member("ops", "ana"), f.Visitor()
	talk := ana.Starts("ops", "Who pays?")
	for i := range 6 {
		ana.Replies(talk, fmt.Sprint("post ", i))
	}
	gone := ana.Replies(talk, "a secret")
	ana.Removes(gone.ID)

	numbers, after := "", ""
	for range 5 {
		p := into[posts](visitor.Calls("GET", at(talk)+"/posts?limit=3"+after, nil).Is(200))
		is(t, "seq", p.Seq, 9)
		if p.Epoch == "" {
			t.Error("no epoch")
		}
		for _, one := range p.Items {
			numbers += fmt.Sprint(*one.Number)
			if one.ID == int64(gone.ID) && (one.State != "removed" || one.HTML != "" || one.Text != "") {
				t.Errorf("the stub says %+v", one)
			}
			if one.CanEdit || one.Source != nil {
				t.Errorf("a visitor is shown the source of %d", one.ID)
			}
		}
		if p.Next == nil {
			break
		}
		after = "&after=" + *p.Next
	}
	is(t, "numbers", numbers, "12345678")
}

func TestPost_isEditedWithItsRevisionAndRemoved(t *testing.T) {
	f := forumtest.Start(t)
	mod, ana, ben, visitor := f.As("ops", "mo", forum.Moderator), f.Member("ops", "ana"), f.Member("ops", "ben"), f.Visitor()
	talk := ana.Starts("ops", "Who pays?")
	said := ana.Replies(talk, "two do")
	path := fmt.Sprint("/posts/", said.ID)

	visitor.Calls("PATCH", path, m{"body": "x"}).Is(401)
	ben.Calls("PATCH", path, m{"body": "x"}).Is(403)
	p := into[post](ana.Calls("PATCH", path, m{"body": "*three* do", "format": "markdown", "revision": 1}).Is(200))
	is(t, "html", p.HTML, "<p><em>three</em> do</p>")
	if p.EditedAt != nil || p.Revision != 1 {
		t.Errorf("the grace left a mark: %+v", p)
	}
	f.Later(10 * time.Minute)
	p = into[post](ana.Calls("PATCH", path, m{"body": "four do", "format": "text", "revision": 1}).Is(200))
	if p.EditedAt == nil || p.Revision != 2 {
		t.Errorf("no mark: %+v", p)
	}
	ana.Calls("PATCH", path, m{"body": "five do", "revision": 1}).Is(409)
	is(t, "field", field(t, ana.Calls("PATCH", path, m{"format": "text"}).Is(422)), "body")

	revisions := into[page[struct {
		Revision int
		Text     string
	}]](visitor.Calls("GET", path+"/revisions", nil).Is(200))
	is(t, "revisions", fmt.Sprint(revisions.Items), "[{1 three do}]")

	visitor.Calls("DELETE", path, nil).Is(401)
	ben.Calls("DELETE", path, nil).Is(403)
	f.Later(48 * time.Hour)
	ana.Calls("DELETE", path, nil).Is(403)
	ana.Calls("PATCH", path, m{"body": "late"}).Is(403)
	mod.Calls("DELETE", path, nil).Is(204)
	mod.Calls("DELETE", path, nil).Is(204)
	p = into[post](ben.Calls("GET", path, nil).Is(200))
	is(t, "state", p.State, "removed")
	visitor.Calls("GET", path+"/revisions", nil).Is(200).Lacks("three")
	mod.Calls("PATCH", path, m{"body": "back"}).Is(403)
}

func TestReactions_countOncePerPersonAndKind(t *testing.T) {
	f := forumtest.Start(t)
	ana, obs, eve, visitor := f.Member("ops", "ana"), f.As("ops", "olga", forum.Observer), f.User("eve"), f.Visitor()
	p := f.FirstPost(ana.Starts("ops", "Who pays?"))
	path := func(kind string) string { return fmt.Sprint("/posts/", p.ID, "/reactions/", url.PathEscape(kind)) }

	for _, kind := range forum.ReactionKinds {
		obs.Calls("PUT", path(kind), nil).Is(200)
	}
	got := into[post](obs.Calls("PUT", path("❤️"), nil).Is(200))
	is(t, "kinds", len(got.Reactions), len(forum.ReactionKinds))
	is(t, "count", got.Reactions[1].Count, 1)
	is(t, "mine", got.Reactions[1].Mine, true)
	is(t, "mine", into[post](ana.Calls("GET", fmt.Sprint("/posts/", p.ID), nil).Is(200)).Reactions[1].Mine, false)
	is(t, "kinds", len(into[post](obs.Calls("DELETE", path("❤️"), nil).Is(200)).Reactions), len(forum.ReactionKinds)-1)
	obs.Calls("DELETE", path("❤️"), nil).Is(200)
	visitor.Calls("PUT", path("👍"), nil).Is(401)
	eve.Calls("PUT", path("👍"), nil).Is(403)
	for _, wrong := range []string{"👎", "like", "%", "👍👍", "\x00", "\xff"} {
		is(t, "field", field(t, ana.Calls("PUT", path(wrong), nil).Is(422)), "kind")
	}
}

func TestAuthors_whoHaveLeftHaveNoName(t *testing.T) {
	f := forumtest.Start(t)
	ana, eve := f.Member("ops", "ana"), f.User("eve")
	talk := ana.Starts("ops", "Who pays?")
	is(t, "name", into[posts](eve.Calls("GET", at(talk)+"/posts", nil).Is(200)).Items[0].Author.Name, "Ana")

	if err := f.App.Leave(t.Context(), ana.V, true); err != nil {
		t.Fatal(err)
	}

	eve.Calls("GET", at(talk)+"/posts", nil).Is(200).Has(`"author":{"former":true}`).Lacks("Ana")
}
