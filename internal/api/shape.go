package api

import (
	"time"

	"plenary/internal/app"
	"plenary/internal/forum"
)

// PersonShape is a member of the network as posts and lists name them.
type PersonShape struct {
	ID           forum.UserID `json:"id"`
	Name         string       `json:"name"`
	Handle       string       `json:"handle"`
	Organisation string       `json:"organisation"`
	AvatarURL    *string      `json:"avatar_url"`
}

// GuestShape is somebody who commented without an account.
type GuestShape struct {
	Guest bool   `json:"guest"`
	Name  string `json:"name"`
}

// FormerShape is somebody who was a member and has left.
type FormerShape struct {
	Former bool `json:"former"`
}

// ReactionShape is how many people reacted in one way. Frames leave out Mine.
type ReactionShape struct {
	Kind  string `json:"kind"`
	Count int    `json:"count"`
	Mine  *bool  `json:"mine,omitempty"`
}

// PostShape is a post. Frames leave out what is the viewer's own: CanEdit,
// Source, Format, and whether a reaction is theirs.
type PostShape struct {
	ID             forum.PostID         `json:"id"`
	ConversationID forum.ConversationID `json:"conversation_id"`
	Number         *int64               `json:"number"` // null while held
	Seq            *int64               `json:"seq"`    // null while held
	State          forum.PostState      `json:"state"`
	ReplyTo        *forum.PostID        `json:"reply_to"`
	Author         any                  `json:"author"` // PersonShape, GuestShape or FormerShape
	HTML           forum.SafeHTML       `json:"html"`
	Text           string               `json:"text"`
	Lang           forum.Lang           `json:"lang"`
	Revision       int                  `json:"revision"`
	CreatedAt      string               `json:"created_at"`
	EditedAt       *string              `json:"edited_at"`
	Reactions      []ReactionShape      `json:"reactions"`
	Poll           *PollShape           `json:"poll"`
	CanEdit        *bool                `json:"can_edit,omitempty"`
	Source         *string              `json:"source,omitempty"` // to who may edit
	Format         *forum.Format        `json:"format,omitempty"` // of Source
	URL            string               `json:"url"`
	UnseenBy       []PersonShape        `json:"unseen_by,omitempty"` // in the answer to writing it
}

// ConversationShape is a conversation. Frames leave out Unread and Follow.
type ConversationShape struct {
	ID         forum.ConversationID    `json:"id"`
	Kind       forum.ConversationKind  `json:"kind"`
	Title      string                  `json:"title"`
	Slug       string                  `json:"slug"`
	Group      *string                 `json:"group"` // slug; null under an article of the network
	State      forum.ConversationState `json:"state"`
	LockReason string                  `json:"lock_reason"`
	Slow       int                     `json:"slow_minutes"`
	Pinned     bool                    `json:"pinned"`
	Seq        int64                   `json:"seq"`
	Posts      int64                   `json:"posts"`
	Unread     *int                    `json:"unread,omitempty"`
	Follow     *followShape            `json:"follow,omitempty"` // not for visitors
	LastPostAt *string                 `json:"last_post_at"`
	Conclusion *forum.PostID           `json:"conclusion_post_id"`
	MergedInto *forum.ConversationID   `json:"merged_into"`
	Summary    string                  `json:"summary,omitempty"` // two lines by who curated it
	URL        string                  `json:"url"`
	Move       *moveShape              `json:"move,omitempty"`       // in the answer to moving
	FirstPost  *PostShape              `json:"first_post,omitempty"` // in the answer to making a discussion
}

// shaper shows things to one kind of reader. base is what links begin with.
type shaper struct {
	base    string
	visitor bool // sees pictures only of people who are read in the open
}

// stamp is a time as the API writes it: RFC 3339, UTC, milliseconds.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// stampOrNull is stamp, or nil for the zero time.
func stampOrNull(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := stamp(t)
	return &s
}

