package view

import (
	"strings"
	"time"

	"plenary/internal/forum"
)

// Search is the search page with what was found.
type Search struct {
	Page
	Query    string // as it was typed
	In       string // kind filter of the address: "", discussions, channels, comments, articles, people, files, groups
	Kind     string // the kind that holds: In, or what in: says
	AnyKind  string // Query without a kind
	Best     bool   // not the newest first, but the best of them
	Newest   string // address of the same in that order
	BestPath string
	On       []Filter   // that hold; each leads to the search without it
	Adds     [][]Filter // that may be added, by operator; each leads to the search with it
	Results  []Result
	Next     string // address of the next page, if there is one
}

// Filter is an operator with its value.
type Filter struct {
	Name  string // group, by, in, after, before
	Value string // as it is typed
	Label string // its name, where it has one
	Days  int    // how far back, of a time that may be added
	Path  string
}

// Result is one thing that was found.
type Result struct {
	Kind    string // post, discussion, channel, article, comment, person, group, file
	Title   string
	Marked  forum.SafeHTML // the title, words found in <mark>; "" is the title as it is
	Path    string
	Snippet forum.SafeHTML // words found in <mark>
	Group   string
	Author  string
	At      time.Time
	Lang    forum.Lang
	Size    int64  // of a file
	Where   string // what holds a file
	There   string // its address
}

// filterWord is a filter that holds, in words.
func (p Search) filterWord(f Filter) string {
	label := or(f.Label, f.Value)
	if f.Name == "in" {
		label = p.T("search.place_" + strings.ToLower(f.Value))
	}
	return p.T(filterKey(f.Name), "Value", label)
}

// addWord is a filter that may be added, in words.
func (p Search) addWord(f Filter) string {
	switch f.Days {
	case 7:
		return p.T("search.days_7")
	case 30:
		return p.T("search.days_30")
	case 365:
		return p.T("search.days_365")
	}
	return or(f.Label, f.Value)
}

// stands reports that what was found is somebody or something, not said at a
// time by someone.
func (r Result) stands() bool { return r.Kind == "person" || r.Kind == "group" }

func filterKey(name string) string { return "search.on_" + name }

func searchWord(kind string) string { return "search.in_" + kind }

func resultWord(kind string) string { return "search.kind_" + or(kind, "post") }
