package httpd_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"plenary/internal/config"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
	"plenary/internal/site"
)

// newsOf is a published article that guests may comment on by the rule.
func newsOf(p *forumtest.Person, slug, rule string) forum.ConversationID {
	var art struct {
		ConversationID forum.ConversationID `json:"conversation_id"`
	}
	p.Calls("POST", "/articles", map[string]any{"slug": slug, "title": "Report of " + slug, "html": "<p>What we said</p>", "guests": rule,
		"published_at": "2020-01-01T00:00:00Z"}).Is(201).Into(&art)
	return art.ConversationID
}

// guestSends opens an article, takes the time to write, and sends the form.
func guestSends(t *testing.T, f *forumtest.Forum, p *forumtest.Person, slug string, fields ...string) *forumtest.Answer {
	t.Helper()
	path, writing := "/news/"+slug, forum.MinGuestTime+time.Second
	f.Later(-writing) // so that what waits for its time does not wait for ours
	typed := fill(t, p.Visits(path).Is(200), path+"/guest", fields...)
	f.Later(writing)
	return p.Posts(path+"/guest", typed...)
}

func TestGuest_confirmsWaitsForAModeratorAndIsShownToEverybodyLive(t *testing.T) {
	f := forumtest.Start(t)
	boss, ana := f.Organiser("boss"), f.Member("ops", "ana")
	comments := newsOf(boss, "may", "held")
	sam := f.Visitor()
	live := ana.Watches(forum.Conversation{ID: comments})

	sam.Visits("/news/may").Is(200).Has("Comment as a guest", "It is never shown")
	ana.Visits("/news/may").Is(200).Lacks("Comment as a guest")
	guestSends(t, f, sam, "may", "name", "", "email", "sam@elsewhere.example", "body", "kept words").Is(422).Has("kept words", "sam@elsewhere.example")
	guestSends(t, f, sam, "may", "name", "Sam", "email", "no address", "body", "kept words").Is(422).Has("kept words")
	guestSends(t, f, sam, "may", "name", "Sam", "email", "sam@elsewhere.example", "body", "kept words", "website", "spam.example").Is(422).Has("kept words")
	path := "/news/may"
	sam.Posts(path+"/guest", fill(t, sam.Visits(path), path+"/guest", "name", "Sam", "email", "sam@elsewhere.example", "body", "kept words")...).Is(422).
		Has("kept words", "faster than people write")
	if to := guestSends(t, f, sam, "may", "name", "Sam Oak", "email", "Sam@Elsewhere.example", "body", "Thank you, @ana\n\n<b>all</b>").Is(303).To(); to != path {
		t.Errorf("leads to %s", to)
	}
	sam.Visits(path).Is(200).Has("A mail is on its way")
	ana.Visits(path).Lacks("Thank you, @ana")
	boss.Visits("/review").Is(200).Lacks("Thank you, @ana") // nobody has confirmed it

	link := pathOf(t, mailTo(t, f, "sam@elsewhere.example", 0))
	sam.Visits(link).Is(200).Has("Confirm the comment", "Report of may")
	boss.Visits("/review").Is(200).Lacks("Thank you, @ana") // scanners follow links
	sam.Posts(link).Is(303)
	sam.Visits(path).Is(200).Has("A moderator looks at your comment").Lacks("Thank you, @ana")
	sam.Visits(link).IsNotFound().Has("used already")
	ana.Visits(path).Lacks("Thank you, @ana")
	f.User("eve").Visits("/review").IsNotFound()

	inbox := boss.Visits("/review").Is(200).Has("Thank you, @ana", "Sam Oak", "a guest&#39;s comment").Lacks("elsewhere.example")
	item := regexp.MustCompile(`data-review="(\d+)"`).FindStringSubmatch(inbox.Body)[1]
	boss.Posts("/review/"+item, "decision", "approve").Is(303)

	frame := live.NextOf("event")
	if text := fmt.Sprint(frame); !strings.Contains(text, "Sam Oak") || !strings.Contains(text, "guest") || strings.Contains(text, "elsewhere.example") {
		t.Errorf("the frame: %s", text)
	}
	for _, who := range []*forumtest.Person{f.Visitor(), ana, sam, boss} {
		who.Visits(path).Is(200).Has("Sam Oak", ">guest<", "Thank you, @ana", "&lt;b&gt;all").Lacks("elsewhere.example", `class="mention"`)
	}
	f.Visitor().Calls("GET", fmt.Sprint("/conversations/", comments, "/posts"), nil).Is(200).Has(`"author":{"guest":true,"name":"Sam Oak"}`).Lacks("elsewhere.example")
	f.Visitor().Visits("/search?q=thank").Is(200).Has("Sam Oak").Lacks("elsewhere.example")
	ana.Visits("/inbox").Is(200).Lacks("Sam Oak") // a guest calls nobody
	if link := mailTo(t, f, "sam@elsewhere.example", 1); !strings.Contains(link, "/p/") {
		t.Errorf("the mail that says so leads to %s", link)
	}
	guestSends(t, f, sam, "may", "name", "Sam Oak", "email", "sam@elsewhere.example", "body", "an advertisement").Is(303)
	inbox = boss.Visits("/review").Is(200).Has("an advertisement") // this browser has confirmed the address
	item = regexp.MustCompile(`data-review="(\d+)"`).FindStringSubmatch(inbox.Body)[1]
	boss.Posts("/review/"+item, "decision", "remove", "note", "No advertising, please.").Is(303)
	mailTo(t, f, "sam@elsewhere.example", 2)
	f.Visitor().Visits(path).Lacks("an advertisement")

	folder, err := site.OpenFolder(t.Context(), config.Dir{Data: f.Dir})
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	if findings, err := folder.Check(t.Context(), nil); err != nil || len(findings) > 0 {
		t.Errorf("check: %v, %v", findings, err)
	}
}

