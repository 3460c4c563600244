package httpd

import (
	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

const inboxPage = 50 // notices, some of them told together

// inbox lists what the reader was told, newest first; ?before= goes on.
func (s *Server) inbox(c *fiber.Ctx) error {
	before, err := numberIn(c, "before")
	if err != nil {
		return err
	}
	notices, err := s.app.Inbox(c.UserContext(), door.Viewer(c), forum.NoticeID(before), inboxPage+1)
	if err != nil {
		return err
	}
	page, err := s.page(c, door.Printer(c).T("nav.inbox"), "/inbox", 0)
	if err != nil {
		return err
	}
	older := ""
	if len(notices) > inboxPage {
		notices = notices[:inboxPage]
		older = "/inbox?before=" + itoa(notices[inboxPage-1].ID)
	}
	drafts, err := s.app.CountDrafts(c.UserContext(), door.Viewer(c))
	if err != nil {
		return err
	}
	return s.render(c, view.Inbox{Page: page, Notices: forum.Together(notices), Unread: page.Nav.Inbox, Drafts: int64(drafts), Older: older})
}

// answerNotice takes what a notice asks for answered.
func (s *Server) answerNotice(c *fiber.Ctx) error {
	id, err := number(field(c, "id"))
	if err != nil || id == 0 {
		return forum.Missing()
	}
	if err := s.app.AnswerNotice(c.UserContext(), door.Viewer(c), forum.NoticeID(id)); err != nil {
		return err
	}
	return goOn(c, onward(field(c, "next")))
}

// readNotices marks the notices that are named as read, or all.
func (s *Server) readNotices(c *fiber.Ctx) error {
	var some []forum.NoticeID
	for _, typed := range c.Context().PostArgs().PeekMulti("id") {
		id, err := number(string(typed))
		if err != nil || id == 0 || len(some) == inboxPage {
			return forum.Missing()
		}
		some = append(some, forum.NoticeID(id))
	}
	if err := s.app.ReadNotices(c.UserContext(), door.Viewer(c), some...); err != nil {
		return err
	}
	if next := nextPath(field(c, "next")); next != "" {
		return goOn(c, next)
	}
	return goOn(c, "/inbox")
}
