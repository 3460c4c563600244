package app

import (
	"context"
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// Page is a conversation with the posts of one page, read in one snapshot.
type Page struct {
	Conversation forum.Conversation
	Standing     forum.Standing
	Stamp        int64                       // the network's, as it was then
	Epoch        string                      // of the database: seqs of another one mean nothing
	Posts        []Post                      // by number
	Held         []Post                      // those that the viewer may see, at the end
	Parents      map[forum.PostID]forum.Post // of replies whose parent is not among Posts
	Conclusion   *Post
	Number       int64         // of the page, from 1
	Last         int64         // number of the last page
	Mark         forum.Reading // what the viewer has read; the zero value for visitors
	Unread       int
	Follow       forum.Follow // the viewer's; the zero value for visitors
	FirstUnread  forum.PostID // on this page; 0 if none
	Older        bool         // of a run before a number: there are posts before these
	Newest       bool         // of a discussion: it is read from the newest post down
	People       int          // who have posted here
	Holds        Holds        // of the conversation
	HasDraft     bool         // the viewer has something unsent here
}

// Conversation is one conversation with v's standing, without its posts.
func (a *App) Conversation(ctx context.Context, v forum.Viewer, id forum.ConversationID) (forum.Conversation, forum.Standing, error) {
	var c forum.Conversation
	var s forum.Standing
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		c, s, err = r.ConversationFor(v, id, a.Now())
		return err
	})
	return c, s, err
}

// ReadPage is page number of a discussion or of comments; 0 is the page with the
// first unread post, or the last one if all is read (the first for visitors).
func (a *App) ReadPage(ctx context.Context, v forum.Viewer, id forum.ConversationID, number int64) (Page, error) {
	return a.page(ctx, v, id, run{kind: pageRun, at: number, limit: forum.PageSize})
}

// ReadChannel is a run of a channel's posts, by number: the latest, or those
// before the given number.
func (a *App) ReadChannel(ctx context.Context, v forum.Viewer, id forum.ConversationID, before int64) (Page, error) {
	return a.page(ctx, v, id, run{kind: beforeRun, at: before, limit: forum.PageSize + 1})
}

// ReadNewest is a run of a discussion's posts for those who read it from the
// newest down: the latest, or those before the given number. The posts come by
// number all the same.
func (a *App) ReadNewest(ctx context.Context, v forum.Viewer, id forum.ConversationID, before int64) (Page, error) {
	p, err := a.ReadChannel(ctx, v, id, before)
	p.Newest = true
	return p, err
}

// pageKey is a page as one person asks for it.
type pageKey struct {
	who          forum.UserID
	role         forum.NetworkRole
	conversation forum.ConversationID
	run          run
}

// ownPage is a page with what is the viewer's own on it.
type ownPage struct {
	conversation forum.Conversation
	standing     forum.Standing
	epoch        string
	stamp        int64
	number, last int64
	mark         forum.Reading
	unread       int
	follow       forum.Follow
	posts        *neutral
	mine         marks
	held         []forum.Post
	hasDraft     bool // of what they write only this is kept
}

func (a *App) page(ctx context.Context, v forum.Viewer, id forum.ConversationID, which run) (Page, error) {
	own, err := fresh(a.store, a.kept.pages, pageKey{v.ID, v.Role, id, which}, func() (ownPage, error) { return a.ownPage(ctx, v, id, which) })
	if err != nil {
		return Page{}, err
	}
	own.standing.Viewer = v
	p := own.page(a.Now())
	if which.kind == beforeRun {
		if len(p.Posts) > forum.PageSize {
			p.Posts, p.Older = p.Posts[1:], true
		}
		p.Number, p.Last = 1, 1
		if which.at != 0 && len(p.Posts) > 0 && p.Posts[len(p.Posts)-1].Number < p.Conversation.LastNumber {
			p.Last = 2 // newer ones follow
		}
	}
	p.findFirstUnread()
	if p.Number != p.Last {
		p.Held = nil
	}
	if p.Standing.Visits() {
		err = a.noteVisit(ctx, v, p.Conversation.GroupID)
	}
	return p, err
}

// ownPage reads a page in one snapshot: what is the viewer's own always, the
// posts if they are not kept.
func (a *App) ownPage(ctx context.Context, v forum.Viewer, id forum.ConversationID, which run) (p ownPage, err error) {
	err = a.store.Read(ctx, func(r *store.Reader) error {
		p = ownPage{}
		var err error
		if p.conversation, p.standing, err = r.ConversationFor(v, id, a.Now()); err != nil {
			return err
		}
		if p.epoch, p.stamp, err = r.Network(); err != nil {
			return err
		}
		if v.SignedIn() {
			if p.mark, err = r.Reading(v.ID, p.conversation); err != nil {
				return err
			}
			if p.unread, err = r.UnreadCount(v.ID, id); err != nil {
				return err
			}
			if p.follow, err = r.FollowOf(v.ID, id); err != nil {
				return err
			}
			if p.hasDraft, err = r.HasDraft(v.ID, forum.DraftPlace{Kind: forum.DraftReply, Ref: int64(id)}); err != nil {
				return err
			}
		}
		if which.kind == pageRun {
			if which.at, err = p.pageAt(r, which.at); err != nil {
				return err
			}
		}
		if p.posts, err = a.posts(r, p.conversation, p.stamp, which); err != nil {
			return err
		}
		if p.mine.reacted, err = r.MyReactions(v.ID, reactedTo(p.posts.posts)); err != nil {
			return err
		}
		if p.mine.voted, err = r.MyVotes(v.ID, asking(p.posts.posts)); err != nil {
			return err
		}
		p.held, err = r.HeldPosts(p.standing, id)
		return err
	})
	return p, err
}

