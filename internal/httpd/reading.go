package httpd

import (
	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

const maxZoneName = 64

// jump leads to where in a discussion somebody wants to read on: a day, or the
// number of a post. What is neither comes back in its form.
func (s *Server) jump(c *fiber.Ctx, id forum.ConversationID) error {
	talk, _, err := s.app.Conversation(c.UserContext(), door.Viewer(c), id)
	if err != nil {
		return err
	}
	j := app.Jump{Day: c.Query("at")}
	if zone := c.Query("zone"); len(zone) <= maxZoneName {
		j.Zone = zone
	}
	if j.Day == "" {
		if j.Number, err = number(c.Query("number")); err != nil {
			err = forum.Wrong("number", "error.post_number")
		}
	}
	var found forum.Post
	if err == nil {
		found, err = s.app.Find(c.UserContext(), door.Viewer(c), id, j)
	}
	if !again(err) {
		if err != nil {
			return err
		}
		return leadTo(c, placeOf(talk, found), fiber.StatusFound)
	}
	p, err2 := s.app.ReadPage(c.UserContext(), door.Viewer(c), id, 1)
	if err2 != nil {
		return err2
	}
	page, err2 := s.discussionPage(c, p, composer(p.Conversation, p.Standing), nil)
	if err2 != nil {
		return err2
	}
	typed := map[string]string{"at": j.Day, "number": c.Query("number")}
	page.Reading.Jump = view.FormError(door.Printer(c), typed, err)
	c.Status(fiber.StatusUnprocessableEntity)
	return s.render(c, page)
}

// newestFirst shows a discussion from the newest post down, or from before a
// number.
func (s *Server) newestFirst(c *fiber.Ctx, id forum.ConversationID) error {
	before, err := numberIn(c, "before")
	if err != nil {
		return err
	}
	p, err := s.app.ReadNewest(c.UserContext(), door.Viewer(c), id, before)
	if err != nil {
		return err
	}
	if elsewhere, err := s.elsewhere(c, p); err != nil {
		return err
	} else if elsewhere != "" {
		return leadTo(c, elsewhere, fiber.StatusFound)
	}
	return s.showDiscussion(c, p, composer(p.Conversation, p.Standing), nil)
}

// readingOf says which of a discussion's posts stand on a page, and for those
// who read from the newest down, where the others do.
func readingOf(p app.Page, only string) view.Reading {
	r := view.Reading{Newest: p.Newest, Only: only, Last: p.Conversation.LastNumber}
	if len(p.Posts) > 0 {
		r.From, r.To = p.Posts[0].Number, p.Posts[len(p.Posts)-1].Number
	}
	if !p.Newest {
		return r
	}
	newest := p.Conversation.Path() + "?order=newest"
	if p.Older {
		r.Older = view.WithOnly(newest+"&before="+itoa(r.From), only)
	}
	if p.Number != p.Last {
		r.Newer = newest
		if next := r.To + forum.PageSize; next < r.Last {
			r.Newer += "&before=" + itoa(next+1)
		}
		r.Newer = view.WithOnly(r.Newer, only)
	}
	return r
}

// onlyAsked is what the address says about the languages of posts: "" nothing.
func onlyAsked(c *fiber.Ctx) string {
	switch asked := c.Query("only"); asked {
	case "all", string(forum.English), string(forum.Spanish):
		return asked
	}
	return ""
}

// onlyOf is the one language in which the reader wants to read posts, by the
// address or else by their settings; "" is all.
func onlyOf(c *fiber.Ctx) forum.Lang {
	switch asked := onlyAsked(c); asked {
	case "":
		return door.Person(c).Only
	case "all":
		return ""
	default:
		return forum.Lang(asked)
	}
}

// aside stands for a post that its reader doesn't want in its language; nil if
// they want it, or wrote it.
func aside(only forum.Lang, post forum.Post, reader forum.Viewer) *view.Aside {
	mine := reader.SignedIn() && post.Author.ID == reader.ID
	if only == "" || post.Lang == only || post.State != forum.Shown || mine {
		return nil
	}
	return &view.Aside{Post: post.ID, Author: post.Author, Lang: post.Lang}
}

// setAside is aside for the posts of a page that is not shared.
func setAside(items []view.Item, only forum.Lang, reader forum.Viewer) {
	for i := range items {
		items[i].Aside = aside(only, items[i].Post.Post, reader)
		if i > 0 && items[i-1].Aside != nil {
			items[i].Cont = false // it would have nobody's name
		}
	}
}

// unreadElsewhere reports whether posts before these wait to be read: who sees
// the newest first has not seen those.
func unreadElsewhere(p app.Page) bool {
	if !p.Newest {
		return false
	}
	here := 0
	for _, post := range p.Posts {
		if !p.Mark.Has(post.Seq) && post.State == forum.Shown && post.Author.ID != p.Standing.Viewer.ID {
			here++
		}
	}
	return p.Unread > here
}

// context is a post without a page around it, to be read beside what answers
// it.
func (s *Server) context(c *fiber.Ctx) error {
	p, err := s.postIn(c)
	if err != nil {
		return err
	}
	item := s.item(c, p)
	if p.ReplyTo != 0 {
		parent, err := s.app.Post(c.UserContext(), door.Viewer(c), p.ReplyTo)
		switch {
		case err == nil:
			item.ReplyToName = parent.Author.Name
		case forum.KindOf(err) != forum.NotFound:
			return err
		}
	}
	return s.render(c, view.Context{Page: s.barePage(c, ""), Post: item})
}
