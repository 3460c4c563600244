package httpd

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

func decision(c *fiber.Ctx) (grant bool, err error) {
	switch field(c, "decision") {
	case "approve":
		return true, nil
	case "decline":
		return false, nil
	}
	return false, forum.Wrong("decision", "talk.decision")
}

func inviteInput(c *fiber.Ctx) (app.InviteInput, error) {
	in := app.InviteInput{Email: field(c, "email")}
	for name, into := range map[string]*int{"days": &in.Days, "uses": &in.Uses} {
		typed := field(c, name)
		if typed == "" {
			continue
		}
		n, err := strconv.Atoi(typed)
		if err != nil {
			return in, forum.Wrong(name, "talk.number")
		}
		*into = n
		if name == "uses" && n == 0 {
			*into = 500
		}
	}
	return in, nil
}

func (s *Server) pageRoutes(f fiber.Router) { s.otherRoutes(f) }

func (s *Server) liveOf(c *fiber.Ctx, p app.Page) (view.Live, error) {
	epoch, _, err := s.app.Network(c.UserContext())
	return view.Live{Conversation: p.Conversation.ID, Kind: p.Conversation.Kind, Seq: p.Conversation.Seq, Epoch: epoch, ReadTo: p.Mark,
		Last: p.Number == p.Last, May: view.MayWords(p.Standing, p.Conversation)}, err
}

func (s *Server) items(c *fiber.Ctx, p app.Page) []view.Item {
	var items []view.Item
	for _, post := range p.Posts {
		items = append(items, view.Item{Post: view.Post{Post: post.Post, P: door.Printer(c), Kind: p.Conversation.Kind}})
	}
	return items
}

func (s *Server) composer(c *fiber.Ctx, p app.Page, action string, wrote view.Composer) view.Composer {
	wrote.Action, wrote.Kind = action, p.Conversation.Kind
	wrote.Denied = view.DeniedFor(p.Standing, p.Conversation)
	return wrote
}

func replyInput(c *fiber.Ctx, id forum.ConversationID) (app.ReplyInput, error) {
	n, err := number("0" + field(c, "reply_to"))
	return app.ReplyInput{Conversation: id, Body: app.Body{Source: field(c, "body"), Format: forum.Format(field(c, "format"))},
		ClientID: field(c, "client_id"), ReplyTo: forum.PostID(n)}, err
}

func wroteReply(c *fiber.Ctx, in app.ReplyInput, err error) view.Composer {
	return view.Composer{Body: in.Source, Error: door.Printer(c).Error(door.FailureOf(err).Err), ClientID: in.ClientID}
}
