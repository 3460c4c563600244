package httpd

import (
	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

// front is a member's overview, and for visitors what the network shows.
func (s *Server) front(c *fiber.Ctx) error {
	v := door.Viewer(c)
	o, err := s.app.Overview(c.UserContext(), v)
	if err != nil {
		return err
	}
	page, err := s.page(c, "", "/", 0)
	if err != nil {
		return err
	}
	page.Feed = "/news.atom"
	if !v.SignedIn() {
		return s.render(c, view.Front{Page: page, Groups: groupCards(o.Others, nil), Articles: o.Articles})
	}
	overview := view.Overview{Page: page, Asks: o.Asks, Mentions: o.Mentions, Replies: o.Replies, Others: groupCards(o.Others, o.Asked), News: o.Articles}
	for _, w := range o.Waiting {
		overview.Waiting = append(overview.Waiting, view.Waiting{Slug: w.Slug, Group: w.Name, Requests: int64(w.Requests)})
	}
	for _, g := range o.New {
		in := view.NewIn{Slug: g.Slug, Name: g.Name, Unread: int64(g.Unread), More: int64(g.More)}
		for _, talk := range g.Talks {
			talk.GroupName = "" // stands above them
			in.Talks = append(in.Talks, view.Recent{Conversation: talk.Conversation, Unread: int64(talk.Unread)})
		}
		overview.New = append(overview.New, in)
	}
	for _, g := range o.Mine {
		overview.Mine = append(overview.Mine, groupCard(g.InGroup, g.Unread, false))
	}
	for _, talk := range o.Recent {
		overview.Recent = append(overview.Recent, view.Recent{Conversation: talk.Conversation, Unread: int64(talk.Unread), Quiet: talk.Follow.Muted()})
	}
	return s.render(c, overview)
}

func groupCards(groups []app.Group, asked map[forum.GroupID]bool) []view.GroupCard {
	cards := make([]view.GroupCard, len(groups))
	for i, g := range groups {
		cards[i] = groupCard(g, 0, asked[g.ID])
	}
	return cards
}

func groupCard(g app.Group, unread int, asked bool) view.GroupCard {
	return view.GroupCard{Group: g.Group, Members: int64(g.Members), Unread: int64(unread), Role: g.Standing.Role,
		MayJoin: g.Standing.MayJoin(), Asked: asked}
}
