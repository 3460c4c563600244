package api

import (
	"encoding/json"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/internal/given"
)

// moveShape says which move it was, and until when it can be undone.
type moveShape struct {
	ID   forum.MoveID `json:"id"`
	Undo string       `json:"undo_until"`
}

func (a calls) movePosts(c *fiber.Ctx) error {
	in, err := given.Read(c.Get(fiber.HeaderContentType), c.Body())
	if err != nil {
		return err
	}
	in.Needs("posts")
	move := app.MoveInput{Posts: postsIn(in, "posts"), To: forum.ConversationID(in.ID("to")), Summary: given.Or(in.Text("summary")), Folded: postsIn(in, "folded")}
	if made := given.Optional[map[string]json.RawMessage](in, "new", "api.new"); made != nil {
		one := &given.Object{Members: *made}
		move.New = &app.NewPlace{Group: given.Or(one.Text("group")), Title: given.Or(one.Text("title"))}
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
	moved, err := a.App.Move(c.UserContext(), door.Viewer(c), move)
	return a.sendMoved(c, moved, err)
}

// postsIn are ids of posts that a member lists.
func postsIn(in *given.Object, name string) []forum.PostID {
	var ids []forum.PostID
	for _, id := range given.Or(given.Optional[[]int64](in, name, "api.ids")) {
		ids = append(ids, forum.PostID(id))
	}
	return ids
}

func (a calls) mergeConversation(c *fiber.Ctx) error {
	id, err := pathID[forum.ConversationID](c, "id")
	if err != nil {
		return err
	}
	in, err := given.Read(c.Get(fiber.HeaderContentType), c.Body())
	if err != nil {
		return err
	}
	in.Needs("to")
	to := forum.ConversationID(in.ID("to"))
	if in.Err != nil {
		return in.Err
	}
	moved, err := a.App.Merge(c.UserContext(), door.Viewer(c), id, to)
	return a.sendMoved(c, moved, err)
}

func (a calls) undoMove(c *fiber.Ctx) error {
	id, err := pathID[forum.MoveID](c, "id")
	if err != nil {
		return err
	}
	moved, err := a.App.UndoMove(c.UserContext(), door.Viewer(c), id)
	return a.sendMoved(c, moved, err)
}

// sendMoved answers with the conversation that the posts are in now.
func (a calls) sendMoved(c *fiber.Ctx, moved app.Moved, err error) error {
	if err != nil {
		return err
	}
	l, err := a.App.Listed(c.UserContext(), door.Viewer(c), moved.Conversation.ID)
	if err != nil {
		return err
	}
	shape := a.shaper(c).listedOne(l)
	if moved.UndoneAt.IsZero() {
		shape.Move = &moveShape{moved.ID, stamp(moved.At.Add(forum.UndoWindow))}
	}
	return c.JSON(shape)
}
