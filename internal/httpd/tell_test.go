package httpd_test

import (
	"fmt"
	"strings"
	"testing"

	"plenary/internal/forumtest"
)

func TestGroupCall_isAskedForWithoutScript(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	f.Member("ops", "cai")
	talk, channel := ana.Starts("ops", "Friday"), f.General("ops")

	for _, at := range []struct{ page, action string }{
		{talk.Path(), "/t/" + fmt.Sprint(talk.ID) + "/reply"},
		{channel.Path(), "/c/" + fmt.Sprint(channel.ID) + "/say"},
		{"/g/ops/new", "/g/ops/new"},
	} {
		title := "A call to all"
		page := ana.Visits(at.page).Is(200).Lacks(`name="tell_group"`)
		asked := follow(t, ana, page, at.action, "title", title, "body", "dear @group, come "+at.action).Is(422)
		asked.Has("2 people", "dear @group, come "+at.action, `name="tell_group" value="1"`)
		if got := ben.Visits("/inbox").Body; strings.Contains(got, at.action) {
			t.Errorf("%s: it told them before its author said so", at.action)
		}
		// Then it does what its author chooses, by the same client id.
		to := follow(t, ana, asked, at.action, "title", title, "body", "dear @group, come "+at.action, "tell_group", "1").Is(303).To()
		ana.Visits(strings.SplitN(to, "#", 2)[0]).Has(`data-group="1"`)
		ben.Visits("/inbox").Is(200).Has("called the whole group", "come "+at.action)
	}

	page := ana.Visits(talk.Path())
	follow(t, ana, page, "/t/"+fmt.Sprint(talk.ID)+"/reply", "body", "quietly, @group", "tell_group", "0").Is(303)
	ben.Visits("/inbox").Is(200).Lacks("quietly")
	ana.Visits(talk.Path()).Has("quietly, @group")

	// An edit asks, too; unless the post has called them already.
	post := ana.Replies(talk, "only text")
	edit := post.Path() + "/edit"
	asked := follow(t, ana, ana.Visits(edit), edit, "body", "now @group").Is(422).Has("2 people")
	follow(t, ana, asked, edit, "body", "now @group", "tell_group", "1").Is(303)
	follow(t, ana, ana.Visits(edit), edit, "body", "now, @group!").Is(303)

	// Who may not call them isn't asked.
	eve := f.User("eve")
	eve.Posts("/t/"+fmt.Sprint(talk.ID)+"/reply", "body", "@group!", "format", "markdown").Is(403)
}

func TestGroupCall_hasALimit(t *testing.T) {
	f := forumtest.Start(t, forumtest.With("limit-calls", "1/1h"), forumtest.With("rate-limits", "on"))
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "Friday")
	at := "/conversations/" + fmt.Sprint(talk.ID) + "/posts"
	call := map[string]any{"body": "@group", "format": "markdown", "tell_group": true}
	ana.Calls("POST", at, call).Is(201).Has(`data-group=\"1\"`)
	ana.Calls("POST", at, call).Is(429).Has("without telling everybody")
	ana.Calls("POST", at, map[string]any{"body": "@group", "format": "markdown"}).Is(201).Lacks("data-group")
	ana.Calls("POST", at, map[string]any{"body": "no call", "format": "markdown", "tell_group": true}).Is(201)
	ben.Calls("POST", at, call).Is(201)
}

func TestMention_ofWhoCannotSeeIt_isSaid(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("inner", "members/invite")
	ben := f.Member("inner", "ben")
	f.User("eve")
	talk := ben.Starts("inner", "Quiet")
	action := "/t/" + fmt.Sprint(talk.ID) + "/reply"

	follow(t, ben, ben.Visits(talk.Path()), action, "body", "hello @ben").Is(303)
	ben.Visits(talk.Path()).Lacks("Somebody you mention")
	follow(t, ben, ben.Visits(talk.Path()), action, "body", "hello @eve").Is(303)
	ben.Visits(talk.Path()).Has("Somebody you mention")
	ben.Visits(talk.Path()).Lacks("Somebody you mention")

	posted := ben.Calls("POST", "/conversations/"+fmt.Sprint(talk.ID)+"/posts", map[string]any{"body": "@eve", "format": "markdown"}).Is(201)
	posted.Has(`"unseen_by":[{`, `"handle":"eve"`)
	ben.Calls("GET", "/posts/"+fmt.Sprint(f.FirstPost(talk).ID), nil).Is(200).Lacks("unseen_by")
}
