package store

import (
	"time"

	"plenary/internal/forum"
)

// NoteVisit says that somebody is in a group (0: anywhere in the network) now.
// Who was away for gap begins a new visit.
func (tx *Tx) NoteVisit(who forum.UserID, g forum.GroupID, gap time.Duration, now time.Time) error {
	_, err := tx.run(`INSERT INTO visits (user_id, group_id, seen_at) VALUES (?, ?, ?) ON CONFLICT (user_id, group_id) DO UPDATE SET
		before = CASE WHEN excluded.seen_at - seen_at >= ? THEN seen_at ELSE before END, seen_at = max(seen_at, excluded.seen_at)`,
		int64(who), int64(g), ms(now), gap.Milliseconds())
	return err
}

// LastVisit is when the visit before the present one ended; the zero time if
// this is the first.
func (r *Reader) LastVisit(who forum.UserID, g forum.GroupID, gap time.Duration, now time.Time) (time.Time, error) {
	var rows []struct{ SeenAt, Before int64 }
	err := r.rows(&rows, "SELECT seen_at, before FROM visits WHERE user_id = ? AND group_id = ?", int64(who), int64(g))
	if err != nil || len(rows) == 0 {
		return time.Time{}, err
	}
	if ms(now)-rows[0].SeenAt >= gap.Milliseconds() {
		return at(rows[0].SeenAt), nil
	}
	return at(rows[0].Before), nil
}
