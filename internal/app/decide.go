package app

import (
	"context"
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// itemFor is an open or decided item with its post, for v who moderates there;
// nobody decides about what they said themselves.
func itemFor(tx *store.Tx, v forum.Viewer, id forum.ReviewID, now time.Time) (forum.Review, forum.Post, forum.Conversation, forum.Standing, error) {
	item, err := tx.ReviewByID(id)
	if err != nil {
		return item, forum.Post{}, forum.Conversation{}, forum.Standing{}, err
	}
	p, c, s, err := tx.PostFor(v, item.Post, now)
	switch {
	case err != nil:
	case !s.May(forum.Moderating):
		err = forum.Missing()
	case p.Author.ID == v.ID:
		err = forum.Refused(forum.Forbidden, "review.own")
	}
	return item, p, c, s, err
}

// Claim says that v looks at an item, so that no other moderator does; off
// gives it back. Conflict if another has it, or it is decided.
func (a *App) Claim(ctx context.Context, v forum.Viewer, id forum.ReviewID, on bool) (Item, error) {
	var out Item
	err := a.write(ctx, func(tx *store.Tx, now time.Time) error {
		item, p, c, _, err := itemFor(tx, v, id, now)
		if err == nil {
			err = free(item, v, now)
		}
		if err != nil {
			return err
		}
		if !item.Open() {
			return forum.Refused(forum.Conflict, "review.decided_already")
		}
		who := v.ID
		if !on {
			who = 0
		}
		if item.ClaimedBy.ID != who || on {
			if err := tx.Claim(id, who, now); err != nil {
				return err
			}
		}
		if item.ClaimedBy.ID != who {
			if err := event(tx, forum.Event{Kind: forum.ReviewClaimed, At: now, Actor: v.ID, Post: p.ID, Group: c.GroupID, Ref: int64(id)}); err != nil {
				return err
			}
		}
		if item, err = tx.ReviewByID(id); err == nil {
			out, err = a.item(&tx.Reader, v, item)
		}
		return err
	})
	return out, err
}

// free is nil if no other moderator looks at the item.
func free(item forum.Review, v forum.Viewer, now time.Time) error {
	if who, theirs := item.ClaimedFor(v.ID, now); theirs {
		return forum.Refused(forum.Conflict, "review.claimed_by", "Name", who.Name)
	}
	return nil
}

// DecisionInput is what a moderator decides.
type DecisionInput struct {
	Item     forum.ReviewID
	Decision forum.Decision
	Note     string // to the author
	Days     int    // of a silence
	Network  bool   // silence or ban in the whole network, not in the group alone
}

const maxSilence = 365 // days

// Decide decides an item: the post is shown, stays or goes, and whoever flagged
// it and its author are told. NotFound if v does not moderate there, Forbidden
// (their own post; staff), Conflict (decided already, claimed by another),
// Invalid.
func (a *App) Decide(ctx context.Context, v forum.Viewer, in DecisionInput) (Item, error) {
	note, err := forum.CleanText("note", in.Note, forum.MaxFlagNote)
	if err != nil {
		return Item{}, err
	}
	in.Note = note
	item, err := a.Review(ctx, v, in.Item)
	if err != nil {
		return Item{}, err
	}
	if in.Decision == forum.Silence && (in.Days < 1 || in.Days > maxSilence) {
		return Item{}, forum.Wrong("days", "error.between", "Min", 1, "Max", maxSilence)
	}
	var w written
	if item.Post.State == forum.Held {
		if w, err = a.rewritten(ctx, item.Post.Post); err != nil {
			return Item{}, err
		}
	}
	var out Item
	err = a.write(ctx, func(tx *store.Tx, now time.Time) error {
		item, p, c, s, err := itemFor(tx, v, in.Item, now)
		if err == nil {
			err = free(item, v, now)
		}
		if err == nil {
			err = item.Takes(in.Decision)
		}
		if err != nil {
			return err
		}
		if err := (deciding{tx, v, s, c, p, item, now}).do(in, w); err != nil {
			return err
		}
		if item, err = tx.ReviewByID(in.Item); err == nil {
			out, err = a.item(&tx.Reader, v, item)
		}
		return err
	})
	return out, err
}

// deciding is one decision that is being written.
type deciding struct {
	tx   *store.Tx
	v    forum.Viewer
	s    forum.Standing
	c    forum.Conversation
	p    forum.Post
	item forum.Review
	now  time.Time
}

func (d deciding) do(in DecisionInput, w written) error {
	var err error
	told := forum.NoticeKind("")
	switch in.Decision {
	case forum.Approve, forum.EditOut, forum.Warn:
		if in.Decision == forum.Warn {
			told = forum.NoticeWarned
		}
		if d.p.State == forum.Held {
			if told == "" {
				told = forum.NoticeApproved
			}
			err = showPost(d.tx, d.c, d.p, w, d.now)
		}
	case forum.Remove, forum.Silence, forum.Ban:
		told = forum.NoticeRemoved
		if err = takeDown(d.tx, d.c, d.v.ID, d.p, false, d.now); err == nil && in.Decision != forum.Remove {
			told, err = d.sanction(in)
		}
	case forum.Restore:
		return d.restore(in.Note)
	default:
		return forum.Wrong("decision", "review.decision")
	}
	if err != nil {
		return err
	}
	if err := d.tx.Decide(d.item.ID, in.Decision, in.Note, d.p.Revision, d.v.ID, d.now); err != nil {
		return err
	}
	if err := d.note(in.Decision); err != nil {
		return err
	}
	if err := answerFlags(d.tx, d.c, d.p, d.item, in.Decision, d.v.ID, d.now); err != nil || told == "" {
		return err
	}
	return d.tell(told, in.Note)
}

// note stands in the log.
func (d deciding) note(decision forum.Decision) error {
	return event(d.tx, forum.Event{Kind: forum.ReviewDecided, At: d.now, Actor: d.v.ID, Post: d.p.ID, Person: d.p.Author.ID, Group: d.c.GroupID,
		Ref: int64(d.item.ID), Detail: string(decision), Staff: true})
}

// tell answers the author, a guest by mail.
func (d deciding) tell(kind forum.NoticeKind, note string) error {
	if d.p.Author.Guest {
		return tellGuest(d.tx, d.p, kind, note, d.now)
	}
	if d.p.Author.ID == 0 {
		return nil
	}
	if kind == forum.NoticeBanned {
		return d.tx.AddNotice(d.p.Author.ID, forum.Notice{Kind: kind, Group: d.c.GroupID, At: d.now})
	}
	return d.tx.AddNotice(d.p.Author.ID, forum.Notice{Kind: kind, Actor: forum.Author{ID: d.v.ID}, Post: d.p.ID, Conversation: d.c.ID,
		Group: d.c.GroupID, Article: d.c.ArticleID, At: d.now})
}

// restore takes a removal back, with what came of it for the author. What was
// held waits again.
func (d deciding) restore(note string) error {
	ended, err := d.tx.EndSanctionsOf(d.item.ID, d.v.ID, d.now)
	if err != nil {
		return err
	}
	for _, s := range ended {
		if err := sanctionEvent(d.tx, s, d.v.ID, "ended", d.now); err != nil {
			return err
		}
	}
	if d.p.State == forum.Removed && d.p.Number == 0 {
		if err := d.tx.HoldAgain(d.p.ID); err != nil {
			return gone(err)
		}
		if err := d.tx.Reopen(d.item.ID, d.now); err != nil {
			return err
		}
		if err := d.note(forum.Restore); err != nil {
			return err
		}
		return announceReview(d.tx, d.c, d.p, d.item.ID, d.now)
	}
	if d.p.State == forum.Removed {
		if err := putBack(d.tx, d.c, d.v.ID, d.p, d.now); err != nil {
			return err
		}
	}
	if err := d.tx.Decide(d.item.ID, forum.Restore, note, d.p.Revision, d.v.ID, d.now); err != nil {
		return err
	}
	if err := d.note(forum.Restore); err != nil {
		return err
	}
	return d.tell(forum.NoticeRestored, note)
}

// putBack makes a removed post visible again at its place.
func putBack(tx *store.Tx, c forum.Conversation, by forum.UserID, p forum.Post, now time.Time) error {
	if err := tx.RestorePost(p); err != nil {
		return gone(err)
	}
	if err := tx.IndexPost(p.ID); err != nil {
		return err
	}
	return event(tx, forum.Event{Conversation: c.ID, Kind: forum.PostRestored, At: now, Actor: by, Post: p.ID, Group: c.GroupID})
}

// gone says of a text that was to come back that it can't.
func gone(err error) error {
	if forum.KindOf(err) == forum.NotFound {
		return forum.Refused(forum.Conflict, "review.erased")
	}
	return err
}

// sanction silences or bans the author.
func (d deciding) sanction(in DecisionInput) (forum.NoticeKind, error) {
	s := forum.Sanction{Person: d.p.Author.ID, Group: d.c.GroupID, Kind: forum.Silenced, Reason: in.Note, Item: d.item.ID,
		By: forum.Author{ID: d.v.ID}, At: d.now, Until: d.now.Add(time.Duration(in.Days) * 24 * time.Hour)}
	told := forum.NoticeSilenced
	if in.Decision == forum.Ban {
		s.Kind, s.Until, told = forum.Banned, time.Time{}, forum.NoticeBanned
	}
	if in.Network {
		s.Group = 0
	}
	return told, impose(d.tx, d.v, s, d.now)
}

// editedOut takes a moderator's edit of a flagged post for the decision about
// it. What is held still waits: whether it is shown is another question.
func editedOut(tx *store.Tx, c forum.Conversation, s forum.Standing, p forum.Post, now time.Time) error {
	item, err := tx.OpenReviewOf(p.ID)
	if forum.KindOf(err) == forum.NotFound && err != nil || err == nil && p.State != forum.Shown {
		return nil
	}
	if err != nil {
		return err
	}
	d := deciding{tx, s.Viewer, s, c, p, item, now}
	if err := tx.Decide(item.ID, forum.EditOut, "", p.Revision, s.Viewer.ID, now); err != nil {
		return err
	}
	if err := d.note(forum.EditOut); err != nil {
		return err
	}
	return answerFlags(tx, c, p, item, forum.EditOut, s.Viewer.ID, now)
}
