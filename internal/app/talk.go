package app

import (
	"cmp"
	"context"
	"time"

	"plenary/internal/fold"
	"plenary/internal/forum"
	"plenary/internal/store"
	"plenary/internal/tongue"
)

// DiscussionInput is a discussion to be started, with its first post.
type DiscussionInput struct {
	Group    string // slug
	Title    string
	ClientID string
	Draft    int64 // version of the draft that it was; 0: the author had none
	Body
	Poll *forum.Poll // to be made with it
}

// StartDiscussion makes a discussion with its first post. The same ClientID
// again gives the first one. NotFound, SignedOut, Forbidden (not a member),
// Invalid, Conflict (the ClientID made another post).
func (a *App) StartDiscussion(ctx context.Context, v forum.Viewer, in DiscussionInput) (forum.Conversation, Post, bool, error) {
	group, err := a.Group(ctx, v, in.Group)
	if err == nil {
		err = group.Standing.Check(forum.Posting)
	}
	if err != nil {
		return forum.Conversation{}, Post{}, false, err
	}
	if in.ClientID != "" && !uuid.MatchString(in.ClientID) {
		return forum.Conversation{}, Post{}, false, forum.Wrong("client_id", "error.client_id")
	}
	title, err := forum.CleanLine("title", in.Title, forum.MinTitle, forum.MaxTitle)
	if err != nil {
		return forum.Conversation{}, Post{}, false, err
	}
	w, err := a.render(ctx, v, in.Body)
	if err != nil {
		return forum.Conversation{}, Post{}, false, err
	}
	var made forum.Conversation
	var first Post
	var again bool
	var unseen []forum.Author
	err = a.write(ctx, func(tx *store.Tx, now time.Time) error {
		g, err := tx.GroupByID(v, group.ID)
		if err == nil {
			err = g.Standing.Check(forum.Posting)
		}
		if err != nil {
			return err
		}
		id, found, err := earlier(tx, v, in.ClientID)
		if err != nil {
			return err
		}
		again = found
		if !found {
			c := forum.Conversation{Kind: forum.Discussion, GroupID: g.ID, Title: title, Slug: slugOf(title), State: forum.Open,
				Lang: w.Lang.OfText(w.guess.OfText(tongue.Guess(title).OfText(v.Lang.UI()))), CreatedBy: v.ID, CreatedAt: now}
			if c.ID, err = tx.AddConversation(c); err != nil {
				return err
			}
			if id, unseen, err = addPost(tx, c, g.Standing, w, ReplyInput{ClientID: in.ClientID, Poll: in.Poll}, now); err != nil {
				return err
			}
			if err = tx.EndDraft(v.ID, forum.DraftPlace{Kind: forum.DraftDiscussion, Ref: int64(g.ID)}, in.ClientID, in.Draft); err != nil {
				return err
			}
		}
		if first, err = postView(tx, v, id, now); err != nil {
			return err
		}
		first.UnseenBy = unseen
		made, _, err = tx.ConversationFor(v, first.ConversationID, now)
		if err == nil && (made.Kind != forum.Discussion || made.GroupID != g.ID) {
			err = forum.Refused(forum.Conflict, "error.client_id_elsewhere")
		}
		return err
	})
	return made, first, again, err
}

// slugOf is a title as part of an address, where "edit", "settings" and "export" stand for pages.
func slugOf(title string) string {
	if slug := fold.Slug(title, forum.MaxSlug); slug != "" && slug != "edit" && slug != "settings" && slug != "export" {
		return slug
	}
	return "discussion"
}

// MakeChannel makes a channel in a group. Moderators may.
func (a *App) MakeChannel(ctx context.Context, v forum.Viewer, group, title, topic string) (forum.Conversation, error) {
	var made forum.Conversation
	err := a.write(ctx, func(tx *store.Tx, now time.Time) error {
		g, err := tx.GroupFor(v, group)
		if err == nil {
			err = g.Standing.Check(forum.MakingChannels)
		}
		if err != nil {
			return err
		}
		id, err := addChannel(tx, g.ID, v.ID, title, topic, now)
		if err != nil {
			return err
		}
		if err := event(tx, forum.Event{Kind: forum.GroupChanged, At: now, Actor: v.ID, Group: g.ID, Ref: int64(id), Detail: "channel", Staff: true}); err != nil {
			return err
		}
		made, _, err = tx.ConversationFor(v, id, now)
		return err
	})
	return made, err
}

func addChannel(tx *store.Tx, g forum.GroupID, by forum.UserID, title, topic string, now time.Time) (forum.ConversationID, error) {
	title, err := forum.CleanLine("title", title, 1, 40)
	if err != nil {
		return 0, err
	}
	title = fold.Slug(title, 40)
	if title == "" {
		return 0, forum.Wrong("title", "error.channel_name")
	}
	topic, err = forum.CleanLine("topic", topic, 0, forum.MaxTopic)
	if err != nil {
		return 0, err
	}
	channels, err := tx.Conversations(forum.Viewer{}, g, forum.Channel, store.Place{}, 200)
	if err != nil {
		return 0, err
	}
	for _, c := range channels {
		if c.Title == title {
			return 0, forum.Wrong("title", "error.channel_exists")
		}
	}
	return tx.AddConversation(forum.Conversation{Kind: forum.Channel, GroupID: g, Title: title, Slug: title, Topic: topic,
		Lang: forum.English, CreatedBy: max(by, 0), CreatedAt: now}) // nobody, where the command line makes it
}

