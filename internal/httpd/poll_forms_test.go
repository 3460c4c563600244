package httpd_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

func TestPoll_withoutScript(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	oda, visitor := f.As("ops", "oda", forum.Observer), f.Visitor()
	closes := f.Now().UTC().Add(2 * time.Hour).Format("2006-01-02T15:04")

	wrong := ana.Posts("/g/ops/new", "title", "Where we meet", "body", "Please vote.", "poll_question", "Where?", "poll_options", "Only here").Is(422)
	page := look(t, wrong.Has("A poll needs 2 to 20 different options"))
	if page.value("poll_question") != "Where?" || !strings.Contains(page.one("#poll_options").text(), "Only here") {
		t.Error("what was typed of the poll is lost")
	}
	to := ana.Posts("/g/ops/new", "title", "Where we meet", "body", "Please vote.", "poll_question", "Where?", "poll_options", "Here\r\n\r\nThere",
		"poll_ballot", "named", "poll_closes", closes).Is(303).To()
	page = look(t, ben.Visits(to).Is(200).Has("Where?", "everyone signed in who can read this sees who voted what"))
	form := page.one(".poll")
	if n := len(form.all("input")); n != 2 || !form.has("fieldset") || !strings.Contains(form.one("legend").text(), "Where?") {
		t.Errorf("the poll has %d inputs", n)
	}
	path := form.attr("action")
	post := strings.TrimSuffix(path, "/vote")
	visitor.Visits(to).Is(200).Has("Where?").Lacks("data-voted") // kept from now on

	at := ben.Posts(path, "choice", "2").Is(303).To()
	if !strings.Contains(at, "#p") {
		t.Errorf("a vote leads to %s", at)
	}
	if got := look(t, ben.Visits(to)).one(".branch").attr("data-voted"); got != "2" {
		t.Errorf("ben's vote is marked %q", got)
	}
	ana.Visits(to).Lacks("data-voted").Has("1 person voted")
	visitor.Visits(to).Lacks("data-voted").Has("1 person voted")
	ana.Visits(post+"/votes").Is(200).Has("Ben", "Nobody chose this.")
	visitor.Visits(post + "/votes").Is(401)
	oda.Posts(path, "choice", "1").Is(403)
	visitor.Posts(path, "choice", "1").Is(401)
	ben.Posts(path, "choice", "x").Is(422)
	ben.Posts(path).Is(422).Has("Please choose first")
	ben.Posts(path, "withdraw", "1").Is(303)
	ana.Visits(to).Has("0 people voted")
	ben.Posts(path, "choice", "1").Is(303)

	// Its time comes, and no page shows it open, though nothing was written.
	visitor.Visits(to).Has("1 person voted").Lacks("Poll, closed")
	f.Later(3 * time.Hour)
	for _, who := range []*forumtest.Person{visitor, ana, ben} {
		page := look(t, who.Visits(to).Has("Poll, closed"))
		if page.one(".poll").has("input") {
			t.Errorf("%s is asked to vote in a closed poll", who.Name)
		}
	}
	ben.Posts(path, "choice", "2").Is(409).Has("This poll is closed")

	// In a reply, and in a channel; closed by its author, and by nobody else.
	talk := ana.Starts("ops", "Another")
	to = ana.Posts(fmt.Sprint("/t/", talk.ID, "/reply"), "body", "so", "poll_question", "Who?", "poll_options", "a\nb", "poll_ballot", "secret", "poll_several", "1").Is(303).To()
	page = look(t, ben.Visits(to).Has("nobody is shown who voted what"))
	secret := strings.TrimSuffix(page.one(".poll").attr("action"), "/vote")
	ben.Posts(secret+"/vote", "choice", "1", "choice", "2").Is(303)
	ana.Visits(secret + "/votes").IsNotFound()
	ben.Posts(secret + "/poll/close").Is(403)
	ana.Posts(secret + "/poll/close").Is(303)
	ben.Visits(to).Has("only the totals remain").Lacks("data-voted")
	channel := f.General("ops")
	ben.Posts(channel.Path()+"/say", "body", "", "poll_question", "Lunch?", "poll_options", "yes\nno", "poll_ballot", "named").Is(303)
	ana.Visits(channel.Path()).Has("Lunch?")
}

func TestPoll_ofAHiddenGroupIsNotFound(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("ward", "members/invite")
	ana, eve := f.Member("ward", "ana"), f.User("eve")
	to := ana.Posts("/g/ward/new", "title", "Behind doors", "body", "x", "poll_question", "Who?", "poll_options", "a\nb", "poll_ballot", "named").Is(303).To()
	post := strings.TrimSuffix(look(t, ana.Visits(to)).one(".poll").attr("action"), "/vote")
	ana.Visits(post + "/votes").Is(200)
	for _, outsider := range []*forumtest.Person{eve, f.Visitor()} {
		outsider.Visits(post + "/votes").IsNotFound()
		outsider.Posts(post+"/vote", "choice", "1").IsNotFound()
		outsider.Posts(post + "/poll/close").IsNotFound()
	}
}
