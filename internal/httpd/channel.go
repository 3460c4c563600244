package httpd

import (
	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

// channel shows the newest posts of a channel, or those before a number.
func (s *Server) channel(c *fiber.Ctx) error {
	id, err := idIn[forum.ConversationID](c, "id")
	if err != nil {
		return err
	}
	before, err := numberIn(c, "before")
	if err != nil {
		return err
	}
	p, err := s.app.ReadChannel(c.UserContext(), door.Viewer(c), id, before)
	if err != nil {
		return err
	}
	if elsewhere := presentPath(p.Conversation, forum.Channel); elsewhere != "" {
		return leadTo(c, elsewhere, fiber.StatusFound)
	}
	box, err := s.boxIn(c, p)
	if err != nil {
		return err
	}
	return s.showChannel(c, p, box)
}

func (s *Server) showChannel(c *fiber.Ctx, p app.Page, box view.Composer) error {
	talk := p.Conversation
	page, err := s.talkPage(c, p, "# "+talk.Title+" · "+talk.GroupName)
	if err != nil {
		return err
	}
	shown := view.Channel{Page: page, Conversation: talk, Standing: p.Standing, Items: s.items(page.P, p), Composer: box, Follow: followMenu(p), Holds: holds(p)}
	setAside(shown.Items, page.Live.Only, p.Standing.Viewer)
	if shown.Here, shown.HereCount, err = s.present(c, talk.ID); err != nil {
		return err
	}
	if p.Older {
		shown.Older = talk.Path() + "?before=" + itoa(p.Posts[0].Number)
	}
	if p.Number != p.Last {
		shown.Newer = runUpTo(talk, p.Posts[len(p.Posts)-1].Number+forum.PageSize)
	}
	_, all, err := s.app.Conversations(c.UserContext(), door.Viewer(c), talk.GroupSlug, forum.Channel, app.Place{}, 50)
	if err != nil {
		return err
	}
	for _, other := range all {
		if other.ID != talk.ID {
			shown.Others = append(shown.Others, view.NavChannel{ID: other.ID, Name: other.Title, Unread: int64(other.Unread)})
		}
	}
	return s.render(c, shown)
}

// runUpTo is the address of the run of a channel's posts that ends with the
// given number.
func runUpTo(c forum.Conversation, number int64) string {
	if number >= c.LastNumber {
		return c.Path()
	}
	return c.Path() + "?before=" + itoa(number+1)
}

func (s *Server) askChannelChange(c *fiber.Ctx) error {
	talk, st, err := s.talkIn(c, forum.Channel)
	if err == nil {
		err = st.Check(forum.Moderating)
	}
	if err != nil {
		return err
	}
	return s.showChannelForm(c, talk, view.Form{})
}

func (s *Server) changeChannel(c *fiber.Ctx) error {
	talk, _, err := s.talkIn(c, forum.Channel)
	if err != nil {
		return err
	}
	typed := fields(c, "title", "topic")
	title, topic := typed["title"], typed["topic"]
	out, err := s.app.ChangeConversation(c.UserContext(), door.Viewer(c), talk.ID, app.Change{Title: &title, Topic: &topic})
	if again(err) {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showChannelForm(c, talk, view.FormError(door.Printer(c), typed, err))
	}
	if err != nil {
		return err
	}
	return goOn(c, out.Path())
}

func (s *Server) showChannelForm(c *fiber.Ctx, talk forum.Conversation, form view.Form) error {
	g, err := s.app.Group(c.UserContext(), door.Viewer(c), talk.GroupSlug)
	if err != nil {
		return err
	}
	page, head, err := s.groupPage(c, g, door.Printer(c).T("channel.edit"))
	if err != nil {
		return err
	}
	page.Nav.At = talk.Path()
	return s.render(c, view.ChannelEdit{Page: page, GroupHead: head, Conversation: talk, Form: form})
}
