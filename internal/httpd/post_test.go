package httpd_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

func TestEdit_leavesNoMarkForFiveMinutesThenHistory(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "Wording")
	post := ana.Replies(talk, "one *peer*")
	path := post.Path() + "/edit"

	form := ana.Visits(path).Is(200)
	if got := look(t, form).value("body"); got != "one *peer*" {
		t.Errorf("the box holds %q", got)
	}
	follow(t, ana, form, path, "body", "two *peers*").Is(303)
	page := look(t, ben.Visits(talk.Path()).Has("two <em>peers</em>"))
	if page.has(".edited") {
		t.Error("an edit within five minutes left a mark")
	}

	f.Later(10 * time.Minute)
	to := follow(t, ana, ana.Visits(path), path, "body", "three peers").Is(303).To()
	if !strings.HasSuffix(to, fmt.Sprintf("?page=1#p%d", post.ID)) {
		t.Errorf("an edit leads to %s", to)
	}
	if !look(t, ben.Visits(talk.Path()).Has("three peers")).has(".edited") {
		t.Error("a later edit left no mark")
	}
	history := ben.Visits(post.Path()+"/history").Is(200).Has("three peers", "two <em>peers</em>").Lacks("one <em>peer")
	if strings.Index(history.Body, "three peers") > strings.Index(history.Body, "two <em>peers") {
		t.Error("the history does not begin with the present")
	}

	ben.Visits(path).Is(403)
	ben.Posts(path, "body", "mine now").Is(403).Has("mine now")
	f.Later(25 * time.Hour)
	ana.Posts(path, "body", "four peers").Is(403).Has("four peers")
	mia := f.As("ops", "mia", forum.Moderator)
	follow(t, mia, mia.Visits(path).Is(200), path, "body", "redacted").Is(303)
	ben.Visits(talk.Path()).Has("redacted")
}

func TestEdit_ofWhatSomebodyElseChangedShowsBoth(t *testing.T) {
	f := forumtest.Start(t)
	ana, mia := f.Member("ops", "ana"), f.As("ops", "mia", forum.Moderator)
	post := ana.Replies(ana.Starts("ops", "Wording"), "as it was")
	f.Later(10 * time.Minute)
	path := post.Path() + "/edit"
	form := ana.Visits(path)
	follow(t, mia, mia.Visits(path), path, "body", "what mia made of it").Is(303)

	both := follow(t, ana, form, path, "body", "what ana made of it").Is(409).Has("what mia made of it")
	if got := look(t, both).value("body"); got != "what ana made of it" {
		t.Errorf("the box holds %q", got)
	}
	follow(t, ana, both, path).Is(303)
	ana.Visits(post.Path()+"/history").Has("what ana made of it", "what mia made of it").Lacks("as it was")
	ana.Visits(post.Path()+"/history?from=1&to=2").Has("what mia made of it", "as it was")
}

func TestEdit_keepsTheFormatThatThePostHas(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "Formats")
	post := ana.Replies(talk, "x")
	made := ana.Calls(http.MethodPost, fmt.Sprintf("/conversations/%d/posts", talk.ID), map[string]string{"body": "<p>by <b>API</b></p>"})
	if made.Status == http.StatusCreated {
		var p struct{ ID forum.PostID }
		made.Into(&p)
		path := fmt.Sprintf("/p/%d/edit", p.ID)
		form := ana.Visits(path).Is(200)
		follow(t, ana, form, path, "body", "<p>by the <b>API</b></p>").Is(303)
		ana.Visits(talk.Path()).Has("by the <strong>API</strong>")
	}
	follow(t, ana, ana.Visits(post.Path()+"/edit"), post.Path()+"/edit", "body", "Array<T>").Is(303)
	ana.Visits(talk.Path()).Has("Array&lt;T&gt;")
}

func TestRemove_leavesAStub(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben, mia := f.Member("ops", "ana"), f.Member("ops", "ben"), f.As("ops", "mia", forum.Moderator)
	talk := ana.Starts("ops", "Regrets")
	post := ana.Replies(talk, "a regretted thing")
	answer := ben.Answers(talk, post.ID, "a good answer")
	path := post.Path() + "/remove"

	ben.Visits(path).Is(403)
	ben.Posts(path).Is(403)
	ana.Visits(path).Is(200).Has("a regretted thing")
	ben.Visits(talk.Path()).Has("a regretted thing") // asking removed nothing
	to := follow(t, ana, ana.Visits(path), path).Is(303).To()

	page := look(t, ben.Visits(to).Is(200).Lacks("a regretted thing").Has("a good answer"))
	stub := page.one(fmt.Sprint("#p", post.ID))
	if stub.attr("data-state") != "removed" || !stub.has(".stub") {
		t.Error("no stub stands in its place")
	}
	ana.Posts(path).Is(303)
	ana.Visits(path).Is(302)
	ana.Visits(post.Path() + "/edit").Is(403)
	ben.Visits(post.Path() + "/history").IsNotFound()
	ben.Visits(post.Path() + "/reply").Is(200).Lacks("a regretted thing")
	ben.Visits(post.Path()).Is(302)

	f.Later(25 * time.Hour)
	ben.Posts(answer.Path() + "/remove").Is(403)
	mia.Visits(answer.Path() + "/remove").Is(200).Has("a good answer")
	mia.Posts(answer.Path() + "/remove").Is(303)
	ben.Visits(talk.Path()).Lacks("a good answer")
}

