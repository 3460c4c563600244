package app

import (
	"context"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// Page is a conversation with the posts of one page, read in one snapshot.
type Page struct {
	Conversation forum.Conversation
	Standing     forum.Standing
	Posts        []Post                      // by number
	Held         []Post                      // those that the viewer may see, at the end
	Parents      map[forum.PostID]forum.Post // of replies whose parent is not among Posts
	Conclusion   *Post
	Number       int64 // of the page, from 1
	Last         int64 // number of the last page
	Mark         int64 // seq up to which the viewer has read; 0 for visitors
	Unread       int
	FirstUnread  forum.PostID // on this page; 0 if none
	Older        bool         // of a channel: there are posts before these
	People       int          // who have posted here
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
	return a.page(ctx, v, id, func(r *store.Reader, p *Page) ([]forum.Post, error) {
		p.Last = forum.PageOf(p.Conversation.LastNumber)
		p.Number = number
		if number == 0 {
			first, err := r.FirstUnread(v.ID, id, p.Mark)
			if err != nil {
				return nil, err
			}
			p.Number = forum.PageOf(first)
			if first == 0 && v.SignedIn() {
				p.Number = p.Last
			}
		}
		if p.Number < 1 || p.Number > p.Last {
			return nil, forum.Missing()
		}
		return r.PostsOfPage(id, p.Number)
	})
}

// ReadChannel is a run of a channel's posts, by number: the latest, or those
// before the given number.
func (a *App) ReadChannel(ctx context.Context, v forum.Viewer, id forum.ConversationID, before int64) (Page, error) {
	return a.page(ctx, v, id, func(r *store.Reader, p *Page) ([]forum.Post, error) {
		posts, err := r.PostsBefore(id, before, forum.PageSize+1)
		if len(posts) > forum.PageSize {
			posts, p.Older = posts[1:], true
		}
		p.Number, p.Last = 1, 1
		if before != 0 && len(posts) > 0 && posts[len(posts)-1].Number < p.Conversation.LastNumber {
			p.Last = 2 // newer ones follow
		}
		return posts, err
	})
}

func (a *App) page(ctx context.Context, v forum.Viewer, id forum.ConversationID, list func(*store.Reader, *Page) ([]forum.Post, error)) (Page, error) {
	var p Page
	err := a.store.Read(ctx, func(r *store.Reader) error {
		now := a.Now()
		p = Page{}
		var err error
		if p.Conversation, p.Standing, err = r.ConversationFor(v, id, now); err != nil {
			return err
		}
		if v.SignedIn() {
			if p.Mark, err = r.Mark(v.ID, id); err != nil {
				return err
			}
			if p.Unread, err = r.UnreadCount(v.ID, id); err != nil {
				return err
			}
		}
		posts, err := list(r, &p)
		if err != nil {
			return err
		}
		if p.Posts, err = viewsOf(r, p.Conversation, p.Standing, posts, now); err != nil {
			return err
		}
		if err := p.around(r); err != nil {
			return err
		}
		if p.Number != p.Last {
			return nil
		}
		held, err := r.HeldPosts(p.Standing, id)
		if err != nil {
			return err
		}
		p.Held, err = viewsOf(r, p.Conversation, p.Standing, held, now)
		return err
	})
	if err == nil && p.Standing.Visits() {
		err = a.noteVisit(ctx, v, p.Conversation.GroupID)
	}
	return p, err
}

// around reads what the posts of a page refer to: parents elsewhere, the
// conclusion, the first unread.
func (p *Page) around(r *store.Reader) error {
	here := map[forum.PostID]bool{}
	for _, post := range p.Posts {
		here[post.ID] = true
		if p.FirstUnread == 0 && p.Standing.Viewer.SignedIn() && post.Seq > p.Mark && post.State == forum.Shown &&
			post.Author.ID != p.Standing.Viewer.ID {
			p.FirstUnread = post.ID
		}
	}
	wanted := []forum.PostID{}
	for _, post := range p.Posts {
		if post.ReplyTo != 0 && !here[post.ReplyTo] {
			wanted = append(wanted, post.ReplyTo)
		}
	}
	if p.Conversation.Conclusion != 0 {
		wanted = append(wanted, p.Conversation.Conclusion)
	}
	found, err := r.PostsByID(wanted)
	if err != nil {
		return err
	}
	p.Parents = found
	if c, ok := found[p.Conversation.Conclusion]; ok && c.State == forum.Shown {
		p.Conclusion = &Post{Post: c}
	}
	if p.Conversation.Kind != forum.Channel {
		p.People, err = r.CountAuthors(p.Conversation.ID)
	}
	return err
}

// Sequel is a run of a conversation's posts with the conversation as it was
// when they were read, in one snapshot.
type Sequel struct {
	Conversation forum.Conversation
	Posts        []Post
	Epoch        string // of the database: seqs of another one mean nothing
}

// PostsAfter lists a conversation's posts with number > after, as the API
// gives them. NotFound if v may not see it.
func (a *App) PostsAfter(ctx context.Context, v forum.Viewer, id forum.ConversationID, after int64, limit int) (Sequel, error) {
	var out Sequel
	var standing forum.Standing
	err := a.store.Read(ctx, func(r *store.Reader) error {
		now := a.Now()
		c, s, err := r.ConversationFor(v, id, now)
		if err != nil {
			return err
		}
		posts, err := r.PostsByNumber(id, after+1, limit)
		if err != nil {
			return err
		}
		out.Conversation = c
		if out.Epoch, err = r.Epoch(); err != nil {
			return err
		}
		standing = s
		out.Posts, err = viewsOf(r, c, s, posts, now)
		return err
	})
	if err == nil && standing.Visits() {
		err = a.noteVisit(ctx, v, out.Conversation.GroupID)
	}
	return out, err
}
