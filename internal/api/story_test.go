package api_test

import (
	"fmt"
	"testing"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// m is a JSON object.
type m = map[string]any

// The shapes as another program reads them.
type author struct {
	ID        int64
	Name      string
	Former    bool
	AvatarURL *string `json:"avatar_url"`
}

type post struct {
	ID             int64
	ConversationID int64 `json:"conversation_id"`
	Number, Seq    *int64
	State          string
	ReplyTo        *int64 `json:"reply_to"`
	Author         author
	HTML, Text     string
	Lang           string
	Revision       int
	EditedAt       *string `json:"edited_at"`
	Reactions      []struct {
		Kind  string
		Count int
		Mine  bool
	}
	CanEdit bool `json:"can_edit"`
	Source  *string
	URL     string
}

type conversation struct {
	ID          int64
	Kind, Title string
	Slug, State string
	Group       *string
	Pinned      bool
	Seq, Posts  int64
	Unread      int
	LastPostAt  *string `json:"last_post_at"`
	Conclusion  *int64  `json:"conclusion_post_id"`
	MergedInto  *int64  `json:"merged_into"`
	FirstPost   *post   `json:"first_post"`
	URL         string
}

type posts struct {
	Items []post
	Next  *string
	Seq   int64
	Epoch string
}

type problem struct {
	Title, Detail string
	Status        int
	Errors        []struct{ Field, Detail string }
}

// into reads an answer as a T.
func into[T any](a *forumtest.Answer) T {
	var v T
	a.Into(&v)
	return v
}

// field is the one field that a problem is about.
func field(t *testing.T, a *forumtest.Answer) string {
	t.Helper()
	p := into[problem](a)
	if len(p.Errors) != 1 {
		t.Fatalf("the problem names no one field: %s", a.Body)
	}
	return p.Errors[0].Field
}

func at(c forum.Conversation) string { return fmt.Sprint("/conversations/", c.ID) }

func is[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}