// Change is what may be changed of a conversation; nil leaves it as it is.
type Change struct {
	Title      *string
	Topic      *string
	State      *forum.ConversationState
	LockReason *string // for readers, while it is locked
	Slow       *int    // minutes between two posts of one person
	Pinned     *bool
	Conclusion *forum.PostID // 0: none
}

// ChangeConversation pins, locks, archives, renames or concludes. Moderators
// may all of it; who started a discussion may rename it while they may edit
// its first post.
func (a *App) ChangeConversation(ctx context.Context, v forum.Viewer, id forum.ConversationID, ch Change) (forum.Conversation, error) {
	var out forum.Conversation
	err := a.write(ctx, func(tx *store.Tx, now time.Time) error {
		c, s, err := tx.ConversationFor(v, id, now)
		if err != nil {
			return err
		}
		own, err := mayChange(&tx.Reader, c, s, ch, now)
		if err != nil {
			return err
		}
		before := c
		if err := apply(tx, &c, s, ch); err != nil {
			return err
		}
		details := differences(before, c)
		if len(details) > 0 {
			if err := tx.ChangeConversation(c, now); err != nil {
				return err
			}
		}
		for _, detail := range details {
			e := forum.Event{Conversation: c.ID, Kind: forum.ConversationChanged, At: now, Actor: v.ID, Group: c.GroupID, Detail: detail, Staff: !own}
			if detail == "concluded" || detail == "unconcluded" {
				e.Post = cmp.Or(c.Conclusion, before.Conclusion)
			}
			if err := event(tx, e); err != nil {
				return err
			}
		}
		out, _, err = tx.ConversationFor(v, id, now)
		return err
	})
	return out, err
}

// mayChange is nil if the viewer may make the change; own is true if they do
// so as who started the discussion.
func mayChange(r *store.Reader, c forum.Conversation, s forum.Standing, ch Change, now time.Time) (own bool, err error) {
	if c.Kind == forum.Comments && (ch.Title != nil || ch.Pinned != nil) {
		return false, forum.Refused(forum.Forbidden, "error.forbidden")
	}
	if s.May(forum.Moderating) {
		return false, nil
	}
	onlyTitle := ch.Title != nil && ch.State == nil && ch.LockReason == nil && ch.Slow == nil && ch.Pinned == nil && ch.Conclusion == nil && ch.Topic == nil
	if onlyTitle && s.Viewer.SignedIn() && c.Kind == forum.Discussion {
		first, err := r.PostsByNumber(c.ID, 0, 1)
		if err != nil {
			return false, err
		}
		if len(first) == 1 && first[0].MayEdit(s, c, now) {
			return true, nil
		}
	}
	return false, s.Check(forum.Moderating)
}

func apply(tx *store.Tx, c *forum.Conversation, s forum.Standing, ch Change) error {
	if ch.Title != nil {
		title, err := forum.CleanLine("title", *ch.Title, forum.MinTitle, forum.MaxTitle)
		if err != nil {
			return err
		}
		c.Title, c.Slug = title, slugOf(title)
		if c.Kind == forum.Channel {
			c.Title = c.Slug
		}
	}
	if ch.Topic != nil {
		topic, err := forum.CleanLine("topic", *ch.Topic, 0, forum.MaxTopic)
		if err != nil {
			return err
		}
		c.Topic = topic
	}
	if ch.State != nil {
		if !ch.State.Valid() {
			return forum.Wrong("state", "error.state")
		}
		c.State = *ch.State
	}
	if ch.LockReason != nil {
		reason, err := forum.CleanLine("lock_reason", *ch.LockReason, 0, forum.MaxReason)
		if err != nil {
			return err
		}
		c.LockReason = reason
	}
	if c.State == forum.Open {
		c.LockReason = ""
	}
	if ch.Slow != nil {
		if *ch.Slow < 0 || *ch.Slow > forum.MaxSlow {
			return forum.Wrong("slow_minutes", "error.between", "Min", 0, "Max", forum.MaxSlow)
		}
		c.Slow = time.Duration(*ch.Slow) * time.Minute
	}
	if ch.Pinned != nil {
		c.Pinned = *ch.Pinned
	}
	if ch.Conclusion == nil {
		return nil
	}
	if *ch.Conclusion != 0 {
		p, err := parentIn(tx, *c, s, *ch.Conclusion)
		if err != nil || p.State != forum.Shown || c.Kind == forum.Channel {
			return forum.Wrong("conclusion_post_id", "error.conclusion")
		}
	}
	c.Conclusion = *ch.Conclusion
	return nil
}

// differences names what a change changed, each as a word of ours.
func differences(a, b forum.Conversation) []string {
	var words []string
	if a.Title != b.Title {
		words = append(words, "renamed")
	}
	if a.Topic != b.Topic {
		words = append(words, "topic")
	}
	if a.State != b.State {
		words = append(words, string(b.State))
	} else if a.LockReason != b.LockReason {
		words = append(words, "lock_reason")
	}
	if a.Slow != b.Slow {
		words = append(words, "slow")
	}
	if a.Pinned != b.Pinned {
		words = append(words, map[bool]string{true: "pinned", false: "unpinned"}[b.Pinned])
	}
	if a.Conclusion != b.Conclusion {
		words = append(words, map[bool]string{true: "concluded", false: "unconcluded"}[b.Conclusion != 0])
	}
	return words
}
