package httpd

import (
	"bytes"
	"encoding/csv"
	"time"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

const (
	guestsPage  = 50
	guestsBatch = 500
)

// guestList is where organisers see who comments without an account.
func (s *Server) guestList(c *fiber.Ctx) error {
	before, err := numberIn(c, "before")
	if err != nil {
		return err
	}
	guests, err := s.app.Guests(c.UserContext(), door.Viewer(c), forum.GuestID(before), guestsPage+1)
	if err != nil {
		return err
	}
	page, err := s.page(c, door.Printer(c).T("guest.all"), "/settings/network", 0)
	if err != nil {
		return err
	}
	shown := view.Guests{Page: page, Guests: guests}
	if len(guests) > guestsPage {
		shown.Guests = guests[:guestsPage]
		shown.Older = "/settings/network/guests?before=" + itoa(guests[guestsPage-1].ID)
	}
	return s.render(c, shown)
}

// guestTable is the same for a spreadsheet.
func (s *Server) guestTable(c *fiber.Ctx) error {
	var table bytes.Buffer
	w := csv.NewWriter(&table)
	rows := [][]string{{"id", "name", "email", "lang", "confirmed_at", "no_mail_since"}}
	for before := forum.GuestID(0); ; {
		guests, err := s.app.Guests(c.UserContext(), door.Viewer(c), before, guestsBatch)
		if err != nil {
			return err
		}
		for _, g := range guests {
			before = g.ID
			rows = append(rows, []string{itoa(g.ID), harmless(g.Name), harmless(g.Email), string(g.Lang), timeCell(g.ConfirmedAt), timeCell(g.StoppedAt)})
		}
		if len(guests) < guestsBatch {
			break
		}
	}
	if err := w.WriteAll(rows); err != nil {
		return forum.Errorf("httpd: guests: %w", err)
	}
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="guests.csv"`)
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	return c.Send(table.Bytes())
}

func timeCell(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// eraseGuest erases a guest's address.
func (s *Server) eraseGuest(c *fiber.Ctx) error {
	id, err := idIn[forum.GuestID](c, "id")
	if err == nil {
		err = s.app.EraseGuest(c.UserContext(), door.Viewer(c), id)
	}
	if err != nil {
		return err
	}
	s.flash(c, "flash.guest_erased")
	return goOn(c, "/settings/network/guests")
}
