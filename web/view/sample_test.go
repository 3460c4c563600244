package view

import (
	"time"

	"github.com/a-h/templ"

	"plenary/internal/forum"
	"plenary/web/lang"
)

// The people and things that the tests render.
var (
	noon  = time.Date(2026, 11, 19, 14, 5, 0, 0, time.UTC)
	anaR  = forum.Author{ID: 12, Name: "Ana R.", Handle: "ana", Organisation: "Community clinic", Role: forum.Lead}
	meiL  = forum.Author{ID: 4, Name: "Mei L.", Handle: "mei", Organisation: "Health department", Role: forum.Member}
	devW  = forum.Author{ID: 7, Name: "Dev W.", Handle: "dev", Organisation: "Evaluation office", Role: forum.Member}
	joT   = forum.Author{ID: 2, Name: "Jo T.", Handle: "jo", Role: forum.Moderator}
	group = forum.Group{
		ID: 4, Slug: "behavioral-health", Name: "Behavioral health & peer support interventions",
		Focus:      "What peer supporters can do for people living with several chronic conditions and with emotional distress.",
		About:      "<p>We meet once a month by phone and write in between.</p>",
		Visibility: forum.SeenByNetwork, Joining: forum.JoinRequest, CreatedAt: noon,
	}
	asLead    = forum.Standing{Viewer: forum.Viewer{ID: 12}, Visibility: forum.SeenByNetwork, Joining: forum.JoinRequest, Role: forum.Lead}
	asVisitor = forum.Standing{Visibility: forum.SeenByNetwork}
	talk      = forum.Conversation{
		ID: 42, Kind: forum.Discussion, Title: "Who makes the first contact when a screening comes back high?", Slug: "who-makes",
		State: forum.Open, GroupSlug: group.Slug, GroupName: "Behavioral health", GroupID: 4, Posts: 19, LastPoster: devW, LastPostAt: noon, Lang: forum.English,
	}
	general = forum.Conversation{
		ID: 9, Kind: forum.Channel, Title: "general", Topic: "Quick questions, hellos and last-minute logistics", State: forum.Open,
		GroupSlug: group.Slug, GroupName: "Behavioral health", GroupID: 4, Posts: 211, LastPoster: joT, LastPostAt: noon,
	}
)

func samplePage(l forum.Lang, title string) Page {
	return Page{
		Title: title, P: lang.In(l), Network: "Peer Support Network", Now: noon.Add(time.Hour), Path: "/t/42?page=2",
		Viewer: Viewer{ID: 12, Name: "Ana R.", Handle: "ana", Role: forum.RoleOrganiser},
		Nav: Nav{Inbox: 3, Groups: []NavGroup{
			{Slug: "recruitment", Name: "Recruitment, training & retention"},
			{Slug: "quality", Name: "Quality improvement", Unread: 2},
			{Slug: "ongoing", Name: "Ongoing support"},
			{Slug: "behavioral-health", Name: "Behavioral health", Unread: 5, Open: true, Channels: []NavChannel{{ID: 9, Name: "general", Unread: 3, Live: true}, {ID: 10, Name: "toolkit", Unread: 1}}},
			{Slug: "systems", Name: "Organizations & systems"},
			{Slug: "sustainability", Name: "Sustainability & advocacy", Unread: 1},
		}},
	}
}

func said(n int64, by forum.Author, replyTo forum.PostID, html string) Item {
	return Item{Post: Post{Kind: forum.Discussion, Post: forum.Post{
		ID: forum.PostID(n), ConversationID: 42, Number: n, Seq: n, State: forum.Shown, ReplyTo: replyTo, Author: by,
		HTML: forum.SafeHTML(html), Lang: forum.English, Revision: 1, CreatedAt: noon.Add(time.Duration(n) * time.Minute),
	}}}
}

func sampleThread(l forum.Lang) []Item {
	items := []Item{
		said(1, anaR, 0, `<p>At the November session we agreed that the toolkit needs one clear page on this. Our promotores call within two days, but two sites told us that a call from an unknown number is never answered.</p><p>What does first contact look like where you are, and who decides?</p>`),
		said(2, meiL, 1, `<p>We send a text in the person's own language first, signed by name. Answered calls went from about one in four to more than half. <a class="mention" href="/people/7">@dev</a> has the numbers.</p>`),
		said(3, devW, 1, `<blockquote><p>Answered calls went from about one in four to more than half.</p></blockquote><p>From 26 % to 58 % over eleven weeks. I can share the sheet; the sites differ more than I expected.</p>`),
		said(4, joT, 3, `<p>¿Y quién firma el mensaje?</p>`),
		said(5, meiL, 4, `<p>The promotora who will call.</p><ul><li>one</li><li>two</li></ul>`),
		said(6, devW, 5, `<p>That is the part that differs between sites.</p>`),
		said(7, anaR, 90, `<p>Coming back to what was said on the first page.</p><pre><code>a very long line of code that does not fit on a phone, whatever one does about it</code></pre><table><thead><tr><th>Site</th><th>Before</th></tr></thead><tbody><tr><td>North</td><td>26 %</td></tr></tbody></table>`),
		said(8, devW, 0, ``),
		said(9, devW, 0, `<p>Held.</p>`),
	}
	items[0].Reactions = []forum.Reaction{{Kind: "👍", Count: 6}, {Kind: "🙏", Count: 2}}
	items[0].Reacted, items[0].Mine = []string{"👍"}, true
	items[1].Reactions = []forum.Reaction{{Kind: "💡", Count: 4}}
	items[2].Reactions = []forum.Reaction{{Kind: "👍", Count: 1}}
	items[2].NewAbove = true
	items[3].Lang = forum.Spanish
	items[4].Concluded = true
	items[5].EditedAt, items[5].ReplyToName = noon, "Mei L."
	items[6].ReplyToName = "Mei L."
	items[7].State = forum.Removed
	items[8].State = forum.Held
	for i := range items {
		items[i].P = lang.In(l)
	}
	return items
}

