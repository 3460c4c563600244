package api

import (
	"plenary/internal/app"
	"plenary/internal/forum"
)

// What a record is made of has the API's shapes, without what is one reader's
// own, as in PostFrame and ConversationFrame.

// GroupFrame is a group as GET /groups/{slug} gives it. It is to be marshalled.
func GroupFrame(g app.Sheet, base string) any {
	shape := shaper{base: base}.group(g)
	for i, c := range g.Channels {
		shape.Channels[i] = ConversationFrame(c.Conversation, base)
	}
	shape.Follow = nil
	return shape
}

// MemberFrame is one of GET /groups/{slug}/members.
func MemberFrame(m app.Member, base string) any {
	return memberShape{PersonShape: personOf(m.Person, base), Role: m.Role}
}

// ArticleFrame is an article as GET /articles/{slug} gives it to readers.
func ArticleFrame(art forum.Article, base string) any {
	return shaper{base: base}.article(art, false)
}
