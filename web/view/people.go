package view

import (
	"time"

	"plenary/internal/forum"
)

// Inbox is what the reader was told, newest first.
type Inbox struct {
	Page
	Notices []forum.Notice
	Unread  int64
	Older   string
}

// Profile is a person as other signed-in people see them.
type Profile struct {
	Page
	Person forum.Author
	Bio    string
	Since  time.Time
	Role   forum.NetworkRole
	Groups []ProfileGroup // only those that the reader sees
	Recent []Recent       // conversations they posted in lately, that the reader sees
}

// ProfileGroup is a group that a person is in.
type ProfileGroup struct {
	Slug string
	Name string
	Role forum.GroupRole
}

// Search is the search page with what was found.
type Search struct {
	Page
	Query   string
	In      string // kind filter: "", discussions, channels, comments, articles, people, groups
	Results []Result
	Next    string // address of the next page, if there is one
	Note    string // a sentence about the query, if one is needed; already worded
}

// Result is one thing that was found.
type Result struct {
	Kind    string // post, discussion, channel, article, comment, person, group
	Title   string
	Path    string
	Snippet forum.SafeHTML // words found in <mark>
	Group   string
	Author  string
	At      time.Time
	Lang    forum.Lang
}
