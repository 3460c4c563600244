package app_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
	"plenary/internal/store"
)

func asks(t *testing.T, f *forumtest.Forum, who *forumtest.Person, c forum.Conversation, poll forum.Poll) app.Post {
	t.Helper()
	if poll.Question == "" {
		poll.Question = "When do we meet?"
	}
	if poll.Choices == nil {
		poll.Choices = []forum.Choice{{Text: "Monday"}, {Text: "Tuesday"}, {Text: "Wednesday"}}
	}
	post, _, err := f.App.Reply(t.Context(), who.V, app.ReplyInput{Conversation: c.ID, Poll: &poll})
	must(t, err)
	return post
}

func votes(t *testing.T, f *forumtest.Forum, who *forumtest.Person, id forum.PostID, choices ...int) app.Post {
	t.Helper()
	post, err := f.App.Vote(t.Context(), who.V, id, choices)
	must(t, err)
	return post
}

// counts are a poll's as "2 0 1 of 3 people".
func counts(p app.Post) string {
	var all []string
	for _, c := range p.Poll.Choices {
		all = append(all, fmt.Sprint(c.Votes))
	}
	return strings.Join(all, " ") + fmt.Sprintf(" of %d", p.Poll.Voters)
}

func errKind(err error) forum.Kind {
	if err == nil {
		return -1
	}
	return forum.KindOf(err)
}

