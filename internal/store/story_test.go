package store

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"plenary/internal/forum"
	"plenary/internal/seek"
)

func viewer(id forum.UserID) forum.Viewer { return forum.Viewer{ID: id, Role: forum.RoleMember} }

func TestHiddenGroup_isNotFoundOnEveryPath(t *testing.T) {
	w := newWorld(t)
	ana, eve := w.person("Ana"), w.person("Eve")
	g, _ := w.group("secret", forum.SeenByMembers, ana)
	talk := w.discussion(g, "Zebra plans")
	p := w.post(talk, ana, "zebra words")
	f := w.file(ana, "aa", "post", int64(p))
	var article forum.ArticleID
	w.writes(func(tx *Tx) (err error) {
		article, err = tx.AddArticle(forum.Article{Slug: "zebra", Title: "Zebra", Kind: forum.Report, Format: forum.Text, Lang: forum.English, GroupID: g,
			Guests: forum.GuestsClosed, PublishedAt: w.now, CreatedAt: w.now, UpdatedAt: w.now}, 1)
		if err != nil {
			return err
		}
		if _, err = tx.AddConversation(forum.Conversation{Kind: forum.Comments, ArticleID: article, GroupID: g, Title: "Zebra", Slug: "zebra", Lang: forum.English, CreatedAt: w.now}); err != nil {
			return err
		}
		return tx.AddNotice(eve, forum.Notice{Kind: forum.NoticeMention, Post: p, At: w.now})
	})
	paths := map[string]func(r *Reader, v forum.Viewer) error{
		"group":        func(r *Reader, v forum.Viewer) error { _, err := r.GroupFor(v, "secret"); return err },
		"conversation": func(r *Reader, v forum.Viewer) error { _, _, err := r.ConversationFor(v, talk, w.now); return err },
		"post":         func(r *Reader, v forum.Viewer) error { _, _, _, err := r.PostFor(v, p, w.now); return err },
		"article":      func(r *Reader, v forum.Viewer) error { _, _, err := r.ArticleFor(v, "zebra", w.now); return err },
		"list of groups": func(r *Reader, v forum.Viewer) error {
			found, err := r.Groups(v)
			return some(len(found), err)
		},
		"list of articles": func(r *Reader, v forum.Viewer) error {
			found, err := r.Articles(v, 0, Place{}, w.now, 10)
			return some(len(found), err)
		},
		"search": func(r *Reader, v forum.Viewer) error {
			found, err := r.FindPosts(v, Query{Last: "zeb", In: []forum.ConversationKind{forum.Discussion}}, 0, 10, w.now)
			return some(len(found), err)
		},
		"search in all": func(r *Reader, v forum.Viewer) error {
			found, err := r.FindPosts(v, Query{In: []forum.ConversationKind{forum.Discussion}, Groups: []forum.GroupID{g}}, 0, 10, w.now)
			return some(len(found), err)
		},
		"memberships": func(r *Reader, v forum.Viewer) error {
			found, err := r.MembershipsOf(v, ana)
			return some(len(found), err)
		},
	}
	for name, path := range paths {
		w.reads(func(r *Reader) error {
			if err := path(r, viewer(ana)); err != nil {
				t.Errorf("%s is closed to its member: %v", name, err)
			}
			for _, who := range []forum.Viewer{viewer(eve), {}} {
				if err := path(r, who); forum.KindOf(err) != forum.NotFound {
					t.Errorf("%s is open to %+v: %v", name, who, err)
				}
			}
			return nil
		})
	}
	w.reads(func(r *Reader) error {
		if _, err := r.FileFor(viewer(eve), f, w.now); forum.KindOf(err) != forum.NotFound {
			t.Errorf("the file is open: %v", err)
		}
		told, err := r.Notices(viewer(eve), 0, 10, w.now)
		if len(told) > 0 {
			t.Errorf("told of what she may not see: %+v", told)
		}
		return err
	})
	w.writes(func(tx *Tx) error { return tx.SetMembership(g, eve, forum.Observer, false, w.now) })
	w.reads(func(r *Reader) error {
		told, err := r.Notices(viewer(eve), 0, 10, w.now)
		if len(told) != 1 || told[0].Excerpt != "zebra words" {
			t.Errorf("once in the group, told %+v", told)
		}
		if _, err := r.FileFor(viewer(eve), f, w.now); err != nil {
			t.Errorf("the file: %v", err)
		}
		return err
	})
}

// some makes of an empty list what a missing thing is.
func some(n int, err error) error {
	if err == nil && n == 0 {
		return forum.Missing()
	}
	return err
}

func TestReading_countsWhatOthersSaidSince(t *testing.T) {
	w := newWorld(t)
	ana, ben := w.person("Ana"), w.person("Ben")
	g, general := w.group("ops", forum.SeenByNetwork, ana, ben)
	first := w.post(general, ana, "one")
	second := w.post(general, ana, "two")
	w.post(general, ben, "mine")
	w.reacts(ana, first, "👍") // an event, and nothing to read
	unread := func() (n int) {
		w.reads(func(r *Reader) error {
			all, err := r.UnreadIn(viewer(ben), []InGroup{{Group: forum.Group{ID: g}}}, nil)
			for _, u := range all {
				n += u.Count
			}
			if one, oerr := r.UnreadCount(ben, general); oerr != nil || one != n {
				t.Errorf("one way %d, the other %d, %v", n, one, oerr)
			}
			return err
		})
		return n
	}
	mark := func(seq int64, back bool) {
		w.writes(func(tx *Tx) error { return tx.SetMark(ben, general, seq, back, w.now) })
	}
	for _, step := range []struct {
		do   func()
		want int
	}{
		{func() {}, 2},
		{func() { mark(1, false) }, 1},
		{func() { w.edits(second, "two, edited") }, 1},
		{func() { w.removes(second, ana) }, 0},
		{func() { mark(9, false) }, 0},
		{func() { mark(1, false) }, 0},
		{func() { mark(0, true) }, 1},
	} {
		if step.do(); unread() != step.want {
			t.Errorf("unread %d, want %d", unread(), step.want)
		}
	}
}

