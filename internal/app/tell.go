package app

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"plenary/internal/forum"
	"plenary/internal/markup"
	"plenary/internal/store"
)

// tellOfPost writes the notices about a new or edited post: to whom it
// answers, guests by mail, and to those it names who can see it. The others it
// names come back.
func tellOfPost(tx *store.Tx, c forum.Conversation, p, parent forum.Post, w written, now time.Time) (unseen []forum.Author, err error) {
	if err := answerGuest(tx, p, parent, now); err != nil {
		return nil, err
	}
	named := w.Mentioned
	if parent.Author.ID != 0 {
		named = append(named[:len(named):len(named)], parent.Author.ID)
	}
	sees, err := tx.WhoSees(c.ID, named, now)
	if err != nil {
		return nil, err
	}
	t := tellingOf(tx, c, p, now)
	for _, id := range named {
		if sees[id] {
			why := forum.NoticeMention
			if !slices.Contains(w.Mentioned, id) {
				why = forum.NoticeReply
			}
			if err := t.tell(id, why, asks(w.Text)); err != nil {
				return nil, err
			}
		}
	}
	return w.unseen(sees), nil
}

// unseen are those of the people named who see it not.
func (w written) unseen(sees map[forum.UserID]bool) []forum.Author {
	byID := map[forum.UserID]forum.Author{}
	for _, who := range w.people {
		byID[who.ID] = who
	}
	var unseen []forum.Author
	for _, id := range w.Mentioned {
		if !sees[id] {
			unseen = append(unseen, byID[id])
		}
	}
	return unseen
}

// mayCall refuses a text that calls the group where there is none, or by
// somebody who is not a member of it.
func mayCall(c forum.Conversation, s forum.Standing, w written) error {
	switch {
	case !w.Group:
		return nil
	case c.GroupID == 0:
		return forum.Wrong("tell_group", "error.no_group_to_tell")
	}
	if !s.May(forum.Posting) {
		return forum.Refused(forum.Forbidden, "error.tell_group_members")
	}
	return nil
}

// calledAtOnce is how many people are told of a call in one transaction, so
// that no other writer waits for long.
const calledAtOnce = 500

// callJob tells the rest of a group, after that person in the order of ids.
type callJob struct {
	Post  forum.PostID
	Group forum.GroupID
	After forum.UserID
}

// callGroup tells everybody in the group, but for the author, of a post that
// calls them: the first at once, the others by a job.
func callGroup(tx *store.Tx, c forum.Conversation, p forum.Post, now time.Time) error {
	last, err := tx.CallGroup(callOf(c, p, now), 0, calledAtOnce)
	if err != nil || last == 0 {
		return err
	}
	payload, err := json.Marshal(callJob{p.ID, c.GroupID, last})
	if err != nil {
		return forum.Errorf("app: call: %w", err)
	}
	return tx.AddJob(forum.Job{Kind: JobCall, UniqueKey: JobCall + strconv.FormatInt(int64(p.ID), 10), Payload: payload, RunAt: now}, now)
}

func callOf(c forum.Conversation, p forum.Post, now time.Time) forum.Notice {
	return forum.Notice{Kind: forum.NoticeGroupCall, Actor: p.Author, Post: p.ID, Conversation: c.ID, Group: c.GroupID, Article: c.ArticleID, At: now}
}

// Call is the handler of JobCall: it tells the rest of a large group, a part in
// each transaction. A post that was removed or moved to another group, or that says @group no longer, tells
// nobody more.
func (a *App) Call(ctx context.Context, j forum.Job) error {
	var rest callJob
	if err := json.Unmarshal(j.Payload, &rest); err != nil {
		return forum.Errorf("app: job %d: %w", j.ID, err)
	}
	for after := rest.After; ; {
		var last forum.UserID
		err := a.write(ctx, func(tx *store.Tx, now time.Time) error {
			last = 0
			byID, err := tx.PostsByID([]forum.PostID{rest.Post})
			p, ok := byID[rest.Post]
			if err != nil || !ok || p.State != forum.Shown || !calls(p) {
				return err
			}
			c, err := tx.Where(p.ConversationID)
			if err == nil && c.GroupID == rest.Group {
				last, err = tx.CallGroup(callOf(c, p, now), after, calledAtOnce)
			}
			return err
		})
		if err != nil || last == 0 {
			return err
		}
		after = last
	}
}

// CallsGroup reports whether the post has called its group.
func (p Post) CallsGroup() bool { return calls(p.Post) }

func calls(p forum.Post) bool {
	return strings.Contains(string(p.HTML), `<span class="mention" data-group="1">`)
}

// WouldTell is how many people a text would tell if v agreed that its @group
// calls them in the conversation; 0 if it says none, or v can't. NotFound if v
// may not see the conversation.
func (a *App) WouldTell(ctx context.Context, v forum.Viewer, id forum.ConversationID, b Body) (people int, err error) {
	if !a.saysGroup(b) {
		return 0, nil
	}
	err = a.store.Read(ctx, func(r *store.Reader) error {
		c, s, err := r.ConversationFor(v, id, a.Now())
		if err == nil {
			people, err = a.callable(r, s, c.GroupID)
		}
		return err
	})
	return people, err
}

// WouldTellIn is WouldTell for a discussion that is to be started in a group.
func (a *App) WouldTellIn(ctx context.Context, v forum.Viewer, slug string, b Body) (people int, err error) {
	if !a.saysGroup(b) {
		return 0, nil
	}
	err = a.store.Read(ctx, func(r *store.Reader) error {
		g, err := r.GroupFor(v, slug)
		if err == nil {
			people, err = a.callable(r, g.Standing, g.ID)
		}
		return err
	})
	return people, err
}

// WouldTellByEdit is WouldTell for a new text of a post: 0 if it has called
// its group already.
func (a *App) WouldTellByEdit(ctx context.Context, v forum.Viewer, id forum.PostID, b Body) (people int, err error) {
	p, err := a.Post(ctx, v, id)
	if err != nil || p.CallsGroup() {
		return 0, err
	}
	return a.WouldTell(ctx, v, p.Conversation.ID, b)
}

// saysGroup reports whether a text says @group where that calls; a text that
// can't be read says nothing, and is refused when it is sent.
func (a *App) saysGroup(b Body) bool {
	if !strings.Contains(strings.ToLower(b.Source), "@"+markup.GroupHandle) {
		return false
	}
	if b.Format == "" {
		b.Format = forum.HTML
	}
	doc, err := a.site.Parse(b.Source, b.Format)
	return err == nil && doc.Render(map[string]markup.Mention{markup.GroupHandle: {}}).Group
}

// callable is how many people v would tell by calling the group.
func (a *App) callable(r *store.Reader, s forum.Standing, g forum.GroupID) (int, error) {
	if g == 0 || !s.May(forum.Posting) {
		return 0, nil
	}
	many, err := a.crowd(r, g)
	return many.members - 1, err
}
