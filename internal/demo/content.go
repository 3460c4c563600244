// Package demo holds the demo network as plain values: who is in it, its
// groups, what was said there, and its articles. It knows nothing of the
// database; whoever plants it does so through the app's verbs.
//
// Everyone who acts here is invented, and so is every organisation they come
// from. The groups' focus, products and the leads named on About are facts,
// with their source beside them.
package demo

import "time"

// Network is the whole demo: plant People first, then Groups, then Articles.
type Network struct {
	Name  string
	About string // Markdown
	// People in the order they should be added: the organiser first.
	People   []Person
	Groups   []Group
	Articles []Article
	Habits   []Habit
}

// Person is an account. E-mail addresses are at example.org and example.net.
type Person struct {
	Name, Handle, Email, Organisation string
	Lang                              string // en or es
	Bio                               string
	Role                              string // organiser, moderator, or empty: the network role
	// SignIn says what this account shows, in one line for the terminal; it is
	// empty for everyone who needs no password.
	SignIn string
	Ago    time.Duration // joined
}

// Group is a work group. Members maps a handle to lead, moderator, member or
// observer. Waiting lists handles whose request to join is still open.
type Group struct {
	Slug, Name, Focus string
	About             string // Markdown
	Visibility        string // everyone, network, members
	Joining           string // free, request, invite
	Products          []Product
	Members           map[string]string
	Waiting           []string
	Channels          []Channel // the first is general
	Discussions       []Discussion
}

// Product is something the group makes or made. URL may be empty: the sources
// give titles and no addresses.
type Product struct{ Title, Kind, URL string }

// Channel is live and flat: its messages never reply to each other.
type Channel struct {
	Title, Topic string
	Messages     []Post
}

// Discussion starts with Posts[0], which replies to nothing.
type Discussion struct {
	Title, Lang              string
	Pinned, Locked, Archived bool
	Posts                    []Post
}

// Post is one thing somebody said. Ago falls strictly within a conversation;
// ReplyTo is the Key of an earlier post of the same conversation, or empty.
type Post struct {
	Key        string // "1", "2", … in its conversation
	By         string
	Ago        time.Duration
	Lang       string
	Body       string // Markdown, as first written
	ReplyTo    string
	Edited     *Edit
	Removed    bool // deleted by its author; the stub stays
	Conclusion bool // marked by a lead as the group's conclusion
	// Reactions maps an emoji to the handles that gave it.
	Reactions map[string][]string
}

// Edit replaces a post's Body, After so long: past the silent minutes, so that
// readers find both texts in the history.
type Edit struct {
	Body  string
	After time.Duration
}

// Article is a blog post or a meeting report. A negative Ago on a scheduled
// article is the time until it comes out; a draft has no time.
type Article struct {
	Slug, Title string
	Kind        string // post, report
	State       string // draft, scheduled, published
	Summary     string
	Body        string // Markdown
	Lang        string
	Group       string // slug, or empty: everyone's
	By          string
	Ago         time.Duration
	Guests      string // closed, held, confirmed
	Comments    []Post
}

// Habit is what somebody does besides writing: they were here a day ago, follow
// some groups more or less than others do, and have texts that they didn't send.
type Habit struct {
	Who    string
	Groups map[string]string // slug to everything, replies or nothing
	Drafts []Draft
}

// Draft is an unsent reply in the discussion of that title.
type Draft struct {
	Group, Title string
	Ago          time.Duration
	Body         string // Markdown
}

const source = "Source: Peers for Progress, page “National Peer Support Network”."

// Content is the demo network. Every call builds it anew, so callers may
// change what they get.
func Content() Network {
	return Network{
		Name:   "Peer Support Network",
		About:  about,
		People: people(),
		Groups: []Group{
			recruitment(), quality(), ongoing(), behavioral(),
			organizations(), sustainability(), organizersTable(),
		},
		Articles: articles(),
		Habits:   habits(),
	}
}
