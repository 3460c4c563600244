package app

import (
	"context"

	"plenary/internal/forum"
	"plenary/internal/markup"
	"plenary/internal/store"
)

// Holds is how many files and links a conversation's posts hold. Counted is
// false if so many posts hold some that these are not all.
type Holds struct {
	Files, Links int64
	Counted      bool
}

// Gathered is what the posts of a conversation hold, newest first.
type Gathered struct {
	Conversation forum.Conversation
	Posts        []forum.Gathered
	Next         int64 // number that the next page comes before; 0: this is the last
}

// Gather lists the files, or the links, of a conversation's posts with number <
// before; 0 is the end. NotFound for whoever may not see it.
func (a *App) Gather(ctx context.Context, v forum.Viewer, id forum.ConversationID, what forum.Gathering, before int64) (Gathered, error) {
	var g Gathered
	var held map[forum.PostID][]forum.File
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		g = Gathered{}
		if g.Conversation, _, err = r.ConversationFor(v, id, a.Now()); err != nil {
			return err
		}
		posts, err := r.PostsHolding(id, what, before, forum.GatheredPage+1)
		if err != nil {
			return err
		}
		if len(posts) > forum.GatheredPage {
			posts = posts[:forum.GatheredPage]
			g.Next = posts[len(posts)-1].Number
		}
		ids := make([]forum.PostID, len(posts))
		for i, p := range posts {
			ids[i] = p.ID
			g.Posts = append(g.Posts, forum.Gathered{Post: p})
		}
		if what == forum.GatheredFiles {
			held, err = r.FilesOfPosts(ids)
		}
		return err
	})
	for i := range g.Posts {
		p := &g.Posts[i]
		if p.Files = held[p.ID]; what == forum.GatheredLinks {
			p.Links = markup.Outward(p.HTML)
		}
	}
	return g, err
}
