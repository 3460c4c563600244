package api

import (
	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
)

type exportShape struct {
	ID           forum.ExportID        `json:"id"`
	Conversation *forum.ConversationID `json:"conversation_id"`
	Group        *string               `json:"group"` // slug; null for a conversation
	State        forum.ExportState     `json:"state"`
	Done         int64                 `json:"done"`
	Total        int64                 `json:"total"`
	Size         *int64                `json:"size"` // null until it is ready, as is URL
	URL          *string               `json:"url"`
	CreatedAt    string                `json:"created_at"`
	ExpiresAt    string                `json:"expires_at"`
}

func (s shaper) export(e forum.Export, of app.Recording) exportShape {
	shape := exportShape{ID: e.ID, Conversation: orNull(e.Conversation), Group: textOrNull(of.Sheet.Slug), State: e.State, Done: e.Done, Total: e.Total,
		CreatedAt: stamp(e.CreatedAt), ExpiresAt: stamp(e.ExpiresAt)}
	if e.State == forum.ExportReady {
		url := s.base + e.Path() + "/record.zip"
		shape.Size, shape.URL = &e.Size, &url
	}
	return shape
}

func (a calls) exportGroup(c *fiber.Ctx) error {
	g, err := a.App.Group(c.UserContext(), door.Viewer(c), slugOf(c))
	if err != nil {
		return err
	}
	return a.startExport(c, app.ToRecord{Group: g.ID})
}

func (a calls) exportConversation(c *fiber.Ctx) error {
	id, err := pathID[forum.ConversationID](c, "id")
	if err != nil {
		return err
	}
	return a.startExport(c, app.ToRecord{Conversation: id})
}

// startExport asks for a record, which is made beside however small it is.
func (a calls) startExport(c *fiber.Ctx, of app.ToRecord) error {
	v := door.Viewer(c)
	what, err := a.App.Record(c.UserContext(), v, of)
	if err == nil {
		err = a.take(c, door.Exports)
	}
	if err != nil {
		return err
	}
	e, err := a.App.AskForRecord(c.UserContext(), v, of)
	if err != nil {
		return err
	}
	return a.made(c, "/exports/"+decimal(e.ID), a.shaper(c).export(e, what))
}

func (a calls) export(c *fiber.Ctx) error {
	id, err := pathID[forum.ExportID](c, "id")
	if err != nil {
		return err
	}
	e, what, err := a.App.Export(c.UserContext(), door.Viewer(c), id)
	if err != nil {
		return err
	}
	return c.JSON(a.shaper(c).export(e, what))
}
