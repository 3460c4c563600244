package view

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/a-h/templ"

	"plenary/internal/forum"
	"plenary/web/lang"
)

// RecordSheet is what every page of a record has: one that is read from a
// folder, without the site.
type RecordSheet struct {
	Title   string
	P       *lang.Printer
	Network string
	Site    string // address of the network
	Zone    *time.Location
	Made    time.Time
	Root    string // way to the top of the record: "" or like "../../"
}

func (s RecordSheet) page() Page { return Page{P: s.P, Zone: s.Zone, Now: s.Made} }

// RecordIndex is the first page of a group's record.
type RecordIndex struct {
	RecordSheet
	Group    forum.Group
	Leads    []forum.Author
	Products []RecordProduct
	Talks    func(show func(RecordEntry) error) error // gives them one by one
}

// RecordProduct is something that the group made.
type RecordProduct struct {
	forum.Product
	Href string // "" if there is nothing to go to
}

// RecordEntry is one conversation in the index.
type RecordEntry struct {
	forum.Conversation
	Href string
}

// RecordTalk is a page of a conversation, or of an article with its comments.
type RecordTalk struct {
	RecordSheet
	Conversation forum.Conversation
	Article      *forum.Article // on the first page of its comments
	Cover        string         // address of the article's picture
	At, Count    int64          // pages
	Indexed      bool           // there is a page above this one
	Posts        []RecordPost
}

// RecordPost is a post in a record.
type RecordPost struct {
	forum.Post
	Answers string // address of the post that it answers
	To      string // who wrote that one; "" if it is not on the same page
	Files   []RecordFile
}

// RecordFile is a file in a record.
type RecordFile struct {
	forum.File
	Href string
}

// RecordPageName is the file that a page of a conversation is.
func RecordPageName(n int64) string {
	if n <= 1 {
		return "index.html"
	}
	return fmt.Sprintf("page-%d.html", n)
}

// Render writes the page, the conversations one by one.
func (p RecordIndex) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p RecordTalk) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

func (p RecordIndex) talks() templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return p.Talks(func(e RecordEntry) error { return p.entry(e).Render(ctx, w) })
	})
}

// asView is the post with the words that the site's pages have for it.
func (p RecordTalk) asView(post forum.Post) Post {
	return Post{Post: post, P: p.P, Zone: p.Zone, Kind: p.Conversation.Kind}
}

func recordWord(k forum.ConversationKind) string { return "record.kind_" + string(k) }
