package app_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// client ids of windows
const (
	desk  = "11111111-1111-4111-8111-111111111111"
	phone = "22222222-2222-4222-8222-222222222222"
	later = "33333333-3333-4333-8333-333333333333"
)

func replyPlace(c forum.Conversation) forum.DraftPlace {
	return forum.DraftPlace{Kind: forum.DraftReply, Ref: int64(c.ID)}
}

// writes saves what stands in a window of somebody's.
func writes(t *testing.T, f *forumtest.Forum, p *forumtest.Person, at forum.DraftPlace, window string, version int64, text string) forum.Draft {
	t.Helper()
	d, err := tries(f, t, p, at, window, version, text)
	must(t, err)
	return d
}

func tries(f *forumtest.Forum, t *testing.T, p *forumtest.Person, at forum.DraftPlace, window string, version int64, text string) (forum.Draft, error) {
	t.Helper()
	return f.App.SaveDraft(t.Context(), p.V, app.DraftInput{Draft: forum.Draft{Place: at, Body: text, Format: forum.Markdown, ClientID: window, Version: version}})
}

func isConflict(t *testing.T, err error, what string) {
	t.Helper()
	if forum.KindOf(err) != forum.Conflict {
		t.Fatalf("%s: %v, want a conflict", what, err)
	}
}

func TestDraft_isFoundAgain_andGoneWithThePost(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "Friday deploy")
	at := replyPlace(talk)

	first := writes(t, f, ben, at, desk, 0, "half a thought")
	second := writes(t, f, ben, at, desk, first.Version, "half a thought and more")
	if second.Version <= first.Version || second.ID != first.ID {
		t.Errorf("saved as %+v after %+v", second, first)
	}
	page, err := f.App.ReadPage(t.Context(), ben.V, talk.ID, 0)
	must(t, err)
	if found, err := f.App.Draft(t.Context(), ben.V, at); err != nil || found.Body != "half a thought and more" || !page.HasDraft {
		t.Errorf("found again: %+v (%v), the page knows: %v", found, err, page.HasDraft)
	}
	if page, err := f.App.ReadPage(t.Context(), ana.V, talk.ID, 0); err != nil || page.HasDraft {
		t.Errorf("to ana the page says that she has a draft (%v)", err)
	}
	if _, err := f.App.Draft(t.Context(), ana.V, at); forum.KindOf(err) != forum.NotFound {
		t.Errorf("ana finds a draft: %v", err)
	}

	in := app.ReplyInput{Conversation: talk.ID, Body: app.Body{Source: "half a thought and more", Format: forum.Markdown}, ClientID: desk}
	_, _, err = f.App.Reply(t.Context(), ben.V, in)
	must(t, err)
	if _, err := f.App.Draft(t.Context(), ben.V, at); forum.KindOf(err) != forum.NotFound {
		t.Errorf("the draft is there after the post: %v", err)
	}
	_, err = tries(f, t, ben, at, desk, second.Version, "half a thought and mo")
	isConflict(t, err, "a save of what is posted")
	if n, err := f.App.CountDrafts(t.Context(), ben.V); n != 0 || err != nil {
		t.Errorf("%d drafts after a late save (%v)", n, err)
	}

	// From a page that had the draft, without having written on.
	there := writes(t, f, ben, at, phone, 0, "on the phone")
	in = app.ReplyInput{Conversation: talk.ID, Body: app.Body{Source: "on the phone", Format: forum.Markdown}, ClientID: later, Draft: there.Version}
	_, _, err = f.App.Reply(t.Context(), ben.V, in)
	must(t, err)
	if n, err := f.App.CountDrafts(t.Context(), ben.V); n != 0 || err != nil {
		t.Errorf("%d drafts after that page sent it (%v)", n, err)
	}
}

