package httpd_test

import (
	"fmt"
	"strings"
	"testing"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// Without script, too: a post is flagged on a page of its own, decided about
// with a button, and whoever is concerned reads of it.
func TestReview_byForms(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("ops", "members/invite")
	lead, mod, ana, ben := f.As("ops", "lena", forum.Lead), f.As("ops", "mia", forum.Moderator), f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := lead.Starts("ops", "Sturgeon")
	post := ben.Replies(talk, "the patient's name is Max")
	page := fmt.Sprint("/p/", post.ID, "/flag")

	ana.Visits(page).Is(200).Has("the patient&#39;s name is Max", "Only the moderators see who flagged it")
	ana.Posts(page, "reason", "nonsense", "note", "kept text").Is(422).Has("kept text")
	ana.Posts(page, "reason", "private", "note", "Names a patient.").Is(303)
	ana.Posts(page, "reason", "private").Is(409).Has("flagged this post already")
	ben.Posts(page, "reason", "private").Is(403)

	mod.Visits("/").Is(200).Has(`href="/review"`)
	ana.Visits("/").Is(200).Lacks(`href="/review"`)
	inbox := mod.Visits("/g/ops/review").Is(200).Has("the patient&#39;s name is Max", "Names a patient.", "Ana", "First of Sturgeon")
	_, after, _ := strings.Cut(inbox.Body, `data-review="`)
	item, _, _ := strings.Cut(after, `"`)
	mod.Posts("/review/"+item+"/claim", "on", "1").Is(303)
	lead.Visits("/review").Is(200).Has("Mia is looking at this")
	lead.Posts("/review/"+item, "decision", "remove", "note", "kept note").Is(409).Has("Mia is looking at this")
	mod.Posts("/review/"+item, "decision", "silence-x").Is(404)
	mod.Posts("/review/"+item, "decision", "warn", "note", "No names, please.").Is(303)
	mod.Visits("/review").Is(200).Has("Nothing waits")
	lead.Visits("/review?state=decided").Is(200).Has("Warned", "No names, please.")
	ben.Visits("/inbox").Is(200).Has("No names, please.", "Your post stays")
	ana.Visits("/inbox").Is(200).Has("acted on the post that you flagged")
	ben.Visits(talk.Path()).Is(200).Has("the patient&#39;s name is Max")

	// A moderator's edit answers a flag, too.
	other := ben.Replies(talk, "and hers is Eva")
	ana.Posts(fmt.Sprint("/p/", other.ID, "/flag"), "reason", "private").Is(303)
	mod.Calls("PATCH", fmt.Sprint("/posts/", other.ID), map[string]any{"body": "and hers is …"}).Is(200)
	mod.Visits("/review?state=decided").Is(200).Has("Edited out")

	// So does who takes it back.
	third := ben.Replies(talk, "and theirs is Kim")
	ana.Posts(fmt.Sprint("/p/", third.ID, "/flag"), "reason", "private").Is(303)
	ben.Removes(third.ID)
	mod.Visits("/review").Is(200).Has("Nothing waits")
}

// Leads hear of what nobody looked at for a day.
func TestReview_remindsLeads(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("ops", "members/invite")
	lead, ana, ben := f.As("ops", "lena", forum.Lead), f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := lead.Starts("ops", "Sturgeon")
	post := ben.Replies(talk, "buy fish")
	ana.Posts(fmt.Sprint("/p/", post.ID, "/flag"), "reason", "spam").Is(303)
	remind := func() {
		if err := f.App.Remind(t.Context(), forum.Job{Payload: []byte("1")}); err != nil {
			t.Fatal(err)
		}
	}
	remind()
	lead.Visits("/inbox").Is(200).Lacks("has waited for a moderator")
	f.Later(forum.RemindAfter)
	remind()
	lead.Visits("/inbox").Is(200).Has("has waited for a moderator", `href="/g/ops/review"`)
	ana.Visits("/inbox").Is(200).Lacks("has waited for a moderator")
}

// The log says what moderators did, why, and with which revision; leads read
// that of their group, organisers all of it; nothing in it can be changed.
func TestLog_isFilteredExportedAndStays(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("ops", "members/invite")
	f.Group("other", "members/invite")
	lead, mod, ben, boss := f.As("ops", "lena", forum.Lead), f.As("ops", "mia", forum.Moderator), f.Member("ops", "ben"), f.Organiser("boss")
	tom := f.As("other", "tom", forum.Lead)
	talk := lead.Starts("ops", "Sturgeon")
	post := ben.Replies(talk, "the first secret words")
	mod.Calls("PATCH", fmt.Sprint("/posts/", post.ID), map[string]any{"body": "other words"}).Is(200)
	lead.Posts(fmt.Sprint("/p/", post.ID, "/flag"), "reason", "private").Is(303)
	mod.Calls("POST", "/review/1", map[string]any{"decision": "remove", "note": "=SUM(A1) names a patient"}).Is(200)
	lead.Posts(fmt.Sprint("/t/", talk.ID, "/settings"), "state", "locked", "slow_minutes", "0").Is(303)

	lead.Visits("/g/ops/log").Is(200).Has("Mia edited a post by Ben", fmt.Sprint("/p/", post.ID, "/history?from=1&amp;to=2"), "Removed", "names a patient", "It is locked").
		Lacks("secret words")
	lead.Visits("/g/ops/log?what=decisions").Is(200).Has("names a patient").Lacks("It is locked", "edited a post")
	lead.Visits("/g/ops/log?who=lena").Is(200).Has("It is locked").Lacks("names a patient")
	lead.Visits("/g/ops/log?until=2020-01-01").Is(200).Lacks("names a patient")
	lead.Visits("/g/ops/log?who=nobody-here").Is(422)
	lead.Visits("/g/ops/log?from=soon").Is(422).Has("soon")
	for _, nobody := range []*forumtest.Person{mod, ben} {
		nobody.Visits("/g/ops/log").Is(403)
		nobody.Visits("/g/ops/log.csv").Is(403)
		nobody.Visits("/settings/network/log").IsNotFound()
	}
	tom.Visits("/g/ops/log.csv").IsNotFound()
	table := lead.Visits("/g/ops/log.csv?what=decisions").Is(200)
	if got := table.Header.Get("Content-Type"); got != "text/csv; charset=utf-8" {
		t.Error(got)
	}
	table.Has("review.decided,remove,", "'=SUM(A1) names a patient").Lacks("secret", ",=")
	boss.Visits("/settings/network/log").Is(200).Has("names a patient", "Group ops")
	boss.Visits("/settings/network/log.csv").Is(200).Has("names a patient")
}
