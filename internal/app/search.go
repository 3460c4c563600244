package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"plenary/internal/fold"
	"plenary/internal/forum"
	"plenary/internal/markup"
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

var searchKinds = map[string][]forum.ConversationKind{
	"":           {forum.Discussion, forum.Channel, forum.Comments},
	"discussion": {forum.Discussion},
	"channel":    {forum.Channel},
	"comments":   {forum.Comments},
}

var otherKinds = map[string][]string{
	"":         {"article", "person", "group"},
	"articles": {"article"},
	"people":   {"person"},
	"groups":   {"group"},
}

// Search finds what v may see: groups, people and articles first, then posts,
// each newest first. It never fails on what was typed: unknown operators and
// what looks like syntax are text.
func (a *App) Search(ctx context.Context, v forum.Viewer, query, in string, from SearchPlace, limit int) (SearchResult, error) {
	q := parseQuery(query, in, zoneOf(v, a.zone))
	var out SearchResult
	err := a.store.Read(ctx, func(r *store.Reader) error {
		out = SearchResult{}
		if q.empty() {
			return nil
		}
		match := store.Match(q.terms, q.open)
		if !from.Posts && q.plain() {
			next, err := a.others(r, v, q, match, from.Other, limit, &out)
			if err != nil || next != nil {
				out.Next = next
				return err
			}
		}
		return a.postsFound(r, v, q, match, from.Post, limit, &out)
	})
	return out, err
}

func (a *App) others(r *store.Reader, v forum.Viewer, q query, match string, before int64, limit int, out *SearchResult) (*SearchPlace, error) {
	kinds := otherKinds[q.in]
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
func (a *App) lookUp(r *store.Reader, v forum.Viewer, q query, f store.Found) (Hit, error) {
	hit := Hit{Kind: f.Kind, ID: f.Ref, At: f.At}
	switch f.Kind {
	case "person":
		p, err := r.ProfileFor(v, forum.UserID(f.Ref))
		if err != nil {
			return hit, err
		}
		hit.Title, hit.Path = p.Name, p.Path()
		hit.By = forum.Author{ID: p.ID, Name: p.Name, Handle: p.Handle, Organisation: p.Organisation, AvatarFile: p.AvatarFile}
		hit.Snippet = markup.Snippet(p.Organisation+" "+p.Bio, q.terms, snippetLength)
	case "group":
		g, err := r.GroupByID(v, forum.GroupID(f.Ref))
		if err != nil {
			return hit, err
		}
		hit.Title, hit.Path, hit.Snippet = g.Name, g.Path(), markup.Snippet(g.Focus, q.terms, snippetLength)
	case "article":
		art, _, err := r.ArticleByID(v, forum.ArticleID(f.Ref), a.Now())
		if err != nil {
			return hit, err
		}
		if !art.Published(a.Now()) {
			return hit, forum.Missing()
		}
		hit.Title, hit.Path, hit.Group, hit.By, hit.At, hit.Lang = art.Title, art.Path(), art.GroupName, art.Author, art.PublishedAt, art.Lang
		hit.Snippet = markup.Snippet(art.Summary+" "+art.Text, q.terms, snippetLength)
	}
	return hit, nil
}

const snippetLength = 240

func (a *App) postsFound(r *store.Reader, v forum.Viewer, q query, match string, before forum.PostID, limit int, out *SearchResult) error {
	kinds, ok := searchKinds[q.in]
	if !ok || len(out.Hits) >= limit {
		if ok {
			out.Next = &SearchPlace{Posts: true, Post: before}
		}
		return nil
	}
	find := store.Query{Match: match, In: kinds, After: q.after, Before: q.before}
	for _, slug := range q.groups {
		g, err := r.GroupFor(v, slug)
		if err != nil && forum.KindOf(err) != forum.NotFound {
			return err
		}
		find.Groups = append(find.Groups, g.ID) // 0 where there is none: nothing matches
	}
	for _, by := range q.by {
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
	where := map[forum.ConversationID]forum.Conversation{}
	for _, p := range posts {
		c, ok := where[p.ConversationID]
		if !ok {
			if c, err = r.Where(p.ConversationID); err != nil {
				return err
			}
			where[p.ConversationID] = c
		}
		out.Hits = append(out.Hits, Hit{Kind: string(c.Kind), ID: int64(p.ID), Title: c.Title, Path: p.Path(), Group: c.GroupName, By: p.Author,
			At: p.CreatedAt, Lang: p.Lang, Snippet: markup.Snippet(p.Text, q.terms, snippetLength)})
	}
	return nil
}

// query is what was typed, taken apart.
type query struct {
	terms  []string // words and phrases
	open   bool     // the last term may go on
	in     string
	groups []string
	by     []string // folded
	after  time.Time
	before time.Time
}

func (q query) empty() bool {
	return len(q.terms) == 0 && q.plain()
}

// plain reports whether only words were given: filters speak of posts.
func (q query) plain() bool {
	return len(q.groups) == 0 && len(q.by) == 0 && q.after.IsZero() && q.before.IsZero()
}

const maxTerms = 12

// parseQuery takes apart words, "phrases" and operators. Dates are days in
// zone: after: from its start, before: until its start.
func parseQuery(typed, in string, zone *time.Location) query {
	q := query{in: in, open: !strings.HasSuffix(typed, " ") && !strings.HasSuffix(typed, `"`)}
	if runes := []rune(typed); len(runes) > 500 {
		typed = string(runes[:500])
	}
	for _, word := range splitQuery(typed) {
		name, value, isOp := strings.Cut(word, ":")
		if isOp && value != "" && q.filter(name, strings.Trim(value, `"`), zone) {
			continue
		}
		if len(q.terms) < maxTerms {
			q.terms = append(q.terms, strings.Trim(word, `"`))
		}
	}
	q.terms = slices.DeleteFunc(q.terms, func(t string) bool { return store.Match([]string{t}, false) == "" })
	return q
}

// filter takes an operator; false if it is none, so that it is text.
func (q *query) filter(name, value string, zone *time.Location) bool {
	switch strings.ToLower(name) {
	case "group":
		q.groups = append(q.groups, strings.ToLower(value))
	case "by":
		q.by = append(q.by, fold.Fold(strings.TrimPrefix(value, "@")))
	case "in":
		value = strings.ToLower(value)
		_, posts := searchKinds[value]
		_, others := otherKinds[value]
		if !posts && !others {
			return false
		}
		q.in = value
	case "after", "before":
		day, err := time.ParseInLocation(time.DateOnly, value, zone)
		if err != nil {
			return false
		}
		if strings.EqualFold(name, "after") {
			q.after = day
		} else {
			q.before = day
		}
	default:
		return false
	}
	return true
}

// splitQuery splits at spaces outside quotes; a quote that is never closed
// goes to the end.
func splitQuery(s string) []string {
	quoted := false
	return strings.FieldsFunc(s, func(r rune) bool {
		if r == '"' {
			quoted = !quoted
		}
		return !quoted && (r == ' ' || r == '\t' || r == '\n' || r == '\u00a0')
	})
}

func zoneOf(v forum.Viewer, fallback *time.Location) *time.Location {
	if zone, err := time.LoadLocation(v.Zone); err == nil && v.Zone != "" {
		return zone
	}
	return fallback
}
