package httpd_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// All of it works without script: forms and links.
func TestOverview_andWhatIsMissedWithoutScript(t *testing.T) {
	t.Parallel()
	f := forumtest.Start(t)
	f.Group("board", "members/invite")
	ana, ben, eve := f.As("ops", "ana", forum.Lead), f.Member("ops", "ben"), f.User("eve")
	f.As("board", "ana", forum.Lead)
	talk := ana.Starts("ops", "Friday deploy")
	first := f.FirstPost(talk)
	asked := ana.Replies(talk, "Can you come, @ben?")
	hidden := ana.Starts("board", "Behind closed doors")

	// The overview begins with what waits, and what waits can be done.
	page := ben.Visits("/").Is(200).Has("Waiting for you", "Ana mentioned you in “Friday deploy”", fmt.Sprintf(`href="/p/%d"`, asked.ID),
		"Mark all as read", `action="/inbox/answered"`).Lacks("closed doors")
	notice := numberAfter(t, page.Body, `name="id" value="`)
	ben.Posts("/inbox/answered", "id", fmt.Sprint(notice), "next", "/").Is(303)
	ben.Visits("/").Is(200).Lacks("Waiting for you")
	ben.Posts("/inbox/answered").IsNotFound()
	if to := ben.Posts("/inbox/read", "next", "//evil.example").To(); to != "/inbox" {
		t.Errorf("a link leads to %s", to)
	}

	// Following: said in the head, changed by a form, and told afterwards.
	ben.Visits(talk.Path()).Is(200).Has("Following: replies and mentions", "You will be told of answers to you", "As in the group")
	if to := ben.Posts(fmt.Sprintf("/t/%d/follow", talk.ID), "level", "everything").Is(303).To(); to != talk.Path() {
		t.Errorf("following leads to %s", to)
	}
	ben.Visits(talk.Path()).Is(200).Has("Following: everything", "You will be told of every new post")
	ben.Posts(fmt.Sprintf("/t/%d/follow", talk.ID), "level", "loud").Is(422).Has("Choose everything")
	ben.Posts(fmt.Sprintf("/c/%d/follow", f.General("ops").ID), "level", "nothing").Is(303)
	ben.Visits(f.General("ops").Path()).Is(200).Has("Not following")
	ben.Visits("/g/ops/channels").Is(200).Has("quiet-row")
	ben.Posts("/g/ops/follow", "level", "nothing").Is(303)
	ben.Visits("/g/ops").Is(200).Has("Not following", "You will be told of nothing here")
	ben.Posts("/g/ops/follow", "level", "").Is(303)
	f.Visitor().Visits(talk.Path()).Is(200).Lacks("Following", "/follow")
	f.Visitor().Posts(fmt.Sprintf("/t/%d/follow", talk.ID), "level", "nothing").Is(401)
	eve.Posts("/g/ops/follow", "level", "nothing").Is(403)
	eve.Posts("/g/board/follow", "level", "nothing").IsNotFound()
	eve.Posts(fmt.Sprintf("/t/%d/follow", hidden.ID), "level", "nothing").IsNotFound()

	// All of a group is read with one button, which goes when nothing is left.
	ben.Visits("/g/ops").Is(200).Has(`action="/g/ops/read"`)
	ben.Posts("/g/ops/read").Is(303)
	ben.Visits("/g/ops").Is(200).Has("marked as read").Lacks(`action="/g/ops/read"`)
	ben.Visits("/").Is(200).Has("You have read everything")
	ben.Posts(fmt.Sprintf("/p/%d/unread", first.ID)).Is(303)
	ben.Visits("/").Is(200).Has("2 new", `action="/read"`)
	ben.Posts("/read").Is(303)
	ben.Visits("/").Is(200).Has("You have read everything")
	eve.Posts("/g/board/read").IsNotFound()
	f.Visitor().Posts("/read").Is(401)

	// What I missed, since a day and of one group.
	ben.Visits("/missed").Is(200).Has("last seven days", "Friday deploy").Lacks("closed doors")
	ben.Visits("/missed?since=2020-01-01&group=ops").Is(200).Has("Group ops", "Friday deploy", `value="2020-01-01"`)
	ben.Visits("/missed?since=2999-01-01").Is(200).Has("Nothing happened")
	ben.Visits("/missed?since=soon").Is(422).Has(`value="soon"`)
	ana.Visits("/missed").Is(200).Has("closed doors")
	ben.Visits("/g/ops").Is(200).Has("1 new discussion", `href="/missed?group=ops"`)
	f.Visitor().Visits("/missed").IsNotFound()

	// Keys are switched off and on again.
	ben.Visits("/settings").Is(200).Has("Switch single keys off").Lacks(`data-keys="off"`)
	ben.Posts("/settings/keys", "on", "0").Is(303)
	ben.Visits("/settings").Is(200).Has("Switch single keys on", `data-keys="off"`)
	ben.Posts("/settings/keys", "on", "1").Is(303)
	ben.Visits("/").Is(200).Lacks(`data-keys="off"`)
}

