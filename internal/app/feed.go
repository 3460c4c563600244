package app

import (
	"context"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// Begun is a discussion with the first of its posts that is shown.
type Begun struct {
	forum.Conversation
	First forum.Post
}

// GroupFeed is what is new in a group that everybody may see: discussions
// begun and articles, the newest first. NotFound for all other groups, whoever
// asks: a feed is read by programs that sign in nowhere.
func (a *App) GroupFeed(ctx context.Context, slug string, limit int) (forum.Group, []Begun, []forum.Article, error) {
	var g store.InGroup
	var begun []Begun
	var articles []forum.Article
	anybody := forum.Viewer{}
	err := a.store.Read(ctx, func(r *store.Reader) error {
		begun = nil
		var err error
		if g, err = r.GroupFor(anybody, slug); err != nil {
			return err
		}
		newest, err := r.Newest(anybody, g.ID, limit)
		if err != nil {
			return err
		}
		for _, c := range newest {
			posts, err := r.PostsByNumber(c.ID, 1, 10)
			if err != nil {
				return err
			}
			for _, p := range posts {
				if p.State == forum.Shown {
					begun = append(begun, Begun{Conversation: c.Conversation, First: p})
					break
				}
			}
		}
		articles, err = r.Articles(anybody, g.ID, store.Place{}, a.Now(), limit)
		return err
	})
	return g.Group, begun, articles, err
}
