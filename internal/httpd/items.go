package httpd

import (
	"strings"
	"time"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/web/lang"
	"plenary/web/view"
)

const closeUp = 5 * time.Minute // posts of one author within it stand as one run in a channel

// viewPost is a post as every reader of p's language sees it, in pages and in
// live frames alike. answered is who wrote what it answers; the zero Author if
// that is gone.
func (s *Server) viewPost(p *lang.Printer, kind forum.ConversationKind, post forum.Post, answered forum.Author) view.Post {
	return view.Post{Post: post, P: p, Zone: s.settings.Location(), Kind: kind, ReplyToName: answered.Name}
}

// items are the posts of a page at their places, with what is the viewer's
// own, and the held ones that the viewer may see at the end.
func (s *Server) items(p *lang.Printer, page app.Page) []view.Item {
	c, viewer := page.Conversation, page.Standing.Viewer
	here := make(map[forum.PostID]forum.Author, len(page.Posts))
	items := make([]view.Item, 0, len(page.Posts)+len(page.Held))
	answered := make([]forum.Author, 0, cap(items))
	for i, list := range [][]app.Post{page.Posts, page.Held} {
		for at, post := range list {
			who, found := here[post.ReplyTo]
			if parent := page.Parents[post.ReplyTo]; !found && parent.ConversationID == c.ID && parent.Number != 0 {
				who = parent.Author // else it was moved away, or is not to be seen
			}
			if post.Number != 0 {
				here[post.ID] = post.Author
			}
			answered = append(answered, who)
			items = append(items, view.Item{Post: s.viewPost(p, c.Kind, post.Post, who), Mine: viewer.SignedIn() && post.Author.ID == viewer.ID,
				Reacted: reacted(post.Reactions), Voted: post.Voted, Concluded: post.ID == c.Conclusion, NewAbove: i == 0 && divides(page, at)})
		}
	}
	for i, fragment := range s.fragments(p, page, answered) {
		items[i].Fragment = fragment
	}
	if c.Kind == forum.Channel {
		s.closeUp(items)
	}
	return items
}

// divides reports whether what is new begins with post i of the page, or ends
// above it where the newest stand on top. A divider above everything divides
// nothing.
func divides(page app.Page, i int) bool {
	if page.Newest {
		return i+1 < len(page.Posts) && page.Posts[i+1].ID == page.FirstUnread
	}
	return page.Posts[i].ID == page.FirstUnread && (i > 0 || page.Posts[i].Number > 1)
}

func reacted(all []forum.Reaction) []string {
	var mine []string
	for _, r := range all {
		if r.Mine {
			mine = append(mine, r.Kind)
		}
	}
	return mine
}

// closeUp puts day dividers between a channel's posts and closes up runs by
// one author.
func (s *Server) closeUp(items []view.Item) {
	for i := range items {
		it := &items[i]
		if i == 0 || s.day(items[i-1].CreatedAt) != s.day(it.CreatedAt) {
			it.DayAbove = it.CreatedAt
			continue
		}
		before := items[i-1]
		it.Cont = !it.NewAbove && it.ReplyTo == 0 && it.Author.ID != 0 && it.Author.ID == before.Author.ID &&
			it.CreatedAt.Sub(before.CreatedAt) < closeUp
	}
}

// day is the day on which t falls where the network is.
func (s *Server) day(t time.Time) string { return t.In(s.settings.Location()).Format(time.DateOnly) }

// conclusion is what the group concluded, if it did.
func conclusion(page app.Page) *view.Conclusion {
	if page.Conclusion == nil {
		return nil
	}
	return &view.Conclusion{Post: page.Conclusion.ID, Author: page.Conclusion.Author, Excerpt: excerpt(page.Conclusion.Text, 280), Lang: page.Conclusion.Lang}
}

// excerpt is the beginning of a text, at most so many characters, cut between
// words.
func excerpt(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	cut := string(runes[:most])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:") + "…"
}
