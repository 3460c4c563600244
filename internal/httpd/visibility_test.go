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

// try is one request and what it needs of who sees the group. like is the same
// request about something that there is not.
type try struct {
	method, path, like string
	needs              int
	own                bool // only the viewer's own membership counts
	status             int  // for whom it is granted; 0: not tried
	withheld           bool // from those who see the group but may not: not found, too
	body               any  // form fields as []string, else JSON
}

func (g *ground) pages() []try {
	slug, talk, post := "/g/"+g.slug, fmt.Sprint("/t/", g.talk.ID), fmt.Sprint("/p/", g.post.ID)
	reads := func(path, like string) try { return try{method: "GET", path: path, like: like, status: 200} }
	tries := []try{
		reads(slug, "/g/nowhere"), reads(slug+"/channels", "/g/nowhere/channels"), reads(slug+"/products", "/g/nowhere/products"),
		reads(slug+"/about", "/g/nowhere/about"), reads(slug+"?page=1", "/g/nowhere?page=1"),
		reads(g.talk.Path(), "/t/999999/x"), reads(g.talk.Path()+"?page=1", "/t/999999/x?page=1"), reads(g.channel.Path(), "/c/999999"),
		reads(post+"/history", "/p/999999/history"), reads(post+"/reply", "/p/999999/reply"), reads(post+"/reply?quote=1", "/p/999999/reply?quote=1"),
		reads(g.out.Path(), "/news/nothing"), reads(filePath(g.held), "/files/999999/paper.txt"), reads(filePath(g.made), "/files/999999/paper.txt"),
		{method: "GET", path: talk, like: "/t/999999", status: 302}, {method: "GET", path: post, like: "/p/999999", status: 302},
		{method: "GET", path: fmt.Sprint("/p/", g.said.ID), like: "/p/999999", status: 302},
		{method: "GET", path: fmt.Sprint("/p/", g.comment.ID), like: "/p/999999", status: 302},
		{method: "GET", path: fmt.Sprint("/p/", g.removed.ID), like: "/p/999999", status: 302},
		{method: "GET", path: fmt.Sprint("/t/", g.channel.ID), like: "/t/999999", status: 302},
		{method: "GET", path: fmt.Sprint("/c/", g.talk.ID), like: "/c/999999", status: 302},
		{method: "GET", path: slug + "/members", like: "/g/nowhere/members", needs: asSignedIn, status: 200},
		{method: "GET", path: slug + "/log", like: "/g/nowhere/log", needs: asLead, status: 200},
		{method: "GET", path: slug + "/edit", like: "/g/nowhere/edit", needs: asLead, status: 200},
		{method: "GET", path: slug + "/channels/new", like: "/g/nowhere/channels/new", needs: asModerator, status: 200},
		{method: "GET", path: fmt.Sprint(slug, "/products/", g.product), like: "/g/nowhere/products/1", needs: asLead, status: 200},
		{method: "GET", path: talk + "/edit", like: "/t/999999/edit", needs: asModerator},
		{method: "GET", path: fmt.Sprint(g.channel.Path(), "/edit"), like: "/c/999999/edit", needs: asModerator, status: 200},
		{method: "GET", path: fmt.Sprint("/p/", g.removed.ID, "/history"), like: "/p/999999/history", needs: asModerator, status: 200, withheld: true},
		{method: "GET", path: filePath(g.cut), like: "/files/999999/paper.txt", needs: asModerator, status: 200, withheld: true},
		{method: "GET", path: g.draft.Path(), like: "/news/nothing", needs: asLead, status: 200, withheld: true},
		{method: "GET", path: g.draft.Path() + "/edit", like: "/news/nothing/edit", needs: asLead, status: 200, withheld: true},
		{method: "GET", path: g.out.Path() + "/edit", like: "/news/nothing/edit", needs: asLead, status: 200, withheld: true},
		{method: "GET", path: fmt.Sprint("/p/", g.onDraft.ID), like: "/p/999999", needs: asLead, status: 302, withheld: true},
		{method: "GET", path: fmt.Sprint("/p/", g.onDraft.ID, "/history"), like: "/p/999999/history", needs: asLead, status: 200, withheld: true},
		{method: "GET", path: filePath(g.drafted), like: "/files/999999/paper.txt", needs: asLead, status: 200, withheld: true},
	}
	return tries
}

