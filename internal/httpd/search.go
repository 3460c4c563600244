package httpd

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

const searchPage = 30

// searchIn are the filters of the page as app.Search calls them.
var searchIn = map[string]string{"discussions": "discussion", "channels": "channel", "comments": "comments", "articles": "articles",
	"people": "people", "groups": "groups"}

// search shows what was found. It never fails on what was typed: a filter or a
// place that is none of ours is as if it were not there.
func (s *Server) search(c *fiber.Ctx) error {
	v := door.Viewer(c)
	shown := view.Search{Query: strings.TrimSpace(door.Clean(c.Query("q"))), In: c.Query("in")}
	if searchIn[shown.In] == "" {
		shown.In = ""
	}
	var found app.SearchResult
	if shown.Query != "" {
		if err := s.limits.Take(door.Searches, s.asker(c)); err != nil {
			return err
		}
		if v.Zone == "" {
			v.Zone = s.settings.Location().String() // days begin where the network is
		}
		var err error
		if found, err = s.app.Search(c.UserContext(), v, c.Query("q"), searchIn[shown.In], searchFrom(c.Query("after")), searchPage); err != nil {
			return err
		}
	}
	title := door.Printer(c).T("search.heading")
	if shown.Query != "" {
		title = shown.Query + " · " + title
	}
	var err error
	if shown.Page, err = s.page(c, title, "/search", 0); err != nil {
		return err
	}
	for _, hit := range found.Hits {
		shown.Results = append(shown.Results, resultOf(hit))
	}
	if found.Next != nil {
		q := url.Values{"q": {shown.Query}, "after": {placeWord(*found.Next)}}
		if shown.In != "" {
			q.Set("in", shown.In)
		}
		shown.Next = "/search?" + q.Encode()
	}
	return s.render(c, shown)
}

// resultOf is a hit as the page calls it: a post by the kind of what it stands
// in.
func resultOf(hit app.Hit) view.Result {
	r := view.Result{Kind: hit.Kind, Title: hit.Title, Path: hit.Path, Snippet: hit.Snippet, Group: hit.Group, Author: hit.By.Name,
		At: hit.At, Lang: hit.Lang}
	if hit.Kind == string(forum.Comments) {
		r.Kind = "comment"
	}
	return r
}

// placeWord is where a search goes on, as an address carries it.
func placeWord(p app.SearchPlace) string {
	if p.Posts {
		return "p" + strconv.FormatInt(int64(p.Post), 36)
	}
	return "o" + strconv.FormatInt(p.Other, 36)
}

// searchFrom reads placeWord; what is none is the start.
func searchFrom(word string) app.SearchPlace {
	if word == "" {
		return app.SearchPlace{}
	}
	n, err := strconv.ParseInt(word[1:], 36, 64)
	switch {
	case err != nil || n < 0:
		return app.SearchPlace{}
	case word[0] == 'p':
		return app.SearchPlace{Posts: true, Post: forum.PostID(n)}
	case word[0] == 'o':
		return app.SearchPlace{Other: n}
	}
	return app.SearchPlace{}
}
