package httpd_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// paths are all addresses of a group, of a discussion and a channel in it and
// of their posts: to read, and to write.
func paths(slug string, talk, channel forum.Conversation, posts ...forum.PostID) (read, write []string) {
	for _, tab := range []string{"", "/channels", "/products", "/about", "/members", "/log", "/new", "/channels/new", "/edit", "/leave", "/products/1"} {
		read = append(read, "/g/"+slug+tab)
	}
	t, c := fmt.Sprintf("/t/%d", talk.ID), fmt.Sprintf("/c/%d", channel.ID)
	read = append(read, t, talk.Path(), talk.Path()+"?page=1", t+"/edit", c, c+"?before=2", c+"/edit")
	for _, form := range []string{"/join", "/leave", "/new", "/channels/new", "/edit", "/members/1", "/requests/1", "/invitations", "/invitations/1/revoke", "/products", "/products/1"} {
		write = append(write, "/g/"+slug+form)
	}
	write = append(write, t+"/reply", t+"/pin", t+"/state", t+"/edit", c+"/say", c+"/state", c+"/edit")
	for _, id := range posts {
		p := fmt.Sprintf("/p/%d", id)
		for _, page := range []string{"", "/reply", "/edit", "/remove", "/history"} {
			read = append(read, p+page)
		}
		for _, form := range []string{"/edit", "/remove", "/react", "/conclude", "/unread"} {
			write = append(write, p+form)
		}
	}
	return read, write
}

var anything = []string{"title", "A stranger", "body", "a stranger's words", "kind", "👍", "role", "lead", "decision", "approve", "state", "locked",
	"on", "1", "name", "Taken over", "visibility", "everyone", "joining", "free", "email", "eve@example.org"}

func TestOutsiders_findNothing(t *testing.T) {
	f := forumtest.Start(t)
	for _, g := range []struct {
		slug, what string
		blind      func() *forumtest.Person
	}{
		{"secret", "members/free", func() *forumtest.Person { return f.User("eve") }},
		{"hidden", "members/invite", f.Visitor},
		{"inner", "network/free", f.Visitor},
	} {
		f.Group(g.slug, g.what)
		lea := f.As(g.slug, "lea", forum.Lead)
		talk, channel := lea.Starts(g.slug, "Whispered words"), f.General(g.slug)
		said := lea.Replies(channel, "Whispered in the channel")
		first := f.FirstPost(talk)
		lea.Edits(first.ID, "Whispered again")
		read, write := paths(g.slug, talk, channel, first.ID, said.ID)

		p := g.blind()
		nothing := p.Visits("/g/no-such-group").IsNotFound()
		for _, path := range read {
			got := p.Visits(path).IsNotFound().Lacks("Whispered", "Group "+g.slug, "Lea")
			if shape(got.Body) != shape(nothing.Body) {
				t.Errorf("%s: %s does not look like what is not there", g.what, path)
			}
			p.Do(http.MethodHead, path, nil).IsNotFound()
		}
		for _, path := range write {
			p.Posts(path, anything...).IsNotFound().Lacks("Whispered", "Group "+g.slug, "Lea")
		}
		lea.Visits(talk.Path()).Is(200).Has("Whispered").Lacks("a stranger&#39;s words")
		for _, path := range []string{"/", "/g/" + g.slug} {
			p.Visits(path).Lacks("Whispered", "Group "+g.slug)
		}
	}
}

// shape is a page without what always differs: the request's id and the way
// back after signing in.
func shape(page string) string {
	var kept []string
	for _, part := range strings.Split(page, "<") {
		if !strings.HasPrefix(part, "code>") && !strings.Contains(part, "/sign-in") {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "<")
}

func TestVisitors_readWhatEveryoneSeesAndNoNamesOfMembers(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("open", "everyone/free")
	lea := f.As("open", "lea", forum.Lead)
	f.Member("open", "silent")
	talk, channel := lea.Starts("open", "Said to all"), f.General("open")
	said := lea.Replies(channel, "Said in the channel")
	v := f.Visitor()
	for _, path := range []string{"/g/open", "/g/open/channels", "/g/open/products", "/g/open/about", talk.Path(), channel.Path(), said.Path() + "/history"} {
		v.Visits(path).Is(200).Lacks("Silent", "silent")
	}
	v.Visits("/g/open/about").Lacks("Lea")
	v.Visits("/g/open/members").Is(401).Lacks("Lea")
	v.Visits("/g/open/log").Is(401)
	_, write := paths("open", talk, channel, said.ID)
	for _, path := range write {
		if strings.HasPrefix(path, "/g/open/leave") {
			continue
		}
		v.Posts(path, anything...).Is(401)
	}
	v.Posts("/g/open/leave").Is(401)
	v.Visits(said.Path() + "/edit").Is(401)
	v.Visits(said.Path() + "/reply").Is(200).Has("/sign-in?next=")
	v.Visits(talk.Path()).Has("/sign-in?next=")
	lea.Visits("/g/open/log").Is(200).Lacks("Taken over")
}

func TestObservers_readAndReactOnly(t *testing.T) {
	f := forumtest.Start(t)
	lea, olu := f.As("ops", "lea", forum.Lead), f.As("ops", "olu", forum.Observer)
	talk, channel := lea.Starts("ops", "For all to read"), f.General("ops")
	first := f.FirstPost(talk)
	page := look(t, olu.Visits(talk.Path()).Is(200))
	if page.has(".box") || page.one("#main").attr("data-may") != "react" {
		t.Errorf("an observer may %q", page.one("#main").attr("data-may"))
	}
	olu.Posts(first.Path()+"/react", "kind", "👍").Is(303)
	_, write := paths("ops", talk, channel, first.ID)
	for _, path := range write {
		switch path {
		case "/g/ops/join", "/g/ops/leave", first.Path() + "/react", first.Path() + "/unread":
			continue
		}
		olu.Posts(path, anything...).Is(403)
	}
	olu.Visits("/g/ops/members").Is(200).Has("Lea")
	olu.Posts("/g/ops/leave").Is(303)
}