func TestReact_givesAndTakesBack(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben, eve := f.Member("ops", "ana"), f.As("ops", "ben", forum.Observer), f.User("eve")
	talk := ana.Starts("ops", "Cheers")
	post := f.FirstPost(talk)
	count := func() string {
		all := look(t, ben.Visits(talk.Path())).all(".react")
		if len(all) == 0 {
			return ""
		}
		return all[0].text()
	}
	ana.Posts(post.Path()+"/react", "kind", "🎉").Is(303)
	ben.Posts(post.Path()+"/react", "kind", "🎉").Is(303)
	if count() != "🎉 2" {
		t.Errorf("count is %q", count())
	}
	if got := look(t, ben.Visits(talk.Path())).one(".branch").attr("data-reacted"); got != "🎉" {
		t.Errorf("data-reacted is %q", got)
	}
	ben.Posts(post.Path()+"/react", "kind", "🎉").Is(303)
	if count() != "🎉 1" {
		t.Errorf("count is %q", count())
	}
	ben.Posts(post.Path()+"/react", "kind", "🦖").Is(422)
	eve.Posts(post.Path()+"/react", "kind", "🎉").Is(403)
	f.Visitor().Posts(post.Path()+"/react", "kind", "🎉").Is(401)
}

func TestReply_quotes(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	post := ana.Replies(ana.Starts("ops", "Quotes"), "one\n\ntwo")
	page := look(t, ana.Visits(post.Path()+"/reply?quote=1").Is(200))
	if got := page.value("body"); !strings.HasPrefix(got, "> [Ana]("+post.Path()+"):\n>\n> one") || !strings.Contains(got, "> two\n\n") {
		t.Errorf("the box holds %q", got)
	}
	if got := page.value("reply_to"); got != fmt.Sprint(post.ID) {
		t.Errorf("it answers %s", got)
	}
}

func TestReply_keepsTheTextWhateverHappens(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	talk, general := ana.Starts("ops", "Careful"), f.General("ops")
	first := f.FirstPost(talk)
	reply, say := fmt.Sprintf("/t/%d/reply", talk.ID), fmt.Sprintf("/c/%d/say", general.ID)

	long := strings.Repeat("ocho ", 1400)
	for _, bad := range []struct{ action, text string }{{reply, "  \n "}, {say, long}, {reply, strings.Repeat("muy largo ", 6100)}} {
		page := look(t, ana.Posts(bad.action, "body", bad.text, "client_id", "0b9cd23e-7d56-4b41-9d22-6f4b5e1a2c3d").Is(422))
		if got := page.value("body"); got != bad.text {
			t.Errorf("%s: the box holds %d characters of %d", bad.action, len(got), len(bad.text))
		}
		if got := page.value("client_id"); got != "0b9cd23e-7d56-4b41-9d22-6f4b5e1a2c3d" {
			t.Errorf("%s: the next try would be another post: %s", bad.action, got)
		}
		if page.one("#body-error").text() == "" {
			t.Errorf("%s: nothing says what is wrong", bad.action)
		}
	}
	answer := ana.Posts(reply, "body", "", "reply_to", fmt.Sprint(first.ID)).Is(422).Has("First of Careful")
	if got := look(t, answer).value("reply_to"); got != fmt.Sprint(first.ID) {
		t.Errorf("it no longer answers the post, but %q", got)
	}
	gone := look(t, ana.Posts(reply, "body", "to nobody", "reply_to", "9999").Is(422))
	if gone.value("body") != "to nobody" || gone.value("reply_to") != "" {
		t.Error("an answer to what is gone is not kept as a plain one")
	}
	ana.Posts(reply, "body", "to nothing", "reply_to", "x").Is(422).Has("to nothing")

	again := func() string {
		return ana.Posts(reply, "body", "once", "client_id", "1b9cd23e-7d56-4b41-9d22-6f4b5e1a2c3d").Is(303).To()
	}
	if first := again(); again() != first {
		t.Error("the same form sent twice made two posts")
	}

	if err := f.App.EndSession(t.Context(), ana.V, ana.V.Session); err != nil {
		t.Fatal(err)
	}
	out := ana.Do(http.MethodPost, reply, strings.NewReader("body=typed+for+an+hour"), "Content-Type", "application/x-www-form-urlencoded",
		"Sec-Fetch-Site", "same-origin", "Referer", f.URL+talk.Path()+"?page=1").Is(401).Has("typed for an hour")
	if !strings.Contains(out.Body, "/sign-in?next=%2Ft%2F") {
		t.Error("signing in does not lead back")
	}
	away := ana.Do(http.MethodPost, reply, strings.NewReader("body=x"), "Content-Type", "application/x-www-form-urlencoded",
		"Referer", "https://evil.example/next").Is(401)
	away.Lacks("evil")
	ana.Posts("/g/ops/new", "title", "A title typed", "body", "and a text").Is(401).Has("A title typed", "and a text")
}

