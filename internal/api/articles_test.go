package api_test

import (
	"fmt"
	"testing"
	"time"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

type article struct {
	Slug, Title, Kind, HTML, Guests string
	PublishedAt                     *string `json:"published_at"`
	Group                           *string
	ConversationID                  int64 `json:"conversation_id"`
	Source                          *string
}

func TestArticles_goFromDraftToScheduledToPublished(t *testing.T) {
	f := forumtest.Start(t)
	boss, eve, visitor := f.Organiser("boss"), f.User("eve"), f.Visitor()
	in := m{"title": "What we said", "kind": "report", "summary": "Two days.", "html": "<p>Sixty came.</p><script>x</script>", "guests": "held"}

	visitor.Calls("POST", "/articles", in).Is(401)
	eve.Calls("POST", "/articles", in).Is(403)
	made := boss.Calls("POST", "/articles", in).Is(201)
	a := into[article](made)
	is(t, "Location", made.To(), f.Settings.BaseURL+"/api/v1/articles/what-we-said")
	is(t, "html", a.HTML, "<p>Sixty came.</p>")
	if a.PublishedAt != nil || a.Group != nil || a.Source == nil {
		t.Errorf("made %+v", a)
	}
	path := "/articles/" + a.Slug
	comments := fmt.Sprint("/conversations/", a.ConversationID)
	for _, hidden := range []string{path, comments, comments + "/posts"} {
		boss.Calls("GET", hidden, nil).Is(200)
		eve.Calls("GET", hidden, nil).IsNotFound()
		visitor.Calls("GET", hidden, nil).IsNotFound()
	}
	eve.Calls("POST", comments+"/posts", m{"body": "first!"}).IsNotFound()

	soon := f.Now().Add(time.Hour).UTC().Truncate(time.Second)
	a = into[article](boss.Calls("PATCH", path, m{"published_at": soon.Format(time.RFC3339)}).Is(200))
	is(t, "published_at", *a.PublishedAt, soon.Format("2006-01-02T15:04:05.000Z"))
	is(t, "title", a.Title, "What we said")
	visitor.Calls("GET", path, nil).IsNotFound()
	f.Later(2 * time.Hour)
	visitor.Calls("GET", path, nil).Is(200).Lacks(`"source"`)
	visitor.Calls("GET", "/articles", nil).Is(200).Has("What we said")
	eve.Calls("PATCH", path, m{"title": "Mine"}).Is(403)
	visitor.Calls("PATCH", path, m{"title": "Mine"}).Is(401)
	visitor.Calls("POST", comments+"/posts", m{"body": "hi"}).Is(401)
	eve.Calls("POST", comments+"/posts", m{"body": "hi"}).Is(201)

	a = into[article](boss.Calls("PATCH", path, m{"published_at": nil, "slug": "november", "body": "**bold**", "format": "markdown"}).Is(200))
	is(t, "html", a.HTML, "<p><strong>bold</strong></p>")
	visitor.Calls("GET", path, nil).IsNotFound()
	is(t, "slug", into[article](boss.Calls("GET", path, nil).Is(200)).Slug, "november")
	is(t, "field", field(t, boss.Calls("POST", "/articles", m{"title": "Another", "slug": "what-we-said"}).Is(422)), "slug")
	for name, wrong := range map[string]m{
		"title": {"title": nil}, "kind": {"kind": "poem"}, "guests": {"guests": true}, "lang": {"lang": "xx"}, "slug": {"slug": "A b"},
		"published_at": {"published_at": "tomorrow"}, "html": {"html": "a", "body": "b"},
	} {
		is(t, "field", field(t, boss.Calls("PATCH", "/articles/november", wrong).Is(422)), name)
	}
	for _, when := range []any{"0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2026-13-01T00:00:00Z", "99999-01-01T00:00:00Z", 5, "2026-01-01"} {
		is(t, "field", field(t, boss.Calls("PATCH", "/articles/november", m{"published_at": when}).Is(422)), "published_at")
	}
}

func TestArticles_ofAGroupAreItsLeadsAndItsReaders(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("ops", "members/invite")
	lead, ana, eve := f.As("ops", "lena", forum.Lead), f.Member("ops", "ana"), f.User("eve")
	in := m{"title": "For us", "group": "ops", "html": "<p>x</p>", "published_at": "2020-01-01T00:00:00Z"}

	ana.Calls("POST", "/articles", in).Is(403)
	eve.Calls("POST", "/articles", in).IsNotFound()
	a := into[article](lead.Calls("POST", "/articles", in).Is(201))
	is(t, "group", *a.Group, "ops")
	ana.Calls("GET", "/articles?group=ops", nil).Is(200).Has("For us")
	ana.Calls("GET", "/articles", nil).Is(200).Has("For us")
	eve.Calls("GET", "/articles", nil).Is(200).Lacks("For us")
	eve.Calls("GET", "/articles?group=ops", nil).IsNotFound()
	lead.Calls("PATCH", "/articles/"+a.Slug, m{"group": nil}).Is(403) // the network's are the organisers'
}

func TestArticles_comePageByPage(t *testing.T) {
	f := forumtest.Start(t)
	boss, titles, after := f.Organiser("boss"), "", ""
	for i := range 5 {
		boss.Calls("POST", "/articles", m{"title": fmt.Sprint(i), "published_at": fmt.Sprintf("2020-01-0%dT00:00:00Z", 1+i/2)}).Is(201)
	}
	for range 4 {
		p := into[page[article]](f.Visitor().Calls("GET", "/articles?limit=2"+after, nil).Is(200))
		for _, a := range p.Items {
			titles += a.Title
		}
		if p.Next == nil {
			break
		}
		after = "&after=" + *p.Next
	}
	is(t, "titles", titles, "43210")
}
