package browsertest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// Two people in two windows each, the server killed and started again in
// between.
func TestTwoPeople_seeEachOther_andNoKillMakesAGapOrADouble(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.As("ops", "ana", forum.Lead), f.Member("ops", "ben")
	talk, general := ana.Starts("ops", "Friday deploy"), f.General("ops")
	program := f.Process()
	browser := f.Chromium()
	anaTalk, benTalk := browser.Window(ana).Opens(path(talk)), browser.Window(ben).Opens(path(talk))
	anaRoom, benRoom := browser.Window(ana).Opens(path(general)), browser.Window(ben).Opens(path(general))
	connected(anaTalk, benTalk, anaRoom, benRoom)

	// Ana writes; Ben sees it, and answers under it.
	says(anaTalk, "ready when you are")
	post := postWith(benTalk, "ready when you are")
	benTalk.Clicks(post+" a.reply").Sees("#composer .to", "Ana")
	says(benTalk, "we start at nine")
	answer := postWith(anaTalk, "we start at nine")
	anaTalk.Until("the answer under what it answers", `(p, a) => document.querySelector(p).closest("li.branch").querySelector(":scope > .fold > .replies > li.branch > " + a) !== null`, post, answer)
	if got := postWith(anaTalk, "ready when you are"); got != post {
		t.Errorf("the writer's window has the post as %s, the other as %s", got, post)
	}

	// Deeper than three levels, replies stand beside each other and name whom they answer.
	last := answer
	for depth := 2; depth <= 4; depth++ {
		text := fmt.Sprintf("level %d", depth)
		anaTalk.Clicks(last + " a.reply")
		says(anaTalk, text)
		last = postWith(benTalk, text)
		postWith(anaTalk, text)
	}
	for _, w := range []*forumtest.Window{anaTalk, benTalk} {
		w.Until("the fourth level at the third, naming whom it answers", `(p) => {
			const li = document.querySelector(p).closest("li.branch");
			return li.dataset.depth === "3" && li.matches(".apart") && li.querySelector(".answers").checkVisibility();
		}`, last)
	}

	// Edits, reactions and removals.
	menu(anaTalk, post, `a.own[href$="/edit"]`)
	anaTalk.Types(post+" form.editor textarea", ", really").Clicks(post + " form.editor .primary")
	benTalk.Sees(post+" .prose", "ready when you are, really")
	menu(benTalk, post, `.pick[value="👍"]`)
	anaTalk.Sees(post+" .react", "👍 1")
	anaTalk.Until("Ben's reaction is not Ana's", `(p) => document.querySelector(p + " .react").getAttribute("aria-pressed") === "false"`, post)
	benTalk.Until("Ben's reaction is his", `(p) => document.querySelector(p + " .react").getAttribute("aria-pressed") === "true"`, post)
	anaTalk.Clicks(post + " .react")
	benTalk.Sees(post+" .react", "👍 2")
	menu(anaTalk, last, `a.own[href$="/remove"]`)
	anaTalk.Clicks("dialog.ask .danger").Sees(last+" .stub", "removed")
	benTalk.Sees(last+" .stub", "removed").SeesNot("#posts", "level 4")

	// Lock, pin and conclusion; what Ben has typed stays.
	benTalk.Types("#composer textarea", "half a thought")
	anaTalk.Clicks(manage).Clicks(`#head button[value="locked"]`)
	benTalk.Sees("#head", "Locked").Sees("#composer", "locked")
	anaTalk.Sees("#head", "Locked").Clicks(manage).Clicks(`#head button[value="open"]`)
	benTalk.SeesNot("#head", "Locked")
	stands(benTalk, "#composer textarea", "half a thought")
	anaTalk.SeesNot("#head", "Locked").Clicks(manage).Clicks(`#head form[action$="/pin"] button`)
	benTalk.Sees("#head", "Pinned")
	connected(anaTalk)
	menu(anaTalk, answer, ".staff")
	benTalk.Sees("#conclusion", "we start at nine")

	// The channel.
	anaRoom.Types("#composer textarea", "good morning").Presses(forumtest.Enter)
	greeting := postWith(benRoom, "good morning")
	says(benRoom, "buenos días")
	postWith(anaRoom, "buenos días")
	anaRoom.Clicks("#composer textarea").Presses(forumtest.Up)
	anaRoom.Types("form.editor textarea", " to all of you").With(forumtest.Control, forumtest.Enter)
	benRoom.Sees(greeting+" .prose", "good morning to all of you")

	// The server is killed. After five seconds it is said, not before; what is written meanwhile is kept.
	windows := []*forumtest.Window{anaTalk, benTalk, anaRoom, benRoom}
	for _, w := range windows {
		forumtest.Eval[bool](w, `() => {
			const line = document.getElementById("connection");
			new MutationObserver(() => { if (!line.hidden) window.lostAt ??= Date.now(); }).observe(line, {attributes: true});
			return true;
		}`)
	}
	killed := time.Now()
	program.Kill()
	says(anaTalk, "written while it was away")
	says(anaRoom, "said while it was away")
	for _, w := range windows {
		w.Sees("#connection", "The connection is lost")
		if after := forumtest.Eval[int64](w, `() => window.lostAt`) - killed.UnixMilli(); after < 4900 {
			t.Errorf("the lost connection was said after %d ms: five seconds are nobody's concern", after)
		}
	}
	anaTalk.Sees("li.is-failed", "Not sent yet")
	if got := typed(benTalk); got != "half a thought" {
		t.Errorf("in Ben's box stands %q", got)
	}

	program.Start()
	for _, w := range windows {
		w.SeesNot("#connection", "The connection is lost")
	}
	postWith(benTalk, "written while it was away")
	postWith(benRoom, "said while it was away")
	postWith(anaTalk, "written while it was away")
	postWith(anaRoom, "said while it was away")
	for i := range 3 {
		says(benRoom, fmt.Sprintf("after %d", i))
		postWith(anaRoom, fmt.Sprintf("after %d", i))
	}
	benTalk.Clicks("#composer .send-it")
	postWith(anaTalk, "half a thought")
	for _, w := range []*forumtest.Window{anaTalk, benTalk} {
		sameAsServer(t, w, ben, talk.ID)
	}
	for _, w := range []*forumtest.Window{anaRoom, benRoom} {
		sameAsServer(t, w, ben, general.ID)
	}
	for _, w := range windows {
		w.Until("nothing said about the connection any more", `() => document.getElementById("connection").hidden`)
	}
}

