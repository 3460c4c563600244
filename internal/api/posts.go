package api

import (
	"encoding/json"
	"io"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/internal/given"
	"plenary/internal/keep"
)

func decimal[T ~int64](n T) string { return strconv.FormatInt(int64(n), 10) }

// bodyIn reads what somebody wrote: body, format and lang.
func bodyIn(in *given.Object) app.Body {
	b := app.Body{Source: given.Or(in.Text("body")), Format: forum.Format(given.Or(in.Text("format"))), Lang: forum.Lang(given.Or(in.Text("lang")))}
	if in.Has("format") && !b.Format.Valid() {
		in.Wrong("format", "error.format")
	}
	if in.Has("lang") && b.Lang != forum.Automatic && b.Lang.OfText("") == "" {
		in.Wrong("lang", "error.lang")
	}
	return b
}

// postIn is bodyIn of a post, whose author may agree that it calls the group.
func postIn(in *given.Object) app.Body {
	b := bodyIn(in)
	b.TellGroup = given.Or(in.Flag("tell_group"))
	return b
}

// takePost counts a post against the asker's limits; people is how many it
// calls.
func (a calls) takePost(c *fiber.Ctx, people int, err error) error {
	if err == nil {
		err = a.take(c, door.Posts)
	}
	if err == nil && people > 0 {
		err = a.take(c, door.Calls)
	}
	return err
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
	posts, next := found.Posts, (*string)(nil)
	if len(posts) > limit {
		posts = posts[:limit]
		next = cursor("posts", posts[limit-1].Number)
	}
	rest, err := json.Marshal(struct {
		Next  *string `json:"next"`
		Seq   int64   `json:"seq"`
		Epoch string  `json:"epoch"`
	}{next, found.Conversation.Seq, found.Epoch})
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	w := c.Response().BodyWriter()
	_, _ = io.WriteString(w, `{"items":[`) // into memory
	if err := a.writePosts(w, a.shaper(c), found, posts); err != nil {
		return err
	}
	_, _ = io.WriteString(w, "],")
	_, err = w.Write(rest[1:])
	return err
}

// runKey is a run of posts as the API gives them to those who may edit none of
// them and have reacted to none.
type runKey struct {
	conversation forum.ConversationID
	seq, stamp   int64
	first        forum.PostID
	posts        int
	visitor      bool
	overdue      int // polls that no event has closed yet
}

const keptJSON = 32 << 20 // bytes

func newKeptPosts() *keep.Shelf[runKey, [][]byte] {
	return keep.New[runKey](keptJSON, func(all [][]byte) int {
		size := 100
		for _, one := range all {
			size += 24 + len(one)
		}
		return size
	})
}

// writePosts writes the posts with commas between them, those that are the
// same for most readers as they were made before.
func (a calls) writePosts(w io.Writer, s shaper, found app.Sequel, posts []app.Post) error {
	if len(posts) == 0 {
		return nil
	}
	key := runKey{found.Conversation.ID, found.Conversation.Seq, found.Stamp, posts[0].ID, len(posts), s.visitor, app.Overdue(posts)}
	common, err := a.kept.Made(key, func([][]byte) bool { return true }, func() ([][]byte, error) {
		all := make([][]byte, len(posts))
		for i, p := range posts {
			var err error
			if all[i], err = json.Marshal(s.post(unowned(p))); err != nil {
				return nil, err
			}
		}
		return all, nil
	})
	if err != nil {
		return err
	}
	for i, p := range posts {
		one := common[i]
		if p.CanEdit || len(p.Voted) > 0 || slices.ContainsFunc(p.Reactions, func(r forum.Reaction) bool { return r.Mine }) {
			if one, err = json.Marshal(s.post(p)); err != nil {
				return err
			}
		}
		if i > 0 {
			_, _ = io.WriteString(w, ",") // into memory
		}
		if _, err := w.Write(one); err != nil {
			return err
		}
	}
	return nil
}

// unowned is the post as somebody sees it who may not edit it and has not
// reacted to it.
func unowned(p app.Post) app.Post {
	p.CanEdit, p.Source, p.Voted = false, "", nil
	p.Reactions = slices.Clone(p.Reactions)
	for i := range p.Reactions {
		p.Reactions[i].Mine = false
	}
	return p
}

func (a calls) reply(c *fiber.Ctx) error {
	id, err := pathID[forum.ConversationID](c, "id")
	if err != nil {
		return err
	}
	in, err := given.Read(c.Get(fiber.HeaderContentType), c.Body())
	if err != nil {
		return err
	}
	reply := app.ReplyInput{Conversation: id, Body: postIn(in), ReplyTo: forum.PostID(in.ID("reply_to")), ClientID: given.Or(in.Text("client_id")), Draft: in.ID("draft"), Poll: pollIn(in)}
	if in.Err != nil {
		return in.Err
	}
	calls := 0
	if reply.TellGroup {
		calls, err = a.App.WouldTell(c.UserContext(), door.Viewer(c), id, reply.Body)
	}
	if err := a.takePost(c, calls, err); err != nil {
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
	in, err := given.Read(c.Get(fiber.HeaderContentType), c.Body())
	if err != nil {
		return err
	}
	in.Needs("body")
	edit := app.EditInput{Post: id, Body: postIn(in), Revision: int(in.ID("revision")), ClientID: given.Or(in.Text("client_id")), Draft: in.ID("draft")}
	if in.Err != nil {
		return in.Err
	}
	calls := 0
	if edit.TellGroup {
		calls, err = a.App.WouldTellByEdit(c.UserContext(), door.Viewer(c), id, edit.Body)
	}
	if err := a.takePost(c, calls, err); err != nil {
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
	if err := a.take(c, door.Reactions); err != nil {
		return err
	}
	post, err := a.App.React(c.UserContext(), door.Viewer(c), id, c.Params("kind"), on)
	if err != nil {
		return err
	}
	return c.JSON(a.shaper(c).post(post))
}
