package store

import (
	"time"

	"plenary/internal/forum"
)

// Quiet is somebody of a group who hasn't looked into it for long.
type Quiet struct {
	forum.Membership
	Seen time.Time // when they did last; zero: never
}

// QuietIn lists people who joined a group before a time and haven't looked into
// it since, who stayed away longest first.
func (r *Reader) QuietIn(g forum.GroupID, since time.Time, limit int) ([]Quiet, error) {
	var rows []struct {
		memberRow
		SeenAt int64
	}
	err := r.rows(&rows, `SELECT m.group_id, m.role, m.joined_at, coalesce(v.seen_at, 0) AS seen_at, `+authorCols+` FROM memberships m
		JOIN users u ON u.id = m.user_id LEFT JOIN visits v ON v.user_id = m.user_id AND v.group_id = m.group_id
		WHERE m.group_id = ?0 AND m.joined_at < ?1 AND coalesce(v.seen_at, 0) < ?1 AND u.left_at = 0
		ORDER BY seen_at, u.name_folded, u.id LIMIT ?2`, int64(g), ms(since), limit)
	quiet := make([]Quiet, len(rows))
	for i, row := range rows {
		quiet[i] = Quiet{Membership: row.member().Membership, Seen: at(row.SeenAt)}
	}
	return quiet, err
}

// UnansweredBefore lists a group's open discussions that began between two
// times and that nobody has answered, the oldest first.
func (r *Reader) UnansweredBefore(v forum.Viewer, g forum.GroupID, from, to time.Time, limit int) ([]Listed, error) {
	return r.listed(listedCols+listedFrom+` WHERE c.group_id = ?1 AND c.kind = 'discussion' AND c.posts = 1 AND c.state = 'open'
		AND c.created_at > ?2 AND c.created_at <= ?3 AND c.merged_into IS NULL ORDER BY c.created_at, c.id LIMIT ?4`,
		listedBy(v, int64(g), ms(from), ms(to), limit)...)
}

// SlowIn lists a group's open discussions that were answered, have no
// conclusion, and whose last post lies between two times, the latest first.
func (r *Reader) SlowIn(v forum.Viewer, g forum.GroupID, from, to time.Time, limit int) ([]Listed, error) {
	return r.listed(listedCols+listedFrom+` WHERE c.group_id = ?1 AND c.kind = 'discussion' AND c.posts > 1 AND c.state = 'open'
		AND c.conclusion IS NULL AND c.last_post_at > ?2 AND c.last_post_at <= ?3 AND c.merged_into IS NULL
		ORDER BY c.last_post_at DESC, c.id DESC LIMIT ?4`, listedBy(v, int64(g), ms(from), ms(to), limit)...)
}
