package store

import (
	"time"

	"plenary/internal/forum"
)

type reviewRow struct {
	ID        int64
	PostID    int64
	ReviewOf  *int64
	Kind      string
	Why       string
	OpenedAt  int64
	ClaimedBy *int64
	ClaimedAt int64
	Decision  string
	Note      string
	Revision  int
	DecidedBy *int64
	DecidedAt int64
}

const reviewCols = `i.id, i.post_id, i.author_id AS review_of, i.kind, i.why, i.opened_at, i.claimed_by, i.claimed_at, i.decision, i.note, i.revision,
	i.decided_by, i.decided_at`

func (i reviewRow) review() forum.Review {
	return forum.Review{ID: forum.ReviewID(i.ID), Post: forum.PostID(i.PostID), Author: forum.UserID(num(i.ReviewOf)), Kind: forum.ReviewKind(i.Kind),
		Why: forum.HeldBy(i.Why), OpenedAt: at(i.OpenedAt), ClaimedBy: forum.Author{ID: forum.UserID(num(i.ClaimedBy))}, ClaimedAt: at(i.ClaimedAt),
		Decision: forum.Decision(i.Decision), Note: i.Note, Revision: i.Revision, DecidedBy: forum.Author{ID: forum.UserID(num(i.DecidedBy))},
		DecidedAt: at(i.DecidedAt)}
}

// reviews reads items i with who flagged, claimed and decided.
func (r *Reader) reviews(query string, args ...any) ([]forum.Review, error) {
	var rows []reviewRow
	if err := r.rows(&rows, "SELECT "+reviewCols+query, args...); err != nil || len(rows) == 0 {
		return nil, err
	}
	items := make([]forum.Review, len(rows))
	place, people, ids := map[int64]int{}, []forum.UserID{}, []int64{}
	for i, row := range rows {
		items[i] = row.review()
		place[row.ID], ids = i, append(ids, row.ID)
		people = append(people, items[i].ClaimedBy.ID, items[i].DecidedBy.ID)
	}
	names, err := r.Authors(people)
	if err != nil {
		return nil, err
	}
	for i := range items {
		items[i].ClaimedBy, items[i].DecidedBy = names[items[i].ClaimedBy.ID], names[items[i].DecidedBy.ID]
	}
	var flags []struct {
		ItemID       int64
		Reason, Note string
		At           int64
		authorRow
	}
	err = r.rows(&flags, `SELECT f.item_id, f.reason, f.note, f.at, `+authorCols+` FROM flags f JOIN users u ON u.id = f.user_id
		WHERE f.item_id IN (?) ORDER BY f.id`, list(ids))
	for _, f := range flags {
		item := &items[place[f.ItemID]]
		item.Flags = append(item.Flags, forum.Flag{By: f.author(), Reason: forum.FlagReason(f.Reason), Note: f.Note, At: at(f.At)})
	}
	return items, err
}

// ReviewByID is one item; NotFound if there is none. Whether the viewer may
// see it, its post says.
func (r *Reader) ReviewByID(id forum.ReviewID) (forum.Review, error) {
	items, err := r.reviews(" FROM review_items i WHERE i.id = ?", int64(id))
	if err == nil && len(items) == 0 {
		err = forum.Missing()
	}
	if err != nil {
		return forum.Review{}, err
	}
	return items[0], nil
}

// OpenReviewOf is the item in which a post waits; NotFound if it doesn't.
func (r *Reader) OpenReviewOf(p forum.PostID) (forum.Review, error) {
	items, err := r.reviews(" FROM review_items i WHERE i.post_id = ? AND i.decision = ''", int64(p))
	if err == nil && len(items) == 0 {
		err = forum.Missing()
	}
	if err != nil {
		return forum.Review{}, err
	}
	return items[0], nil
}

// inGroups is said of items i whose post is in one of the groups, or belongs to
// the network.
const inGroups = ` FROM review_items i JOIN posts p ON p.id = i.post_id JOIN conversations c ON c.id = p.conversation_id
	WHERE (+c.group_id IN (?) OR (c.group_id IS NULL AND ?)) AND `

