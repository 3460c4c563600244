package browsertest

import (
	"testing"

	"plenary/internal/demo"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// follows clicks and waits until that has led to another page.
func follows(w *forumtest.Window, selector string) *forumtest.Window {
	forumtest.Eval[bool](w, `() => window.beforeIt = true`)
	w.Clicks(selector)
	w.Until("the page after "+selector, `() => !window.beforeIt && document.readyState !== "loading"`)
	return w
}

func TestWithoutScript_everythingCanBeDone(t *testing.T) {
	f := demoNetwork(t)
	w := f.Chromium().Window(f.Visitor())
	w.NoScript()

	// Read, and sign in where one was.
	w.Opens("/g/behavioral-health").Sees("h1", "Behavioral Health")
	follows(w, ".rail .me a")
	w.Types("input[name=password]", demo.Password)
	forumtest.Eval[bool](w, `() => { document.querySelector("input[name=email]").value = "ruth@example.org"; return true; }`)
	follows(w, "form[action='/sign-in'] button").Sees("h1", "Behavioral Health").Sees(".rail", "Ruth Adeyemi")

	// Start a discussion; a title that is too short comes back with the text kept.
	follows(w, "a[href='/g/behavioral-health/new']")
	forumtest.Eval[bool](w, `() => { document.querySelector("main form").noValidate = true; return true; }`)
	w.Types("input[name=title]", "No").Types("textarea[name=body]", "Can everybody read this?")
	follows(w, "main form .btn.primary").Sees(".problem", "")
	w.Until("the text kept", `() => document.querySelector("textarea[name=body]").value.trim() === "Can everybody read this?"`)
	w.Types("input[name=title]", " script at all")
	follows(w, "main form .btn.primary").Sees("h1", "No script at all").Sees("#posts", "Can everybody read this?")

	// Reply, under the discussion and to a post; edit, react, conclude, remove.
	w.Types("#composer textarea", "I can.")
	follows(w, "#composer .send-it").Sees("#posts", "I can.")
	post := postWith(w, "I can.")
	follows(w, post+" a.reply").Sees("main", "I can.").Types("textarea[name=body]", "So can I.")
	follows(w, "form.box .send-it").Sees("#posts .replies", "So can I.")
	answer := postWith(w, "So can I.")
	edited := func(choice string) {
		w.Clicks(answer + " details.menu > summary")
		follows(w, answer+" details.menu "+choice)
	}
	edited(`a[href$="/edit"]`)
	w.Types("textarea[name=body]", " Now.")
	follows(w, "form.box .send-it").Sees(answer, "So can I. Now.")
	edited(`.pick[value="🎉"]`)
	w.Sees(answer+" .react", "🎉 1")
	edited(".staff")
	w.Sees("#conclusion", "So can I. Now.")
	w.Clicks(manage)
	follows(w, `#head form[action$="/pin"] button`).Sees("#head", "Pinned")
	edited(`a[href$="/remove"]`)
	follows(w, "main form .btn.danger").Sees(answer+" .stub", "removed")

	// Say something in a channel, and comment on an article.
	follows(w, ".rail a[data-channel]")
	w.Types("#composer textarea", "Good morning from a text browser.")
	follows(w, "#composer .send-it").Sees("#posts", "Good morning from a text browser.")
	w.Opens("/news/what-the-tomato-taught-us").Types("#composer textarea", "Mine were green.")
	follows(w, "#composer .send-it").Sees("#posts", "Mine were green.")

	// Join a group that is open, and leave it.
	w.Opens("/sign-out")
	follows(w, "main form button").Opens("/g/behavioral-health").Sees(".rail .me", "Sign in")
}

func TestWithoutScript_joinAndDecide(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("ops", "everyone/request")
	ana, ben := f.As("ops", "ana", forum.Lead), f.User("ben")
	browser := f.Chromium()
	a, b := browser.Window(ana), browser.Window(ben)
	a.NoScript()
	b.NoScript()

	b.Opens("/g/ops")
	follows(b, "form[action='/g/ops/join'] button").SeesNot("form[action='/g/ops/join']", "")
	a.Opens("/g/ops/members").Sees("main", "Ben")
	follows(a, `form[action^="/g/ops/requests/"] button[value="approve"]`).SeesNot(`form[action^="/g/ops/requests/"]`, "")
	b.Opens("/g/ops").Sees("main a.btn.primary", "discussion")
}
