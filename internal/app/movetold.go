package app

import (
	"slices"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// settle brings what a source and the target say of themselves up to date, as
// far as it is about the source's posts.
func (m *moving) settle(src *source, firsts []forum.PostID) error {
	c := src.conversation
	ids := idsOf(src.posts)
	for _, held := range src.held {
		if err := m.tx.AddMovedPost(m.id, store.MovedPost{Post: held, From: c.ID}); err != nil {
			return err
		}
	}
	if err := m.tx.MoveHeld(src.held, m.target.ID); err != nil {
		return err
	}
	if len(ids) > 0 {
		if err := m.tx.CountMoved(m.target.ID, ids, 1); err != nil {
			return err
		}
		if err := m.tx.CarryReads(c.ID, m.target.ID, src.carried, m.now); err != nil {
			return err
		}
	}
	record := store.MoveSource{Conversation: c.ID, Number: lowestOf(src.posts), Posts: len(ids)}
	if slices.Contains(ids, c.Conclusion) {
		if err := m.takeConclusion(src, &record); err != nil {
			return err
		}
	}
	if err := leadOn(m.tx, c.ID, m.target.ID); err != nil {
		return err
	}
	if err := m.tx.AddMoveSource(m.id, record); err != nil {
		return err
	}
	if err := m.tx.SettleMoved(c.ID); err != nil {
		return err
	}
	opens, err := m.tx.FirstOf(c.ID)
	if err != nil {
		return err
	}
	if err := m.tx.FollowMoved(m.target, append(ids, src.held...), slices.Concat(firsts, opens, src.firsts)); err != nil {
		return err
	}
	return event(m.tx, forum.Event{Conversation: c.ID, Kind: forum.PostMoved, At: m.now, Actor: m.v.ID, Group: c.GroupID, Ref: int64(m.id),
		To: m.target.ID, Detail: string(m.move.Kind), Staff: true})
}

func lowestOf(posts []forum.Post) int64 {
	if len(posts) == 0 {
		return 0
	}
	return slices.MinFunc(posts, func(a, b forum.Post) int { return int(a.Number - b.Number) }).Number
}

// takeConclusion takes a conclusion that left from the source, and gives it to
// a target that has none.
func (m *moving) takeConclusion(src *source, record *store.MoveSource) error {
	when, err := m.tx.ConcludedAt(src.conversation.ID)
	if err != nil {
		return err
	}
	record.Conclusion, record.ConcludedAt = src.conversation.Conclusion, when
	if err := m.tx.Conclude(src.conversation.ID, 0, when); err != nil {
		return err
	}
	if m.target.Conclusion != 0 || m.target.Kind != forum.Discussion {
		return nil
	}
	m.target.Conclusion = record.Conclusion
	return m.tx.Conclude(m.target.ID, record.Conclusion, when)
}

// leadOn makes a discussion of which nothing is left lead on.
func leadOn(tx *store.Tx, c, to forum.ConversationID) error {
	now, err := tx.Where(c)
	if err != nil || now.Kind != forum.Discussion || now.Posts > 0 {
		return err
	}
	held, err := tx.HeldIn(c)
	if err != nil || len(held) > 0 {
		return err
	}
	return tx.LeadOn(c, to)
}

// tellContributors tells those whose posts were moved where they are now, or,
// where they can't see that, that they went.
func (m *moving) tellContributors() error {
	from := map[forum.UserID]forum.Conversation{}
	var people []forum.UserID
	for _, src := range m.sources {
		for _, p := range src.posts {
			who := p.Author.ID
			if _, known := from[who]; known || who == 0 || who == m.v.ID || p.State != forum.Shown {
				continue
			}
			from[who] = src.conversation
			people = append(people, who)
		}
	}
	sees, err := m.tx.WhoSees(m.target.ID, people, m.now)
	if err != nil {
		return err
	}
	for _, who := range people {
		n := forum.Notice{Kind: forum.NoticeCurated, Actor: forum.Author{ID: m.v.ID}, Conversation: m.target.ID, Group: m.target.GroupID,
			Detail: string(m.move.Kind), At: m.now}
		if !sees[who] {
			n.Kind, n.Conversation, n.Group = forum.NoticeMovedAway, from[who].ID, from[who].GroupID
		}
		if err := m.tx.AddNotice(who, n); err != nil {
			return err
		}
	}
	return nil
}
