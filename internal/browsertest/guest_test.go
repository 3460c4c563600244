package browsertest

import (
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// A guest, a moderator and an outsider look at one article at once.
func TestGuest_commentsConfirmsAndIsSeenByEverybodyOnceApproved(t *testing.T) {
	f := forumtest.Start(t)
	boss := f.Organiser("boss")
	var art struct {
		ConversationID forum.ConversationID `json:"conversation_id"`
	}
	boss.Calls("POST", "/articles", map[string]any{"slug": "may", "title": "Report of May", "html": "<p>What we said</p>", "guests": "held",
		"published_at": "2020-01-01T00:00:00Z"}).Is(201).Into(&art)
	const writing = forum.MinGuestTime + time.Second
	c := f.Chromium()
	f.Later(-writing) // so that the mail does not wait for the clock
	guest, moderator, outsider := c.Window(f.Visitor()).Opens("/news/may"), c.Window(boss).Opens("/review"), c.Window(f.User("eve")).Opens("/news/may")
	connected(outsider)

	guest.Sees("#guest", "Comment as a guest").Accessible("an article with the form for guests")
	guest.Types("#name", "Sam Oak").Types("#email", "sam@elsewhere.example").Types("#body", "Is there a recording?")
	guest.Clicks("#guest .btn.primary").Sees("#guest .problem", "faster than people write")
	guest.Until("the text is kept", `() => document.getElementById("body").value === "Is there a recording?"`)
	f.Later(writing)
	guest.Clicks("#guest .btn.primary").Sees(".flash", "A mail is on its way")

	guest.Opens(linkTo(t, f, "sam@elsewhere.example")).Sees("h1", "Confirm the comment").Accessible("confirming a comment")
	guest.Clicks("main .btn.primary").Sees(".flash", "A moderator looks at your comment")
	outsider.SeesNot("#comments", "recording")

	moderator.Reloads().Sees(".review", "Is there a recording?").Sees(".review", "Sam Oak")
	moderator.Clicks(`[data-review] [value="approve"]`)
	outsider.Sees("#posts", "Is there a recording?").Sees("#posts .by", "Sam Oak").Sees("#posts .by", "guest")
	guest.Sees("#posts", "Is there a recording?")
	outsider.SeesNot("body", "elsewhere.example").Accessible("a guest's comment")
}

var confirms = regexp.MustCompile(`/guests/confirm/[A-Za-z0-9_-]+`)

// linkTo waits for the mail that lets a guest confirm, and gives its path.
func linkTo(t *testing.T, f *forumtest.Forum, address string) (found string) {
	t.Helper()
	f.Wait("mail to "+address, func() bool {
		names, err := filepath.Glob(filepath.Join(f.Dir, "outbox", "*.eml"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			raw, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if text := strings.NewReplacer("=\r\n", "").Replace(string(raw)); strings.Contains(text, address) {
				found = confirms.FindString(text)
			}
		}
		return found != ""
	})
	u, err := url.Parse(found)
	if err != nil {
		t.Fatal(err)
	}
	return u.Path
}
