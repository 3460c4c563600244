package browsertest

import (
	"testing"

	"plenary/internal/demo"
	"plenary/internal/forumtest"
)

// reach presses Tab until the focus is on the selector; every stop on the way
// must be seen.
func reach(t *testing.T, w *forumtest.Window, selector string) {
	t.Helper()
	for range 150 {
		w.Presses(forumtest.Tab)
		where := forumtest.Eval[[]string](w, `(s) => {
			const e = document.activeElement;
			if (!e || e === document.body) return ["", "nowhere"];
			const looks = (e) => { const c = getComputedStyle(e); return c.outlineStyle !== "none" && parseFloat(c.outlineWidth) > 0 || c.boxShadow !== "none"; };
			const r = e.getBoundingClientRect();
			const ring = [e, e.closest(".box, .search, details, label")].filter(Boolean).some(looks) || e.matches("textarea, input");
			return [e.matches(s) ? "there" : "", ring && r.width > 0 && r.height > 0 ? "" : e.outerHTML.slice(0, 200)];
		}`, selector)
		if where[1] != "" && where[1] != "nowhere" {
			t.Errorf("the focus can't be seen on %s", where[1])
		}
		if where[0] != "" {
			return
		}
	}
	t.Fatalf("Tab never reaches %s", selector)
}

// focused waits until the focus is there.
func focused(w *forumtest.Window, selector string) {
	w.Until("the focus on "+selector, `(s) => document.activeElement?.matches(s) === true`, selector)
}

// enters presses Enter and waits for the page that comes.
func enters(w *forumtest.Window) {
	forumtest.Eval[bool](w, `() => window.beforeIt = true`)
	w.Presses(forumtest.Enter)
	w.Until("the page that Enter leads to", `() => !window.beforeIt && document.readyState === "complete"`)
}

func TestKeyboard_doesAllOfIt(t *testing.T) {
	f := demoNetwork(t)
	w := f.Chromium().Window(f.Visitor()).Opens("/sign-in")

	// The first stop skips what every page begins with.
	w.Presses(forumtest.Tab)
	focused(w, "a.skip")
	w.Until("the skip link in sight", `() => { const r = document.activeElement.getBoundingClientRect(); return r.top >= 0 && r.left >= 0 && r.bottom > 0; }`)
	w.Presses(forumtest.Enter)
	focused(w, "#main")
	reach(t, w, "input[name=email]")
	w.Presses("grace@example.org")
	reach(t, w, "input[name=password]")
	w.Presses(demo.Password)
	enters(w)
	w.Sees(".rail", "Grace Lindqvist")

	// To a group, a discussion, and the search.
	reach(t, w, `.rail a[href="/g/behavioral-health"]`)
	enters(w)
	w.Sees("h1", "Behavioral Health").Presses("/")
	focused(w, "input[name=q]")
	reach(t, w, `main a[href^="/t/"]`)
	enters(w)
	connected(w)

	// React through the menu: Esc closes it and leaves the focus on what opened it.
	reach(t, w, "#posts details.menu > summary")
	post := "#" + forumtest.Eval[string](w, `() => document.activeElement.closest("article.post").id`)
	w.Presses(forumtest.Enter).Until("the menu", `() => document.querySelector("details.menu[open]") !== null`)
	w.Presses(forumtest.Tab)
	focused(w, ".pick")
	w.Presses(forumtest.Escape).Until("no menu", `() => document.querySelector("details.menu[open]") === null`)
	focused(w, post+" details.menu > summary")
	w.Presses(forumtest.Enter, forumtest.Tab, forumtest.Tab, forumtest.Tab, forumtest.Enter)
	w.Until("the reaction", `(p) => document.querySelector(p + " .react[value='🎉'][aria-pressed=true]") !== null`, post)
	focused(w, post+" details.menu > summary")

	// Reply with the toolbar: one stop, arrows inside.
	w.With(forumtest.Shift, forumtest.Tab)
	focused(w, post+" a.reply")
	w.Presses(forumtest.Enter)
	takesOver(w)
	w.With(forumtest.Shift, forumtest.Tab)
	focused(w, "[data-do=bold]")
	w.Presses(forumtest.Right)
	focused(w, "[data-do=italic]")
	w.Presses(forumtest.Enter)
	takesOver(w)
	w.Presses("by hand")
	reach(t, w, "#composer .send-it")
	w.Presses(forumtest.Enter)
	mine := postWith(w, "by hand")
	w.Until("italics", `(p) => document.querySelector(p + " .prose em")?.textContent.includes("by hand")`, mine)
	takesOver(w)

	// Answering someone is taken back with Esc; so is the question before removing.
	w.Until("a way to reply", `(p) => { document.querySelector(p + " a.reply").focus(); return true; }`, mine)
	w.Presses(forumtest.Enter)
	takesOver(w)
	w.Presses(forumtest.Escape)
	focused(w, mine+" a.reply")
	w.Presses(forumtest.Tab, forumtest.Enter)
	reach(t, w, mine+` a.own[href$="/remove"]`)
	w.Presses(forumtest.Enter)
	focused(w, "dialog[open] button")
	w.Presses(forumtest.Escape).Until("no dialog", `() => document.querySelector("dialog") === null`)
	focused(w, mine+" details.menu > summary")
}

func TestFocus_isNotLostWhenPostsChange(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "Friday deploy")
	first := ana.Replies(talk, "first")
	w := f.Chromium().Window(ben).Opens(path(talk))
	connected(w)
	post := postWith(w, "first")

	for _, at := range []string{" a.when", " a.reply", " details.menu > summary", " .name"} {
		w.Until("focus", `(s) => { document.querySelector(s).focus(); return true; }`, post+at)
		ana.Edits(first.ID, "changed under"+at)
		w.Sees(post, "changed under"+at)
		focused(w, post+at)
	}
	w.Until("focus", `(s) => { document.querySelector(s).focus(); return true; }`, post+" details.menu > summary")
	w.Presses(forumtest.Enter, forumtest.Tab)
	focused(w, post+" .pick")
	ana.Edits(first.ID, "changed under a menu")
	w.Sees(post, "changed under a menu")
	focused(w, post+" .pick")

	// What has the focus goes with its post: it must not fall to the top of the page.
	ana.Removes(first.ID)
	w.Sees(post+" .stub", "removed")
	w.Until("the focus near", `(p) => document.activeElement !== document.body && document.activeElement?.closest(p) !== null`, post)
}
