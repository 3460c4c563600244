package app

import (
	"context"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// Glance is a little of a conversation, to be read and answered elsewhere.
type Glance struct {
	Page                // with the posts that are looked at, and those they answer before them
	ReadTo forum.PostID // up to which all is read once these were; 0: something before is unread
	More   int          // that is unread after these
}

const glanced = 5 // posts

// Glance is one post with what it answers, or (0) the first posts that v has not
// read. NotFound if v may not see it, or it is not there.
func (a *App) Glance(ctx context.Context, v forum.Viewer, id forum.ConversationID, post forum.PostID) (p Glance, err error) {
	err = a.store.Read(ctx, func(r *store.Reader) error {
		p = Glance{}
		var err error
		if p.Conversation, p.Standing, err = r.ConversationFor(v, id, a.Now()); err != nil {
			return err
		}
		if p.Mark, err = r.Reading(v.ID, p.Conversation); err != nil {
			return err
		}
		if p.Unread, err = r.UnreadCount(v.ID, id); err != nil {
			return err
		}
		first, err := r.FirstUnread(v.ID, id, p.Mark)
		if err != nil {
			return err
		}
		posts, err := p.choose(r, post, first)
		if err != nil {
			return err
		}
		p.Posts, err = viewsOf(r, p.Conversation, p.Standing, posts, a.Now())
		return err
	})
	if err == nil && p.Standing.Visits() {
		err = a.noteVisit(ctx, v, p.Conversation.GroupID)
	}
	return p, err
}

// choose reads the posts that are looked at; first is the number of the first
// unread one, 0 if there is none.
func (p *Glance) choose(r *store.Reader, post forum.PostID, first int64) ([]forum.Post, error) {
	var posts []forum.Post
	if post != 0 {
		byID, err := r.PostsByID([]forum.PostID{post})
		one, found := byID[post]
		if err == nil && (!found || one.ConversationID != p.Conversation.ID || one.Number == 0 || !one.MaySee(p.Standing)) {
			err = forum.Missing()
		}
		if err != nil {
			return nil, err
		}
		posts = []forum.Post{one}
		if one.Number == first {
			p.ReadTo = one.ID
		}
	} else {
		from := first
		if first == 0 { // all is read: the end
			from = max(p.Conversation.LastNumber-glanced+1, 1)
		}
		var err error
		if posts, err = r.PostsByNumber(p.Conversation.ID, from, glanced); err != nil || len(posts) == 0 {
			return nil, err
		}
		p.ReadTo = posts[len(posts)-1].ID
	}
	p.More = p.Unread
	for _, one := range posts {
		if !p.Mark.Has(one.Seq) && one.State == forum.Shown && one.Author.ID != p.Standing.Viewer.ID {
			p.More--
		}
	}
	return p.before(r, posts)
}

// before puts what the first of the posts answers before them.
func (p *Glance) before(r *store.Reader, posts []forum.Post) ([]forum.Post, error) {
	to := posts[0].ReplyTo
	if to == 0 {
		return posts, nil
	}
	byID, err := r.PostsByID([]forum.PostID{to})
	parent, found := byID[to]
	if err != nil || !found || parent.ConversationID != p.Conversation.ID || parent.Number == 0 || parent.Number >= posts[0].Number {
		return posts, err
	}
	return append([]forum.Post{parent}, posts...), nil
}
