package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"plenary/internal/fold"
	"plenary/internal/forum"
	"plenary/internal/seek"
	"plenary/internal/store"
)

// Suggestion is what somebody who types a search may mean.
type Suggestion struct {
	Kind   string // person, group, discussion; "filter": an operator with its value
	ID     int64  // of the person, group or discussion
	Title  string // of a filter that is no name: "", the doors word it
	Detail string // a person's organisation, a discussion's group
	Path   string // where it is; "" of a filter
	Query  string // of a filter: what was typed, with it
	Name   string // of a filter: its operator
	Value  string // of a filter
}

const (
	suggestedOfKind = 4 // of each kind that names are of
	suggestedValues = 8 // of an operator
)

// Periods are how many days back a search may be narrowed to by one choice.
var Periods = []int{7, 30, 365}

// Suggest says what v may mean by what was typed so far: people, groups and
// discussions that have the words in their names, the last of which may go on;
// or, of an operator that is typed, values. It shows nothing that v can't see
// and never fails on what was typed.
func (a *App) Suggest(ctx context.Context, v forum.Viewer, typed string) ([]Suggestion, error) {
	q := seek.Parse(typed, "", zoneOf(v, a.zone))
	name, value, before := seek.Last(typed)
	var out []Suggestion
	err := a.store.Read(ctx, func(r *store.Reader) (err error) {
		switch name {
		case "":
			out, err = suggestNames(r, v, q)
		case seek.Group:
			out, err = suggestGroups(r, v, value)
		case seek.By:
			out, err = suggestPeople(r, v, value)
		case seek.In:
			out = suggestPlaces(value)
		case seek.After:
			out = suggestDays(value, a.Now().In(zoneOf(v, a.zone)))
		}
		return err
	})
	for i := range out {
		if s := &out[i]; s.Kind == "filter" {
			s.Name, s.Query = name, before+name+":"+s.Value
		}
	}
	return out, err
}

func suggestNames(r *store.Reader, v forum.Viewer, q seek.Query) ([]Suggestion, error) {
	find, err := queryOf(r, v, q)
	if err != nil {
		return nil, err
	}
	named, err := r.Suggest(v, find, suggestedOfKind)
	out := make([]Suggestion, len(named))
	for i, n := range named {
		out[i] = Suggestion{Kind: n.Kind, ID: n.ID, Title: n.Title, Detail: n.Detail}
		switch n.Kind {
		case "person":
			out[i].Path = forum.Person{ID: forum.UserID(n.ID)}.Path()
		case "group":
			out[i].Path = forum.Group{Slug: n.Slug}.Path()
		case "discussion":
			out[i].Path = forum.Conversation{ID: forum.ConversationID(n.ID), Kind: forum.Discussion, Slug: n.Slug}.Path()
		}
	}
	return out, err
}

func suggestGroups(r *store.Reader, v forum.Viewer, begin string) ([]Suggestion, error) {
	groups, err := r.Groups(v)
	if err != nil {
		return nil, err
	}
	begin = fold.Fold(begin)
	var out []Suggestion
	for _, g := range groups {
		if !strings.HasPrefix(g.Slug, begin) && !beginsAWord(fold.Fold(g.Name), begin) {
			continue
		}
		out = append(out, Suggestion{Kind: "filter", Title: g.Name, Value: g.Slug})
		if len(out) == suggestedValues {
			break
		}
	}
	return out, nil
}

func suggestPeople(r *store.Reader, v forum.Viewer, begin string) ([]Suggestion, error) {
	q := seek.Parse(strings.TrimPrefix(begin, "@"), "", time.UTC)
	match, last := q.Match()
	people, err := r.Suggest(v, store.Query{Match: match, Last: last}, suggestedValues)
	var out []Suggestion
	for _, p := range people {
		if p.Kind == "person" {
			out = append(out, Suggestion{Kind: "filter", Title: p.Title, Detail: p.Detail, Value: p.Slug})
		}
	}
	return out, err
}

func suggestPlaces(begin string) []Suggestion {
	var out []Suggestion
	for _, place := range seek.Places {
		if strings.HasPrefix(place, strings.ToLower(begin)) {
			out = append(out, Suggestion{Kind: "filter", Value: place})
		}
	}
	return out
}

