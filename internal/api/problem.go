// Package api is the JSON front door under /api/v1: the same verbs as the
// pages, problem documents for errors, and the shapes of contract.md.
package api

import (
	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
)

// Problem is a problem document (RFC 9457).
type Problem struct {
	Type   string       `json:"type"`
	Title  string       `json:"title"`
	Status int          `json:"status"`
	Detail string       `json:"detail"`
	Errors []FieldError `json:"errors,omitempty"`
	Draft  *DraftShape  `json:"draft,omitempty"` // where a text was saved that had been written elsewhere meanwhile
}

// FieldError says what is wrong with one field.
type FieldError struct {
	Field  string `json:"field"`
	Detail string `json:"detail"`
}

// SendProblem answers with the problem document of a failure, worded in the
// asker's language.
func SendProblem(c *fiber.Ctx, f door.Failure) error {
	return sendProblem(c, f, nil)
}

// sendProblem adds to the document the drafts that a text clashed with.
func sendProblem(c *fiber.Ctx, f door.Failure, draft *DraftShape) error {
	p := door.Printer(c)
	doc := Problem{Type: "about:blank", Title: p.T(f.Title), Status: f.Status, Detail: p.Error(f.Err), Draft: draft}
	c.Set(fiber.HeaderCacheControl, uncached)
	if f.Status == fiber.StatusUnauthorized {
		c.Set(fiber.HeaderWWWAuthenticate, "Bearer")
	}
	if f.Err.Field != "" {
		doc.Errors = []FieldError{{Field: f.Err.Field, Detail: doc.Detail}}
	}
	return c.Status(f.Status).JSON(doc, "application/problem+json")
}
