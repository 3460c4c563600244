package httpd_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/fasthttp/websocket"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

var background = context.Background()

func TestLive_everyChangeArrivesInOrderAsThePageShowsIt(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	lead := f.As("ops", "lea", forum.Lead)
	talk := ana.Starts("ops", "Friday deploy")
	live := ben.Watches(talk)
	if live.Hello.Session == "" || live.Hello.Epoch == "" || live.Hello.Ping != 25 {
		t.Errorf("hello %+v", live.Hello)
	}

	const client = "0b5c7a1e-0000-4000-8000-000000000001"
	post, _, err := f.App.Reply(background, ana.V, app.ReplyInput{Conversation: talk.ID, ReplyTo: f.FirstPost(talk).ID, ClientID: client,
		Body: app.Body{Source: "ready *when* you are", Format: forum.Markdown}})
	if err != nil {
		t.Fatal(err)
	}
	got := live.Next()
	if got.Kind != forum.PostCreated || got.Seq != 2 || got.Conversation != talk.ID || got.ClientID != client || got.Actor.ID != ana.V.ID ||
		got.Post.Text != "ready when you are" || !strings.Contains(got.HTML, `<article`) || !strings.Contains(got.HTML, "<em>when</em>") ||
		!strings.Contains(got.HTML, "In reply to") {
		t.Errorf("created: %s", got.Raw)
	}
	for _, own := range []string{`"mine"`, `"can_edit"`, `"source"`} {
		if strings.Contains(got.Raw, own) {
			t.Errorf("a frame has %s, which is one viewer's own: %s", own, got.Raw)
		}
	}

	ana.Edits(post.ID, "ready at noon")
	if got := live.Next(); got.Kind != forum.PostEdited || got.Seq != 3 || got.Post.Text != "ready at noon" {
		t.Errorf("edited: %s", got.Raw)
	}
	if _, err := f.App.React(background, ben.V, post.ID, "👍", true); err != nil {
		t.Fatal(err)
	}
	if got := live.Next(); got.Kind != forum.PostReacted || got.Seq != 4 || len(got.Post.Reactions) != 1 || got.Post.Reactions[0].Count != 1 {
		t.Errorf("reacted: %s", got.Raw)
	}
	pinned, locked := true, forum.Locked
	if _, err := f.App.ChangeConversation(background, lead.V, talk.ID, app.Change{Pinned: &pinned, State: &locked}); err != nil {
		t.Fatal(err)
	}
	for seq := int64(5); seq <= 6; seq++ {
		if got := live.Next(); got.Kind != forum.ConversationChanged || got.Seq != seq || !got.Changed.Pinned || got.Changed.State != forum.Locked {
			t.Errorf("changed: %s", got.Raw)
		}
	}
	lead.Removes(post.ID)
	got = live.Next()
	if got.Kind != forum.PostRemoved || got.Seq != 7 || got.Post.State != forum.Removed || got.Post.HTML != "" || !strings.Contains(got.HTML, `class="stub"`) {
		t.Errorf("removed: %s", got.Raw)
	}
	if strings.Contains(got.Raw, "noon") {
		t.Errorf("a removed post still says what it said: %s", got.Raw)
	}
}

func TestLive_eachReaderGetsTheirLanguage(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "Friday deploy")
	english, spanish := ana.Watches(talk), ana.Opens()
	spanish.Watch(talk.ID, "lang", "es")
	spanish.NextOf("watching")

	post := ana.Replies(talk, "ready")
	en, es := english.Next(), spanish.Next()
	if en.Post.ID != post.ID || es.Post.ID != post.ID || en.HTML == es.HTML {
		t.Errorf("English and Spanish readers get %q and %q", en.HTML, es.HTML)
	}
}

func TestLive_hiddenAndUnknownAreRefusedAlike(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("inner", "members/invite")
	ana, eve := f.Member("inner", "ana"), f.User("eve")
	talk := ana.Starts("inner", "Between us")
	member := ana.Watches(talk)

	for _, outsider := range []*forumtest.Person{eve, f.Visitor()} {
		live := outsider.Opens()
		refused := map[forum.ConversationID]string{}
		for _, id := range []forum.ConversationID{talk.ID, 99999, 0, -1} {
			for _, after := range []int64{0, 1, 1 << 60} {
				live.Watch(id, "after", after, "epoch", "of another")
				got := live.NextThat("an answer", func(f forumtest.Frame) bool { return f.Op != "hello" })
				refused[id] = got.Detail
				if got.Op != "error" || got.Detail != refused[talk.ID] {
					t.Errorf("%s watches %d after %d: %s", outsider.Name, id, after, got.Raw)
				}
			}
		}
		ana.Replies(talk, "a secret")
		if got := member.Next(); got.Post.Text != "a secret" { // it was told…
			t.Errorf("the member got %s", got.Raw)
		}
		if got := live.SoFar(); len(got) != 0 { // …to nobody else
			t.Errorf("%s got %v", outsider.Name, got)
		}
	}
}

