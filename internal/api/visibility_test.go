package api_test

import (
	"fmt"
	"net/url"
	"testing"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// place is a group with one of everything that stands in it.
type place struct {
	slug           string
	talk, channel  forum.Conversation
	post           app.Post
	article        article
	seenByVisitors bool
	seenBySignedIn bool
}

func placesOf(f *forumtest.Forum) []place {
	var all []place
	for _, visibility := range []string{"everyone", "network", "members"} {
		p := place{slug: visibility, seenByVisitors: visibility == "everyone", seenBySignedIn: visibility != "members"}
		f.Group(visibility, visibility+"/request")
		lead := f.As(visibility, "lena", forum.Lead)
		f.As(visibility, "olga", forum.Observer)
		f.Member(visibility, "max")
		p.talk, p.channel = lead.Starts(visibility, "Sturgeon"), f.General(visibility)
		p.post = lead.Replies(p.talk, "the sturgeon of "+visibility)
		lead.Replies(p.channel, "sturgeon in the channel")
		p.article = into[article](lead.Calls("POST", "/articles", m{"title": "Sturgeon " + visibility, "group": visibility, "published_at": "2020-01-01T00:00:00Z"}).Is(201))
		all = append(all, p)
	}
	return all
}

// What somebody may not see is not found, on every path that reads it.
func TestVisibility_ofEveryPathThatReads(t *testing.T) {
	f := forumtest.Start(t)
	places := placesOf(f)
	for _, who := range []*forumtest.Person{f.Visitor(), f.User("eve"), f.User("olga"), f.User("max"), f.NetworkModerator("nora"), f.Organiser("boss")} {
		for _, p := range places {
			sees := p.seenByVisitors || p.seenBySignedIn && who.V.SignedIn() || who.Name != "visitor" && who.Name != "eve"
			status := map[bool]int{true: 200, false: 404}[sees]
			for _, path := range []string{
				"/groups/" + p.slug, "/groups/" + p.slug + "/conversations", at(p.talk), at(p.talk) + "/posts", at(p.channel), at(p.channel) + "/posts",
				fmt.Sprint("/posts/", p.post.ID), fmt.Sprint("/posts/", p.post.ID, "/revisions"), "/articles/" + p.article.Slug, "/articles?group=" + p.slug,
				fmt.Sprint("/conversations/", p.article.ConversationID), fmt.Sprint("/conversations/", p.article.ConversationID, "/posts"),
			} {
				who.Calls("GET", path, nil).Is(status)
			}
			if !sees {
				who.Calls("GET", at(p.talk)+"/events?after=0", nil).IsNotFound()
			}
			members := status
			if !who.V.SignedIn() {
				members = 404
			}
			who.Calls("GET", "/groups/"+p.slug+"/members", nil).Is(members)
			list := who.Calls("GET", "/groups", nil).Is(200)
			articles := who.Calls("GET", "/articles", nil).Is(200)
			found := who.Calls("GET", "/search?q=sturgeon", nil).Is(200)
			for _, a := range []*forumtest.Answer{list, articles, found} {
				if sees {
					a.Has(p.slug)
				} else {
					a.Lacks(p.slug)
				}
			}
		}
		if who.V.ID == 0 {
			who.Calls("GET", "/groups", nil).Lacks("Lena")
		}
	}
}

// Who may write where, and which status says why not.
func TestVisibility_ofEveryPathThatWrites(t *testing.T) {
	f := forumtest.Start(t)
	places := placesOf(f)
	lena := f.User("lena")
	for _, p := range places {
		hidden := func(seen bool, otherwise int) int {
			if seen {
				return otherwise
			}
			return 404
		}
		post := fmt.Sprint("/posts/", p.post.ID)
		comments := fmt.Sprint("/conversations/", p.article.ConversationID)
		like := post + "/reactions/" + url.PathEscape("👍")
		for _, c := range []struct {
			who                                   *forumtest.Person
			posts, reacts, reads, comments, staff int
		}{
			{f.Visitor(), hidden(p.seenByVisitors, 401), hidden(p.seenByVisitors, 401), hidden(p.seenByVisitors, 401), hidden(p.seenByVisitors, 401), hidden(p.seenByVisitors, 401)},
			{f.User("eve"), hidden(p.seenBySignedIn, 403), hidden(p.seenBySignedIn, 403), hidden(p.seenBySignedIn, 200), hidden(p.seenBySignedIn, 201), hidden(p.seenBySignedIn, 403)},
			{f.User("olga"), 403, 200, 200, 201, 403},
			{f.User("max"), 201, 200, 200, 201, 403},
			{f.NetworkModerator("nora"), 403, 403, 200, 201, 200},
			{f.Organiser("boss"), 403, 403, 200, 201, 200},
		} {
			c.who.Calls("POST", at(p.talk)+"/posts", m{"body": "hi"}).Is(c.posts)
			c.who.Calls("POST", at(p.channel)+"/posts", m{"body": "hi", "format": "nonsense"}).Is(422)
			c.who.Calls("POST", "/groups/"+p.slug+"/conversations", m{"kind": "discussion", "title": "Another", "body": "hi"}).Is(c.posts)
			c.who.Calls("PUT", like, nil).Is(c.reacts)
			c.who.Calls("DELETE", like, nil).Is(c.reacts)
			c.who.Calls("PUT", at(p.talk)+"/read", m{"post_id": p.post.ID}).Is(c.reads)
			c.who.Calls("POST", comments+"/posts", m{"body": "hi"}).Is(c.comments)
			c.who.Calls("PATCH", at(p.talk), m{"pinned": false}).Is(c.staff)
			c.who.Calls("PATCH", post, m{"body": "the sturgeon", "format": "markdown"}).Is(c.staff)
			if c.staff != 200 {
				c.who.Calls("DELETE", post, nil).Is(c.staff)
				c.who.Calls("PATCH", "/groups/"+p.slug, m{"focus": "x"}).Is(c.staff)
				c.who.Calls("PATCH", "/articles/"+p.article.Slug, m{"title": "x"}).Is(c.staff)
				c.who.Calls("PUT", fmt.Sprint("/groups/", p.slug, "/members/", lena.V.ID), m{"role": "member"}).Is(c.staff)
			}
		}
	}
}

// An error in what was sent tells nobody that something hidden is there.
func TestVisibility_isNotToldByErrors(t *testing.T) {
	f := forumtest.Start(t)
	places := placesOf(f)
	closed, eve := places[2], f.User("eve")
	for _, body := range []any{m{"body": ""}, m{"body": 5}, m{"title": "x"}, m{"body": "x", "reply_to": 1 << 40}, []int{1}} {
		for _, pair := range [][2]string{
			{at(closed.talk) + "/posts", "/conversations/999999/posts"},
			{"/groups/" + closed.slug + "/conversations", "/groups/nowhere/conversations"},
		} {
			hidden, unknown := eve.Calls("POST", pair[0], body), eve.Calls("POST", pair[1], body)
			is(t, fmt.Sprint(pair[0], " with ", body), hidden.Status, unknown.Status)
			is(t, fmt.Sprint(pair[0], " with ", body), hidden.Body, unknown.Body)
		}
		hidden, unknown := eve.Calls("PATCH", fmt.Sprint("/posts/", closed.post.ID), body), eve.Calls("PATCH", "/posts/999999", body)
		is(t, fmt.Sprint("editing with ", body), hidden.Body, unknown.Body)
	}
}
