package httpd_test

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// publishes makes an article through the verbs; the zero time is a draft.
func publishes(t *testing.T, f *forumtest.Forum, p *forumtest.Person, group, title string, at time.Time) forum.Article {
	t.Helper()
	art, err := f.App.AddArticle(context.Background(), p.V, app.ArticleInput{Title: &title, Group: &group, PublishedAt: &at,
		Body: &app.Body{Source: "The text of " + title, Format: forum.Markdown}})
	if err != nil {
		t.Fatal(err)
	}
	return art
}

func TestArticle_goesFromDraftToScheduledToPublished(t *testing.T) {
	f := forumtest.Start(t, forumtest.With("timezone", "America/New_York"))
	olga, ana, visitor := f.Organiser("olga"), f.User("ana"), f.Visitor()
	outsiders := []*forumtest.Person{ana, visitor}
	unseen := func(path string) {
		t.Helper()
		for _, p := range outsiders {
			p.Visits(path).IsNotFound().Lacks("Peer support")
			p.Calls("GET", "/articles"+strings.TrimPrefix(path, "/news"), nil).IsNotFound()
			p.Visits("/news").Is(200).Lacks("Peer support")
			p.Visits("/search?q=peer").Is(200).Lacks("Peer support")
			p.Visits("/news.atom").Is(200).Lacks("Peer support")
			p.Calls("GET", "/search?q=peer", nil).Is(200).Lacks("Peer support")
		}
	}

	submits(t, olga, "/news/new", "/news/new", "title", "", "body", "We met in November.").Is(422).Has("We met in November.")
	preview := submits(t, olga, "/news/new", "/news/new", "title", "Peer support", "body", "We **met**.", "do", "preview").Is(200)
	preview.Has("<strong>met</strong>", "We **met**.", "Peer support")
	unseen("/news/peer-support")
	path := submits(t, olga, "/news/new", "/news/new", "title", "Peer support", "body", "We **met** in November.", "summary", "A meeting",
		"kind", "report").Is(303).To()
	if path != "/news/peer-support" {
		t.Fatalf("leads to %q", path)
	}
	olga.Visits(path).Is(200).Has("Draft", "<strong>met</strong>", "The draft is saved")
	olga.Visits("/news").Has("Peer support")
	unseen(path)

	edit := path + "/edit"
	ana.Visits(edit).IsNotFound()
	ana.Posts(edit, "title", "Mine").Is(404)
	visitor.Posts(edit, "title", "Mine").Is(401)
	ana.Posts("/news/new", "title", "Mine", "body", "x", "kind", "post", "lang", "en", "guests", "closed", "when", "now").Is(403)
	ana.Visits("/news/new").IsNotFound()
	submits(t, olga, edit, edit, "when", "later", "at", "soon").Is(422).Has("soon", "We **met** in November.")
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	due := f.Now().Add(3 * time.Hour).In(zone)
	submits(t, olga, edit, edit, "when", "later", "at", due.Format("2006-01-02T15:04")).Is(303)
	olga.Visits(path).Has("Scheduled", "comes out at the time you set")
	unseen(path)

	f.Later(2 * time.Hour)
	unseen(path)
	f.Later(time.Hour + time.Minute)
	for _, p := range outsiders {
		p.Visits(path).Is(200).Has("Peer support", "<strong>met</strong>")
		p.Visits("/news").Has("Peer support", "A meeting")
		p.Visits("/news.atom").Has("Peer support")
		p.Visits("/search?q=peer").Has("<mark>Peer</mark> support")
	}

	submits(t, olga, edit, edit, "slug", "peers").Is(303)
	if to := visitor.Visits(path + "?page=1").Is(301).To(); to != "/news/peers?page=1" {
		t.Errorf("the old address leads to %q", to)
	}
	submits(t, olga, "/news/peers/edit", "/news/peers/edit", "when", "draft").Is(303)
	unseen("/news/peers")
}

func TestArticle_ofAGroupIsSeenByWhoSeesTheGroup(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("secret", "members/invite")
	sam, eve := f.As("secret", "sam", "lead"), f.User("eve")

	page := sam.Visits("/news/new").Is(200).Has("Group secret").Lacks("The whole network")
	path := sam.Posts("/news/new", fill(t, page, "/news/new", "title", "Inside", "body", "Only us", "when", "now")...).Is(303).To()
	sam.Visits(path).Is(200).Has("Only us")
	sam.Visits("/news").Has("Inside")
	sam.Posts("/news/new", fill(t, page, "/news/new", "title", "Everywhere", "body", "All", "group", "", "when", "now")...).Is(403)
	for _, p := range []*forumtest.Person{eve, f.Visitor()} {
		p.Visits(path).IsNotFound()
		p.Visits("/news").Lacks("Inside")
		p.Posts(path+"/comment", "body", "hello").IsNotFound()
	}
}

