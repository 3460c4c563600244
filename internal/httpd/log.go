package httpd

import (
	"bytes"
	"encoding/csv"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

const (
	logLines   = 50     // on one page
	logBatch   = 500    // read at once for a table
	logAtMost  = 20_000 // in one table
	dayOfField = time.DateOnly
)

// groupLog is what moderators and leads did in a group.
func (s *Server) groupLog(c *fiber.Ctx, g app.Group) error {
	tab, err := s.logPage(c, g.Slug, g.Path()+"/log")
	if err != nil {
		return err
	}
	page, head, err := s.groupPage(c, g, door.Printer(c).T("group.log"))
	if err != nil {
		return err
	}
	tab.Page, tab.GroupHead = page, head
	return s.render(c, tab)
}

// networkLog is the same of all groups, for organisers.
func (s *Server) networkLog(c *fiber.Ctx) error {
	tab, err := s.logPage(c, "", "/settings/network/log")
	if err != nil {
		return err
	}
	if tab.Page, err = s.page(c, door.Printer(c).T("group.log"), "/settings/network", 0); err != nil {
		return err
	}
	tab.Everywhere = true
	return s.render(c, tab)
}

// logPage reads the page of the log that the address asks for, which stands at
// path. What is wrong with a filter is said, and then nothing is listed.
func (s *Server) logPage(c *fiber.Ctx, group, path string) (view.GroupLog, error) {
	before, err := numberIn(c, "before")
	if err != nil {
		return view.GroupLog{}, err
	}
	typed := map[string]string{}
	for _, name := range []string{"who", "what", "from", "until"} {
		typed[name] = door.Clean(c.Query(name))
	}
	tab := view.GroupLog{Path: path, Parts: app.LogParts, Form: view.Form{Values: typed}}
	for name, value := range typed {
		if value != "" {
			tab.Filter += "&" + name + "=" + url.QueryEscape(value)
		}
	}
	query, err := s.logQuery(group, typed)
	var lines []app.LogLine
	if err == nil {
		lines, err = s.app.Log(c.UserContext(), door.Viewer(c), query, forum.EventID(before), logLines+1)
	}
	if again(err) {
		c.Status(fiber.StatusUnprocessableEntity)
		tab.Form = view.FormError(door.Printer(c), typed, err)
		return tab, nil
	}
	if err != nil {
		return tab, err
	}
	if len(lines) > logLines {
		lines = lines[:logLines]
		tab.Older = path + "?before=" + itoa(lines[logLines-1].ID) + tab.Filter
	}
	for _, l := range lines {
		tab.Lines = append(tab.Lines, logLine(l))
	}
	return tab, nil
}

func (s *Server) logQuery(group string, typed map[string]string) (app.LogQuery, error) {
	q := app.LogQuery{Group: group, Who: strings.TrimPrefix(typed["who"], "@"), What: typed["what"]}
	for name, at := range map[string]*time.Time{"from": &q.From, "until": &q.Until} {
		if typed[name] == "" {
			continue
		}
		day, err := time.ParseInLocation(dayOfField, typed[name], s.settings.Location())
		if err != nil {
			return q, forum.Wrong(name, "log.day_wrong")
		}
		*at = day
	}
	if !q.Until.IsZero() {
		q.Until = q.Until.AddDate(0, 0, 1) // that day, too
	}
	return q, nil
}

func logLine(l app.LogLine) view.LogLine {
	line := view.LogLine{Kind: l.Kind, Detail: l.Detail, Actor: l.Actor, Person: l.Person, At: l.At, Title: l.Conversation.Title,
		Group: l.GroupName, Reason: l.Reason}
	switch {
	case l.Conversation.ID == 0: // what it was about is not the reader's to see, or nothing
	case l.Post != 0:
		line.Path = forum.Post{ID: l.Post}.Path()
		if l.Kind == forum.PostEdited && l.Revision > 0 {
			line.Versions = line.Path + "/history?from=" + strconv.Itoa(l.Revision) + "&to=" + strconv.Itoa(l.Revision+1)
		} else if l.Kind == forum.PostRemoved || l.Kind == forum.PostEdited || l.Kind == forum.ReviewDecided {
			line.Versions = line.Path + "/history"
		}
	default:
		line.Path = l.Conversation.Path()
	}
	return line
}

func (s *Server) groupLogTable(c *fiber.Ctx, g app.Group) error { return s.logTable(c, g.Slug) }

func (s *Server) networkLogTable(c *fiber.Ctx) error { return s.logTable(c, "") }

// logTable gives the log as a table for spreadsheets.
func (s *Server) logTable(c *fiber.Ctx, group string) error {
	typed := map[string]string{}
	for _, name := range []string{"who", "what", "from", "until"} {
		typed[name] = door.Clean(c.Query(name))
	}
	q, err := s.logQuery(group, typed)
	if err != nil {
		return err
	}
	var table bytes.Buffer
	w := csv.NewWriter(&table)
	if err := w.Write([]string{"id", "at", "kind", "detail", "who_id", "who", "whom_id", "whom", "group_id", "group", "conversation_id", "post_id", "revision", "reason"}); err != nil {
		return err
	}
	before := forum.EventID(0)
	for n := 0; n < logAtMost; n += logBatch {
		lines, err := s.app.Log(c.UserContext(), door.Viewer(c), q, before, logBatch)
		if err != nil {
			return err
		}
		for _, l := range lines {
			before = l.ID
			if err := w.Write(logRow(l)); err != nil {
				return err
			}
		}
		if len(lines) < logBatch {
			break
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="log.csv"`)
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	return c.Send(table.Bytes())
}

func logRow(l app.LogLine) []string {
	id := func(n int64) string {
		if n == 0 {
			return ""
		}
		return strconv.FormatInt(n, 10)
	}
	row := []string{id(int64(l.ID)), l.At.UTC().Format(time.RFC3339), string(l.Kind), l.Detail, id(int64(l.Event.Actor)), l.Actor.Name, id(int64(l.Person.ID)), l.Person.Name,
		id(int64(l.Group)), l.GroupName, id(int64(l.Conversation.ID)), id(int64(l.Post)), id(int64(l.Revision)), l.Reason}
	for i, cell := range row {
		row[i] = harmless(cell)
	}
	return row
}

// harmless is a cell that no spreadsheet takes for a formula.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
