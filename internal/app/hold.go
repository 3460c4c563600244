package app

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// JobRemind reminds leads of what waits in their review inbox.
const JobRemind = "remind"

// toReview puts a post into the review inbox, if it is not there already: the
// moderators see it count, and leads are reminded if nobody looks at it.
func toReview(tx *store.Tx, c forum.Conversation, p forum.Post, kind forum.ReviewKind, why forum.HeldBy, now time.Time) (forum.ReviewID, error) {
	id, opened, err := tx.OpenReview(p, kind, why, now)
	if err != nil || !opened {
		return id, err
	}
	return id, announceReview(tx, c, p, id, now)
}

// announceReview tells that an item is open.
func announceReview(tx *store.Tx, c forum.Conversation, p forum.Post, id forum.ReviewID, now time.Time) error {
	if err := event(tx, forum.Event{Kind: forum.ReviewOpened, At: now, Post: p.ID, Group: c.GroupID, Ref: int64(id)}); err != nil {
		return err
	}
	payload, err := json.Marshal(id)
	if err != nil {
		return forum.Errorf("app: review: %w", err)
	}
	return tx.AddJob(forum.Job{Kind: JobRemind, Payload: payload, UniqueKey: fmt.Sprintf("%s %d %d", JobRemind, id, now.UnixMilli()),
		RunAt: now.Add(forum.RemindAfter)}, now)
}

// holdPost writes a post that waits for a moderator: it has no place and no
// event, search doesn't find it, and nobody is told of it but the moderators.
func holdPost(tx *store.Tx, c forum.Conversation, p forum.Post, policy int, why forum.HeldBy, now time.Time) (forum.PostID, error) {
	p.State = forum.Held
	var err error
	if p.ID, err = tx.AddPost(p, policy, 0); err != nil {
		return 0, err
	}
	_, err = toReview(tx, c, p, forum.ReviewHeld, why, now)
	return p.ID, err
}

// showPost makes a held post visible, as if it were posted now: it gets its
// place and its event, search finds it, and those whom it is about are told.
func showPost(tx *store.Tx, c forum.Conversation, p forum.Post, w written, now time.Time) error {
	seq, err := tx.NextSeq(c.ID)
	if err != nil {
		return err
	}
	if err := tx.ShowPost(p, seq, now); err != nil {
		return err
	}
	p.State, p.Seq = forum.Shown, seq
	if err := event(tx, forum.Event{Conversation: c.ID, Seq: seq, Kind: forum.PostCreated, At: now, Actor: p.Author.ID, Post: p.ID, Group: c.GroupID}); err != nil {
		return err
	}
	if err := planClose(tx, p, now); err != nil {
		return err
	}
	if err := tx.IndexPost(p.ID); err != nil {
		return err
	}
	if err := tx.AnswerAll(p.Author.ID, c.ID, now); err != nil {
		return err
	}
	return tellAll(tx, c, p, w, now)
}

// tellAll tells of a post that has become visible.
func tellAll(tx *store.Tx, c forum.Conversation, p forum.Post, w written, now time.Time) error {
	byID, err := tx.PostsByID([]forum.PostID{p.ReplyTo})
	if err != nil {
		return err
	}
	if _, err := tellOfPost(tx, c, p, byID[p.ReplyTo], w, now); err != nil {
		return err
	}
	if w.Group {
		if err := callGroup(tx, c, p, now); err != nil {
			return err
		}
	}
	return tellFollowers(tx, c, p, followersJob{First: c.LastNumber == 0 && c.Kind == forum.Discussion}, now)
}

// rewritten is a post's text as it would be made now, for whom it names.
func (a *App) rewritten(ctx context.Context, p forum.Post) (written, error) {
	if p.Author.Guest {
		return a.renderGuest(Body{Source: p.Source, Format: p.Format, Lang: p.Lang})
	}
	author, err := a.ViewerOf(ctx, p.Author.ID)
	if err != nil {
		return written{}, err
	}
	return a.render(ctx, author, Body{Source: p.Source, Format: p.Format, Lang: p.Lang, TellGroup: calls(p)})
}

// closeReview ends the item of a post that was taken away: there is nothing
// left to decide.
func closeReview(tx *store.Tx, c forum.Conversation, p forum.Post, by forum.UserID, now time.Time) error {
	item, err := tx.OpenReviewOf(p.ID)
	if err != nil {
		if forum.KindOf(err) == forum.NotFound {
			return nil
		}
		return err
	}
	if err := tx.Decide(item.ID, forum.Remove, "", p.Revision, by, now); err != nil {
		return err
	}
	if err := event(tx, forum.Event{Kind: forum.ReviewDecided, At: now, Actor: by, Post: p.ID, Group: c.GroupID, Ref: int64(item.ID),
		Detail: string(forum.Remove)}); err != nil {
		return err
	}
	return answerFlags(tx, c, p, item, forum.Remove, by, now)
}

// answerFlags tells those who flagged a post what came of it.
func answerFlags(tx *store.Tx, c forum.Conversation, p forum.Post, item forum.Review, d forum.Decision, by forum.UserID, now time.Time) error {
	kind := forum.NoticeFlagKept
	if d.Agrees() {
		kind = forum.NoticeFlagAgreed
	}
	for _, f := range item.Flags {
		if f.By.ID == 0 || f.By.ID == by {
			continue
		}
		if err := tx.AddNotice(f.By.ID, forum.Notice{Kind: kind, Post: p.ID, Conversation: c.ID, Group: c.GroupID, Article: c.ArticleID,
			Detail: string(d), At: now}); err != nil {
			return err
		}
	}
	return nil
}

// Remind is the handler of JobRemind: leads hear of what was left alone for a
// day; of what belongs to no group, those who run the network.
func (a *App) Remind(ctx context.Context, j forum.Job) error {
	var id forum.ReviewID
	if err := json.Unmarshal(j.Payload, &id); err != nil {
		return forum.Errorf("app: job %d: %w", j.ID, err)
	}
	return a.write(ctx, func(tx *store.Tx, now time.Time) error {
		item, err := tx.ReviewByID(id)
		if err != nil || !item.Open() || now.Sub(item.OpenedAt) < forum.RemindAfter {
			return err
		}
		byID, err := tx.PostsByID([]forum.PostID{item.Post})
		if err != nil {
			return err
		}
		c, err := tx.Where(byID[item.Post].ConversationID)
		if err != nil {
			return err
		}
		leads, err := tx.WhoRuns(c.GroupID)
		if err != nil {
			return err
		}
		for _, who := range leads {
			if err := tx.AddNotice(who, forum.Notice{Kind: forum.NoticeWaiting, Group: c.GroupID, At: now}); err != nil {
				return err
			}
		}
		return nil
	})
}
