package httpd_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

func TestDiscussion_isStartedAndAnsweredFiveDeepWithoutScript(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")

	form := ana.Visits("/g/ops/new").Is(200)
	made := follow(t, ana, form, "/g/ops/new", "title", "Who calls first?", "body", "We **need** one page on this.").Is(303)
	talk := ana.Visits(made.To()).Is(200).Has("<strong>need</strong>")
	if !strings.HasSuffix(made.To(), "/who-calls-first") {
		t.Errorf("a new discussion leads to %s", made.To())
	}

	people := []*forumtest.Person{ben, ana}
	last := look(t, talk).one("article").attr("data-post")
	for depth := 1; depth <= 5; depth++ {
		p := people[depth%2]
		page := p.Visits("/p/" + last + "/reply").Is(200)
		box := look(t, page).one(".box")
		sent := follow(t, p, page, box.attr("action"), "body", fmt.Sprintf("level %d", depth)).Is(303)
		talk = p.Visits(sent.To()).Is(200).Has(fmt.Sprintf("level %d", depth))
		last = sent.To()[strings.LastIndex(sent.To(), "#p")+2:]
	}

	var depths []string
	for _, li := range look(t, talk).all(".branch") {
		depths = append(depths, li.attr("data-depth"))
	}
	if got := strings.Join(depths, ""); got != "012333" {
		t.Errorf("replies stand at depths %s, want 012333", got)
	}
	deepest := look(t, talk).one("#p" + last)
	if said := deepest.one(".answers").text(); !strings.Contains(said, "Ana") && !strings.Contains(said, "Ben") {
		t.Errorf("the deepest reply names nobody: %q", said)
	}
}

func TestDiscussion_opensAtTheFirstUnreadPost(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "A long one")
	for i := range 119 {
		ana.Replies(talk, fmt.Sprintf("post %d", i+2))
	}
	posts := func(page string) []string { return look(t, ben.Visits(talk.Path()+page).Is(200)).posts() }
	if got := posts(""); got[0] != "1" || len(got) != 50 {
		t.Errorf("who was never there begins at post %s of %d", got[0], len(got))
	}
	if look(t, ben.Visits(talk.Path())).has("#new") {
		t.Error("a divider stands above everything")
	}
	run, err := f.App.PostsAfter(t.Context(), ben.V, talk.ID, 0, 200)
	if err != nil {
		t.Fatal(err)
	}
	all := run.Posts
	if _, err := f.App.MarkRead(t.Context(), ben.V, talk.ID, all[59].ID); err != nil {
		t.Fatal(err)
	}

	page := look(t, ben.Visits(talk.Path()).Is(200))
	if got := page.posts(); got[0] != "51" || len(got) != 50 {
		t.Errorf("opens with post %s, %d posts; want the page of post 61", got[0], len(got))
	}
	divider := page.one("#new").root
	next := divider.NextSibling
	if next == nil || attr(next, "data-branch") != fmt.Sprint(all[60].ID) {
		t.Errorf("the divider does not stand before post 61")
	}
	if got := page.one("#main").attr("data-read"); got != fmt.Sprint(all[59].Seq) {
		t.Errorf("data-read is %s", got)
	}

	first := look(t, ben.Visits(talk.Path()+"?page=1").Is(200))
	if first.posts()[0] != "1" || first.has("#new") || !slices.Contains(first.links(), talk.Path()+"#new") {
		t.Error("page 1 is not as it should be, with a way to what is new")
	}
	if got := look(t, ben.Visits(talk.Path()+"?page=3").Is(200)).posts(); len(got) != 20 {
		t.Errorf("page 3 has %d posts", len(got))
	}
	if !slices.Contains(page.links(), talk.Path()+"?page=1") || !slices.Contains(page.links(), talk.Path()+"?page=3") {
		t.Errorf("page 2 leads to %v", page.links())
	}
	ben.Visits(talk.Path() + "?page=4").IsNotFound()
	ben.Visits(talk.Path() + "?page=x").IsNotFound()
	ben.Visits(talk.Path() + "?page=-1").IsNotFound()

	if _, err := f.App.MarkRead(t.Context(), ben.V, talk.ID, all[119].ID); err != nil {
		t.Fatal(err)
	}
	if got := posts(""); got[0] != "101" {
		t.Errorf("who has read all opens at post %s, want the last page", got[0])
	}
	back := ben.Posts(all[9].Path() + "/unread").Is(303)
	if want := talk.Path() + "?page=1#p" + fmt.Sprint(all[9].ID); back.To() != want {
		t.Errorf("unread leads to %s, want %s", back.To(), want)
	}
	if got := look(t, ben.Visits(talk.Path())).one("#new").root.NextSibling; attr(got, "data-branch") != fmt.Sprint(all[9].ID) {
		t.Error("the divider did not go back")
	}
}

