package api

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/internal/given"
)

func (a calls) conversations(c *fiber.Ctx) error {
	kind, err := chosen(c, "kind", string(forum.Discussion), string(forum.Channel))
	if err != nil {
		return err
	}
	limit, at, err := paged(c, "conversations", 2)
	if err != nil {
		return err
	}
	var kinds []forum.ConversationKind
	if kind != "" {
		kinds = append(kinds, forum.ConversationKind(kind))
	}
	found, err := a.App.Latest(c.UserContext(), door.Viewer(c), slugOf(c), kinds, placeOf(at), limit+1)
	if err != nil {
		return err
	}
	out := list[ConversationShape]{}
	if len(found) > limit {
		found = found[:limit]
		last := found[limit-1]
		out.Next = cursor("conversations", last.LastPostAt.UnixMilli(), int64(last.ID))
	}
	out.Items = a.shaper(c).listed(found)
	return c.JSON(out)
}

// placeOf makes of a cursor's time and id the place where a list goes on.
func placeOf(at []int64) app.Place {
	if at == nil {
		return app.Place{}
	}
	return app.Place{At: time.UnixMilli(at[0]), ID: at[1]}
}

func (a calls) startConversation(c *fiber.Ctx) error {
	in, err := given.Read(c.Get(fiber.HeaderContentType), c.Body())
	if err != nil {
		return err
	}
	in.Needs("kind", "title")
	kind, title := given.Or(in.Text("kind")), given.Or(in.Text("title"))
	body, client, draft, poll := postIn(in), given.Or(in.Text("client_id")), in.ID("draft"), pollIn(in)
	if in.Err != nil {
		return in.Err
	}
	calls := 0
	if body.TellGroup {
		calls, err = a.App.WouldTellIn(c.UserContext(), door.Viewer(c), slugOf(c), body)
	}
	if err := a.takePost(c, calls, err); err != nil {
		return err
	}
	switch forum.ConversationKind(kind) {
	case forum.Discussion:
		return a.startDiscussion(c, app.DiscussionInput{Group: slugOf(c), Title: title, ClientID: client, Draft: draft, Body: body, Poll: poll})
	case forum.Channel:
		if in.Has("body") {
			return forum.Wrong("body", "api.no_body")
		}
		if poll != nil {
			return forum.Wrong("poll", "error.poll_place")
		}
		made, err := a.App.MakeChannel(c.UserContext(), door.Viewer(c), slugOf(c), title, "")
		if err != nil {
			return err
		}
		return a.made(c, conversationPath(made.ID), a.shaper(c).conversation(made, 0))
	}
	return forum.Wrong("kind", "api.one_of", "Values", "discussion, channel")
}

func (a calls) startDiscussion(c *fiber.Ctx, in app.DiscussionInput) error {
	conv, first, again, err := a.App.StartDiscussion(c.UserContext(), door.Viewer(c), in)
	if err != nil {
		return err
	}
	shape := a.shaper(c).conversation(conv, 0)
	post := a.shaper(c).post(first)
	shape.FirstPost = &post
	if !again {
		return a.made(c, conversationPath(conv.ID), shape)
	}
	l, err := a.App.Listed(c.UserContext(), door.Viewer(c), conv.ID)
	shape.Unread = &l.Unread
	if err != nil {
		return err
	}
	return c.JSON(shape)
}

func conversationPath(id forum.ConversationID) string { return "/conversations/" + decimal(id) }

func (a calls) conversation(c *fiber.Ctx) error {
	id, err := pathID[forum.ConversationID](c, "id")
	if err != nil {
		return err
	}
	return a.sendConversation(c, id)
}

func (a calls) sendConversation(c *fiber.Ctx, id forum.ConversationID) error {
	l, err := a.App.Listed(c.UserContext(), door.Viewer(c), id)
	if err == nil && l.MergedInto != 0 {
		var sees bool
		if sees, err = a.App.Sees(c.UserContext(), door.Viewer(c), l.MergedInto); !sees {
			l.MergedInto = 0
		}
	}
	if err != nil {
		return err
	}
	return c.JSON(a.shaper(c).listedOne(l))
}

func (a calls) changeConversation(c *fiber.Ctx) error {
	id, err := pathID[forum.ConversationID](c, "id")
	if err != nil {
		return err
	}
	in, err := given.Read(c.Get(fiber.HeaderContentType), c.Body())
	if err != nil {
		return err
	}
	in.Never("title", "state", "pinned", "lock_reason", "slow_minutes")
	change := app.Change{Title: in.Text("title"), State: given.As[forum.ConversationState](in.Text("state")),
		LockReason: in.Text("lock_reason"), Slow: given.Optional[int](in, "slow_minutes", "api.number"), Pinned: in.Flag("pinned")}
	if _, there := in.Members["conclusion_post_id"]; there {
		post := forum.PostID(in.ID("conclusion_post_id")) // null is none
		change.Conclusion = &post
	}
	if in.Err != nil {
		return in.Err
	}
	if _, err := a.App.ChangeConversation(c.UserContext(), door.Viewer(c), id, change); err != nil {
		return err
	}
	return a.sendConversation(c, id)
}
