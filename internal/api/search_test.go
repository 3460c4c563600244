package api_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"plenary/internal/forumtest"
)

type hit struct {
	Kind    string
	ID      int64
	Title   string
	Snippet string
	URL     string
}

func finds(t *testing.T, p *forumtest.Person, q, more string) page[hit] {
	t.Helper()
	return into[page[hit]](p.Calls("GET", "/search?q="+url.QueryEscape(q)+more, nil).Is(200))
}

func TestSearch_findsWhatTheAskerMaySeeAndGoesOn(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("closed", "members/invite")
	ana, eve, visitor := f.Member("ops", "ana"), f.User("eve"), f.Visitor()
	f.Member("closed", "ana")
	ana.Replies(f.General("closed"), "Educación in secret")
	talk := ana.Starts("ops", "Training")
	for i := range 4 {
		ana.Replies(talk, fmt.Sprint("educación <b>for</b> all ", i))
	}

	is(t, "found", len(finds(t, ana, "educacion", "").Items), 5)
	is(t, "found", len(finds(t, eve, "educacion", "").Items), 4)
	is(t, "found", len(finds(t, visitor, "EDUCACION", "&in=discussion").Items), 4)
	is(t, "found", len(finds(t, visitor, "educacion", "&in=people").Items), 0)
	first := finds(t, eve, "educacion", "").Items[0]
	is(t, "kind", first.Kind, "discussion")
	is(t, "url", first.URL, fmt.Sprint(f.Settings.BaseURL, "/p/", first.ID))
	if !strings.Contains(first.Snippet, "<mark>educación</mark>") {
		t.Errorf("snippet %q", first.Snippet)
	}

	seen, after := map[int64]bool{}, ""
	for range 6 {
		p := finds(t, ana, "educacion", "&limit=2"+after)
		for _, h := range p.Items {
			seen[h.ID] = true
		}
		if p.Next == nil {
			break
		}
		after = "&after=" + *p.Next
	}
	is(t, "in all", len(seen), 5)

	is(t, "people", len(finds(t, eve, "ana", "&in=people").Items), 1)
	is(t, "people", len(finds(t, visitor, "ana", "").Items), 0)
	is(t, "field", field(t, eve.Calls("GET", "/search?q=a&in=everything", nil).Is(422)), "in")
}

func TestSearch_neverFailsOnWhatIsTyped(t *testing.T) {
	f := forumtest.Start(t)
	eve := f.User("eve")
	for _, q := range []string{"", " ", `"`, `""`, `a"b`, "NEAR(a b)", "a AND OR NOT", "col:x", "*", "^a", "-a", "(((", "a\x00b", "\xff\xfe", "by:", "after:tomorrow",
		"before:9999-99-99", "group:'; DROP TABLE posts", strings.Repeat("word ", 900), strings.Repeat("\"", 400), "in:nowhere", "👍", "%", "_", "\\"} {
		finds(t, eve, q, "")
	}
}

type suggestion struct {
	Kind, Title, Detail, URL, Query string
}

func TestSuggest_offersWhatTheAskerSees(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("closed", "members/invite")
	ana, eve, visitor := f.Member("ops", "ana"), f.User("eve"), f.Visitor()
	f.Member("closed", "ana")
	ana.Starts("closed", "Hidden lantern")
	talk := ana.Starts("ops", "Our lantern")
	offers := func(p *forumtest.Person, typed string) []suggestion {
		return into[page[suggestion]](p.Calls("GET", "/search/suggest?q="+url.QueryEscape(typed), nil).Is(200)).Items
	}

	is(t, "offered to a member", len(offers(ana, "lant")), 2)
	if got := offers(eve, "lant"); len(got) != 1 || got[0].Title != "Our lantern" || got[0].URL != f.Settings.BaseURL+talk.Path() {
		t.Errorf("eve is offered %v", got)
	}
	if got := offers(eve, "x in:fi"); len(got) != 1 || got[0].Query != "x in:files" || got[0].Title != "Files" {
		t.Errorf("eve is offered %v", got)
	}
	is(t, "people offered to visitors", len(offers(visitor, "ana")), 0)
	is(t, "groups offered to visitors", len(offers(visitor, "group:clo")), 0)
	is(t, "offered for nothing", len(offers(eve, "")), 0)
}

func TestSearch_findsFilesByNameWhereTheirHoldersAreSeen(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("closed", "members/invite")
	ana, eve := f.Member("ops", "ana"), f.User("eve")
	f.Member("closed", "ana")
	file := func(name string) string {
		return into[struct{ URL string }](uploads(t, ana, "file", name, "text/plain", []byte("a toolkit")).Is(201)).URL
	}
	open := ana.Replies(f.General("ops"), "Here it is: [file]("+file("lantern-toolkit.txt")+")")
	ana.Replies(f.General("closed"), "Here it is: [file]("+file("lantern-secrets.txt")+")")

	is(t, "files of a member", len(finds(t, ana, "lantern in:files", "").Items), 2)
	found := finds(t, eve, "LANTERN too", "&in=files").Items
	if len(found) != 1 || found[0].Kind != "file" || found[0].Title != "lantern-toolkit.txt" {
		t.Fatalf("eve finds %v", found)
	}
	is(t, "of the group", len(finds(t, eve, "in:files group:ops by:ana", "").Items), 1)
	is(t, "of another's", len(finds(t, eve, "in:files by:eve", "").Items), 0)
	is(t, "of a group that one doesn't see", len(finds(t, eve, "in:files group:closed", "").Items), 0)
	ana.Calls("DELETE", fmt.Sprint("/posts/", open.ID), nil)
	is(t, "once its post is gone", len(finds(t, eve, "lantern", "&in=files").Items), 0)
	is(t, "once its post is gone", len(finds(t, ana, "lantern toolkit", "&in=files").Items), 0)
}
