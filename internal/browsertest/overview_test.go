package browsertest

import (
	"fmt"
	"testing"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// Three windows: ana writes by the verbs, ben reads on two devices.
func TestOverview_isReadAndAnsweredByKeyboardOnEveryDevice(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.As("ops", "ana", forum.Lead), f.Member("ops", "ben")
	talk, other := ana.Starts("ops", "Friday deploy"), ana.Starts("ops", "Saturday")
	asked := ana.Replies(talk, "Can you come, @ben?")
	ana.Replies(other, "one more")

	desk := f.Chromium().Window(ben).Opens("/")
	phone := f.Chromium().Window(ben).Opens("/g/ops")
	phone.Size(390, 844)
	desk.Sees("#asks", "Ana mentioned you").Sees(".new-in", "Saturday")
	title := func(w *forumtest.Window, want string) {
		w.Until("the title "+want, `(t) => document.title.startsWith(t)`, want)
	}
	title(desk, "(4) ")
	title(phone, "(4) ")
	desk.Accessible("the overview")

	// Keys: j goes on, k back, o opens where it stands, u closes, r answers, ? shows them all.
	at := func(text string) {
		desk.Until("the reader at "+text, `(t) => document.querySelector(".at")?.innerText.includes(t) && document.querySelector(".at").contains(document.activeElement)`, text)
	}
	desk.Presses("j")
	at("Ana mentioned you")
	desk.Presses("j")
	at("Saturday")
	desk.Presses("k")
	at("Ana mentioned you")
	desk.Presses("o").Sees(".at .glance", "Can you come")
	desk.AccessibleIn("an open item", ".glance")
	desk.Presses("u").Until("it closed", `() => document.querySelector(".glance") === null`)
	desk.Presses("?").Sees("dialog.keys-help", "previous")
	desk.Presses(forumtest.Escape).Until("no dialog", `() => document.querySelector("dialog") === null`)

	// Answered in place: the question is done, and the post is there.
	desk.Presses("r")
	focused(desk, ".glance :is(textarea, .writer)")
	desk.Presses("jokes apart, I come") // keys are letters where one writes
	desk.Clicks(".glance .send-it").Sees(".at", "Sent.")
	f.Wait("the answer to be kept", func() bool { return len(kept(t, ben, talk.ID)) == 3 })
	desk.Reloads().Until("nothing asked any more", `() => document.querySelector("#asks") === null`)

	// From here unread, in the discussion, on the other device at once.
	desk.Opens(path(talk))
	connected(desk)
	desk.Until("all of it read", `() => document.querySelector(".rail a[data-group=ops] .count")?.textContent.startsWith("2")`)
	phone.Until("the same on the phone", `() => document.querySelector("[data-nav=groups] .count")?.textContent.startsWith("2")`)
	menu(desk, fmt.Sprintf("#p%d", asked.ID), "button.unread")
	phone.Until("one more on the phone", `() => document.querySelector("[data-nav=groups] .count")?.textContent.startsWith("3")`)
	title(phone, "(3) ")
	phone.Sees(`main li[data-conversation]`, "1 new")

	// All of the group is read there, and at once here.
	phone.Clicks("form.read-all button").Sees(".flash", "marked as read")
	title(desk, "Friday deploy")
	desk.Until("no count in the rail", `() => !document.querySelector(".rail a[data-group=ops] .count")`)

	// What comes is counted in the title and the inbox of whoever looks elsewhere; u leads up, / searches.
	phone.Opens("/news")
	ana.Replies(other, "hear, @ben")
	title(phone, "(1) ")
	phone.Sees(`.tabbar [data-nav=inbox]`, "2") // with that of becoming a member
	desk.Presses(forumtest.Escape, "u").Until("the group", `() => location.pathname === "/g/ops" && document.readyState === "complete"`)
	desk.Presses("/")
	focused(desk, "input[name=q]")

	// Who switched single keys off is left alone.
	desk.Opens("/settings").Clicks("#keys button").Sees(".flash", "Saved")
	desk.Opens("/g/ops").Presses("j", "?")
	desk.Until("nothing", `() => document.documentElement.dataset.keys === "off" && !document.querySelector(".at, dialog")`)
	desk.Opens("/missed").Sees("main", "Friday deploy").Accessible("what I missed")

	// What comes while the overview is read moves nothing: a line says so, and leads to it.
	desk.Opens("/").SeesNot(".overview .rows", "general")
	f.Wait("the line", func() bool { // what is said before the window is connected it doesn't hear
		ana.Replies(f.General("ops"), "anybody here?")
		return forumtest.Eval[string](desk, `() => document.querySelector(".news-line[role=status]").innerText`) == "There is something new. Show it"
	})
	desk.SeesNot(".overview .rows", "general")
	desk.AccessibleIn("the line", ".news-line")
	desk.Clicks(".news-line a").Sees(".new-in", "# general")
}
