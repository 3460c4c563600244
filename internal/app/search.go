package app

import (
	"cmp"
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
	Kind    string // discussion, channel, comments, article, person, group, file
	ID      int64  // of the post, article, person, group or file
	Title   string
	Marked  forum.SafeHTML // the title, with what was looked for in <mark>
	Snippet forum.SafeHTML
	Path    string
	Group   string
	By      forum.Author
	At      time.Time
	Lang    forum.Lang
	Size    int64  // of a file, in bytes
	Where   string // what holds a file, by title
	There   string // its address
}

// SearchPlace is where a search goes on; the zero value is its start.
type SearchPlace struct {
	Post  forum.PostID
	Other int64
	Posts bool // the other things are done
	Skip  int  // of the best matches older than Post
}

// Searched is what somebody looks for.
type Searched struct {
	Query string
	In    string // as in:, which wins; "": anything
	Best  bool   // the best of the newest 1,000 first, not the newest
	From  SearchPlace
	Limit int
}

// SearchResult is one page of what was found.
type SearchResult struct {
	Hits []Hit
	Next *SearchPlace // nil at the end
}

const (
	// searchTime is how long one search may take.
	searchTime = 4 * time.Second
	// ranked is how many of the newest matches are put in order by how good they
	// are, so that a word that stands in every post costs no more than a rare one.
	ranked        = 1000
	snippetLength = 240
	titleLength   = 300 // longer than any title
)

// search is one search under way.
type search struct {
	*store.Reader
	v    forum.Viewer
	q    seek.Query
	find store.Query
	now  time.Time
}

// Search finds what v may see: groups, people, articles and files first, then
// posts, each newest first. Posts with filters are found with the articles and
// files that they fit, people and groups only where asked for. It never fails
// on what was typed: unknown operators and what looks like syntax are text.
// Unavailable if it takes too long.
func (a *App) Search(ctx context.Context, v forum.Viewer, what Searched) (SearchResult, error) {
	q := seek.Parse(what.Query, what.In, zoneOf(v, a.zone))
	looking, cancel := context.WithTimeout(ctx, searchTime)
	defer cancel()
	var out SearchResult
	err := a.store.Read(looking, func(r *store.Reader) error {
		out = SearchResult{}
		if q.Empty() {
			return nil
		}
		s := search{Reader: r, v: v, q: q, now: a.Now()}
		var err error
		if s.find, err = queryOf(r, v, q); err != nil {
			return err
		}
		if !what.From.Posts {
			if out.Next, err = s.others(what.From.Other, what.Limit, &out); err != nil || out.Next != nil {
				return err
			}
		}
		return s.posts(what, &out)
	})
	if err != nil && looking.Err() != nil && ctx.Err() == nil {
		err = &forum.Error{Kind: forum.Unavailable, Msg: "limit.search_time", RetryAfter: 30, Err: err}
	}
	return out, err
}

// queryOf is q with the ids of what it names, as far as v sees it.
func queryOf(r *store.Reader, v forum.Viewer, q seek.Query) (store.Query, error) {
	find := store.Query{In: seek.Kinds[q.In], Kinds: othersOf(q), After: q.After, Before: q.Before}
	find.Match, find.Last = q.Match()
	for _, slug := range q.Groups {
		g, err := r.GroupFor(v, slug)
		if err != nil && forum.KindOf(err) != forum.NotFound {
			return find, err
		}
		find.Groups = append(find.Groups, g.ID) // 0 where there is none: nothing matches
	}
	for _, by := range q.By {
		people, err := r.PeopleNamed(by)
		if err != nil {
			return find, err
		}
		if !v.SignedIn() {
			people = nil // visitors don't look people up
		}
		find.By = append(find.By, append(people, 0)...)
	}
	return find, nil
}

// othersOf is what is looked for besides posts. Only where one kind is asked
// for, filters alone find something.
func othersOf(q seek.Query) []string {
	switch kinds := seek.Others[q.In]; {
	case q.In != "" || q.Plain():
		return kinds
	case len(q.Terms) == 0:
		return nil
	}
	return []string{"article", "file"}
}

