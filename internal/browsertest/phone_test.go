package browsertest

import (
	"testing"

	"plenary/internal/forumtest"
)

// box is where something stands on the screen, in CSS pixels.
type box struct{ Top, Bottom, Left, Right, Screen, Width float64 }

// where is the first visible match.
func where(w *forumtest.Window, selector string) box {
	return forumtest.Eval[box](w, `(s) => {
		const e = [...document.querySelectorAll(s)].find(e => e.checkVisibility());
		if (!e) return {Top: 0, Bottom: 0, Left: 0, Right: 0, Screen: 0, Width: 0};
		const r = e.getBoundingClientRect();
		return {Top: r.top, Bottom: r.bottom, Left: r.left, Right: r.right, Screen: innerHeight, Width: innerWidth};
	}`, selector)
}

// inSight reports whether something is whole on the screen.
func (b box) inSight() bool {
	return b.Bottom > b.Top && b.Top >= 0 && b.Bottom <= b.Screen+.5 && b.Left >= 0 && b.Right <= b.Width+.5
}

// The keyboard takes half of the screen, the device its notch and bar; the box
// one writes in, and the button that sends, stay in sight, and fingers hit them.
func TestPhone_theBoxStaysInSight_andFingersHitIt(t *testing.T) {
	f := forumtest.Start(t)
	ana, mo := f.Member("ops", "ana"), f.As("ops", "mo", "moderator")
	talk, room := ana.Starts("ops", "Friday deploy"), f.General("ops")
	for range 12 {
		ana.Replies(talk, "A reply that takes some room.\n\nAnd a second paragraph.")
		ana.Replies(room, "A message that takes some room.")
	}
	w := f.Chromium().Window(mo)
	for _, path := range []string{talk.Path(), room.Path()} {
		w.Size(390, 844)
		w.SafeArea(47, 34)
		w.Opens(path)
		connected(w)
		w.Until("room for the device's bar below the tabs", `() => getComputedStyle(document.querySelector(".tabbar")).paddingBottom === "34px"`)
		if bar, composer := where(w, ".tabbar"), where(w, "#composer"); !bar.inSight() || composer.Bottom > bar.Top+.5 || !composer.inSight() {
			t.Errorf("%s: the box is at %+v, the tabs at %+v", path, composer, bar)
		}
		if got := forumtest.Eval[string](w, `() => getComputedStyle(document.body).paddingTop`); got != "47px" {
			t.Errorf("%s: the page keeps %s free for the notch", path, got)
		}

		w.Types("#composer textarea", "Half a thought")
		w.Until("the text in the box", `() => [...document.querySelectorAll("#composer .field")].some(e => e.checkVisibility() && (e.value ?? e.textContent).includes("Half a thought"))`)
		for _, height := range []int64{400, 300} {
			w.Size(390, height)
			for _, part := range []string{"#composer .field", "#composer .send-it"} {
				if at := where(w, part); !at.inSight() {
					t.Errorf("%s, %d high: %s is at %+v", path, height, part, at)
				}
			}
		}
		w.Size(390, 844)
		w.Until("the box on a keyboard over the page", `() => { // said again, since the window's own size is told a moment later
			document.documentElement.style.setProperty("--keyboard", "336px");
			const r = document.getElementById("composer").getBoundingClientRect();
			return r.top >= 0 && r.bottom <= 844 - 336 + .5;
		}`)
		if small := forumtest.Eval[[]string](w, smallTargets); len(small) > 0 {
			t.Errorf("%s: fingers miss %q", path, small)
		}
	}

	// Fields are no smaller than what phones zoom in on.
	for _, path := range []string{talk.Path(), "/search?q=a", "/settings", "/g/ops/new", "/missed"} {
		w.Opens(path)
		if small := forumtest.Eval[[]string](w, `() => [...document.querySelectorAll("input:not([type=hidden], [type=checkbox], [type=radio], [type=file]), textarea, select, [contenteditable=true]")]
			.filter(e => e.checkVisibility() && parseFloat(getComputedStyle(e).fontSize) < 16).map(e => e.name + " " + getComputedStyle(e).fontSize)`); len(small) > 0 {
			t.Errorf("%s: phones zoom into %q", path, small)
		}
	}

	// Pulling down reads again where the browser doesn't, and nowhere else; a swipe aside is the way back.
	w.Opens(talk.Path() + "?page=1")
	forumtest.Eval[bool](w, `() => { window.before = true; scrollTo(0, 0); return true; }`)
	forumtest.Eval[bool](w, pull, 0, 400)
	forumtest.Eval[bool](w, `() => { Object.defineProperty(navigator, "standalone", { value: true }); return true; }`)
	forumtest.Eval[bool](w, pull, 400, 60)
	if !forumtest.Eval[bool](w, `() => window.before === true`) {
		t.Fatal("the page was read again by a swipe aside, or where the browser does it")
	}
	forumtest.Eval[bool](w, pull, 0, 400)
	w.Until("the page, read again", `() => !window.before && document.querySelector("#posts article") !== null`)
}

// pull moves a finger over the page from its top, and lets go.
const pull = `(x, y) => {
	const at = (dx, dy) => new Touch({ identifier: 1, target: document.body, clientX: 20 + dx, clientY: 100 + dy });
	const say = (type, touches) => document.body.dispatchEvent(new TouchEvent(type, { touches, changedTouches: touches, bubbles: true, cancelable: true }));
	say("touchstart", [at(0, 0)]);
	say("touchmove", [at(x, y)]);
	say("touchend", []);
	return true;
}`

// smallTargets names what stands by itself on a phone's page and is less than 44
// pixels high.
const smallTargets = `() => [...document.querySelectorAll(".tabbar a, #composer button, #composer select, #composer textarea, .btn, .tabs a, #head summary, .acts .act, .acts summary, .older a")]
	.filter(e => e.checkVisibility() && !e.closest("[hidden]") && e.getBoundingClientRect().height < 43.5 && e.getBoundingClientRect().height > 0)
	.map(e => e.className + " " + e.textContent.trim().slice(0, 20) + " " + Math.round(e.getBoundingClientRect().height))`
