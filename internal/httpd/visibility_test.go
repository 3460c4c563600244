package httpd_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"mime/multipart"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// product.md's table "Who may do what", once more and apart from forum's, as
// ranks: what an act needs, and what each viewer of the matrix is.
const (
	asAnybody = iota
	asSignedIn
	asObserver
	asMember
	asModerator
	asLead
)

// reader is one kind of viewer.
type reader struct {
	*forumtest.Person
	rank   int  // by what they are in the network and in the groups
	own    int  // by their own membership alone
	hidden bool // sees what only members see
}

// ground is a group with one of everything that stands in it; every text holds
// its word.
type ground struct {
	slug, word          string
	visibility          forum.Visibility
	talk, channel       forum.Conversation
	post, said, removed app.Post
	out, draft          forum.Article
	comment, onDraft    app.Post
	held                forum.FileID // by a post
	cut                 forum.FileID // by a post that was removed
	drafted, made       forum.FileID // by the draft, by a product
	product             forum.ProductID
	request, invitation int64
	item                forum.ReviewID
	max                 forum.UserID
}

// upload sends a file with the person's token and gives its id.
func upload(t *testing.T, p *forumtest.Person, name, text string) forum.FileID {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write([]byte(text))
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	var f struct{ ID forum.FileID }
	p.Do("POST", "/api/v1/files", &body, "Authorization", "Bearer "+p.Token, "Content-Type", w.FormDataContentType()).Is(201).Into(&f)
	return f.ID
}

func filePath(id forum.FileID) string { return forum.FilePath(id, "paper.txt") }

// grounds makes a group of each visibility and everybody who looks at them.
func grounds(t *testing.T, f *forumtest.Forum) ([]*ground, []reader) {
	t.Helper()
	ctx := context.Background()
	var all []*ground
	for i, visibility := range []forum.Visibility{forum.SeenByEveryone, forum.SeenByNetwork, forum.SeenByMembers} {
		g := &ground{slug: "seen-by-" + string(visibility), visibility: visibility, word: "zanzibar" + string(rune('a'+i))}
		f.Group(g.slug, string(visibility)+"/request")
		lena, max := f.As(g.slug, "lena", forum.Lead), f.Member(g.slug, "max")
		f.As(g.slug, "olga", forum.Observer)
		f.As(g.slug, "mona", forum.Moderator)
		g.max = max.V.ID
		words := func(s string) *string { s += " " + g.word; return &s }
		if _, err := f.App.ChangeGroup(ctx, lena.V, g.slug, app.GroupInput{Name: words("Group"), Focus: words("Focus"), About: words("About")}); err != nil {
			t.Fatal(err)
		}
		g.held, g.cut = upload(t, max, "paper.txt", "held "+g.word), upload(t, max, "paper.txt", "cut "+g.word)
		g.drafted, g.made = upload(t, lena, "paper.txt", "drafted "+g.word), upload(t, lena, "paper.txt", "made "+g.word)
		attach := func(id forum.FileID) string { return fmt.Sprintf("[paper](%s) %s", filePath(id), g.word) }
		g.talk, g.channel = max.Starts(g.slug, "Discussion "+g.word), f.General(g.slug)
		g.post, g.said = max.Replies(g.talk, attach(g.held)), max.Replies(g.channel, "said "+g.word)
		g.removed = max.Replies(g.talk, attach(g.cut))
		max.Removes(g.removed.ID)
		write := func(title string, date any, file forum.FileID) forum.Article {
			var made struct{ Slug string }
			lena.Calls("POST", "/articles", map[string]any{"title": title + " " + g.word, "summary": g.word, "group": g.slug, "published_at": date,
				"body": attach(file), "format": "markdown"}).Is(201).Into(&made)
			art, _, err := f.App.Article(ctx, lena.V, made.Slug)
			if err != nil {
				t.Fatal(err)
			}
			return art
		}
		g.draft, g.out = write("Draft", nil, g.drafted), write("Report", "2020-01-01T00:00:00Z", g.made)
		conversation := func(id forum.ConversationID) forum.Conversation {
			c, _, err := f.App.Conversation(ctx, lena.V, id)
			if err != nil {
				t.Fatal(err)
			}
			return c
		}
		g.comment, g.onDraft = max.Replies(conversation(g.out.ConversationID), "comment "+g.word), lena.Replies(conversation(g.draft.ConversationID), "note "+g.word)
		if err := f.App.AddProduct(ctx, lena.V, g.slug, forum.Product{Title: "Product " + g.word, FileID: g.made}); err != nil {
			t.Fatal(err)
		}
		_, products, _, err := f.App.Products(ctx, lena.V, g.slug)
		if err != nil {
			t.Fatal(err)
		}
		g.product = products[0].ID
		flagged := max.Replies(g.talk, "flagged "+g.word)
		if err := f.App.Flag(ctx, lena.V, app.FlagInput{Post: flagged.ID, Reason: "spam"}); err != nil {
			t.Fatal(err)
		}
		waiting, err := f.App.Reviews(ctx, lena.V, g.slug, false, app.Place{}, 1)
		if err != nil {
			t.Fatal(err)
		}
		g.item = waiting.Items[0].ID
		g.request = 999999
		asker := f.As(g.slug, "asker", forum.Member) // sees the group, leaves, and asks to come back
		if visibility != forum.SeenByMembers {
			if err := f.App.RemoveMember(ctx, asker.V, g.slug, asker.V.ID); err != nil {
				t.Fatal(err)
			}
			if _, err := f.App.Join(ctx, asker.V, g.slug, g.word); err != nil {
				t.Fatal(err)
			}
			in, err := f.App.Group(ctx, lena.V, g.slug)
			if err != nil {
				t.Fatal(err)
			}
			requests, err := f.App.JoinRequests(ctx, in)
			if err != nil {
				t.Fatal(err)
			}
			g.request = int64(requests[0].ID)
		}
		if _, err := f.App.Invite(ctx, lena.V, app.InviteInput{Group: g.slug, Email: "guest@example.org"}); err != nil {
			t.Fatal(err)
		}
		invitations, err := f.App.Invitations(ctx, lena.V, g.slug)
		if err != nil {
			t.Fatal(err)
		}
		g.invitation = int64(invitations[0].ID)
		all = append(all, g)
	}
	f.Group("elsewhere", "everyone/free")
	return all, []reader{
		{Person: f.Visitor(), rank: asAnybody, own: asAnybody},
		{Person: f.User("eve"), rank: asSignedIn, own: asSignedIn},
		{Person: f.As("elsewhere", "rita", forum.Lead), rank: asSignedIn, own: asSignedIn},
		{Person: f.User("olga"), rank: asObserver, own: asObserver, hidden: true},
		{Person: f.User("max"), rank: asMember, own: asMember, hidden: true},
		{Person: f.User("mona"), rank: asModerator, own: asModerator, hidden: true},
		{Person: f.User("lena"), rank: asLead, own: asLead, hidden: true},
		{Person: f.NetworkModerator("nora"), rank: asModerator, own: asSignedIn, hidden: true},
		{Person: f.Organiser("boss"), rank: asLead, own: asSignedIn, hidden: true},
	}
}

