package httpd

import (
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/lang"
	"plenary/web/view"
)

// askReply is the page on which one post is answered; with ?quote=1 its text
// stands in the box already.
func (s *Server) askReply(c *fiber.Ctx) error {
	p, err := s.postIn(c)
	if err != nil {
		return err
	}
	box := composer(p.Conversation, p.Standing)
	if c.Query("quote") != "" && p.State == forum.Shown {
		box.Body = quote(nameOf(door.Printer(c), p.Author), p.Path(), p.Text)
	}
	box.ReplyTo = p.ID
	if box, err = s.withDraft(c, box, box.Place); err != nil {
		return err
	}
	return s.showReply(c, p, box)
}

func (s *Server) showReply(c *fiber.Ctx, p app.PostContext, box view.Composer) error {
	if p.State == forum.Removed {
		p.HTML = "" // it is a stub
	}
	page, err := s.postPage(c, p, "post.reply")
	if err != nil {
		return err
	}
	box.ReplyTo, box.ReplyName, box.Cancel = p.ID, nameOf(page.P, p.Author), p.Path()
	return s.render(c, view.PostReply{Page: page, Post: s.item(c, p), Conversation: p.Conversation, Composer: box})
}

// nameOf is what somebody is called, also after they left.
func nameOf(words *lang.Printer, a forum.Author) string {
	if a.Former() {
		return words.T("person.former")
	}
	return a.Name
}

func (s *Server) askEdit(c *fiber.Ctx) error {
	id, err := idIn[forum.PostID](c, "id")
	if err != nil {
		return err
	}
	p, err := s.app.PostToEdit(c.UserContext(), door.Viewer(c), id)
	if err != nil {
		return err
	}
	box, err := s.withDraft(c, editBox(p), editPlace(id))
	if err != nil {
		return err
	}
	return s.showEdit(c, p, box)
}

func editPlace(id forum.PostID) forum.DraftPlace {
	return forum.DraftPlace{Kind: forum.DraftEdit, Ref: int64(id)}
}

// editBox holds a post's text to be changed.
func editBox(p app.PostContext) view.Composer {
	box := view.Composer{Action: p.Path() + "/edit", Kind: p.Conversation.Kind, Body: p.Source, Format: p.Format, Lang: p.Lang, Revision: p.Revision,
		Cancel: p.Path(), Edits: true, ClientID: newClientID(), Place: editPlace(p.ID)}
	if p.LangChosen {
		box.Said = p.Lang
	}
	return box
}

func (s *Server) showEdit(c *fiber.Ctx, p app.PostContext, box view.Composer) error {
	page, err := s.postPage(c, p, "post.edit_heading")
	if err != nil {
		return err
	}
	return s.render(c, view.PostEdit{Page: page, Post: s.item(c, p), Conversation: p.Conversation, Composer: box})
}

// edit changes a post. The form says which format the text is in: the one that
// it was written in, or the editor's. Where somebody else changed it meanwhile,
// both texts are shown.
func (s *Server) edit(c *fiber.Ctx) error {
	id, err := idIn[forum.PostID](c, "id")
	if err != nil {
		return err
	}
	if err := s.limits.Take(door.Posts, s.asker(c)); err != nil {
		return err
	}
	v := door.Viewer(c)
	p, err := s.app.PostToEdit(c.UserContext(), v, id)
	if err != nil {
		return err
	}
	in := app.EditInput{Post: id, Body: body(c), ClientID: field(c, "client_id"), Draft: draftVersion(c)}
	if field(c, "format") == "" {
		in.Format = p.Format
	}
	if typed := field(c, "revision"); typed != "" {
		if in.Revision, err = strconv.Atoi(typed); err != nil {
			return forum.Refused(forum.Conflict, "error.edited_meanwhile")
		}
	}
	var post app.Post
	if err = unattached(c); err == nil {
		err = s.agreed(c, &in.Body, func(b app.Body) (int, error) { return s.app.WouldTellByEdit(c.UserContext(), v, id, b) })
	}
	if err == nil {
		post, err = s.app.Edit(c.UserContext(), v, in)
	}
	switch {
	case err == nil:
		s.untold(c, post)
		return goOn(c, placeOf(p.Conversation, p.Post.Post))
	case again(err):
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showEdit(c, p, refused(c, editBox(p), err))
	case forum.KindOf(err) == forum.Conflict:
		return s.showEditConflict(c, id)
	}
	return err
}

