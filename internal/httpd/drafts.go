package httpd

import (
	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

// draftAt is what the viewer has not sent yet at a place; the zero Draft if
// there is nothing.
func (s *Server) draftAt(c *fiber.Ctx, p forum.DraftPlace) (forum.Draft, error) {
	if !door.Viewer(c).SignedIn() {
		return forum.Draft{}, nil
	}
	d, err := s.app.Draft(c.UserContext(), door.Viewer(c), p)
	if err != nil && forum.KindOf(err) == forum.NotFound {
		return forum.Draft{}, nil
	}
	return d, err
}

// withDraft puts the viewer's draft at a place into a box that holds nothing
// else of theirs.
func (s *Server) withDraft(c *fiber.Ctx, box view.Composer, p forum.DraftPlace) (view.Composer, error) {
	d, err := s.draftAt(c, p)
	if err != nil {
		return box, err
	}
	box.Draft = draftIn(c, d)
	if d.Version == 0 || d.Empty() {
		return box, nil
	}
	if box.Body != "" && !box.Edits { // a quote
		d.Body += "\n\n" + box.Body
	}
	box.Body, box.Format = d.Body, d.Format
	if box.Edits && d.Revision > 0 {
		box.Revision = d.Revision // so that what somebody else changed meanwhile is not replaced in silence
	}
	if d.ReplyTo == 0 || box.ReplyTo != 0 {
		return box, nil
	}
	to, err := s.app.Post(c.UserContext(), door.Viewer(c), d.ReplyTo)
	if err == nil && int64(to.Conversation.ID) == p.Ref && to.Number > 0 {
		box.ReplyTo, box.ReplyName = to.ID, to.Author.Name
		if to.Author.Former() {
			box.ReplyName = door.Printer(c).T("person.former")
		}
	}
	if err != nil && forum.KindOf(err) == forum.NotFound {
		err = nil
	}
	return box, err
}

// draftIn is how a box shows what is kept.
func draftIn(c *fiber.Ctx, d forum.Draft) view.Draft {
	shown := view.Draft{Version: d.Version, SavedAt: d.UpdatedAt}
	for _, other := range d.Others {
		shown.Others = append(shown.Others, view.OtherDraft{ID: other.ID, Text: other.Body, At: other.UpdatedAt,
			Here: other.Session != 0 && other.Session == door.Viewer(c).Session})
	}
	return shown
}

// boxIn is the box under a conversation, with the draft that the page says
// there is.
func (s *Server) boxIn(c *fiber.Ctx, p app.Page) (view.Composer, error) {
	box := composer(p.Conversation, p.Standing)
	if p.Conversation.Slow > 0 && box.Denied.Reason == "" && !p.Standing.May(forum.Moderating) {
		until, err := s.app.SlowUntil(c.UserContext(), p.Conversation, p.Standing)
		if err != nil {
			return box, err
		}
		box.Slow = view.Slow{Every: p.Conversation.Slow, Until: until}
	}
	if !p.HasDraft {
		return box, nil
	}
	if box.Denied.Reason != "" {
		box.Denied.Draft = true
		return box, nil
	}
	return s.withDraft(c, box, replyPlace(p.Conversation.ID))
}

func replyPlace(id forum.ConversationID) forum.DraftPlace {
	return forum.DraftPlace{Kind: forum.DraftReply, Ref: int64(id)}
}

// draftVersion is that of the draft which a form's page had.
func draftVersion(c *fiber.Ctx) int64 {
	n, err := number(field(c, "draft"))
	if err != nil {
		return 0
	}
	return n
}

// drafts lists what the reader has not sent yet.
func (s *Server) drafts(c *fiber.Ctx) error {
	all, err := s.app.MyDrafts(c.UserContext(), door.Viewer(c))
	if err != nil {
		return err
	}
	page, err := s.page(c, door.Printer(c).T("draft.heading"), "/inbox", 0)
	if err != nil {
		return err
	}
	shown := view.Drafts{Page: page}
	for _, d := range all {
		one := view.KeptDraft{ID: d.ID, Place: d.Draft.Place, Version: d.Version, Title: d.Title, Path: d.Path, Text: d.Body, At: d.UpdatedAt, Aside: d.Aside}
		if title := d.Fields["title"]; title != "" {
			one.Text = title + "\n\n" + d.Body
		}
		shown.Drafts = append(shown.Drafts, one)
	}
	return s.render(c, shown)
}

// changeDraft does with what is kept at a place what a button says: save what
// stands in the box, use the other text instead of it (which is kept), keep
// what stands there and discard the other, or discard one from the list.
func (s *Server) changeDraft(c *fiber.Ctx) error {
	p, err := forum.DraftPlaceOf(c.Params("place"))
	if err != nil {
		return err
	}
	ctx, v := c.UserContext(), door.Viewer(c)
	do, id := field(c, "do"), forum.DraftID(0)
	for _, with := range []string{"use", "keep", "drop"} {
		if typed := field(c, with); typed != "" {
			n, err := number(typed)
			if err != nil || n == 0 {
				return forum.Missing()
			}
			do, id = with, forum.DraftID(n)
		}
	}
	switch do {
	case "discard":
		err = s.app.DiscardDraft(ctx, v, p, draftVersion(c))
	case "drop":
		_, err = s.app.DropOther(ctx, v, p, id)
	case "save", "use", "keep":
		if err = s.saveTyped(c, p, body(c)); err != nil && forum.KindOf(err) != forum.Conflict {
			return err // the page shows what was typed
		}
		if err = nil; do == "use" {
			_, err = s.app.UseDraft(ctx, v, p, id)
		} else if do == "keep" {
			_, err = s.app.DropOther(ctx, v, p, id)
		}
	default:
		return forum.Missing()
	}
	if err != nil {
		return err
	}
	if do == "discard" || do == "drop" {
		return goOn(c, "/drafts")
	}
	path, err := s.app.DraftPath(ctx, v, p)
	if err != nil {
		return err
	}
	return goOn(c, path)
}

// saveTyped keeps a text, with what else its form holds, as the draft of its
// place.
func (s *Server) saveTyped(c *fiber.Ctx, p forum.DraftPlace, text app.Body) error {
	in := app.DraftInput{Draft: forum.Draft{Place: p, Body: text.Source, Format: text.Format, Version: draftVersion(c), ClientID: field(c, "client_id")}}
	for name, value := range fields(c, forum.DraftFields...) {
		if value != "" {
			if in.Fields == nil {
				in.Fields = map[string]string{}
			}
			in.Fields[name] = value
		}
	}
	if n, err := number(field(c, "reply_to")); err == nil {
		in.ReplyTo = forum.PostID(n)
	}
	if n, err := number(field(c, "revision")); err == nil {
		in.Revision = int(n)
	}
	_, err := s.app.SaveDraft(c.UserContext(), door.Viewer(c), in)
	return err
}
