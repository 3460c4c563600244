package browsertest

import (
	"fmt"
	"testing"

	"plenary/internal/forumtest"
)

func TestChannel_olderMessagesLoadUpward(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	general := f.General("ops")
	for i := range 120 {
		ana.Replies(general, fmt.Sprintf("message %d.", i+1))
	}
	w := f.Chromium().Window(ana).Opens(path(general))
	connected(w)
	w.Until("the newest 50", `() => document.querySelectorAll("#posts article.post").length === 50`)
	for _, want := range []int{100, 120} {
		w.Clicks("a#older")
		w.Until(fmt.Sprintf("%d messages", want), `(n) => document.querySelectorAll("#posts article.post").length === n`, want)
	}
	w.Until("nothing older", `() => !document.querySelector("a#older")`)
	sameOrder(t, w)

	// Who reads above is told of what is new below, and isn't carried off.
	forumtest.Eval[bool](w, `() => { scrollTo(0, 0); return true; }`)
	w.Until("the top", `() => scrollY === 0`)
	ben.Replies(general, "the newest of all")
	w.Sees("button.arrivals", "1 new message").Until("still the top", `() => scrollY === 0`)
	w.Clicks("button.arrivals").Until("the newest in sight", `() => {
		const r = [...document.querySelectorAll("#posts article.post")].at(-1).getBoundingClientRect();
		return r.bottom > 0 && r.top < innerHeight && document.querySelector("button.arrivals").hidden;
	}`)
}

func sameOrder(t *testing.T, w *forumtest.Window) {
	t.Helper()
	ids := shown(w)
	for i := range ids[1:] {
		if ids[i] >= ids[i+1] {
			t.Fatalf("the channel is out of order: %v", ids)
		}
	}
}

func TestDiscussion_saysWhatIsNewOnAnotherPage(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "A long one")
	for i := range 60 {
		ana.Replies(talk, fmt.Sprintf("reply %d.", i+1))
	}
	first := f.FirstPost(talk)
	w := f.Chromium().Window(ben).Opens(path(talk) + "?page=1")
	connected(w)
	w.Until("the first 50", `() => document.querySelectorAll("#posts article.post").length === 50`)

	ana.Replies(talk, "at the very end")
	ana.Answers(talk, first.ID, "under the first")
	w.Sees("a.arrivals", "1 new post").Sees("#posts", "under the first").SeesNot("#posts", "at the very end")
	w.Clicks("a.arrivals").Sees("#posts", "at the very end").Until("its page", `() => location.search.includes("page=2")`)
}