// showEditConflict shows what the post says now beside what was typed, which
// is saved over it on the next try.
func (s *Server) showEditConflict(c *fiber.Ctx, id forum.PostID) error {
	p, err := s.app.PostToEdit(c.UserContext(), door.Viewer(c), id)
	if err != nil {
		return err
	}
	page, err := s.postPage(c, p, "post.edit_heading")
	if err != nil {
		return err
	}
	box, item := editBox(p), s.item(c, p)
	box.Body, box.Format, box.ClientID = field(c, "body"), body(c).Format, clientID(c)
	box.Draft.Version = draftVersion(c)
	c.Status(fiber.StatusConflict)
	return s.render(c, view.PostEdit{Page: page, Post: item, Conversation: p.Conversation, Composer: box, Conflict: &item.Post})
}

func (s *Server) askRemove(c *fiber.Ctx) error {
	id, err := idIn[forum.PostID](c, "id")
	if err != nil {
		return err
	}
	p, err := s.app.PostToRemove(c.UserContext(), door.Viewer(c), id)
	if err != nil {
		return err
	}
	if p.State == forum.Removed {
		return leadTo(c, placeOf(p.Conversation, p.Post.Post), fiber.StatusFound)
	}
	page, err := s.postPage(c, p, "post.remove_heading")
	if err != nil {
		return err
	}
	return s.render(c, view.PostRemove{Page: page, Post: s.item(c, p), Conversation: p.Conversation, Moderating: p.Author.ID != page.Viewer.ID})
}

// remove makes a stub of a post and goes on to where it stands.
func (s *Server) remove(c *fiber.Ctx) error {
	p, err := s.postIn(c)
	if err != nil {
		return err
	}
	if _, err := s.app.Remove(c.UserContext(), door.Viewer(c), p.ID); err != nil {
		return err
	}
	return goOn(c, placeOf(p.Conversation, p.Post.Post))
}

// react gives a reaction, or takes it back where it was given.
func (s *Server) react(c *fiber.Ctx) error {
	p, err := s.postIn(c)
	if err != nil {
		return err
	}
	if err := s.limits.Take(door.Reactions, s.asker(c)); err != nil {
		return err
	}
	kind := field(c, "kind")
	on := !slices.Contains(reacted(p.Reactions), kind)
	if _, err := s.app.React(c.UserContext(), door.Viewer(c), p.ID, kind, on); err != nil {
		return err
	}
	return goOn(c, placeOf(p.Conversation, p.Post.Post))
}

// conclude makes a post the group's conclusion, or no longer.
func (s *Server) conclude(c *fiber.Ctx) error {
	p, err := s.postIn(c)
	if err != nil {
		return err
	}
	concluded := forum.PostID(0)
	if field(c, "on") == "1" {
		concluded = p.ID
	}
	if _, err := s.app.ChangeConversation(c.UserContext(), door.Viewer(c), p.Conversation.ID, app.Change{Conclusion: &concluded}); err != nil {
		return err
	}
	return goOn(c, placeOf(p.Conversation, p.Post.Post))
}

// unread goes back to before the post and shows it so.
func (s *Server) unread(c *fiber.Ctx) error {
	p, err := s.postIn(c)
	if err != nil {
		return err
	}
	if _, err := s.app.MarkUnread(c.UserContext(), door.Viewer(c), p.Conversation.ID, p.ID); err != nil {
		return err
	}
	return goOn(c, placeOf(p.Conversation, p.Post.Post))
}
