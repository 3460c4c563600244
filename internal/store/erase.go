package store

import (
	"time"

	"plenary/internal/forum"
)

// EraseRemoved erases for good what at most limit posts said that their own
// authors removed before then, with revisions and files; what moderators
// removed is kept. It says how many there were, and which contents no row
// names any more.
func (tx *Tx) EraseRemoved(before, now time.Time, limit int) (int, []string, error) {
	var ids []int64
	if err := tx.rows(&ids, `SELECT id FROM posts WHERE state = 'removed' AND removed_by = author_id AND erased_at = 0
		AND removed_at < ? ORDER BY removed_at LIMIT ?`, ms(before), limit); err != nil {
		return 0, nil, err
	}
	hashes, err := tx.erasePosts(ids, now)
	return len(ids), hashes, err
}

// erasePosts leaves of removed posts only that they were there.
func (tx *Tx) erasePosts(ids []int64, now time.Time) (hashes []string, err error) {
	for part := range chunks(ids, 500) {
		var files []int64
		if err := tx.rows(&files, "DELETE FROM file_uses WHERE kind = 'post' AND ref IN (?) RETURNING file_id", list(part)); err != nil {
			return nil, err
		}
		if err := tx.indexFiles(files); err != nil {
			return nil, err
		}
		for _, statement := range []string{
			"DELETE FROM revisions WHERE post_id IN (?)",
			"DELETE FROM reactions WHERE post_id IN (?)",
			"DELETE FROM votes WHERE post_id IN (?)",
			"DELETE FROM post_words WHERE rowid IN (?)",
			"UPDATE notices SET detail = '' WHERE post_id IN (?)",
		} {
			if _, err := tx.run(statement, list(part)); err != nil {
				return nil, err
			}
		}
		if _, err := tx.run("UPDATE posts SET source = '', html = '', text = '', reactions = '', poll = '', files = 0, links = 0, erased_at = ? WHERE id IN (?)",
			ms(now), list(part)); err != nil {
			return nil, err
		}
		_, gone, err := tx.dropUnheld("f.id IN (?) AND "+unheld, list(files))
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, gone...)
	}
	return hashes, nil
}

// chunks yields all in parts of at most n.
func chunks(all []int64, n int) func(func([]int64) bool) {
	return func(yield func([]int64) bool) {
		for len(all) > 0 {
			part := all[:min(n, len(all))]
			if all = all[len(part):]; !yield(part) {
				return
			}
		}
	}
}

// EraseAddresses forgets from where sessions were begun before then, and what
// was said in requests that were decided before then. It says how many sessions
// there were.
func (tx *Tx) EraseAddresses(before time.Time) (int64, error) {
	if _, err := tx.run("DELETE FROM join_requests WHERE state <> 'waiting' AND decided_at < ?", ms(before)); err != nil {
		return 0, err
	}
	return tx.run("UPDATE sessions SET ip = '' WHERE ip <> '' AND created_at < ?", ms(before))
}

// EndExpired deletes the sessions, one-time links and invitations whose time is
// over, and names the sessions.
func (tx *Tx) EndExpired(now time.Time) ([]forum.SessionID, error) {
	var ended []forum.SessionID
	if err := tx.rows(&ended, "DELETE FROM sessions WHERE expires_at <= ? RETURNING id", ms(now)); err != nil {
		return nil, err
	}
	for _, statement := range []string{
		"DELETE FROM sign_in_links WHERE expires_at <= ?",
		"DELETE FROM invitations WHERE expires_at <= ?",
	} {
		if _, err := tx.run(statement, ms(now)); err != nil {
			return nil, err
		}
	}
	return ended, nil
}
