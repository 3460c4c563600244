package httpd_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// Nothing that stands in an address, a query or a form makes the server fail,
// whoever sends it.
func TestBad_addressesQueriesAndFields(t *testing.T) {
	f := forumtest.Start(t)
	lena := f.As("ops", "lena", forum.Lead)
	lena.Starts("ops", "Who pays?")
	bad := []string{"9223372036854775807", "-1", "%00", "1%00", "%ff%fe", "..%2f..%2fetc", "%27%20OR%201=1--", "a%0d%0aSet-Cookie:x=y", strings.Repeat("9", 400), "@%00"}
	for _, who := range []*forumtest.Person{f.Visitor(), f.Organiser("boss")} {
		for _, b := range bad {
			for _, path := range []string{
				"/g/X", "/g/X/members", "/g/X.atom", "/g/ops?page=X", "/g/ops/members?page=X", "/g/ops/log?before=X",
				"/g/ops/products/X", "/t/X", "/t/1?page=X", "/t/X/X", "/t/2/X", "/t/2?page=X", "/c/X", "/c/1?before=X",
				"/p/X",
				"/p/X/history", "/p/1/reply?quote=X", "/news/X", "/news?before=X", "/news?before=X-X", "/search?q=X", "/search?q=a&in=X",
				"/search?q=a&after=X", "/search?q=a&after=oX", "/search?q=a&after=pX", "/search?q=by:X", "/search?q=group:X",
				"/search?q=after:X", "/inbox?before=X",
				"/people/X", "/people/@X", "/files/X", "/files/X/X", "/files/1/X",
				"/sign-in?next=X", "/sign-in?next=/X", "/sign-in/X", "/sign-in/X?next=/X", "/setup/X", "/join/X", "/join?sent=X",
				"/settings/network?page=X&q=X", "/assets/X", "/X", "/api/v1/X", "/api/v1/search?q=X", "/api/v1/articles?group=X",
				"/live?X",
			} {
				a := who.Visits(strings.ReplaceAll(path, "X", b))
				if a.Status >= 500 && a.Status != 501 {
					t.Errorf("%s %s: %d", who.Name, strings.ReplaceAll(path, "X", b), a.Status)
				}
				if strings.Contains(strings.Join(a.Header.Values("Set-Cookie"), ";"), "x=y") {
					t.Errorf("%s: a header was injected", path)
				}
				if loc := a.Header.Get("Location"); loc != "" && (!strings.HasPrefix(loc, "/") || strings.HasPrefix(loc, "//")) {
					t.Errorf("%s %s leads to %q", who.Name, path, loc)
				}
			}
			typed, err := url.PathUnescape(b)
			if err != nil {
				t.Fatal(err)
			}
			var fields []string
			for _, name := range strings.Fields(`email name password handle id title body slug reply_to client_id revision days uses role group kind url at lang zone next
				format state topic picture invite_email`) {
				fields = append(fields, name, typed)
			}
			fields = append(fields, "when", "later")
			for _, path := range []string{
				"/sign-in", "/sign-in/link", "/join", "/settings/profile", "/settings/password", "/settings/tokens",
				"/settings/sessions/X/end", "/settings/tokens/X/end", "/settings/network/people/X", "/settings/network/invitations",
				"/settings/network/requests/X", "/inbox/read", "/news/new", "/groups/new", "/g/ops/edit", "/g/ops/new",
				"/g/ops/channels/new", "/g/ops/members/X", "/g/ops/requests/X", "/g/ops/invitations", "/g/ops/invitations/X/revoke",
				"/g/ops/products", "/t/2/edit", "/t/2/reply", "/t/2/pin", "/t/2/state", "/c/1/say", "/c/1/edit", "/p/1/edit",
				"/p/1/react", "/p/1/unread", "/p/1/conclude", "/preview", "/join/X", "/setup/X", "/sign-in/X",
			} {
				a := who.Posts(strings.ReplaceAll(path, "X", b), fields...)
				if a.Status >= 500 && a.Status != 501 {
					t.Errorf("%s POST %s %q: %d", who.Name, path, typed, a.Status)
				}
				if loc := a.Header.Get("Location"); loc != "" && (!strings.HasPrefix(loc, "/") || strings.HasPrefix(loc, "//")) {
					t.Errorf("%s %s leads to %q", who.Name, path, loc)
				}
			}
		}
	}
}

