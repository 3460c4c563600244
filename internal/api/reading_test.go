package api_test

import (
	"fmt"
	"testing"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

func TestFollow_isSaidAndShown(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("ops", "everyone/free")
	f.Group("board", "members/invite")
	ana, ben, eve := f.Member("ops", "ana"), f.Member("ops", "ben"), f.User("eve")
	talk := ana.Starts("ops", "Friday deploy")
	at := fmt.Sprint("/conversations/", talk.ID)
	type follow struct {
		Level forum.Level
		Set   bool
	}
	shows := func(p *forumtest.Person, path string, want *follow) {
		t.Helper()
		var got struct{ Follow *follow }
		p.Calls("GET", path, nil).Is(200).Into(&got)
		if (got.Follow == nil) != (want == nil) || want != nil && *got.Follow != *want {
			t.Errorf("%s: %s shows %+v, want %+v", p.Name, path, got.Follow, want)
		}
	}
	shows(ben, at, &follow{"replies", false})
	shows(ben, "/groups/ops", &follow{"replies", false})
	shows(eve, at, &follow{"replies", false}) // may follow what she sees
	shows(eve, "/groups/ops", nil)
	shows(f.Visitor(), at, nil)

	ben.Calls("PUT", "/groups/ops/follow", map[string]any{"level": "nothing"}).Is(200).Has(`"level":"nothing"`, `"set":true`)
	shows(ben, at, &follow{"nothing", false})
	ben.Calls("PUT", at+"/follow", map[string]any{"level": "everything"}).Is(200).Has(`"level":"everything"`)
	shows(ben, at, &follow{"everything", true})
	ben.Calls("PUT", at+"/follow", map[string]any{"level": nil}).Is(200).Has(`"level":"nothing"`, `"set":false`)
	ben.Calls("PUT", "/groups/ops/follow", map[string]any{"level": nil}).Is(200).Has(`"level":"replies"`)

	for _, wrong := range []any{map[string]any{}, map[string]any{"level": "loud"}, map[string]any{"level": ""}, map[string]any{"level": 1}} {
		ben.Calls("PUT", at+"/follow", wrong).Is(422)
		ben.Calls("PUT", "/groups/ops/follow", wrong).Is(422)
	}
	f.Visitor().Calls("PUT", at+"/follow", map[string]any{"level": "nothing"}).Is(401)
	eve.Calls("PUT", "/groups/ops/follow", map[string]any{"level": "nothing"}).Is(403)
	eve.Calls("PUT", "/groups/board/follow", map[string]any{"level": "nothing"}).Is(404)
}

func TestMarkGroupRead_countsNothingAnyMore(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "Friday deploy")
	two := ana.Replies(talk, "two, @ben")
	ana.Replies(f.General("ops"), "hello")
	at := fmt.Sprint("/conversations/", talk.ID)
	ben.Calls("PUT", at+"/read", map[string]any{"post_id": f.FirstPost(talk).ID}).Is(200).Has(`"unread":1,"group":"ops","group_unread":2`)
	ben.Calls("PUT", "/groups/ops/read", nil).Is(200).Has(`"group_unread":0`)
	ben.Calls("GET", at, nil).Is(200).Has(`"unread":0`)
	notices, err := f.App.Inbox(t.Context(), ben.V, 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range notices {
		if n.Post == two.ID && n.ReadAt.IsZero() {
			t.Error("the mention that was read with the group is unread still")
		}
	}
	ana.Replies(talk, "three")
	ben.Calls("PUT", at+"/read", map[string]any{"unread_from": two.ID}).Is(200).Has(`"unread":2,"group":"ops","group_unread":2`)
	f.Visitor().Calls("PUT", "/groups/ops/read", nil).Is(401)
	ben.Calls("PUT", "/groups/nowhere/read", nil).Is(404)
}
