package forum

import (
	"strconv"
	"time"
	"unicode/utf8"
)

// PostState says who sees a post.
type PostState string

const (
	Shown   PostState = "shown"
	Held    PostState = "held"    // its author and the moderators see it
	Removed PostState = "removed" // a stub stands in its place
)

// Format says what a body was written in.
type Format string

const (
	HTML     Format = "html"
	Markdown Format = "markdown"
	Text     Format = "text"
)

func (f Format) Valid() bool { return f == HTML || f == Markdown || f == Text }

const (
	MaxPostText    = 60_000 // characters of text
	MaxChannelText = 6_000
	MaxSource      = 512 << 10 // bytes of source
	MaxDepth       = 100       // nested elements

	EditGrace     = 5 * time.Minute // edits leave no mark
	EditWindow    = 24 * time.Hour
	ChannelWindow = 15 * time.Minute
	DeleteWindow  = 24 * time.Hour
)

// ReactionKinds are the reactions that a post takes, in the order shown.
var ReactionKinds = []string{"👍", "❤️", "🎉", "💡", "🙏", "😢"}

// Reaction is how many people reacted in one way. Mine is filled for a viewer
// and never in frames.
type Reaction struct {
	Kind  string
	Count int
	Mine  bool
}

// Post is one thing somebody said.
type Post struct {
	ID             PostID
	ConversationID ConversationID
	Number         int64 // 0 until it is visible
	Seq            int64 // of the event that made it visible here; 0 until then
	State          PostState
	ReplyTo        PostID
	Author         Author
	Source         string
	Format         Format
	HTML           SafeHTML
	Text           string
	Lang           Lang
	LangChosen     bool // somebody said which; else it was guessed
	Revision       int  // from 1; rises with every edit that has history
	ClientID       string
	CreatedAt      time.Time
	EditedAt       time.Time // zero while no edit left a mark
	RemovedBy      UserID
	Reactions      []Reaction
	Poll           *Poll // nil: it asks nothing
	Folded         bool  // small talk, which a curated discussion folds away
}

// Path is the permalink, which survives moves.
func (p Post) Path() string { return "/p/" + strconv.FormatInt(int64(p.ID), 10) }

// MayEdit reports whether someone of standing s may edit p in c now. Authors
// may for 24 hours (15 minutes in a channel), moderators always.
func (p Post) MayEdit(s Standing, c Conversation, now time.Time) bool {
	if p.State == Removed || !s.Viewer.SignedIn() {
		return false
	}
	if s.May(Moderating) {
		return true
	}
	window := EditWindow
	if c.Kind == Channel {
		window = ChannelWindow
	}
	return p.Author.ID == s.Viewer.ID && c.AcceptsPost(s) == nil && now.Sub(p.CreatedAt) < window
}

// MayRemove reports whether someone of standing s may remove p now. Authors
// may for 24 hours, moderators always.
func (p Post) MayRemove(s Standing, now time.Time) bool {
	if p.State == Removed || !s.Viewer.SignedIn() {
		return false
	}
	return s.May(Moderating) || p.Author.ID == s.Viewer.ID && now.Sub(p.CreatedAt) < DeleteWindow
}

// MaySee reports whether someone of standing s sees p at all, given that they
// see its conversation: a held post is its author's and the moderators'.
func (p Post) MaySee(s Standing) bool {
	return p.State != Held || s.May(Moderating) || s.Viewer.SignedIn() && p.Author.ID == s.Viewer.ID
}

// ValidReaction is nil if kind is one of ReactionKinds.
func ValidReaction(kind string) error {
	for _, k := range ReactionKinds {
		if k == kind {
			return nil
		}
	}
	return Wrong("kind", "error.reaction")
}

// CheckText is nil if a post of text characters and files attachments may be
// made in a conversation of the given kind.
func CheckText(kind ConversationKind, text string, pictures int, asks bool) error {
	limit := MaxPostText
	if kind == Channel {
		limit = MaxChannelText
	}
	switch n := utf8.RuneCountInString(text); {
	case n == 0 && pictures == 0 && !asks:
		return Wrong("body", "error.empty_post")
	case n > limit:
		return Wrong("body", "error.too_long", "Max", limit)
	}
	return nil
}
