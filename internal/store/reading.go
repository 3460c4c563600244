package store

import (
	"strconv"
	"strings"
	"time"

	"plenary/internal/forum"
)

// Mark is the seq up to which a person has read a conversation.
func (r *Reader) Mark(who forum.UserID, c forum.ConversationID) (int64, error) {
	var seqs []int64
	err := r.rows(&seqs, "SELECT seq FROM reads WHERE user_id = ? AND conversation_id = ?", int64(who), int64(c))
	if err != nil || len(seqs) == 0 {
		return 0, err
	}
	return seqs[0], nil
}

// SetMark says up to where a person has read, never backwards unless back. The
// notices that led to what is read now are read with it.
func (tx *Tx) SetMark(who forum.UserID, c forum.ConversationID, seq int64, back bool, now time.Time) error {
	how := "max(seq, excluded.seq)"
	if back {
		how = "excluded.seq"
	}
	_, err := tx.run(`INSERT INTO reads (user_id, conversation_id, seq, at) VALUES (?, ?, ?, ?)
		ON CONFLICT (user_id, conversation_id) DO UPDATE SET seq = `+how+`, at = excluded.at`, int64(who), int64(c), seq, ms(now))
	if err != nil || back {
		return err
	}
	_, err = tx.run(`UPDATE notices SET read_at = ? WHERE user_id = ? AND conversation_id = ? AND read_at = 0
		AND post_id IN (SELECT id FROM posts WHERE conversation_id = ? AND seq <= ?)`, ms(now), int64(who), int64(c), int64(c), seq)
	return err
}

// UnreadCount is how many posts of others a person has not read in one
// conversation.
func (r *Reader) UnreadCount(who forum.UserID, c forum.ConversationID) (n int, err error) {
	err = r.row(&n, `SELECT `+unreadOf+` FROM conversations c LEFT JOIN reads r ON r.conversation_id = c.id AND r.user_id = ?0
		WHERE c.id = ?1`, int64(who), int64(c))
	return n, err
}

// MyReactions gives the kinds with which a person reacted, by post.
func (r *Reader) MyReactions(who forum.UserID, posts []forum.PostID) (map[forum.PostID][]string, error) {
	mine := map[forum.PostID][]string{}
	if who == 0 || len(posts) == 0 {
		return mine, nil
	}
	var rows []struct {
		PostID int64
		Kind   string
	}
	err := r.rows(&rows, "SELECT post_id, kind FROM reactions WHERE user_id = ? AND post_id IN (?)", int64(who), list(posts))
	for _, row := range rows {
		mine[forum.PostID(row.PostID)] = append(mine[forum.PostID(row.PostID)], row.Kind)
	}
	return mine, err
}

// React adds or takes back a person's reaction and says whether that changed
// anything.
func (tx *Tx) React(who forum.UserID, p forum.PostID, kind string, on bool, now time.Time) (bool, error) {
	var n int64
	var err error
	if on {
		n, err = tx.run("INSERT INTO reactions (post_id, user_id, kind, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
			int64(p), int64(who), kind, ms(now))
	} else {
		n, err = tx.run("DELETE FROM reactions WHERE post_id = ? AND user_id = ? AND kind = ?", int64(p), int64(who), kind)
	}
	if err != nil || n == 0 {
		return false, err
	}
	return true, tx.countReactions(p)
}

// countReactions writes a post's reactions as kind=count, in forum's order.
func (tx *Tx) countReactions(p forum.PostID) error {
	var rows []struct {
		Kind  string
		Count int
	}
	if err := tx.rows(&rows, "SELECT kind, count(*) AS count FROM reactions WHERE post_id = ? GROUP BY kind", int64(p)); err != nil {
		return err
	}
	counts := map[string]int{}
	for _, row := range rows {
		counts[row.Kind] = row.Count
	}
	_, err := tx.run("UPDATE posts SET reactions = ? WHERE id = ?", countsOf(counts), int64(p))
	return err
}

// FirstUnread is the number of the first post of others that is shown and not
// read; 0 if there is none, or nobody asks.
func (r *Reader) FirstUnread(who forum.UserID, c forum.ConversationID, read forum.Reading) (number int64, err error) {
	if who == 0 {
		return 0, nil
	}
	ahead := ""
	if len(read.Ahead) > 0 {
		ahead = ` AND NOT EXISTS (SELECT 1 FROM read_ahead h WHERE h.user_id = ?2 AND h.conversation_id = ?0 AND h.from_seq <= p.seq AND h.to_seq >= p.seq)`
	}
	err = r.row(&number, `SELECT coalesce(min(p.number), 0) FROM posts p WHERE p.conversation_id = ?0 AND p.seq > ?1
		AND p.state = 'shown' AND p.author_id IS NOT ?2`+ahead, int64(c), read.To, int64(who))
	return number, err
}

// CountAuthors is how many people have posted in a conversation.
func (r *Reader) CountAuthors(c forum.ConversationID) (n int, err error) {
	err = r.row(&n, "SELECT count(*) FROM participants WHERE conversation_id = ? AND posts > 0", int64(c))
	return n, err
}

// countsOf is how many people reacted in which way, as a post keeps it.
func countsOf(counts map[string]int) string {
	var pairs []string
	for _, kind := range forum.ReactionKinds {
		if n := counts[kind]; n > 0 {
			pairs = append(pairs, kind+"="+strconv.Itoa(n))
		}
	}
	return strings.Join(pairs, " ")
}

// MarkSomeRead says that a person has read all of the group's conversations
// after the given one, at most limit of them, and gives the last one looked at
// if others may follow, else 0. The notices about what is read now are read
// with it.
func (tx *Tx) MarkSomeRead(who forum.UserID, g forum.GroupID, after forum.ConversationID, limit int, now time.Time) (last forum.ConversationID, err error) {
	var ids []int64
	if err := tx.rows(&ids, `SELECT c.id FROM conversations c LEFT JOIN reads r ON r.conversation_id = c.id AND r.user_id = ?0
		WHERE c.group_id = ?1 AND c.kind IN ('discussion', 'channel') AND c.id > ?2 AND c.seq > coalesce(r.seq, 0)
		ORDER BY c.id LIMIT ?3`, int64(who), int64(g), int64(after), limit); err != nil || len(ids) == 0 {
		return 0, err
	}
	if len(ids) == limit {
		last = forum.ConversationID(ids[len(ids)-1])
	}
	if _, err := tx.run(`INSERT INTO reads (user_id, conversation_id, seq, at) SELECT ?, c.id, c.seq, ? FROM conversations c WHERE c.id IN (?)
		ON CONFLICT (user_id, conversation_id) DO UPDATE SET seq = max(seq, excluded.seq), at = excluded.at`,
		int64(who), ms(now), list(ids)); err != nil {
		return 0, err
	}
	if _, err := tx.run("DELETE FROM read_ahead WHERE user_id = ? AND conversation_id IN (?)", int64(who), list(ids)); err != nil {
		return 0, err
	}
	_, err = tx.run(`UPDATE notices SET read_at = ? WHERE user_id = ? AND conversation_id IN (?) AND read_at = 0 AND post_id IS NOT NULL`,
		ms(now), int64(who), list(ids))
	return last, err
}