func TestComments_areMadeAtOnceByWhoeverIsSignedIn(t *testing.T) {
	f := forumtest.Start(t)
	olga, ana, ben := f.Organiser("olga"), f.User("ana"), f.User("ben")
	art := publishes(t, f, olga, "", "Peer support", f.Now())
	action := art.Path() + "/comment"

	f.Visitor().Visits(art.Path()).Is(200).Has("/sign-in?next=").Lacks(`action="` + action)
	f.Visitor().Posts(action, "body", "let me in").Is(401).Has("let me in")
	submits(t, ana, art.Path(), action, "body", "").Is(422)
	submits(t, ana, art.Path(), action, "body", "kept", "format", "runes").Is(422).Has("kept")
	place := submits(t, ana, art.Path(), action, "body", "I was **there**.").Is(303).To()
	if !strings.HasPrefix(place, art.Path()+"?page=1#p") {
		t.Errorf("leads to %q", place)
	}
	first := strings.Split(place, "#p")[1]
	submits(t, ben, art.Path(), action, "body", "So was I.", "reply_to", first).Is(303)

	page := f.Visitor().Visits(art.Path()).Has("<strong>there</strong>", "So was I.", `data-conversation="`, `data-kind="comments"`)
	parent, reply := strings.Index(page.Body, `data-post="`+first), strings.Index(page.Body, "So was I.")
	between := page.Body[parent:reply]
	if strings.Count(between, "<ol")-strings.Count(between, "</ol") != 1 {
		t.Errorf("the reply does not stand under its parent: %.3000s", between)
	}
	ben.Visits("/p/" + first).Is(302)

	again := []string{"body", "once", "format", "markdown", "client_id", "7c9e6679-7425-40de-944b-e07fc1f90ae7"}
	if a, b := ana.Posts(action, again...).Is(303).To(), ana.Posts(action, again...).Is(303).To(); a != b {
		t.Errorf("sent twice it stands at %q and %q", a, b)
	}
}

func TestComments_arePaged(t *testing.T) {
	f := forumtest.Start(t)
	olga, ana := f.Organiser("olga"), f.User("ana")
	art := publishes(t, f, olga, "", "Peer support", f.Now())
	talk := forum.Conversation{ID: art.ConversationID}
	for i := range 55 {
		ana.Replies(talk, "comment "+strconv.Itoa(i)+".")
	}
	f.Visitor().Visits(art.Path()).Is(200).Has("comment 0.", "comment 49.", art.Path()+"?page=2").Lacks("comment 50.")
	f.Visitor().Visits(art.Path() + "?page=2").Is(200).Has("comment 54.").Lacks("comment 49.")
	f.Visitor().Visits(art.Path() + "?page=3").IsNotFound()
	f.Visitor().Visits(art.Path() + "?page=-1").IsNotFound()
	if to := submits(t, ana, art.Path(), art.Path()+"/comment", "body", "the last").Is(303).To(); !strings.Contains(to, "?page=2#p") {
		t.Errorf("leads to %q", to)
	}
}

func TestNews_isPaged(t *testing.T) {
	f := forumtest.Start(t)
	olga := f.Organiser("olga")
	for i := range 25 {
		publishes(t, f, olga, "", "Article "+strconv.Itoa(i)+".", f.Now().Add(time.Duration(i-30)*time.Hour))
	}
	page := f.Visitor().Visits("/news").Has("Article 24.", "Article 5.").Lacks("Article 4.")
	_, rest, _ := strings.Cut(page.Body, `href="/news?before=`)
	older, _, _ := strings.Cut(rest, `"`)
	f.Visitor().Visits("/news?before="+older).Is(200).Has("Article 4.", "Article 0.").Lacks("Article 5.")
	f.Visitor().Visits("/news?before=forged").Is(200).Has("Article 24.")
	var answer struct{ Items []struct{ Title string } }
	if err := json.Unmarshal([]byte(f.Visitor().Calls("GET", "/articles?limit=3", nil).Body), &answer); err != nil || len(answer.Items) != 3 {
		t.Errorf("%d articles in the API, %v", len(answer.Items), err)
	}
}
