package app

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// MaxTitles is how many addresses are titled at once; others are ignored.
const MaxTitles = 20

// Titles are the titles of what addresses of this site lead to, by address:
// discussions, channels, posts (their conversation's, with who wrote them) and
// articles. What v doesn't see has none, nor what v would see only by a visit
// that leaves a line in a log: naming a place is no visit.
func (a *App) Titles(ctx context.Context, v forum.Viewer, paths []string) (map[string]string, error) {
	titles := map[string]string{}
	err := a.store.Read(ctx, func(r *store.Reader) error {
		clear(titles)
		for _, path := range paths[:min(len(paths), MaxTitles)] {
			title, err := a.titleOf(r, v, path)
			if problem := (*forum.Error)(nil); errors.As(err, &problem) && problem.Kind == forum.NotFound {
				continue
			}
			if err != nil {
				return err
			}
			if title != "" {
				titles[path] = title
			}
		}
		return nil
	})
	return titles, err
}

func (a *App) titleOf(r *store.Reader, v forum.Viewer, path string) (title string, err error) {
	kind, rest, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	name, _, _ := strings.Cut(rest, "/")
	if kind == "news" {
		art, s, err := r.ArticleFor(v, name, a.Now())
		if err != nil || s.Visits() {
			return "", err
		}
		return art.Title, nil
	}
	id, err := strconv.ParseInt(name, 10, 64)
	if err != nil {
		return "", nil
	}
	var c forum.Conversation
	var s forum.Standing
	by := ""
	switch kind {
	case "t", "c":
		c, s, err = r.ConversationFor(v, forum.ConversationID(id), a.Now())
	case "p":
		var p forum.Post
		p, c, s, err = r.PostFor(v, forum.PostID(id), a.Now())
		if p.State == forum.Shown && p.Author.Name != "" {
			by = " · " + p.Author.Name
		}
	}
	if err != nil || s.Visits() || c.ID == 0 {
		return "", err
	}
	switch c.Kind {
	case forum.Channel:
		title = "# " + c.Title
	case forum.Comments:
		art, _, err := r.ArticleFor(v, c.ArticleSlug, a.Now())
		if err != nil {
			return "", err
		}
		title = art.Title
	default:
		title = c.Title
	}
	return title + by, nil
}
