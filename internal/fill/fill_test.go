package fill

import (
	"context"
	"html"
	"strings"
	"testing"
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func paragraphs(text string) forum.SafeHTML {
	return forum.SafeHTML("<p>" + strings.ReplaceAll(html.EscapeString(text), "\n\n", "</p><p>") + "</p>")
}

func filled(t testing.TB, o Options) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), t.TempDir(), store.Options{})
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	_, err = s.Migrate(t.Context(), noon, "epoch")
	must(t, err)
	o.Now, o.Render, o.Policy = noon, paragraphs, 1
	must(t, Run(t.Context(), s, o))
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func clean(t testing.TB, s *store.Store) {
	t.Helper()
	findings, err := s.Check(t.Context(), store.Checks{})
	must(t, err)
	for _, f := range findings {
		t.Errorf("%s", f)
	}
}

// posts reads all conversations of the groups that the first member sees.
func posts(t testing.TB, s *store.Store) (all []forum.Post, kinds map[forum.ConversationKind]int) {
	t.Helper()
	kinds = map[forum.ConversationKind]int{}
	v := forum.Viewer{ID: 1, Role: forum.RoleOrganiser}
	must(t, s.Read(t.Context(), func(r *store.Reader) error {
		groups, err := r.Groups(v)
		if err != nil {
			return err
		}
		for _, g := range groups {
			for _, kind := range []forum.ConversationKind{forum.Channel, forum.Discussion} {
				found, err := r.Conversations(v, g.ID, kind, store.Place{}, 1000)
				if err != nil {
					return err
				}
				for _, c := range found {
					kinds[kind]++
					said, err := r.PostsByNumber(c.ID, 0, 10000)
					if err != nil {
						return err
					}
					all = append(all, said...)
				}
			}
		}
		return nil
	}))
	return all, kinds
}

func TestRun_fillsADatabaseThatFitsTogether(t *testing.T) {
	told := 0
	s := filled(t, Options{Groups: 20, Members: 60, Discussions: 120, Posts: 2300, Seed: 7, Password: "hash", Progress: func(n int) { told = n }})
	clean(t, s)
	if told != 2300 {
		t.Errorf("the progress ends at %d", told)
	}
	all, kinds := posts(t, s)
	if len(all) != 2300 || kinds[forum.Discussion] != 120 || kinds[forum.Channel] < 20 {
		t.Errorf("%d posts in %v", len(all), kinds)
	}
	seen := map[string]int{}
	for _, p := range all {
		seen[string(p.State)]++
		seen[string(p.Lang)]++
		if p.ReplyTo != 0 {
			seen["reply"]++
		}
		if len(p.Reactions) > 0 {
			seen["reacted"]++
		}
		if p.Revision > 1 {
			seen["edited"]++
		}
		if p.CreatedAt.After(noon) || p.CreatedAt.Before(noon.AddDate(-2, -1, 0)) {
			t.Fatalf("post %d is of %v", p.ID, p.CreatedAt)
		}
	}
	for _, what := range []string{"shown", "removed", "en", "es", "reply", "reacted", "edited"} {
		if seen[what] < 5 {
			t.Errorf("only %d are %s", seen[what], what)
		}
	}
	must(t, s.Read(t.Context(), func(r *store.Reader) error {
		account, err := r.AccountByEmail(Email(1))
		if account.Role != forum.RoleOrganiser || account.Password != "hash" {
			t.Errorf("member 1 is %+v", account)
		}
		return err
	}))
}

func TestRun_isTheSameForTheSameSeedAndAnotherForAnother(t *testing.T) {
	o := Options{Groups: 2, Members: 10, Discussions: 5, Posts: 100, Seed: 1}
	one, _ := posts(t, filled(t, o))
	same, _ := posts(t, filled(t, o))
	o.Seed = 2
	other, _ := posts(t, filled(t, o))
	different := 0
	for i := range one {
		if one[i].Text != same[i].Text || one[i].Author != same[i].Author || !one[i].CreatedAt.Equal(same[i].CreatedAt) {
			t.Fatalf("post %d differs: %+v and %+v", i, one[i], same[i])
		}
		if one[i].Text != other[i].Text {
			different++
		}
	}
	if different < len(one)/2 {
		t.Errorf("another seed changes only %d posts", different)
	}
}

func TestRun_addsToWhatIsThere(t *testing.T) {
	o := Options{Groups: 2, Members: 5, Discussions: 3, Posts: 50, Now: noon, Render: paragraphs, Policy: 1}
	s := filled(t, o)
	must(t, Run(t.Context(), s, o))
	clean(t, s)
	if all, _ := posts(t, s); len(all) != 100 {
		t.Errorf("%d posts", len(all))
	}
}

func TestRun_takesTheSmallestAndRefusesNonsense(t *testing.T) {
	clean(t, filled(t, Options{Groups: 1, Members: 1, Posts: 3}))
	clean(t, filled(t, Options{Groups: 1, Members: 1}))
	for _, o := range []Options{{Members: 1, Posts: 1}, {Groups: 1}, {Groups: 1, Members: 1, Discussions: 2, Posts: 1}, {Groups: 1, Members: 1, Discussions: -1}} {
		if err := Run(context.Background(), nil, o); forum.KindOf(err) != forum.Invalid {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

func BenchmarkRun(b *testing.B) {
	for b.Loop() {
		filled(b, Options{Groups: 20, Members: 500, Discussions: 2000, Posts: 100_000})
	}
}
