package httpd_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"plenary/internal/forumtest"
)

func TestTitles_nameWhatTheReaderSees(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("closed", "members/invite")
	ana, eve, olga := f.Member("closed", "ana"), f.User("eve"), f.Organiser("olga")
	f.Member("ops", "ana")
	hidden, open := ana.Starts("closed", "Secret plan"), ana.Starts("ops", "Open plan")
	post := ana.Replies(hidden, "here")
	gone := ana.Replies(open, "gone")
	ana.Removes(gone.ID)
	address := fmt.Sprintf("/titles?path=/t/%d&path=/t/%d/x&path=%s&path=%s&path=/c/%d&path=/t/999999&path=/t/x&path=/people/1&path=/news/nothing&path=",
		hidden.ID, open.ID, post.Path(), gone.Path(), f.General("closed").ID)
	titles := func(p *forumtest.Person) (got map[string]string) {
		t.Helper()
		if err := json.Unmarshal([]byte(p.Visits(address).Is(200).Body), &got); err != nil {
			t.Fatal(err)
		}
		return got
	}
	seen := map[string]string{fmt.Sprintf("/t/%d/x", open.ID): "Open plan", gone.Path(): "Open plan"}
	all := map[string]string{fmt.Sprintf("/t/%d", hidden.ID): "Secret plan", post.Path(): "Secret plan · Ana", fmt.Sprintf("/c/%d", f.General("closed").ID): "# general"}
	for path, title := range seen {
		all[path] = title
	}
	if diff := cmp.Diff(all, titles(ana)); diff != "" {
		t.Errorf("a member: %s", diff)
	}
	// Staff would see it by a visit, which this isn't.
	for _, p := range []*forumtest.Person{eve, olga, f.Visitor()} {
		if diff := cmp.Diff(seen, titles(p)); diff != "" {
			t.Errorf("%s: %s", p.Name, diff)
		}
	}
}
