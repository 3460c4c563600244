package httpd

import (
	"bytes"
	"strings"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

const facesShown = 5

// discussion shows one page of a discussion: the one asked for, or that with
// the first unread post. Its address carries the present title.
func (s *Server) discussion(c *fiber.Ctx) error {
	id, err := idIn[forum.ConversationID](c, "id")
	if err != nil {
		return err
	}
	switch {
	case c.Query("at") != "" || c.Query("number") != "":
		return s.jump(c, id)
	case c.Query("order") == "newest":
		return s.newestFirst(c, id)
	}
	at, err := numberIn(c, "page")
	if err != nil {
		return err
	}
	read := func() (app.Page, error) { return s.app.ReadPage(c.UserContext(), door.Viewer(c), id, at) }
	show := func(p app.Page) ([]byte, error) {
		if elsewhere, err := s.elsewhere(c, p); err != nil {
			return nil, err
		} else if elsewhere != "" {
			return nil, leadTo(c, elsewhere, fiber.StatusFound)
		}
		page, err := s.discussionPage(c, p, composer(p.Conversation, p.Standing), nil)
		if err != nil {
			return nil, err
		}
		var html bytes.Buffer
		err = draw(c, page, &html)
		return html.Bytes(), err
	}
	if key, ok := openKeyOf(c, s.flashName(), id, at); ok {
		return s.sendOpen(c, key, read, show)
	}
	p, err := read()
	if err != nil {
		return err
	}
	if elsewhere, err := s.elsewhere(c, p); err != nil {
		return err
	} else if elsewhere != "" {
		return leadTo(c, elsewhere, fiber.StatusFound)
	}
	box, err := s.boxIn(c, p)
	if err != nil {
		return err
	}
	return s.showDiscussion(c, p, box, nil)
}

// elsewhere is where the discussion is read that was asked for: "" if here.
func (s *Server) elsewhere(c *fiber.Ctx, p app.Page) (string, error) {
	if into := p.Conversation.MergedInto; into != 0 {
		sees, err := s.app.Sees(c.UserContext(), door.Viewer(c), into)
		if err != nil || !sees { // then this page says that it is over
			return "", err
		}
	}
	if path := presentPath(p.Conversation, forum.Discussion); path != "" {
		return path, nil
	}
	if c.Params("slug") == p.Conversation.Slug {
		return "", nil
	}
	_, query, _ := strings.Cut(c.OriginalURL(), "?")
	return withQuery(p.Conversation.Path(), query), nil
}

func withQuery(path, query string) string {
	if query == "" {
		return path
	}
	return path + "?" + query
}

// presentPath is where a conversation is read that was asked for as one of the
// given kind: "" if here.
func presentPath(c forum.Conversation, kind forum.ConversationKind) string {
	switch {
	case c.MergedInto != 0:
		return "/t/" + itoa(c.MergedInto)
	case c.Kind != kind:
		return c.Path()
	}
	return ""
}

// showDiscussion shows a page with the given box; title is the form in which
// the title is changed, if it is open.
func (s *Server) showDiscussion(c *fiber.Ctx, p app.Page, box view.Composer, title *view.Form) error {
	page, err := s.discussionPage(c, p, box, title)
	if err != nil {
		return err
	}
	return s.render(c, page)
}

func (s *Server) discussionPage(c *fiber.Ctx, p app.Page, box view.Composer, title *view.Form) (view.Discussion, error) {
	talk := p.Conversation
	page, err := s.talkPage(c, p, talk.Title)
	if err != nil {
		return view.Discussion{}, err
	}
	here, _, err := s.present(c, talk.ID)
	if err != nil {
		return view.Discussion{}, err
	}
	shown := view.Discussion{Page: page, Conversation: talk, Standing: p.Standing, People: int64(p.People),
		Pages: view.Pages{At: p.Number, Count: p.Last, Base: view.WithOnly(talk.Path(), onlyAsked(c))}, Reading: readingOf(p, onlyAsked(c)),
		Unread: int64(p.Unread), Conclusion: conclusion(p), Composer: box, Here: here, Edit: title, Follow: followMenu(p), Holds: holds(p)}
	var t thread
	t, shown.Own, shown.Items = s.posts(page, p)
	shown.Shared, shown.Faces = t.shared, t.faces
	if p.Unread > 0 && p.FirstUnread == 0 {
		shown.NewPath = view.WithOnly(talk.Path(), onlyAsked(c)) + "#new"
	}
	return shown, nil
}

// talkPage is the page around a conversation, with what scripts need to follow
// it from the snapshot that was read.
func (s *Server) talkPage(c *fiber.Ctx, p app.Page, title string) (view.Page, error) {
	talk := p.Conversation
	page, err := s.page(c, title, navOf(talk), talk.GroupID)
	if err != nil {
		return page, err
	}
	page.Live = view.Live{Conversation: talk.ID, Kind: talk.Kind, Seq: talk.Seq, Epoch: p.Epoch, ReadTo: p.Mark.To, Last: p.Number == p.Last,
		Newest: p.Newest, Behind: unreadElsewhere(p), Only: onlyOf(c), May: view.MayWords(p.Standing, talk), Quiet: p.Follow.Muted()}
	if talk.Kind != forum.Comments && p.Standing.Role != "" {
		page.Live.Group = talk.GroupSlug
	}
	return page, nil
}

// navOf is the entry of the rail that a conversation belongs to.
func navOf(c forum.Conversation) string {
	switch c.Kind {
	case forum.Channel:
		return c.Path()
	case forum.Comments:
		return "/news"
	}
	return view.DiscussionsOf(c.GroupSlug)
}

// talkIn is the conversation that the address names, which must be of that
// kind.
func (s *Server) talkIn(c *fiber.Ctx, kind forum.ConversationKind) (forum.Conversation, forum.Standing, error) {
	id, err := idIn[forum.ConversationID](c, "id")
	if err != nil {
		return forum.Conversation{}, forum.Standing{}, err
	}
	talk, st, err := s.app.Conversation(c.UserContext(), door.Viewer(c), id)
	if err == nil && talk.Kind != kind {
		err = forum.Missing()
	}
	return talk, st, err
}

// say adds a post to a discussion or a channel. What can't be taken comes back
// in its box: on the post's own page if it answers one, else at the end of the
// conversation.
func (s *Server) say(kind forum.ConversationKind) fiber.Handler {
	return func(c *fiber.Ctx) error {
		talk, st, err := s.talkIn(c, kind)
		if err != nil {
			return err
		}
		place, err := s.takePost(c, talk)
		if err == nil {
			return goOn(c, place)
		}
		if !again(err) {
			return err
		}
		c.Status(fiber.StatusUnprocessableEntity)
		box := refused(c, composer(talk, st), err)
		if answered, ok := s.answeredPost(c, talk.ID); ok {
			return s.showReply(c, answered, box)
		}
		if kind == forum.Channel {
			p, err := s.app.ReadChannel(c.UserContext(), door.Viewer(c), talk.ID, 0)
			if err != nil {
				return err
			}
			return s.showChannel(c, p, box)
		}
		p, err := s.app.ReadPage(c.UserContext(), door.Viewer(c), talk.ID, forum.PageOf(talk.LastNumber))
		if err != nil {
			return err
		}
		return s.showDiscussion(c, p, box, nil)
	}
}

// askTitle shows the discussion with its title's form open, to who may change
// it.
func (s *Server) askTitle(c *fiber.Ctx) error {
	talk, _, err := s.talkIn(c, forum.Discussion)
	if err == nil {
		err = s.app.MayChange(c.UserContext(), door.Viewer(c), talk.ID, app.Change{Title: &talk.Title})
	}
	if err != nil {
		return err
	}
	return s.showTitleForm(c, talk, view.Form{})
}

func (s *Server) rename(c *fiber.Ctx) error {
	talk, _, err := s.talkIn(c, forum.Discussion)
	if err != nil {
		return err
	}
	title := field(c, "title")
	out, err := s.app.ChangeConversation(c.UserContext(), door.Viewer(c), talk.ID, app.Change{Title: &title})
	if again(err) {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showTitleForm(c, talk, view.FormError(door.Printer(c), fields(c, "title"), err))
	}
	if err != nil {
		return err
	}
	return goOn(c, out.Path())
}

func (s *Server) showTitleForm(c *fiber.Ctx, talk forum.Conversation, form view.Form) error {
	p, err := s.app.ReadPage(c.UserContext(), door.Viewer(c), talk.ID, 1)
	if err != nil {
		return err
	}
	return s.showDiscussion(c, p, composer(p.Conversation, p.Standing), &form)
}

func (s *Server) pin(c *fiber.Ctx) error {
	on := field(c, "on") == "1"
	return s.changeTalk(c, forum.Discussion, app.Change{Pinned: &on})
}

// setState opens, locks or archives.
func (s *Server) setState(kind forum.ConversationKind) fiber.Handler {
	return func(c *fiber.Ctx) error {
		state := forum.ConversationState(field(c, "state"))
		return s.changeTalk(c, kind, app.Change{State: &state})
	}
}

func (s *Server) changeTalk(c *fiber.Ctx, kind forum.ConversationKind, ch app.Change) error {
	talk, _, err := s.talkIn(c, kind)
	if err != nil {
		return err
	}
	out, err := s.app.ChangeConversation(c.UserContext(), door.Viewer(c), talk.ID, ch)
	if err != nil {
		return err
	}
	return goOn(c, out.Path())
}