func TestPoll_countsEachVoiceOnceAndLetsItChange(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("ward", "members/invite")
	ana, ben, eve := f.Member("ward", "ana"), f.Member("ward", "ben"), f.User("eve")
	oda := f.As("ward", "oda", forum.Observer)
	talk := ana.Starts("ward", "Meeting")
	one := asks(t, f, ana, talk, forum.Poll{Ballot: forum.Named})
	many := asks(t, f, ana, talk, forum.Poll{Ballot: forum.Named, Several: true})

	votes(t, f, ben, one.ID, 1)
	if p := votes(t, f, ben, one.ID, 2); counts(p) != "0 1 0 of 1" || !slices.Equal(p.Voted, []int{2}) {
		t.Errorf("after a change of mind: %s, mine %v", counts(p), p.Voted)
	}
	if p := votes(t, f, ana, one.ID, 2); counts(p) != "0 2 0 of 2" {
		t.Errorf("two voices: %s", counts(p))
	}
	if p := votes(t, f, ben, many.ID, 3, 1, 3); counts(p) != "1 0 1 of 1" {
		t.Errorf("several: %s", counts(p))
	}
	if p := votes(t, f, ben, many.ID); counts(p) != "0 0 0 of 0" || len(p.Voted) != 0 {
		t.Errorf("taken back: %s", counts(p))
	}
	before, _, err := f.App.Conversation(t.Context(), ana.V, talk.ID)
	must(t, err)
	votes(t, f, ben, one.ID, 2)
	if after, _, err := f.App.Conversation(t.Context(), ana.V, talk.ID); err != nil || after.Seq != before.Seq {
		t.Errorf("the same vote again was told of: %v", err)
	}

	for name, wrong := range map[string][]int{"two of one": {1, 2}, "none such": {4}, "zero": {0}} {
		if _, err := f.App.Vote(t.Context(), ben.V, one.ID, wrong); errKind(err) != forum.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err = f.App.Vote(t.Context(), oda.V, one.ID, []int{1})
	if errKind(err) != forum.Forbidden {
		t.Errorf("an observer: %v", err)
	}
	for _, v := range []forum.Viewer{eve.V, f.Visitor().V} {
		for name, try := range map[string]func() error{
			"vote":  func() error { _, err := f.App.Vote(t.Context(), v, one.ID, []int{1}); return err },
			"votes": func() error { _, _, err := f.App.Votes(t.Context(), v, one.ID, 0, 0, 10); return err },
			"close": func() error { _, err := f.App.ClosePoll(t.Context(), v, one.ID); return err },
		} {
			if err := try(); errKind(err) != forum.NotFound {
				t.Errorf("%s of an outsider: %v", name, err)
			}
		}
	}
	if _, err := f.App.Vote(t.Context(), ben.V, f.FirstPost(talk).ID, []int{1}); errKind(err) != forum.NotFound {
		t.Errorf("a vote in no poll: %v", err)
	}
	_, who, err := f.App.Votes(t.Context(), oda.V, one.ID, 0, 0, 10)
	must(t, err)
	if len(who) != 2 || who[0].Choice != 2 || who[0].Who.ID == who[1].Who.ID {
		t.Errorf("who voted what: %+v", who)
	}
	sound(t, f)
}

func TestPoll_secretStaysSecret(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	org := f.Organiser("org")
	talk := ana.Starts("ops", "Delicate")
	post := asks(t, f, ana, talk, forum.Poll{Ballot: forum.Secret})
	if p := votes(t, f, ben, post.ID, 3); !slices.Equal(p.Voted, []int{3}) {
		t.Fatalf("the voter is not shown their own vote: %v", p.Voted)
	}
	if p := votes(t, f, ben, post.ID, 2); counts(p) != "0 1 0 of 1" {
		t.Fatalf("counts %s", counts(p))
	}

	for _, who := range []*forumtest.Person{ana, ben, org} {
		if _, _, err := f.App.Votes(t.Context(), who.V, post.ID, 0, 0, 10); errKind(err) != forum.NotFound {
			t.Errorf("who voted what is told: %v", err)
		}
	}
	seen, err := f.App.Post(t.Context(), ana.V, post.ID)
	must(t, err)
	if len(seen.Voted) != 0 {
		t.Errorf("somebody else's vote came with the post: %v", seen.Voted)
	}
	b, err := f.App.Backlog(t.Context(), ana.V, talk.ID, 0, "")
	must(t, err)
	told := 0
	for _, n := range b.News {
		if n.Kind == forum.PostVoted {
			told++
			if n.Actor != 0 || n.By.ID != 0 || n.Person != 0 || n.Ref != 0 || n.Detail != "" {
				t.Errorf("the event names who voted, or what: %+v", n.Event)
			}
		}
	}
	if told != 2 {
		t.Errorf("%d events of votes, want 2", told)
	}
	mine, err := f.App.MyData(t.Context(), ben.V)
	must(t, err)
	if len(mine.Votes) != 1 || mine.Votes[0].Choice != "Tuesday" {
		t.Errorf("the voter's own data: %+v", mine.Votes)
	}
	theirs, err := f.App.MyData(t.Context(), ana.V)
	must(t, err)
	if len(theirs.Votes) != 0 {
		t.Errorf("the author's data has %+v", theirs.Votes)
	}

	// Once it is closed, nobody could find out any more.
	closed, err := f.App.ClosePoll(t.Context(), ana.V, post.ID)
	must(t, err)
	if !closed.Poll.Over || counts(closed) != "0 1 0 of 1" {
		t.Errorf("closed: over %v, %s", closed.Poll.Over, counts(closed))
	}
	mine, err = f.App.MyData(t.Context(), ben.V)
	must(t, err)
	if len(mine.Votes) != 0 {
		t.Errorf("after closing, it is still kept who chose what: %+v", mine.Votes)
	}
	sound(t, f)
}

func TestPoll_endsAtItsTimeWithoutAnybodyActing(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben, mod := f.Member("ops", "ana"), f.Member("ops", "ben"), f.As("ops", "mod", forum.Moderator)
	talk := ana.Starts("ops", "Deadline")
	post := asks(t, f, ana, talk, forum.Poll{Ballot: forum.Secret, ClosesAt: f.Now().Add(time.Hour)})
	votes(t, f, ben, post.ID, 1)
	open, err := f.App.ReadPage(t.Context(), ben.V, talk.ID, 1)
	must(t, err)
	if open.Posts[1].Poll.Over {
		t.Fatal("it is over at once")
	}
	j := forum.Job{Payload: []byte(fmt.Sprint(post.ID))}
	must(t, f.App.EndPoll(t.Context(), j)) // too early: nothing happens

	f.Later(61 * time.Minute)
	page, err := f.App.ReadPage(t.Context(), ben.V, talk.ID, 1) // from the kept page
	must(t, err)
	if !page.Posts[1].Poll.Over || app.Overdue(page.Posts) != 1 {
		t.Error("a kept page shows it open")
	}
	if _, err := f.App.Vote(t.Context(), ben.V, post.ID, []int{2}); errKind(err) != forum.Conflict {
		t.Errorf("a vote after the end: %v", err)
	}
	seq := page.Conversation.Seq
	for range 2 { // jobs may run twice
		must(t, f.App.EndPoll(t.Context(), j))
	}
	page, err = f.App.ReadPage(t.Context(), ben.V, talk.ID, 1)
	must(t, err)
	if page.Conversation.Seq != seq+1 || page.Posts[1].Poll.ClosedAt.IsZero() || counts(page.Posts[1]) != "1 0 0 of 1" {
		t.Errorf("seq %d after %d, poll %+v", page.Conversation.Seq, seq, page.Posts[1].Poll)
	}

	early := asks(t, f, ana, talk, forum.Poll{Ballot: forum.Named})
	if _, err := f.App.ClosePoll(t.Context(), ben.V, early.ID); errKind(err) != forum.Forbidden {
		t.Errorf("closed by who may not: %v", err)
	}
	_, err = f.App.ClosePoll(t.Context(), mod.V, early.ID)
	must(t, err)
	if _, err := f.App.Vote(t.Context(), ben.V, early.ID, []int{2}); errKind(err) != forum.Conflict {
		t.Errorf("a vote after the closing: %v", err)
	}
	sound(t, f)
}

func TestPoll_isAskedProperlyOrNotAtAll(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "Forms")
	two := []forum.Choice{{Text: "yes"}, {Text: "no"}}
	for name, c := range map[string]struct {
		poll  forum.Poll
		field string
	}{
		"no question": {forum.Poll{Question: " ", Choices: two, Ballot: forum.Named}, "poll.question"},
		"one choice":  {forum.Poll{Question: "?", Choices: two[:1], Ballot: forum.Named}, "poll.options"},
		"blank ones":  {forum.Poll{Question: "?", Choices: []forum.Choice{{Text: "yes"}, {Text: " "}}, Ballot: forum.Named}, "poll.options"},
		"too many":    {forum.Poll{Question: "?", Choices: make([]forum.Choice, 0), Ballot: forum.Named}, "poll.options"},
		"twice":       {forum.Poll{Question: "?", Choices: []forum.Choice{{Text: "Yes"}, {Text: "yes "}}, Ballot: forum.Named}, "poll.options"},
		"too long":    {forum.Poll{Question: strings.Repeat("x", 201), Choices: two, Ballot: forum.Named}, "poll.question"},
		"no ballot":   {forum.Poll{Question: "?", Choices: two}, "poll.ballot"},
		"in the past": {forum.Poll{Question: "?", Choices: two, Ballot: forum.Named, ClosesAt: f.Now().Add(-time.Minute)}, "poll.closes_at"},
	} {
		if name == "too many" {
			for i := range 21 {
				c.poll.Choices = append(c.poll.Choices, forum.Choice{Text: fmt.Sprint(i)})
			}
		}
		_, _, err := f.App.Reply(t.Context(), ana.V, app.ReplyInput{Conversation: talk.ID, Poll: &c.poll})
		if errKind(err) != forum.Invalid || fieldOf(err) != c.field {
			t.Errorf("%s: %v", name, err)
		}
	}
	post := asks(t, f, ana, talk, forum.Poll{Question: "¿Cuándo  nos\nreunimos?", Choices: []forum.Choice{{Text: "el miércoles"}, {Text: ""}, {Text: "nunca"}}, Ballot: forum.Named})
	if post.Poll.Question != "¿Cuándo nos reunimos?" || len(post.Poll.Choices) != 2 {
		t.Errorf("%+v", post.Poll)
	}
	for _, q := range []string{"miercoles", "reunimos"} {
		hits, err := f.App.Search(t.Context(), ana.V, app.Searched{Query: q, Limit: 10})
		must(t, err)
		if len(hits.Hits) != 1 {
			t.Errorf("%q finds %d", q, len(hits.Hits))
		}
	}
	f.Later(10 * time.Minute)
	ana.Edits(post.ID, "with a text now")
	hits, err := f.App.Search(t.Context(), ana.V, app.Searched{Query: "miercoles", Limit: 10})
	must(t, err)
	if len(hits.Hits) != 1 {
		t.Error("an edit of the text made the poll unfindable")
	}
	ana.Removes(post.ID)
	gone, err := f.App.Post(t.Context(), ana.V, post.ID)
	must(t, err)
	if gone.Poll != nil {
		t.Error("a removed post still shows its poll")
	}
	if _, err := f.App.Vote(t.Context(), ana.V, post.ID, []int{1}); errKind(err) != forum.NotFound {
		t.Errorf("a vote under a stub: %v", err)
	}
	f.Later(25 * time.Hour)
	must(t, f.App.Clean(t.Context(), forum.Job{}))
	sound(t, f)
}

