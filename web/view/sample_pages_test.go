package view

import (
	"time"

	"plenary/internal/forum"
)

// filled are all pages with something on them.
func filled(l forum.Lang) []page {
	at := func(title, nav string) Page {
		p := samplePage(l, title)
		p.Nav.At = nav
		return p
	}
	visitor := at("", "/")
	visitor.Viewer, visitor.Nav.Inbox = Viewer{}, 0
	everyone := []forum.Author{anaR, devW, meiL, joT}
	products := []forum.Product{
		{ID: 1, Title: "Toolkit for advocating and planning", Kind: "toolkit", URL: "https://www.example.org/toolkit"},
		{ID: 2, Title: "Brochure for clients", Kind: "brochure", FileID: 3}, {ID: 3, Title: "Brochure for organizations", Kind: "brochure"},
	}
	head := GroupHead{Group: group, Standing: asLead, Faces: everyone, Members: 24, Organisations: 17, Products: products}
	cards := []GroupCard{
		{Group: group, Members: 24, Unread: 5, Role: forum.Lead},
		{Group: forum.Group{ID: 2, Slug: "quality", Name: "Quality improvement & evaluation", Focus: "Tools and resources for evaluating and improving peer support programs."}, Members: 19, Role: forum.Member},
	}
	others := []GroupCard{
		{Group: forum.Group{ID: 5, Slug: "systems", Name: "Organizations & systems", Focus: "How peer support fits into health systems."}, Members: 31, MayJoin: forum.JoinFree},
		{Group: forum.Group{ID: 6, Slug: "advocacy", Name: "Sustainability & advocacy", Focus: "Funding and policy."}, Members: 12, MayJoin: forum.JoinRequest},
		{Group: forum.Group{ID: 7, Slug: "ongoing", Name: "Ongoing support", Focus: "Keeping it up."}, Members: 12, Asked: true},
	}
	answered, pinned, quiet := talk, talk, talk
	answered.ID, answered.Title, answered.Conclusion, answered.Posts = 43, "Which depression scale do your sites use with elders?", 5, 13
	pinned.ID, pinned.Title, pinned.Pinned, pinned.State = 44, "How we work between calls", true, forum.Locked
	quiet.ID, quiet.Title, quiet.Posts, quiet.Lang = 45, "¿Cómo presentan ustedes el folleto?", 1, forum.Spanish
	rows := []DiscussionRow{{pinned, 0, false}, {talk, 5, false}, {answered, 0, false}, {quiet, 1, true}}
	recent := []Recent{{Conversation: talk, Unread: 5}, {Conversation: general, Unread: 2}, {Conversation: answered}}
	report := forum.Article{
		ID: 1, Slug: "november", Title: "What six work groups agreed on in November", Kind: forum.Report, Lang: forum.English, Author: anaR, Picture: 4, PictureAlt: "A full room",
		Summary:     "The groups met in person for the first time, after months by e-mail and telephone. This is what each of them takes home.",
		HTML:        "<p>The room was full well before the first session began.</p><h2>What was agreed</h2><ul><li>One page on first contact</li><li>Two brochures</li></ul><ul class=\"tasks\"><li class=\"task\" data-checked=\"true\">Done</li><li class=\"task\" data-checked=\"false\">Open</li></ul><blockquote><p>Nobody wanted to leave.</p></blockquote><hr><p>Press <kbd>/</kbd> to search, H<sub>2</sub>O, <code>code</code>.</p>",
		PublishedAt: noon, Comments: 3, GroupSlug: group.Slug, GroupName: "Behavioral health",
	}
	draft, later := report, report
	draft.ID, draft.Slug, draft.Title, draft.PublishedAt, draft.Picture = 2, "draft", "Un borrador", time.Time{}, 0
	draft.Lang = forum.Spanish
	later.ID, later.Slug, later.PublishedAt, later.Picture = 3, "later", noon.AddDate(0, 1, 0), 0
	articles := []forum.Article{report, draft, later}
	asked := []JoinRequest{{ID: 1, Person: forum.Author{ID: 31, Name: "Luz P.", Organisation: "Tenancy union"}, Email: "luz@example.org", Note: "I run a support line and would like to compare notes.", At: noon}}
	invited := []Invitation{{ID: 1, Email: "sam@example.org", GroupName: "Behavioral health", Role: forum.Member, Uses: 1, MaxUses: 10, Expires: noon}, {ID: 2, Role: forum.Observer, Uses: 2, Expires: noon}}
	wrong := Form{Values: map[string]string{"name": "typed name", "email": "typed", "title": "ab"}, Errors: map[string]string{"name": "Please fill this in.", "email": "That doesn't look like an e-mail address.", "title": "Please write at least 3 characters.", "elsewhere": "Something else."}, Problem: "Try again."}
	person := forum.Person{ID: 12, Email: "ana@example.org", Name: "Ana R.", Handle: "ana", Organisation: "Community clinic", Bio: "Promotora since 2009.", HasPassword: true, Role: forum.RoleOrganiser, AvatarFile: 9}
	comments := talk
	comments.Kind, comments.ArticleSlug = forum.Comments, "november"
	conversing := at(report.Title, "/news")
	conversing.Live = Live{Conversation: 77, Kind: forum.Comments, Seq: 3, May: []string{"react", "post"}}
	line := func(k forum.EventKind, detail string) LogLine {
		return LogLine{Kind: k, Detail: detail, Actor: anaR, Person: devW, Title: talk.Title, Path: "/t/42", At: noon}
	}
	notice := func(k forum.NoticeKind, detail string, read time.Time) forum.Notice {
		return forum.Notice{ID: 1, Kind: k, Actor: meiL, Title: talk.Title, GroupName: "Behavioral health", Excerpt: "We send a text in the person's own language first.", Path: "/p/2", Detail: detail, At: noon, ReadAt: read}
	}
	pages := Pages{At: 2, Count: 4, Base: "/g/behavioral-health"}
	gone := at("", "")
	gone.Viewer, gone.Path = Viewer{}, "/g/secret?page=2"
	return append(talks(l), []page{
		{"front", Front{Page: visitor, Groups: others[:2], Articles: articles[:1]}},
		{"overview", Overview{Page: at("Overview", "/"), Mine: cards, Others: others, Recent: recent, News: articles[:1]}},
		{"group", GroupDiscussions{Page: at(group.Name, group.Path()), GroupHead: head, Rows: rows, Pages: pages}},
		{"group channels", GroupChannels{Page: at(group.Name, group.Path()), GroupHead: head, Rows: []ChannelRow{{general, 3, 7, false}, {pinned, 0, 0, true}}}},
		{"group members", GroupMembers{
			Page: at(group.Name, group.Path()), GroupHead: head, Pages: pages, Requests: asked, Invitations: invited, NewLink: "https://plenary.example.org/join/6hJ2k", Invite: wrong,
			People: []forum.Membership{{Person: anaR, Role: forum.Lead}, {Person: joT, Role: forum.Moderator}, {Person: devW, Role: forum.Member}},
		}},
		{"for leads", ForLeads{Page: at("Leads", group.Path()), GroupHead: head, Requests: asked, Flags: 2, Unanswered: recent[:1], Slow: recent[1:],
			Quiet: []QuietMember{{forum.Membership{Person: devW, Role: forum.Member}, noon}, {forum.Membership{Person: joT, Role: forum.Moderator}, time.Time{}}}}},
		{"invite many", InviteMany{Page: at("Invite", group.Path()), GroupHead: head, Form: wrong, Report: []Invitee{
			{"ana@example.org", "invited"}, {"ben@example.org", "before"}, {"ana@example.org", "twice"}, {"Cid", "wrong"}}}},
		{"group products", GroupProducts{Page: at(group.Name, group.Path()), GroupHead: head, Items: products}},
		{"group product", GroupProducts{Page: at(group.Name, group.Path()), GroupHead: head, Items: products, Edit: 2, Form: wrong}},
		{"group about", GroupAbout{Page: at(group.Name, group.Path()), GroupHead: head, Leads: everyone[:1]}},
		{"group edit", GroupEdit{Page: at("Edit", ""), Group: group, Form: wrong}},
		{"group log", GroupLog{Page: at(group.Name, group.Path()), GroupHead: head, Older: "/g/x/log?before=1", Lines: []LogLine{
			line(forum.PostRemoved, ""), line(forum.PostRestored, ""), line(forum.PostEdited, ""), line(forum.PostMoved, "curate"), line(forum.PostMoved, "undo"), line(forum.PostCreated, ""),
			line(forum.ConversationChanged, "locked"), line(forum.GroupChanged, ""), line(forum.GroupVisited, ""), line(forum.MembershipChanged, "lead"),
			line(forum.MembershipEnded, ""), line(forum.JoinAsked, ""), line(forum.JoinDecided, ""), line(forum.InvitationMade, ""), line(forum.InvitationEnded, ""), line(forum.ArticleChanged, ""), line("new.kind", ""),
		}}},
		{"new discussion", NewDiscussion{Page: at("New", DiscussionsOf(group.Slug)), GroupHead: head, Form: wrong, Composer: Composer{Kind: forum.Discussion, ClientID: "5b1f", Audience: Audience{forum.SeenByMembers, "Behavioral health"}}}},
		{"channel edit", ChannelEdit{Page: at("Channel", ""), GroupHead: head, Conversation: general, Form: wrong}},
		{"news", News{Page: at("News", "/news"), Articles: articles, MayWrite: true, Older: "/news?before=1"}},
		{"article", Article{Page: conversing, Article: report, Standing: asLead, Conversation: comments, Items: sampleThread(l)[:4], NewPath: "/p/3", Composer: Composer{Action: "/news/november/comment", Kind: forum.Comments, ClientID: "x", Audience: Audience{forum.SeenByEveryone, ""}}}},
		{"article for guests", Article{Page: visitor, Article: report, Conversation: comments, Guest: &GuestForm{Form: wrong, Action: "/news/november/guest", Begun: "x", Held: true}}},
		{"guests", Guests{Page: at("Guests", "/settings/network"), Older: "/settings/network/guests?before=1", Guests: []forum.Guest{{ID: 3, Name: "Sam Oak", Email: "sam@example.org", ConfirmedAt: noon}, {ID: 2, Name: "Kim", ConfirmedAt: noon, StoppedAt: noon}}}},
		{"article edit", ArticleEdit{Page: at("Article", "/news"), Article: later, Groups: []forum.Group{group}, Network: true, Form: wrong, Preview: "<p>as it will be</p>"}},
		{"drafts", Drafts{Page: at("Drafts", "/inbox"), Drafts: []KeptDraft{
			{ID: 1, Place: forum.DraftPlace{Kind: forum.DraftReply, Ref: 42}, Version: 1, Title: "Who makes the first contact?", Path: "/t/42/who", Text: "From 26 % to 58 %", At: noon},
			{ID: 2, Place: forum.DraftPlace{Kind: forum.DraftReply, Ref: 42}, Title: "Who makes the first contact?", Path: "/t/42/who", Text: "From the phone", At: noon, Aside: true},
			{ID: 3, Place: forum.DraftPlace{Kind: forum.DraftArticle}, Version: 1, Path: "/news/new", Text: "To come", At: noon},
			{ID: 4, Place: forum.DraftPlace{Kind: forum.DraftDiscussion, Ref: 9}, Version: 1, Text: "Among us", At: noon}}}},
		{"rules", HoldRules{Page: at("Rules", group.Path()), GroupHead: head, Rules: []forum.HoldRule{{ID: 1, Kind: "newcomer", Active: true}, {ID: 2, Kind: "links", Links: 2},
			{ID: 3, Kind: "words", Words: []string{"casino"}}, {ID: 4, Kind: "guests"}}}},
		{"trial", HoldTrial{Page: at("Rules", group.Path()), GroupHead: head, Rule: forum.HoldRule{ID: 2, Kind: "links", Links: 1}, Tried: 300, Count: 1,
			Held: []TriedPost{{Author: meiL, Title: talk.Title, Path: "/p/2", Excerpt: "Look here", At: noon}}}},
		{"talk settings", TalkSettings{Page: at("Settings", ""), Conversation: talk}},
		{"review", ReviewInbox{Page: at("Review", "/review"), Everyone: true, More: "/review?at=1&id=1", Places: []ReviewPlace{{group.Name, group.Path() + "/review", 2}},
			Items: []ReviewItem{
				{Review: forum.Review{ID: 1, Author: 3, Kind: forum.ReviewFlagged, OpenedAt: noon, Flags: []forum.Flag{{By: meiL, Reason: "private", Note: "Names a patient.", At: noon}}},
					Post: sampleThread(l)[1], Before: sampleThread(l)[:1], After: sampleThread(l)[2:3], Conversation: talk, Joined: noon, Posts: 4,
					Past: []ReviewPast{{forum.Warn, noon}}},
				{Review: forum.Review{ID: 2, Author: 3, Kind: forum.ReviewHeld, Why: "newcomer", OpenedAt: noon, ClaimedBy: devW, ClaimedAt: noon}, Post: sampleThread(l)[1], Conversation: talk, Claimed: true},
				{Review: forum.Review{ID: 3, Kind: forum.ReviewReported, OpenedAt: noon, Decision: forum.Remove, DecidedBy: devW, DecidedAt: noon, Note: "Please mind names."}, Post: sampleThread(l)[1], Conversation: talk},
			}}},
		{"inbox", Inbox{Page: at("Inbox", "/inbox"), Unread: 3, Older: "/inbox?before=1", Notices: []forum.Notice{
			notice(forum.NoticeMention, "", time.Time{}), notice(forum.NoticeReply, "", time.Time{}), notice(forum.NoticeGroupCall, "", noon), notice(forum.NoticeJoinAsked, "", noon), notice(forum.NoticeJoinGranted, "", noon),
			notice(forum.NoticeJoinRefused, "", noon), notice(forum.NoticeRoleChanged, "lead", noon), notice(forum.NoticeRemoved, "", noon), notice(forum.NoticeEdited, "", noon), notice("new", "", noon), notice(forum.NoticeWarned, "", noon), notice(forum.NoticeFlagKept, "", noon), notice(forum.NoticeWaiting, "", noon),
		}}},
		{"profile", Profile{Page: at("Ana R.", "/people/12"), Person: anaR, Bio: "Promotora since 2009.", Since: noon, Role: forum.RoleOrganiser, Groups: []ProfileGroup{{group.Slug, group.Name, forum.Lead}}, Recent: recent}},
		{"search", Search{Page: at("Search", "/search"), Query: "primer contacto", Next: "/search?after=x", Best: true,
			On:   []Filter{{"group", group.Slug, group.Name, 0, "/search?q=x"}, {"in", "files", "files", 0, "/search?q=x"}, {"before", "2026-11-12", "2026-11-12", 0, "/search?q=x"}},
			Adds: [][]Filter{{{"by", "ana", "Ana R.", 0, "/search?q=x"}}, {{"after", "2026-11-12", "2026-11-12", 7, "/search?q=x"}}}, Results: []Result{
				{Kind: "post", Title: talk.Title, Path: "/p/3", Snippet: "From 26 % … <mark>contact</mark> over eleven weeks", Group: "Behavioral health", Author: "Dev W.", At: noon, Lang: forum.English},
				{Kind: "person", Title: "Ana R.", Path: "/people/12"},
				{Kind: "file", Title: "toolkit.pdf", Marked: "<mark>toolkit</mark>.pdf", Path: "/files/3/toolkit.pdf", Size: 12345, Where: talk.Title, There: "/p/3", Group: "Behavioral health", Author: "Dev W.", At: noon},
			}}},
		{"search empty", Search{Page: at("Search", "/search")}},
		{"settings", Settings{
			Page: at("Settings", "/settings"), Person: person, Zones: []string{"America/Chicago", "America/New_York"}, Profile: wrong, NewToken: "pln_1234",
			Sessions: []Session{{ID: 1, Agent: "Firefox on Linux", IP: "192.0.2.7", Seen: noon, Current: true}, {ID: 2, Seen: noon}}, Tokens: []Token{{1, "Newsletter script", noon, noon}, {2, "Unused", time.Time{}, noon}},
		}},
		{"leave", Leave{Page: at("Leave", "/settings"), Sole: []forum.Group{group}, Form: Form{Errors: map[string]string{"posts": "Choose."}}}},
		{"network", NetworkSettings{
			Page: at("Network", "/settings/network"), People: []NetworkPerson{{person, 3, noon}, {forum.Person{ID: 7, Name: "Dev W.", Email: "dev@example.org", LeftAt: noon}, 1, noon}},
			Pages: Pages{At: 1, Count: 2, Base: "/settings/network"}, Requests: asked, Invitations: invited, Groups: cards, NewLink: "https://plenary.example.org/join/6hJ2k", Add: wrong,
		}},
		{"status", sampleStatus(at("Status", "/settings/network"), 1440)},
		{"sign in", SignIn{Page: gone, Form: wrong, Link: Form{Errors: map[string]string{"email": "Wrong."}}, Next: "/g/secret"}},
		{"sign in sent", SignIn{Page: gone, Sent: true}},
		{"confirm", Confirm{Page: gone, Heading: "Sign in", Text: "One more step.", Button: "Sign in", Action: "/sign-in/abc", Hidden: map[string]string{"next": "/"}, Cancel: "/"}},
		{"join", Join{Page: gone, Form: wrong}},
		{"accept", Accept{Page: gone, Code: "6hJ2k", GroupName: group.Name, Role: forum.Member, By: "Ana R.", Form: wrong}},
		{"accept signed in", Accept{Page: at("", ""), Code: "6hJ2k", GroupName: group.Name, Role: forum.Member, By: "Ana R."}},
		{"setup", Setup{Page: gone, Token: "abc", Form: wrong}},
		{"gathered files", Gathered{Page: at("Files", "/t/42"), Conversation: talk, What: forum.GatheredFiles, Older: "/t/42/in/files?before=9", Posts: []forum.Gathered{{Post: forum.Post{ID: 3, CreatedAt: noon}, Files: []forum.File{{ID: 7, Name: "plan.pdf", Type: "application/pdf", Size: 81_000}, {ID: 8, Name: "face.png", Type: "image/png", Width: 300, Height: 200}}}}}},
		{"gathered links", Gathered{Page: at("Links", "/t/42"), Conversation: talk, What: forum.GatheredLinks, Posts: []forum.Gathered{{Post: forum.Post{ID: 3, CreatedAt: noon}, Links: []forum.Link{{URL: "https://example.org/a", Text: "the study"}, {URL: "https://www.example.org/b"}}}}}},
		{"gathered nothing", Gathered{Page: at("Files", "/t/42"), Conversation: talk, What: forum.GatheredFiles}},
		{"export", Export{Page: at("Export", "/t/42"), Heading: "Export this conversation", Of: talk.Title, Posts: 1204, Files: 3, Bytes: 5 << 20, Action: "/t/42/export", Back: "/t/42", Last: forum.Export{ID: 3, State: forum.ExportReady, CreatedAt: noon}}},
		{"export large", Export{Page: at("Export", "/t/42"), Heading: "Export this group", Of: group.Name, Posts: 120_400, Last: forum.Export{ID: 3, CreatedAt: noon}}},
		{"export made", ExportState{Export: Export{Page: at("Export", "/t/42"), Heading: "Export this group", Of: group.Name}, State: forum.Export{ID: 3, State: forum.ExportWaiting, Done: 10, Total: 90}}},
		{"export ready", ExportState{Export: Export{Page: at("Export", "/t/42"), Heading: "Export this group", Of: group.Name}, State: forum.Export{ID: 3, State: forum.ExportReady, Size: 5 << 20, ExpiresAt: noon}, File: "/exports/3/record.zip"}},
		{"export failed", ExportState{Export: Export{Page: at("Export", "/t/42"), Heading: "Export this group", Of: group.Name}, State: forum.Export{ID: 3, State: forum.ExportFailed}}},
		{"not found", Problem{Page: gone, Status: 404}},
		{"too large", Problem{Page: at("", ""), Status: 413, Text: "what I wrote", Retry: 30, ID: "01J"}},
		{"api", APIReader{Page: at("API", ""), Version: "1.0", Spec: "/api/v1/openapi.json", Calls: []APICall{
			{Method: "POST", Path: "/conversations/{id}/posts", Summary: "Adds a post", Detail: "At most 60,000 characters.", Params: []APIParam{{"id", "path", "integer", "of the conversation", true}}, Body: "{\"body\": \"…\"}", Answers: []APIAnswer{{"201", "the post"}}},
			{Method: "DELETE", Path: "/posts/{id}", Summary: "Removes a post"},
		}}},
	}...)
}