func (g *ground) seenBy(r reader) bool {
	switch g.visibility {
	case forum.SeenByEveryone:
		return true
	case forum.SeenByNetwork:
		return r.rank >= asSignedIn
	}
	return r.hidden
}

var requestID = regexp.MustCompile(`<code>[0-9A-Za-z_-]{16}</code>`)

// alike is an answer without what names the request itself.
func alike(a *forumtest.Answer, path string) string {
	said := strings.NewReplacer(html.EscapeString(path), "PATH", url.QueryEscape(path), "PATH").Replace(a.Body)
	return requestID.ReplaceAllString(said, "ID")
}

// apart is where two texts begin to differ; "" if they don't.
func apart(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	if i == len(a) && i == len(b) {
		return ""
	}
	near := func(s string) string { return s[max(0, i-80):min(len(s), i+80)] }
	return fmt.Sprintf("%q against %q", near(a), near(b))
}

// Every path × every viewer × every visibility answers what the table says, and
// what is hidden answers as what there is not.
func TestVisibility_matrix(t *testing.T) {
	f := forumtest.Start(t)
	all, readers := grounds(t, f)
	for _, g := range all {
		for _, kind := range []struct {
			name  string
			tries []try
		}{{"pages", g.pages()}, {"forms", g.forms()}, {"calls", g.calls()}} {
			t.Run(string(g.visibility)+"/"+kind.name, func(t *testing.T) {
				for _, x := range kind.tries {
					for _, r := range readers {
						g.check(t, x, r)
					}
				}
			})
		}
	}
}

func (g *ground) check(t *testing.T, x try, r reader) {
	t.Helper()
	rank, sees := r.rank, g.seenBy(r)
	if x.own {
		rank = r.own
	}
	what := fmt.Sprintf("%s: %s %s", r.Name, x.method, x.path)
	if sees && rank >= x.needs {
		if x.status == 0 {
			return
		}
		if got := x.made(r.Person, x.path); got.Status != x.status {
			t.Errorf("%s: status %d, want %d", what, got.Status, x.status)
		}
		return
	}
	if r.Name == "max" && strings.Contains(x.path, fmt.Sprint(g.post.ID)) && x.needs == asModerator {
		return // they are the author
	}
	if r.Name == "max" && (x.path == filePath(g.cut) || x.path == fmt.Sprint("/t/", g.talk.ID, "/edit") || x.method == "DELETE") {
		return // who wrote it may
	}
	got := x.made(r.Person, x.path)
	switch {
	case !sees || x.withheld:
		want := 404
		if r.rank == asAnybody && strings.HasPrefix(x.path, "/news/") && strings.HasSuffix(x.path, "/edit") && x.method == "POST" {
			want = 401 // whatever there is
		}
		if got.Status != want {
			t.Errorf("%s: status %d, want %d", what, got.Status, want)
			return
		}
		if said := alike(got, x.path); strings.Contains(said, g.word) {
			t.Errorf("%s: it names what it hides", what)
		}
		if x.like == x.path {
			return
		}
		if like := x.made(r.Person, x.like); like.Status != want || apart(alike(got, x.path), alike(like, x.like)) != "" {
			t.Errorf("%s: told apart from %s (%d): %s", what, x.like, like.Status, apart(alike(got, x.path), alike(like, x.like)))
		}
	case r.rank == asAnybody:
		if got.Status != 401 {
			t.Errorf("%s: status %d, want 401", what, got.Status)
		}
	default:
		if got.Status != 403 {
			t.Errorf("%s: status %d, want 403", what, got.Status)
		}
	}
}

