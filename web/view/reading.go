package view

import (
	"strings"

	"plenary/internal/forum"
)

// Aside is a post that stands as one line, since the reader doesn't read its
// language.
type Aside struct {
	Post   forum.PostID
	Author forum.Author
	Lang   forum.Lang
}

// Reading is how a discussion is read: from which end, and where in it one is.
type Reading struct {
	Newest   bool
	From, To int64  // numbers of the first and the last post that stand here; 0: none do
	Last     int64  // number of the discussion's last post
	Older    string // of Newest: address of what stands before, if anything does
	Newer    string // of Newest: address of what stands after
	Only     string // what the address says about languages: "", "all", "en", "es"
	Jump     Form   // at, number
}

// long reports whether there is more to read than this page.
func (p Discussion) long() bool {
	return p.Pages.Count > 1 || p.Reading.Older != "" || p.Reading.Newer != ""
}

// where says which posts stand here.
func (p Discussion) where() string {
	r := p.Reading
	if !p.long() || r.To == 0 {
		return p.T("reading.view")
	}
	return p.T("reading.span", "From", r.From, "To", r.To, "Last", r.Last)
}

// newest is the address of the discussion as it is read from the newest down.
func (p Discussion) newest() string { return p.kept(p.Conversation.Path() + "?order=newest") }

// page is the address of one of the discussion's pages, in its own order.
func (p Discussion) page(n int64) string {
	return Pages{Base: p.kept(p.Conversation.Path())}.href(n)
}

// kept is an address with what this one says about languages.
func (p Discussion) kept(path string) string { return WithOnly(path, p.Reading.Only) }

// onlyPath is the address of what stands here in one language; "" is all.
func (p Discussion) onlyPath(l forum.Lang) string {
	only := string(l)
	if l == "" {
		only = "all"
	}
	path := p.Conversation.Path()
	switch {
	case !p.Reading.Newest:
		path = Pages{Base: path}.href(max(p.Pages.At, 1))
	case p.Reading.Newer != "":
		path += "?order=newest&before=" + id(p.Reading.To+1)
	default:
		path += "?order=newest"
	}
	return WithOnly(path, only)
}

func (p Page) onlyWord(l forum.Lang) string {
	switch l {
	case forum.English:
		return p.T("reading.only_en")
	case forum.Spanish:
		return p.T("reading.only_es")
	}
	return p.T("reading.only_all")
}

// WithOnly is an address that says which languages are shown; "" says nothing.
func WithOnly(path, only string) string {
	if only == "" {
		return path
	}
	mark := "?"
	if strings.Contains(path, "?") {
		mark = "&"
	}
	return path + mark + "only=" + only
}
