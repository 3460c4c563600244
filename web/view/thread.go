package view

import (
	"slices"
	"strings"

	"plenary/internal/forum"
)

// Thread nests the items of one page, given by number: a reply stands under its
// parent, forum.MaxNesting levels deep; deeper ones stand at the last level,
// by number, and say whom they answer, as those do whose parent is not here.
func Thread(items []Item) []*Branch {
	at := make(map[forum.PostID]*Branch, len(items))
	host := make(map[*Branch]*Branch, len(items)) // whose Replies hold it
	var top []*Branch
	for _, it := range items {
		b := &Branch{Item: it}
		at[it.ID] = b
		parent := at[it.ReplyTo]
		switch {
		case it.ReplyTo == 0:
			top = append(top, b)
		case parent == nil:
			b.Apart = true
			top = append(top, b)
		case parent.Depth < forum.MaxNesting:
			b.Depth = parent.Depth + 1
			host[b] = parent
			parent.Replies = append(parent.Replies, b)
		default:
			b.Apart, b.Depth = true, parent.Depth
			host[b] = host[parent]
			host[b].Replies = append(host[b].Replies, b)
		}
	}
	return top
}

// Order is how the posts of a page stand: those of a discussion or of comments
// under what they answer, those of a channel one below the other, and so too,
// but turned round, where a discussion is read from the newest down.
type Order struct {
	Kind   forum.ConversationKind
	Newest bool
}

func (o Order) arrange(items []Item) []*Branch {
	if !o.Newest {
		return Thread(items)
	}
	all := flat(items)
	slices.Reverse(all)
	for _, b := range all {
		b.Apart = b.ReplyTo != 0
	}
	return all
}

// below is how many replies stand under b, at any depth.
func (b *Branch) below() int64 {
	n := int64(len(b.Replies))
	for _, r := range b.Replies {
		n += r.below()
	}
	return n
}

// flat is the items of a channel, one below the other.
func flat(items []Item) []*Branch {
	all := make([]*Branch, len(items))
	for i, it := range items {
		all[i] = &Branch{Item: it, Apart: true}
	}
	return all
}

// class is of the list item around the post.
func (b *Branch) class() string {
	names := []string{"branch"}
	if b.cut {
		names[0] += cut
	}
	if b.Mine {
		names = append(names, "mine")
	}
	if b.Apart {
		names = append(names, "apart")
	}
	if b.Cont {
		names = append(names, "cont")
	}
	if b.Concluded {
		names = append(names, "concluded")
	}
	return strings.Join(names, " ")
}

// Authors are the people of the items, each once, in order of appearance, at
// most n.
func Authors(items []Item, n int) []forum.Author {
	var out []forum.Author
	for _, it := range items {
		known := slices.ContainsFunc(out, func(a forum.Author) bool { return a.ID == it.Author.ID })
		if it.Author.ID != 0 && !known && len(out) < n {
			out = append(out, it.Author)
		}
	}
	return out
}