// What lists, searches and feeds show names nothing that the reader can't see.
func TestVisibility_ofWhatGathers(t *testing.T) {
	f := forumtest.Start(t)
	all, readers := grounds(t, f)
	max := all[0].max
	for _, r := range readers {
		paths := []string{"/", "/news", "/news.atom", "/search?q=paper", "/g/elsewhere", "/sign-in", "/no/such/page"}
		calls := []string{"/groups", "/articles", "/search?q=paper"}
		if r.rank > asAnybody {
			paths = append(paths, "/inbox", "/missed", "/missed?since=2020-01-01", "/settings", fmt.Sprint("/people/", max), fmt.Sprint("/people/", f.User("lena").V.ID), "/settings/data", "/g/elsewhere/members")
			calls = append(calls, "/me")
		}
		for _, g := range all {
			sees := g.seenBy(r)
			for _, in := range []string{"", "discussion", "channel", "comments", "articles", "people", "groups"} {
				calls = append(calls, "/search?q="+g.word+"&in="+in, "/search?q=group:"+g.slug+"&in="+in, "/search?q=by:max&in="+in)
			}
			paths = append(paths, "/search?q="+g.word[:8], "/search?q=group:"+g.slug, "/search?q=by:max", "/search?q=in:groups+group")
			for _, path := range paths {
				a := r.Visits(path)
				addressesIn(t, r, path, a.Body)
				said := strings.ReplaceAll(strings.ReplaceAll(a.Body, strings.ReplaceAll(path, "/search?q=", ""), ""), "group:"+g.slug, "")
				if !sees && (strings.Contains(said, g.word) || strings.Contains(said, "/g/"+g.slug)) {
					t.Errorf("%s: %s names %s", r.Name, path, g.slug)
				}
				if strings.Contains(said, "Draft "+g.word) && r.rank < asLead {
					t.Errorf("%s: %s names a draft", r.Name, path)
				}
			}
			for _, path := range calls {
				a := r.Calls("GET", path, nil).Is(200)
				addressesIn(t, r, path, a.Body)
				if !sees && (strings.Contains(a.Body, g.word) || strings.Contains(a.Body, g.slug)) {
					t.Errorf("%s: %s names %s", r.Name, path, g.slug)
				}
				if strings.Contains(a.Body, "Draft "+g.word) || strings.Contains(a.Body, "note "+g.word) {
					t.Errorf("%s: %s names a draft", r.Name, path)
				}
			}
			feed := r.Visits("/g/" + g.slug + ".atom")
			if open := g.visibility == forum.SeenByEveryone; open != (feed.Status == 200) || !open && feed.Status != 404 {
				t.Errorf("%s: feed of %s: status %d", r.Name, g.slug, feed.Status)
			}
			feed.Lacks("Draft " + g.word)
			if r.rank == asAnybody {
				r.Visits("/g/"+g.slug).Lacks("/people/", "Lena")
				r.Calls("GET", "/groups", nil).Lacks(`"Lena"`)
			}
		}
	}
}

// addressesIn finds e-mail addresses that are not the reader's own.
func addressesIn(t *testing.T, r reader, path, body string) {
	t.Helper()
	own := []string{r.Name + "@example.org", ""}
	if path == "/settings/data" && r.Name == "lena" {
		own = append(own, "guest@example.org", "") // whom she invited
	}
	if strings.Contains(strings.NewReplacer(own...).Replace(body), "@example.org") {
		t.Errorf("%s: %s shows somebody's address", r.Name, path)
	}
}

// Where a search goes on says nothing of what it passed over.
func TestVisibility_ofWhereASearchGoesOn(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("merger", "members/invite")
	eve := f.User("eve")
	next := map[string]string{}
	for _, word := range []string{"merger", "picnic"} { // a word of a hidden group, and one of none
		eve.Posts("/settings/profile", "name", "Eve", "handle", "eve", "bio", word, "zone", "UTC").Is(303)
		var found struct {
			Items []json.RawMessage
			Next  string
		}
		eve.Calls("GET", "/search?limit=1&q="+word, nil).Is(200).Into(&found)
		if len(found.Items) != 1 {
			t.Fatalf("%s: %d found", word, len(found.Items))
		}
		next[word] = found.Next
	}
	if next["merger"] != next["picnic"] {
		t.Errorf("a hidden group shows in where the search goes on: %q and %q", next["merger"], next["picnic"])
	}
}
