package app

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// JobFollowers tells the followers of a conversation for whom there was no room
// in the transaction of the post.
const JobFollowers = "followers"

const followersAtOnce = 200 // that are told in one transaction

// telling tells people of one post: each once, for the first reason that is
// given, if they see it and want to know.
type telling struct {
	tx     *store.Tx
	c      forum.Conversation
	notice forum.Notice
	told   map[forum.UserID]bool
}

func tellingOf(tx *store.Tx, c forum.Conversation, p forum.Post, now time.Time) telling {
	return telling{tx, c, forum.Notice{Actor: p.Author, Post: p.ID, Conversation: c.ID, Group: c.GroupID, Article: c.ArticleID, At: now},
		map[forum.UserID]bool{p.Author.ID: true, 0: true}}
}

// tell tells somebody who sees the post; asks says that they are asked something.
func (t telling) tell(who forum.UserID, why forum.NoticeKind, asks bool) error {
	if t.told[who] {
		return nil
	}
	t.told[who] = true
	follow, err := t.tx.FollowOf(who, t.c.ID)
	if err != nil || !follow.Tells(why) {
		return err
	}
	t.notice.Kind, t.notice.Asks = why, asks
	return t.tx.AddNotice(who, t.notice)
}

// asks reports whether a text asks something of whom it answers or names.
func asks(text string) bool { return strings.Contains(text, "?") }

// followersJob is where telling followers goes on.
type followersJob struct {
	Post  forum.PostID
	First bool // it began the discussion
	After forum.UserID
}

// tellFollowers tells those who follow everything of a new post: some at once,
// the many by jobs, so that they hold up nobody who writes.
func tellFollowers(tx *store.Tx, c forum.Conversation, p forum.Post, j followersJob, now time.Time) error {
	people, err := tx.Followers(c, j.After, followersAtOnce)
	if err != nil || len(people) == 0 {
		return err
	}
	t := tellingOf(tx, c, p, now)
	t.notice.Kind = forum.NoticePosted
	if j.First {
		t.notice.Kind = forum.NoticeStarted
	}
	seeing, err := t.seeing(people)
	if err == nil {
		err = tx.TellFollowers(seeing, t.notice)
	}
	if err != nil || len(people) < followersAtOnce {
		return err
	}
	j.Post, j.After = p.ID, people[len(people)-1]
	payload, err := json.Marshal(j)
	if err != nil {
		return forum.Errorf("app: followers: %w", err)
	}
	return tx.AddJob(forum.Job{Kind: JobFollowers, Payload: payload, RunAt: now}, now)
}

// seeing are those of the people who see the conversation and are not its
// post's author.
func (t telling) seeing(people []forum.UserID) (seeing []forum.UserID, err error) {
	sees, err := t.tx.WhoSees(t.c.ID, people, t.notice.At)
	for _, who := range people {
		if sees[who] && !t.told[who] {
			seeing = append(seeing, who)
		}
	}
	return seeing, err
}

// TellFollowers is the handler of JobFollowers.
func (a *App) TellFollowers(ctx context.Context, job forum.Job) error {
	var j followersJob
	if err := json.Unmarshal(job.Payload, &j); err != nil {
		return forum.Errorf("app: job %d: %w", job.ID, err)
	}
	return a.write(ctx, func(tx *store.Tx, now time.Time) error {
		byID, err := tx.PostsByID([]forum.PostID{j.Post})
		p, found := byID[j.Post]
		if err != nil || !found || p.State != forum.Shown {
			return err
		}
		c, err := tx.Where(p.ConversationID)
		if err != nil {
			return err
		}
		return tellFollowers(tx, c, p, j, now)
	})
}