// orNull is n, or nil where it is 0: nothing.
func orNull[T ~int64](n T) *T {
	if n == 0 {
		return nil
	}
	return &n
}

func textOrNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// AuthorOf is somebody as posts and frames name them: a PersonShape, a
// GuestShape or a FormerShape.
func AuthorOf(a forum.Author, base string) any {
	switch {
	case a.Guest:
		return GuestShape{Guest: true, Name: a.Name}
	case a.Former():
		return FormerShape{Former: true}
	}
	return personOf(a, base)
}

func personOf(a forum.Author, base string) PersonShape {
	p := PersonShape{ID: a.ID, Name: a.Name, Handle: a.Handle, Organisation: a.Organisation}
	if a.AvatarFile != 0 {
		url := base + forum.FilePath(a.AvatarFile, "face")
		p.AvatarURL = &url
	}
	return p
}

// PostFrame is a post as frames carry it, the same for all readers. The HTML
// and text of removed posts are empty already when they are read.
func PostFrame(p forum.Post, base string) PostShape {
	shape := PostShape{ID: p.ID, ConversationID: p.ConversationID, Number: orNull(p.Number), Seq: orNull(p.Seq), State: p.State,
		ReplyTo: orNull(p.ReplyTo), Author: AuthorOf(p.Author, base), HTML: p.HTML, Text: p.Text, Lang: p.Lang, Revision: p.Revision,
		CreatedAt: stamp(p.CreatedAt), EditedAt: stampOrNull(p.EditedAt), Reactions: make([]ReactionShape, len(p.Reactions)), Poll: pollFrame(p.Poll), URL: base + p.Path()}
	for i, r := range p.Reactions {
		shape.Reactions[i] = ReactionShape{Kind: r.Kind, Count: r.Count}
	}
	return shape
}

// ShapeOf is a post as the API shows it to whom app read it for.
func ShapeOf(p app.Post, base string) PostShape {
	shape := PostFrame(p.Post, base)
	for i := range shape.Reactions {
		shape.Reactions[i].Mine = &p.Reactions[i].Mine
	}
	shape.Poll.own(p.Voted)
	shape.CanEdit = &p.CanEdit
	if p.CanEdit {
		shape.Source, shape.Format = &p.Source, &p.Format
	}
	for _, who := range p.UnseenBy {
		shape.UnseenBy = append(shape.UnseenBy, personOf(who, base))
	}
	return shape
}

// ConversationFrame is a conversation as frames carry it, the same for all
// readers.
func ConversationFrame(c forum.Conversation, base string) ConversationShape {
	shape := ConversationShape{ID: c.ID, Kind: c.Kind, Title: c.Title, Slug: c.Slug, Group: textOrNull(c.GroupSlug), State: c.State,
		LockReason: c.LockReason, Slow: int(c.Slow / time.Minute), Pinned: c.Pinned, Seq: c.Seq, Posts: c.Posts, Conclusion: orNull(c.Conclusion), MergedInto: orNull(c.MergedInto), Summary: c.Summary, URL: base + c.Path()}
	if c.LastNumber > 0 { // before the first post, the row says when it was made
		shape.LastPostAt = stampOrNull(c.LastPostAt)
	}
	return shape
}

func (s shaper) post(p app.Post) PostShape {
	if s.visitor && p.State == forum.Removed {
		p.Author.AvatarFile = 0 // nothing that is shown may let a visitor fetch it
	}
	return ShapeOf(p, s.base)
}

func (s shaper) conversation(c forum.Conversation, unread int) ConversationShape {
	shape := ConversationFrame(c, s.base)
	shape.Unread = &unread
	return shape
}

func (s shaper) listed(conversations []app.Listed) []ConversationShape {
	shapes := make([]ConversationShape, len(conversations))
	for i, c := range conversations {
		shapes[i] = s.listedOne(c)
	}
	return shapes
}
