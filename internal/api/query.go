package api

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
	"plenary/internal/forum"
)

const (
	defaultLimit = 50
	maxLimit     = 100
)

// whole is s as a number from 0 that is written as one would write it.
func whole(s string) (int64, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && n >= 0 && strconv.FormatInt(n, 10) == s
}

// pathID is the id that a path names; NotFound if it is none, as for ids of
// nothing.
func pathID[T ~int64](c *fiber.Ctx, name string) (T, error) {
	n, ok := whole(c.Params(name))
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

// given reports whether the address has the parameter.
func given(c *fiber.Ctx, name string) bool { return c.Context().QueryArgs().Has(name) }

// chosen is a parameter that has one of the values, or "" if it is absent.
func chosen(c *fiber.Ctx, name string, values ...string) (string, error) {
	s := query(c, name)
	if given(c, name) && !slices.Contains(values, s) {
		return "", forum.Wrong(name, "api.one_of", "Values", strings.Join(values, ", "))
	}
	return s, nil
}

// limitOf is how many items to answer with.
func limitOf(c *fiber.Ctx) (int, error) {
	if !given(c, "limit") {
		return defaultLimit, nil
	}
	n, ok := whole(query(c, "limit"))
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

// cursor makes of the place where a list goes on what goes back as ?after=:
// the list's name, so that no other list takes it, and numbers.
func cursor(name string, place ...int64) *string {
	for _, n := range place {
		name += "." + strconv.FormatInt(n, 10)
	}
	s := base64.RawURLEncoding.EncodeToString([]byte(name))
	return &s
}

// place reads the cursor of a list with n numbers; nil without one. Invalid if
// it is none of that list's. What it says is not trusted: lists show only what
// the viewer may see, wherever they begin.
func place(c *fiber.Ctx, name string, n int) ([]int64, error) {
	if !given(c, "after") {
		return nil, nil
	}
	wrong := forum.Wrong("after", "api.cursor")
	raw, err := base64.RawURLEncoding.Strict().DecodeString(query(c, "after"))
	if err != nil || len(raw) > 100 {
		return nil, wrong
	}
	parts := strings.Split(string(raw), ".")
	if len(parts) != n+1 || parts[0] != name {
		return nil, wrong
	}
	numbers := make([]int64, n)
	for i, part := range parts[1:] {
		var ok bool
		if numbers[i], ok = whole(part); !ok || numbers[i] >= 1<<53 {
			return nil, wrong
		}
	}
	return numbers, nil
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
