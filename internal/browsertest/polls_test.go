package browsertest

import (
	"testing"
	"time"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

func TestPoll_twoVoteAndBothSeeItAtOnce(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "Where we meet")
	c := f.Chromium()
	a, b := c.Window(ana).Opens(path(talk)), c.Window(ben).Opens(path(talk))
	connected(a, b)

	// The poll is made in the box, and reaches the other.
	a.Clicks(`#composer .tools [data-do="poll"]`).Types("#poll_question", "Where?").Types("#poll_options", "Here\nThere")
	a.Types("#composer textarea[name=body]", "please vote").Clicks("#composer .send-it")
	b.Sees("form.poll legend", "Where?")
	a.Sees("form.poll legend", "Where?")
	connected(a)

	b.Clicks(`form.poll input[value="1"]`).Clicks("form.poll .vote")
	b.Sees(`[data-voted="1"] [data-choice="1"] .yours`, "Your vote")
	a.Sees(`form.poll [data-choice="1"] .tally`, "1 vote").Sees("form.poll .sum", "1 person voted")
	a.SeesNot("#posts", "Your vote")

	// What is ticked and not sent yet stays ticked when somebody else's vote comes in.
	a.Clicks(`form.poll input[value="2"]`)
	b.Clicks(`form.poll input[value="2"]`).Clicks("form.poll .vote")
	a.Sees(`form.poll [data-choice="2"] .tally`, "1 vote")
	a.Until("the tick", `() => document.querySelector('form.poll input[value="2"]').checked`)
	a.Clicks("form.poll .vote")
	b.Sees(`form.poll [data-choice="2"] .tally`, "2 votes")
	a.Accessible("an open poll")

	a.Clicks("form.poll .own").Clicks("dialog.ask .danger")
	b.Sees("form.poll legend", "closed").Until("no controls", `() => !document.querySelector("form.poll input")`)

	// Who voted what, and what an edit changed, open in place.
	named := forum.Poll{Question: "Lunch?", Choices: []forum.Choice{{Text: "yes"}, {Text: "no"}}, Ballot: forum.Named}
	post, _, err := f.App.Reply(t.Context(), ana.V, app.ReplyInput{Conversation: talk.ID, Body: app.Body{Source: "call in two days", Format: forum.Text}, Poll: &named})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.App.Vote(t.Context(), ben.V, post.ID, []int{1}); err != nil {
		t.Fatal(err)
	}
	b.Sees("form.poll .sum", "1 person voted").Clicks("form.poll .who").Sees("dialog.peek", "Ben").Clicks("dialog.peek > header button")
	f.Later(10 * time.Minute)
	ana.Edits(post.ID, "call in one week")
	b.Clicks("a.edited").Sees("dialog.peek ins", "one week").Sees("dialog.peek del", "two days").Accessible("an edit's history")
}
