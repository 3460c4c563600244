package browsertest

import (
	"context"
	"testing"
	"time"

	"plenary/internal/forumtest"
)

func TestBlockedWebSockets_pollingShowsWhatHappens(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "Friday deploy")
	w := f.Chromium().Window(ben)
	w.NoSockets()
	w.Opens(path(talk))

	began := time.Now()
	first := ana.Replies(talk, "by another way")
	post := postWith(w, "by another way")
	if took := time.Since(began); took > 15*time.Second {
		t.Errorf("what happened while the page was waiting came after %v, with the answer that was due anyway", took)
	}
	ana.Edits(first.ID, "by quite another way")
	w.Sees(post, "by quite another way")
	says(w, "I read you")
	postWith(w, "I read you")
	ana.Removes(first.ID)
	w.Sees(post+" .stub", "removed")

	sameAsServer(t, w, ben, talk.ID)
	w.Until("nothing said about the connection", `() => document.getElementById("connection").hidden`)
}

func TestOffline_whatIsSentIsKept_andSentOnce(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "Friday deploy")
	browser := f.Chromium()
	a, b := browser.Window(ana).Opens(path(talk)), browser.Window(ben).Opens(path(talk))
	connected(a, b)

	b.Offline(true)
	says(b, "from the train")
	says(b, "still in the tunnel")
	b.Sees("li.is-failed", "from the train").Sees("li.is-failed", "still in the tunnel").Types("#composer textarea", "half a thought")
	ana.Replies(talk, "are you there?")
	a.Sees("#posts", "are you there?").SeesNot("#posts", "from the train")
	b.Offline(false)

	postWith(a, "from the train")
	postWith(a, "still in the tunnel")
	postWith(b, "from the train")
	postWith(b, "still in the tunnel")
	b.Sees("#posts", "are you there?")
	if got := typed(b); got != "half a thought" {
		t.Errorf("in the box stands %q", got)
	}

	// Reloads, too, while nothing was acknowledged: the text is sent after.
	b.Block("/api/v1/conversations/*/posts")
	says(b, " and the other half")
	b.Sees("li.is-failed", "half a thought and the other half").Reloads().Sees("li.branch", "and the other half")
	b.Block()
	// It sends again by itself; whoever is impatient presses the button, if it is there still.
	forumtest.Eval[bool](b, `() => { document.querySelector("[data-outbox=again]")?.click(); return true; }`)
	postWith(a, "half a thought and the other half")
	postWith(b, "half a thought and the other half")
	for _, w := range []*forumtest.Window{a, b} {
		sameAsServer(t, w, ben, talk.ID)
	}
}

func TestTypedText_survivesReloadsAndErrorsAndASessionThatEnded(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "Friday deploy")
	first := f.FirstPost(talk)
	w := f.Chromium().Window(ben).Opens(path(talk))
	connected(w)

	// A reload keeps it, in the box and in the form for a new discussion.
	w.Types("#composer textarea", "half a thought").Reloads()
	stands(w, "#composer textarea", "half a thought")
	w.Opens("/g/ops/new").Types("input[name=title]", "A question").Types("textarea[name=body]", "and more").Reloads()
	stands(w, "input[name=title]", "A question")
	stands(w, "textarea[name=body]", "and more")

	// A text that the server won't take comes back, with what is wrong.
	w.Opens(path(f.General("ops")))
	connected(w)
	forumtest.Eval[bool](w, `() => { document.querySelector("#composer textarea").value = "too long ".repeat(700); return true; }`)
	w.Clicks("#composer .send-it").Sees("#composer .status.wrong", "6000")
	w.Until("the text in the box again", `() => document.querySelector("#composer textarea").value.startsWith("too long") && !document.querySelector("#posts li")`)
	w.Opens(path(talk))
	connected(w)

	// So does a session that ended meanwhile; the page says so, and leads back.
	if err := f.App.EndSession(context.Background(), ben.V, ben.V.Session); err != nil {
		t.Fatal(err)
	}
	w.Sees("#connection", "You are signed out").Clicks("#composer .send-it").Sees("#composer .status", "You are signed out")
	stands(w, "#composer textarea", "half a thought")
	if n := len(kept(t, ana, talk.ID)); n != 1 {
		t.Errorf("the discussion has %d posts, want 1: %d", n, first.ID)
	}
	w.Clicks("#connection a").Sees("h1", "Sign in").Until("the way back", `() => document.querySelector("input[name=next]").value.startsWith("/t/")`)
}
