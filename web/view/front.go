package view

import (
	"time"

	"plenary/internal/forum"
)

// Front is the front page for visitors: the network, the groups that anyone
// may see, recent articles.
type Front struct {
	Page
	Groups   []GroupCard
	Articles []forum.Article
}

// Overview is a member's own first page.
type Overview struct {
	Page
	Mine   []GroupCard // the reader's groups
	Others []GroupCard // those they see and could join
	Recent []Recent    // conversations with the newest posts, newest first
	News   []forum.Article
}

// GroupCard is a group in a list.
type GroupCard struct {
	Group   forum.Group
	Members int64
	Unread  int64
	Role    forum.GroupRole // the reader's; "" if none
	MayJoin forum.Joining   // "" if not
	Asked   bool            // they asked to join and wait
}

// Recent is a conversation in a list of what happened lately.
type Recent struct {
	Conversation forum.Conversation
	Unread       int64
	At           time.Time // zero: the conversation's last post
}
