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