// others adds what was found besides posts, and says where it goes on if that
// fills the page.
func (s search) others(before int64, limit int, out *SearchResult) (*SearchPlace, error) {
	found, err := s.FindOthers(s.v, s.find, before, limit+1, s.now)
	if err != nil {
		return nil, err
	}
	var next *SearchPlace
	if len(found) > limit {
		found = found[:limit]
		next = &SearchPlace{Other: found[limit-1].ID}
	}
	for _, f := range found {
		out.Hits = append(out.Hits, s.other(f))
	}
	return next, nil
}

func (s search) other(f store.Found) Hit {
	hit := Hit{Kind: f.Kind, ID: f.Ref, Title: f.Title, At: f.At, Group: f.Group, By: f.Author, Lang: f.Lang, Size: f.Size}
	hit.Marked = markup.Snippet(f.Title, s.q.Marked(), titleLength)
	hit.Snippet = markup.Snippet(f.Text, s.q.Marked(), snippetLength)
	switch f.Kind {
	case "person":
		hit.Path = forum.Person{ID: forum.UserID(f.Ref)}.Path()
	case "group":
		hit.Path = forum.Group{Slug: f.Slug}.Path()
	case "article":
		hit.Path = forum.Article{Slug: f.Slug}.Path()
	case "file":
		hit.Path, hit.Where = forum.FilePath(forum.FileID(f.Ref), f.Title), f.Holder.Title
		switch f.Holder.Kind {
		case "post":
			hit.There = forum.Post{ID: forum.PostID(f.Holder.Ref)}.Path()
		case "article":
			hit.There = forum.Article{Slug: f.Holder.Slug}.Path()
		case "product":
			hit.There = forum.Group{Slug: f.Holder.Slug}.Path() + "/products"
		}
	}
	return hit
}

// posts fills the page with posts.
func (s search) posts(what Searched, out *SearchResult) error {
	from := what.From
	if len(s.find.In) == 0 {
		return nil
	}
	want := what.Limit - len(out.Hits)
	if want <= 0 {
		out.Next = &SearchPlace{Posts: true, Post: from.Post}
		return nil
	}
	if what.Best && len(s.q.Terms) > 0 {
		return s.best(from, want, out)
	}
	posts, err := s.FindPosts(s.v, s.find, from.Post, want+1, s.now)
	if err != nil {
		return err
	}
	if len(posts) > want {
		posts = posts[:want]
		out.Next = &SearchPlace{Posts: true, Post: posts[want-1].ID}
	}
	s.add(posts, out)
	return nil
}

// best fills the page with the best of the newest matches: of those older than
// the newest at the first page, so that the next one goes on in the same.
func (s search) best(from SearchPlace, want int, out *SearchResult) error {
	posts, err := s.FindPosts(s.v, s.find, from.Post, ranked, s.now)
	if err != nil || len(posts) <= from.Skip {
		return err
	}
	top := posts[0].ID + 1
	weigh := markup.Weigher(s.q.Marked())
	weights := make(map[forum.PostID]float64, len(posts))
	for _, p := range posts {
		title := ""
		if p.First {
			title = p.Title
		}
		weights[p.ID] = weigh(title, p.Text)
	}
	slices.SortStableFunc(posts, func(a, b store.FoundPost) int { return cmp.Compare(weights[b.ID], weights[a.ID]) })
	end := min(from.Skip+want, len(posts))
	if end < len(posts) {
		out.Next = &SearchPlace{Posts: true, Post: top, Skip: end}
	}
	s.add(posts[from.Skip:end], out)
	return nil
}

func (s search) add(posts []store.FoundPost, out *SearchResult) {
	marked := s.q.Marked()
	for _, p := range posts {
		out.Hits = append(out.Hits, Hit{Kind: string(p.Kind), ID: int64(p.ID), Title: p.Title, Path: forum.Post{ID: p.ID}.Path(), Group: p.Group, By: p.Author,
			At: p.At, Lang: p.Lang, Marked: markup.Snippet(p.Title, marked, titleLength), Snippet: markup.Snippet(p.Text, marked, snippetLength)})
	}
}

func zoneOf(v forum.Viewer, fallback *time.Location) *time.Location {
	if zone, err := time.LoadLocation(v.Zone); err == nil && v.Zone != "" {
		return zone
	}
	return fallback
}