func TestDraft_ofTwoDevices_theNewerWinsAndTheOtherIsKept(t *testing.T) {
	f := forumtest.Start(t)
	ben := f.Member("ops", "ben")
	at := forum.DraftPlace{Kind: forum.DraftDiscussion, Ref: int64(ben.Starts("ops", "Friday deploy").GroupID)}

	before := writes(t, f, ben, at, desk, 0, "together")
	onPhone := writes(t, f, ben, at, phone, before.Version, "together, from the phone")
	both, err := tries(f, t, ben, at, desk, before.Version, "together, from the desk")
	isConflict(t, err, "the desk did not know what the phone had saved")
	if both.Body != "together, from the desk" || len(both.Others) != 1 || both.Others[0].Body != onPhone.Body {
		t.Fatalf("kept: %+v", both)
	}
	both = writes(t, f, ben, at, desk, both.Version, "together, from the desk, at length")
	if len(both.Others) != 1 {
		t.Errorf("typing on at the desk leaves %d others", len(both.Others))
	}

	// What was typed before, and arrives later, does not win.
	late, err := f.App.SaveDraft(t.Context(), ben.V, app.DraftInput{Draft: forum.Draft{Place: at, Body: "from the train", Format: forum.Markdown, ClientID: later}, Age: time.Hour})
	isConflict(t, err, "typed before")
	if late.Body != "together, from the desk, at length" || len(late.Others) != 2 {
		t.Errorf("kept: %+v", late)
	}
	// Each window has one text, however often it saves.
	both, err = tries(f, t, ben, at, phone, onPhone.Version, "together, from the phone again")
	isConflict(t, err, "the phone writes on")
	if both.Body != "together, from the phone again" || len(both.Others) != 2 {
		t.Errorf("kept: %+v", both)
	}

	// The other one is used: what was the draft is offered then.
	var train forum.Draft
	for _, other := range both.Others {
		if other.Body == "from the train" {
			train = other
		}
	}
	used, err := f.App.UseDraft(t.Context(), ben.V, at, train.ID)
	must(t, err)
	if used.Body != "from the train" || len(used.Others) != 2 || used.Version <= both.Version {
		t.Errorf("used: %+v", used)
	}
	for _, other := range used.Others {
		_, err := f.App.DropOther(t.Context(), ben.V, at, other.ID)
		must(t, err)
	}
	must(t, f.App.DiscardDraft(t.Context(), ben.V, at, 0))
	if n, err := f.App.CountDrafts(t.Context(), ben.V); n != 0 || err != nil {
		t.Errorf("%d drafts are left (%v)", n, err)
	}
}

func TestDraft_staysItsWritersWhenTheyLeaveTheGroup_andGoesWithThem(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("quiet", "members/free")
	ana, ben := f.Member("quiet", "ana"), f.Member("quiet", "ben")
	eve := f.User("eve")
	talk := ana.Starts("quiet", "Among us")
	at := replyPlace(talk)
	_, err := tries(f, t, eve, at, desk, 0, "let me in")
	if forum.KindOf(err) != forum.NotFound {
		t.Errorf("eve saves in a group that she can't see: %v", err)
	}
	writes(t, f, ben, at, desk, 0, "what I wanted to say")
	must(t, f.App.Leave(t.Context(), ana.V, true))
	must(t, f.App.RemoveMember(t.Context(), app.CommandLine(), "quiet", ben.V.ID))

	mine, err := f.App.MyDrafts(t.Context(), ben.V)
	must(t, err)
	if len(mine) != 1 || mine[0].Body != "what I wanted to say" || mine[0].Title != "" || mine[0].Path != "" {
		t.Errorf("ben's drafts: %+v", mine)
	}
	data, err := f.App.MyData(t.Context(), ben.V)
	must(t, err)
	if len(data.Drafts) != 1 || data.Drafts[0].Body != "what I wanted to say" {
		t.Errorf("in the data: %+v", data.Drafts)
	}
	must(t, f.App.Leave(t.Context(), ben.V, true))
	f.Stop()
	if inData(t, f.Dir, "what I wanted to say") {
		t.Error("what ben never sent is still in the data folder")
	}
}

