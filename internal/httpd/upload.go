package httpd

import (
	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
	"plenary/internal/forum"
)

// upload keeps the file that a form sent in the field. The zero File if none
// was chosen. TooMany, Unavailable (too many at once), and what app.Upload says.
func (s *Server) upload(c *fiber.Ctx, name string) (forum.File, error) {
	form, err := c.MultipartForm()
	if err != nil || len(form.File[name]) == 0 || form.File[name][0].Size == 0 {
		return forum.File{}, nil
	}
	if err := s.limits.Take("upload", s.asker(c), door.LimitUploads); err != nil {
		return forum.File{}, about(err, name)
	}
	select {
	case s.uploads <- struct{}{}:
		defer func() { <-s.uploads }()
	default:
		return forum.File{}, &forum.Error{Kind: forum.Unavailable, Field: name, Msg: "file.busy", RetryAfter: 5}
	}
	sent := form.File[name][0]
	body, err := sent.Open()
	if err != nil {
		return forum.File{}, forum.Errorf("httpd: upload: %w", err)
	}
	defer body.Close()
	f, err := s.app.Upload(c.UserContext(), door.Viewer(c), door.Clean(sent.Filename), body)
	return f, about(err, name)
}

// about is err said of the field.
func about(err error, name string) error {
	f := door.FailureOf(err)
	if err == nil || f.Err.Kind == forum.Internal || f.Err.Kind == forum.SignedOut {
		return err
	}
	e := *f.Err
	e.Field = name
	return &e
}
