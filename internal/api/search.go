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
	Where   *whereShape    `json:"where,omitempty"`
}

// whereShape is what holds a file.
type whereShape struct {
	Title string `json:"title"`
	URL   string `json:"url"`
}

func (a calls) search(c *fiber.Ctx) error {
	in, err := chosen(c, "in", "", "discussion", "channel", "comments", "articles", "people", "groups", "files")
	if err != nil {
		return err
	}
	order, err := chosen(c, "order", "newest", "best")
	if err != nil {
		return err
	}
	limit, at, err := paged(c, "search", 4)
	if err != nil {
		return err
	}
	what := app.Searched{Query: query(c, "q"), In: in, Best: order == "best", Limit: limit}
	if at != nil {
		what.From = app.SearchPlace{Posts: at[0] != 0, Post: forum.PostID(at[1]), Other: at[2], Skip: int(at[3])}
	}
	if err := a.take(c, door.Searches); err != nil {
		return err
	}
	found, err := a.App.Search(c.UserContext(), door.Viewer(c), what)
	if err != nil {
		return err
	}
	out := list[hitShape]{Items: make([]hitShape, len(found.Hits))}
	for i, h := range found.Hits {
		out.Items[i] = hitShape{Kind: h.Kind, ID: h.ID, Title: h.Title, Snippet: h.Snippet, URL: a.BaseURL() + h.Path, At: stampOrNull(h.At)}
		if h.There != "" {
			out.Items[i].Where = &whereShape{h.Where, a.BaseURL() + h.There}
		}
	}
	if n := found.Next; n != nil {
		var posts int64
		if n.Posts {
			posts = 1
		}
		out.Next = cursor("search", posts, int64(n.Post), n.Other, int64(n.Skip))
	}
	return c.JSON(out)
}

type suggestionShape struct {
	Kind   string  `json:"kind"`
	ID     *int64  `json:"id,omitempty"`
	Title  string  `json:"title"`
	Detail string  `json:"detail"`
	URL    *string `json:"url,omitempty"`
	Query  *string `json:"query,omitempty"`
}

// suggest says what somebody who types may mean; nothing but names.
func (a calls) suggest(c *fiber.Ctx) error {
	if err := a.take(c, door.Suggested); err != nil {
		return err
	}
	all, err := a.App.Suggest(c.UserContext(), door.Viewer(c), query(c, "q"))
	if err != nil {
		return err
	}
	out := list[suggestionShape]{Items: make([]suggestionShape, len(all))}
	say := door.Printer(c)
	for i, s := range all {
		item := suggestionShape{Kind: s.Kind, Title: s.Title, Detail: s.Detail}
		if s.Kind == "filter" {
			item.Query = &s.Query
			if item.Title == "" {
				item.Title = say.T("search.suggest_" + s.Name)
				if s.Name == "in" {
					item.Title = say.T("search.place_" + s.Value)
				}
			}
		} else {
			url := a.BaseURL() + s.Path
			item.ID, item.URL = &s.ID, &url
		}
		out.Items[i] = item
	}
	return c.JSON(out)
}
