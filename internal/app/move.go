package app

import (
	"context"
	"slices"
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// MoveInput says which posts go where, in the order that they will have there:
// to a conversation, or (New) to a discussion that is made of them.
type MoveInput struct {
	Posts   []forum.PostID
	To      forum.ConversationID
	New     *NewPlace
	Summary string         // two lines over the discussion; "" leaves it as it is
	Folded  []forum.PostID // of the posts: small talk
}

// NewPlace is a discussion to be made.
type NewPlace struct {
	Group string // slug
	Title string
}

// Moved is a move with the conversation that its posts are in now.
type Moved struct {
	forum.Move
	Conversation forum.Conversation
}

// Move moves exactly the posts named, in the order given. They keep all but
// their place; what stays behind and replied to them hangs under the nearest
// ancestor that stayed. What was read stays read. NotFound (a post, the target
// or the group is not v's to see), SignedOut, Forbidden (v doesn't moderate in
// all of these places; the target is archived), Conflict (the target leads on),
// Invalid.
func (a *App) Move(ctx context.Context, v forum.Viewer, in MoveInput) (Moved, error) {
	if err := forum.CheckMoved(in.Posts); err != nil {
		return Moved{}, err
	}
	summary, err := forum.CleanSummary("summary", in.Summary)
	if err != nil {
		return Moved{}, err
	}
	in.Summary = summary
	var out Moved
	err = a.write(ctx, func(tx *store.Tx, now time.Time) error {
		m := moving{tx: tx, v: v, now: now}
		if err := m.gather(in.Posts); err != nil {
			return err
		}
		if err := m.aim(in); err != nil {
			return err
		}
		out, err = m.carryOut(in.Summary, in.Folded)
		return err
	})
	return out, err
}

// Merge moves all that stands in a discussion to another one, by number; the
// first leads on to it. Errors as of Move; Invalid if there are too many posts.
func (a *App) Merge(ctx context.Context, v forum.Viewer, from, to forum.ConversationID) (Moved, error) {
	var out Moved
	err := a.write(ctx, func(tx *store.Tx, now time.Time) error {
		m := moving{tx: tx, v: v, now: now}
		c, s, err := tx.ConversationFor(v, from, now)
		if err == nil {
			err = s.Check(forum.Moderating)
		}
		switch {
		case err != nil:
			return err
		case c.Kind != forum.Discussion:
			return forum.Wrong("to", "error.merge_discussions")
		case c.MergedInto != 0:
			return forum.Refused(forum.Conflict, "error.merged")
		}
		if m.posts, err = tx.PostsByNumber(c.ID, 0, forum.MaxMoved+1); err != nil {
			return err
		}
		if len(m.posts) > forum.MaxMoved {
			return forum.Wrong("to", "error.merge_large", "Max", forum.MaxMoved)
		}
		held, err := tx.HeldIn(c.ID)
		if err != nil {
			return err
		}
		m.sources = []*source{{conversation: c, standing: s, posts: m.posts, held: held}}
		if err := m.aim(MoveInput{To: to}); err != nil {
			return err
		}
		m.move.Kind = forum.MergedIn
		out, err = m.carryOut("", nil)
		return err
	})
	return out, err
}

// moving is one move that is being written.
type moving struct {
	tx      *store.Tx
	v       forum.Viewer
	now     time.Time
	posts   []forum.Post // in the order that they will have
	sources []*source
	target  forum.Conversation
	move    forum.Move
	id      forum.MoveID
}

// source is a conversation that posts leave.
type source struct {
	conversation forum.Conversation
	standing     forum.Standing
	posts        []forum.Post // that leave it, in the order that they will have
	held         []forum.PostID
	carried      []store.Carried
	firsts       []forum.PostID // that opened it before
}

func idsOf(posts []forum.Post) []forum.PostID {
	ids := make([]forum.PostID, len(posts))
	for i, p := range posts {
		ids[i] = p.ID
	}
	return ids
}

// gather finds the posts and makes sure that v may move them.
func (m *moving) gather(ids []forum.PostID) error {
	byID, err := m.tx.PostsByID(ids)
	if err != nil {
		return err
	}
	for _, id := range ids {
		p, found := byID[id]
		if !found {
			return forum.Missing()
		}
		src, err := m.sourceOf(p.ConversationID)
		if err != nil {
			return err
		}
		if !p.MaySee(src.standing) {
			return forum.Missing()
		}
		if err := src.standing.Check(forum.Moderating); err != nil {
			return err
		}
		if err := p.MayLeave(src.conversation); err != nil {
			return err
		}
		src.posts = append(src.posts, p)
		m.posts = append(m.posts, p)
	}
	return nil
}

func (m *moving) sourceOf(id forum.ConversationID) (*source, error) {
	for _, src := range m.sources {
		if src.conversation.ID == id {
			return src, nil
		}
	}
	c, s, err := m.tx.ConversationFor(m.v, id, m.now)
	if err != nil {
		return nil, err
	}
	src := &source{conversation: c, standing: s}
	m.sources = append(m.sources, src)
	return src, nil
}

// aim finds the target, or makes it.
func (m *moving) aim(in MoveInput) error {
	m.move = forum.Move{Kind: forum.MovedOver, Actor: m.v.ID, At: m.now}
	if in.New == nil {
		c, s, err := m.tx.ConversationFor(m.v, in.To, m.now)
		if err == nil {
			err = c.TakesMoved(s)
		}
		if err != nil {
			return err
		}
		for _, src := range m.sources {
			if src.conversation.ID == c.ID {
				return forum.Wrong("to", "error.move_here")
			}
		}
		m.target, m.move.Summary = c, c.Summary
		return nil
	}
	g, err := m.tx.GroupFor(m.v, in.New.Group)
	if err == nil {
		err = g.Standing.Check(forum.Moderating)
	}
	if err != nil {
		return err
	}
	title, err := forum.CleanLine("title", in.New.Title, forum.MinTitle, forum.MaxTitle)
	if err != nil {
		return err
	}
	m.move.Made, m.move.Kind = true, forum.SplitOff
	if m.chosen() || in.Summary != "" || len(in.Folded) > 0 {
		m.move.Kind = forum.Curated
	}
	c := forum.Conversation{Kind: forum.Discussion, GroupID: g.ID, Title: title, Slug: slugOf(title), State: forum.Open,
		Lang: m.posts[0].Lang.OfText(m.v.Lang.UI()), CreatedBy: m.v.ID, CreatedAt: m.now}
	if c.ID, err = m.tx.AddConversation(c); err != nil {
		return err
	}
	m.target, err = m.tx.Where(c.ID)
	return err
}

// chosen reports whether the posts are no part of one discussion as it stood.
func (m *moving) chosen() bool {
	return len(m.sources) > 1 || m.sources[0].conversation.Kind == forum.Channel ||
		!slices.IsSortedFunc(m.posts, func(a, b forum.Post) int { return int(a.Number - b.Number) })
}

// carryOut places the posts, and makes all that says where posts are follow.
func (m *moving) carryOut(summary string, folded []forum.PostID) (Moved, error) {
	m.move.Target = m.target.ID
	var err error
	if m.id, err = m.tx.AddMove(m.move); err != nil {
		return Moved{}, err
	}
	firsts, err := m.tx.FirstOf(m.target.ID)
	if err != nil {
		return Moved{}, err
	}
	for _, src := range m.sources {
		if err := m.lift(src); err != nil {
			return Moved{}, err
		}
	}
	small := map[forum.PostID]bool{}
	for _, id := range folded {
		small[id] = true
	}
	if err := m.place(small); err != nil {
		return Moved{}, err
	}
	for _, src := range m.sources {
		if err := m.settle(src, firsts); err != nil {
			return Moved{}, err
		}
	}
	if summary != "" {
		if err := m.tx.SetSummary(m.target.ID, summary); err != nil {
			return Moved{}, err
		}
	}
	if err := m.tx.SettleMoved(m.target.ID); err != nil {
		return Moved{}, err
	}
	if err := m.tellContributors(); err != nil {
		return Moved{}, err
	}
	m.move.ID = m.id
	c, _, err := m.tx.ConversationFor(m.v, m.target.ID, m.now)
	return Moved{m.move, c}, err
}

// lift takes the posts of one source out of its counts and of the tree of its
// replies.
func (m *moving) lift(src *source) error {
	var err error
	if src.firsts, err = m.tx.FirstOf(src.conversation.ID); err != nil {
		return err
	}
	if err := m.tx.CountMoved(src.conversation.ID, idsOf(src.posts), -1); err != nil {
		return err
	}
	gone := map[forum.PostID]forum.PostID{}
	for _, p := range src.posts {
		gone[p.ID] = p.ReplyTo
	}
	return rehang(m.tx, src.conversation.ID, gone, func(h store.Hung, under forum.PostID) error { return m.tx.NoteRehung(m.id, h, under) })
}

// place gives the posts their numbers and seqs in the target, in their order.
func (m *moving) place(small map[forum.PostID]bool) error {
	told := map[forum.GroupID]bool{}
	bySource := map[forum.ConversationID]*source{}
	for _, src := range m.sources {
		told[src.conversation.GroupID], bySource[src.conversation.ID] = true, src
	}
	for _, p := range m.posts {
		if err := m.tx.AddMovedPost(m.id, store.MovedPost{Post: p.ID, From: p.ConversationID, Number: p.Number, Folded: p.Folded}); err != nil {
			return err
		}
		number, err := m.tx.NextNumber(m.target.ID)
		if err != nil {
			return err
		}
		seq, err := m.tx.NextSeq(m.target.ID)
		if err != nil {
			return err
		}
		if err := m.tx.PlacePost(p.ID, m.target.ID, number, seq, small[p.ID]); err != nil {
			return err
		}
		e := forum.Event{Conversation: m.target.ID, Seq: seq, Kind: forum.PostMoved, At: m.now, Actor: m.v.ID, Post: p.ID, Group: m.target.GroupID,
			Ref: int64(m.id), Detail: string(m.move.Kind), Staff: !told[m.target.GroupID]}
		if err := event(m.tx, e); err != nil {
			return err
		}
		told[m.target.GroupID] = true // one line in its log says it
		src := bySource[p.ConversationID]
		src.carried = append(src.carried, store.Carried{Was: p.Seq, Now: seq})
	}
	return nil
}