func (g *ground) forms() []try {
	slug, talk, post := "/g/"+g.slug, fmt.Sprint("/t/", g.talk.ID), fmt.Sprint("/p/", g.post.ID)
	sends := func(path, like string, needs int, fields ...string) try {
		return try{method: "POST", path: path, like: like, needs: needs, body: fields}
	}
	tries := []try{
		sends(slug+"/edit", "/g/nowhere/edit", asLead, "name", "Taken over", "visibility", "everyone", "joining", "free"),
		sends(slug+"/channels/new", "/g/nowhere/channels/new", asModerator, "title", "ours"),
		sends(slug+"/join", "/g/nowhere/join", asSignedIn, "note", "let me in"),
		sends(fmt.Sprint(slug, "/members/", g.max), fmt.Sprint("/g/nowhere/members/", g.max), asLead, "role", "lead"),
		sends(fmt.Sprint(slug, "/requests/", g.request), fmt.Sprint("/g/nowhere/requests/", g.request), asLead, "decision", "approve"),
		sends(slug+"/invitations", "/g/nowhere/invitations", asLead, "role", "lead"),
		sends(fmt.Sprint(slug, "/invitations/", g.invitation, "/revoke"), fmt.Sprint("/g/nowhere/invitations/", g.invitation, "/revoke"), asLead),
		sends(slug+"/products", "/g/nowhere/products", asLead, "title", "mine"),
		sends(fmt.Sprint(slug, "/products/", g.product), "/g/nowhere/products/1", asLead, "remove", "1"),
		sends(talk+"/edit", "/t/999999/edit", asModerator, "title", "Taken over"),
		sends(talk+"/pin", "/t/999999/pin", asModerator, "on", "1"),
		sends(talk+"/state", "/t/999999/state", asModerator, "state", "locked"),
		sends(g.channel.Path()+"/edit", "/c/999999/edit", asModerator, "title", "ours"),
		sends(g.channel.Path()+"/state", "/c/999999/state", asModerator, "state", "locked"),
		sends(post+"/edit", "/p/999999/edit", asModerator, "body", "taken over"),
		sends(post+"/remove", "/p/999999/remove", asModerator),
		sends(post+"/conclude", "/p/999999/conclude", asModerator, "on", "1"),
		sends(post+"/unread", "/p/999999/unread", asSignedIn),
		sends(g.out.Path()+"/comment", "/news/nothing/comment", asSignedIn, "body", "hello"),
		sends(g.out.Path()+"/edit", "/news/nothing/edit", asLead, "title", "Taken over", "when", "draft"),
	}
	for _, own := range []try{
		sends(slug+"/new", "/g/nowhere/new", asMember, "title", "Another", "body", "hello"),
		sends(talk+"/reply", "/t/999999/reply", asMember, "body", "hello"),
		sends(g.channel.Path()+"/say", "/c/999999/say", asMember, "body", "hello"),
		sends(post+"/react", "/p/999999/react", asObserver, "kind", "👍"),
	} {
		own.own = true
		tries = append(tries, own)
	}
	for _, closed := range []try{
		sends(g.draft.Path()+"/comment", "/news/nothing/comment", asLead, "body", "hello"),
		sends(g.draft.Path()+"/edit", "/news/nothing/edit", asLead, "title", "Taken over", "when", "draft"),
		sends(fmt.Sprint("/p/", g.onDraft.ID, "/react"), "/p/999999/react", asLead, "kind", "👍"),
		sends(fmt.Sprint("/p/", g.onDraft.ID, "/unread"), "/p/999999/unread", asLead),
	} {
		closed.withheld = true
		tries = append(tries, closed)
	}
	return tries
}

