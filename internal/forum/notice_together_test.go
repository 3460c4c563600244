package forum

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestTogether(t *testing.T) {
	// A letter is a kind, a number a conversation; ! is read, ? asks.
	for given, want := range map[string]string{
		"":               "",
		"r1":             "r1",
		"r1 r2 r1 m1 r1": "r1+r1+r1 r2 m1",
		"r1! r2! r1!":    "r1 r2 r1",
		"r1! r1! r2 r1!": "r1+r1 r2 r1",
		"r1 r1! r1 r1!":  "r1+r1 r1+r1",
		"m1? m1 m1? m1":  "m1 m1+m1 m1",
		"m1?! m1!":       "m1 m1",
		"j1 j1":          "j1 j1",
		"r0 r0":          "r0 r0",
		"p3 p3 m3":       "p3+p3 m3",
	} {
		kinds := map[byte]NoticeKind{'r': NoticeReply, 'm': NoticeMention, 'p': NoticePosted, 'j': NoticeJoinAsked}
		var all []Notice
		for i, word := range strings.Fields(given) {
			n := Notice{ID: NoticeID(i + 1), Kind: kinds[word[0]], Conversation: ConversationID(word[1] - '0'), Asks: strings.Contains(word, "?")}
			if strings.Contains(word, "!") {
				n.ReadAt = time.Unix(1, 0)
			}
			all = append(all, n)
		}
		var got []string
		seen := map[NoticeID]bool{}
		word := func(n Notice) string { return fmt.Sprintf("%c%d", strings.Fields(given)[n.ID-1][0], n.Conversation) }
		for _, n := range Together(all) {
			line := word(n)
			for _, other := range n.With {
				line += "+" + word(other)
			}
			if got = append(got, line); n.First().ID < n.ID {
				t.Errorf("%q: the first of %v is %v", given, n.IDs(), n.First().ID)
			}
			for _, id := range n.IDs() {
				seen[id] = true
			}
		}
		if strings.Join(got, " ") != want || len(seen) != len(all) {
			t.Errorf("%q is told as %q, want %q", given, got, want)
		}
	}
}
