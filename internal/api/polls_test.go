package api_test

import (
	"fmt"
	"testing"
	"time"

	"plenary/internal/forumtest"
)

type poll struct {
	Question, Ballot string
	Several, Open    bool
	ClosesAt         *string `json:"closes_at"`
	ClosedAt         *string `json:"closed_at"`
	Voters           int
	Options          []struct {
		Number, Votes int
		Text          string
		Mine          *bool
	}
}

type asking struct {
	ID   int64
	Poll *poll
}

type castVotes struct {
	Items []struct {
		Option int
		Person author
	}
	Next *string
}

func TestPolls_areMadeVotedInAndClosed(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("ward", "members/invite")
	ana, ben, eve, visitor := f.Member("ward", "ana"), f.Member("ward", "ben"), f.User("eve"), f.Visitor()
	talk := ana.Starts("ward", "Meeting")
	is(t, "no poll", into[asking](ana.Calls("GET", fmt.Sprint("/posts/", f.FirstPost(talk).ID), nil).Is(200)).Poll == nil, true)

	asks := m{"question": "When?", "options": []string{"Monday", "Tuesday"}, "ballot": "named", "closes_at": f.Now().Add(time.Hour).UTC().Format(time.RFC3339)}
	made := into[asking](ana.Calls("POST", at(talk)+"/posts", m{"body": "", "poll": asks}).Is(201))
	is(t, "open", made.Poll.Open, true)
	is(t, "question", made.Poll.Question, "When?")
	is(t, "mine", *made.Poll.Options[0].Mine, false)
	path := fmt.Sprint("/posts/", made.ID)
	secret := m{"question": "Who?", "options": []string{"a", "b"}, "ballot": "secret", "several": true}
	started := into[struct {
		FirstPost asking `json:"first_post"`
	}](ana.Calls("POST", "/groups/ward/conversations", m{"kind": "discussion", "title": "Secretly", "body": "x", "poll": secret}).Is(201)).FirstPost
	is(t, "several", started.Poll.Several, true)

	live := ana.Watches(talk)
	voted := into[asking](ben.Calls("PUT", path+"/vote", m{"options": []int{2}}).Is(200))
	is(t, "mine", *voted.Poll.Options[1].Mine, true)
	is(t, "votes", voted.Poll.Options[1].Votes, 1)
	is(t, "others' mine", *into[asking](ana.Calls("GET", path, nil).Is(200)).Poll.Options[1].Mine, false)
	frame := live.NextThat("a vote", func(fr forumtest.Frame) bool { return fr.Kind == "post.voted" })
	is(t, "frame's post", int64(frame.Post.ID), made.ID)
	for _, who := range []*forumtest.Person{ben, ana} { // of kept JSON, too
		list := into[struct{ Items []asking }](who.Calls("GET", at(talk)+"/posts", nil).Is(200)).Items
		is(t, "listed mine", *list[1].Poll.Options[1].Mine, who == ben)
	}
	ben.Calls("PUT", path+"/vote", m{"options": []int{1, 2}}).Is(422)
	ben.Calls("PUT", path+"/vote", m{"options": "1"}).Is(422)
	ben.Calls("PUT", path+"/vote", m{}).Is(422)
	who := into[castVotes](ana.Calls("GET", path+"/votes", nil).Is(200))
	is(t, "who voted", who.Items[0].Person.Name, "Ben")
	of := fmt.Sprint("/posts/", started.ID)
	ben.Calls("PUT", of+"/vote", m{"options": []int{1, 2}}).Is(200)
	ana.Calls("GET", of+"/votes", nil).Is(404)
	ben.Calls("GET", of+"/votes", nil).Is(404)

	for _, outsider := range []*forumtest.Person{eve, visitor} {
		outsider.Calls("PUT", path+"/vote", m{"options": []int{1}}).Is(404)
		outsider.Calls("GET", path+"/votes", nil).Is(404)
		outsider.Calls("POST", path+"/poll/close", nil).Is(404)
	}
	ben.Calls("POST", path+"/poll/close", nil).Is(403)
	closed := into[asking](ana.Calls("POST", path+"/poll/close", nil).Is(200))
	is(t, "closed", closed.Poll.Open || closed.Poll.ClosedAt == nil, false)
	ben.Calls("PUT", path+"/vote", m{"options": []int{1}}).Is(409)

	for name, wrong := range map[string]any{"poll": "x", "poll.options": m{"question": "?", "options": []string{"one"}, "ballot": "named"},
		"poll.ballot": m{"question": "?", "options": []string{"a", "b"}}, "poll.question": m{"options": []string{"a", "b"}, "ballot": "named"}} {
		is(t, "field", field(t, ana.Calls("POST", at(talk)+"/posts", m{"body": "x", "poll": wrong}).Is(422)), name)
	}
}
