package app

import (
	"context"
	"slices"

	"plenary/internal/forum"
	"plenary/internal/markup"
	"plenary/internal/store"
)

// Revisions lists what a post said before, oldest first. NotFound if v may not
// see the post; of a removed post only moderators see them.
func (a *App) Revisions(ctx context.Context, v forum.Viewer, id forum.PostID) (PostContext, []store.Revision, error) {
	p, err := a.Post(ctx, v, id)
	if err != nil {
		return PostContext{}, nil, err
	}
	if p.State == forum.Removed && !p.Standing.May(forum.Moderating) {
		return p, nil, nil
	}
	var revisions []store.Revision
	err = a.store.Read(ctx, func(r *store.Reader) error {
		revisions, err = r.Revisions(id)
		return err
	})
	return p, revisions, err
}

// History is what a post said, and how one version of it became another.
type History struct {
	PostContext
	Versions []forum.Version // newest first
	From, To forum.Version   // the two that are compared; zero where there are no two
	Change   forum.Difference
}

// History lists what a post said and compares two versions of it, in their
// order; with 0 and 0, the newest with the one before. NotFound if v may not
// see the post, or there is no such version. Of a removed post only moderators
// see what it said before.
func (a *App) History(ctx context.Context, v forum.Viewer, id forum.PostID, from, to int) (History, error) {
	p, revisions, err := a.Revisions(ctx, v, id)
	if err == nil && p.State == forum.Removed && !p.Standing.May(forum.Moderating) {
		err = forum.Missing()
	}
	if err != nil {
		return History{}, err
	}
	h := History{PostContext: p, Versions: versions(p.Post.Post, revisions)}
	n := len(h.Versions)
	if from == 0 && to == 0 {
		if n < 2 {
			return h, nil
		}
		from, to = h.Versions[1].Number, h.Versions[0].Number
	}
	at := func(number int) (forum.Version, bool) {
		i := slices.IndexFunc(h.Versions, func(v forum.Version) bool { return v.Number == number })
		if i < 0 {
			return forum.Version{}, false
		}
		return h.Versions[i], true
	}
	var found, also bool
	h.From, found = at(min(from, to))
	h.To, also = at(max(from, to))
	if !found || !also {
		return History{}, forum.Missing()
	}
	h.Change = markup.Compare(h.From.HTML, h.To.HTML)
	return h, nil
}

// versions are what a post said and, unless it was removed, says. A revision's
// editor is who ended it, so each text is by the editor of the one before.
func versions(p forum.Post, revisions []store.Revision) []forum.Version {
	by := p.Author
	var all []forum.Version
	for _, r := range revisions {
		all = append(all, forum.Version{Number: r.Number, HTML: r.HTML, By: by, At: r.WrittenAt})
		by = r.Editor
	}
	if p.State != forum.Removed {
		at := p.CreatedAt
		if !p.EditedAt.IsZero() {
			at = p.EditedAt
		}
		all = append(all, forum.Version{Number: p.Revision, HTML: p.HTML, By: by, At: at, Now: true})
	}
	slices.Reverse(all)
	return all
}
