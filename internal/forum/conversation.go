package forum

import (
	"strconv"
	"time"
)

// ConversationKind says how posts stand in a conversation.
type ConversationKind string

const (
	Discussion ConversationKind = "discussion"
	Channel    ConversationKind = "channel"
	Comments   ConversationKind = "comments"
)

// ConversationState says whether a conversation takes posts.
type ConversationState string

const (
	Open     ConversationState = "open"
	Locked   ConversationState = "locked"   // nobody but those who moderate posts
	Archived ConversationState = "archived" // nobody posts
)

func (s ConversationState) Valid() bool { return s == Open || s == Locked || s == Archived }

const (
	MinTitle   = 3
	MaxTitle   = 200
	MaxTopic   = 250
	PageSize   = 50
	MaxNesting = 3 // levels that a page shows replies in
)

// Conversation is anything that posts are made in.
type Conversation struct {
	ID          ConversationID
	Kind        ConversationKind
	GroupID     GroupID   // 0 under an article of the network
	ArticleID   ArticleID // of comments
	Title       string
	Slug        string
	Topic       string // a channel's purpose, one line
	State       ConversationState
	LockReason  string        // why it is locked, for its readers
	Slow        time.Duration // that must lie between two posts of one person
	Lang        Lang
	Pinned      bool
	Conclusion  PostID
	MergedInto  ConversationID
	Seq         int64
	LastNumber  int64 // highest number given so far
	Posts       int64 // shown posts
	LastPostAt  time.Time
	LastPoster  Author
	CreatedBy   UserID
	CreatedAt   time.Time
	Mixed       bool   // posts were moved here, see Reading
	Summary     string // two lines by who curated it
	GroupSlug   string
	GroupName   string
	ArticleSlug string
}

// Path is the address of the conversation within the site.
func (c Conversation) Path() string {
	id := strconv.FormatInt(int64(c.ID), 10)
	switch c.Kind {
	case Channel:
		return "/c/" + id
	case Comments:
		return "/news/" + c.ArticleSlug + "#comments"
	}
	return "/t/" + id + "/" + c.Slug
}

// Unborn reports whether c is a discussion whose first post still waits for a
// moderator, or was never let through: it is its author's and the moderators'.
func (c Conversation) Unborn() bool { return c.Kind == Discussion && c.LastNumber == 0 }

// AcceptsPost is nil if the conversation takes a post from someone of standing
// s; otherwise an error that says why.
func (c Conversation) AcceptsPost(s Standing) error {
	act := Posting
	if c.Kind == Comments {
		act = Commenting
	}
	if err := s.Check(act); err != nil {
		return err
	}
	switch {
	case c.MergedInto != 0:
		return Refused(Conflict, "error.merged")
	case c.State == Archived:
		return Refused(Forbidden, "error.archived")
	case c.State == Locked && !s.May(Moderating):
		return Refused(Forbidden, "error.locked")
	}
	return nil
}

// PageOf is the page that a post of the given number stands on, from 1.
// Numbers keep their page for good: moves leave gaps.
func PageOf(number int64) int64 {
	if number < 1 {
		return 1
	}
	return (number-1)/PageSize + 1
}