func sampleChannel(l forum.Lang) []Item {
	items := []Item{
		said(1, joT, 0, `<p>Morning all. Is the brochure text final or still open for comments?</p>`),
		said(2, meiL, 0, `<p>Open until Friday. The Spanish version reads more warmly than the English one, I'd work backwards from it.</p>`),
		said(3, anaR, 0, `<p>Agreed. "Alguien que ha pasado por lo mismo" has no good English twin.</p>`),
		said(4, anaR, 0, `<p>Could we try "someone who has been there"?</p>`),
		said(5, devW, 3, `<p>👍 I'll test it with two of our peers this afternoon.</p>`),
	}
	items[0].DayAbove, items[1].NewAbove, items[3].Cont = noon, true, true
	items[4].Reactions, items[4].Reacted = []forum.Reaction{{Kind: "🎉", Count: 3}}, []string{"🎉"}
	items[4].ReplyToName = "Ana R."
	for i := range items {
		items[i].P, items[i].Kind = lang.In(l), forum.Channel
	}
	return items
}

// page is a page to be rendered, by a name for messages.
type page struct {
	name string
	page templ.Component
}

// talks are the pages of conversations, with something on them.
func talks(l forum.Lang) []page {
	at := func(title, nav string) Page {
		p := samplePage(l, title)
		p.Nav.At = nav
		return p
	}
	thread := at(talk.Title, DiscussionsOf(group.Slug))
	thread.Live = Live{Conversation: 42, Kind: forum.Discussion, Seq: 9, Epoch: "e1", May: []string{"react", "post", "moderate", "conclude"}, Last: true}
	live := at("# general", "/c/9")
	live.Live = Live{Conversation: 9, Kind: forum.Channel, Seq: 9, Epoch: "e1", May: []string{"react", "post"}, Last: true}
	write := Composer{Action: "/t/42/reply", Kind: forum.Discussion, ClientID: "5b1f", Audience: Audience{forum.SeenByNetwork, ""}}
	chat := Composer{Action: "/c/9/say", Kind: forum.Channel, Name: "general", ClientID: "5b1f", Audience: Audience{forum.SeenByMembers, "Behavioral health"}}
	edit := Composer{Action: "/p/3/edit", Kind: forum.Discussion, Body: "typed", Edits: true, Revision: 2, Error: "Please write something first.", Cancel: "/p/3"}
	items := sampleThread(l)
	return []page{
		{"discussion", Discussion{
			Page: thread, Conversation: talk, Standing: asLead, Items: items, Pages: Pages{At: 2, Count: 3, Base: "/t/42/who"}, People: 9,
			Faces: []forum.Author{anaR, devW, meiL}, Conclusion: &Conclusion{Post: 5, Author: anaR, Excerpt: "A text in the person's language first, then a call within two days."},
			Composer: write, Here: []forum.Author{anaR, devW}, Holds: Holds{Files: 2, Links: 4}, Unread: 5, NewPath: "/p/3",
		}},
		{"thread", Discussion{
			Page: thread, Conversation: talk, Standing: asVisitor, Items: items[:3], People: 9, Pages: Pages{At: 1, Count: 1},
			Faces: []forum.Author{anaR, devW, meiL}, Composer: write, Here: []forum.Author{anaR, devW}, Holds: Holds{Files: 2, Links: 4},
		}},
		{"discussion rename", Discussion{Page: thread, Conversation: talk, Edit: &Form{Errors: map[string]string{"title": "Please write at least 3 characters."}}}},
		{"channel", Channel{
			Page: live, Conversation: general, Standing: asLead, Items: sampleChannel(l), Older: "/c/9?before=1", Newer: "/c/9?after=5", Composer: chat,
			Here: []forum.Author{anaR, devW}, HereCount: 7, Others: []NavChannel{{ID: 10, Name: "toolkit"}},
		}},
		{"post edit", PostEdit{Page: at("Edit", ""), Post: items[2], Conversation: talk, Composer: edit, Conflict: &items[1].Post}},
		{"post reply", PostReply{Page: at("Reply", ""), Post: items[2], Conversation: talk, Composer: write}},
		{"post remove", PostRemove{Page: at("Remove", ""), Post: items[2], Conversation: talk, Moderating: true}},
		{"flag", PostFlag{Page: at("Flag", ""), Post: items[2], Conversation: talk}},
		{"post history", PostHistory{Page: at("History", ""), Post: items[2].Post.Post, Conversation: talk,
			Versions: []forum.Version{{Number: 3, HTML: "<p>now</p>", By: anaR, At: noon, Now: true}, {Number: 2, HTML: "<p>then</p>", By: devW, At: noon}},
			From:     forum.Version{Number: 2}, To: forum.Version{Number: 3, By: anaR, At: noon}, Change: forum.Difference{Links: true, Form: true, Layout: true,
				Pieces: []forum.Piece{{Kind: forum.Stayed, Text: "so it "}, {Kind: forum.Went, Text: "was"}, {Kind: forum.Came, Text: "is"}, {Kind: forum.Came, Picture: true}}}}},
	}
}
