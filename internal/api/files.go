package api

import (
	"mime"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
	"plenary/internal/forum"
)

type fileShape struct {
	ID     forum.FileID `json:"id"`
	URL    string       `json:"url"`
	Name   string       `json:"name"`
	Type   string       `json:"type"`
	Size   int64        `json:"size"`
	Width  int          `json:"width,omitempty"`
	Height int          `json:"height,omitempty"`
}

// upload takes the part "file" of a multipart body; of parts of other names
// there may be any.
func (a calls) upload(c *fiber.Ctx) error {
	if !door.Viewer(c).SignedIn() {
		return forum.Refused(forum.SignedOut, "error.signed_out")
	}
	if media, _, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType)); err != nil || media != fiber.MIMEMultipartForm {
		return forum.Refused(forum.Unsupported, "api.media_type", "Type", fiber.MIMEMultipartForm)
	}
	if err := a.take(c, door.Uploads); err != nil {
		return err
	}
	form, err := c.MultipartForm()
	if err != nil {
		return forum.Refused(forum.Malformed, "error.malformed")
	}
	if len(form.File["file"]) == 0 {
		return forum.Wrong("file", "error.required")
	}
	if len(form.File["file"]) > 1 {
		return forum.Wrong("file", "file.one")
	}
	part := form.File["file"][0]
	body, err := part.Open()
	if err != nil {
		return forum.Errorf("api: upload: %w", err)
	}
	defer body.Close()
	f, err := a.App.Upload(c.UserContext(), door.Viewer(c), door.Clean(part.Filename), body)
	if err != nil {
		return err
	}
	url := a.BaseURL() + f.Path()
	c.Set(fiber.HeaderLocation, url)
	return c.Status(fiber.StatusCreated).JSON(fileShape{ID: f.ID, URL: url, Name: f.Name, Type: f.Type, Size: f.Size, Width: f.Width, Height: f.Height})
}