func TestGuest_isToldOfAnswersUntilTheySayStop(t *testing.T) {
	f := forumtest.Start(t)
	boss, ana := f.Organiser("boss"), f.Member("ops", "ana")
	comments := forum.Conversation{ID: newsOf(boss, "june", "confirmed")}
	sam, address := f.Visitor(), "sam@elsewhere.example"

	guestSends(t, f, sam, "june", "name", "Sam", "email", address, "body", "Is there a recording?").Is(303)
	shown := sam.Posts(pathOf(t, mailTo(t, f, address, 0))).Is(303).To()
	f.Visitor().Visits("/news/june").Is(200).Has("Is there a recording?")
	var id int64
	if _, err := fmt.Sscanf(shown, "/p/%d", &id); err != nil {
		t.Fatalf("leads to %s: %v", shown, err)
	}

	// this browser is known now, for that address alone; another confirms again
	guestSends(t, f, sam, "june", "name", "Sam", "email", address, "body", "At once, this one").Is(303)
	f.Visitor().Visits("/news/june").Has("At once, this one")
	guestSends(t, f, sam, "june", "name", "Sam", "email", "other@elsewhere.example", "body", "Not at once").Is(303)
	guestSends(t, f, f.Visitor(), "june", "name", "Sam", "email", address, "body", "Not this one").Is(303)
	f.Visitor().Visits("/news/june").Lacks("Not at once", "Not this one")
	seen := len(mails(t, f, address))
	f.Wait("the second link", func() bool { seen = len(mails(t, f, address)); return seen == 2 })

	answer := ana.Answers(comments, forum.PostID(id), "Yes, next week")
	if link := mailTo(t, f, address, seen); !strings.HasSuffix(link, answer.Path()) {
		t.Errorf("the mail leads to %s", link)
	}
	stop := stopIn(t, f, address)
	sam.Visits(stop).Is(200).Has("No more mails about answers")
	f.Visitor().Posts(stop, "List-Unsubscribe", "One-Click").Is(204)
	ana.Answers(comments, forum.PostID(id), "It is there now")
	guestSends(t, f, sam, "june", "name", "Sam", "email", "third@elsewhere.example", "body", "Later").Is(303)
	mailTo(t, f, "third@elsewhere.example", 0) // went out after that answer: mail for it would be there
	if n := len(mails(t, f, address)); n != seen+1 {
		t.Errorf("%d mails after the stop, want %d", n, seen+1)
	}
	f.Visitor().Visits(stop + "x").IsNotFound()

	// a member's address makes no member, and nobody is told that it is one
	guestSends(t, f, f.Visitor(), "june", "name", "Ana", "email", "ana@example.org", "body", "I am not Ana").Is(303)
	f.Visitor().Posts(pathOf(t, mailTo(t, f, "ana@example.org", 0))).Is(303)
	f.Visitor().Visits("/news/june").Has("I am not Ana")
	boss.Calls("GET", fmt.Sprint("/conversations/", comments.ID, "/posts"), nil).Is(200).Has(`"author":{"guest":true,"name":"Ana"}`)

	// what nobody confirms is gone after a week, link and all
	late := pathOf(t, mails(t, f, "other@elsewhere.example")[0])
	f.Later(forum.GuestWait)
	f.Visitor().Visits(late).IsNotFound()
	if err := f.App.Clean(t.Context(), forum.Job{}); err != nil {
		t.Fatal(err)
	}
}