// Waiting lists what waits in the groups, and with network in what belongs to
// none of them, what has waited longest first; after the given place.
func (r *Reader) Waiting(groups []forum.GroupID, network bool, after Place, limit int) ([]forum.Review, error) {
	return r.reviews(inGroups+"i.decision = '' AND (i.opened_at, i.id) > (?, ?) ORDER BY i.opened_at, i.id LIMIT ?",
		list(groups), network, ms(after.At), after.ID, limit)
}

// Decided lists what was decided there, the latest first; after the given place.
func (r *Reader) Decided(groups []forum.GroupID, network bool, after Place, limit int) ([]forum.Review, error) {
	if after.ID == 0 {
		after = Place{At: at(1 << 52), ID: 1 << 62}
	}
	return r.reviews(inGroups+"i.decided_at > 0 AND (i.decided_at, i.id) < (?, ?) ORDER BY i.decided_at DESC, i.id DESC LIMIT ?",
		list(groups), network, ms(after.At), after.ID, limit)
}

// CountWaiting is how much waits in each group; group 0 is what belongs to none.
func (r *Reader) CountWaiting() (map[forum.GroupID]int, error) {
	var rows []struct {
		GroupID int64
		N       int
	}
	err := r.rows(&rows, `SELECT coalesce(c.group_id, 0) AS group_id, count(*) AS n FROM review_items i JOIN posts p ON p.id = i.post_id
		JOIN conversations c ON c.id = p.conversation_id WHERE i.decision = '' GROUP BY 1`)
	waiting := make(map[forum.GroupID]int, len(rows))
	for _, row := range rows {
		waiting[forum.GroupID(row.GroupID)] = row.N
	}
	return waiting, err
}

// OpenReview puts a post into the inbox, or gives the item in which it waits
// already: one that was only reported is flagged when a member flags it.
func (tx *Tx) OpenReview(p forum.Post, kind forum.ReviewKind, why forum.HeldBy, now time.Time) (id forum.ReviewID, opened bool, err error) {
	before, err := tx.OpenReviewOf(p.ID)
	if err == nil {
		if before.Kind == forum.ReviewReported && kind == forum.ReviewFlagged {
			_, err = tx.run("UPDATE review_items SET kind = 'flagged' WHERE id = ?", int64(before.ID))
		}
		return before.ID, false, err
	}
	if forum.KindOf(err) != forum.NotFound {
		return 0, false, err
	}
	n, err := tx.insert("INSERT INTO review_items (post_id, author_id, kind, why, opened_at) VALUES (?, ?, ?, ?, ?)",
		int64(p.ID), orNull(p.Author.ID), string(kind), string(why), ms(now))
	return forum.ReviewID(n), true, err
}

// AddFlag notes that somebody flagged a post. Conflict if they did before.
func (tx *Tx) AddFlag(item forum.ReviewID, p forum.PostID, who forum.UserID, reason forum.FlagReason, note string, now time.Time) error {
	_, err := tx.run("INSERT INTO flags (item_id, post_id, user_id, reason, note, at) VALUES (?, ?, ?, ?, ?, ?)",
		int64(item), int64(p), int64(who), string(reason), note, ms(now))
	return err
}

// HasFlagged reports whether somebody flagged a post.
func (r *Reader) HasFlagged(p forum.PostID, who forum.UserID) (bool, error) {
	var n int
	err := r.row(&n, "SELECT EXISTS (SELECT 1 FROM flags WHERE post_id = ? AND user_id = ?)", int64(p), int64(who))
	return n == 1, err
}

// Claim says that a moderator (0: nobody) looks at an item.
func (tx *Tx) Claim(id forum.ReviewID, who forum.UserID, now time.Time) error {
	return changed(tx.run("UPDATE review_items SET claimed_by = ?, claimed_at = ? WHERE id = ? AND decision = ''", orNull(who), ms(now), int64(id)))
}

