package httpd

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

// missed shows what happened since a day, or since the reader's last visit, in
// their groups or in one.
func (s *Server) missed(c *fiber.Ctx) error {
	day, slug := door.Clean(c.Query("since")), door.Clean(c.Query("group"))
	since, err := s.sinceDay(c, day)
	wrong := err
	m, err := s.app.Missed(c.UserContext(), door.Viewer(c), slug, since)
	if err != nil {
		return err
	}
	p := door.Printer(c)
	page, err := s.page(c, p.T("nav.missed"), "/missed", 0)
	if err != nil {
		return err
	}
	shown := view.Missed{Page: page, Since: m.Since, First: m.First, Chosen: !since.IsZero(), Group: slug,
		Form: view.FormError(p, map[string]string{"since": day}, wrong)}
	if wrong != nil {
		c.Status(fiber.StatusUnprocessableEntity)
	}
	for _, g := range m.Mine {
		shown.Groups = append(shown.Groups, g.Group)
	}
	for _, in := range m.Groups {
		shown.In = append(shown.In, missedIn(in))
	}
	return s.render(c, shown)
}

// sinceDay is when a day begins where the reader is; the zero time if none was
// chosen.
func (s *Server) sinceDay(c *fiber.Ctx, day string) (time.Time, error) {
	if day == "" {
		return time.Time{}, nil
	}
	zone := s.settings.Location()
	if own, err := time.LoadLocation(door.Viewer(c).Zone); err == nil && door.Viewer(c).Zone != "" {
		zone = own
	}
	since, err := time.ParseInLocation(time.DateOnly, day, zone)
	if err != nil || since.Year() < 1971 || since.Year() > 9999 {
		return time.Time{}, forum.Wrong("since", "error.day")
	}
	return since, nil
}

func missedIn(in app.MissedIn) view.MissedIn {
	out := view.MissedIn{Slug: in.Slug, Name: in.Name, Concluded: recent(in.Concluded), Begun: recent(in.Begun), Unanswered: recent(in.Unanswered)}
	for i := range out.Begun {
		out.Begun[i].At = out.Begun[i].Conversation.CreatedAt
	}
	for _, b := range in.Busy {
		out.Busy = append(out.Busy, view.Busy{Recent: view.Recent{Conversation: b.Conversation, Unread: int64(b.Unread)}, Answers: int64(b.Answers)})
	}
	for _, f := range in.Files {
		out.Files = append(out.Files, view.SharedFile{File: f.File, Post: f.Post, Title: f.Title, Kind: f.Kind, By: f.By, At: f.At})
	}
	return out
}

func recent(talks []app.Listed) []view.Recent {
	rows := make([]view.Recent, len(talks))
	for i, talk := range talks {
		rows[i] = view.Recent{Conversation: talk.Conversation, Unread: int64(talk.Unread), Quiet: talk.Follow.Muted()}
	}
	return rows
}

// glance is a little of a conversation, for script to show where its link stands.
func (s *Server) glance(c *fiber.Ctx) error {
	id, err := idIn[forum.ConversationID](c, "id")
	if err != nil {
		return err
	}
	post, err := numberIn(c, "post")
	if err != nil {
		return err
	}
	p, err := s.app.Glance(c.UserContext(), door.Viewer(c), id, forum.PostID(post))
	if err != nil {
		return err
	}
	page := s.barePage(c, "")
	shown := view.Glance{Page: page, Conversation: p.Conversation, Items: s.items(page.P, p.Page), ReadTo: p.ReadTo, More: int64(p.More),
		Answers: forum.PostID(post), Box: composer(p.Conversation, p.Standing)}
	return s.render(c, shown)
}
