package httpd

import (
	"context"
	"errors"
	"io"
	"mime/multipart"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
	"plenary/internal/forum"
)

// field is what was typed into a field: valid UTF-8, lines ending in \n. What
// stands in the address is not the form's.
func field(c *fiber.Ctx, name string) string {
	typed := string(c.Context().PostArgs().Peek(name))
	if form, err := c.MultipartForm(); err == nil {
		typed = ""
		if all := form.Value[name]; len(all) > 0 {
			typed = all[0]
		}
	}
	return strings.ReplaceAll(door.Clean(typed), "\r\n", "\n")
}

// fields are what was typed into several fields, by name.
func fields(c *fiber.Ctx, names ...string) map[string]string {
	typed := make(map[string]string, len(names))
	for _, name := range names {
		typed[name] = field(c, name)
	}
	return typed
}

// kept is all that somebody wrote into a form, for an answer that cannot show
// the form again. What stands in an address nobody wrote: a link must not make
// the site say what its author likes.
func kept(c *fiber.Ctx) string {
	if c.Method() != fiber.MethodPost || len(c.Request().URI().QueryString()) > 0 {
		return ""
	}
	var said []string
	for _, name := range []string{"title", "topic", "focus", "about", "summary", "body", "bio", "note", "poll_question", "poll_options", "emails"} {
		if typed := field(c, name); strings.TrimSpace(typed) != "" {
			said = append(said, typed)
		}
	}
	return strings.Join(said, "\n\n")
}

// idIn is the id that the address names; NotFound if that is none.
func idIn[T ~int64](c *fiber.Ctx, param string) (T, error) {
	id, err := number(c.Params(param))
	if err != nil || id == 0 {
		return 0, forum.Missing()
	}
	return T(id), nil
}

// numberIn is a number of the query, such as a page's; 0 if it has none.
// NotFound for what is no number: there is no such page.
func numberIn(c *fiber.Ctx, name string) (int64, error) {
	typed := c.Query(name)
	if typed == "" {
		return 0, nil
	}
	n, err := number(typed)
	if err != nil || n == 0 {
		return 0, forum.Missing()
	}
	return n, nil
}

// number reads digits alone, without a sign.
func number(s string) (int64, error) {
	if strings.TrimLeft(s, "0123456789") != "" {
		return 0, strconv.ErrSyntax
	}
	return strconv.ParseInt(s, 10, 64)
}

func itoa[T ~int64](n T) string { return strconv.FormatInt(int64(n), 10) }

// goOn answers a form that was done: the browser reads the page at path.
func goOn(c *fiber.Ctx, path string) error { return c.Redirect(path, fiber.StatusSeeOther) }

// leadTo answers with the present address of what was asked for, which may
// change again.
func leadTo(c *fiber.Ctx, path string, status int) error {
	c.Set(fiber.HeaderCacheControl, "private, no-cache")
	return c.Redirect(path, status)
}

// again reports whether a form is shown again for that error, with everything
// typed kept: it was wrong, and can be put right.
func again(err error) bool {
	return err != nil && forum.KindOf(err) == forum.Invalid
}

// upload is the verb that keeps a file.
type upload func(ctx context.Context, v forum.Viewer, name string, r io.Reader) (forum.File, error)

// uploaded keeps by verb the file that a form carries in that field; 0 if it
// carries none.
func (s *Server) uploaded(c *fiber.Ctx, name string, verb upload) (forum.FileID, error) {
	head, err := c.FormFile(name)
	if err != nil || head.Size == 0 && head.Filename == "" {
		return 0, nil
	}
	kept, err := s.keepPart(c, head, verb)
	var ours *forum.Error
	if errors.As(err, &ours) && ours.Kind == forum.Invalid {
		ours.Field = name
	}
	return kept.ID, err
}

// keepPart keeps one file of a form.
func (s *Server) keepPart(c *fiber.Ctx, head *multipart.FileHeader, verb upload) (forum.File, error) {
	if err := s.limits.Take(door.Uploads, s.asker(c)); err != nil {
		return forum.File{}, err
	}
	body, err := head.Open()
	if err != nil {
		return forum.File{}, forum.Errorf("httpd: open upload: %w", err)
	}
	kept, err := s.keep(c, verb, head.Filename, body)
	if cerr := body.Close(); err == nil && cerr != nil {
		err = forum.Errorf("httpd: close upload: %w", cerr)
	}
	return kept, err
}

// keep takes one of the few places that there are for uploads.
func (s *Server) keep(c *fiber.Ctx, verb upload, name string, body io.Reader) (forum.File, error) {
	if !s.turns.uploads.Take(c.UserContext()) {
		return forum.File{}, isBusy()
	}
	defer s.turns.uploads.Done()
	return verb(c.UserContext(), door.Viewer(c), door.Clean(name), body)
}
