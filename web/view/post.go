package view

import (
	"context"
	"io"
	"time"

	"github.com/a-h/templ"

	"plenary/internal/forum"
	"plenary/web/lang"
)

// Post is one post as everybody who reads the same language sees it. Nothing
// in it depends on the viewer or on where on the page it stands: what does is
// put around it by Item.
type Post struct {
	forum.Post
	P           *lang.Printer  // nil is English
	Zone        *time.Location // the network's; nil is UTC
	Kind        forum.ConversationKind
	PageLang    forum.Lang // "" is P's: posts in another language say theirs
	ReplyToName string     // whom it answers; "" if that post is gone
}

// PostFragment is the post as the page shows it, for a frame of the live
// connection. It costs a few microseconds.
func PostFragment(p Post) string { return renderString(postArticle(p)) }

// Fragment is a post that was rendered before, as PostFragment does.
type Fragment string

// Rendered renders the post to be kept.
func Rendered(p Post) Fragment { return Fragment(PostFragment(p)) }

// article is the post itself: as it was rendered before, or now.
func (i Item) article() templ.Component {
	if i.Fragment == "" {
		return postArticle(i.Post)
	}
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, string(i.Fragment))
		return err
	})
}

// Item is a post at its place on a page, with what is this viewer's own.
type Item struct {
	Post
	Fragment  Fragment  // the post as it was rendered before; "": it is rendered with the page
	Mine      bool      // the viewer wrote it
	Reacted   []string  // kinds that the viewer reacted with
	Voted     []int     // what the viewer chose in its poll
	NewAbove  bool      // the divider of what is new stands before it
	Aside     *Aside    // it is in a language that the reader doesn't read
	DayAbove  time.Time // a day divider stands before it; zero: none
	Cont      bool      // closed up with the post before: same author, shortly after
	Concluded bool      // it is the group's conclusion
	cut       bool      // see SharedThread
}

// Branch is an item with what answers it.
type Branch struct {
	Item
	Depth   int  // 0–forum.MaxNesting
	Apart   bool // it does not stand right under what it answers, and says whom
	Replies []*Branch
}
