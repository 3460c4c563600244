package httpd

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
)

// attach is how files come into a text where there is no script: what stands in
// the box becomes the draft of its place, with the files referred to at its
// end, and the box is shown again. Those that can't be kept are said; the text
// and the others stay.
func (s *Server) attach(c *fiber.Ctx) error {
	p, err := forum.DraftPlaceOf(c.Params("place"))
	if err != nil {
		return err
	}
	ctx, v := c.UserContext(), door.Viewer(c)
	path, err := s.app.DraftPath(ctx, v, p)
	if err != nil {
		return err
	}
	text := body(c)
	failed := s.takeFiles(c, &text)
	if err := s.saveTyped(c, p, text); err != nil && forum.KindOf(err) != forum.Conflict {
		return err
	}
	if failed != nil {
		return failed
	}
	return goOn(c, path)
}

// takeFiles keeps the files of a form and refers to them at the end of a text.
// It goes on after one that can't be kept, and gives what was wrong first.
func (s *Server) takeFiles(c *fiber.Ctx, text *app.Body) error {
	form, err := c.MultipartForm()
	if err != nil || len(form.File["files"]) == 0 {
		return forum.Wrong("files", "file.none_chosen")
	}
	var failed error
	for _, head := range form.File["files"] {
		f, err := s.keepPart(c, head, s.app.Upload)
		if err != nil {
			if failed == nil {
				failed = err
			}
			continue
		}
		text.Attach(f, field(c, "alt"))
	}
	var ours *forum.Error
	if errors.As(failed, &ours) && ours.Kind == forum.Invalid {
		ours.Field = "files"
	}
	return failed
}

// unattached is an error for a text that was sent with a file still chosen
// beside it: a form that is not made for files sends only its name.
func unattached(c *fiber.Ctx) error {
	if field(c, "files") != "" {
		return forum.Wrong("body", "file.attach_first")
	}
	return nil
}