// Who was taken out of a hidden group keeps nothing of it: no file, no notice
// and no count of them, no name in the download of their data.
func TestLeft_nothingOfAHiddenGroupStays(t *testing.T) {
	f := forumtest.Start(t)
	ctx := context.Background()
	f.Group("hush", "members/invite")
	lena, max := f.As("hush", "lena", forum.Lead), f.As("hush", "max", forum.Lead)
	file := upload(t, max, "paper.txt", "of the group")
	talk := max.Starts("hush", "Zanzibar")
	post := max.Replies(talk, fmt.Sprintf("[paper](%s)", filePath(file)))
	max.Calls("POST", "/articles", map[string]any{"title": "Zanzibar report", "group": "hush", "html": "<p>zanzibar</p>"}).Is(201)
	lena.Answers(talk, post.ID, "@max look")
	max.Visits(filePath(file)).Is(200)
	max.Visits("/").Has("Group hush")
	if n := unreadNotices(t, f, max); n != 2 { // in the group, and named
		t.Fatalf("%d notices before", n)
	}

	if err := f.App.RemoveMember(ctx, lena.V, "hush", max.V.ID); err != nil {
		t.Fatal(err)
	}
	max.Visits(filePath(file)).IsNotFound()
	f.Later(time.Hour)
	if _, err := f.App.Edit(ctx, lena.V, app.EditInput{Post: post.ID, Body: app.Body{Source: "zanzibar, edited", Format: forum.Markdown}}); err != nil {
		t.Fatal(err)
	}
	if n := unreadNotices(t, f, max); n != 0 {
		t.Errorf("%d notices are counted that the inbox does not show", n)
	}
	max.Visits("/inbox").Is(200).Lacks("hush", "anzibar")
	data := max.Visits("/settings/data").Is(200)
	data.Lacks("hush", "Zanzibar report")
	max.Calls("GET", "/me", nil).Is(200).Lacks("hush")
}

func unreadNotices(t *testing.T, f *forumtest.Forum, p *forumtest.Person) int {
	t.Helper()
	rail, err := f.App.Rail(context.Background(), p.V, 0)
	if err != nil {
		t.Fatal(err)
	}
	return rail.Notices
}

// Staff who read what only members see leave a line in the group's log,
// whichever way they come.
func TestStaff_leaveALineWhicheverWayTheyRead(t *testing.T) {
	f := forumtest.Start(t)
	for i, read := range []func(*forumtest.Person, forum.Conversation, string){
		func(p *forumtest.Person, c forum.Conversation, _ string) { p.Visits(c.Path()).Is(200) },
		func(p *forumtest.Person, c forum.Conversation, _ string) {
			p.Calls("GET", fmt.Sprint("/conversations/", c.ID), nil).Is(200)
		},
		func(p *forumtest.Person, c forum.Conversation, _ string) {
			p.Calls("GET", fmt.Sprint("/conversations/", c.ID, "/posts"), nil).Is(200)
		},
		func(p *forumtest.Person, c forum.Conversation, _ string) {
			p.Calls("GET", fmt.Sprint("/conversations/", c.ID, "/events?after=0"), nil).Is(200)
		},
		func(p *forumtest.Person, c forum.Conversation, _ string) { p.Watches(c) },
		func(p *forumtest.Person, _ forum.Conversation, g string) {
			p.Calls("GET", "/groups/"+g+"/members", nil).Is(200)
		},
	} {
		g := f.Group(fmt.Sprint("hush-", i), "members/invite")
		lena, nora := f.As(g, "lena", forum.Lead), f.NetworkModerator("nora")
		talk := lena.Starts(g, "Zanzibar")
		read(nora, talk, g)
		lena.Visits("/g/" + g + "/log").Is(200).Has("Nora")
	}
}

// A lead who was taken out can't come back by a link that they made before, and
// an invitation takes nothing from who is more already.
func TestInvitation_endsWithItsMakersRightToInvite(t *testing.T) {
	f := forumtest.Start(t)
	ctx := context.Background()
	lena, max, mona := f.As("ops", "lena", forum.Lead), f.As("ops", "max", forum.Lead), f.As("ops", "mona", forum.Moderator)
	invite := func(by *forumtest.Person, role forum.GroupRole) string {
		link, err := f.App.Invite(ctx, by.V, app.InviteInput{Group: "ops", Role: role, Uses: 5})
		if err != nil {
			t.Fatal(err)
		}
		return link[strings.Index(link, "/join/"):]
	}
	back, again, low := invite(max, forum.Lead), invite(max, forum.Lead), invite(lena, forum.Member)
	if err := f.App.SetRole(ctx, lena.V, "ops", max.V.ID, forum.Member); err != nil {
		t.Fatal(err)
	}
	max.Posts(back).IsNotFound()
	if err := f.App.RemoveMember(ctx, lena.V, "ops", max.V.ID); err != nil {
		t.Fatal(err)
	}
	max.Posts(again).IsNotFound()
	mona.Posts(low).Is(303)
	mona.Visits("/g/ops/channels/new").Is(200) // a moderator as before
}

