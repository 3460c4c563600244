package httpd_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"testing"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// countIn is the number that the pattern finds in the first element of a page
// that begins with open; 0 if it finds none.
func countIn(t *testing.T, page, open, closing, pattern string) int {
	t.Helper()
	element := regexp.MustCompile(`(?s)` + open + `.*?` + closing).FindString(page)
	if element == "" {
		t.Fatalf("no %s on the page: %.3000s", open, page)
	}
	found := regexp.MustCompile(pattern).FindStringSubmatch(element)
	if found == nil {
		return 0
	}
	n, err := strconv.Atoi(found[1])
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestUnread_agreesEverywhere does things at random and compares every place
// that says how much is unread: rail, tab, overview, lists, API and the live
// connection, with what is true.
func TestUnread_agreesEverywhere(t *testing.T) {
	t.Parallel()
	f := forumtest.Start(t)
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	chance := rand.New(rand.NewPCG(seed, 1))
	f.Group("ops", "everyone/free")
	f.Group("lab", "members/invite")
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	f.As("lab", "ana", forum.Member)
	f.As("lab", "ben", forum.Member)
	talks := []forum.Conversation{ana.Starts("ops", "One"), ana.Starts("ops", "Two"), f.General("ops"), ana.Starts("lab", "Three"), f.General("lab")}
	posts := map[forum.ConversationID][]forum.PostID{}
	for _, talk := range talks {
		posts[talk.ID] = append(posts[talk.ID], ana.Replies(talk, "hello").ID)
	}
	ben.Visits("/").Is(200) // as whoever opens a connection has
	live := ben.Opens()

	for round := range 8 {
		for range 6 {
			randomly(t, f, chance, ana, ben, talks, posts)
		}
		truth, groups := map[forum.ConversationID]int{}, map[string]int{}
		muted := map[forum.ConversationID]bool{}
		for _, talk := range talks {
			l, err := f.App.Listed(t.Context(), ben.V, talk.ID)
			if err != nil {
				t.Fatal(err)
			}
			truth[talk.ID], muted[talk.ID] = l.Unread, l.Follow.Muted()
			if !muted[talk.ID] {
				groups[talk.GroupSlug] += l.Unread
			}
		}
		f.Wait(fmt.Sprintf("the live connection to say %v in round %d", groups, round), func() bool { return says(t, live, groups) })
		overview := ben.Visits("/").Is(200).Body
		all := 0
		for slug, want := range groups {
			all += want
			tab := ben.Visits("/g/" + slug).Is(200).Body
			channels := ben.Visits("/g/" + slug + "/channels").Is(200).Body
			for where, got := range map[string]int{
				"the rail":         countIn(t, tab, `<a[^>]*data-group="`+slug+`"`, `</a>`, `class="count">(\d+)`),
				"the overview":     countIn(t, overview, `<li[^>]*data-group="`+slug+`"`, `</li>`, `(\d+) new`),
				"the group's page": countIn(t, channels, `<a[^>]*data-group="`+slug+`"`, `</a>`, `class="count">(\d+)`),
			} {
				if got != want {
					t.Errorf("round %d: %s says %d unread in %s, it is %d", round, where, got, slug, want)
				}
			}
			for _, talk := range talks {
				page := tab
				if talk.Kind == forum.Channel {
					page = channels
				}
				if talk.GroupSlug != slug {
					continue
				}
				if got := countIn(t, page, fmt.Sprintf(`<li[^>]*data-conversation="%d"`, talk.ID), `</li>`, `(\d+) new`); got != truth[talk.ID] {
					t.Errorf("round %d: the list says %d unread in %s, it is %d", round, got, talk.Title, truth[talk.ID])
				}
				var shape struct{ Unread int }
				ben.Calls("GET", fmt.Sprint("/conversations/", talk.ID), nil).Is(200).Into(&shape)
				if shape.Unread != truth[talk.ID] {
					t.Errorf("round %d: the API says %d unread in %s, it is %d", round, shape.Unread, talk.Title, truth[talk.ID])
				}
			}
		}
		if got := countIn(t, overview, `<a[^>]*data-nav="groups"`, `</a>`, `class="count">(\d+)`); got != all {
			t.Errorf("round %d: the tab says %d unread, it is %d", round, got, all)
		}
	}
}

// randomly does one thing of many.
func randomly(t *testing.T, f *forumtest.Forum, chance *rand.Rand, ana, ben *forumtest.Person, talks []forum.Conversation, posts map[forum.ConversationID][]forum.PostID) {
	t.Helper()
	talk := talks[chance.IntN(len(talks))]
	said := posts[talk.ID]
	some := said[chance.IntN(len(said))]
	var err error
	switch chance.IntN(9) {
	case 0, 1, 2:
		posts[talk.ID] = append(said, ana.Replies(talk, "a thought").ID)
	case 3:
		posts[talk.ID] = append(said, ben.Replies(talk, "mine").ID)
	case 4, 5:
		_, err = f.App.MarkRead(t.Context(), ben.V, talk.ID, some)
	case 6:
		_, err = f.App.MarkUnread(t.Context(), ben.V, talk.ID, some)
	case 7:
		_, err = f.App.Follow(t.Context(), ben.V, talk.ID, forum.Levels[chance.IntN(3)])
	case 8:
		_, err = f.App.MarkGroupRead(t.Context(), ben.V, talk.GroupSlug)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// says reports whether the last that the connection said of each group is
// that; what it never spoke of had nothing unread at first, or has it still.
func says(t *testing.T, live *forumtest.Live, groups map[string]int) bool {
	t.Helper()
	last := map[string]int{"ops": -1, "lab": -1}
	for _, f := range live.SoFar() {
		var said struct {
			Op, Group   string
			Unread      int
			GroupUnread *int `json:"group_unread"`
		}
		if err := json.Unmarshal([]byte(f.Raw), &said); err != nil {
			t.Fatal(err)
		}
		switch {
		case said.Op == "group":
			last[said.Group] = said.Unread
		case said.Op == "unread" && said.GroupUnread != nil:
			last[said.Group] = *said.GroupUnread
		case said.Op == "unread":
			t.Errorf("a group's count is missing: %s", f.Raw)
		}
	}
	for slug, want := range groups {
		if last[slug] >= 0 && last[slug] != want {
			return false
		}
	}
	return true
}

func TestLive_tellsOfNotices(t *testing.T) {
	t.Parallel()
	f := forumtest.Start(t)
	ana, ben, eve := f.Member("ops", "ana"), f.Member("ops", "ben"), f.Member("ops", "eve")
	talk := ana.Starts("ops", "Friday deploy")
	for _, p := range []*forumtest.Person{ben, eve} { // of becoming a member
		if err := f.App.ReadNotices(t.Context(), p.V); err != nil {
			t.Fatal(err)
		}
	}
	looking, outside := ben.Watches(talk), eve.Opens()
	is := func(n int) func(forumtest.Frame) bool {
		return func(f forumtest.Frame) bool { return f.Op == "told" && f.Unread == n }
	}
	post := ana.Replies(talk, "ready, @ben?")
	looking.NextThat("one notice", is(1))
	if _, err := f.App.MarkRead(t.Context(), ben.V, talk.ID, post.ID); err != nil {
		t.Fatal(err)
	}
	looking.NextThat("none, since the post was read", is(0))
	for _, got := range outside.SoFar() {
		if got.Op == "told" && got.Unread > 0 {
			t.Errorf("who was told nothing hears %s", got.Raw)
		}
	}
}
