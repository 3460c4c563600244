package app

import (
	"context"
	"slices"
	"time"

	"plenary/internal/forum"
	"plenary/internal/markup"
	"plenary/internal/store"
)

// Post is a post as one viewer sees it.
type Post struct {
	forum.Post
	CanEdit   bool
	CanRemove bool
	UnseenBy  []forum.Author // whom it names and who can't see it, so that they weren't told: to who just wrote it
	CanClose  bool           // its poll
	Voted     []int          // what the viewer chose in its poll
}

// PostContext is a post with where it stands and who is asking.
type PostContext struct {
	Post
	Conversation forum.Conversation
	Standing     forum.Standing
}

// Post is one post. NotFound if v may not see it.
func (a *App) Post(ctx context.Context, v forum.Viewer, id forum.PostID) (PostContext, error) {
	var out PostContext
	err := a.store.Read(ctx, func(r *store.Reader) error {
		now := a.Now()
		p, c, s, err := r.PostFor(v, id, now)
		if err != nil {
			return err
		}
		views, err := viewsOf(r, c, s, []forum.Post{p}, now)
		if err != nil {
			return err
		}
		out = PostContext{Post: views[0], Conversation: c, Standing: s}
		return nil
	})
	if err == nil && out.Standing.Visits() {
		err = a.noteVisit(ctx, v, out.Conversation.GroupID)
	}
	return out, err
}

// postView is one post as v sees it, within a transaction.
func postView(tx *store.Tx, v forum.Viewer, id forum.PostID, now time.Time) (Post, error) {
	p, c, s, err := tx.PostFor(v, id, now)
	if err != nil {
		return Post{}, err
	}
	views, err := viewsOf(&tx.Reader, c, s, []forum.Post{p}, now)
	if err != nil {
		return Post{}, err
	}
	return views[0], nil
}

// viewsOf adds to posts what is the viewer's own.
func viewsOf(r *store.Reader, c forum.Conversation, s forum.Standing, posts []forum.Post, now time.Time) ([]Post, error) {
	mine, err := r.MyReactions(s.Viewer.ID, reactedTo(posts))
	if err != nil {
		return nil, err
	}
	voted, err := r.MyVotes(s.Viewer.ID, asking(posts))
	return views(c, s, posts, marks{mine, voted}, now), err
}

// reactedTo are those of the posts that anybody has reacted to.
func reactedTo(posts []forum.Post) []forum.PostID {
	var reacted []forum.PostID
	for _, p := range posts {
		if len(p.Reactions) > 0 {
			reacted = append(reacted, p.ID)
		}
	}
	return reacted
}

// marks is what one person did with posts.
type marks struct {
	reacted map[forum.PostID][]string // kinds
	voted   map[forum.PostID][]int    // numbers of choices
}

// views are posts with what is the viewer's own: reactions, votes, and what
// they may do. The source stays only with those who may edit. The posts given
// stay as they are.
func views(c forum.Conversation, s forum.Standing, posts []forum.Post, mine marks, now time.Time) []Post {
	views := make([]Post, len(posts))
	for i, p := range posts {
		if kinds := mine.reacted[p.ID]; len(kinds) > 0 {
			p.Reactions = slices.Clone(p.Reactions)
			for j := range p.Reactions {
				p.Reactions[j].Mine = slices.Contains(kinds, p.Reactions[j].Kind)
			}
		}
		p.Poll = p.Poll.At(now)
		views[i] = Post{Post: p, CanEdit: p.MayEdit(s, c, now), CanRemove: p.MayRemove(s, now), Voted: mine.voted[p.ID],
			CanClose: p.Poll != nil && !p.Poll.Over && p.MayClose(s)}
		if !views[i].CanEdit {
			views[i].Source = ""
		}
	}
	return views
}

// EditInput is a new text for a post. Revision, if not 0, is the one that the
// editor saw.
type EditInput struct {
	Post forum.PostID
	Body
	Revision int
	ClientID string // of the text, so that a save that comes late makes no draft of it
	Draft    int64  // version of the draft that it was; 0: the editor had none
}

