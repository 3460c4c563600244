package browsertest

import (
	"strings"
	"testing"

	"plenary/internal/forumtest"
)

// option goes with the arrow key to the offer that says text.
func option(w *forumtest.Window, text string) {
	const chosen = `(t) => {
		const field = document.activeElement, at = document.getElementById(field.getAttribute("aria-activedescendant"));
		return field.getAttribute("aria-expanded") === "true" && at?.getAttribute("aria-selected") === "true" && at.innerText.includes(t);
	}`
	w.Sees(".suggestions:not([hidden]) [role=option]", text)
	for range 12 {
		if w.Presses(forumtest.Down); forumtest.Eval[bool](w, chosen, text) {
			return
		}
	}
	w.Until("the choice of "+text, chosen, text)
}

// asks is the query of the page that was found.
func asks(w *forumtest.Window, query string) {
	w.Until("results for "+query, `(q) => location.pathname === "/search" && new URLSearchParams(location.search).get("q").trim() === q && document.readyState === "complete"`, query)
}

// What is typed offers what one may mean; what was found is narrowed down, and found again.
func TestSearch_offersWhatIsMeant_narrowsDown_andRemembers(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("closed", "members/invite")
	ana, ben, eve := f.Member("ops", "ana"), f.Member("ops", "ben"), f.User("eve")
	f.Member("closed", "ana")
	f.Member("closed", "ben")
	talk := ana.Starts("ops", "Lantern evening")
	ana.Starts("closed", "Lantern secrets")
	ben.Replies(talk, "One lántern for each of us")
	file, err := f.App.Upload(t.Context(), ana.V, "lantern-plan.txt", strings.NewReader("who brings what"))
	if err != nil {
		t.Fatal(err)
	}
	ana.Replies(talk, "Here it is: [the plan]("+file.Path()+")")

	// By the keyboard alone: / to the field, a choice with the arrows, Escape closes, Enter goes there.
	w := f.Chromium().Window(ben).Opens("/")
	w.Presses("/", "lant")
	option(w, "Lantern evening")
	w.AccessibleIn("what is offered", ".suggestions:not([hidden])")
	w.Until("the list in full sight", `() => {
		const list = document.querySelector(".suggestions:not([hidden])"), r = list.getBoundingClientRect();
		return list.contains(document.elementFromPoint(r.right - 4, r.top + r.height / 2)) && list.contains(document.elementFromPoint(r.left + 4, r.bottom - 4));
	}`)
	w.Presses(forumtest.Escape).Until("nothing offered", `() => !document.querySelector("[aria-expanded=true]") && document.activeElement.value === "lant"`)
	w.Presses("e")
	option(w, "Lantern evening")
	w.Presses(forumtest.Enter).Sees("h1", "Lantern evening")

	// An operator's values are offered, too, and one goes on after them.
	w.Opens("/").Types(".rail [name=q]", "lantern by:be")
	option(w, "Ben")
	w.Presses(forumtest.Enter).Until("the filter in the field", `() => document.activeElement.value === "lantern by:ben "`)
	w.Presses(forumtest.Enter)
	asks(w, "lantern by:ben")
	w.Sees(".results mark", "lántern").Sees(".chips", "By Ben")
	w.Accessible("what was found")

	// Chips: one goes, another comes; the kind is a tab.
	w.Clicks(".chip[aria-label^='By Ben']")
	asks(w, "lantern")
	w.Sees(".results", "Lantern secrets")
	w.Clicks(".chips .chip.add").Clicks(".chips [open] .card a[href*=ops]")
	asks(w, "lantern group:ops")
	w.Sees(".chips", "Group: Group ops").SeesNot(".results", "Lantern secrets")
	w.Clicks(".tabs a[href*='in=files']").Sees(".results a.t", "lantern-plan.txt").SeesNot(".results", "lántern")

	// It is remembered, and forgotten when one says so.
	w.Opens("/search").Sees(".recents", "lantern group:ops")
	w.Clicks(".recents [data-forget='lantern group:ops']").SeesNot(".recents", "group:ops").Sees(".recents", "lantern by:ben")
	focused(w, ".recents [data-forget]")
	w.Clicks("[data-forget-all]").Until("nothing remembered", `() => !document.querySelector(".recents") && localStorage.length === 0`)

	// Who isn't in the group is offered and finds nothing of it.
	other := f.Chromium().Window(eve).Opens("/search").Types("main [name=q]", "lantern")
	other.Sees("[role=option]", "Lantern evening").SeesNot("[role=option]", "secrets")
	other.Presses(forumtest.Enter)
	asks(other, "lantern")
	other.Sees(".results", "Lantern evening").SeesNot(".results", "secrets")

	// Without script a form and links do the same.
	other.NoScript()
	other.Opens("/search").Types("main [name=q]", "lantern")
	follows(other, ".search-page button").Sees(".results", "lantern-plan.txt")
	other.Clicks(".chips .chip.add")
	follows(other, ".chips [open] .card a[href*=ops]").Sees(".chips", "Group: Group ops")
	follows(other, ".chip[aria-label]").SeesNot(".chips", "Group: Group ops").Sees(".results mark", "Lantern")
}
