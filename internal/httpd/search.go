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
	"people": "people", "files": "files", "groups": "groups"}

// search shows what was found. It never fails on what was typed: a filter or a
// place that is none of ours is as if it were not there.
func (s *Server) search(c *fiber.Ctx) error {
	v := door.Viewer(c)
	shown := view.Search{Query: strings.TrimSpace(door.Clean(c.Query("q"))), In: c.Query("in"), Best: c.Query("order") == "best"}
	if searchIn[shown.In] == "" {
		shown.In = ""
	}
	var found app.SearchResult
	if v.Zone == "" {
		v.Zone = s.settings.Location().String() // days begin where the network is
	}
	if shown.Query != "" {
		if err := s.limits.Take(door.Searches, s.asker(c)); err != nil {
			return err
		}
		var err error
		if found, err = s.app.Search(c.UserContext(), v, app.Searched{Query: shown.Query, In: searchIn[shown.In], Best: shown.Best,
			From: searchFrom(c.Query("after")), Limit: searchPage}); err != nil {
			return err
		}
	}
	chips, err := s.app.Chips(c.UserContext(), v, shown.Query, searchIn[shown.In], found.Hits)
	if err != nil {
		return err
	}
	title := door.Printer(c).T("search.heading")
	if shown.Query != "" {
		title = shown.Query + " · " + title
	}
	if shown.Page, err = s.page(c, title, "/search", 0); err != nil {
		return err
	}
	shown.Kind, shown.AnyKind = kindOf(chips.In), chips.AnyIn
	for _, chip := range chips.On {
		shown.On = append(shown.On, filterOf(shown, chip))
	}
	for _, offers := range [][]app.Chip{chips.Groups, chips.People, chips.Times} {
		var adds []view.Filter
		for _, chip := range offers {
			adds = append(adds, filterOf(shown, chip))
		}
		if len(adds) > 0 {
			shown.Adds = append(shown.Adds, adds)
		}
	}
	for _, hit := range found.Hits {
		shown.Results = append(shown.Results, resultOf(hit))
	}
	if found.Next != nil {
		shown.Next = searchPath(shown.Query, shown.In, shown.Best) + "&after=" + placeWord(*found.Next)
	}
	shown.Newest, shown.BestPath = searchPath(shown.Query, shown.In, false), searchPath(shown.Query, shown.In, true)
	return s.render(c, shown)
}

// kindOf is what in: takes, as the page's tabs call it.
func kindOf(in string) string {
	for place, as := range searchIn {
		if as == in {
			return place
		}
	}
	return ""
}

// filterOf is a chip with the address that it leads to.
func filterOf(p view.Search, chip app.Chip) view.Filter {
	return view.Filter{Name: chip.Name, Value: chip.Value, Label: chip.Label, Days: chip.Days, Path: searchPath(chip.Query, p.In, p.Best)}
}

// searchPath is the address of a search.
func searchPath(query, in string, best bool) string {
	q := url.Values{"q": {query}}
	if in != "" {
		q.Set("in", in)
	}
	if best {
		q.Set("order", "best")
	}
	return "/search?" + q.Encode()
}

// resultOf is a hit as the page calls it: a post by the kind of what it stands
// in.
func resultOf(hit app.Hit) view.Result {
	r := view.Result{Kind: hit.Kind, Title: hit.Title, Marked: hit.Marked, Path: hit.Path, Snippet: hit.Snippet, Group: hit.Group, Author: hit.By.Name,
		At: hit.At, Lang: hit.Lang, Size: hit.Size, Where: hit.Where, There: hit.There}
	if hit.Kind == string(forum.Comments) {
		r.Kind = "comment"
	}
	return r
}

// placeWord is where a search goes on, as an address carries it.
func placeWord(p app.SearchPlace) string {
	switch {
	case p.Skip > 0:
		return "b" + strconv.FormatInt(int64(p.Post), 36) + "." + strconv.FormatInt(int64(p.Skip), 36)
	case p.Posts:
		return "p" + strconv.FormatInt(int64(p.Post), 36)
	}
	return "o" + strconv.FormatInt(p.Other, 36)
}

// searchFrom reads placeWord; what is none is the start.
func searchFrom(word string) app.SearchPlace {
	if word == "" {
		return app.SearchPlace{}
	}
	place, skipped, _ := strings.Cut(word[1:], ".")
	n, err := strconv.ParseInt(place, 36, 64)
	if err != nil || n < 0 {
		return app.SearchPlace{}
	}
	switch word[0] {
	case 'b':
		if skip, err := strconv.ParseInt(skipped, 36, 32); err == nil && skip > 0 {
			return app.SearchPlace{Posts: true, Post: forum.PostID(n), Skip: int(skip)}
		}
	case 'p':
		return app.SearchPlace{Posts: true, Post: forum.PostID(n)}
	case 'o':
		return app.SearchPlace{Other: n}
	}
	return app.SearchPlace{}
}
