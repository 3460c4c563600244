package api

import (
	"encoding/json"
	"time"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/internal/given"
)

const maxWait = 25 * time.Second // what is asked beyond it is not an error: wait is a wish

// Since is what is asked of a conversation's events.
type Since struct {
	Conversation forum.ConversationID
	After        int64  // the cursor; below 0: the present
	Epoch        string // that the cursor is of; "": any
	Lang         forum.Lang
	Wait         time.Duration // for the first event, at most
}

// Happened are the frames of what happened, up to Seq; with Reset there are
// none, and the conversation has to be read again.
type Happened struct {
	Items []json.RawMessage `json:"items"`
	Seq   int64             `json:"seq"`
	Reset bool              `json:"reset"`
}

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
	speak := door.Viewer(c).Lang.UI()
	if asked := forum.Lang(query(c, "lang")); asked == asked.UI() {
		speak = asked
	}
	out, err := a.Events(c, Since{Conversation: id, After: after, Epoch: query(c, "epoch"), Lang: speak,
		Wait: min(time.Duration(min(seconds, 1000))*time.Second, maxWait)})
	if err != nil {
		return err
	}
	if out.Items == nil {
		out.Items = []json.RawMessage{}
	}
	return c.JSON(out)
}

// number is a parameter that is a number from 0, or otherwise if it is absent.
func number(c *fiber.Ctx, name string, otherwise int64) (int64, error) {
	if !has(c, name) {
		return otherwise, nil
	}
	n, ok := given.Whole(query(c, name))
	if !ok {
		return 0, forum.Wrong(name, "api.number")
	}
	return n, nil
}
