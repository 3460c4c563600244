package browsertest

import (
	"context"
	"testing"

	"plenary/internal/forumtest"
)

func TestPresence_whoIsHereAndWhoIsWriting(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	general := f.General("ops")
	browser := f.Chromium()
	a, b := browser.Window(ana).Opens(path(general)), browser.Window(ben).Opens(path(general))
	visitor := browser.Window(f.Visitor()).Opens(path(general))

	a.Sees("#here", "Ben").Sees("#here", "Ana").Sees("#here-count", "2 people here")
	b.Types("#composer textarea", "hm")
	a.Sees("#typing", "Ben is writing")
	says(b, "… never mind")
	postWith(visitor, "never mind") // the visitor's connection works…
	visitor.Until("no presence for visitors", `() => !document.querySelector("#here li") && !document.querySelector("#typing").textContent`)
	a.Until("nobody writing", `() => document.querySelector("#typing").textContent === ""`)
	b.Opens("/")
	a.SeesNot("#here", "Ben")
	a.Sees("#here-count", "1 person here")
}

func TestUnread_changesLive_andFollowsThePersonToOtherWindows(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	general := f.General("ops")
	talk := ana.Starts("ops", "Friday deploy")
	if _, err := f.App.MarkRead(context.Background(), ben.V, talk.ID, f.FirstPost(talk).ID); err != nil {
		t.Fatal(err)
	}
	browser := f.Chromium()
	desk, phone := browser.Window(ben).Opens(path(talk)), browser.Window(ben).Opens(path(talk))
	connected(desk, phone)

	ana.Replies(general, "one")
	ana.Replies(general, "two")
	for _, w := range []*forumtest.Window{desk, phone} {
		w.Sees(".rail [data-channel] .count", "2").Sees(".rail [data-group] .count", "2")
	}
	desk.Clicks(".rail [data-channel]").Sees("#posts", "two")
	for _, w := range []*forumtest.Window{phone, desk} {
		w.Until("nothing unread", `() => !document.querySelector(".rail [data-channel] .count") && !document.querySelector(".rail [data-group] .count")`)
	}
}
