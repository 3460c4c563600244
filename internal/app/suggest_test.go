package app_test

import (
	"fmt"
	"strings"
	"testing"

	"plenary/internal/app"
	"plenary/internal/forumtest"
)

// suggested is what somebody who types is offered: names, and what filters make of the query.
func suggested(t *testing.T, f *forumtest.Forum, p *forumtest.Person, typed string) string {
	t.Helper()
	all, err := f.App.Suggest(t.Context(), p.V, typed)
	must(t, err)
	var out []string
	for _, s := range all {
		if s.Kind == "filter" {
			out = append(out, s.Query)
			continue
		}
		out = append(out, s.Kind+" "+s.Title)
	}
	return strings.Join(out, "; ")
}

func TestSuggest_namesWhatTheReaderSeesAndNothingElse(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("lantern-makers", "members/invite")
	ana, sam, eve, visitor := f.Member("ops", "ana"), f.As("lantern-makers", "sam", "lead"), f.User("eve"), f.Visitor()
	ana.Starts("ops", "Educación and lanterns")
	sam.Starts("lantern-makers", "Secret lantern plan")

	for _, c := range []struct {
		who         *forumtest.Person
		typed, want string
	}{
		{eve, "lant", "discussion Educación and lanterns"},
		{eve, "EDUCACION lan", "discussion Educación and lanterns"},
		{eve, "secret", ""},
		{eve, "group:lan", ""},
		{eve, "x group:op", "x group:ops"},
		{eve, "plan by:an", "plan by:ana"},
		{eve, "in:f", "in:files"},
		{eve, "ana", "person Ana"},
		{eve, "lant group:lantern-makers", ""},
		{visitor, "ana", ""},
		{visitor, "by:ana", ""},
		{eve, `" ( NEAR`, ""},
		{eve, "", ""},
	} {
		if got := suggested(t, f, c.who, c.typed); got != c.want {
			t.Errorf("%s types %q: %q, want %q", c.who.V.Role, c.typed, got, c.want)
		}
	}
	if got := suggested(t, f, sam, "lant"); !strings.Contains(got, "Secret lantern plan") || !strings.Contains(got, "group Group lantern-makers") {
		t.Errorf("sam, who is in it, is offered %q", got)
	}
}

func TestChips_nameNoGroupThatTheReaderDoesNotSee(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("hidden-place", "members/invite")
	sam, eve := f.As("hidden-place", "sam", "lead"), f.User("eve")
	label := func(p *forumtest.Person) string {
		chips, err := f.App.Chips(t.Context(), p.V, "x group:hidden-place", "", nil)
		must(t, err)
		for _, c := range chips.Groups {
			if c.Value == "hidden-place" {
				t.Errorf("%s is offered the group", p.V.Role)
			}
		}
		return fmt.Sprint(chips.On[0].Label, " ", chips.On[0].Query)
	}
	if got := label(eve); got != "hidden-place x" {
		t.Errorf("eve reads %q", got)
	}
	if got := label(sam); got == "hidden-place x" {
		t.Errorf("sam, who is in it, reads %q", got)
	}
}

func TestSearch_bestOfTheNewestFirstAndOnceEach(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "Talk")
	best := ana.Replies(talk, "lantern lantern lantern")
	for i := range 7 {
		ana.Replies(talk, fmt.Sprintf("lantern, and much besides that has nothing to do with it, number %d of many", i))
	}
	var seen []int64
	what := app.Searched{Query: "lantern", Best: true, Limit: 3}
	for range 4 {
		found, err := f.App.Search(t.Context(), ana.V, what)
		must(t, err)
		for _, h := range found.Hits {
			seen = append(seen, h.ID)
		}
		if found.Next == nil {
			break
		}
		what.From = *found.Next
		ana.Replies(talk, "lantern, arrived meanwhile")
	}
	once := map[int64]bool{}
	for _, id := range seen {
		once[id] = true
	}
	if len(seen) != 8 || len(once) != 8 || seen[0] != int64(best.ID) {
		t.Errorf("%v, best is %d", seen, best.ID)
	}
}
