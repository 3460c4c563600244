package api

import (
	"encoding/json"
	"time"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
	"plenary/internal/forum"
)

const maxWait = 25 * time.Second // what is asked beyond it is not an error: wait is a wish

// events polls what the live connection would send. Without after it starts at
// the present; a cursor of another epoch is told to read again.
func (a calls) events(c *fiber.Ctx) error {
	id, err := pathID[forum.ConversationID](c, "id")
	if err != nil {
		return err
	}
	after, err := number(c, "after", -1)
	if err != nil {
		return err
	}
	seconds, err := number(c, "wait", 0)
	if err != nil {
		return err
	}
	speak := door.Viewer(c).Lang
	if asked := forum.Lang(query(c, "lang")); asked == asked.UI() {
		speak = asked
	}
	conv, _, err := a.App.Conversation(c.UserContext(), door.Viewer(c), id)
	if err != nil {
		return err
	}
	if a.Events == nil {
		return forum.Refused(forum.NotBuilt, "error.not_built")
	}
	out := struct {
		Items []json.RawMessage `json:"items"`
		Seq   int64             `json:"seq"`
		Reset bool              `json:"reset"`
	}{Seq: conv.Seq}
	if epoch := query(c, "epoch"); epoch != "" {
		now, _, err := a.App.Network(c.UserContext())
		if err != nil {
			return err
		}
		out.Reset = epoch != now
	}
	if !out.Reset {
		wait := min(time.Duration(min(seconds, 1000))*time.Second, maxWait)
		out.Items, out.Seq, out.Reset, err = a.Events(c.UserContext(), door.Viewer(c), speak, id, after, wait)
		if err != nil {
			return err
		}
	}
	if out.Items == nil {
		out.Items = []json.RawMessage{}
	}
	return c.JSON(out)
}

// number is a parameter that is a number from 0, or otherwise if it is absent.
func number(c *fiber.Ctx, name string, otherwise int64) (int64, error) {
	if !given(c, name) {
		return otherwise, nil
	}
	n, ok := whole(query(c, name))
	if !ok {
		return 0, forum.Wrong(name, "api.number")
	}
	return n, nil
}