// Edit changes what a post says. Within five minutes of writing, the author's
// edit leaves no mark; afterwards, and by moderators always, what it said
// before is kept as a revision. NotFound, SignedOut, Forbidden (not theirs, or
// too late), Conflict (edited since Revision), Invalid.
func (a *App) Edit(ctx context.Context, v forum.Viewer, in EditInput) (Post, error) {
	before, err := a.Post(ctx, v, in.Post)
	if err != nil {
		return Post{}, err
	}
	if err := mayEdit(before.Post, v); err != nil {
		return Post{}, err
	}
	called := calls(before.Post.Post)
	in.TellGroup = in.TellGroup || called // what called the group once goes on saying so
	w, err := a.render(ctx, v, in.Body)
	if err != nil {
		return Post{}, err
	}
	var out Post
	err = a.write(ctx, func(tx *store.Tx, now time.Time) error {
		p, c, s, err := tx.PostFor(v, in.Post, now)
		if err != nil {
			return err
		}
		if err := mayEdit(Post{Post: p, CanEdit: p.MayEdit(s, c, now)}, v); err != nil {
			return err
		}
		text, lang := w.changes(p)
		same := !text && !lang
		if in.Revision != 0 && in.Revision != p.Revision && !same { // a retry of what was saved is no conflict
			return forum.Refused(forum.Conflict, "error.edited_meanwhile")
		}
		if err := forum.CheckText(c.Kind, w.Text, w.Pictures+len(w.Files), p.Poll != nil); err != nil {
			return err
		}
		own := p.Author.ID == v.ID
		// Once an edit has left a mark, none is silent: it may be a moderator's.
		history := !own || p.Revision > 1 || now.Sub(p.CreatedAt) >= forum.EditGrace
		if !called {
			if err := mayCall(c, s, w); err != nil {
				return err
			}
		}
		if err := tx.EndDraft(v.ID, forum.DraftPlace{Kind: forum.DraftEdit, Ref: int64(p.ID)}, in.ClientID, in.Draft); err != nil {
			return err
		}
		if err := tx.NoteDraftEnd(v.ID, in.ClientID, 0, now); err != nil {
			return err
		}
		if same && (called || !w.Group) {
			out, err = postView(tx, v, p.ID, now)
			return err // nothing changed, so there is nothing to tell
		}
		var unseen []forum.Author
		if calls := w.Group && !called && p.State == forum.Shown; !text && !calls {
			err = relabel(tx, c, s, p, w, now)
		} else if unseen, err = applyEdit(tx, c, s, p, w, history, now); err == nil && calls {
			err = callGroup(tx, c, forum.Post{ID: p.ID, Author: forum.Author{ID: v.ID}}, now)
		}
		if err != nil {
			return err
		}
		out, err = postView(tx, v, p.ID, now)
		out.UnseenBy = unseen
		return err
	})
	return out, err
}

func mayEdit(p Post, v forum.Viewer) error {
	switch {
	case p.CanEdit:
		return nil
	case !v.SignedIn():
		return forum.Refused(forum.SignedOut, "error.signed_out")
	case p.Author.ID == v.ID && p.State != forum.Removed:
		return forum.Refused(forum.Forbidden, "error.edit_too_late")
	}
	return forum.Refused(forum.Forbidden, "error.edit_not_yours")
}

// relabel says that a post is in another language than it was taken for. That
// is no edit of what it says: it leaves no revision and no mark.
func relabel(tx *store.Tx, c forum.Conversation, s forum.Standing, p forum.Post, w written, now time.Time) error {
	w.onto(&p)
	err := tx.EditPost(p, markup.Version, false, s.Viewer.ID, now)
	if err != nil || p.State != forum.Shown {
		return err
	}
	return event(tx, forum.Event{Conversation: c.ID, Kind: forum.PostEdited, At: now, Actor: s.Viewer.ID, Post: p.ID, Group: c.GroupID,
		Staff: p.Author.ID != s.Viewer.ID})
}

func applyEdit(tx *store.Tx, c forum.Conversation, s forum.Standing, p forum.Post, w written, history bool, now time.Time) (unseen []forum.Author, err error) {
	w.onto(&p)
	own := p.Author.ID == s.Viewer.ID
	if err := tx.EditPost(p, markup.Version, history, s.Viewer.ID, now); err != nil {
		return nil, err
	}
	if p.State == forum.Shown {
		if err := tx.IndexPost(p.ID); err != nil {
			return nil, err
		}
	}
	if err := tx.HoldFiles(s.Viewer, "post", int64(p.ID), w.Files, now); err != nil {
		return nil, err
	}
	if err := tx.SetLinks(p.ID, w.Links); err != nil {
		return nil, err
	}
	if p.State == forum.Shown { // a held post is nobody's news yet
		if err := event(tx, forum.Event{Conversation: c.ID, Kind: forum.PostEdited, At: now, Actor: s.Viewer.ID, Post: p.ID,
			Group: c.GroupID, Ref: int64(p.Revision), Staff: !own}); err != nil {
			return nil, err
		}
	}
	if !own {
		if err := editedOut(tx, c, s, p, now); err != nil || p.Author.ID == 0 {
			return nil, err
		}
		return nil, tx.AddNotice(p.Author.ID, forum.Notice{Kind: forum.NoticeEdited, Actor: forum.Author{ID: s.Viewer.ID}, Post: p.ID,
			Conversation: c.ID, Group: c.GroupID, At: now})
	}
	if p.State == forum.Shown {
		if why, err := heldBy(tx, c, s, w); err != nil {
			return nil, err
		} else if why != "" && why != forum.HeldAsNewcomer { // what it says now would have been held
			if _, err := toReview(tx, c, p, forum.ReviewFlagged, why, now); err != nil {
				return nil, err
			}
		}
	}
	if !history { // nobody is told, but the author wants to know
		sees, err := tx.WhoSees(c.ID, w.Mentioned, now)
		return w.unseen(sees), err
	}
	return tellOfPost(tx, c, p, forum.Post{}, w, now)
}