func TestConversations_goOnFromAPlaceWithoutGapOrDouble(t *testing.T) {
	w := newWorld(t)
	ana := w.person("Ana")
	g, _ := w.group("ops", forum.SeenByNetwork, ana)
	want := map[forum.ConversationID]bool{}
	for i := range 25 {
		w.now = noon.Add(time.Duration(i/5) * time.Minute) // some at the same time
		c := w.discussion(g, fmt.Sprintf("Talk %d", i))
		w.post(c, ana, "hello")
		want[c] = true
	}
	var place Place
	for range 5 {
		w.reads(func(r *Reader) error {
			found, err := r.Conversations(viewer(ana), g, forum.Discussion, place, 7)
			for _, c := range found {
				if !want[c.ID] {
					t.Errorf("conversation %d comes twice", c.ID)
				}
				delete(want, c.ID)
				place = Place{At: c.LastPostAt, ID: int64(c.ID)}
			}
			return err
		})
	}
	if len(want) > 0 {
		t.Errorf("never listed: %v", want)
	}
}

func TestSearch_takesAnySyntaxAsText(t *testing.T) {
	w := newWorld(t)
	ana := w.person("Ana")
	_, general := w.group("ops", forum.SeenByNetwork, ana)
	w.post(general, ana, "La educación de la niñez, C++ and foo-bar")
	for term, want := range map[string]int{"educacion": 1, "EDUCACIÓN": 1, "niñez": 1, "ninez": 1, "foo-bar": 1, "c++": 1, "la niñez": 1, "niñez la": 0,
		`"`: -1, `a:b`: 0, `-x`: 0, `foo AND`: 0, "NEAR(foo bar)": 0, "*": -1, "^foo": 1, "text:foo": 0, "'; DROP TABLE posts": 0} {
		if want < 0 {
			if q := seek.Parse(term, "", time.UTC); !q.Empty() {
				t.Errorf("%q looks for %q", term, q.Terms)
			}
			continue
		}
		if n := len(w.finds(ana, term)); n != want {
			t.Errorf("%q finds %d posts, want %d", term, n, want)
		}
	}
}

func TestSlugs_leadOnAndStayTaken(t *testing.T) {
	w := newWorld(t)
	ana := w.person("Ana")
	g, _ := w.group("old-name", forum.SeenByNetwork, ana)
	w.writes(func(tx *Tx) error {
		in, err := tx.GroupByID(viewer(ana), g)
		if err != nil {
			return err
		}
		in.Slug = "new-name"
		return tx.ChangeGroup(in.Group, 1, w.now)
	})
	w.reads(func(r *Reader) error {
		for _, slug := range []string{"old-name", "new-name"} {
			if in, err := r.GroupFor(viewer(ana), slug); err != nil || in.Slug != "new-name" {
				t.Errorf("%s leads to %q, %v", slug, in.Slug, err)
			}
		}
		return nil
	})
	err := w.Write(t.Context(), func(_ context.Context, tx *Tx) error {
		_, err := tx.AddGroup(forum.Group{Slug: "old-name", Name: "Another", Visibility: forum.SeenByNetwork, Joining: forum.JoinFree, CreatedAt: w.now}, 1)
		return err
	})
	if forum.KindOf(err) != forum.Invalid {
		t.Errorf("a slug that leads elsewhere was given away: %v", err)
	}
	w.clean()
}

func TestSlowQueries_areNamedWithoutWhatPeopleWrote(t *testing.T) {
	w := newWorld(t)
	heard := &heard{queries: map[string][]any{}, from: map[string]string{}}
	w.heard = heard.query
	ana := w.person("O'Brien")
	_, general := w.group("ops", forum.SeenByNetwork, ana)
	w.post(general, ana, "it's a secret: 'zebra' x'00' 4711 \\' giraffe")
	for template := range heard.queries {
		for _, secret := range []string{"secret", "zebra", "giraffe", "4711", "Brien"} {
			if strings.Contains(template, secret) {
				t.Errorf("%q stands in %q", secret, template)
			}
		}
	}
	if len(heard.queries) < 10 {
		t.Error("heard too little to prove anything")
	}
}

// The log stays as it was written, whatever a program tries.
func TestLog_isNotChanged(t *testing.T) {
	w := newWorld(t)
	ana := w.person("Ana")
	g, _ := w.group("ops", forum.SeenByNetwork, ana)
	w.writes(func(tx *Tx) error {
		return tx.AddEvent(forum.Event{Kind: forum.GroupChanged, At: w.now, Actor: ana, Group: g, Staff: true})
	})
	for _, statement := range []string{"UPDATE events SET actor = NULL WHERE staff = 1", "DELETE FROM events WHERE staff = 1"} {
		err := w.Write(t.Context(), func(_ context.Context, tx *Tx) error {
			_, err := tx.run(statement)
			return err
		})
		if err == nil || !strings.Contains(err.Error(), "the log is") {
			t.Errorf("%s: %v", statement, err)
		}
	}
	if n := w.count("SELECT count(*) FROM events WHERE staff = 1 AND actor = ?", int64(ana)); n == 0 {
		t.Error("the entry is gone")
	}
}