// What was missed while the server was away comes in order and once, changes
// included, also where the writer's window is closed.
func TestKilledServer_isMadeUpFor(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	general := f.General("ops")
	first, second := ana.Replies(general, "to be edited"), ana.Replies(general, "to be removed")
	program := f.Process()
	window := f.Chromium().Window(ben).Opens(path(general))
	connected(window)

	program.Kill()
	f.Restart() // Somebody else's connection comes through first…
	window.Until("the connection again", `() => true`)
	ana.Edits(first.ID, "edited meanwhile")
	ana.Removes(second.ID)
	for i := range 20 {
		ana.Replies(general, fmt.Sprintf("missed %d.", i))
	}

	window.Sees("#posts", "missed 19.").Sees("#posts", "edited meanwhile").SeesNot("#posts", "to be removed")
	sameAsServer(t, window, ben, general.ID)
	ids := shown(window)
	for i := range ids[1:] {
		if ids[i] > ids[i+1] {
			t.Errorf("the channel is out of order: %v", ids)
		}
	}
}

func TestComments_appearUnderAnArticle(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Organiser("ana"), f.User("ben")
	title, published := "What the meeting decided", f.Now().Add(-time.Hour)
	art, err := f.App.AddArticle(context.Background(), ana.V, app.ArticleInput{Title: &title, PublishedAt: &published,
		Body: &app.Body{Source: "Three things.", Format: forum.Markdown}})
	if err != nil {
		t.Fatal(err)
	}
	browser := f.Chromium()
	a, b, visitor := browser.Window(ana).Opens(art.Path()), browser.Window(ben).Opens(art.Path()), browser.Window(f.Visitor()).Opens(art.Path())
	connected(a, b)

	says(b, "which was the third?")
	question := postWith(a, "which was the third?")
	a.Clicks(question + " a.reply")
	says(a, "the brochure")
	answer := postWith(b, "the brochure")
	postWith(visitor, "the brochure")

	for _, w := range []*forumtest.Window{a, b, visitor} {
		w.Until("the answer under the question", `(q, a) => document.querySelector(q).closest("li.branch").querySelector("ol.replies " + a) !== null`, question, answer)
	}
	menu(b, question, `a.own[href$="/remove"]`)
	b.Clicks("dialog.ask .danger")
	a.Sees(question+" .stub", "removed")
	visitor.Sees(question+" .stub", "removed").Sees(answer, "the brochure")
	for _, w := range []*forumtest.Window{a, b, visitor} {
		if n := len(shown(w)); n != 2 {
			t.Errorf("%d posts are shown, want 2", n)
		}
	}
}
