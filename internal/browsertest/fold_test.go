package browsertest

import (
	"fmt"
	"testing"

	"plenary/internal/app"
	"plenary/internal/forumtest"
)

// A long discussion in a real browser: where one is, jumps, context, folding, and the newest first.
func TestLongDiscussion_isReadFromAnyEnd(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "A long one")
	first := f.FirstPost(talk)
	var posts []app.Post
	for i := range 60 {
		to := first.ID
		if i == 1 {
			to = posts[0].ID
		}
		posts = append(posts, ana.Answers(talk, to, fmt.Sprintf("reply %d.", i+1)))
	}
	late := fmt.Sprintf("#p%d", posts[59].ID)
	w := f.Chromium().Window(ben).Opens(path(talk) + "?page=2")
	connected(w)

	// The menu says which post is in sight, and leads to a number.
	w.Sees("#jump .where", "of 61").Clicks("#jump > summary")
	w.Until("a field for a number", `() => { const e = document.querySelector("#jump-number"); e.focus(); return document.activeElement === e; }`)
	w.Presses("60").Clicks("#jump form:has(#jump-number) .btn")
	w.Until("post 60 in sight", `(p) => { const r = document.querySelector(p)?.getBoundingClientRect(); return location.hash === p && r.bottom > 0 && r.top < innerHeight; }`,
		fmt.Sprintf("#p%d", posts[58].ID))
	w.Accessible("a page of a long discussion")

	// What a post answers opens beside it, and closes again.
	w.Opens(path(talk) + "?page=2")
	connected(w)
	w.Clicks(late+" .answers a").Sees(late+" blockquote.context", "First of A long one")
	w.Until("the same page", `() => location.search === "?page=2" && document.querySelectorAll("#p1").length <= 1`)
	w.AccessibleIn("a post with its context", late)
	w.Clicks(late+" .answers a").Until("no context", `(p) => !document.querySelector(p + " .context")`, late)

	// Replies fold; what arrives counts; the tab remembers; a link into them opens them.
	w.Opens(path(talk) + "?page=1")
	connected(w)
	fold := fmt.Sprintf(`[data-branch="%d"] > .fold`, first.ID)
	inner := fmt.Sprintf("#p%d", posts[1].ID)
	w.Sees(fold+" > summary", "49 replies").Clicks(fold+" > summary").Until("nothing of them", `(p) => !document.querySelector(p).checkVisibility()`, inner)
	ana.Answers(talk, posts[0].ID, "into what is folded")
	w.Sees(fold+" > summary", "50 replies").Reloads()
	w.Until("still folded", `(s) => document.querySelector(s)?.open === false`, fold)
	w.Until("the link opens it", `(p) => { location.hash = p; return document.querySelector(p).checkVisibility(); }`, inner)
	w.Clicks("#jump > summary").Clicks("#jump .fold-all").Until("all folded", `() => [...document.querySelectorAll("details.fold")].every(f => !f.open)`)

	// From the newest down: what arrives comes on top, one's own too.
	w.Opens(path(talk) + "?order=newest")
	connected(w)
	w.Until("flat", `() => document.querySelectorAll("#posts > li.branch").length === 50`)
	ana.Answers(talk, first.ID, "the newest of all")
	top := `(t) => document.querySelector("#posts > li.branch").textContent.includes(t)`
	w.Until("it on top", top, "the newest of all")
	says(w, "mine, too")
	w.Until("mine on top", top, "mine, too")
	postWith(w, "mine, too")
	w.Until("its whom", `() => getComputedStyle(document.querySelector("#posts > li.branch:nth-child(2) .answers")).display !== "none"`)
	w.Accessible("a discussion from the newest down")
	w.Size(390, 844)
	w.Fits("a discussion from the newest down on a phone")
	w.Until("a menu within reach", `() => { const r = document.querySelector("#jump > summary").getBoundingClientRect(); return r.top > innerHeight / 2 && r.bottom < innerHeight && r.height >= 44; }`)
}