func TestDraft_holdsItsFiles_andLetsThemGoWithIt(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "Friday deploy")
	mine, err := f.App.Upload(t.Context(), ben.V, "mine.txt", strings.NewReader("of a draft"))
	must(t, err)
	hers, err := f.App.Upload(t.Context(), ana.V, "hers.txt", strings.NewReader("of nothing"))
	must(t, err)
	d := writes(t, f, ben, replyPlace(talk), desk, 0, fmt.Sprintf("[a](%s) [b](%s)", mine.Path(), hers.Path()))
	there := func(p *forumtest.Person, file forum.File) bool {
		_, body, err := f.App.File(t.Context(), p.V, file.ID, 0)
		if err == nil {
			must(t, body.Close())
		}
		return err == nil
	}
	if there(ben, hers) || there(ana, mine) {
		t.Error("a draft opens a file to somebody")
	}
	f.Later(72 * time.Hour)
	must(t, f.App.Clean(t.Context(), forum.Job{}))
	if !there(ben, mine) || there(ana, hers) {
		t.Errorf("after three days: the draft's file %v, the other %v", there(ben, mine), there(ana, hers))
	}

	// The post takes it over.
	in := app.ReplyInput{Conversation: talk.ID, Body: app.Body{Source: d.Body, Format: forum.Markdown}, ClientID: desk}
	_, _, err = f.App.Reply(t.Context(), ben.V, in)
	must(t, err)
	if !there(ana, mine) {
		t.Error("whoever sees the post can't fetch its file")
	}

	// A draft that nobody touches for half a year ends, and its file with it.
	other, err := f.App.Upload(t.Context(), ben.V, "other.txt", strings.NewReader("of another draft"))
	must(t, err)
	writes(t, f, ben, replyPlace(talk), phone, 0, "[c]("+other.Path()+")")
	f.Later(forum.DraftLife + time.Hour)
	must(t, f.App.Clean(t.Context(), forum.Job{}))
	if n, err := f.App.CountDrafts(t.Context(), ben.V); n != 0 || err != nil || there(ben, other) {
		t.Errorf("after half a year %d drafts (%v), the file is there: %v", n, err, there(ben, other))
	}
}

func TestDraft_ofAnEditAndAnArticle_endsWhenItIsSaved(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Organiser("ana")
	ben := f.Member("ops", "ben")
	post := ben.Replies(f.General("ops"), "before")
	at := forum.DraftPlace{Kind: forum.DraftEdit, Ref: int64(post.ID)}
	d := writes(t, f, ben, at, desk, 0, "after")
	edit := app.EditInput{Post: post.ID, Body: app.Body{Source: "after", Format: forum.Markdown}, Revision: post.Revision, ClientID: desk, Draft: d.Version}
	for range 2 { // the second is a retry
		_, err := f.App.Edit(t.Context(), ben.V, edit)
		must(t, err)
	}
	_, err := tries(f, t, ben, at, desk, d.Version, "aft")
	isConflict(t, err, "a late save of an edit")

	title := "Report"
	at = forum.DraftPlace{Kind: forum.DraftArticle}
	writes(t, f, ana, at, phone, 0, "to come")
	in := app.ArticleInput{Title: &title, Body: &app.Body{Source: "to come", Format: forum.Markdown}, ClientID: phone}
	one, err := f.App.AddArticle(t.Context(), ana.V, in)
	must(t, err)
	two, err := f.App.AddArticle(t.Context(), ana.V, in)
	must(t, err)
	if one.ID != two.ID {
		t.Errorf("a retry made a second article: %d, %d", one.ID, two.ID)
	}
	if n, err := f.App.CountDrafts(t.Context(), ana.V); n != 0 || err != nil {
		t.Errorf("%d drafts (%v)", n, err)
	}
}

func TestDraft_thatCannotBeKept_isRefusedInWords(t *testing.T) {
	f := forumtest.Start(t)
	ben := f.Member("ops", "ben")
	at := replyPlace(f.General("ops"))
	_, err := tries(f, t, ben, at, desk, 0, strings.Repeat("x", forum.MaxSource+1))
	if forum.KindOf(err) != forum.TooLarge {
		t.Errorf("too long: %v", err)
	}
	_, err = tries(f, t, ben, at, "no uuid", 0, "x")
	var wrong *forum.Error
	if !errors.As(err, &wrong) || wrong.Field != "client_id" {
		t.Errorf("no uuid: %v", err)
	}
	_, err = f.App.SaveDraft(t.Context(), ben.V, app.DraftInput{Draft: forum.Draft{Place: at, Body: "x", Format: forum.Markdown, Fields: map[string]string{"role": "lead"}}})
	if !errors.As(err, &wrong) || wrong.Field != "fields" {
		t.Errorf("a field that no form has: %v", err)
	}
	for i := range 40 { // 512 KiB each: at 16 MiB it ends
		talk := ben.Starts("ops", fmt.Sprint("Talk ", i))
		if _, err = tries(f, t, ben, replyPlace(talk), "", 0, strings.Repeat("x", forum.MaxSource)); err != nil {
			break
		}
	}
	if !errors.As(err, &wrong) || wrong.Msg != "error.too_many_drafts" {
		t.Errorf("too many: %v", err)
	}
}
