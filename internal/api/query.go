package api

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/internal/given"
)

const (
	defaultLimit = 50
	maxLimit     = 100
)

// pathID is the id that a path names; NotFound if it is none, as for ids of
// nothing.
func pathID[T ~int64](c *fiber.Ctx, name string) (T, error) {
	n, ok := given.Whole(c.Params(name))
	if !ok || n == 0 {
		return 0, forum.Missing()
	}
	return T(n), nil
}

// slugOf is the slug that a path names; "", which nothing has, if it can't be
// one.
func slugOf(c *fiber.Ctx) string {
	if s := c.Params("slug"); forum.ValidSlug(s) {
		return s
	}
	return ""
}

// query is a parameter of the address; "" if it is absent.
func query(c *fiber.Ctx, name string) string { return door.Clean(c.Query(name)) }

// has reports whether the address has the parameter.
func has(c *fiber.Ctx, name string) bool { return c.Context().QueryArgs().Has(name) }

// chosen is a parameter that has one of the values, or "" if it is absent.
func chosen(c *fiber.Ctx, name string, values ...string) (string, error) {
	s := query(c, name)
	if has(c, name) && !slices.Contains(values, s) {
		return "", forum.Wrong(name, "api.one_of", "Values", strings.Join(values, ", "))
	}
	return s, nil
}

// limitOf is how many items to answer with.
func limitOf(c *fiber.Ctx) (int, error) {
	if !has(c, "limit") {
		return defaultLimit, nil
	}
	n, ok := given.Whole(query(c, "limit"))
	if !ok || n < 1 || n > maxLimit {
		return 0, forum.Wrong("limit", "error.between", "Min", 1, "Max", maxLimit)
	}
	return int(n), nil
}

// list is one page of items.
type list[T any] struct {
	Items []T     `json:"items"`
	Next  *string `json:"next"`
}

// cursor is given.Cursor, as lists show it.
func cursor(name string, place ...int64) *string {
	s := given.Cursor(name, place...)
	return &s
}

// place reads the cursor of a list with n numbers; nil without one. Invalid if
// it is none of that list's.
func place(c *fiber.Ctx, name string, n int) ([]int64, error) {
	if !has(c, "after") {
		return nil, nil
	}
	return given.Place(name, query(c, "after"), n)
}

// paged is limitOf and place together.
func paged(c *fiber.Ctx, name string, n int) (int, []int64, error) {
	limit, err := limitOf(c)
	if err != nil {
		return 0, nil, err
	}
	at, err := place(c, name, n)
	return limit, at, err
}
