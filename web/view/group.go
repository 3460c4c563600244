package view

import (
	"time"

	"plenary/internal/forum"
)

// GroupHead stands above every tab of a group.
type GroupHead struct {
	Group         forum.Group
	Standing      forum.Standing // the reader's
	Faces         []forum.Author // a few members; none for visitors
	Members       int64
	Organisations int64
	Asked         bool            // the reader asked to join and waits
	Products      []forum.Product // for the aside
	Follow        forum.Follow    // the reader's, if they are in the group
	Unread        int64           // that counts for the reader
	Since         Since           // what happened since they were there
}

// GroupDiscussions is the first tab: pinned discussions first, then by last post.
type GroupDiscussions struct {
	Page
	GroupHead
	Rows  []DiscussionRow
	Pages Pages
}

// DiscussionRow is a discussion in a list.
type DiscussionRow struct {
	Conversation forum.Conversation
	Unread       int64
	Quiet        bool // the reader follows it not at all
}

// GroupChannels lists a group's channels.
type GroupChannels struct {
	Page
	GroupHead
	Rows []ChannelRow
}

// ChannelRow is a channel in a list.
type ChannelRow struct {
	Conversation forum.Conversation
	Unread       int64
	Here         int64 // people there now
	Quiet        bool  // the reader follows it not at all
}

// GroupMembers lists a group's people; leads change roles, decide requests and
// make invitations here.
type GroupMembers struct {
	Page
	GroupHead
	People      []forum.Membership
	Pages       Pages
	Requests    []JoinRequest
	Invitations []Invitation
	NewLink     string // an invitation's address, shown once after it was made
	Invite      Form   // email, role, days, uses
}

// JoinRequest is somebody who asks to join a group or, with Email, for an
// account.
type JoinRequest struct {
	ID     forum.JoinRequestID
	Person forum.Author
	Email  string
	Note   string
	At     time.Time
}

// Invitation is a link that carries a group and a role.
type Invitation struct {
	ID        forum.InvitationID
	Email     string // to whom it was sent, shown to who typed it
	GroupName string
	Role      forum.GroupRole
	By        forum.Author
	Uses      int
	MaxUses   int
	Expires   time.Time
}

// GroupProducts lists what the group makes.
type GroupProducts struct {
	Page
	GroupHead
	Items []forum.Product
	Form  Form            // title, kind, url; file is multipart
	Edit  forum.ProductID // the item whose form is open, if one
}

// GroupAbout says what the group is for.
type GroupAbout struct {
	Page
	GroupHead
	Leads []forum.Author
}

// GroupEdit makes a group (Group.ID is 0) or changes one.
type GroupEdit struct {
	Page
	Group forum.Group
	Form  Form // name, slug, focus, about, visibility, joining
}

// GroupLog is what those who moderate and lead did, newest first.
type GroupLog struct {
	Page
	GroupHead
	Everywhere bool   // it is that of the whole network
	Path       string // of the log
	Filter     string // of its address, from "&" on
	Form       Form   // who, what, from, until
	Parts      []string
	Lines      []LogLine
	Older      string // address of the next page, if there is one
}

// LogLine is one event, worded in the reader's language from its kind.
type LogLine struct {
	Kind   forum.EventKind
	Detail string
	Actor  forum.Author
	Person forum.Author // whom it is about
	Title  string       // of the conversation or article
	Path   string       // to it or to the post
	At     time.Time

	Group    string // its name
	Reason   string // what the moderator wrote
	Versions string // address of what a post said before and after
}

// NewDiscussion is the form that starts one.
type NewDiscussion struct {
	Page
	GroupHead
	Form     Form // title, body, lang
	Composer Composer
}

// ChannelEdit makes a channel (Conversation.ID is 0) or changes one.
type ChannelEdit struct {
	Page
	GroupHead
	Conversation forum.Conversation
	Form         Form // title, topic
}