func TestPoll_votesOfThoseWhoLeaveFollowTheirChoice(t *testing.T) {
	f := forumtest.Start(t)
	ana, stays, goes := f.Member("ops", "ana"), f.Member("ops", "stays"), f.Member("ops", "goes")
	post := asks(t, f, ana, ana.Starts("ops", "Leaving"), forum.Poll{Ballot: forum.Named})
	votes(t, f, stays, post.ID, 1)
	votes(t, f, goes, post.ID, 2)
	must(t, f.App.Leave(t.Context(), stays.V, true))
	must(t, f.App.Leave(t.Context(), goes.V, false))
	p, err := f.App.Post(t.Context(), ana.V, post.ID)
	must(t, err)
	if counts(p.Post) != "1 0 0 of 1" {
		t.Errorf("counts %s", counts(p.Post))
	}
	_, who, err := f.App.Votes(t.Context(), ana.V, post.ID, 0, 0, 10)
	must(t, err)
	if len(who) != 1 || !who[0].Who.Former() {
		t.Errorf("who voted: %+v", who)
	}
	sound(t, f)
}

func TestPoll_countsVotesThatComeAtOnce(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	post := asks(t, f, ana, ana.Starts("ops", "Rush"), forum.Poll{Ballot: forum.Secret, Several: true})
	var all sync.WaitGroup
	for i := range 12 {
		who := f.Member("ops", fmt.Sprint("v", i))
		all.Go(func() {
			for n := range 5 {
				if _, err := f.App.Vote(t.Context(), who.V, post.ID, []int{1, 2 + (i+n)%2}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	p, err := f.App.Post(t.Context(), ana.V, post.ID)
	must(t, err)
	if counts(p.Post) != "12 6 6 of 12" {
		t.Errorf("counts %s", counts(p.Post))
	}
	sound(t, f)
}

// sound is what check says of the database: nothing.
func sound(t *testing.T, f *forumtest.Forum) {
	t.Helper()
	db, err := store.Open(t.Context(), f.Dir, store.Options{MustExist: true})
	must(t, err)
	defer func() { must(t, db.Close()) }()
	found, err := db.Check(t.Context(), store.Checks{})
	must(t, err)
	for _, finding := range found {
		t.Errorf("check: %s: %s", finding.Kind, finding.What)
	}
}

func fieldOf(err error) string {
	var ours *forum.Error
	if errors.As(err, &ours) {
		return ours.Field
	}
	return ""
}