// Remove makes a stub of a post. Authors may within 24 hours, moderators
// always. Removing what is removed already changes nothing.
func (a *App) Remove(ctx context.Context, v forum.Viewer, id forum.PostID) (Post, error) {
	var out Post
	err := a.write(ctx, func(tx *store.Tx, now time.Time) error {
		p, c, s, err := tx.PostFor(v, id, now)
		if err != nil {
			return err
		}
		if p.State != forum.Removed {
			if err := mayRemove(p, s, now); err != nil {
				return err
			}
			if err := removePost(tx, c, s.Viewer.ID, p, now); err != nil {
				return err
			}
		}
		out, err = postView(tx, v, id, now)
		if forum.KindOf(err) == forum.NotFound && err != nil {
			err = nil // a held post that is gone
		}
		return err
	})
	return out, err
}

func mayRemove(p forum.Post, s forum.Standing, now time.Time) error {
	switch {
	case p.MayRemove(s, now):
		return nil
	case !s.Viewer.SignedIn():
		return forum.Refused(forum.SignedOut, "error.signed_out")
	case p.Author.ID == s.Viewer.ID:
		return forum.Refused(forum.Forbidden, "error.remove_too_late")
	}
	return forum.Refused(forum.Forbidden, "error.remove_not_yours")
}

// removePost writes the removal with its event; it serves leaving, too. A post
// that waited for a moderator waits no more.
func removePost(tx *store.Tx, c forum.Conversation, by forum.UserID, p forum.Post, now time.Time) error {
	own := p.Author.ID == by
	if err := takeDown(tx, c, by, p, !own, now); err != nil {
		return err
	}
	if err := closeReview(tx, c, p, by, now); err != nil || own || p.Author.ID == 0 {
		return err
	}
	return tx.AddNotice(p.Author.ID, forum.Notice{Kind: forum.NoticeRemoved, Actor: forum.Author{ID: by}, Post: p.ID,
		Conversation: c.ID, Group: c.GroupID, At: now})
}

// takeDown makes a stub of a post; staff says that the log names it.
func takeDown(tx *store.Tx, c forum.Conversation, by forum.UserID, p forum.Post, staff bool, now time.Time) error {
	if err := tx.RemovePost(p, by, now); err != nil {
		return err
	}
	if err := tx.IndexPost(p.ID); err != nil {
		return err
	}
	if c.Conclusion == p.ID {
		c.Conclusion = 0
		if err := tx.ChangeConversation(c, now); err != nil {
			return err
		}
	}
	if p.State != forum.Shown {
		return nil
	}
	return event(tx, forum.Event{Conversation: c.ID, Kind: forum.PostRemoved, At: now, Actor: by, Post: p.ID, Group: c.GroupID, Staff: staff})
}

// React adds a reaction, or takes it back. What is so already changes nothing.
func (a *App) React(ctx context.Context, v forum.Viewer, id forum.PostID, kind string, on bool) (Post, error) {
	if err := forum.ValidReaction(kind); err != nil {
		return Post{}, err
	}
	var out Post
	err := a.write(ctx, func(tx *store.Tx, now time.Time) error {
		p, c, s, err := tx.PostFor(v, id, now)
		if err != nil {
			return err
		}
		if err := s.Check(forum.Reacting); err != nil {
			return err
		}
		if p.State != forum.Shown {
			return forum.Refused(forum.Forbidden, "error.react_removed")
		}
		if c.State == forum.Archived {
			return forum.Refused(forum.Forbidden, "error.archived")
		}
		changed, err := tx.React(v.ID, id, kind, on, now)
		if err == nil && changed {
			err = event(tx, forum.Event{Conversation: c.ID, Kind: forum.PostReacted, At: now, Actor: v.ID, Post: id, Group: c.GroupID})
		}
		if err == nil && on {
			err = tx.AnswerPost(v.ID, id, now)
		}
		if err != nil {
			return err
		}
		out, err = postView(tx, v, id, now)
		return err
	})
	return out, err
}
