package api

import (
	"encoding/json"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/internal/given"
)

// What comes with moderation answers 501, to those who could use it; to others
// what it will answer them then.

func notBuilt() error { return forum.Refused(forum.NotBuilt, "error.not_built") }

func (a calls) movePosts(c *fiber.Ctx) error {
	in, err := given.Read(c.Get(fiber.HeaderContentType), c.Body())
	if err != nil {
		return err
	}
	in.Needs("posts")
	ids := given.Or(given.Optional[[]int64](in, "posts", "api.ids"))
	if in.Err == nil && (len(ids) == 0 || len(ids) > 1000) {
		in.Wrong("posts", "error.between", "Min", 1, "Max", 1000)
	}
	to := forum.ConversationID(in.ID("to"))
	group := ""
	if made := given.Optional[map[string]json.RawMessage](in, "new", "api.new"); made != nil {
		one := &given.Object{Members: *made}
		group = given.Or(one.Text("group"))
		if one.Needs("group", "title"); one.Err != nil {
			in.Wrong("new", "api.new")
		}
	}
	if in.Err == nil && in.Has("to") == in.Has("new") {
		in.Wrong("to", "api.either", "Other", "new")
	}
	if in.Err != nil {
		return in.Err
	}
	v := door.Viewer(c)
	for _, id := range ids {
		p, err := a.App.Post(c.UserContext(), v, forum.PostID(id))
		if err == nil {
			err = p.Standing.Check(forum.Moderating)
		}
		if err != nil {
			return err
		}
	}
	if to != 0 {
		if _, s, err := a.App.Conversation(c.UserContext(), v, to); err != nil {
			return err
		} else if err := s.Check(forum.Moderating); err != nil {
			return err
		}
	}
	if group != "" {
		if g, err := a.App.Group(c.UserContext(), v, group); err != nil {
			return err
		} else if err := g.Standing.Check(forum.Moderating); err != nil {
			return err
		}
	}
	return notBuilt()
}
