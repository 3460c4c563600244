package browsertest

import (
	"context"
	"fmt"
	"regexp"
	"testing"

	"plenary/internal/forumtest"
)

// draft is the text that the server keeps for somebody at a place.
func draft(t *testing.T, p *forumtest.Person, place string) (text string) {
	t.Helper()
	answer := p.Calls("GET", "/drafts/"+place, nil)
	if answer.Status == 404 {
		return ""
	}
	var d struct{ Body string }
	answer.Is(200).Into(&d)
	return tags.ReplaceAllString(d.Body, "")
}

var tags = regexp.MustCompile(`<[^>]+>`)

// stands waits until the box holds a text, in the plain text box or in the editor.
func stands(w *forumtest.Window, field, text string) {
	w.Until(fmt.Sprintf("%q in %s", text, field), `(s, t) => {
		const e = document.querySelector(s);
		return (e?.hidden ? e.parentElement.querySelector(".writer, .shown").innerText.trim() : e?.value) === t;
	}`, field, text)
}

// Nobody ever loses a text: the tab, the network and the session are cut while it is written.
func TestDraft_outlivesTabNetworkAndSession(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "Friday deploy")
	group := "/g/ops/new"
	place := fmt.Sprint("c", talk.ID)
	const box = "#composer textarea"
	browser := f.Chromium()

	// The tab: what stands on one device is found on another, and gone when it is posted.
	w := browser.Window(ben).Opens(path(talk))
	connected(w)
	w.Types(box, "half a thought").Sees(".draft-at", "Draft saved")
	if got := draft(t, ben, place); got != "half a thought" {
		t.Errorf("the server keeps %q", got)
	}
	phone := browser.Window(ben).Opens(path(talk))
	connected(phone)
	stands(phone, box, "half a thought")
	browser.Window(ana).Opens(path(talk)).Until("an empty box for ana", `() => document.querySelector("#composer textarea").value === ""`)
	ben.Visits("/inbox").Is(200).Has("1 draft")
	ben.Visits("/drafts").Is(200).Has("half a thought", "Friday deploy")

	// Two at once: each sees its own text and is offered the other.
	w.Types(box, ", at the desk").Sees(".draft-at", "Draft saved")
	f.Wait("the desk's text on the server", func() bool { return draft(t, ben, place) == "half a thought, at the desk" })
	phone.Types(box, ", on the phone").Sees(".others summary", "Another version")
	stands(phone, box, "half a thought, on the phone")
	phone.Clicks(".others summary").Sees(".others pre", "half a thought, at the desk").Clicks(".others button[name=use]")
	stands(phone, box, "half a thought, at the desk")
	phone.Sees(".others summary", "Another version").Clicks(".others summary").Clicks(".others button[name=keep]")
	phone.Until("no other version", `() => document.querySelector(".others").hidden`)
	phone.Clicks("#composer .send-it")
	postWith(phone, "half a thought, at the desk")
	f.Wait("no draft after the post", func() bool { return draft(t, ben, place) == "" })

	// The network: typed without it, the text survives a reload and goes to the server when it is back.
	w.Opens(group).Types("input[name=title]", "A question").Block("/api/v1/drafts/*", "/readyz")
	w.Types("textarea[name=body]", "written in the tunnel").Sees(".draft-at", "Kept on this device").Reloads()
	stands(w, "textarea[name=body]", "written in the tunnel")
	w.Clicks(".row-acts .primary").Sees(".draft-at", "No connection").Block()
	w.Sees("h1", "A question").Sees("#posts", "written in the tunnel")

	// The session: it ends while one writes. Signing in again in another tab goes on and sends.
	connected(w)
	w.Types(box, "before the session ended")
	if err := f.App.EndSession(context.Background(), ben.V, ben.V.Session); err != nil {
		t.Fatal(err)
	}
	w.Sees("#connection", "signed out").Clicks("#composer .send-it").Sees("#composer .status", "signed out")
	stands(w, box, "before the session ended")
	if err := f.App.SetPassword(context.Background(), ben.V, "", forumtest.Password); err != nil {
		t.Fatal(err)
	}
	ok := forumtest.Eval[bool](w, `(email, password) => fetch("/sign-in", {method: "POST", body: new URLSearchParams({email, password})}).then((a) => a.ok)`,
		"ben@example.org", forumtest.Password)
	if !ok {
		t.Fatal("ben can't sign in again")
	}
	w.Clicks("#composer .send-it")
	postWith(w, "before the session ended")
}

// The server dies while one writes, starts again, and has the text soon after; what was sent meanwhile is there once.
func TestDraft_outlivesTheServer(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "Friday deploy")
	mine := ben.Replies(talk, "to be put better")
	program := f.Process()
	w := f.Chromium().Window(ben).Opens(path(talk))
	connected(w)
	post := fmt.Sprint("#p", mine.ID)
	menu(w, post, "a.own[href$='/edit']")
	w.Until("the editor in the post", `(p) => document.querySelector(p + " form.editor .writer") !== null`, post)
	w.Types(post+" form.editor textarea", ", much better").Sees(post+" .draft-at", "Draft saved")

	program.Kill()
	w.Types("#composer textarea", "while it was away")
	w.Clicks(post+" form.editor button.primary").Sees(post+" form.editor .status", "connection is lost")
	program.Start()
	w.Sees(post+" > .said > .prose", "to be put better, much better")
	f.Wait("the draft on the server that is back", func() bool { return draft(t, ben, fmt.Sprint("c", talk.ID)) == "while it was away" })
	if left := draft(t, ben, fmt.Sprint("p", mine.ID)); left != "" {
		t.Errorf("the edit is saved, and its draft %q is still there", left)
	}

	program.Kill()
	w.Clicks("#composer .send-it").Sees("li.is-failed", "while it was away")
	program.Start()
	postWith(w, "while it was away")
	sameAsServer(t, w, ben, talk.ID)
	f.Wait("no draft after the post", func() bool { return draft(t, ben, fmt.Sprint("c", talk.ID)) == "" })
}
