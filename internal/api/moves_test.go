package api_test

import (
	"fmt"
	"testing"
	"time"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

type movedTo struct {
	ID      int64
	Kind    string
	Summary string
	Move    *struct {
		ID   int64
		Undo time.Time `json:"undo_until"`
	}
}

// ids are the posts of a conversation as somebody reads them.
func ids(p *forumtest.Person, c int64) string {
	all := ""
	for _, one := range into[posts](p.Calls("GET", fmt.Sprint("/conversations/", c, "/posts"), nil).Is(200)).Items {
		all += fmt.Sprint(one.ID, " ")
	}
	return all
}

func TestMovePosts_makesADiscussionOfThemAndUndoes(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("secret", "members/invite")
	lena, ana, eve, visitor := f.As("ops", "lena", forum.Moderator), f.Member("ops", "ana"), f.User("eve"), f.Visitor()
	f.As("secret", "lena", forum.Moderator)
	general := f.General("ops")
	one, two, three := ana.Replies(general, "one"), ana.Replies(general, "two"), ana.Replies(general, "three")
	move := m{"posts": []any{three.ID, one.ID}, "new": m{"group": "ops", "title": "Three and one"}, "summary": "a\nb", "folded": []any{one.ID}}

	visitor.Calls("POST", "/posts/move", move).Is(401)
	eve.Calls("POST", "/posts/move", move).Is(403)
	ana.Calls("POST", "/posts/move", move).Is(403)
	for name, wrong := range map[string]m{
		"posts":   {"posts": []any{}, "to": 1},
		"to":      {"posts": []any{one.ID}},
		"new":     {"posts": []any{one.ID}, "new": 5},
		"title":   {"posts": []any{one.ID}, "new": m{"group": "ops", "title": "x"}},
		"summary": {"posts": []any{one.ID}, "new": m{"group": "ops", "title": "Title"}, "summary": "a\nb\nc"},
	} {
		is(t, "field", field(t, lena.Calls("POST", "/posts/move", wrong).Is(422)), name)
	}
	lena.Calls("POST", "/posts/move", m{"posts": []any{one.ID}, "to": 999999}).IsNotFound()
	lena.Calls("POST", "/posts/move", m{"posts": []any{999999}, "to": general.ID}).IsNotFound()
	lena.Calls("POST", "/posts/move", m{"posts": []any{one.ID}, "new": m{"group": "nowhere", "title": "Title"}}).IsNotFound()

	made := into[movedTo](lena.Calls("POST", "/posts/move", move).Is(200))
	is(t, "kind", made.Kind, "discussion")
	is(t, "summary", made.Summary, "a\nb")
	is(t, "posts in their order", ids(visitor, made.ID), fmt.Sprintf("%d %d ", three.ID, one.ID))
	is(t, "posts left", ids(visitor, int64(general.ID)), fmt.Sprintf("%d ", two.ID))
	undo := fmt.Sprint("/moves/", made.Move.ID, "/undo")
	visitor.Calls("POST", undo, nil).Is(401)
	ana.Calls("POST", undo, nil).Is(403)
	back := into[movedTo](lena.Calls("POST", undo, nil).Is(200))
	is(t, "back in", back.ID, int64(general.ID))
	is(t, "posts again", ids(visitor, int64(general.ID)), fmt.Sprintf("%d %d %d ", one.ID, two.ID, three.ID))
	lena.Calls("POST", undo, nil).Is(409)
	lena.Calls("POST", "/moves/999999/undo", nil).IsNotFound()

	inner := lena.Starts("secret", "Inside")
	talk := ana.Starts("ops", "To be merged")
	eve.Calls("POST", at(talk)+"/merge", m{"to": inner.ID}).Is(403)
	is(t, "field", field(t, lena.Calls("POST", at(talk)+"/merge", m{}).Is(422)), "to")
	merged := into[movedTo](lena.Calls("POST", at(talk)+"/merge", m{"to": inner.ID}).Is(200))
	is(t, "merged into", merged.ID, int64(inner.ID))
	is(t, "it leads on", *into[conversation](lena.Calls("GET", at(talk), nil).Is(200)).MergedInto, int64(inner.ID))
	if into[conversation](ana.Calls("GET", at(talk), nil).Is(200)).MergedInto != nil {
		t.Error("it says where it leads to who can't see that")
	}
	ana.Calls("POST", fmt.Sprint("/moves/", merged.Move.ID, "/undo"), nil).IsNotFound()
	ana.Calls("POST", at(talk)+"/posts", m{"body": "hello?"}).Is(409)
}
