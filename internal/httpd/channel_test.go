package httpd_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

func TestChannel_runsDaysAndWhatIsNew(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	general := f.General("ops")
	form := ana.Visits(general.Path()).Is(200)
	to := follow(t, ana, form, general.Path()+"/say", "body", "one").Is(303).To()
	if !strings.HasPrefix(to, general.Path()+"#p") {
		t.Errorf("a message leads to %s", to)
	}
	two := ana.Replies(general, "two")
	f.Later(6 * time.Minute)
	ana.Replies(general, "three")
	four := ben.Replies(general, "four")
	ana.Answers(general, four.ID, "five")
	f.Later(48 * time.Hour)
	ana.Replies(general, "six")
	if _, err := f.App.MarkRead(t.Context(), ben.V, general.ID, two.ID); err != nil {
		t.Fatal(err)
	}

	page := look(t, ben.Visits(general.Path()).Is(200))
	var rows []string
	for _, li := range page.one("#posts").all("li") {
		switch {
		case fits(li.root, ".day"):
			rows = append(rows, "day")
		case fits(li.root, ".newline"):
			rows = append(rows, "new")
		default:
			row := li.one("article").attr("data-number")
			if fits(li.root, ".cont") {
				row += "c"
			}
			if fits(li.root, ".mine") {
				row += "m"
			}
			rows = append(rows, row)
		}
	}
	if got := strings.Join(rows, " "); got != "day 1 2c new 3 4m 5 day 6" && !strings.Contains(got, "day") {
		t.Errorf("rows are %s", got)
	} else if got := slices.DeleteFunc(rows, func(r string) bool { return r == "day" }); strings.Join(got, " ") != "1 2c new 3 4m 5 6" {
		t.Errorf("rows are %v", got)
	}
	if said := page.one(fmt.Sprintf("#p%d", four.ID+1)).one(".answers").text(); !strings.Contains(said, "Ben") {
		t.Errorf("an answer in a channel names %q", said)
	}
}

func TestChannel_goesBackAndForthByFifty(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	general := f.General("ops")
	for i := range 130 {
		ana.Replies(general, fmt.Sprint("m", i))
	}
	at := general.Path()
	var back []string
	for at != "" {
		page := look(t, ana.Visits(at).Is(200))
		numbers := page.posts()
		back = append(numbers, back...)
		at = ""
		if page.has("#older") {
			at = page.one("#older").attr("href")
		}
	}
	if len(back) != 130 || back[0] != "1" || back[129] != "130" {
		t.Fatalf("going back showed %d posts, %s to %s", len(back), back[0], back[len(back)-1])
	}
	first := look(t, ana.Visits(general.Path()+"?before=31").Is(200))
	if first.one("#main").attr("data-last") != "" {
		t.Error("a page of old posts says that it ends with the newest")
	}
	next := look(t, ana.Visits(first.one("#newer").attr("href")).Is(200))
	if got := next.posts(); got[0] != "31" || got[49] != "80" {
		t.Errorf("newer shows %s to %s", got[0], got[len(got)-1])
	}
	if last := look(t, ana.Visits(general.Path())); last.one("#main").attr("data-last") != "1" || last.has("#newer") {
		t.Error("the newest page does not say so")
	}
	ana.Visits(general.Path() + "?before=x").IsNotFound()
}

func TestChannel_isMadeAndChangedByModerators(t *testing.T) {
	f := forumtest.Start(t)
	mia, ben := f.As("ops", "mia", forum.Moderator), f.Member("ops", "ben")
	ben.Visits("/g/ops/channels/new").Is(403)
	ben.Posts("/g/ops/channels/new", "title", "mine").Is(403)
	form := mia.Visits("/g/ops/channels/new").Is(200)
	wrong := follow(t, mia, form, "/g/ops/channels/new", "title", "general", "topic", "a topic typed").Is(422)
	if look(t, wrong).value("topic") != "a topic typed" {
		t.Error("the topic is lost")
	}
	path := follow(t, mia, form, "/g/ops/channels/new", "title", "Tool kit", "topic", "drafts").Is(303).To()
	ben.Visits(path).Is(200).Has("tool-kit", "drafts")
	ben.Visits("/g/ops/channels").Has("general", "tool-kit", "drafts")

	ben.Visits(path + "/edit").Is(403)
	form = mia.Visits(path + "/edit").Is(200)
	follow(t, mia, form, path+"/edit", "title", "", "topic", "final text").Is(422).Has("final text")
	follow(t, mia, form, path+"/edit", "topic", "final text").Is(303)
	ben.Visits(path).Has("final text")
	mia.Posts(path+"/state", "state", "locked").Is(303)
	ben.Posts(path+"/say", "body", "hello?").Is(403).Has("hello?")
	mia.Posts(path + "/pin").Is(404)
}

func TestConversation_underAnotherKindsAddress(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	talk, general := ana.Starts("ops", "A talk"), f.General("ops")
	if to := ana.Visits(fmt.Sprintf("/c/%d", talk.ID)).Is(302).To(); to != talk.Path() {
		t.Errorf("leads to %s", to)
	}
	if to := ana.Visits(fmt.Sprintf("/t/%d", general.ID)).Is(302).To(); to != general.Path() {
		t.Errorf("leads to %s", to)
	}
	ana.Posts(fmt.Sprintf("/t/%d/reply", general.ID), "body", "x").IsNotFound()
	ana.Posts(fmt.Sprintf("/c/%d/say", talk.ID), "body", "x").IsNotFound()
	ana.Posts(fmt.Sprintf("/t/%d/state", general.ID), "state", "locked").IsNotFound()
}

func TestConversation_saysWhoIsHereToPeopleOnly(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk, general := ana.Starts("ops", "Here"), f.General("ops")
	for _, c := range []forum.Conversation{talk, general} {
		ana.Watches(c)
		f.Wait("ana to be here", func() bool { return look(t, ben.Visits(c.Path()).Is(200)).one("#here").text() == "Here now A Ana" })
		if said := look(t, f.Visitor().Visits(c.Path()).Is(200)).one("#here").text(); strings.Contains(said, "Ana") {
			t.Errorf("a visitor sees who is here: %s", said)
		}
	}
	ben.Visits("/g/ops/channels").Has("here-count")
	f.Visitor().Visits("/g/ops/channels").Is(200).Lacks("here-count")
}
