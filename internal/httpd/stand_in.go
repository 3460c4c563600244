package httpd

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/forum"
)

func decision(c *fiber.Ctx) (grant bool, err error) {
	switch field(c, "decision") {
	case "approve":
		return true, nil
	case "decline":
		return false, nil
	}
	return false, forum.Wrong("decision", "talk.decision")
}

func inviteInput(c *fiber.Ctx) (app.InviteInput, error) {
	in := app.InviteInput{Email: field(c, "email")}
	for name, into := range map[string]*int{"days": &in.Days, "uses": &in.Uses} {
		typed := field(c, name)
		if typed == "" {
			continue
		}
		n, err := strconv.Atoi(typed)
		if err != nil {
			return in, forum.Wrong(name, "talk.number")
		}
		*into = n
		if name == "uses" && n == 0 {
			*into = 500
		}
	}
	return in, nil
}
