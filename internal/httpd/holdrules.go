package httpd

import (
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

// holdRules is where leads say which posts wait for a moderator.
func (s *Server) holdRules(c *fiber.Ctx, g app.Group) error { return s.showRules(c, g, view.Form{}) }

func (s *Server) showRules(c *fiber.Ctx, g app.Group, form view.Form) error {
	_, rules, err := s.app.HoldRules(c.UserContext(), door.Viewer(c), g.Slug)
	if err != nil {
		return err
	}
	page, head, err := s.groupPage(c, g, door.Printer(c).T("hold.heading"))
	if err != nil {
		return err
	}
	return s.render(c, view.HoldRules{Page: page, GroupHead: head, Rules: rules, Form: form})
}

func (s *Server) addRule(c *fiber.Ctx, g app.Group) error {
	typed := fields(c, "kind", "links", "words")
	rule := forum.HoldRule{Kind: forum.HeldBy(typed["kind"]), Words: strings.Split(typed["words"], "\n"), Links: -1}
	if n, err := strconv.Atoi(strings.TrimSpace(typed["links"])); err == nil {
		rule.Links = n
	}
	rules, err := s.app.AddHoldRule(c.UserContext(), door.Viewer(c), g.Slug, rule)
	if err != nil {
		form, err := wrongForm(c, typed, err)
		if err != nil {
			return err
		}
		return s.showRules(c, g, form)
	}
	return goOn(c, g.Path()+"/rules/"+itoa(rules[len(rules)-1].ID)) // to be tried out
}

// tryRule shows what a rule would have held.
func (s *Server) tryRule(c *fiber.Ctx, g app.Group) error {
	id, err := idIn[forum.HoldRuleID](c, "id")
	if err != nil {
		return err
	}
	t, err := s.app.TryHoldRule(c.UserContext(), door.Viewer(c), g.Slug, id)
	if err != nil {
		return err
	}
	page, head, err := s.groupPage(c, g, door.Printer(c).T("hold.heading"))
	if err != nil {
		return err
	}
	shown := view.HoldTrial{Page: page, GroupHead: head, Rule: t.Rule, Tried: int64(t.Tried), Count: int64(t.Count)}
	for _, p := range t.Held {
		shown.Held = append(shown.Held, view.TriedPost{Author: p.Author, Title: p.Title, Path: p.Path(), Excerpt: excerpt(p.Text, 280), Lang: p.Lang, At: p.CreatedAt})
	}
	return s.render(c, shown)
}

// changeRule switches a rule on or off, moves it, or takes it away.
func (s *Server) changeRule(c *fiber.Ctx, g app.Group) error {
	id, err := idIn[forum.HoldRuleID](c, "id")
	if err != nil {
		return err
	}
	ctx, v := c.UserContext(), door.Viewer(c)
	switch field(c, "do") {
	case "on", "off":
		_, err = s.app.SwitchHoldRule(ctx, v, g.Slug, id, field(c, "do") == "on")
	case "up", "down":
		_, err = s.app.MoveHoldRule(ctx, v, g.Slug, id, field(c, "do") == "up")
	case "drop":
		_, err = s.app.DropHoldRule(ctx, v, g.Slug, id)
	default:
		err = forum.Missing()
	}
	if err != nil {
		return err
	}
	return goOn(c, g.Path()+"/rules")
}

// talkSettings is where moderators lock a conversation, say why, and slow it
// down.
func (s *Server) talkSettings(kind forum.ConversationKind) fiber.Handler {
	return func(c *fiber.Ctx) error {
		talk, st, err := s.talkIn(c, kind)
		if err == nil {
			err = st.Check(forum.Moderating)
		}
		if err != nil {
			return err
		}
		return s.showTalkSettings(c, talk, view.Form{})
	}
}

func (s *Server) showTalkSettings(c *fiber.Ctx, talk forum.Conversation, form view.Form) error {
	page, err := s.page(c, door.Printer(c).T("talk.settings")+" · "+talk.Title, navOf(talk), talk.GroupID)
	if err != nil {
		return err
	}
	return s.render(c, view.TalkSettings{Page: page, Conversation: talk, Form: form})
}

func (s *Server) setTalk(kind forum.ConversationKind) fiber.Handler {
	return func(c *fiber.Ctx) error {
		talk, _, err := s.talkIn(c, kind)
		if err != nil {
			return err
		}
		typed := fields(c, "state", "lock_reason", "slow_minutes")
		state, reason, slow := forum.ConversationState(typed["state"]), typed["lock_reason"], -1
		if n, err := strconv.Atoi(typed["slow_minutes"]); err == nil {
			slow = n
		}
		out, err := s.app.ChangeConversation(c.UserContext(), door.Viewer(c), talk.ID, app.Change{State: &state, LockReason: &reason, Slow: &slow})
		if err != nil {
			form, err := wrongForm(c, typed, err)
			if err != nil {
				return err
			}
			return s.showTalkSettings(c, talk, form)
		}
		return goOn(c, out.Path())
	}
}
