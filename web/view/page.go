package view

import (
	"strconv"
	"strings"
	"time"

	"plenary/internal/forum"
	"plenary/web/lang"
)

// Page is what every page has. Its zero value is a visitor's page in English.
type Page struct {
	Title   string         // of this page, without the network's name
	P       *lang.Printer  // nil is English
	Network string         // the network's name
	Zone    *time.Location // the network's; nil is UTC
	Now     time.Time
	Viewer  Viewer
	Nav     Nav
	Path    string // this page's path and query: where signing in leads back to
	Flash   string // one sentence about what was just done, already worded
	Live    Live
	Feed    string // address of the page's Atom feed, if it has one
	Summary string // for <meta name=description>, if any

	Asset    func(name string) string // address of an asset; nil is web.URL
	Preloads []string                 // fonts that every page needs at once
}

// Viewer is who reads the page. The zero Viewer is a visitor.
type Viewer struct {
	ID     forum.UserID
	Name   string
	Handle string
	Face   forum.FileID
	Role   forum.NetworkRole
	Zone   string // IANA name of the zone they chose; "" leaves it to the browser
	NoKeys bool   // they switched off what single keys do
}

// SignedIn reports whether v is a person of the network.
func (v Viewer) SignedIn() bool { return v.ID != 0 }

// Organiser reports whether v runs the network.
func (v Viewer) Organiser() bool { return v.SignedIn() && v.Role == forum.RoleOrganiser }

func (v Viewer) author() forum.Author {
	return forum.Author{ID: v.ID, Name: v.Name, Handle: v.Handle, AvatarFile: v.Face}
}

// Nav is the rail. At is the path of the entry that the reader is at: "/",
// "/inbox", "/news", "/search", "/settings", a group's path, a channel's path,
// or DiscussionsOf a group.
type Nav struct {
	At      string
	Inbox   int64 // unread notices
	Review  bool  // the reader moderates something
	Waiting int64 // for a moderator
	Groups  []NavGroup
}

// unread is what is unread in all of the reader's groups.
func (n Nav) unread() (sum int64) {
	for _, g := range n.Groups {
		sum += g.Unread
	}
	return sum
}

// NavGroup is a group of the reader's. The open one shows its sub-entries.
type NavGroup struct {
	Slug     string
	Name     string
	Unread   int64
	Open     bool
	Channels []NavChannel
}

// NavChannel is a channel of the open group.
type NavChannel struct {
	ID     forum.ConversationID
	Name   string
	Unread int64
	Quiet  bool // the reader follows it not at all
	Live   bool // somebody is there now
}

// DiscussionsOf is Nav.At for what stands among a group's discussions.
func DiscussionsOf(slug string) string { return "/g/" + slug + "#discussions" }

func (c NavChannel) path() string { return "/c/" + id(c.ID) }

// Live is what the page's scripts need to follow a conversation. Zero where
// there is nothing to follow.
type Live struct {
	Conversation forum.ConversationID
	Kind         forum.ConversationKind
	Seq          int64 // of the snapshot that the page shows
	Epoch        string
	ReadTo       int64      // the reader's mark: seq up to which all is read
	Last         bool       // the page ends with the newest post, so new ones are put at its end
	Newest       bool       // the newest post stands on top, and those to come above it
	Behind       bool       // unread posts stand on pages that one comes to after this one
	Only         forum.Lang // posts in other languages are one line each; "": none are
	May          []string   // what the reader may do here: see MayWords
	Group        string     // slug of the group in whose count what is unread here stands; "" if in none
	Quiet        bool       // the reader follows it not at all: it is in no count
}

// MayWords is data-may: what someone of standing s may do with posts of c, as
// the words "react", "post", "vote", "moderate" and "conclude". Scripts and styles
// show controls by them; the server checks again.
func MayWords(s forum.Standing, c forum.Conversation) []string {
	var may []string
	if s.May(forum.Reacting) {
		may = append(may, "react")
	}
	if c.AcceptsPost(s) == nil {
		may = append(may, "post")
		if c.Kind != forum.Comments && c.State != forum.Locked {
			may = append(may, "vote")
		}
	}
	if s.May(forum.Moderating) {
		may = append(may, "moderate")
	}
	if c.Kind == forum.Discussion && s.May(forum.Concluding) {
		may = append(may, "conclude")
	}
	return may
}

// Pages is where a numbered list stands. Base is its address, with or without
// a query. Every page, the first too, says its number: without one, a
// conversation opens at the first unread post.
type Pages struct {
	At    int64 // from 1
	Count int64
	Base  string
}

func (p Pages) href(n int64) string {
	mark := "?"
	if strings.Contains(p.Base, "?") {
		mark = "&"
	}
	return p.Base + mark + "page=" + strconv.FormatInt(n, 10)
}

func id[T ~int64](n T) string { return strconv.FormatInt(int64(n), 10) }
