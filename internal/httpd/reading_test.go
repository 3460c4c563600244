package httpd_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"plenary/internal/app"
	"plenary/internal/forumtest"
)

// A day is meant in the reader's zone; what lies between posts leads to the next one, what comes after all to the last.
func TestReading_goesToADayOrANumberWithoutScript(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben, eve := f.Member("ops", "ana"), f.Member("ops", "ben"), f.User("eve")
	talk := ana.Starts("ops", "A long one")
	posts := []app.Post{f.FirstPost(talk)}
	for i := range 119 {
		if i%20 == 19 {
			f.Later(24 * time.Hour)
		}
		posts = append(posts, ana.Replies(talk, fmt.Sprintf("post %d", i+2)))
	}
	day := func(i int, zone *time.Location) string { return posts[i].CreatedAt.In(zone).Format(time.DateOnly) }
	at := func(i int) string {
		return fmt.Sprintf("%s?page=%d#p%d", talk.Path(), i/50+1, posts[i].ID)
	}
	goes := func(query, want string) {
		t.Helper()
		if got := ben.Visits(talk.Path() + "?" + query).Is(302).To(); got != want {
			t.Errorf("%s leads to %s, want %s", query, got, want)
		}
	}
	tokyo, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	for _, zone := range []*time.Location{time.UTC, tokyo} {
		want := slices.IndexFunc(posts, func(p app.Post) bool { return p.CreatedAt.In(zone).Format(time.DateOnly) == day(60, zone) })
		goes("at="+day(60, zone)+"&zone="+zone.String(), at(want))
	}
	goes("at=2001-01-01", at(0))
	goes("at=2101-01-01", at(119))
	goes("number=77", at(76))
	goes("number=99999", at(119))

	page := look(t, ben.Visits(talk.Path()+"?page=2").Is(200))
	if page.one("#jump-at").attr("type") != "date" || page.one("#jump-number").attr("max") != "120" {
		t.Error("the ways to a day and to a number are missing")
	}
	if where := page.one(".where").text(); where != "51–100 of 120" {
		t.Errorf("it says %q", where)
	}
	wrong := ben.Visits(talk.Path()+"?at=yesterday").Is(422).Has("2026-11-25", `value="yesterday"`)
	if !look(t, wrong).has("#jump-at-wrong") {
		t.Error("what is wrong does not stand at its field")
	}
	ben.Visits(talk.Path() + "?number=x").Is(422)
	f.Group("secret", "members/invite")
	path := f.Member("secret", "cleo").Starts("secret", "Not for Eve").Path()
	for _, query := range []string{"?at=2026-01-01", "?at=x", "?number=1", "?order=newest"} {
		eve.Visits(path + query).IsNotFound()
	}
}

func TestReading_newestFirstGoesDownwardByNumber(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "A long one")
	posts := []app.Post{f.FirstPost(talk)}
	for i := range 119 {
		posts = append(posts, ana.Answers(talk, posts[i/2].ID, fmt.Sprintf("post %d", i+2)))
	}
	numbers := func(path string) (page seen, all []string) {
		page = look(t, ben.Visits(path).Is(200))
		return page, page.posts()
	}
	_, usual := numbers(talk.Path() + "?page=3")
	page, top := numbers(talk.Path() + "?order=newest")
	if len(top) != 50 || top[0] != "120" || top[49] != "71" {
		t.Fatalf("the newest page has %v", top)
	}
	if page.one("#main").attr("data-last") != "1" || page.one("#main").attr("data-order") != "newest" {
		t.Error("the page does not say that new posts come on top")
	}
	if page.one("#main").attr("data-behind") != "1" {
		t.Error("what waits further down would be read with what is new")
	}
	if said := page.one("#p" + fmt.Sprint(posts[119].ID)).one(".answers").text(); !strings.Contains(said, "Ana") {
		t.Errorf("a reply does not say whom it answers: %q", said)
	}
	older := talk.Path() + "?order=newest&before=71"
	if !slices.Contains(page.links(), older) {
		t.Fatalf("no way to older posts among %v", page.links())
	}
	page, next := numbers(older)
	if next[0] != "70" || next[len(next)-1] != "21" || page.one("#main").attr("data-last") != "" {
		t.Errorf("the next page has %v", next)
	}
	if !slices.Contains(page.links(), talk.Path()+"?order=newest") {
		t.Error("no way back to the newest")
	}
	if _, last := numbers(talk.Path() + "?order=newest&before=21"); last[len(last)-1] != "1" || len(last) != 20 {
		t.Errorf("the last page has %v", last)
	}
	// What is kept for the one order is not shown in the other, although the posts are the same.
	short := ana.Starts("ops", "Two posts")
	ana.Replies(short, "second")
	for range 2 {
		if _, got := numbers(short.Path() + "?page=1"); got[0] != "1" {
			t.Errorf("the usual order has %v", got)
		}
		if _, got := numbers(short.Path() + "?order=newest"); got[0] != "2" {
			t.Errorf("the newest first are %v", got)
		}
	}
	if usual[0] != "101" || len(usual) != 20 {
		t.Errorf("page 3 has %v", usual)
	}

	// The divider stands under what is new.
	if _, err := f.App.MarkRead(t.Context(), ben.V, talk.ID, posts[99].ID); err != nil {
		t.Fatal(err)
	}
	page, _ = numbers(talk.Path() + "?order=newest")
	if got := attr(page.one("#new").root.NextSibling, "data-branch"); got != fmt.Sprint(posts[99].ID) {
		t.Errorf("the divider stands above post %s, want that of what was read last", got)
	}
	if page.one("#main").attr("data-behind") != "" {
		t.Error("nothing waits further down")
	}
}

// What a post answers is read beside it, by whom may see it.
func TestReading_aPostsContextIsAFragment(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben, eve := f.Member("ops", "ana"), f.Member("ops", "ben"), f.User("eve")
	talk := ana.Starts("ops", "Friday deploy")
	first := f.FirstPost(talk)
	answer := ben.Answers(talk, first.ID, "an answer")

	got := look(t, ana.Visits(answer.Path()+"/context").Is(200).Has("an answer"))
	if got.one("blockquote").attr("data-context") != fmt.Sprint(answer.ID) || got.has("#p"+fmt.Sprint(answer.ID)) || got.has("form") {
		t.Error("the context is not a copy without controls")
	}
	if said := got.one(".answers").text(); !strings.Contains(said, "Ana") {
		t.Errorf("it does not say whom it answers: %q", said)
	}
	ben.Removes(answer.ID)
	ana.Visits(answer.Path() + "/context").Is(200).Has("removed").Lacks("an answer")

	f.Group("secret", "members/invite")
	cleo := f.Member("secret", "cleo")
	hidden := f.FirstPost(cleo.Starts("secret", "Not for Eve")).Path() + "/context"
	cleo.Visits(hidden).Is(200)
	eve.Visits(hidden).IsNotFound()
}
