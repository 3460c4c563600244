package api

import (
	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/internal/given"
)

// followShape is what the asker is told of in a group or a conversation.
type followShape struct {
	Level forum.Level `json:"level"`
	Set   bool        `json:"set"` // chosen here; else it is the group's, or how everybody begins
}

func followOf(f forum.Follow) *followShape {
	if f.Level == "" {
		return nil
	}
	return &followShape{f.Level, f.Set}
}

// markRead takes post_id (read up to and with it) or unread_from.
func (a calls) markRead(c *fiber.Ctx) error {
	id, err := pathID[forum.ConversationID](c, "id")
	if err != nil {
		return err
	}
	in, err := given.Read(c.Get(fiber.HeaderContentType), c.Body())
	if err != nil {
		return err
	}
	mark, field := a.App.MarkRead, "post_id"
	if in.Has("unread_from") {
		mark, field = a.App.MarkUnread, "unread_from"
	}
	in.Needs(field)
	post := forum.PostID(in.ID(field))
	if in.Err == nil && in.Has("post_id") && field != "post_id" {
		in.Wrong("unread_from", "api.either", "Other", "post_id")
	}
	if in.Err != nil {
		return in.Err
	}
	m, err := mark(c.UserContext(), door.Viewer(c), id, post)
	if err != nil {
		if forum.KindOf(err) == forum.Invalid {
			return forum.Wrong(field, "error.not_in_conversation")
		}
		return err
	}
	return c.JSON(struct {
		Unread  int     `json:"unread"`
		Group   *string `json:"group"` // whose count goes with it; null under an article of the network
		InGroup int     `json:"group_unread"`
	}{m.Unread, textOrNull(m.Conversation.GroupSlug), m.InGroup})
}

// markGroupRead marks all of a group as read.
func (a calls) markGroupRead(c *fiber.Ctx) error {
	g, err := a.App.MarkGroupRead(c.UserContext(), door.Viewer(c), slugOf(c))
	if err != nil {
		return err
	}
	_, n, err := a.App.UnreadGroup(c.UserContext(), door.Viewer(c), g.ID)
	if err != nil {
		return err
	}
	return c.JSON(struct {
		Group   string `json:"group"`
		InGroup int    `json:"group_unread"`
	}{g.Slug, n})
}

// level reads what the asker wants to be told of; null is what holds around it.
func level(c *fiber.Ctx) (forum.Level, error) {
	in, err := given.Read(c.Get(fiber.HeaderContentType), c.Body())
	if err != nil {
		return "", err
	}
	if !in.Null("level") {
		in.Needs("level")
	}
	chosen := forum.Level(given.Or(in.Text("level")))
	if in.Err == nil && chosen != "" && !chosen.Valid() || in.Has("level") && chosen == "" {
		in.Wrong("level", "api.one_of", "Values", "everything, replies, nothing")
	}
	return chosen, in.Err
}

func (a calls) follow(c *fiber.Ctx) error {
	id, err := pathID[forum.ConversationID](c, "id")
	if err != nil {
		return err
	}
	if _, err := a.App.Listed(c.UserContext(), door.Viewer(c), id); err != nil {
		return err // before what is wrong with the body
	}
	chosen, err := level(c)
	if err != nil {
		return err
	}
	f, err := a.App.Follow(c.UserContext(), door.Viewer(c), id, chosen)
	if err != nil {
		return err
	}
	return c.JSON(followOf(f))
}

func (a calls) followGroup(c *fiber.Ctx) error {
	g, err := a.App.Group(c.UserContext(), door.Viewer(c), slugOf(c))
	if err != nil {
		return err // before what is wrong with the body
	}
	chosen, err := level(c)
	if err != nil {
		return err
	}
	f, err := a.App.FollowGroup(c.UserContext(), door.Viewer(c), g.Slug, chosen)
	if err != nil {
		return err
	}
	return c.JSON(followOf(f))
}

func (s shaper) listedOne(l app.Listed) ConversationShape {
	shape := s.conversation(l.Conversation, l.Unread)
	shape.Follow = followOf(l.Follow)
	return shape
}
