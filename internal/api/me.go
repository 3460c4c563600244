package api

import (
	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
	"plenary/internal/forum"
)

type meShape struct {
	ID     forum.UserID      `json:"id"`
	Name   string            `json:"name"`
	Handle string            `json:"handle"`
	Email  string            `json:"email"`
	Role   forum.NetworkRole `json:"role"`
	Groups []roleShape       `json:"groups"`
}

type roleShape struct {
	Slug string          `json:"slug"`
	Role forum.GroupRole `json:"role"`
}

func (a calls) me(c *fiber.Ctx) error {
	v := door.Viewer(c)
	p, err := a.App.Account(c.UserContext(), v)
	if err != nil {
		return err
	}
	_, in, err := a.App.Profile(c.UserContext(), v, v.ID)
	if err != nil {
		return err
	}
	me := meShape{ID: p.ID, Name: p.Name, Handle: p.Handle, Email: p.Email, Role: p.Role, Groups: make([]roleShape, len(in))}
	for i, m := range in {
		me.Groups[i] = roleShape{Slug: m.GroupSlug, Role: m.Role}
	}
	return c.JSON(me)
}
