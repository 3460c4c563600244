package app

import (
	"context"
	"math"
	"regexp"
	"time"

	"plenary/internal/forum"
	"plenary/internal/markup"
	"plenary/internal/store"
)

// ReplyInput is a post to be made. ClientID is the author's own, so that a
// retry is harmless.
type ReplyInput struct {
	Conversation forum.ConversationID
	Body
	ReplyTo  forum.PostID
	ClientID string
	Draft    int64       // version of the draft that it was; 0: the author had none
	Poll     *forum.Poll // to be made with it
}

var uuid = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)

// Reply adds a post to a conversation: a reply, a message in a channel or a
// comment. again is true if the same ClientID had made it already: then
// nothing happened now. NotFound if v may not see the conversation or the post
// replied to is not there, SignedOut, Forbidden (not a member, locked,
// archived), Conflict (the ClientID made a post elsewhere, or the conversation
// was merged), Invalid (empty, too long, too deep).
func (a *App) Reply(ctx context.Context, v forum.Viewer, in ReplyInput) (post Post, again bool, err error) {
	if in.ClientID != "" && !uuid.MatchString(in.ClientID) {
		return Post{}, false, forum.Wrong("client_id", "error.client_id")
	}
	w, err := a.render(ctx, v, in.Body)
	if err != nil {
		return Post{}, false, a.hiddenFirst(ctx, v, in.Conversation, err)
	}
	err = a.write(ctx, func(tx *store.Tx, now time.Time) error {
		c, s, err := tx.ConversationFor(v, in.Conversation, now)
		if err != nil {
			return err
		}
		if id, found, err := earlier(tx, v, in.ClientID); err != nil {
			return err
		} else if found {
			again = true
			post, err = postView(tx, v, id, now)
			if err == nil && post.ConversationID != c.ID {
				err = forum.Refused(forum.Conflict, "error.client_id_elsewhere")
			}
			return err
		}
		if err := c.AcceptsPost(s); err != nil {
			return err
		}
		if c.Unborn() {
			return forum.Refused(forum.Conflict, "hold.first_waits")
		}
		if err := slowDown(tx, c, s, now); err != nil {
			return err
		}
		again = false
		id, unseen, err := addPost(tx, c, s, w, in, now)
		if err == nil {
			err = tx.EndDraft(v.ID, forum.DraftPlace{Kind: forum.DraftReply, Ref: int64(c.ID)}, in.ClientID, in.Draft)
		}
		if err != nil {
			return err
		}
		post, err = postView(tx, v, id, now)
		post.UnseenBy = unseen
		return err
	})
	return post, again, err
}

// SlowUntil is when someone of standing s may post in a slow conversation again;
// the zero time if now.
func (a *App) SlowUntil(ctx context.Context, c forum.Conversation, s forum.Standing) (time.Time, error) {
	var until time.Time
	err := a.store.Read(ctx, func(r *store.Reader) error {
		now := a.Now()
		last, err := r.LastPosted(c.ID, s.Viewer.ID, now.Add(-c.Slow))
		until = c.SlowUntil(last, s, now)
		return err
	})
	return until, err
}

// slowDown refuses a post that comes too soon after the last one of the same
// person, where the conversation is slow.
func slowDown(tx *store.Tx, c forum.Conversation, s forum.Standing, now time.Time) error {
	if c.Slow == 0 || s.May(forum.Moderating) {
		return nil
	}
	last, err := tx.LastPosted(c.ID, s.Viewer.ID, now.Add(-c.Slow))
	if err != nil {
		return err
	}
	until := c.SlowUntil(last, s, now)
	if until.IsZero() {
		return nil
	}
	wait := max(1, int(math.Ceil(until.Sub(now).Seconds())))
	return &forum.Error{Kind: forum.TooMany, Msg: "error.slow", Args: forum.Pairs("Minutes", int(c.Slow/time.Minute), "Seconds", wait), RetryAfter: wait}
}

// hiddenFirst makes sure that an error in a text tells nobody that a
// conversation exists which they may not see or write in.
func (a *App) hiddenFirst(ctx context.Context, v forum.Viewer, id forum.ConversationID, otherwise error) error {
	err := a.store.Read(ctx, func(r *store.Reader) error {
		c, s, err := r.ConversationFor(v, id, a.Now())
		if err == nil {
			err = c.AcceptsPost(s)
		}
		return err
	})
	if err != nil {
		return err
	}
	return otherwise
}

