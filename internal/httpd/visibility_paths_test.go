package httpd_test

import (
	"fmt"
	"strings"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// try is one request and what it needs of who sees the group. like is the same
// request about something that there is not.
type try struct {
	method, path, like string
	needs              int
	own                bool // only the viewer's own membership counts
	status             int  // for whom it is granted; 0: not tried
	withheld           bool // from those who see the group but may not: not found, too
	body               any  // form fields as []string, else JSON
}

func (g *ground) pages() []try {
	slug, talk, post := "/g/"+g.slug, fmt.Sprint("/t/", g.talk.ID), fmt.Sprint("/p/", g.post.ID)
	reads := func(path, like string) try { return try{method: "GET", path: path, like: like, status: 200} }
	tries := []try{
		reads(slug, "/g/nowhere"), reads(slug+"/channels", "/g/nowhere/channels"), reads(slug+"/products", "/g/nowhere/products"),
		reads(slug+"/about", "/g/nowhere/about"), reads(slug+"?page=1", "/g/nowhere?page=1"),
		reads(g.talk.Path(), "/t/999999/x"), reads(g.talk.Path()+"?page=1", "/t/999999/x?page=1"), reads(g.channel.Path(), "/c/999999"),
		reads(post+"/history", "/p/999999/history"), reads(post+"/reply", "/p/999999/reply"), reads(post+"/reply?quote=1", "/p/999999/reply?quote=1"),
		reads(talk+"/in/files", "/t/999999/in/files"), reads(talk+"/in/links", "/t/999999/in/links"), reads(g.channel.Path()+"/in/files", "/c/999999/in/files"), reads(g.channel.Path()+"/in/links", "/c/999999/in/links"),
		reads(post+"/context", "/p/999999/context"), reads(g.talk.Path()+"?order=newest", "/t/999999/x?order=newest"),
		{method: "GET", path: g.talk.Path() + "?at=2026-01-01", like: "/t/999999/x?at=2026-01-01", status: 302},
		{method: "GET", path: g.talk.Path() + "?number=1", like: "/t/999999/x?number=1", status: 302},
		reads(g.out.Path(), "/news/nothing"), reads(filePath(g.held), "/files/999999/paper.txt"), reads(filePath(g.made), "/files/999999/paper.txt"),
		{method: "GET", path: talk, like: "/t/999999", status: 302}, {method: "GET", path: post, like: "/p/999999", status: 302},
		{method: "GET", path: fmt.Sprint("/p/", g.said.ID), like: "/p/999999", status: 302},
		{method: "GET", path: fmt.Sprint("/p/", g.comment.ID), like: "/p/999999", status: 302},
		{method: "GET", path: fmt.Sprint("/p/", g.removed.ID), like: "/p/999999", status: 302},
		{method: "GET", path: fmt.Sprint("/t/", g.channel.ID), like: "/t/999999", status: 302},
		{method: "GET", path: fmt.Sprint("/c/", g.talk.ID), like: "/c/999999", status: 302},
		{method: "GET", path: slug + "/members", like: "/g/nowhere/members", needs: asSignedIn, status: 200},
		{method: "GET", path: "/missed?group=" + g.slug, like: "/missed?group=nowhere", needs: asSignedIn, status: 200, withheld: true},
		{method: "GET", path: fmt.Sprint("/glance/", g.talk.ID), like: "/glance/999999", needs: asSignedIn, status: 200, withheld: true},
		{method: "GET", path: fmt.Sprint("/glance/", g.talk.ID, "?post=", g.post.ID), like: fmt.Sprint("/glance/999999?post=", g.post.ID), needs: asSignedIn, status: 200, withheld: true},
		{method: "GET", path: talk + "/export", like: "/t/999999/export", needs: asSignedIn, status: 200},
		{method: "GET", path: fmt.Sprint(g.channel.Path(), "/export"), like: "/c/999999/export", needs: asSignedIn, status: 200},
		{method: "GET", path: slug + "/export", like: "/g/nowhere/export", needs: asLead, status: 200},
		{method: "GET", path: slug + "/review", like: "/g/nowhere/review", needs: asModerator, status: 200, withheld: true},
		{method: "GET", path: post + "/flag", like: "/p/999999/flag", needs: asSignedIn, status: 200, withheld: true},
		{method: "GET", path: slug + "/rules", like: "/g/nowhere/rules", needs: asLead, status: 200},
		{method: "GET", path: talk + "/settings", like: "/t/999999/settings", needs: asModerator, status: 200},
		{method: "GET", path: slug + "/log", like: "/g/nowhere/log", needs: asLead, status: 200},
		{method: "GET", path: slug + "/edit", like: "/g/nowhere/edit", needs: asLead, status: 200},
		{method: "GET", path: slug + "/channels/new", like: "/g/nowhere/channels/new", needs: asModerator, status: 200},
		{method: "GET", path: fmt.Sprint(slug, "/products/", g.product), like: "/g/nowhere/products/1", needs: asLead, status: 200},
		{method: "GET", path: talk + "/edit", like: "/t/999999/edit", needs: asModerator},
		{method: "GET", path: fmt.Sprint(g.channel.Path(), "/edit"), like: "/c/999999/edit", needs: asModerator, status: 200},
		{method: "GET", path: fmt.Sprint("/p/", g.removed.ID, "/history"), like: "/p/999999/history", needs: asModerator, status: 200, withheld: true},
		{method: "GET", path: filePath(g.cut), like: "/files/999999/paper.txt", needs: asModerator, status: 200, withheld: true},
		{method: "GET", path: g.draft.Path(), like: "/news/nothing", needs: asLead, status: 200, withheld: true},
		{method: "GET", path: g.draft.Path() + "/edit", like: "/news/nothing/edit", needs: asLead, status: 200, withheld: true},
		{method: "GET", path: g.out.Path() + "/edit", like: "/news/nothing/edit", needs: asLead, status: 200, withheld: true},
		{method: "GET", path: fmt.Sprint("/p/", g.onDraft.ID), like: "/p/999999", needs: asLead, status: 302, withheld: true},
		{method: "GET", path: fmt.Sprint("/p/", g.onDraft.ID, "/history"), like: "/p/999999/history", needs: asLead, status: 200, withheld: true},
		{method: "GET", path: filePath(g.drafted), like: "/files/999999/paper.txt", needs: asLead, status: 200, withheld: true},
	}
	return tries
}

func (g *ground) forms() []try {
	slug, talk, post := "/g/"+g.slug, fmt.Sprint("/t/", g.talk.ID), fmt.Sprint("/p/", g.post.ID)
	sends := func(path, like string, needs int, fields ...string) try {
		return try{method: "POST", path: path, like: like, needs: needs, body: fields}
	}
	tries := []try{
		sends(slug+"/edit", "/g/nowhere/edit", asLead, "name", "Taken over", "visibility", "everyone", "joining", "free"),
		sends(talk+"/export", "/t/999999/export", asSignedIn), sends(slug+"/export", "/g/nowhere/export", asLead),
		sends(slug+"/channels/new", "/g/nowhere/channels/new", asModerator, "title", "ours"),
		sends(slug+"/join", "/g/nowhere/join", asSignedIn, "note", "let me in"),
		sends(fmt.Sprint(slug, "/members/", g.max), fmt.Sprint("/g/nowhere/members/", g.max), asLead, "role", "lead"),
		sends(fmt.Sprint(slug, "/requests/", g.request), fmt.Sprint("/g/nowhere/requests/", g.request), asLead, "decision", "approve"),
		sends(slug+"/invitations", "/g/nowhere/invitations", asLead, "role", "lead"),
		sends(fmt.Sprint(slug, "/invitations/", g.invitation, "/revoke"), fmt.Sprint("/g/nowhere/invitations/", g.invitation, "/revoke"), asLead),
		sends(slug+"/products", "/g/nowhere/products", asLead, "title", "mine"),
		sends(fmt.Sprint(slug, "/products/", g.product), "/g/nowhere/products/1", asLead, "remove", "1"),
		sends(talk+"/edit", "/t/999999/edit", asModerator, "title", "Taken over"),
		sends(slug+"/rules", "/g/nowhere/rules", asLead, "kind", "newcomer"),
		sends(slug+"/rules/1", "/g/nowhere/rules/1", asLead, "do", "on"),
		sends(talk+"/settings", "/t/999999/settings", asModerator, "state", "locked", "slow_minutes", "5"),
		sends(g.channel.Path()+"/settings", "/c/999999/settings", asModerator, "state", "locked", "slow_minutes", "5"),
		sends(talk+"/pin", "/t/999999/pin", asModerator, "on", "1"),
		sends(talk+"/state", "/t/999999/state", asModerator, "state", "locked"),
		sends(g.channel.Path()+"/edit", "/c/999999/edit", asModerator, "title", "ours"),
		sends(g.channel.Path()+"/state", "/c/999999/state", asModerator, "state", "locked"),
		sends(post+"/edit", "/p/999999/edit", asModerator, "body", "taken over"),
		sends(post+"/remove", "/p/999999/remove", asModerator),
		sends(post+"/conclude", "/p/999999/conclude", asModerator, "on", "1"),
		sends(post+"/unread", "/p/999999/unread", asSignedIn),
		sends(post+"/flag", "/p/999999/flag", asSignedIn, "reason", "spam"),
		sends(slug+"/read", "/g/nowhere/read", asSignedIn),
		sends(talk+"/follow", "/t/999999/follow", asSignedIn, "level", "everything"),
		sends(g.channel.Path()+"/follow", "/c/999999/follow", asSignedIn, "level", "everything"),
		sends(g.out.Path()+"/follow", "/news/nothing/follow", asSignedIn, "level", "everything"),
		sends(g.out.Path()+"/comment", "/news/nothing/comment", asSignedIn, "body", "hello"),
		sends(g.out.Path()+"/edit", "/news/nothing/edit", asLead, "title", "Taken over", "when", "draft"),
	}
	for _, own := range []try{
		sends(slug+"/new", "/g/nowhere/new", asMember, "title", "Another", "body", "hello"),
		sends(talk+"/reply", "/t/999999/reply", asMember, "body", "hello"),
		sends(g.channel.Path()+"/say", "/c/999999/say", asMember, "body", "hello"),
		sends(post+"/react", "/p/999999/react", asObserver, "kind", "👍"),
		sends(slug+"/follow", "/g/nowhere/follow", asObserver, "level", "everything"),
	} {
		own.own = true
		tries = append(tries, own)
	}
	for _, closed := range []try{
		sends(fmt.Sprint("/review/", g.item), "/review/999999", asModerator, "decision", "remove"),
		sends(fmt.Sprint("/review/", g.item, "/claim"), "/review/999999/claim", asModerator, "on", "1"),
		sends(g.draft.Path()+"/comment", "/news/nothing/comment", asLead, "body", "hello"),
		sends(g.draft.Path()+"/edit", "/news/nothing/edit", asLead, "title", "Taken over", "when", "draft"),
		sends(fmt.Sprint("/p/", g.onDraft.ID, "/react"), "/p/999999/react", asLead, "kind", "👍"),
		sends(fmt.Sprint("/p/", g.onDraft.ID, "/unread"), "/p/999999/unread", asLead),
	} {
		closed.withheld = true
		tries = append(tries, closed)
	}
	return tries
}

func (g *ground) calls() []try {
	group, talk, channel, post := "/groups/"+g.slug, fmt.Sprint("/conversations/", g.talk.ID), fmt.Sprint("/conversations/", g.channel.ID), fmt.Sprint("/posts/", g.post.ID)
	comments, draft := fmt.Sprint("/conversations/", g.out.ConversationID), fmt.Sprint("/conversations/", g.draft.ConversationID)
	onDraft, max := fmt.Sprint("/posts/", g.onDraft.ID), fmt.Sprint("/members/", g.max)
	const none, noPost = "/conversations/999999", "/posts/999999"
	var tries []try
	add := func(method, path, like string, needs, status int, body any) *try {
		tries = append(tries, try{method: method, path: "/api/v1" + path, like: "/api/v1" + like, needs: needs, status: status, body: body})
		return &tries[len(tries)-1]
	}
	for path, like := range map[string]string{group: "/groups/nowhere", group + "/conversations": "/groups/nowhere/conversations",
		group + "/conversations?kind=channel": "/groups/nowhere/conversations?kind=channel", talk: none, talk + "/posts": none + "/posts", channel: none,
		channel + "/posts": none + "/posts", comments: none, comments + "/posts": none + "/posts", talk + "/events?after=0": none + "/events?after=0",
		channel + "/events": none + "/events", comments + "/events?after=0": none + "/events?after=0", post: noPost, post + "/revisions": noPost + "/revisions",
		fmt.Sprint("/posts/", g.comment.ID): noPost, fmt.Sprint("/posts/", g.removed.ID): noPost, "/articles/" + g.out.Slug: "/articles/nothing",
		"/articles?group=" + g.slug: "/articles?group=nowhere"} {
		add("GET", path, like, asAnybody, 200, nil)
	}
	add("POST", group+"/exports", "/groups/nowhere/exports", asLead, 201, nil)
	add("POST", talk+"/exports", none+"/exports", asSignedIn, 201, nil)
	add("GET", group+"/members", "/groups/nowhere/members", asSignedIn, 200, nil).withheld = true
	for path, like := range map[string]string{draft: none, draft + "/posts": none + "/posts", draft + "/events?after=0": none + "/events?after=0", onDraft: noPost,
		onDraft + "/revisions": noPost + "/revisions", "/articles/" + g.draft.Slug: "/articles/nothing"} {
		add("GET", path, like, asLead, 200, nil).withheld = true
	}
	type m = map[string]any
	like := "/reactions/%F0%9F%91%8D"
	add("PATCH", group, "/groups/nowhere", asLead, 0, m{"visibility": "everyone"})
	add("PUT", group+max, "/groups/nowhere"+max, asLead, 0, m{"role": "lead"})
	add("DELETE", group+max, "/groups/nowhere"+max, asLead, 0, nil)
	add("POST", group+"/conversations", "/groups/nowhere/conversations", asMember, 0, m{"kind": "discussion", "title": "Another", "body": "hello"}).own = true
	add("POST", group+"/conversations", "/groups/nowhere/conversations", asModerator, 0, m{"kind": "channel", "title": "ours"})
	add("PATCH", talk, none, asModerator, 0, m{"state": "locked"})
	add("PATCH", channel, none, asModerator, 0, m{"title": "ours"})
	add("PATCH", comments, none, asModerator, 0, m{"state": "locked"})
	add("POST", talk+"/posts", none+"/posts", asMember, 0, m{"body": "hello"}).own = true
	add("POST", channel+"/posts", none+"/posts", asMember, 0, m{"body": "hello"}).own = true
	add("POST", comments+"/posts", none+"/posts", asSignedIn, 0, m{"body": "hello"})
	add("POST", draft+"/posts", none+"/posts", asLead, 0, m{"body": "hello"}).withheld = true
	add("PATCH", draft, none, asLead, 0, m{"state": "locked"}).withheld = true
	add("PATCH", post, noPost, asModerator, 0, m{"body": "taken over"})
	add("DELETE", post, noPost, asModerator, 0, nil)
	add("DELETE", onDraft, noPost, asLead, 0, nil).withheld = true
	add("PUT", post+like, noPost+like, asObserver, 0, nil).own = true
	add("DELETE", post+like, noPost+like, asObserver, 0, nil).own = true
	add("PUT", onDraft+like, noPost+like, asLead, 0, nil).withheld = true
	add("POST", post+"/flags", noPost+"/flags", asSignedIn, 0, m{"reason": "spam"})
	add("POST", onDraft+"/flags", noPost+"/flags", asLead, 0, m{"reason": "spam"}).withheld = true
	item := fmt.Sprint("/review/", g.item)
	add("GET", item, "/review/999999", asModerator, 200, nil).withheld = true
	add("POST", item, "/review/999999", asModerator, 0, m{"decision": "remove"}).withheld = true
	add("PUT", item+"/claim", "/review/999999/claim", asModerator, 0, nil).withheld = true
	add("DELETE", item+"/claim", "/review/999999/claim", asModerator, 0, nil).withheld = true
	add("PUT", talk+"/read", none+"/read", asSignedIn, 0, m{"post_id": g.post.ID})
	add("PUT", group+"/read", "/groups/nowhere/read", asSignedIn, 0, nil)
	add("PUT", talk+"/follow", none+"/follow", asSignedIn, 0, m{"level": "nothing"})
	add("PUT", group+"/follow", "/groups/nowhere/follow", asObserver, 0, m{"level": "nothing"}).own = true
	add("PUT", talk+"/read", none+"/read", asSignedIn, 0, m{"unread_from": g.post.ID})
	add("PUT", draft+"/read", none+"/read", asLead, 0, m{"post_id": g.onDraft.ID}).withheld = true
	add("POST", "/posts/move", "/posts/move", asModerator, 0, m{"posts": []forum.PostID{g.post.ID}, "to": g.talk.ID})
	add("PATCH", "/articles/"+g.out.Slug, "/articles/nothing", asLead, 0, m{"title": "Taken over"})
	add("PATCH", "/articles/"+g.draft.Slug, "/articles/nothing", asLead, 0, m{"published_at": "2020-01-01T00:00:00Z"}).withheld = true
	add("POST", "/articles", "/articles", asLead, 0, m{"title": "Ours", "group": g.slug})
	add("POST", "/articles/"+g.draft.Slug+"/guest-comments", "/articles/nothing/guest-comments", asLead, 0, m{"name": "n"}).withheld = true
	return tries
}

// made sends the request, about what there is or (like) what there is not.
func (x try) made(p *forumtest.Person, path string) *forumtest.Answer {
	fields, isForm := x.body.([]string)
	switch {
	case isForm:
		return p.Posts(path, fields...)
	case x.body != nil:
		return p.Calls(x.method, strings.TrimPrefix(path, "/api/v1"), x.body)
	case strings.HasPrefix(path, "/api/v1"):
		return p.Calls(x.method, strings.TrimPrefix(path, "/api/v1"), nil)
	}
	return p.Do(x.method, path, nil)
}