func (g *ground) calls() []try {
	group, talk, channel, post := "/groups/"+g.slug, fmt.Sprint("/conversations/", g.talk.ID), fmt.Sprint("/conversations/", g.channel.ID), fmt.Sprint("/posts/", g.post.ID)
	comments, draft := fmt.Sprint("/conversations/", g.out.ConversationID), fmt.Sprint("/conversations/", g.draft.ConversationID)
	onDraft, max := fmt.Sprint("/posts/", g.onDraft.ID), fmt.Sprint("/members/", g.max)
	const none, noPost = "/conversations/999999", "/posts/999999"
	var tries []try
	add := func(method, path, like string, needs, status int, body any) *try {
		tries = append(tries, try{method: method, path: "/api/v1" + path, like: "/api/v1" + like, needs: needs, status: status, body: body})
		return &tries[len(tries)-1]
	}
	for path, like := range map[string]string{group: "/groups/nowhere", group + "/conversations": "/groups/nowhere/conversations",
		group + "/conversations?kind=channel": "/groups/nowhere/conversations?kind=channel", talk: none, talk + "/posts": none + "/posts", channel: none,
		channel + "/posts": none + "/posts", comments: none, comments + "/posts": none + "/posts", talk + "/events?after=0": none + "/events?after=0",
		channel + "/events": none + "/events", comments + "/events?after=0": none + "/events?after=0", post: noPost, post + "/revisions": noPost + "/revisions",
		fmt.Sprint("/posts/", g.comment.ID): noPost, fmt.Sprint("/posts/", g.removed.ID): noPost, "/articles/" + g.out.Slug: "/articles/nothing",
		"/articles?group=" + g.slug: "/articles?group=nowhere"} {
		add("GET", path, like, asAnybody, 200, nil)
	}
	add("GET", group+"/members", "/groups/nowhere/members", asSignedIn, 200, nil).withheld = true
	for path, like := range map[string]string{draft: none, draft + "/posts": none + "/posts", draft + "/events?after=0": none + "/events?after=0", onDraft: noPost,
		onDraft + "/revisions": noPost + "/revisions", "/articles/" + g.draft.Slug: "/articles/nothing"} {
		add("GET", path, like, asLead, 200, nil).withheld = true
	}
	type m = map[string]any
	like := "/reactions/%F0%9F%91%8D"
	add("PATCH", group, "/groups/nowhere", asLead, 0, m{"visibility": "everyone"})
	add("PUT", group+max, "/groups/nowhere"+max, asLead, 0, m{"role": "lead"})
	add("DELETE", group+max, "/groups/nowhere"+max, asLead, 0, nil)
	add("POST", group+"/conversations", "/groups/nowhere/conversations", asMember, 0, m{"kind": "discussion", "title": "Another", "body": "hello"}).own = true
	add("POST", group+"/conversations", "/groups/nowhere/conversations", asModerator, 0, m{"kind": "channel", "title": "ours"})
	add("PATCH", talk, none, asModerator, 0, m{"state": "locked"})
	add("PATCH", channel, none, asModerator, 0, m{"title": "ours"})
	add("PATCH", comments, none, asModerator, 0, m{"state": "locked"})
	add("POST", talk+"/posts", none+"/posts", asMember, 0, m{"body": "hello"}).own = true
	add("POST", channel+"/posts", none+"/posts", asMember, 0, m{"body": "hello"}).own = true
	add("POST", comments+"/posts", none+"/posts", asSignedIn, 0, m{"body": "hello"})
	add("POST", draft+"/posts", none+"/posts", asLead, 0, m{"body": "hello"}).withheld = true
	add("PATCH", draft, none, asLead, 0, m{"state": "locked"}).withheld = true
	add("PATCH", post, noPost, asModerator, 0, m{"body": "taken over"})
	add("DELETE", post, noPost, asModerator, 0, nil)
	add("DELETE", onDraft, noPost, asLead, 0, nil).withheld = true
	add("PUT", post+like, noPost+like, asObserver, 0, nil).own = true
	add("DELETE", post+like, noPost+like, asObserver, 0, nil).own = true
	add("PUT", onDraft+like, noPost+like, asLead, 0, nil).withheld = true
	add("POST", post+"/flags", noPost+"/flags", asSignedIn, 0, m{"reason": "spam"})
	add("POST", onDraft+"/flags", noPost+"/flags", asLead, 0, m{"reason": "spam"}).withheld = true
	add("PUT", talk+"/read", none+"/read", asSignedIn, 0, m{"post_id": g.post.ID})
	add("PUT", talk+"/read", none+"/read", asSignedIn, 0, m{"unread_from": g.post.ID})
	add("PUT", draft+"/read", none+"/read", asLead, 0, m{"post_id": g.onDraft.ID}).withheld = true
	add("POST", "/posts/move", "/posts/move", asModerator, 0, m{"posts": []forum.PostID{g.post.ID}, "to": g.talk.ID})
	add("PATCH", "/articles/"+g.out.Slug, "/articles/nothing", asLead, 0, m{"title": "Taken over"})
	add("PATCH", "/articles/"+g.draft.Slug, "/articles/nothing", asLead, 0, m{"published_at": "2020-01-01T00:00:00Z"}).withheld = true
	add("POST", "/articles", "/articles", asLead, 0, m{"title": "Ours", "group": g.slug})
	add("POST", "/articles/"+g.draft.Slug+"/guest-comments", "/articles/nothing/guest-comments", asLead, 0, m{"name": "n"}).withheld = true
	return tries
}

// made sends the request, about what there is or (like) what there is not.
func (x try) made(p *forumtest.Person, path string) *forumtest.Answer {
	fields, isForm := x.body.([]string)
	switch {
	case isForm:
		return p.Posts(path, fields...)
	case x.body != nil:
		return p.Calls(x.method, strings.TrimPrefix(path, "/api/v1"), x.body)
	case strings.HasPrefix(path, "/api/v1"):
		return p.Calls(x.method, strings.TrimPrefix(path, "/api/v1"), nil)
	}
	return p.Do(x.method, path, nil)
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
			paths = append(paths, "/inbox", "/settings", fmt.Sprint("/people/", max), fmt.Sprint("/people/", f.User("lena").V.ID), "/settings/data", "/g/elsewhere/members")
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
			feed.Lacks("Draft")
			if r.rank == asAnybody {
				r.Visits("/g/"+g.slug).Lacks("/people/", "Lena")
				r.Calls("GET", "/groups", nil).Lacks(`"Lena"`)
			}
		}
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
