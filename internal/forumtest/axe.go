package forumtest

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// violation is one rule of axe that a page breaks.
type violation struct {
	ID    string `json:"id"`
	Help  string `json:"help"`
	Nodes []struct {
		HTML    string `json:"html"`
		Summary string `json:"failureSummary"`
	} `json:"nodes"`
}

// axe is axe-core's source, as npm brought it.
func (f *Forum) axe() string {
	f.t.Helper()
	_, here, _, _ := runtime.Caller(0)
	path := filepath.Join(filepath.Dir(here), "../../web/node_modules/axe-core/axe.min.js")
	src, err := os.ReadFile(path)
	if err != nil {
		f.t.Fatal("axe-core is not installed; `go run ./cmd/dev assets` does it:", err)
	}
	return string(src)
}

// Accessible checks the page by axe's rules of WCAG 2.2 AA and best practice,
// and that nothing is wider than the window.
func (w *Window) Accessible(what string) {
	w.f.t.Helper()
	w.Fits(what)
	// What sticks to the window lies over something wherever the page stands; one can scroll.
	Eval[bool](w, `() => {
		for (const e of document.body.querySelectorAll("*")) if (/sticky|fixed/.test(getComputedStyle(e).position)) e.style.position = "static";
		return true;
	}`)
	w.AccessibleIn(what, "html")
}

// AccessibleIn checks a part of the page by axe's rules of WCAG 2.2 AA and best
// practice.
func (w *Window) AccessibleIn(what, selector string) {
	w.f.t.Helper()
	Eval[bool](w, "() => { "+w.f.axe()+"; return true }")
	found := Eval[[]violation](w, `async (selector) => (await axe.run(selector, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"]})).violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.slice(0, 3).map(n => ({html: n.html, failureSummary: n.failureSummary}))}))`, selector)
	for _, v := range found {
		var where []string
		for _, n := range v.Nodes {
			where = append(where, n.HTML+" — "+n.Summary)
		}
		w.f.t.Errorf("%s: %s (%s): %s", what, v.ID, v.Help, strings.Join(where, "\n    "))
	}
}

// Fits checks that nothing is wider than the window.
func (w *Window) Fits(what string) {
	w.f.t.Helper()
	if wide := Eval[string](w, `() => document.documentElement.scrollWidth <= innerWidth ? "" : [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join("\n")`); wide != "" {
		w.f.t.Errorf("%s scrolls sideways: %s", what, wide)
	}
}
