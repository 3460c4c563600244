package app

import (
	"context"
	"slices"
	"time"

	"plenary/internal/forum"
	"plenary/internal/markup"
	"plenary/internal/seek"
	"plenary/internal/store"
)

// Hit is one thing found.
type Hit struct {
	Kind    string // discussion, channel, comments, article, person, group
	ID      int64  // of the post, article, person or group
	Title   string
	Snippet forum.SafeHTML
	Path    string
	Group   string
	By      forum.Author
	At      time.Time
	Lang    forum.Lang
}

// SearchPlace is where a search goes on; the zero value is its start.
type SearchPlace struct {
	Post  forum.PostID
	Other int64
	Posts bool // the other things are done
}

// SearchResult is one page of what was found.
type SearchResult struct {
	Hits []Hit
	Next *SearchPlace // nil at the end
}

// searchTime is how long one search may take: a filter that leaves almost
// nothing, such as a day long ago, looks through every post.
const searchTime = 4 * time.Second

// Search finds what v may see: groups, people and articles first, then posts,
// each newest first. It never fails on what was typed: unknown operators and
// what looks like syntax are text. Unavailable if it takes too long.
func (a *App) Search(ctx context.Context, v forum.Viewer, query, in string, from SearchPlace, limit int) (SearchResult, error) {
	q := seek.Parse(query, in, zoneOf(v, a.zone))
	looking, cancel := context.WithTimeout(ctx, searchTime)
	defer cancel()
	var out SearchResult
	err := a.store.Read(looking, func(r *store.Reader) error {
		out = SearchResult{}
		if q.Empty() {
			return nil
		}
		match := seek.Match(q.Terms, q.Open)
		if !from.Posts && q.Plain() {
			next, err := a.others(r, v, q, match, from.Other, limit, &out)
			if err != nil || next != nil {
				out.Next = next
				return err
			}
		}
		return a.postsFound(r, v, q, match, from.Post, limit, &out)
	})
	if err != nil && looking.Err() != nil && ctx.Err() == nil {
		err = &forum.Error{Kind: forum.Unavailable, Msg: "limit.search_time", RetryAfter: 30, Err: err}
	}
	return out, err
}

func (a *App) others(r *store.Reader, v forum.Viewer, q seek.Query, match string, before int64, limit int, out *SearchResult) (*SearchPlace, error) {
	kinds := seek.Others[q.In]
	if !v.SignedIn() {
		kinds = slices.DeleteFunc(slices.Clone(kinds), func(k string) bool { return k == "person" })
	}
	shown := before
	for {
		found, err := r.FindOthers(kinds, match, before, limit+1)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			before = f.ID
			hit, err := a.lookUp(r, v, q, f)
			if forum.KindOf(err) == forum.NotFound && err != nil {
				continue
			}
			if err != nil {
				return nil, err
			}
			if len(out.Hits) == limit { // only what v sees makes it go on
				return &SearchPlace{Other: shown}, nil
			}
			out.Hits = append(out.Hits, hit)
			shown = f.ID
		}
		if len(found) <= limit {
			return nil, nil
		}
	}
}

// lookUp reads what was found through the viewer.
func (a *App) lookUp(r *store.Reader, v forum.Viewer, q seek.Query, f store.Found) (Hit, error) {
	hit := Hit{Kind: f.Kind, ID: f.Ref, At: f.At}
	switch f.Kind {
	case "person":
		p, err := r.ProfileFor(v, forum.UserID(f.Ref))
		if err != nil {
			return hit, err
		}
		hit.Title, hit.Path = p.Name, p.Path()
		hit.By = forum.Author{ID: p.ID, Name: p.Name, Handle: p.Handle, Organisation: p.Organisation, AvatarFile: p.AvatarFile}
		hit.Snippet = markup.Snippet(p.Organisation+" "+p.Bio, q.Terms, snippetLength)
	case "group":
		g, err := r.GroupByID(v, forum.GroupID(f.Ref))
		if err != nil {
			return hit, err
		}
		hit.Title, hit.Path, hit.Snippet = g.Name, g.Path(), markup.Snippet(g.Focus, q.Terms, snippetLength)
	case "article":
		art, _, err := r.ArticleByID(v, forum.ArticleID(f.Ref), a.Now())
		if err != nil {
			return hit, err
		}
		if !art.Published(a.Now()) {
			return hit, forum.Missing()
		}
		hit.Title, hit.Path, hit.Group, hit.By, hit.At, hit.Lang = art.Title, art.Path(), art.GroupName, art.Author, art.PublishedAt, art.Lang
		hit.Snippet = markup.Snippet(art.Summary+" "+art.Text, q.Terms, snippetLength)
	}
	return hit, nil
}

const snippetLength = 240

func (a *App) postsFound(r *store.Reader, v forum.Viewer, q seek.Query, match string, before forum.PostID, limit int, out *SearchResult) error {
	kinds, ok := seek.Kinds[q.In]
	if !ok || len(out.Hits) >= limit {
		if ok {
			out.Next = &SearchPlace{Posts: true, Post: before}
		}
		return nil
	}
	find := store.Query{Match: match, In: kinds, After: q.After, Before: q.Before}
	for _, slug := range q.Groups {
		g, err := r.GroupFor(v, slug)
		if err != nil && forum.KindOf(err) != forum.NotFound {
			return err
		}
		find.Groups = append(find.Groups, g.ID) // 0 where there is none: nothing matches
	}
	for _, by := range q.By {
		people, err := r.PeopleNamed(by)
		if err != nil {
			return err
		}
		if !v.SignedIn() {
			people = nil // visitors don't look people up
		}
		find.By = append(find.By, append(people, 0)...)
	}
	want := limit - len(out.Hits)
	posts, err := r.FindPosts(v, find, before, want+1, a.Now())
	if err != nil {
		return err
	}
	if len(posts) > want {
		posts = posts[:want]
		out.Next = &SearchPlace{Posts: true, Post: posts[want-1].ID}
	}
	for _, p := range posts {
		out.Hits = append(out.Hits, Hit{Kind: string(p.Kind), ID: int64(p.ID), Title: p.Title, Path: forum.Post{ID: p.ID}.Path(), Group: p.Group, By: p.Author,
			At: p.At, Lang: p.Lang, Snippet: markup.Snippet(p.Text, q.Terms, snippetLength)})
	}
	return nil
}

func zoneOf(v forum.Viewer, fallback *time.Location) *time.Location {
	if zone, err := time.LoadLocation(v.Zone); err == nil && v.Zone != "" {
		return zone
	}
	return fallback
}