// pageAt sets which page it is, and of how many. NotFound if there is none of
// that number.
func (p *ownPage) pageAt(r *store.Reader, number int64) (int64, error) {
	p.last = forum.PageOf(p.conversation.LastNumber)
	p.number = number
	if number == 0 {
		v := p.standing.Viewer
		first, err := r.FirstUnread(v.ID, p.conversation.ID, p.mark)
		if err != nil {
			return 0, err
		}
		p.number = forum.PageOf(first)
		if first == 0 && v.SignedIn() {
			p.number = p.last
		}
	}
	if p.number < 1 || p.number > p.last {
		return 0, forum.Missing()
	}
	return p.number, nil
}

// posts are the posts of a run with what they refer to.
func (a *App) posts(r *store.Reader, c forum.Conversation, stamp int64, which run) (*neutral, error) {
	key := postsKey{c.ID, c.Seq, stamp, which}
	if kept, ok := a.kept.posts.Get(key); ok {
		return kept, nil
	}
	n := &neutral{}
	var err error
	switch which.kind {
	case pageRun:
		n.posts, err = r.PostsOfPage(c.ID, which.at)
	case beforeRun:
		n.posts, err = r.PostsBefore(c.ID, which.at, which.limit)
	default:
		n.posts, err = r.PostsByNumber(c.ID, which.at, which.limit)
	}
	if err == nil && which.kind != fromRun {
		err = n.around(r, c)
	}
	if err != nil {
		return nil, err
	}
	a.kept.posts.Put(key, n)
	return n, nil
}

// around reads what the posts refer to: parents elsewhere, and the conclusion.
func (n *neutral) around(r *store.Reader, c forum.Conversation) error {
	here := map[forum.PostID]bool{}
	for _, post := range n.posts {
		here[post.ID] = true
	}
	wanted := []forum.PostID{}
	for _, post := range n.posts {
		if post.ReplyTo != 0 && !here[post.ReplyTo] {
			wanted = append(wanted, post.ReplyTo)
		}
	}
	if c.Conclusion != 0 {
		wanted = append(wanted, c.Conclusion)
	}
	var err error
	if n.parents, err = r.PostsByID(wanted); err != nil {
		return err
	}
	if c.Kind != forum.Channel {
		if n.people, err = r.CountAuthors(c.ID); err != nil {
			return err
		}
	}
	n.holds.Files, n.holds.Links, n.holds.Counted, err = r.CountGathered(c.ID)
	return err
}

// page is the page as it is at a time, which decides what may be edited.
func (p ownPage) page(now time.Time) Page {
	page := Page{Conversation: p.conversation, Standing: p.standing, Stamp: p.stamp, Epoch: p.epoch, Number: p.number, Last: p.last,
		Mark: p.mark, Unread: p.unread, Follow: p.follow, Parents: p.posts.parents, People: p.posts.people, Holds: p.posts.holds, HasDraft: p.hasDraft,
		Posts: views(p.conversation, p.standing, p.posts.posts, p.mine, now),
		Held:  views(p.conversation, p.standing, p.held, marks{}, now)}
	if c, ok := p.posts.parents[p.conversation.Conclusion]; ok && c.State == forum.Shown {
		page.Conclusion = &Post{Post: c}
	}
	return page
}

func (p *Page) findFirstUnread() {
	viewer := p.Standing.Viewer
	if !viewer.SignedIn() {
		return
	}
	for _, post := range p.Posts {
		if !p.Mark.Has(post.Seq) && post.State == forum.Shown && post.Author.ID != viewer.ID {
			p.FirstUnread = post.ID
			return
		}
	}
}

// Sequel is a run of a conversation's posts with the conversation as it was
// when they were read, in one snapshot.
type Sequel struct {
	Conversation forum.Conversation
	Posts        []Post
	Stamp        int64
	Epoch        string // of the database: seqs of another one mean nothing
}

// PostsAfter lists a conversation's posts with number > after, as the API
// gives them. NotFound if v may not see it.
func (a *App) PostsAfter(ctx context.Context, v forum.Viewer, id forum.ConversationID, after int64, limit int) (Sequel, error) {
	which := run{kind: fromRun, at: after + 1, limit: limit}
	own, err := fresh(a.store, a.kept.pages, pageKey{v.ID, v.Role, id, which}, func() (ownPage, error) { return a.ownPage(ctx, v, id, which) })
	if err != nil {
		return Sequel{}, err
	}
	own.standing.Viewer = v
	if own.standing.Visits() {
		err = a.noteVisit(ctx, v, own.conversation.GroupID)
	}
	return Sequel{Conversation: own.conversation, Stamp: own.stamp, Epoch: own.epoch,
		Posts: views(own.conversation, own.standing, own.posts.posts, own.mine, a.Now())}, err
}