func suggestDays(begin string, now time.Time) []Suggestion {
	var out []Suggestion
	for _, days := range Periods {
		if day := now.AddDate(0, 0, -days).Format(time.DateOnly); strings.HasPrefix(day, begin) {
			out = append(out, Suggestion{Kind: "filter", Value: day})
		}
	}
	return out
}

// beginsAWord reports whether one of the words of a text begins so.
func beginsAWord(text, begin string) bool {
	return strings.HasPrefix(text, begin) || slices.ContainsFunc(strings.Fields(text), func(word string) bool { return strings.HasPrefix(word, begin) })
}

// Chip is a filter of a search: one that holds, or one that may be added.
type Chip struct {
	Name  string    // the operator
	Value string    // as it is typed
	Label string    // a name, where there is one that the viewer sees; else the value
	Day   time.Time // of after and before
	Days  int       // of a period that may be added
	Query string    // what is typed without it; of one that may be added, with it
}

// Chips are the filters of a search, and what it may be narrowed to by one
// choice.
type Chips struct {
	In     string // the kind that holds
	AnyIn  string // what is typed, without a kind
	On     []Chip
	Groups []Chip
	People []Chip
	Times  []Chip
}

// offeredGroups are at most offered.
const offeredGroups = 30

// Chips names the filters of a search as far as v may see what they name, and
// offers v's groups, whom was found, and times.
func (a *App) Chips(ctx context.Context, v forum.Viewer, query, in string, hits []Hit) (Chips, error) {
	zone := zoneOf(v, a.zone)
	q := seek.Parse(query, in, zone)
	out := Chips{In: q.In, AnyIn: q.Without(seek.Filter{Name: seek.In})}
	err := a.store.Read(ctx, func(r *store.Reader) error {
		groups, err := r.Groups(v)
		if err != nil {
			return err
		}
		out.On, out.Groups, out.People, out.Times = nil, nil, nil, nil
		for _, f := range q.Filters {
			chip := Chip{Name: f.Name, Value: f.Value, Label: f.Value, Query: q.Without(f)}
			switch f.Name {
			case seek.Group:
				for _, g := range groups {
					if g.Slug == strings.ToLower(f.Value) {
						chip.Label = g.Name
					}
				}
			case seek.By:
				if chip.Label, err = nameOf(r, v, f.Value); err != nil {
					return err
				}
			case seek.After:
				chip.Day = q.After
			case seek.Before:
				chip.Day = q.Before
			}
			out.On = append(out.On, chip)
		}
		for _, g := range groups {
			if len(out.Groups) < offeredGroups && !slices.Contains(q.Groups, g.Slug) {
				out.Groups = append(out.Groups, Chip{Name: seek.Group, Value: g.Slug, Label: g.Name, Query: q.With(seek.Group, g.Slug)})
			}
		}
		return nil
	})
	if v.SignedIn() {
		out.People = whoWrote(q, hits)
	}
	for _, days := range Periods {
		day := a.Now().In(zone).AddDate(0, 0, -days).Format(time.DateOnly)
		out.Times = append(out.Times, Chip{Name: seek.After, Value: day, Days: days, Query: q.With(seek.After, day)})
	}
	return out, err
}

// nameOf is the name of whom by: means, if it means one person whom v may look
// up; else what was typed.
func nameOf(r *store.Reader, v forum.Viewer, typed string) (string, error) {
	if !v.SignedIn() {
		return typed, nil
	}
	ids, err := r.PeopleNamed(fold.Fold(strings.TrimPrefix(typed, "@")))
	if err != nil || len(ids) != 1 {
		return typed, err
	}
	p, err := r.ProfileFor(v, ids[0])
	return p.Name, err
}

// whoWrote is each author of what was found, once, in that order.
func whoWrote(q seek.Query, hits []Hit) []Chip {
	var out []Chip
	for _, h := range hits {
		same := func(c Chip) bool { return c.Value == h.By.Handle }
		if h.Kind == "person" || h.By.Handle == "" || slices.Contains(q.By, h.By.Handle) || slices.ContainsFunc(out, same) {
			continue
		}
		out = append(out, Chip{Name: seek.By, Value: h.By.Handle, Label: h.By.Name, Query: q.With(seek.By, h.By.Handle)})
	}
	return out[:min(len(out), suggestedValues)]
}
