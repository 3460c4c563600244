package view

import (
	"context"
	"io"
	"strings"

	"github.com/a-h/templ"

	"plenary/internal/forum"
)

// SharedThread is the posts of one page of a discussion or of comments,
// rendered once for all who read one language, and cut open where a reader's
// own marks go.
type SharedThread struct {
	order  Order
	posts  []forum.PostID // in the order of the page
	pieces []string       // before the first post, then one for each
}

// Own is what marks a post for one reader.
type Own struct {
	Mine     bool     // wrote it
	Reacted  []string // kinds
	Voted    []int    // choices of its poll
	NewAbove bool     // the divider of what is new stands before it
	Aside    *Aside   // it is in a language that the reader doesn't read
}

const (
	cut   = "\x00" // nobody can write it: what people type is refused with it
	begin = `<li class="branch`
)

// Share renders items, given by number, without anything of one reader's. It
// is nil if they can't be shared.
func Share(p Page, order Order, items []Item) *SharedThread {
	s := &SharedThread{order: order}
	for i := range items {
		items[i].Mine, items[i].Reacted, items[i].Voted, items[i].NewAbove, items[i].Aside, items[i].cut = false, nil, nil, false, nil, true
	}
	branches := order.arrange(items)
	s.inOrder(branches)
	s.pieces = strings.Split(renderString(p.posts(order, branches)), cut)
	for i, piece := range s.pieces[:len(s.pieces)-1] {
		before, ok := strings.CutSuffix(piece, begin)
		if !ok {
			return nil
		}
		s.pieces[i] = before
	}
	if len(s.pieces) != len(s.posts)+1 {
		return nil
	}
	return s
}

func (s *SharedThread) inOrder(branches []*Branch) {
	for _, b := range branches {
		s.posts = append(s.posts, b.ID)
		s.inOrder(b.Replies)
	}
}

// Size is how many bytes it takes.
func (s *SharedThread) Size() int {
	size := 200
	for _, piece := range s.pieces {
		size += 24 + len(piece)
	}
	return size
}

// with is the thread as one reader sees it.
func (s *SharedThread) with(p Page, own map[forum.PostID]Own) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		if _, err := io.WriteString(w, s.pieces[0]); err != nil {
			return err
		}
		for i, id := range s.posts {
			mark := own[id]
			if mark.NewAbove {
				if err := p.newLine(s.order).Render(ctx, w); err != nil {
					return err
				}
			}
			if mark.Aside != nil {
				if err := p.aside(*mark.Aside).Render(ctx, w); err != nil {
					return err
				}
			}
			if _, err := io.WriteString(w, mark.begin()); err != nil {
				return err
			}
			if _, err := io.WriteString(w, s.pieces[i+1]); err != nil {
				return err
			}
		}
		return nil
	})
}

// begin is the beginning of the list item of a post so marked.
func (o Own) begin() string {
	own := ""
	if len(o.Reacted) > 0 {
		own = ` data-reacted="` + templ.EscapeString(strings.Join(o.Reacted, " ")) + `"`
	}
	if len(o.Voted) > 0 {
		own += ` data-voted="` + votedWords(o.Voted) + `"`
	}
	start := "<li" + own + strings.TrimPrefix(begin, "<li")
	if o.Mine {
		start += " mine"
	}
	return start
}
