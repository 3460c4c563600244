package api

import (
	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
)

type hitShape struct {
	Kind    string         `json:"kind"`
	ID      int64          `json:"id"`
	Title   string         `json:"title"`
	Snippet forum.SafeHTML `json:"snippet"`
	URL     string         `json:"url"`
	At      *string        `json:"at"`
}

func (a calls) search(c *fiber.Ctx) error {
	in, err := chosen(c, "in", "", "discussion", "channel", "comments", "articles", "people", "groups")
	if err != nil {
		return err
	}
	limit, at, err := paged(c, "search", 3)
	if err != nil {
		return err
	}
	var from app.SearchPlace
	if at != nil {
		from = app.SearchPlace{Posts: at[0] != 0, Post: forum.PostID(at[1]), Other: at[2]}
	}
	if err := a.take(c, door.Searches); err != nil {
		return err
	}
	found, err := a.App.Search(c.UserContext(), door.Viewer(c), query(c, "q"), in, from, limit)
	if err != nil {
		return err
	}
	out := list[hitShape]{Items: make([]hitShape, len(found.Hits))}
	for i, h := range found.Hits {
		out.Items[i] = hitShape{Kind: h.Kind, ID: h.ID, Title: h.Title, Snippet: h.Snippet, URL: a.BaseURL() + h.Path, At: stampOrNull(h.At)}
	}
	if n := found.Next; n != nil {
		var posts int64
		if n.Posts {
			posts = 1
		}
		out.Next = cursor("search", posts, int64(n.Post), n.Other)
	}
	return c.JSON(out)
}
