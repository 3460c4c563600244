package api

import (
	"context"
	"errors"
	"time"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/internal/given"
)

// DraftShape is a text that was not sent yet.
type DraftShape struct {
	ID       forum.DraftID     `json:"id"`    // 0: nothing is saved here but others
	Place    string            `json:"place"` // c42, g5, p99, a7 or a0
	Body     string            `json:"body"`
	Format   forum.Format      `json:"format"`
	Fields   map[string]string `json:"fields"`
	ReplyTo  *forum.PostID     `json:"reply_to"`
	Revision int               `json:"revision"`
	ClientID *string           `json:"client_id"`
	Version  int64             `json:"version"`
	SavedAt  *string           `json:"saved_at"`
	Here     bool              `json:"here"`             // it was written in the session that asks
	Others   []DraftShape      `json:"others,omitempty"` // written at the same place elsewhere meanwhile
}

func draftShape(v forum.Viewer, d forum.Draft) DraftShape {
	shape := DraftShape{ID: d.ID, Place: d.Place.String(), Body: d.Body, Format: d.Format, Fields: d.Fields, ReplyTo: orNull(d.ReplyTo),
		Revision: d.Revision, ClientID: textOrNull(d.ClientID), Version: d.Version, SavedAt: stampOrNull(d.UpdatedAt),
		Here: d.Session != 0 && d.Session == v.Session}
	if shape.Fields == nil {
		shape.Fields = map[string]string{}
	}
	for _, other := range d.Others {
		shape.Others = append(shape.Others, draftShape(v, other))
	}
	return shape
}

type keptDraftShape struct {
	DraftShape
	Title  string  `json:"title"`  // of where it belongs; "" where the asker no longer sees that
	URL    *string `json:"url"`    // where it is written on
	Beside bool    `json:"beside"` // another one at the same place is the draft
}

func (a calls) drafts(c *fiber.Ctx) error {
	v := door.Viewer(c)
	all, err := a.App.MyDrafts(c.UserContext(), v)
	if err != nil {
		return err
	}
	out := list[keptDraftShape]{Items: make([]keptDraftShape, len(all))}
	for i, d := range all {
		out.Items[i] = keptDraftShape{DraftShape: draftShape(v, d.Draft), Title: d.Title, Beside: d.Aside}
		if d.Path != "" {
			url := a.BaseURL() + d.Path
			out.Items[i].URL = &url
		}
	}
	return c.JSON(out)
}

func draftPlace(c *fiber.Ctx) (forum.DraftPlace, error) {
	if !door.Viewer(c).SignedIn() {
		return forum.DraftPlace{}, forum.Refused(forum.SignedOut, "error.signed_out")
	}
	return forum.DraftPlaceOf(c.Params("place"))
}

func (a calls) draft(c *fiber.Ctx) error {
	p, err := draftPlace(c)
	if err != nil {
		return err
	}
	v := door.Viewer(c)
	d, err := a.App.Draft(c.UserContext(), v, p)
	if err != nil {
		return err
	}
	return c.JSON(draftShape(v, d))
}

func (a calls) saveDraft(c *fiber.Ctx) error {
	p, err := draftPlace(c)
	if err != nil {
		return err
	}
	in, err := given.Read(c.Get(fiber.HeaderContentType), c.Body())
	if err != nil {
		return err
	}
	in.Needs("body")
	text := bodyIn(in)
	draft := app.DraftInput{Draft: forum.Draft{Place: p, Body: text.Source, Format: text.Format, ReplyTo: forum.PostID(in.ID("reply_to")),
		Revision: int(in.ID("revision")), ClientID: given.Or(in.Text("client_id")), Version: given.Or(given.Optional[int64](in, "version", "api.whole"))},
		GoesOnFrom: given.Or(in.Text("goes_on_from")), Age: time.Duration(given.Or(given.Optional[int64](in, "age", "api.whole"))) * time.Millisecond}
	if fields := given.Optional[map[string]string](in, "fields", "api.texts"); fields != nil {
		draft.Fields = make(map[string]string, len(*fields))
		for name, value := range *fields {
			draft.Fields[name] = door.Clean(value)
		}
	}
	if in.Err != nil {
		return in.Err
	}
	v := door.Viewer(c)
	saved, err := a.App.SaveDraft(c.UserContext(), v, draft)
	var clash *forum.Error
	if errors.As(err, &clash) && clash.Kind == forum.Conflict && saved.Place == p {
		both := draftShape(v, saved)
		return sendProblem(c, door.FailureOf(err), &both)
	}
	if err != nil {
		return err
	}
	return c.JSON(draftShape(v, saved))
}

func (a calls) discardDraft(c *fiber.Ctx) error {
	p, err := draftPlace(c)
	if err != nil {
		return err
	}
	if err := a.App.DiscardDraft(c.UserContext(), door.Viewer(c), p, 0); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}

func (a calls) useDraft(c *fiber.Ctx) error {
	return a.otherDraft(c, a.App.UseDraft)
}

func (a calls) dropOther(c *fiber.Ctx) error {
	return a.otherDraft(c, a.App.DropOther)
}

func (a calls) otherDraft(c *fiber.Ctx, do func(context.Context, forum.Viewer, forum.DraftPlace, forum.DraftID) (forum.Draft, error)) error {
	p, err := draftPlace(c)
	if err != nil {
		return err
	}
	id, err := pathID[forum.DraftID](c, "id")
	if err != nil {
		return err
	}
	v := door.Viewer(c)
	d, err := do(c.UserContext(), v, p, id)
	if err != nil {
		return err
	}
	return c.JSON(draftShape(v, d))
}