func TestPost_permalinkLeadsToItsPlace(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	talk, general := ana.Starts("ops", "Places"), f.General("ops")
	first := f.FirstPost(talk)
	var inTalk, inChannel []app.Post
	for i := range 120 {
		inTalk = append(inTalk, ana.Replies(talk, fmt.Sprint("t", i)))
		inChannel = append(inChannel, ana.Replies(general, fmt.Sprint("c", i)))
	}
	for _, want := range []struct{ from, to string }{
		{first.Path(), fmt.Sprintf("%s?page=1#p%d", talk.Path(), first.ID)},
		{inTalk[60].Path(), fmt.Sprintf("%s?page=2#p%d", talk.Path(), inTalk[60].ID)},
		{inTalk[119].Path(), fmt.Sprintf("%s?page=3#p%d", talk.Path(), inTalk[119].ID)},
		{inChannel[119].Path(), fmt.Sprintf("%s#p%d", general.Path(), inChannel[119].ID)},
	} {
		got := ana.Visits(want.from).Is(302)
		if got.To() != want.to {
			t.Errorf("%s leads to %s, want %s", want.from, got.To(), want.to)
		}
		ana.Visits(got.To()).Is(200).Has(`id="` + want.to[strings.LastIndex(want.to, "#")+1:] + `"`)
	}
	for _, p := range inChannel {
		to := ana.Visits(p.Path()).Is(302).To()
		if page := look(t, ana.Visits(to).Is(200)); !page.has(fmt.Sprint("#p", p.ID)) {
			t.Errorf("post %d is not where %s leads: %s", p.Number, p.Path(), to)
		}
	}
	ana.Visits("/p/99999").IsNotFound()
	ana.Visits("/p/x").IsNotFound()
	ana.Visits("/p/-1").IsNotFound()
	ana.Visits("/p/99999999999999999999").IsNotFound()
}

func TestDiscussion_renamedAndItsOldAddressLeadsOn(t *testing.T) {
	f := forumtest.Start(t)
	mia, ben := f.As("ops", "mia", forum.Moderator), f.Member("ops", "ben")
	talk := mia.Starts("ops", "First title")
	id := fmt.Sprintf("/t/%d", talk.ID)

	if to := ben.Visits(id).Is(302).To(); to != id+"/first-title" {
		t.Errorf("%s leads to %s", id, to)
	}
	form := mia.Visits(id + "/edit").Is(200)
	follow(t, mia, form, id+"/edit", "title", "x").Is(422).Has(`value="x"`)
	if to := follow(t, mia, form, id+"/edit", "title", "Second title").Is(303).To(); to != id+"/second-title" {
		t.Errorf("renamed to %s", to)
	}
	if to := ben.Visits(id + "/first-title?page=1").Is(302).To(); to != id+"/second-title?page=1" {
		t.Errorf("the old address leads to %s", to)
	}
	ben.Visits(id + "/edit").Is(403)
	ben.Posts(id+"/edit", "title", "Third title").Is(403)

	mia.Posts(id+"/edit", "title", "Edit").Is(303)
	ben.Visits(ben.Visits(id).Is(302).To()).Is(200).Has("Edit")

	own := ben.Starts("ops", "My own")
	ben.Visits(fmt.Sprintf("/t/%d/edit", own.ID)).Is(200)
	f.Later(25 * time.Hour)
	ben.Visits(fmt.Sprintf("/t/%d/edit", own.ID)).Is(403)
}

func TestDiscussion_pinnedLockedArchivedConcluded(t *testing.T) {
	f := forumtest.Start(t)
	mia, ben := f.As("ops", "mia", forum.Moderator), f.Member("ops", "ben")
	talk := ben.Starts("ops", "To decide")
	answer := ben.Replies(talk, "We call within two days.")
	f.Later(time.Second)
	ben.Starts("ops", "Newer")
	id := fmt.Sprintf("/t/%d", talk.ID)

	for _, form := range []string{id + "/pin", id + "/state"} {
		ben.Posts(form, "on", "1", "state", "locked").Is(403)
	}
	ben.Posts(answer.Path()+"/conclude", "on", "1").Is(403)

	rows := func() string { return look(t, ben.Visits("/g/ops").Is(200)).all(".t")[0].text() }
	if rows() != "Newer" {
		t.Errorf("the first row is %q", rows())
	}
	page := mia.Visits(talk.Path())
	if look(t, ben.Visits(talk.Path())).hasForm(id+"/pin") || !look(t, page).hasForm(id+"/pin") {
		t.Error("the moderators' menu is not the moderators'")
	}
	mia.Posts(id+"/pin", "on", "1").Is(303)
	if rows() != "To decide" {
		t.Errorf("the first row is %q, want the pinned one", rows())
	}
	mia.Posts(id+"/pin", "on", "0").Is(303)
	if rows() != "Newer" {
		t.Errorf("the first row is %q after unpinning", rows())
	}

	mia.Posts(answer.Path()+"/conclude", "on", "1").Is(303)
	if said := look(t, ben.Visits(talk.Path())).one("#conclusion").text(); !strings.Contains(said, "We call within two days.") {
		t.Errorf("the conclusion says %q", said)
	}
	mia.Posts(answer.Path()+"/conclude", "on", "0").Is(303)
	if said := look(t, ben.Visits(talk.Path())).one("#conclusion").text(); said != "" {
		t.Errorf("there is still a conclusion: %q", said)
	}

	mia.Posts(id+"/state", "state", "locked").Is(303)
	if look(t, ben.Visits(talk.Path())).has(".box") || !look(t, mia.Visits(talk.Path())).has(".box") {
		t.Error("a locked discussion has a box for the wrong people")
	}
	ben.Posts(id+"/reply", "body", "but I wanted to say").Is(403).Has("but I wanted to say")
	mia.Posts(id+"/reply", "body", "last word").Is(303)
	mia.Posts(id+"/state", "state", "archived").Is(303)
	mia.Posts(id+"/reply", "body", "one more").Is(403)
	ben.Posts(answer.Path()+"/react", "kind", "👍").Is(403)
	mia.Posts(id+"/state", "state", "open").Is(303)
	ben.Posts(id+"/reply", "body", "open again").Is(303)
	mia.Posts(id+"/state", "state", "sideways").Is(422)
}
