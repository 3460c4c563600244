package httpd_test

import (
	"fmt"
	"testing"

	"plenary/internal/forumtest"
)

// Without script: what was kept stands in the box, one button keeps it, and two texts are never made one.
func TestDrafts_withoutScript(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "Friday deploy")
	first := f.FirstPost(talk)
	place := fmt.Sprint("/drafts/c", talk.ID)
	at := talk.Path()

	ben.Visits(at).Is(200).Lacks("half a &lt;thought")
	ben.Posts(place, "do", "save", "body", "half a <thought", "format", "html", "reply_to", fmt.Sprint(first.ID)).Is(303)
	ben.Visits(at).Is(200).Has("half a &lt;thought", `name="format" value="html"`, "Draft saved", "Answering")
	ana.Visits(at).Is(200).Lacks("half a &lt;thought")
	f.Visitor().Visits(at).Is(200).Lacks("half a &lt;thought")
	ben.Visits(fmt.Sprint("/p/", first.ID, "/reply?quote=1")).Is(200).Has("half a &lt;thought", "&gt; First of")
	ben.Visits("/inbox").Is(200).Has("1 draft")
	ben.Visits("/drafts").Is(200).Has("half a &lt;thought", "Friday deploy")
	ana.Visits("/drafts").Is(200).Lacks("half a &lt;thought")
	f.Visitor().Visits("/drafts").IsNotFound()
	f.User("eve").Posts("/drafts/c999999", "do", "save", "body", "x").IsNotFound()

	// Another window has saved meanwhile: what this one sends lies beside it, and each can be chosen.
	ben.Calls("PUT", place, map[string]any{"body": "from the phone", "version": 1}).Is(409)
	page := ben.Visits(at).Is(200).Has("from the phone", "Another version", "half a &lt;thought")
	var kept struct {
		Others []struct{ ID int64 }
	}
	ben.Calls("GET", place, nil).Into(&kept)
	ben.Posts(place, append(fill(t, page, fmt.Sprint("/t/", talk.ID, "/reply"), "body", "from the phone, and on"), "use", fmt.Sprint(kept.Others[0].ID))...).Is(303)
	page = ben.Visits(at).Is(200).Has("from the phone, and on", "half a &lt;thought")

	// It is sent as any other text, and gone with it; the other stays.
	sent := fill(t, page, fmt.Sprint("/t/", talk.ID, "/reply"))
	ben.Posts(fmt.Sprint("/t/", talk.ID, "/reply"), sent...).Is(303)
	ben.Visits("/drafts").Is(200).Has("from the phone, and on").Lacks("half a &lt;thought")
	ben.Calls("GET", place, nil).Into(&kept)
	ben.Posts(place, "drop", fmt.Sprint(kept.Others[0].ID)).Is(303)
	ben.Visits("/drafts").Is(200).Has("You have no drafts")

	// A discussion and an article come back with all that their forms held.
	at = fmt.Sprint("/drafts/g", talk.GroupID)
	ben.Posts(at, "do", "save", "title", "A question", "lang", "es", "body", "and more").Is(303)
	ben.Visits("/g/ops/new").Is(200).Has("A question", "and more", "Draft saved")
	olga := f.Organiser("olga")
	olga.Posts("/drafts/a0", "do", "save", "title", "A report", "summary", "In short", "kind", "report", "body", "At length").Is(303)
	olga.Visits("/news/new").Is(200).Has("A report", "In short", "At length")
}
