package httpd

import (
	"time"

	"plenary/internal/forum"
)

// postShape is a post as the API shows it, without what is one viewer's own:
// whose reaction it is, the source, what they may do.
type postShape struct {
	ID             forum.PostID         `json:"id"`
	ConversationID forum.ConversationID `json:"conversation_id"`
	Number         int64                `json:"number"`
	Seq            int64                `json:"seq"`
	State          forum.PostState      `json:"state"`
	ReplyTo        *forum.PostID        `json:"reply_to"`
	Author         authorShape          `json:"author"`
	HTML           forum.SafeHTML       `json:"html"`
	Text           string               `json:"text"`
	Lang           forum.Lang           `json:"lang"`
	Revision       int                  `json:"revision"`
	CreatedAt      time.Time            `json:"created_at"`
	EditedAt       *time.Time           `json:"edited_at"`
	Reactions      []reactionShape      `json:"reactions"`
	URL            string               `json:"url"`
}

// authorShape is a member, or {guest, name}, or {former}.
type authorShape struct {
	ID           forum.UserID `json:"id,omitempty"`
	Name         string       `json:"name,omitempty"`
	Handle       string       `json:"handle,omitempty"`
	Organisation string       `json:"organisation,omitempty"`
	AvatarURL    string       `json:"avatar_url,omitempty"`
	Guest        bool         `json:"guest,omitempty"`
	Former       bool         `json:"former,omitempty"`
}

type reactionShape struct {
	Kind  string `json:"kind"`
	Count int    `json:"count"`
}

// conversationShape is a conversation as the API shows it, without what is
// unread.
type conversationShape struct {
	ID         forum.ConversationID    `json:"id"`
	Kind       forum.ConversationKind  `json:"kind"`
	Title      string                  `json:"title"`
	Slug       string                  `json:"slug"`
	Group      *string                 `json:"group"`
	State      forum.ConversationState `json:"state"`
	Pinned     bool                    `json:"pinned"`
	Seq        int64                   `json:"seq"`
	Posts      int64                   `json:"posts"`
	LastPostAt *time.Time              `json:"last_post_at"`
	Conclusion *forum.PostID           `json:"conclusion_post_id"`
	MergedInto *forum.ConversationID   `json:"merged_into"`
	URL        string                  `json:"url"`
}

func shapePost(base string, p forum.Post) *postShape {
	s := &postShape{ID: p.ID, ConversationID: p.ConversationID, Number: p.Number, Seq: p.Seq, State: p.State, ReplyTo: orNull(p.ReplyTo),
		Author: shapeAuthor(base, p.Author), HTML: p.HTML, Text: p.Text, Lang: p.Lang, Revision: p.Revision, CreatedAt: p.CreatedAt,
		EditedAt: timeOrNull(p.EditedAt), Reactions: []reactionShape{}, URL: base + p.Path()}
	for _, r := range p.Reactions {
		s.Reactions = append(s.Reactions, reactionShape{Kind: r.Kind, Count: r.Count})
	}
	return s
}

func shapeAuthor(base string, a forum.Author) authorShape {
	switch {
	case a.Guest:
		return authorShape{Guest: true, Name: a.Name}
	case a.Former():
		return authorShape{Former: true}
	}
	s := authorShape{ID: a.ID, Name: a.Name, Handle: a.Handle, Organisation: a.Organisation}
	if a.AvatarFile != 0 {
		s.AvatarURL = base + forum.FilePath(a.AvatarFile, "face")
	}
	return s
}

func shapeConversation(base string, c forum.Conversation) *conversationShape {
	return &conversationShape{ID: c.ID, Kind: c.Kind, Title: c.Title, Slug: c.Slug, Group: orNull(c.GroupSlug), State: c.State, Pinned: c.Pinned,
		Seq: c.Seq, Posts: c.Posts, LastPostAt: timeOrNull(c.LastPostAt), Conclusion: orNull(c.Conclusion), MergedInto: orNull(c.MergedInto),
		URL: base + c.Path()}
}

// orNull is v for JSON: the zero value is null.
func orNull[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

func timeOrNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
