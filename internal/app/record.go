package app

import (
	"context"
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// ToRecord names what somebody wants a record of: one conversation, or a group.
type ToRecord struct {
	Conversation forum.ConversationID
	Group        forum.GroupID
}

// Recording is what a record is to be made of, as who wants it sees it.
type Recording struct {
	ToRecord
	Talk  forum.Conversation // of a conversation
	Sheet Sheet              // of a group
	store.Extent
}

// RecordPage is how many numbers of posts stand on one page of a record, and
// how many posts are in memory at once.
const RecordPage = 100

const recordTalks = 200 // conversations in memory at once

// Record measures what a record would hold. Whoever is signed in may have one
// of a conversation that they see; leads may of their group. NotFound if v may
// not see it.
func (a *App) Record(ctx context.Context, v forum.Viewer, of ToRecord) (Recording, error) {
	out := Recording{ToRecord: of}
	var st forum.Standing
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		if st, err = out.find(r, v, a.Now()); err != nil {
			return err
		}
		out.Extent, err = r.ExtentOf(of.Conversation, of.Group, a.Now())
		return err
	})
	if err == nil && of.Group != 0 {
		var sheets []Sheet
		if sheets, err = a.sheets(ctx, v, []store.InGroup{out.Sheet.InGroup}); err == nil {
			out.Sheet = sheets[0]
		}
	}
	if err == nil && st.Visits() {
		err = a.noteVisit(ctx, v, out.Talk.GroupID+out.Sheet.ID) // one of them is 0
	}
	return out, err
}

// find reads the conversation or group, if v may have its record.
func (out *Recording) find(r *store.Reader, v forum.Viewer, now time.Time) (st forum.Standing, err error) {
	act := forum.Exporting
	if out.Group != 0 {
		out.Sheet.InGroup, err = r.GroupByID(v, out.Group)
		st, act = out.Sheet.Standing, forum.ExportingGroup
	} else {
		out.Talk, st, err = r.ConversationFor(v, out.Conversation, now)
	}
	if err == nil {
		err = st.Check(act)
	}
	return st, err
}

// RecordTalks lists the conversations of a record, by id after the given one;
// none are left after the last.
func (a *App) RecordTalks(ctx context.Context, v forum.Viewer, of ToRecord, after forum.ConversationID) (talks []forum.Conversation, err error) {
	err = a.store.Read(ctx, func(r *store.Reader) error {
		talks = nil
		found := Recording{ToRecord: of}
		if _, err := found.find(r, v, a.Now()); err != nil {
			return err
		}
		if of.Group != 0 {
			talks, err = r.TalksToRecord(of.Group, after, a.Now(), recordTalks)
			return err
		}
		if after < of.Conversation {
			talks = []forum.Conversation{found.Talk}
		}
		return nil
	})
	return talks, err
}

// RecordRun is some of the posts that a record holds, with the files that the
// shown ones among them hold.
type RecordRun struct {
	Posts []forum.Post
	Files map[forum.PostID][]forum.File
	Last  int64 // number up to which this goes; 0: there are no more
}

// RecordPosts reads a conversation as it goes into a record, as v sees it now:
// the posts with a number above after, and no later ones than c knows of. What
// is held is no part of it, whoever asks; of what is removed a stub is.
func (a *App) RecordPosts(ctx context.Context, v forum.Viewer, c forum.Conversation, after int64) (run RecordRun, err error) {
	err = a.store.Read(ctx, func(r *store.Reader) error {
		run = RecordRun{}
		if _, st, err := r.ConversationFor(v, c.ID, a.Now()); err != nil {
			return err
		} else if err := st.Check(forum.Exporting); err != nil {
			return err
		}
		posts, err := r.PostsByNumber(c.ID, after+1, RecordPage)
		if err != nil {
			return err
		}
		var shown []forum.PostID
		for _, p := range posts {
			if p.Number > c.LastNumber {
				break
			}
			run.Last = p.Number
			if p.State == forum.Held {
				continue
			}
			run.Posts = append(run.Posts, p)
			if p.State == forum.Shown {
				shown = append(shown, p.ID)
			}
		}
		run.Files, err = r.FilesOfPosts(shown)
		return err
	})
	return run, err
}

// RecordedAmong says which of some conversations and posts are in the record,
// too, for links among them. The caller has found the record through Record.
func (a *App) RecordedAmong(ctx context.Context, of ToRecord, talks []forum.ConversationID, posts []forum.PostID) (in Recorded, err error) {
	err = a.store.Read(ctx, func(r *store.Reader) error {
		in, err = r.RecordedAmong(of.Conversation, of.Group, talks, posts, a.Now())
		return err
	})
	return in, err
}

// RecordArticle is the article that a conversation comments on, with the files
// that it holds.
func (a *App) RecordArticle(ctx context.Context, v forum.Viewer, c forum.Conversation) (art forum.Article, held []forum.File, err error) {
	err = a.store.Read(ctx, func(r *store.Reader) error {
		if art, _, err = r.ArticleByID(v, c.ArticleID, a.Now()); err != nil {
			return err
		}
		held, err = r.FilesOf("article", int64(art.ID))
		return err
	})
	return art, held, err
}
