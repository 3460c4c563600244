package view

import (
	"net/url"
	"slices"
	"strings"

	"plenary/internal/forum"
)

// Gathered lists the files, or the links, of a conversation.
type Gathered struct {
	Page
	Conversation forum.Conversation
	What         forum.Gathering
	Posts        []forum.Gathered
	Older        string // address of the next page; "" on the last
}

// Holds is how much a conversation's posts hold.
type Holds struct {
	Files, Links int64
	Many         bool // so many posts hold some that they are not counted
}

// GatheredPath is where the files or the links of a conversation are listed.
func GatheredPath(c forum.Conversation, what forum.Gathering) string {
	return talkPath(c) + "/in/" + string(what)
}

// thumb is the address of a small picture of a file; "" if it has none.
func thumb(f forum.File) string {
	switch {
	case slices.Contains(f.Widths(), forum.FaceWidth):
		return f.PathAt(forum.FaceWidth)
	case f.Type == "image/jpeg" || f.Type == "image/png":
		return f.Path() // no larger than that
	}
	return ""
}

// linkName is what a link is called: its words, else its address.
func linkName(l forum.Link) string {
	if l.Text != "" {
		return l.Text
	}
	return l.URL
}

// siteOf is the site that a link leads to.
func siteOf(l forum.Link) string {
	u, err := url.Parse(l.URL)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}
