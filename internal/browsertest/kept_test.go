package browsertest

import (
	"context"
	"strconv"
	"testing"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// keptPages are the addresses of the pages that the window's device keeps.
const keptPages = `async () => {
	const all = [];
	for (const name of await caches.keys()) if (name.startsWith("plenary-kept-")) for (const r of await (await caches.open(name)).keys()) all.push(new URL(r.url).pathname);
	return all.sort().join(" ");
}`

// keeps waits until the device keeps exactly those pages.
func keeps(f *forumtest.Forum, w *forumtest.Window, want string) {
	f.Wait("the device to keep "+strconv.Quote(want), func() bool { return forumtest.Eval[string](w, keptPages) == want })
}

// What was read can be read while the server is away, and says so; what is
// written meanwhile is sent once, from any page; and what one may not read any
// more goes.
func TestKept_isReadWithoutAConnection_andGoesWithTheRightToReadIt(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("ops", "members/invite")
	f.Group("club", "members/invite")
	lena := f.As("ops", "lena", forum.Lead)
	ben := f.Member("ops", "ben")
	f.As("club", "ben", forum.Member)
	talk, other := lena.Starts("ops", "Friday deploy"), ben.Starts("club", "Tomatoes")
	lena.Replies(talk, "ready when you are")
	w := f.Chromium().Window(ben)
	w.Opens(talk.Path())
	w.Until("the worker", `() => navigator.serviceWorker.controller !== null`)
	keeps(f, w, talk.Path())
	w.Opens(other.Path())
	keeps(f, w, talk.Path()+" "+other.Path())

	// The server is away: both can be read, and written in; what isn't kept says what is.
	f.Stop()
	w.Opens(path(talk)).Sees("#posts", "ready when you are").Sees(".flash.kept", "You’re reading a copy")
	says(w, "from the train")
	w.Sees("li.is-failed", "from the train")
	w.Opens("/inbox").Sees("h1", "There is no connection").Sees("#kept-pages a", "Friday deploy").Sees("#kept-pages a", "Tomatoes")
	w.Accessible("the page without a connection")
	w.Clicks("#kept-pages a").Sees(".flash.kept", "You’re reading a copy")

	// It is back: what was written goes from the page that is open, once.
	f.Restart()
	w.Opens("/")
	f.Wait("the reply, sent once", func() bool { return len(kept(t, lena, talk.ID)) == 3 })
	w.Opens(talk.Path())
	postWith(w, "from the train")
	if n := len(kept(t, lena, talk.ID)); n != 3 {
		t.Errorf("the discussion has %d posts", n)
	}
	if now := forumtest.Eval[int](w, `() => document.querySelectorAll(".flash.kept").length`); now != 0 {
		t.Error("a page from the network says that it is a copy")
	}

	// A membership ends: its pages go, the others stay.
	w.Opens("/inbox")
	if err := f.App.RemoveMember(context.Background(), lena.V, "ops", ben.V.ID); err != nil {
		t.Fatal(err)
	}
	w.Opens("/news")
	keeps(f, w, other.Path())
	ben.Visits(talk.Path()).IsNotFound()

	// He signs out: all is gone, whoever comes next.
	w.Opens("/sign-out").Clicks("main form[action='/sign-out'] button").Sees("body", "signed out")
	keeps(f, w, "")
}

// Who signs in at a device after somebody else finds nothing of theirs there.
func TestKept_isNobodyElses(t *testing.T) {
	f := forumtest.Start(t)
	ana, eve := f.Member("ops", "ana"), f.User("eve")
	f.Group("club", "members/invite")
	f.As("club", "ana", forum.Member)
	talk := ana.Starts("club", "Among us")
	w := f.Chromium().Window(ana)
	w.Opens(talk.Path())
	w.Until("the worker", `() => navigator.serviceWorker.controller !== null`)
	keeps(f, w, talk.Path())

	w.Becomes(eve)
	w.Opens("/news")
	keeps(f, w, "")
	f.Stop()
	w.Opens(talk.Path()).Sees("h1", "There is no connection").SeesNot("body", "Among us")
}
