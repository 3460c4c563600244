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
	Asks     []forum.Notice // questions that wait for the reader
	Waiting  []Waiting      // requests to join that do
	Mentions []forum.Notice
	Replies  []forum.Notice
	New      []NewIn     // the rest of what is unread, by group
	Mine     []GroupCard // the reader's groups
	Others   []GroupCard // those they see and could join
	Recent   []Recent    // where there is nothing new: conversations with the newest posts, newest first
	News     []forum.Article
}

// Waiting is how many ask to join a group or (Slug "") for an account.
type Waiting struct {
	Slug, Group string
	Requests    int64
}

// NewIn is what is unread in a group: the latest conversations, and how many
// there are besides.
type NewIn struct {
	Slug, Name   string
	Unread, More int64
	Talks        []Recent
}

// unread is what is unread in all of the reader's groups.
func (p Overview) unread() (sum int64) {
	for _, g := range p.Mine {
		sum += g.Unread
	}
	return sum
}

// Glance is a little of a conversation, to be read and answered where its link
// stands. It is a fragment, not a page.
type Glance struct {
	Page
	Conversation forum.Conversation
	Items        []Item
	ReadTo       forum.PostID // up to which all is read once these were; 0: they don't say
	More         int64        // that is unread after them
	Answers      forum.PostID // that the box answers; 0: nobody
	Box          Composer
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
	Quiet        bool      // the reader follows it not at all
	At           time.Time // zero: the conversation's last post
}