// What is used once is used once, however many try at the same moment.
func TestRace_ofLinksAndInvitations(t *testing.T) {
	f := forumtest.Start(t)
	ctx := context.Background()
	lena := f.As("ops", "lena", forum.Lead)
	_, link, err := f.App.AddPerson(ctx, app.CommandLine(), app.NewPerson{Email: "nils@example.org", Name: "Nils"})
	if err != nil {
		t.Fatal(err)
	}
	code, err := f.App.Invite(ctx, lena.V, app.InviteInput{Group: "ops", Uses: 2})
	if err != nil {
		t.Fatal(err)
	}
	const tries = 8
	for i := range tries {
		f.User(fmt.Sprint("guest", i))
	}
	for _, c := range []struct {
		path string
		as   func(int) *forumtest.Person
		most int
	}{
		{link[strings.Index(link, "/sign-in/"):], func(int) *forumtest.Person { return f.Visitor() }, 1},
		{code[strings.Index(code, "/join/"):], func(i int) *forumtest.Person { return f.User(fmt.Sprint("guest", i)) }, 2},
	} {
		var wg sync.WaitGroup
		answers := make([]int, tries)
		for i := range tries {
			p := c.as(i)
			wg.Go(func() { answers[i] = p.Posts(c.path).Status })
		}
		wg.Wait()
		done := 0
		for _, status := range answers {
			switch status {
			case 303:
				done++
			case 404:
			default:
				t.Errorf("%s: status %d", c.path, status)
			}
		}
		if done != c.most {
			t.Errorf("%s worked %d times, want %d", c.path, done, c.most)
		}
	}
}

// A long backlog of large posts comes in runs: whole and in order on a socket,
// and bit by bit to who polls.
func TestBacklog_ofLargePostsComesInRuns(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "Large")
	post := ana.Replies(talk, strings.Repeat("word ", 11_000))
	for i := range 130 { // each event carries the post as it is now
		if _, err := f.App.React(context.Background(), ana.V, post.ID, "👍", i%2 == 0); err != nil {
			t.Fatal(err)
		}
	}
	l := f.Visitor().Opens()
	l.Watch(talk.ID, "after", 0)
	for want := int64(1); want <= 132; want++ {
		if got := l.Next(); got.Op != "event" || got.Seq != want {
			t.Fatalf("%s %d, want the event %d", got.Op, got.Seq, want)
		}
	}
	ana.Replies(talk, "and live")
	if got := l.Next(); got.Seq != 133 {
		t.Fatalf("then %d", got.Seq)
	}

	var after int64
	for answers := 0; after < 133; answers++ {
		var said struct {
			Items []json.RawMessage
			Seq   int64
		}
		a := f.Visitor().Calls("GET", fmt.Sprint("/conversations/", talk.ID, "/events?after=", after), nil).Is(200)
		a.Into(&said)
		if said.Seq != after+int64(len(said.Items)) || len(said.Items) == 0 || len(a.Body) > 6<<20 || answers > 20 {
			t.Fatalf("%d events up to %d after %d, in %d bytes", len(said.Items), said.Seq, after, len(a.Body))
		}
		after = said.Seq
	}
}

// A link must not make an error page say what its author likes.
func TestProblem_repeatsNothingOfTheAddress(t *testing.T) {
	f := forumtest.Start(t)
	for _, who := range []*forumtest.Person{f.Visitor(), f.User("ana")} {
		who.Visits("/t/999999?body=call+555-0100&title=call+555-0100").IsNotFound().Lacks("call 555-0100")
		who.Posts("/t/999999/reply?body=call+555-0100").Lacks("call 555-0100")
		who.Posts("/t/999999/reply", "body", "mine to keep").IsNotFound().Has("mine to keep")
	}
}

// A line of the log stays where what it was about has gone out of sight.
func TestLog_outlivesWhatMovedAway(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("hush", "members/invite")
	lena, boss := f.As("ops", "lena", forum.Lead), f.Organiser("boss")
	var art struct {
		Slug           string
		ConversationID forum.ConversationID `json:"conversation_id"`
	}
	lena.Calls("POST", "/articles", map[string]any{"title": "Report", "group": "ops", "published_at": "2020-01-01T00:00:00Z"}).Is(201).Into(&art)
	lena.Calls("PATCH", fmt.Sprint("/conversations/", art.ConversationID), map[string]any{"state": "locked"}).Is(200)
	lena.Visits("/g/ops/log").Is(200).Has("Report")
	boss.Calls("PATCH", "/articles/"+art.Slug, map[string]any{"group": "hush", "title": "Secret report"}).Is(200)
	lena.Visits("/g/ops/log").Is(200).Has("Lena").Lacks("Secret")
}

// A name that shows nothing is none.
func TestName_hasSomethingToSee(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.User("ana")
	for _, name := range []string{"\u200d\u200d\u200d", "\u3164\u3164", "\u2800\u2800\u2800", "\u0301\u0301", "\u00ad\u00ad", "\u202e\u202e"} {
		ana.Posts("/settings/profile", "name", name, "handle", "ana", "zone", "UTC").Is(422)
	}
	ana.Posts("/settings/profile", "name", "Ñu 李", "handle", "ana", "zone", "UTC").Is(303)
}

// Whoever tries tokens is limited like any visitor.
func TestToken_guessesAreLimited(t *testing.T) {
	f := forumtest.Start(t, forumtest.With("rate-limits", "on"))
	stranger := f.Visitor()
	status := 0
	for i := 0; i < 600 && status != 429; i++ {
		status = stranger.Do("GET", "/api/v1/me", nil, "Authorization", fmt.Sprint("Bearer guess-", i)).Status
	}
	if status != 429 {
		t.Errorf("600 guesses: status %d", status)
	}
}
