package demo

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

var (
	slugShape   = regexp.MustCompile(`^[a-z0-9-]{1,80}$`)
	handleShape = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{1,29}$`)
	mention     = regexp.MustCompile(`@([a-z0-9][a-z0-9-]*)`)
	reactions   = []string{"👍", "❤️", "🎉", "💡", "🙏", "😢"}
	groupRoles  = []string{"lead", "moderator", "member", "observer"}
)

// A place is one conversation with what its kind demands.
type place struct {
	name       string
	flat       bool
	maxRunes   int
	editable   time.Duration
	mayWrite   func(handle string) bool
	mayRead    func(handle string) bool
	conclusion bool // may carry one
	posts      []Post
}

func places(n Network) []place {
	var all []place
	roles := map[string]map[string]string{}
	for _, g := range n.Groups {
		roles[g.Slug] = g.Members
		reads := func(h string) bool { return g.Members[h] != "" }
		writes := func(h string) bool { return reads(h) && g.Members[h] != "observer" }
		for _, c := range g.Channels {
			all = append(all, place{
				name: g.Slug + " #" + c.Title, flat: true, maxRunes: 6000, editable: 15 * minute,
				mayWrite: writes, mayRead: reads, posts: c.Messages,
			})
		}
		for _, d := range g.Discussions {
			all = append(all, place{
				name: g.Slug + ": " + d.Title, maxRunes: 60000, editable: day, conclusion: true,
				mayWrite: writes, mayRead: reads, posts: d.Posts,
			})
		}
	}
	known := map[string]bool{}
	for _, p := range n.People {
		known[p.Handle] = true
	}
	for _, a := range n.Articles {
		sees := func(h string) bool { return known[h] && (a.Group == "" || roles[a.Group][h] != "") }
		all = append(all, place{
			name: "/news/" + a.Slug, maxRunes: 60000, editable: day,
			mayWrite: sees, mayRead: sees, posts: a.Comments,
		})
	}
	return all
}

func TestPeople_areWellFormedAndEveryRoleCanSignIn(t *testing.T) {
	n := Content()
	handles, emails, roles := map[string]bool{}, map[string]bool{}, map[string]bool{}
	signIns, spanish := 0, 0
	for _, p := range n.People {
		if !handleShape.MatchString(p.Handle) || handles[p.Handle] {
			t.Errorf("handle %q is malformed or taken", p.Handle)
		}
		if emails[p.Email] || !strings.HasSuffix(p.Email, "@example.org") && !strings.HasSuffix(p.Email, "@example.net") {
			t.Errorf("e-mail %q is taken, or could be somebody's", p.Email)
		}
		if p.Name == "" || p.Organisation == "" || p.Bio == "" || p.Lang != "en" && p.Lang != "es" {
			t.Errorf("%s is incomplete", p.Handle)
		}
		handles[p.Handle], emails[p.Email], roles[p.Role] = true, true, true
		if p.SignIn != "" {
			signIns++
		}
		if p.Lang == "es" {
			spanish++
		}
	}
	if n.People[0].Role != "organiser" || !roles["moderator"] || len(roles) != 3 {
		t.Errorf("network roles are %v, and the first is %q", roles, n.People[0].Role)
	}
	if signIns != 6 || 3*spanish < len(n.People) {
		t.Errorf("%d people to sign in as, %d of %d in Spanish", signIns, spanish, len(n.People))
	}
}

func TestGroups_showEveryRule(t *testing.T) {
	n := Content()
	known := map[string]bool{}
	for _, p := range n.People {
		known[p.Handle] = true
	}
	slugs, seen := map[string]bool{}, map[string]bool{}
	discussions, spoken := 0, 0
	for _, g := range n.Groups {
		if !slugShape.MatchString(g.Slug) || slugs[g.Slug] {
			t.Errorf("slug %q is malformed or taken", g.Slug)
		}
		slugs[g.Slug] = true
		seen["visibility "+g.Visibility], seen["joining "+g.Joining] = true, true
		leads := 0
		for h, role := range g.Members {
			if !known[h] || !slices.Contains(groupRoles, role) {
				t.Errorf("%s: %s is %s", g.Slug, h, role)
			}
			seen["role "+role] = true
			if role == "lead" {
				leads++
			}
		}
		if leads == 0 || g.Focus == "" || g.About == "" {
			t.Errorf("%s has %d leads", g.Slug, leads)
		}
		for _, h := range g.Waiting {
			if !known[h] || g.Members[h] != "" || g.Joining != "request" {
				t.Errorf("%s: %s cannot be waiting", g.Slug, h)
			}
		}
		if g.Channels[0].Title != "general" || len(g.Channels[0].Messages) < 15 || len(g.Channels[0].Messages) > 40 {
			t.Errorf("%s: general has %d messages", g.Slug, len(g.Channels[0].Messages))
		}
		titles := map[string]bool{}
		for _, d := range g.Discussions {
			if l := utf8.RuneCountInString(d.Title); l < 3 || l > 200 || titles[d.Title] {
				t.Errorf("%s: title %q", g.Slug, d.Title)
			}
			titles[d.Title] = true
			if n := len(d.Posts); n < 3 && !(n == 1 && d.Posts[0].Ago < day) || n > 20 { // one that is new may wait for its answer
				t.Errorf("%s: %d posts in %q", g.Slug, len(d.Posts), d.Title)
			}
			discussions++
			spoken += len(d.Posts)
			seen["pinned"] = seen["pinned"] || d.Pinned
			seen["locked"] = seen["locked"] || d.Locked
			seen["archived"] = seen["archived"] || d.Archived
		}
	}
	for _, want := range []string{
		"visibility everyone", "visibility network", "visibility members",
		"joining free", "joining request", "joining invite",
		"role lead", "role moderator", "role member", "role observer",
		"pinned", "locked", "archived",
	} {
		if !seen[want] {
			t.Errorf("nothing shows %q", want)
		}
	}
	if len(n.Groups) != 7 || discussions < 38 || spoken < 320 {
		t.Errorf("%d groups, %d discussions, %d posts in them", len(n.Groups), discussions, spoken)
	}
}

func TestConversations_canBePlantedAsTheyStand(t *testing.T) {
	n := Content()
	joined := map[string]time.Duration{}
	for _, p := range n.People {
		joined[p.Handle] = p.Ago
	}
	seen, langs, deep := map[string]bool{}, map[string]int{}, 0
	for _, pl := range places(n) {
		depth, gone, conclusions, deepest := map[string]int{}, map[string]bool{}, 0, 0
		before := 1000 * day
		for i, p := range pl.posts {
			at := fmt.Sprintf("%s, post %d by %s", pl.name, i+1, p.By)
			if !pl.mayWrite(p.By) {
				t.Errorf("%s: may not write there", at)
			}
			if p.Ago <= 0 || p.Ago >= before || p.Ago >= joined[p.By] {
				t.Errorf("%s: %v ago, after one %v ago; joined %v ago", at, p.Ago, before, joined[p.By])
			}
			before = p.Ago
			if _, taken := depth[p.Key]; taken || p.Key == "" {
				t.Errorf("%s: key %q", at, p.Key)
			}
			depth[p.Key] = 0
			if p.ReplyTo != "" {
				parent, ok := depth[p.ReplyTo]
				if !ok || pl.flat || p.ReplyTo == p.Key {
					t.Errorf("%s: cannot reply to %q", at, p.ReplyTo)
				}
				depth[p.Key] = parent + 1
				deepest = max(deepest, parent+1)
				seen["removed, then answered"] = seen["removed, then answered"] || gone[p.ReplyTo]
			}
			gone[p.Key] = p.Removed
			texts := []string{p.Body}
			if p.Edited != nil {
				seen["edited"] = true
				texts = append(texts, p.Edited.Body)
				if p.Edited.After <= 5*minute || p.Edited.After >= p.Ago || p.Edited.After > pl.editable || p.Edited.Body == p.Body {
					t.Errorf("%s: edited after %v", at, p.Edited.After)
				}
			}
			for _, text := range texts {
				if l := utf8.RuneCountInString(text); l < 1 || l > pl.maxRunes {
					t.Errorf("%s: %d characters", at, l)
				}
				for _, m := range mention.FindAllStringSubmatch(text, -1) {
					seen["mention of "+m[1]] = seen["mention of "+m[1]] || m[1] != p.By
					if !pl.mayRead(m[1]) {
						t.Errorf("%s: mentions %q, who is not there", at, m[1])
					}
				}
			}
			for kind, by := range p.Reactions {
				seen[kind] = true
				for j, h := range by {
					if !slices.Contains(reactions, kind) || !pl.mayRead(h) || h == p.By || slices.Contains(by[:j], h) {
						t.Errorf("%s: %s by %s", at, kind, h)
					}
				}
			}
			if p.Conclusion {
				conclusions++
				seen["conclusion"] = true
			}
			seen["table"] = seen["table"] || strings.Contains(p.Body, "|---|")
			seen["list"] = seen["list"] || strings.Contains(p.Body, "\n- ")
			seen["quote"] = seen["quote"] || strings.Contains(p.Body, "\n> ")
			langs[p.Lang]++
		}
		if conclusions > 1 || conclusions == 1 && !pl.conclusion {
			t.Errorf("%s has %d conclusions", pl.name, conclusions)
		}
		if deepest >= 5 {
			deep++
		}
	}
	wanted := append([]string{"edited", "removed, then answered", "conclusion", "table", "list", "quote"}, reactions...)
	for _, p := range n.People {
		if p.SignIn != "" && p.Handle != paul { // nobody asks an observer
			wanted = append(wanted, "mention of "+p.Handle)
		}
	}
	for _, want := range wanted {
		if !seen[want] {
			t.Errorf("nothing shows %q", want)
		}
	}
	all := langs["en"] + langs["es"]
	if len(langs) != 2 || 4*langs["es"] < all || 4*langs["en"] < all {
		t.Errorf("posts by language: %v", langs)
	}
	if deep < 2 {
		t.Errorf("%d conversations nested five deep", deep)
	}
}

func TestArticles_areComplete(t *testing.T) {
	n := Content()
	leads := map[string]bool{nora: true}
	groups := map[string]Group{}
	for _, g := range n.Groups {
		groups[g.Slug] = g
		for h, role := range g.Members {
			leads[h] = leads[h] || role == "lead"
		}
	}
	slugs, seen := map[string]bool{}, map[string]bool{}
	for _, a := range n.Articles {
		if !slugShape.MatchString(a.Slug) || slugs[a.Slug] || a.Title == "" || a.Summary == "" {
			t.Errorf("%s is taken or incomplete", a.Slug)
		}
		slugs[a.Slug] = true
		for _, what := range []string{a.Kind, a.State, a.Lang, a.Guests} {
			seen[what] = true
		}
		if !leads[a.By] || a.Group != "" && groups[a.Group].Members[a.By] != "lead" {
			t.Errorf("%s: %s may not write it", a.Slug, a.By)
		}
		if words := len(strings.Fields(a.Body)); words < 250 || words > 700 {
			t.Errorf("%s: %d words", a.Slug, words)
		}
		if (a.State == "published") != (a.Ago > 0) || (a.State == "scheduled") != (a.Ago < 0) {
			t.Errorf("%s: %s, %v ago", a.Slug, a.State, a.Ago)
		}
		if len(a.Comments) > 0 && a.Comments[0].Ago >= a.Ago {
			t.Errorf("%s: commented before it was published", a.Slug)
		}
	}
	for _, want := range []string{
		"post", "report", "draft", "scheduled", "published", "en", "es", "closed", "held", "confirmed",
	} {
		if !seen[want] {
			t.Errorf("no article shows %q", want)
		}
	}
}

func TestContent_isBuiltAnewForEveryCaller(t *testing.T) {
	Content().Groups[0].Members[rosa] = "observer"
	if got := Content().Groups[0].Members[rosa]; got != "lead" {
		t.Errorf("rosa is %s after somebody else's change", got)
	}
}