func TestLive_replaysWhatWasMissedFromAnyCursor(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "Friday deploy")
	for i := range 20 {
		post := ana.Replies(talk, fmt.Sprint("post ", i))
		if i%3 == 0 {
			ana.Edits(post.ID, fmt.Sprint("edited ", i))
		}
		if i%7 == 0 {
			ana.Removes(post.ID)
		}
	}
	c, _, err := f.App.Conversation(background, ana.V, talk.ID)
	if err != nil {
		t.Fatal(err)
	}
	live := ana.Opens()
	for cursor := int64(0); cursor <= c.Seq; cursor++ {
		live.Watch(talk.ID, "after", cursor, "epoch", live.Hello.Epoch)
		if got := live.NextOf("watching"); got.Seq != c.Seq {
			t.Fatalf("watching %s", got.Raw)
		}
		for want := cursor + 1; want <= c.Seq; want++ {
			if got := live.Next(); got.Seq != want {
				t.Fatalf("after %d: got %d, want %d", cursor, got.Seq, want)
			}
		}
	}
	ana.Replies(talk, "and on")
	if got := live.Next(); got.Seq != c.Seq+1 || got.Post.Text != "and on" {
		t.Errorf("then %s", got.Raw)
	}
}

func TestLive_resetSendsBackToReading(t *testing.T) {
	t.Parallel()
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "Friday deploy")
	post := f.FirstPost(talk)
	live := ana.Opens()
	for name, more := range map[string][]any{
		"beyond the head": {"after", 2},
		"far beyond it":   {"after", int64(1) << 62},
		"another epoch":   {"after", 1, "epoch", "of another database"},
	} {
		live.Watch(talk.ID, more...)
		if got := live.Next(); got.Op != "reset" || got.Seq != 1 {
			t.Errorf("%s: %s", name, got.Raw)
		}
	}
	for i := range forum.MaxReplay {
		if _, err := f.App.React(background, ana.V, post.ID, "👍", i%2 == 0); err != nil {
			t.Fatal(err)
		}
	}
	head := int64(1 + forum.MaxReplay)
	live.Watch(talk.ID, "after", 0)
	if got := live.Next(); got.Op != "reset" || got.Seq != head {
		t.Errorf("501 behind: %s", got.Raw)
	}
	live.Watch(talk.ID, "after", 1)
	if got := live.Next(); got.Op != "event" || got.Seq != 2 {
		t.Errorf("500 behind: %s", got.Raw)
	}
}

func TestLive_aServerThatStopsSaysComeBack(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "Friday deploy")
	live := ana.Watches(talk)
	ana.Replies(talk, "before")
	cursor := live.Next().Seq

	f.Restart()
	if code := live.Ends(); code != websocket.CloseGoingAway {
		t.Errorf("closed with %d", code)
	}
	ana.Replies(talk, "after")
	again := ana.Opens()
	again.Watch(talk.ID, "after", cursor, "epoch", live.Hello.Epoch)
	if got := again.Next(); got.Post == nil || got.Post.Text != "after" {
		t.Errorf("back again: %s", got.Raw)
	}
}

func TestLive_presenceIsForSignedInPeopleOnly(t *testing.T) {
	t.Parallel()
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "Friday deploy")
	visitor := f.Visitor().Watches(talk)
	a, b := ana.Watches(talk), ben.Watches(talk)
	both := func(f forumtest.Frame) bool { return f.Op == "here" && f.Count == 2 }
	if got := a.NextThat("ben to be here", both); len(got.People) != 2 || got.People[1].Name != "Ben" || len(got.Typing) != 0 {
		t.Errorf("here %s", got.Raw)
	}
	for range 5 { // at most one note in three seconds counts
		b.Says(map[string]any{"op": "typing", "conversation": talk.ID})
	}
	got := a.NextThat("ben to write", func(f forumtest.Frame) bool { return f.Op == "here" && len(f.Typing) > 0 })
	if got.Typing[0] != ben.V.ID {
		t.Errorf("typing %s", got.Raw)
	}
	ben.Replies(talk, "done")
	a.NextThat("ben to have written", func(f forumtest.Frame) bool { return f.Op == "here" && len(f.Typing) == 0 })
	_ = b.Conn.Close()
	a.NextThat("ben to be gone", func(f forumtest.Frame) bool { return f.Op == "here" && f.Count == 1 })

	if _, err := f.App.React(background, ben.V, f.FirstPost(talk).ID, "👍", true); err != nil {
		t.Fatal(err)
	}
	seen := visitor.NextThat("the reaction", func(f forumtest.Frame) bool {
		if f.Op == "here" || f.Op == "unread" {
			t.Errorf("a visitor is told %s", f.Raw)
		}
		return f.Kind == forum.PostReacted
	})
	if strings.Contains(seen.Raw, "Ben") {
		t.Errorf("a visitor learns who reacted: %s", seen.Raw)
	}
}

