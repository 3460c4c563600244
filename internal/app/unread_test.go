package app_test

import (
	"math/rand/v2"
	"testing"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// TestUnread_keptCountsAreThoseOfTheDatabase does things at random and compares
// what the rail says with the conversations' own counts, which nobody keeps.
func TestUnread_keptCountsAreThoseOfTheDatabase(t *testing.T) {
	f := forumtest.Start(t)
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	chance := rand.New(rand.NewPCG(seed, 0))
	f.Group("ops", "everyone/free")
	f.Group("lab", "everyone/free")
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	f.As("lab", "ana", forum.Member)
	talks := []forum.Conversation{ana.Starts("ops", "One"), ana.Starts("ops", "Two"), ana.Starts("lab", "Three"), f.General("ops"), f.General("lab")}
	people := []*forumtest.Person{ana, ben}
	posts := map[forum.ConversationID][]forum.PostID{}
	authors := map[forum.PostID]*forumtest.Person{}

	agree := func(after string) {
		t.Helper()
		for _, p := range people {
			rail, err := f.App.Rail(t.Context(), p.V, 0)
			must(t, err)
			overview, err := f.App.Overview(t.Context(), p.V)
			must(t, err)
			for i, g := range rail.Groups {
				want := 0
				for _, talk := range talks {
					if talk.GroupID == g.ID {
						l, err := f.App.Listed(t.Context(), p.V, talk.ID)
						must(t, err)
						if !l.Follow.Muted() {
							want += l.Unread
						}
					}
				}
				if g.Unread != want || overview.Mine[i].Unread != want {
					t.Fatalf("after %s, %s has %d unread in %s; the rail says %d, the overview %d", after, p.Name, want, g.Slug, g.Unread, overview.Mine[i].Unread)
				}
			}
		}
	}
	for step := range 300 {
		who, talk := people[chance.IntN(len(people))], talks[chance.IntN(len(talks))]
		if who == ben && talk.GroupSlug == "lab" && step < 150 {
			continue
		}
		if step == 150 {
			f.As("lab", "ben", forum.Member)
			agree("joining")
		}
		said := posts[talk.ID]
		switch n := chance.IntN(14); {
		case n == 10 && step > 150:
			_, err := f.App.Follow(t.Context(), who.V, talk.ID, append(forum.Levels, "")[chance.IntN(4)])
			must(t, err)
			agree("following a conversation")
		case n == 11 && step > 150:
			_, err := f.App.FollowGroup(t.Context(), who.V, talk.GroupSlug, forum.Levels[chance.IntN(3)])
			must(t, err)
			agree("following a group")
		case n == 12 && step > 150:
			_, err := f.App.MarkGroupRead(t.Context(), who.V, talk.GroupSlug)
			must(t, err)
			agree("reading all of a group")
		case n < 5 || len(said) == 0:
			p := who.Replies(talk, "a thought")
			posts[talk.ID], authors[p.ID] = append(said, p.ID), who
			_, _, err := f.App.UnreadFor(t.Context(), talk.ID, []forum.UserID{ana.V.ID, ben.V.ID}) // as the live connection does
			must(t, err)
			agree("a post")
		case n < 7:
			m, err := f.App.MarkRead(t.Context(), who.V, talk.ID, said[chance.IntN(len(said))])
			must(t, err)
			_, sum, err := f.App.UnreadGroup(t.Context(), who.V, talk.GroupID)
			must(t, err)
			_, live, err := f.App.UnreadFor(t.Context(), talk.ID, []forum.UserID{who.V.ID})
			must(t, err)
			if in := live[who.V.ID].InGroup; m.InGroup != sum || in == nil || *in != sum || live[who.V.ID].Count != m.Unread {
				t.Fatalf("reading says %+v, the live connection %+v (%v), the group %d", m, live[who.V.ID], in, sum)
			}
			agree("reading")
		case n < 8:
			_, err := f.App.MarkUnread(t.Context(), who.V, talk.ID, said[chance.IntN(len(said))])
			must(t, err)
			agree("going back")
		default:
			if p := said[chance.IntN(len(said))]; authors[p] != nil {
				authors[p].Removes(p)
				authors[p] = nil
				agree("a removal")
			}
		}
	}
}