// Many answers in one conversation are one line, here and in the inbox, and are read as one.
func TestNotices_ofOneConversationAreToldTogether(t *testing.T) {
	t.Parallel()
	f := forumtest.Start(t)
	ana, ben, cleo := f.Member("ops", "ana"), f.Member("ops", "ben"), f.Member("ops", "cleo")
	talk, other := ben.Starts("ops", "Friday deploy"), ben.Starts("ops", "Saturday")
	first := ana.Answers(talk, f.FirstPost(talk).ID, "good")
	cleo.Answers(talk, f.FirstPost(talk).ID, "better")
	ana.Answers(talk, f.FirstPost(talk).ID, "best")
	ana.Answers(other, f.FirstPost(other).ID, "fine")
	for _, path := range []string{"/", "/inbox"} {
		ben.Visits(path).Is(200).Has("3 answers to you in “Friday deploy”", "Ana, Cleo", "best", fmt.Sprintf(`href="/p/%d"`, first.ID),
			"Ana answered you in “Saturday”").Lacks("Cleo answered you", "good")
	}
	page := ben.Visits("/inbox")
	var ids []string
	for _, m := range regexp.MustCompile(`name="id" value="([0-9]+)"`).FindAllStringSubmatch(page.Body[strings.Index(page.Body, "3 answers"):], 3) {
		ids = append(ids, "id", m[1])
	}
	eve := f.User("eve")
	eve.Posts("/inbox/read", ids...).Is(303)
	ben.Visits("/").Has("3 answers to you")
	ben.Posts("/inbox/read", ids...).Is(303)
	ben.Visits("/").Is(200).Lacks("3 answers to you").Has("Ana answered you in “Saturday”")
	ben.Posts("/inbox/read", "id", "1", "id", "x").IsNotFound()
}

func TestGlance_hasABoxForWhoMayAnswer(t *testing.T) {
	t.Parallel()
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	eve, olga := f.User("eve"), f.As("ops", "olga", forum.Observer)
	talk := ana.Starts("ops", "Friday deploy")
	post := ana.Answers(talk, f.FirstPost(talk).ID, "ready when you are")
	path := fmt.Sprintf("/glance/%d?post=%d", talk.ID, post.ID)
	ben.Visits(path).Is(200).Has("First of Friday deploy", "ready when you are", "glance-box", fmt.Sprintf(`name="reply_to" value="%d"`, post.ID)).Lacks("<html", `id="body"`)
	ben.Visits(fmt.Sprint("/glance/", talk.ID)).Is(200).Has(fmt.Sprintf(`data-read-to="%d"`, post.ID)).Lacks("reply_to")
	eve.Visits(path).Is(200).Has("Join the group").Lacks("glance-box")
	olga.Visits(path).Is(200).Lacks("glance-box")
	ben.Visits("/glance/x").IsNotFound()
	ben.Visits(fmt.Sprint("/glance/", talk.ID, "?post=9999")).IsNotFound()
}

// numberAfter is the number that stands after a text of the page.
func numberAfter(t *testing.T, page, text string) int {
	t.Helper()
	return countIn(t, page, text, `[0-9]+`, text+`([0-9]+)`)
}