// stopIn is where the last mail about an answer says that such mails end, in
// its headers as mail programs read them.
func stopIn(t *testing.T, f *forumtest.Forum, to string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(f.Dir, "outbox", "*.eml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		head, _, _ := strings.Cut(strings.ReplaceAll(string(raw), "\r\n ", " "), "\r\n\r\n")
		found := regexp.MustCompile(`List-Unsubscribe: ?<([^>]+)>`).FindStringSubmatch(head)
		if strings.Contains(head, to) && found != nil {
			if !strings.Contains(head, "List-Unsubscribe-Post: List-Unsubscribe=One-Click") {
				t.Errorf("no one-click: %s", head)
			}
			return pathOf(t, strings.ReplaceAll(found[1], " ", ""))
		}
	}
	t.Fatalf("no mail to %s says how to stop", to)
	return ""
}

func TestGuest_whereItIsClosed(t *testing.T) {
	f := forumtest.Start(t)
	boss := f.Organiser("boss")
	newsOf(boss, "shut", "closed")
	f.Visitor().Visits("/news/shut").Is(200).Lacks("Comment as a guest").Has("please sign in")
	f.Visitor().Posts("/news/shut/guest", "name", "Sam", "email", "sam@elsewhere.example", "body", "hello").Is(422)
	f.Visitor().Calls("POST", "/articles/shut/guest-comments", map[string]any{"name": "Sam", "email": "sam@elsewhere.example", "body": "hello"}).Is(403)
	f.Group("inner", "members/invite")
	boss.Calls("POST", "/articles", map[string]any{"slug": "hidden", "title": "Hidden", "html": "<p>x</p>", "group": "inner", "guests": "held", "published_at": "2020-01-01T00:00:00Z"}).Is(201)
	f.Visitor().Posts("/news/hidden/guest", "name", "Sam", "email", "sam@elsewhere.example", "body", "hello").IsNotFound()
}

func TestGuest_limits(t *testing.T) {
	f := forumtest.Start(t, forumtest.With("rate-limits", "on"), forumtest.With("limit-guest-comments", "2/1h"))
	newsOf(f.Organiser("boss"), "may", "held")
	sam := f.Visitor()
	for i := range 2 {
		guestSends(t, f, sam, "may", "name", "Sam", "email", fmt.Sprintf("sam%d@elsewhere.example", i), "body", "hello").Is(303)
	}
	guestSends(t, f, sam, "may", "name", "Sam", "email", "sam3@elsewhere.example", "body", "my whole text").Is(429).Has("my whole text")
}

func TestGuest_addressesAreTheOrganisersAlone(t *testing.T) {
	f := forumtest.Start(t)
	boss := f.Organiser("boss")
	newsOf(boss, "may", "confirmed")
	sam := f.Visitor()
	guestSends(t, f, sam, "may", "name", "=Sam Oak", "email", "sam@elsewhere.example", "body", "hello").Is(303)
	sam.Posts(pathOf(t, mailTo(t, f, "sam@elsewhere.example", 0))).Is(303)

	list := boss.Visits("/settings/network/guests").Is(200).Has("=Sam Oak", "sam@elsewhere.example")
	boss.Visits("/settings/network/guests.csv").Is(200).Has("'=Sam Oak,sam@elsewhere.example,en,")
	for _, who := range []*forumtest.Person{f.NetworkModerator("nora"), f.User("eve"), sam} {
		who.Visits("/settings/network/guests").IsNotFound()
		who.Visits("/settings/network/guests.csv").IsNotFound()
	}
	erase := regexp.MustCompile(`/settings/network/guests/\d+/erase`).FindString(list.Body)
	if who := f.User("eve").Posts(erase); who.Status < 400 {
		t.Errorf("Eve erases: %d", who.Status)
	}
	boss.Posts(erase).Is(303)
	boss.Visits("/settings/network/guests").Is(200).Has("=Sam Oak", "address erased").Lacks("sam@elsewhere.example")
	f.Visitor().Visits("/news/may").Has("=Sam Oak", "hello")
	guestSends(t, f, sam, "may", "name", "=Sam Oak", "email", "sam@elsewhere.example", "body", "once more").Is(303)
	f.Visitor().Visits("/news/may").Lacks("once more") // the browser is known no more
}
