package httpd

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/internal/record"
	"plenary/web/view"
)

// exportTime is how long a record may take that is made while its reader waits.
const exportTime = 5 * time.Minute

func (s *Server) recorder() record.Maker {
	return record.Maker{App: s.app, Site: s.settings.BaseURL, Network: s.settings.Name, Zone: s.settings.Location()}
}

// exportTalk answers for a conversation of the kind.
func (s *Server) exportTalk(kind forum.ConversationKind, answer func(*fiber.Ctx, app.ToRecord) error) fiber.Handler {
	return func(c *fiber.Ctx) error {
		talk, _, err := s.talkIn(c, kind)
		if err != nil {
			return err
		}
		return answer(c, app.ToRecord{Conversation: talk.ID})
	}
}

func (s *Server) exportGroup(answer func(*fiber.Ctx, app.ToRecord) error) fiber.Handler {
	return s.inGroup(func(c *fiber.Ctx, g app.Group) error { return answer(c, app.ToRecord{Group: g.ID}) })
}

// askExport says what a record would hold, and offers to make it.
func (s *Server) askExport(c *fiber.Ctx, of app.ToRecord) error {
	what, err := s.app.Record(c.UserContext(), door.Viewer(c), of)
	if err != nil {
		return err
	}
	shown, err := s.exportPage(c, what)
	if err != nil {
		return err
	}
	last, err := s.app.LastExport(c.UserContext(), door.Viewer(c), of)
	if err != nil && forum.KindOf(err) != forum.NotFound {
		return err
	}
	shown.Last = last
	return s.render(c, shown)
}

func (s *Server) exportPage(c *fiber.Ctx, what app.Recording) (view.Export, error) {
	p := door.Printer(c)
	shown := view.Export{Heading: p.T("record.export_talk"), Of: what.Talk.Title, Back: what.Talk.Path(), Posts: what.Posts,
		Files: what.Files, Bytes: what.Bytes, Action: talkAddress(what.Talk) + "/export"}
	open := what.Talk.GroupID
	if what.Group != 0 {
		g := what.Sheet.Group
		shown.Heading, shown.Of, shown.Back, shown.Action, open = p.T("record.export_group"), g.Name, g.Path(), g.Path()+"/export", g.ID
	}
	var err error
	shown.Page, err = s.page(c, shown.Heading, shown.Back, open)
	return shown, err
}

// exportState says how far a record is that is made beside, and leads to it.
func (s *Server) exportState(c *fiber.Ctx) error {
	id, err := idIn[forum.ExportID](c, "id")
	if err != nil {
		return err
	}
	e, what, err := s.app.Export(c.UserContext(), door.Viewer(c), id)
	if err != nil {
		return err
	}
	page, err := s.exportPage(c, what)
	if err != nil {
		return err
	}
	if e.State == forum.ExportWaiting {
		c.Set("Refresh", "3")
	}
	return s.render(c, view.ExportState{Export: page, State: e, File: e.Path() + "/" + record.Name(what)})
}

// exportFile sends a record that was made beside, whatever it is called in the
// address.
func (s *Server) exportFile(c *fiber.Ctx) error {
	id, err := idIn[forum.ExportID](c, "id")
	if err != nil {
		return err
	}
	e, what, body, err := s.app.OpenExport(c.UserContext(), door.Viewer(c), id)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, body.Type)
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	c.Set(fiber.HeaderContentDisposition, "attachment; filename="+record.Name(what))
	return sendRange(c, body, `"`+e.File+`"`)
}

func talkAddress(c forum.Conversation) string {
	if c.Kind == forum.Channel {
		return "/c/" + itoa(c.ID)
	}
	return "/t/" + itoa(c.ID)
}

// export sends a record while it is made.
func (s *Server) export(c *fiber.Ctx, of app.ToRecord) error {
	if err := s.limits.Take(door.Exports, s.asker(c)); err != nil {
		return err
	}
	v := door.Viewer(c)
	what, err := s.app.Record(c.UserContext(), v, of)
	if err != nil {
		return err
	}
	if what.Posts > forum.MaxPostsAtOnce || what.Bytes > forum.MaxBytesAtOnce {
		e, err := s.app.AskForRecord(c.UserContext(), v, of)
		if err != nil {
			return err
		}
		return goOn(c, e.Path())
	}
	c.Set(fiber.HeaderContentType, "application/zip")
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	c.Set(fiber.HeaderContentDisposition, "attachment; filename="+record.Name(what))
	// the answer goes out after this returns: a reader who leaves closes the pipe, and that ends the work
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.UserContext()), exportTime)
	out, in := io.Pipe()
	go func() {
		defer cancel()
		err := s.recorder().Write(ctx, in, v, of, func(int64) {})
		in.CloseWithError(err) // an answer that breaks off is seen to be broken
		if err != nil && ctx.Err() == nil && !errors.Is(err, io.ErrClosedPipe) {
			s.log.Error("a record broke off", "err", err)
		}
	}()
	return c.SendStream(out)
}
