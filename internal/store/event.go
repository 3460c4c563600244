package store

import (
	"context"
	"slices"
	"time"

	"plenary/internal/forum"
)

type eventRow struct {
	ID             int64
	ConversationID *int64
	Seq            *int64
	Kind           string
	At             int64
	Actor          *int64
	PostID         *int64
	UserID         *int64
	GroupID        *int64
	ArticleID      *int64
	Ref            *int64
	ToConversation *int64
	Detail         string
	Staff          int
}

const eventCols = `e.id, e.conversation_id, e.seq, e.kind, e.at, e.actor, e.post_id, e.user_id, e.group_id, e.article_id,
	e.ref, e.to_conversation, e.detail, e.staff`

func (e eventRow) event() forum.Event {
	return forum.Event{ID: forum.EventID(e.ID), Conversation: forum.ConversationID(num(e.ConversationID)), Seq: num(e.Seq),
		Kind: forum.EventKind(e.Kind), At: at(e.At), Actor: forum.UserID(num(e.Actor)), Post: forum.PostID(num(e.PostID)),
		Person: forum.UserID(num(e.UserID)), Group: forum.GroupID(num(e.GroupID)), Article: forum.ArticleID(num(e.ArticleID)),
		Ref: num(e.Ref), To: forum.ConversationID(num(e.ToConversation)), Detail: e.Detail, Staff: e.Staff != 0}
}

// NextSeq gives the conversation's next seq, for the event of this transaction.
func (tx *Tx) NextSeq(c forum.ConversationID) (int64, error) {
	var seq int64
	err := tx.row(&seq, "UPDATE conversations SET seq = seq + 1 WHERE id = ? RETURNING seq", int64(c))
	return seq, err
}

// AddEvent stores an event. In a conversation e.Seq is what NextSeq gave.
func (tx *Tx) AddEvent(e forum.Event) error {
	_, err := tx.run(`INSERT INTO events (conversation_id, seq, kind, at, actor, post_id, user_id, group_id, article_id, ref, to_conversation, detail, staff)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, orNull(e.Conversation), orNull(e.Seq), string(e.Kind), ms(e.At), orNull(e.Actor),
		orNull(e.Post), orNull(e.Person), orNull(e.Group), orNull(e.Article), orNull(e.Ref), orNull(e.To), e.Detail, e.Staff)
	return err
}

// EventsAfter lists the network's events with id > after, in commit order.
func (s *Store) EventsAfter(ctx context.Context, after forum.EventID, limit int) ([]forum.Event, error) {
	var rows []eventRow
	err := s.Read(ctx, func(r *Reader) error {
		return r.rows(&rows, "SELECT "+eventCols+" FROM events e WHERE e.id > ? ORDER BY e.id LIMIT ?", int64(after), limit)
	})
	return events(rows), err
}

// LastEvent is the id of the newest event.
func (s *Store) LastEvent(ctx context.Context) (forum.EventID, error) {
	var id forum.EventID
	err := s.Read(ctx, func(r *Reader) (err error) {
		id, err = r.LastEvent()
		return err
	})
	return id, err
}

// LastEvent is the id of the newest event, within a snapshot.
func (r *Reader) LastEvent() (forum.EventID, error) {
	var id int64
	err := r.row(&id, "SELECT coalesce(max(id), 0) FROM events")
	return forum.EventID(id), err
}

// ConversationsAfter names each conversation in which something happened after
// that event; nil if more than limit events happened.
func (r *Reader) ConversationsAfter(after forum.EventID, limit int) ([]forum.ConversationID, error) {
	var ids []int64
	err := r.rows(&ids, "SELECT coalesce(conversation_id, 0) FROM events WHERE id > ? ORDER BY id LIMIT ?", int64(after), limit+1)
	if err != nil || len(ids) > limit {
		return nil, err
	}
	slices.Sort(ids)
	found := []forum.ConversationID{}
	for _, id := range slices.Compact(ids) {
		if id != 0 {
			found = append(found, forum.ConversationID(id))
		}
	}
	return found, nil
}

// EventsIn lists a conversation's events with seq > after, in order; the
// caller has found the conversation through the viewer.
func (r *Reader) EventsIn(c forum.ConversationID, after int64, limit int) ([]forum.Event, error) {
	var rows []eventRow
	err := r.rows(&rows, "SELECT "+eventCols+" FROM events e WHERE e.conversation_id = ? AND e.seq > ? ORDER BY e.seq LIMIT ?",
		int64(c), after, limit)
	return events(rows), err
}

// LogFilter says which entries of the log: the zero filter is all of them, of
// all groups.
type LogFilter struct {
	Group forum.GroupID
	Who   forum.UserID
	Kinds []forum.EventKind
	From  time.Time
	Until time.Time
}

// Log lists what moderators and leads did, newest first, before the given event
// (0: from the top).
func (r *Reader) Log(f LogFilter, before forum.EventID, limit int) ([]forum.Event, error) {
	if before == 0 {
		before = 1 << 62
	}
	where, args := "e.staff = 1 AND e.id < ?", []any{int64(before)}
	add := func(on bool, part string, arg any) {
		if on {
			where, args = where+" AND "+part, append(args, arg)
		}
	}
	add(f.Group != 0, "e.group_id = ?", int64(f.Group))
	add(f.Who != 0, "e.actor = ?", int64(f.Who))
	add(f.Kinds != nil, "e.kind IN (?)", list(f.Kinds))
	add(!f.From.IsZero(), "e.at >= ?", ms(f.From))
	add(!f.Until.IsZero(), "e.at < ?", ms(f.Until))
	var rows []eventRow
	err := r.rows(&rows, "SELECT "+eventCols+" FROM events e WHERE "+where+" ORDER BY e.id DESC LIMIT ?", append(args, limit)...)
	return events(rows), err
}

// NotesOf gives what moderators wrote with their decisions, by item, and the
// revision of the post that each was about.
func (r *Reader) NotesOf(items []forum.ReviewID) (map[forum.ReviewID]forum.Review, error) {
	found := map[forum.ReviewID]forum.Review{}
	if len(items) == 0 {
		return found, nil
	}
	var rows []struct {
		ID       int64
		Note     string
		Revision int
	}
	err := r.rows(&rows, "SELECT id, note, revision FROM review_items WHERE id IN (?)", list(items))
	for _, row := range rows {
		found[forum.ReviewID(row.ID)] = forum.Review{ID: forum.ReviewID(row.ID), Note: row.Note, Revision: row.Revision}
	}
	return found, err
}

func events(rows []eventRow) []forum.Event {
	all := make([]forum.Event, len(rows))
	for i, row := range rows {
		all[i] = row.event()
	}
	return all
}

// VisitedSince reports whether the log has a visit of that person since then.
func (r *Reader) VisitedSince(g forum.GroupID, who forum.UserID, since time.Time) (bool, error) {
	var n int
	err := r.row(&n, "SELECT EXISTS (SELECT 1 FROM events WHERE group_id = ? AND staff = 1 AND kind = ? AND actor = ? AND at >= ?)",
		int64(g), string(forum.GroupVisited), int64(who), ms(since))
	return n == 1, err
}