func TestForms_ofOtherSitesAreRefused(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "Target")
	send := func(headers ...string) *forumtest.Answer {
		body := strings.NewReader("body=planted")
		return ana.Do(http.MethodPost, fmt.Sprintf("/t/%d/reply", talk.ID), body, append(headers, "Content-Type", "application/x-www-form-urlencoded")...)
	}
	send("Sec-Fetch-Site", "cross-site").Is(403)
	send("Sec-Fetch-Site", "same-site").Is(403)
	send("Origin", "https://evil.example").Is(403)
	send("Origin", "null").Is(403)
	ana.Visits(talk.Path()).Lacks("planted")
	send("Origin", f.URL).Is(303)
	ana.Visits(talk.Path()).Has("planted")
}

func TestMethods_thatNobodyAnswersAre405(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "Methods")
	for _, c := range []struct {
		method, path, allow string
		status              int
	}{
		{http.MethodDelete, talk.Path(), "GET, HEAD", 405},
		{http.MethodGet, fmt.Sprintf("/t/%d/pin", talk.ID), "", 302}, // a slug, so it leads to the discussion
		{http.MethodGet, "/p/1/react", "POST", 405},
		{http.MethodPut, "/p/1/edit", "GET, HEAD, POST", 405},
		{http.MethodGet, "/no/such/place", "", 404},
		{http.MethodPost, "/no/such/place", "", 404},
		{http.MethodHead, talk.Path(), "", 200},
		{http.MethodHead, "/g/ops/members", "", 200},
		{http.MethodHead, "/p/1", "", 302},
	} {
		got := ana.Do(c.method, c.path, nil, "Sec-Fetch-Site", "same-origin").Is(c.status)
		if allow := got.Header.Get("Allow"); allow != c.allow {
			t.Errorf("%s %s allows %q, want %q", c.method, c.path, allow, c.allow)
		}
		if c.method == http.MethodHead && got.Body != "" {
			t.Errorf("HEAD %s has a body", c.path)
		}
	}
}

func TestPreview_answersTheProseAlone(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	got := ana.Posts("/preview", "body", "**bold** <script>x</script>", "format", "markdown").Is(200)
	if strings.TrimSpace(got.Body) != "<p><strong>bold</strong> &lt;script&gt;x&lt;/script&gt;</p>" {
		t.Errorf("preview is %q", got.Body)
	}
	f.Visitor().Posts("/preview", "body", "x").Is(401)
	ana.Posts("/preview", "body", "x", "format", "rtf").Is(422)
}

func TestPosts_areLimited(t *testing.T) {
	f := forumtest.Start(t, forumtest.With("rate-limits", "on"))
	ana := f.Member("ops", "ana")
	path := fmt.Sprintf("/t/%d/reply", ana.Starts("ops", "Flood").ID)
	for range 200 { // thirty at once, and those that time gives back meanwhile
		if got := ana.Posts(path, "body", "again and again"); got.Status == http.StatusTooManyRequests {
			got.Has("again and again")
			if got.Header.Get("Retry-After") == "" {
				t.Error("nothing says when to try again")
			}
			return
		}
	}
	t.Error("200 posts in a row were taken")
}

func TestForms_withForeignContentAreHarmless(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "Strange")
	path := fmt.Sprintf("/t/%d/reply", talk.ID)
	send := func(kind, body string) *forumtest.Answer {
		return ana.Do(http.MethodPost, path, io.Reader(strings.NewReader(body)), "Content-Type", kind)
	}
	send("application/json", `{"body":"x"}`).Is(422)
	send("text/plain", "body=x").Is(422)
	send("multipart/form-data", "broken").Is(422)
	ana.Posts(path, "body", "nul \x00 and \xff bytes").Is(303)
	ana.Visits(talk.Path()).Has("nul").Lacks("\x00")
	send("application/x-www-form-urlencoded", "body="+strings.Repeat("a", 1<<20+1)).Is(413)
}