// Decide writes what was decided of an item; NotFound if there is none.
func (tx *Tx) Decide(id forum.ReviewID, d forum.Decision, note string, revision int, by forum.UserID, now time.Time) error {
	flags := "declined"
	if d.Agrees() {
		flags = "agreed"
	}
	if _, err := tx.run("UPDATE flags SET state = ? WHERE item_id = ?", flags, int64(id)); err != nil {
		return err
	}
	return changed(tx.run(`UPDATE review_items SET decision = ?, note = ?, revision = ?, decided_by = ?, decided_at = ?, claimed_by = NULL, claimed_at = 0
		WHERE id = ?`, string(d), note, revision, orNull(by), ms(now), int64(id)))
}

// Reopen has an item wait again.
func (tx *Tx) Reopen(id forum.ReviewID, now time.Time) error {
	if _, err := tx.run("UPDATE flags SET state = 'open' WHERE item_id = ?", int64(id)); err != nil {
		return err
	}
	return changed(tx.run(`UPDATE review_items SET decision = '', note = '', revision = 0, decided_by = NULL, decided_at = 0, opened_at = ?
		WHERE id = ?`, ms(now), int64(id)))
}

// ShowPost gives a held post its place: the next number, and the seq of the
// event that tells of it. NotFound if it is not held.
func (tx *Tx) ShowPost(p forum.Post, seq int64, now time.Time) error {
	var n int64
	if err := tx.row(&n, "UPDATE conversations SET last_number = last_number + 1, last_post_at = max(last_post_at, ?), last_poster = ? WHERE id = ? RETURNING last_number",
		ms(now), orNull(p.Author.ID), int64(p.ConversationID)); err != nil {
		return err
	}
	if err := changed(tx.run("UPDATE posts SET state = 'shown', number = ?, seq = ? WHERE id = ? AND state = 'held'", n, seq, int64(p.ID))); err != nil {
		return err
	}
	return tx.countPosts(p, 1)
}

// HoldAgain has a held post that was removed wait once more. NotFound if it
// never was held, or its text has been erased.
func (tx *Tx) HoldAgain(p forum.PostID) error {
	return changed(tx.run(`UPDATE posts SET state = 'held', removed_at = 0, removed_by = NULL
		WHERE id = ? AND state = 'removed' AND number IS NULL AND erased_at = 0`, int64(p)))
}

// Record is what is known of an author to those who decide.
type Record struct {
	JoinedAt  time.Time // the network
	Posts     int       // shown, in the groups that the moderator looks after; at most 1,000
	Decisions []Past    // about them there, the latest first
}

// Past is an earlier decision about somebody.
type Past struct {
	Decision forum.Decision
	At       time.Time
}

const pastShown = 10

// RecordOf is an author's record in the groups, and with network in what
// belongs to none.
func (r *Reader) RecordOf(who forum.UserID, groups []forum.GroupID, network bool) (Record, error) {
	var rec Record
	var joined int64
	if err := r.row(&joined, "SELECT created_at FROM users WHERE id = ?", int64(who)); err != nil {
		return rec, err
	}
	rec.JoinedAt = at(joined)
	if err := r.row(&rec.Posts, `SELECT count(*) FROM (SELECT 1 FROM posts p JOIN conversations c ON c.id = p.conversation_id
		WHERE p.author_id = ? AND p.state = 'shown' AND (+c.group_id IN (?) OR (c.group_id IS NULL AND ?)) LIMIT 1000)`,
		int64(who), list(groups), network); err != nil {
		return rec, err
	}
	var past []struct {
		Decision  string
		DecidedAt int64
	}
	err := r.rows(&past, "SELECT i.decision, i.decided_at"+inGroups+"i.author_id = ? AND i.decided_at > 0 ORDER BY i.id DESC LIMIT ?",
		list(groups), network, int64(who), pastShown)
	for _, row := range past {
		rec.Decisions = append(rec.Decisions, Past{Decision: forum.Decision(row.Decision), At: at(row.DecidedAt)})
	}
	return rec, err
}
