package httpd

import (
	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

// followMenu is in which the reader of a page says what they want to be told
// of; visitors have none.
func followMenu(p app.Page) view.Follow {
	f := view.Follow{Follow: p.Follow, Group: p.Conversation.GroupName}
	switch c := p.Conversation; c.Kind {
	case forum.Comments:
		f.Action = "/news/" + c.ArticleSlug + "/follow"
	case forum.Channel:
		f.Action = c.Path() + "/follow"
	default:
		f.Action = "/t/" + itoa(c.ID) + "/follow"
	}
	return f
}

// follow says what the reader wants to be told of in a discussion or a channel.
func (s *Server) follow(kind forum.ConversationKind) fiber.Handler {
	return func(c *fiber.Ctx) error {
		talk, _, err := s.talkIn(c, kind)
		if err != nil {
			return err
		}
		return s.setFollow(c, talk)
	}
}

// followComments is follow for the comments under an article.
func (s *Server) followComments(c *fiber.Ctx) error {
	art, _, err := s.app.Article(c.UserContext(), door.Viewer(c), c.Params("slug"))
	if err != nil {
		return err
	}
	talk, _, err := s.app.Conversation(c.UserContext(), door.Viewer(c), art.ConversationID)
	if err != nil {
		return err
	}
	return s.setFollow(c, talk)
}

func (s *Server) setFollow(c *fiber.Ctx, talk forum.Conversation) error {
	if _, err := s.app.Follow(c.UserContext(), door.Viewer(c), talk.ID, forum.Level(field(c, "level"))); err != nil {
		return err
	}
	s.flash(c, "flash.follow")
	return goOn(c, talk.Path())
}

// followGroup says what the reader wants to be told of in a group.
func (s *Server) followGroup(c *fiber.Ctx, g app.Group) error {
	if _, err := s.app.FollowGroup(c.UserContext(), door.Viewer(c), g.Slug, forum.Level(field(c, "level"))); err != nil {
		return err
	}
	s.flash(c, "flash.follow")
	return goOn(c, g.Path())
}

// readGroup marks all of a group as read.
func (s *Server) readGroup(c *fiber.Ctx, g app.Group) error {
	if _, err := s.app.MarkGroupRead(c.UserContext(), door.Viewer(c), g.Slug); err != nil {
		return err
	}
	s.flash(c, "flash.group_read")
	return goOn(c, g.Path())
}

// readAll marks all groups of the reader as read.
func (s *Server) readAll(c *fiber.Ctx) error {
	if err := s.app.MarkAllRead(c.UserContext(), door.Viewer(c)); err != nil {
		return err
	}
	s.flash(c, "flash.all_read")
	return goOn(c, "/")
}
