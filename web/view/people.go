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
	Drafts  int64 // texts of the reader that are not sent yet
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
