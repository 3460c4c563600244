package browsertest

import (
	"fmt"
	"testing"

	"plenary/internal/forumtest"
)

// Posts in another language are a line each, those that arrive too; the writer says which language it is.
func TestLanguage_isChosenAndOthersFold(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "Two languages")
	spanish := ana.Replies(talk, "Mandamos un mensaje en el idioma de la persona.")
	ana.Replies(talk, "Wir haben die Sitzung auf morgen verschoben und bitten um Antwort.")
	w := f.Chromium().Window(ben).Opens(path(talk) + "?page=1&only=en")
	connected(w)
	hidden := `(p) => !document.querySelector(p).checkVisibility()`
	at := fmt.Sprintf("#p%d", spanish.ID)
	w.Sees(".other-lang", "A post by Ana in Spanish").Until("it hidden", hidden, at)
	w.Accessible("a discussion of which one language is shown")
	w.Clicks(fmt.Sprintf(".other-lang a[href='%s']", at)).Until("it shown", `(p) => document.querySelector(p).checkVisibility() && document.activeElement.closest(p) !== null`, at)

	arrives := ana.Replies(talk, "Y ahora llega otro mensaje más, también en español.")
	line := fmt.Sprintf(".other-lang a[href='#p%d']", arrives.ID)
	w.Sees(line, "in Spanish").Until("it hidden", hidden, fmt.Sprintf("#p%d", arrives.ID))
	ana.Edits(arrives.ID, "And now it is in English, after all.")
	w.Sees("#posts", "after all").Until("no line", `(s) => document.querySelector(s) === null`, line)

	// The writer says it is Spanish, then that it isn't.
	w.Until("a choice", `() => { const s = document.querySelector("#composer select[name=lang]"); s.value = "es"; return s.value === "es"; }`)
	says(w, "PHQ-9 toolkit")
	mine := postWith(w, "PHQ-9 toolkit")
	w.Until("it in Spanish", `(p) => document.querySelector(p).dataset.lang === "es" && document.querySelector(p).checkVisibility()`, mine)
	menu(w, mine, `a[href$="/edit"]`)
	w.Until("its language", `() => { const s = document.querySelector("form.editor select[name=lang]"); if (s?.value !== "es") return false; s.value = "en"; return true; }`)
	w.AccessibleIn("the editor in place", mine)
	w.Clicks("form.editor .btn.primary").Until("it in English", `(p) => document.querySelector(p).dataset.lang === "en" && !document.querySelector(p + " .edited")`, mine)

	// Without script an address shows a post that is a line.
	w.NoScript()
	w.Opens(path(talk) + "?page=1&only=en" + at)
	w.Until("it shown", `(p) => document.querySelector(p).checkVisibility()`, at)
}
