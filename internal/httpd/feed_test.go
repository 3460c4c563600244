package httpd_test

import (
	"encoding/xml"
	"strings"
	"testing"
	"time"

	"plenary/internal/app"
	"plenary/internal/forumtest"
)

type feed struct {
	ID      string    `xml:"id"`
	Title   string    `xml:"title"`
	Updated time.Time `xml:"updated"`
	Links   []link    `xml:"link"`
	Entries []struct {
		ID        string    `xml:"id"`
		Title     string    `xml:"title"`
		Published time.Time `xml:"published"`
		Updated   time.Time `xml:"updated"`
		Author    string    `xml:"author>name"`
		Links     []link    `xml:"link"`
		Content   struct {
			Type string `xml:"type,attr"`
			Text string `xml:",chardata"`
		} `xml:"content"`
	} `xml:"entry"`
}

type link struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

func reads(t *testing.T, a *forumtest.Answer) feed {
	t.Helper()
	a.Is(200)
	if kind := a.Header.Get("Content-Type"); kind != "application/atom+xml; charset=utf-8" {
		t.Errorf("type %q", kind)
	}
	var got feed
	dec := xml.NewDecoder(strings.NewReader(a.Body))
	dec.Strict = true
	if err := dec.Decode(&got); err != nil {
		t.Fatalf("%v in %s", err, a.Body)
	}
	if got.ID == "" || got.Title == "" || got.Updated.IsZero() {
		t.Errorf("feed without id, title or date: %+v", got)
	}
	for _, e := range got.Entries {
		if !strings.HasPrefix(e.ID, "tag:") || e.Title == "" || e.Author == "" || e.Updated.IsZero() || e.Updated.After(got.Updated) ||
			len(e.Links) != 1 || !strings.HasPrefix(e.Links[0].Href, "https://talk.example.org/") || e.Content.Type != "html" {
			t.Errorf("entry %+v", e)
		}
	}
	return got
}

func TestFeeds_tellWhatEverybodyMaySeeAndNothingElse(t *testing.T) {
	f := forumtest.Start(t, forumtest.With("base-url", "https://talk.example.org"))
	olga := f.Organiser("olga")
	ana := f.Member("ops", "ana")
	f.Group("inner", "network/free")
	f.Group("secret", "members/invite")
	sam := f.As("secret", "sam", "lead")
	publishes(t, f, olga, "", `<Peers> & "more" ]]>`+"\u0001", f.Now().Add(-time.Hour))
	publishes(t, f, olga, "ops", "Of ops", f.Now())
	publishes(t, f, sam, "secret", "Of secret", f.Now())
	ana.Starts("ops", "Begun in ops")
	sam.Starts("secret", "Begun in secret")

	news := reads(t, f.Visitor().Visits("/news.atom").Lacks("secret"))
	if len(news.Entries) != 2 || news.Entries[1].Title != `<Peers> & "more" ]]>` || !strings.Contains(news.Entries[1].Content.Text, "<p>The text of") {
		t.Errorf("news: %+v", news.Entries)
	}
	if news.Links[0].Href != "https://talk.example.org/news.atom" || news.Links[0].Rel != "self" {
		t.Errorf("self: %+v", news.Links)
	}
	// The same for who sees more: a feed is read by programs, and kept by them.
	if mine := f.Visitor().Do("GET", "/news.atom", nil, "Cookie", "__Host-plenary="+sam.Cookie); mine.Lacks("Of secret").Status != 200 {
		t.Errorf("status %d", mine.Status)
	}

	ops := reads(t, f.Visitor().Visits("/g/ops.atom"))
	if len(ops.Entries) != 2 || ops.Entries[0].Title != "Begun in ops" || ops.Entries[1].Title != "Of ops" {
		t.Errorf("ops: %+v", ops.Entries)
	}
	for _, hidden := range []string{"/g/inner.atom", "/g/secret.atom", "/g/none.atom"} {
		f.Visitor().Visits(hidden).IsNotFound()
		f.Visitor().Do("GET", hidden, nil, "Cookie", "__Host-plenary="+sam.Cookie).IsNotFound()
	}
}

func TestFeeds_areNotSentAgain(t *testing.T) {
	f := forumtest.Start(t)
	olga := f.Organiser("olga")
	art := publishes(t, f, olga, "", "Peers", f.Now())
	v := f.Visitor()
	first := v.Visits("/news.atom").Is(200)
	etag, changed := first.Header.Get("ETag"), first.Header.Get("Last-Modified")

	v.Do("GET", "/news.atom", nil, "If-None-Match", `"x", W/`+etag).Is(304)
	v.Do("GET", "/news.atom", nil, "If-Modified-Since", changed).Is(304)
	v.Do("GET", "/news.atom", nil, "If-None-Match", `"x"`, "If-Modified-Since", changed).Is(200)
	f.Later(time.Minute)
	submits(t, olga, art.Path()+"/edit", art.Path()+"/edit", "title", "Peers and more").Is(303)
	after := v.Do("GET", "/news.atom", nil, "If-None-Match", etag).Is(200).Has("Peers and more")
	before, now := feedIDs(t, first), feedIDs(t, after)
	if before != now {
		t.Errorf("the entry's id changed from %q to %q", before, now)
	}
	slug := "operations"
	if _, err := f.App.ChangeGroup(t.Context(), olga.V, f.Group("ops", "everyone/free"), app.GroupInput{Slug: &slug}); err != nil {
		t.Fatal(err)
	}
	if to := v.Visits("/g/ops.atom").Is(301).To(); to != "/g/operations.atom" {
		t.Errorf("the old address leads to %q", to)
	}
}

func feedIDs(t *testing.T, a *forumtest.Answer) string {
	t.Helper()
	var got feed
	if err := xml.Unmarshal([]byte(a.Body), &got); err != nil || len(got.Entries) != 1 {
		t.Fatalf("%d entries, %v", len(got.Entries), err)
	}
	return got.Entries[0].ID
}

func TestEmptyFeeds_areWellFormed(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("ops", "everyone/free")
	for _, path := range []string{"/news.atom", "/g/ops.atom"} {
		if got := reads(t, f.Visitor().Visits(path)); len(got.Entries) != 0 {
			t.Errorf("%s: %+v", path, got.Entries)
		}
	}
}