// earlier finds the post that the author's client id has made before.
func earlier(tx *store.Tx, v forum.Viewer, clientID string) (forum.PostID, bool, error) {
	if clientID == "" {
		return 0, false, nil
	}
	id, err := tx.PostByClient(v.ID, clientID)
	if err == nil {
		return id, true, nil
	}
	if forum.KindOf(err) == forum.NotFound {
		return 0, false, nil
	}
	return 0, false, err
}

// addPost writes a post with its event, search row, files and notices. unseen
// are those whom it names and who can't see it.
func addPost(tx *store.Tx, c forum.Conversation, s forum.Standing, w written, in ReplyInput, now time.Time) (id forum.PostID, unseen []forum.Author, err error) {
	if err := forum.CheckText(c.Kind, w.Text, w.Pictures+len(w.Files), in.Poll != nil); err != nil {
		return 0, nil, err
	}
	if err := mayCall(c, s, w); err != nil {
		return 0, nil, err
	}
	var parent forum.Post
	if in.ReplyTo != 0 {
		if parent, err = parentIn(tx, c, s, in.ReplyTo); err != nil {
			return 0, nil, err
		}
	}
	p := forum.Post{ConversationID: c.ID, State: forum.Shown, ReplyTo: in.ReplyTo, Author: forum.Author{ID: s.Viewer.ID},
		Lang: fallbackLang(c, s.Viewer), ClientID: in.ClientID, CreatedAt: now}
	w.onto(&p)
	if err := withPoll(&p, in.Poll, c, now); err != nil {
		return 0, nil, err
	}
	if why, err := heldBy(tx, c, s, w); err != nil {
		return 0, nil, err
	} else if why != "" {
		id, err = holdPost(tx, c, p, markup.Version, why, now)
		if err == nil {
			err = keepBeside(tx, s, id, w, now)
		}
		return id, nil, err
	}
	seq, err := tx.NextSeq(c.ID)
	if err != nil {
		return 0, nil, err
	}
	if p.ID, err = tx.AddPost(p, markup.Version, seq); err != nil {
		return 0, nil, err
	}
	e := forum.Event{Conversation: c.ID, Seq: seq, Kind: forum.PostCreated, At: now, Actor: s.Viewer.ID, Post: p.ID, Group: c.GroupID}
	if err := event(tx, e); err != nil {
		return 0, nil, err
	}
	if err := planClose(tx, p, now); err != nil {
		return 0, nil, err
	}
	if err := tx.IndexPost(p.ID); err != nil {
		return 0, nil, err
	}
	if err := keepBeside(tx, s, p.ID, w, now); err != nil {
		return 0, nil, err
	}
	if err := tx.AnswerAll(s.Viewer.ID, c.ID, now); err != nil {
		return 0, nil, err
	}
	if unseen, err = tellOfPost(tx, c, p, parent, w, now); err == nil && w.Group {
		err = callGroup(tx, c, p, now)
	}
	if err != nil {
		return 0, nil, err
	}
	return p.ID, unseen, tellFollowers(tx, c, p, followersJob{First: c.LastNumber == 0 && c.Kind == forum.Discussion}, now)
}

// keepBeside keeps what belongs to a post: its files, and to how many places it
// leads.
func keepBeside(tx *store.Tx, s forum.Standing, id forum.PostID, w written, now time.Time) error {
	if err := tx.HoldFiles(s.Viewer, "post", int64(id), w.Files, now); err != nil {
		return err
	}
	return tx.SetLinks(id, w.Links)
}

// fallbackLang is the language of a text that doesn't tell its own: the
// discussion's; in a channel, which has none, the writer's.
func fallbackLang(c forum.Conversation, v forum.Viewer) forum.Lang {
	if c.Kind == forum.Channel {
		return v.Lang.UI()
	}
	return c.Lang
}

// parentIn is the post that is replied to, which must be visible in the same
// conversation.
func parentIn(tx *store.Tx, c forum.Conversation, s forum.Standing, id forum.PostID) (forum.Post, error) {
	byID, err := tx.PostsByID([]forum.PostID{id})
	if err != nil {
		return forum.Post{}, err
	}
	parent, ok := byID[id]
	if !ok || parent.ConversationID != c.ID || !parent.MaySee(s) || parent.Number == 0 {
		return forum.Post{}, forum.Wrong("reply_to", "error.reply_to")
	}
	return parent, nil
}
