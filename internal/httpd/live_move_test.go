package httpd_test

import (
	"fmt"
	"testing"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

func TestLive_readersOfBothSidesSeeAMove(t *testing.T) {
	f := forumtest.Start(t)
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	f.Group("secret", "members/invite")
	mod := f.As("ops", "mod", forum.Moderator)
	f.As("secret", "mod", forum.Moderator)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	f.As("secret", "ben", forum.Member)
	talk, other, inner := ana.Starts("ops", "Budget"), ana.Starts("ops", "Another"), mod.Starts("secret", "Inside")
	one, two, three := ana.Replies(talk, "one"), ana.Replies(talk, "two"), ana.Replies(talk, "three")
	left, here, inside := ana.Watches(talk), ana.Watches(other), ben.Watches(inner)
	sees := ben.Watches(talk)

	_, err := f.App.Move(t.Context(), mod.V, app.MoveInput{Posts: []forum.PostID{two.ID, one.ID}, To: other.ID})
	ok(err)
	gone := left.NextThat("the move", func(fr forumtest.Frame) bool { return fr.Kind == "post.moved" })
	if fmt.Sprint(gone.IDs) != fmt.Sprint([]forum.PostID{one.ID, two.ID}) || gone.To != other.ID {
		t.Errorf("the old side learns %v, to %d", gone.IDs, gone.To)
	}
	for i, want := range []forum.PostID{two.ID, one.ID} {
		came := here.NextThat("a post", func(fr forumtest.Frame) bool { return fr.Kind == "post.moved" })
		if came.Post.ID != want || came.HTML == "" {
			t.Errorf("post %d is %d, want %d", i, came.Post.ID, want)
		}
	}

	_, err = f.App.Move(t.Context(), mod.V, app.MoveInput{Posts: []forum.PostID{three.ID}, To: inner.ID})
	ok(err)
	if fr := left.NextThat("the move", func(fr forumtest.Frame) bool { return fr.Kind == "post.moved" }); fr.To != 0 || len(fr.IDs) != 1 {
		t.Errorf("who can't see the target learns %v, to %d", fr.IDs, fr.To)
	}
	sees.NextThat("the move", func(fr forumtest.Frame) bool { return fr.Kind == "post.moved" && fr.To == inner.ID })
	inside.NextThat("the post", func(fr forumtest.Frame) bool { return fr.Kind == "post.moved" && fr.Post.ID == three.ID })

	_, err = f.App.Merge(t.Context(), mod.V, talk.ID, inner.ID)
	ok(err)
	if fr := left.NextThat("the end", func(fr forumtest.Frame) bool { return fr.Op == "gone" }); fr.To != 0 {
		t.Errorf("who can't see the target is led to %d", fr.To)
	}
	if fr := sees.NextThat("the end", func(fr forumtest.Frame) bool { return fr.Op == "gone" }); fr.To != inner.ID {
		t.Errorf("who sees it is led to %d", fr.To)
	}
	if to := ben.Visits(talk.Path()).Is(302).To(); to != fmt.Sprint("/t/", inner.ID) {
		t.Errorf("the old address leads to %s", to)
	}
	ana.Visits(talk.Path()).Is(200).Lacks("Inside")
}
