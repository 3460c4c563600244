package api

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
)

func decimal[T ~int64](n T) string { return strconv.FormatInt(int64(n), 10) }

// bodyIn reads what somebody wrote: body, format and lang.
func bodyIn(in *input) app.Body {
	b := app.Body{Source: or(in.text("body")), Format: forum.Format(or(in.text("format"))), Lang: forum.Lang(or(in.text("lang")))}
	if in.given("format") && !b.Format.Valid() {
		in.wrong("format", "error.format")
	}
	if in.given("lang") && b.Lang.OfText("") == "" {
		in.wrong("lang", "error.lang")
	}
	return b
}

func (a calls) posts(c *fiber.Ctx) error {
	id, err := pathID[forum.ConversationID](c, "id")
	if err != nil {
		return err
	}
	limit, at, err := paged(c, "posts", 1)
	if err != nil {
		return err
	}
	var after int64
	if at != nil {
		after = at[0]
	}
	found, err := a.App.PostsAfter(c.UserContext(), door.Viewer(c), id, after, limit+1)
	if err != nil {
		return err
	}
	out := struct {
		list[PostShape]
		Seq   int64  `json:"seq"`
		Epoch string `json:"epoch"`
	}{Seq: found.Conversation.Seq, Epoch: found.Epoch}
	posts := found.Posts
	if len(posts) > limit {
		posts = posts[:limit]
		out.Next = cursor("posts", posts[limit-1].Number)
	}
	out.Items = a.shaper(c).posts(posts)
	return c.JSON(out)
}

func (a calls) reply(c *fiber.Ctx) error {
	id, err := pathID[forum.ConversationID](c, "id")
	if err != nil {
		return err
	}
	in, err := readInput(c)
	if err != nil {
		return err
	}
	reply := app.ReplyInput{Conversation: id, Body: bodyIn(in), ReplyTo: forum.PostID(in.id("reply_to")), ClientID: or(in.text("client_id"))}
	if in.err != nil {
		return in.err
	}
	if err := a.take(c, "post", door.LimitPosts); err != nil {
		return err
	}
	post, again, err := a.App.Reply(c.UserContext(), door.Viewer(c), reply)
	if err != nil {
		return err
	}
	if again {
		return c.JSON(a.shaper(c).post(post))
	}
	return a.made(c, "/posts/"+decimal(post.ID), a.shaper(c).post(post))
}

func (a calls) post(c *fiber.Ctx) error {
	p, err := a.postOf(c)
	if err != nil {
		return err
	}
	return c.JSON(a.shaper(c).post(p.Post))
}

// postOf is the post that the path names, as who asks sees it.
func (a calls) postOf(c *fiber.Ctx) (app.PostContext, error) {
	id, err := pathID[forum.PostID](c, "id")
	if err != nil {
		return app.PostContext{}, err
	}
	return a.App.Post(c.UserContext(), door.Viewer(c), id)
}

func (a calls) editPost(c *fiber.Ctx) error {
	id, err := pathID[forum.PostID](c, "id")
	if err != nil {
		return err
	}
	in, err := readInput(c)
	if err != nil {
		return err
	}
	in.needs("body")
	edit := app.EditInput{Post: id, Body: bodyIn(in), Revision: int(in.id("revision"))}
	if in.err != nil {
		return in.err
	}
	if err := a.take(c, "post", door.LimitPosts); err != nil {
		return err
	}
	post, err := a.App.Edit(c.UserContext(), door.Viewer(c), edit)
	if err != nil {
		return err
	}
	return c.JSON(a.shaper(c).post(post))
}

func (a calls) removePost(c *fiber.Ctx) error {
	id, err := pathID[forum.PostID](c, "id")
	if err != nil {
		return err
	}
	if _, err := a.App.Remove(c.UserContext(), door.Viewer(c), id); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}

type revisionShape struct {
	Revision  int            `json:"revision"`
	HTML      forum.SafeHTML `json:"html"`
	Text      string         `json:"text"`
	CreatedAt string         `json:"created_at"`
	Editor    any            `json:"editor"` // who ended it by an edit
}

func (a calls) revisions(c *fiber.Ctx) error {
	id, err := pathID[forum.PostID](c, "id")
	if err != nil {
		return err
	}
	limit, at, err := paged(c, "revisions", 1)
	if err != nil {
		return err
	}
	_, all, err := a.App.Revisions(c.UserContext(), door.Viewer(c), id)
	if err != nil {
		return err
	}
	out := list[revisionShape]{Items: []revisionShape{}}
	for _, r := range all {
		if at != nil && int64(r.Number) <= at[0] {
			continue
		}
		if len(out.Items) == limit {
			out.Next = cursor("revisions", int64(out.Items[limit-1].Revision))
			break
		}
		if door.Viewer(c).ID == 0 {
			r.Editor.AvatarFile = 0
		}
		out.Items = append(out.Items, revisionShape{Revision: r.Number, HTML: r.HTML, Text: r.Text, CreatedAt: stamp(r.WrittenAt),
			Editor: AuthorOf(r.Editor, a.BaseURL())})
	}
	return c.JSON(out)
}

func (a calls) react(c *fiber.Ctx) error { return a.setReaction(c, true) }

func (a calls) unreact(c *fiber.Ctx) error { return a.setReaction(c, false) }

func (a calls) setReaction(c *fiber.Ctx, on bool) error {
	id, err := pathID[forum.PostID](c, "id")
	if err != nil {
		return err
	}
	if err := a.take(c, "react", door.LimitReactions); err != nil {
		return err
	}
	post, err := a.App.React(c.UserContext(), door.Viewer(c), id, c.Params("kind"), on)
	if err != nil {
		return err
	}
	return c.JSON(a.shaper(c).post(post))
}
