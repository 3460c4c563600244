package view

import (
	"strings"
	"testing"
	"time"

	"plenary/internal/forum"
)

func BenchmarkPostFragment_fifty(b *testing.B) {
	p := samplePost(99)
	for b.Loop() {
		for range 50 {
			if len(PostFragment(p)) == 0 {
				b.Fatal("nothing rendered")
			}
		}
	}
}

func samplePost(n forum.PostID) Post {
	return Post{Kind: forum.Discussion, ReplyToName: "Mei L.", Post: forum.Post{
		ID: n, Number: int64(n), Seq: int64(n), State: forum.Shown, ReplyTo: 12,
		Author: forum.Author{ID: 7, Name: "Ana R.", Handle: "ana", Organisation: "Community clinic", Role: forum.Lead},
		HTML:   forum.SafeHTML("<p>" + strings.Repeat("Our promotores call within two days. ", 12) + "</p>"),
		Lang:   forum.English, Revision: 1, ClientID: "3f1e", CreatedAt: time.Date(2026, 11, 12, 14, 5, 0, 0, time.UTC),
		Reactions: []forum.Reaction{{Kind: "👍", Count: 6}, {Kind: "🙏", Count: 2}},
	}}
}
