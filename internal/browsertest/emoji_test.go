package browsertest

import (
	"testing"

	"plenary/internal/forumtest"
)

// Emoji come by a name between colons, by the list that a part of it offers, and by the picker; their names are loaded
// when they are first asked for.
func TestEmoji_byNameAndFromThePicker(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk, general := ana.Starts("ops", "Friday deploy"), f.General("ops")
	a, b := f.Chromium().Window(ana).Opens(path(talk)), f.Chromium().Window(ben).Opens(path(general))
	connected(a, b)
	const loaded = `() => performance.getEntriesByType("resource").some(e => e.name.includes("emoji"))`
	if forumtest.Eval[bool](a, loaded) {
		t.Error("the emoji are loaded before anybody asked for one")
	}

	// In the editor.
	a.Types("#composer textarea", "It works")
	a.Until("the editor", `() => document.querySelector("#composer .writer") !== null`)
	a.Presses(" :tad").Sees(".suggestions:not([hidden]) [role=option][aria-selected=true]", ":tada:")
	a.AccessibleIn("emoji that are offered", ".suggestions:not([hidden])")
	a.Presses(forumtest.Enter).Presses(" and :+1:")
	a.Until("both in the text", `() => document.querySelector("#composer .writer").textContent.replaceAll("\uFE0F", "") === "It works 🎉 and 👍"`)
	a.Clicks("#composer .send-it")

	// In a channel's box, from the picker and by keyboard.
	b.Types("#composer textarea", "Thanks ")
	b.Clicks("#composer .tools [data-do=emoji]").Sees("dialog.picker .grid button", "😀")
	b.Accessible("the picker")
	b.Presses("red heart").Until("one", `() => document.querySelector("dialog.picker .grid button")?.textContent.startsWith("❤")`)
	b.Presses(forumtest.Down)
	focused(b, "dialog.picker .grid button")
	b.Presses(forumtest.Enter).Until("it in the box", `() => !document.querySelector("dialog.picker") && document.activeElement.value?.startsWith("Thanks ❤")`)
	b.Presses(forumtest.Enter)
	postWith(b, "Thanks ❤")

	b.Opens(path(talk))
	postWith(b, "It works 🎉 and 👍")
}