func TestLive_onlyWhoMayPostIsSeenWriting(t *testing.T) {
	t.Parallel()
	f := forumtest.Start(t)
	ana, eve, ben := f.Member("ops", "ana"), f.User("eve"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "Friday deploy")
	a, e, b := ana.Watches(talk), eve.Watches(talk), ben.Watches(talk)
	e.Says(map[string]any{"op": "typing", "conversation": talk.ID})
	e.SoFar() // it was taken
	b.Says(map[string]any{"op": "typing", "conversation": talk.ID})
	a.NextThat("ben alone to write", func(f forumtest.Frame) bool {
		for _, who := range f.Typing {
			if who == eve.V.ID {
				t.Errorf("eve, who may not post, writes: %s", f.Raw)
			}
		}
		return len(f.Typing) > 0
	})
}

func TestLive_unreadCountsReachMembersWhoLookElsewhere(t *testing.T) {
	t.Parallel()
	f := forumtest.Start(t)
	ana, ben, eve := f.Member("ops", "ana"), f.Member("ops", "ben"), f.User("eve")
	talk, other := ana.Starts("ops", "Friday deploy"), ana.Starts("ops", "Monday")
	looking, elsewhere, outside := ben.Watches(talk), ben.Watches(other), eve.Watches(other)
	ana.Replies(talk, "one")
	post := ana.Replies(talk, "two")
	unread := func(n int) func(forumtest.Frame) bool {
		return func(f forumtest.Frame) bool { return f.Op == "unread" && f.Unread == n }
	}
	if got := elsewhere.NextThat("three unread", unread(3)); got.Conversation != talk.ID || got.Group != "ops" {
		t.Errorf("unread %s", got.Raw)
	}
	if _, err := f.App.MarkRead(background, ben.V, talk.ID, post.ID); err != nil {
		t.Fatal(err)
	}
	elsewhere.NextThat("none unread", unread(0))
	for who, live := range map[string]*forumtest.Live{"who looks at it": looking, "who is not in the group": outside} {
		for _, got := range live.SoFar() {
			if got.Op == "unread" && (live == outside || got.Conversation == talk.ID) {
				t.Errorf("%s is told %s", who, got.Raw)
			}
		}
	}
}

func TestLive_polling(t *testing.T) {
	t.Parallel()
	f := forumtest.Start(t)
	f.Group("inner", "members/invite")
	ana, eve := f.Member("inner", "ana"), f.User("eve")
	talk := ana.Starts("inner", "Between us")
	path := fmt.Sprintf("/conversations/%d/events?wait=25&after=", talk.ID)
	var got struct {
		Items []forumtest.Frame
		Seq   int64
		Reset bool
	}
	ana.Calls("GET", path+"0", nil).Is(200).Into(&got)
	if len(got.Items) != 1 || got.Items[0].Kind != forum.PostCreated || got.Seq != 1 || got.Reset {
		t.Errorf("from the start: %+v", got)
	}
	ana.Calls("GET", path+"7", nil).Is(200).Into(&got)
	if !got.Reset || len(got.Items) != 0 || got.Seq != 1 {
		t.Errorf("beyond the head: %+v", got)
	}
	answer := make(chan *forumtest.Answer, 1)
	go func() { answer <- ana.Calls("GET", path+"1", nil) }()
	start := time.Now()
	ana.Replies(talk, "while they wait")
	(<-answer).Is(200).Into(&got)
	if len(got.Items) != 1 || got.Items[0].Post.Text != "while they wait" || time.Since(start) > 20*time.Second {
		t.Errorf("waiting: %+v", got)
	}
	eve.Calls("GET", path+"0", nil).IsNotFound()
	f.Visitor().Calls("GET", path+"0", nil).IsNotFound()
	ana.Calls("GET", "/conversations/99999/events", nil).IsNotFound()
	ana.Calls("GET", path+"-1", nil).Is(http.StatusUnprocessableEntity)
	ana.Calls("GET", path+"x", nil).Is(http.StatusUnprocessableEntity)
}
