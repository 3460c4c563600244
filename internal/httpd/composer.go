package httpd

import (
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

// composer is the box in which somebody of standing st writes in c, or why
// there is none.
func composer(c forum.Conversation, st forum.Standing) view.Composer {
	return view.Composer{Action: writeTo(c), Kind: c.Kind, Name: c.Title, ClientID: newClientID(), Lang: c.Lang,
		Audience: view.Audience{Visibility: st.Visibility, Group: c.GroupName}, Denied: view.DeniedFor(st, c), Place: replyPlace(c.ID)}
}

// writeTo is where posts for c are sent.
func writeTo(c forum.Conversation) string {
	switch c.Kind {
	case forum.Channel:
		return "/c/" + itoa(c.ID) + "/say"
	case forum.Comments:
		return "/news/" + c.ArticleSlug + "/comment"
	}
	return "/t/" + itoa(c.ID) + "/reply"
}

func newClientID() string { return utils.UUIDv4() }

// clientID is the one that was sent, so that the next try is the same post,
// unless it was what is wrong.
func clientID(c *fiber.Ctx) string {
	if typed := field(c, "client_id"); len(typed) == 36 {
		return typed
	}
	return newClientID()
}

// body is what somebody wrote. Our own boxes say that it is Markdown.
func body(c *fiber.Ctx) app.Body {
	b := app.Body{Source: field(c, "body"), Format: forum.Format(field(c, "format")), Lang: forum.Lang(field(c, "lang"))}
	if b.Format == "" {
		b.Format = forum.Markdown
	}
	return b
}

// takePost makes the post that a form carries in a conversation, and gives the
// address at which it stands. TooMany, and what app.Reply gives.
func (s *Server) takePost(c *fiber.Ctx, talk forum.Conversation) (string, error) {
	if err := s.limits.Take(door.Posts, s.asker(c)); err != nil {
		return "", err
	}
	if err := unattached(c); err != nil {
		return "", err
	}
	in := app.ReplyInput{Conversation: talk.ID, Body: body(c), ClientID: field(c, "client_id"), Draft: draftVersion(c)}
	var err error
	if in.Poll, err = s.pollIn(c); err != nil {
		return "", err
	}
	if typed := field(c, "reply_to"); typed != "" {
		id, err := number(typed)
		if err != nil {
			return "", forum.Wrong("reply_to", "error.reply_to")
		}
		in.ReplyTo = forum.PostID(id)
	}
	if err := s.agreed(c, &in.Body, func(b app.Body) (int, error) {
		return s.app.WouldTell(c.UserContext(), door.Viewer(c), talk.ID, b)
	}); err != nil {
		return "", err
	}
	post, _, err := s.app.Reply(c.UserContext(), door.Viewer(c), in)
	if err != nil {
		return "", err
	}
	s.untold(c, post)
	if post.Number > talk.LastNumber {
		talk.LastNumber = post.Number
	}
	return placeOf(talk, post.Post), nil
}

// refused is the box as it was sent, with what is wrong with it.
func refused(c *fiber.Ctx, box view.Composer, err error) view.Composer {
	form := view.FormError(door.Printer(c), nil, err)
	box.Error = form.Problem
	box.Poll = pollTyped(c)
	for name, wrong := range form.Errors {
		if isPolls(name) {
			box.Poll.Error = wrong
		} else {
			box.Error = wrong
		}
	}
	if box.Tells = askedFirst(err); box.Tells > 0 {
		box.Error = "" // nothing is wrong with it
	}
	box.Body, box.Format, box.ClientID = field(c, "body"), body(c).Format, clientID(c)
	box.Draft.Version = draftVersion(c)
	box.Said = forum.Lang(field(c, "lang"))
	return box
}

// answeredPost is the post that a form answers, if the viewer sees it in that
// conversation; false if the form answers none.
func (s *Server) answeredPost(c *fiber.Ctx, talk forum.ConversationID) (app.PostContext, bool) {
	id, err := number(field(c, "reply_to"))
	if err != nil || id == 0 {
		return app.PostContext{}, false
	}
	p, err := s.app.Post(c.UserContext(), door.Viewer(c), forum.PostID(id))
	return p, err == nil && p.Conversation.ID == talk
}

// quote is a text as Markdown quotes it, under who said it and a link to
// where, with room to answer below.
func quote(name, path, text string) string {
	return "> [" + inBrackets.Replace(name) + "](" + path + "):\n>\n> " + strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n> ") + "\n\n"
}

// inBrackets keeps a name from being read as Markdown inside brackets.
var inBrackets = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "*", `\*`, "_", `\_`, "`", "\\`", "<", `\<`, ">", `\>`)
