package api

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
)

type nearestShape struct {
	list[PersonShape]
	Calls *int `json:"group_tells"` // null where the asker can't call the group
}

// peopleFor are the people whom an @ may mean in a conversation.
func (a calls) peopleFor(c *fiber.Ctx) error {
	id, err := pathID[forum.ConversationID](c, "id")
	if err != nil {
		return err
	}
	limit, err := limitOf(c)
	if err != nil {
		return err
	}
	near, err := a.App.PeopleFor(c.UserContext(), door.Viewer(c), id, query(c, "q"), limit)
	return a.sendNearest(c, near, err)
}

// peopleIn are those whom it may mean in a new discussion of a group.
func (a calls) peopleIn(c *fiber.Ctx) error {
	limit, err := limitOf(c)
	if err != nil {
		return err
	}
	near, err := a.App.PeopleIn(c.UserContext(), door.Viewer(c), slugOf(c), query(c, "q"), limit)
	return a.sendNearest(c, near, err)
}

func (a calls) sendNearest(c *fiber.Ctx, near app.Nearest, err error) error {
	if err != nil {
		return err
	}
	out := nearestShape{list: list[PersonShape]{Items: make([]PersonShape, len(near.People))}}
	for i, p := range near.People {
		out.Items[i] = personOf(p, a.BaseURL())
	}
	if near.Calls > 0 {
		out.Calls = &near.Calls
	}
	return c.JSON(out)
}

type namingShape struct {
	PersonShape
	Sees bool `json:"sees"`
}

// namedFor says whom handles name, and who of them sees the conversation.
func (a calls) namedFor(c *fiber.Ctx) error {
	id, err := pathID[forum.ConversationID](c, "id")
	if err != nil {
		return err
	}
	named, err := a.App.Named(c.UserContext(), door.Viewer(c), id, handlesIn(c))
	return a.sendNamed(c, named, err)
}

func (a calls) namedIn(c *fiber.Ctx) error {
	named, err := a.App.NamedIn(c.UserContext(), door.Viewer(c), slugOf(c), handlesIn(c))
	return a.sendNamed(c, named, err)
}

func handlesIn(c *fiber.Ctx) []string {
	return strings.FieldsFunc(query(c, "handles"), func(r rune) bool { return r == ',' })
}

func (a calls) sendNamed(c *fiber.Ctx, named []app.Naming, err error) error {
	if err != nil {
		return err
	}
	out := list[namingShape]{Items: make([]namingShape, len(named))}
	for i, n := range named {
		out.Items[i] = namingShape{personOf(n.Author, a.BaseURL()), n.Sees}
	}
	return c.JSON(out)
}
