package httpd

import (
	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

func (s *Server) askGroup(c *fiber.Ctx) error {
	if err := forum.NetworkStanding(door.Viewer(c)).Check(forum.Managing); err != nil {
		return err
	}
	return s.showGroupForm(c, forum.Group{}, view.Form{})
}

func (s *Server) makeGroup(c *fiber.Ctx) error {
	g, err := s.app.MakeGroup(c.UserContext(), door.Viewer(c), groupInput(c))
	if again(err) {
		return s.groupFormAgain(c, forum.Group{}, err)
	}
	if err != nil {
		return err
	}
	return goOn(c, g.Path())
}

func (s *Server) askGroupChange(c *fiber.Ctx, g app.Group) error {
	if err := g.Standing.Check(forum.Managing); err != nil {
		return err
	}
	return s.showGroupForm(c, g.Group, view.Form{})
}

func (s *Server) changeGroup(c *fiber.Ctx, g app.Group) error {
	out, err := s.app.ChangeGroup(c.UserContext(), door.Viewer(c), g.Slug, groupInput(c))
	if again(err) {
		return s.groupFormAgain(c, g.Group, err)
	}
	if err != nil {
		return err
	}
	return goOn(c, out.Path()+"/about")
}

// groupInput is what the form says. A slug left empty is made from the name,
// or stays.
func groupInput(c *fiber.Ctx) app.GroupInput {
	typed := fields(c, "name", "focus", "about")
	name, focus, about := typed["name"], typed["focus"], typed["about"]
	visibility, joining := forum.Visibility(field(c, "visibility")), forum.Joining(field(c, "joining"))
	in := app.GroupInput{Name: &name, Focus: &focus, About: &about, Visibility: &visibility, Joining: &joining}
	if slug := field(c, "slug"); slug != "" {
		in.Slug = &slug
	}
	return in
}

func (s *Server) groupFormAgain(c *fiber.Ctx, g forum.Group, err error) error {
	typed := fields(c, "name", "slug", "focus", "about", "visibility", "joining")
	c.Status(fiber.StatusUnprocessableEntity)
	return s.showGroupForm(c, g, view.FormError(door.Printer(c), typed, err))
}

func (s *Server) showGroupForm(c *fiber.Ctx, g forum.Group, form view.Form) error {
	title := door.Printer(c).T("group.make")
	if g.ID != 0 {
		title = door.Printer(c).T("group.edit") + " · " + g.Name
	}
	page, err := s.page(c, title, g.Path(), g.ID)
	if err != nil {
		return err
	}
	return s.render(c, view.GroupEdit{Page: page, Group: g, Form: form})
}

func (s *Server) join(c *fiber.Ctx, g app.Group) error {
	if _, err := s.app.Join(c.UserContext(), door.Viewer(c), g.Slug, field(c, "note")); err != nil {
		return err
	}
	return goOn(c, g.Path())
}

func (s *Server) askLeave(c *fiber.Ctx, g app.Group) error {
	if g.Standing.Role == "" {
		return forum.Missing()
	}
	p := door.Printer(c)
	page, err := s.page(c, p.T("group.leave")+" · "+g.Name, g.Path(), g.ID)
	if err != nil {
		return err
	}
	return s.render(c, view.Confirm{Page: page, Heading: p.T("talk.leave_heading", "Group", g.Name), Text: p.T("talk.leave_text"),
		Button: p.T("group.leave"), Action: g.Path() + "/leave", Danger: true, Cancel: g.Path() + "/about"})
}

// leave goes on to the overview: the group may not be seen any more.
func (s *Server) leave(c *fiber.Ctx, g app.Group) error {
	if err := s.app.RemoveMember(c.UserContext(), door.Viewer(c), g.Slug, door.Viewer(c).ID); err != nil {
		return err
	}
	return goOn(c, "/")
}

func (s *Server) askDiscussion(c *fiber.Ctx, g app.Group) error {
	box := newDiscussionBox(g)
	d, err := s.draftAt(c, box.Place)
	if err != nil {
		return err
	}
	box.Draft = draftIn(c, d)
	form := view.Form{}
	if !d.Empty() {
		box.Body, box.Format, form.Values = d.Body, d.Format, d.Fields
	}
	return s.showNewDiscussion(c, g, form, box, nil)
}

func (s *Server) startDiscussion(c *fiber.Ctx, g app.Group) error {
	if err := s.limits.Take(door.Posts, s.asker(c)); err != nil {
		return err
	}
	in := app.DiscussionInput{Group: g.Slug, Title: field(c, "title"), ClientID: field(c, "client_id"), Draft: draftVersion(c), Body: body(c)}
	var talk forum.Conversation
	var first app.Post
	var err error
	if err = unattached(c); err == nil {
		in.Poll, err = s.pollIn(c)
	}
	if err == nil {
		err = s.agreed(c, &in.Body, func(b app.Body) (int, error) {
			return s.app.WouldTellIn(c.UserContext(), door.Viewer(c), g.Slug, b)
		})
	}
	if err == nil {
		talk, first, _, err = s.app.StartDiscussion(c.UserContext(), door.Viewer(c), in)
	}
	if again(err) {
		c.Status(fiber.StatusUnprocessableEntity)
		box := newDiscussionBox(g)
		box.ClientID, box.Draft.Version, box.Poll = clientID(c), draftVersion(c), pollTyped(c)
		return s.showNewDiscussion(c, g, view.FormError(door.Printer(c), fields(c, "title", "body", "format", "lang"), err), box, err)
	}
	if err != nil {
		return err
	}
	s.untold(c, first)
	return goOn(c, talk.Path())
}

// newDiscussionBox is the empty box of a discussion to be started.
func newDiscussionBox(g app.Group) view.Composer {
	box := composer(forum.Conversation{Kind: forum.Discussion, State: forum.Open, GroupSlug: g.Slug, GroupName: g.Name}, g.Standing)
	box.Place = forum.DraftPlace{Kind: forum.DraftDiscussion, Ref: int64(g.ID)}
	return box
}

func (s *Server) showNewDiscussion(c *fiber.Ctx, g app.Group, form view.Form, box view.Composer, wrong error) error {
	page, head, err := s.groupPage(c, g, door.Printer(c).T("group.start"))
	if err != nil {
		return err
	}
	if box.Tells = askedFirst(wrong); box.Tells > 0 {
		form.Errors = nil // nothing is wrong with it
	}
	return s.render(c, view.NewDiscussion{Page: page, GroupHead: head, Form: form, Composer: box})
}

func (s *Server) askChannel(c *fiber.Ctx, g app.Group) error {
	if err := g.Standing.Check(forum.MakingChannels); err != nil {
		return err
	}
	return s.showNewChannel(c, g, view.Form{})
}

func (s *Server) makeChannel(c *fiber.Ctx, g app.Group) error {
	made, err := s.app.MakeChannel(c.UserContext(), door.Viewer(c), g.Slug, field(c, "title"), field(c, "topic"))
	if again(err) {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showNewChannel(c, g, view.FormError(door.Printer(c), fields(c, "title", "topic"), err))
	}
	if err != nil {
		return err
	}
	return goOn(c, made.Path())
}

func (s *Server) showNewChannel(c *fiber.Ctx, g app.Group, form view.Form) error {
	page, head, err := s.groupPage(c, g, door.Printer(c).T("group.make_channel"))
	if err != nil {
		return err
	}
	return s.render(c, view.ChannelEdit{Page: page, GroupHead: head, Form: form})
}
