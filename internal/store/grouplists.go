package store

import (
	"plenary/internal/forum"
)

// GroupCounts is how many people are in a group, and from how many
// organisations.
func (r *Reader) GroupCounts(g forum.GroupID) (members, organisations int, err error) {
	var row struct{ Members, Organisations int }
	err = r.row(&row, `SELECT count(*) AS members, count(DISTINCT nullif(u.organisation, '')) AS organisations
		FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.group_id = ?`, int64(g))
	return row.Members, row.Organisations, err
}

// AskedGroups are the groups in which a person's request to join waits.
func (r *Reader) AskedGroups(who forum.UserID) (map[forum.GroupID]bool, error) {
	var ids []int64
	err := r.rows(&ids, "SELECT group_id FROM join_requests WHERE user_id = ? AND group_id IS NOT NULL AND state = 'waiting'", int64(who))
	asked := map[forum.GroupID]bool{}
	for _, id := range ids {
		asked[forum.GroupID(id)] = true
	}
	return asked, err
}

// CountDiscussions is how many discussions of a group are not pinned: those
// that its list shows page by page.
func (r *Reader) CountDiscussions(g forum.GroupID) (n int64, err error) {
	err = r.row(&n, "SELECT count(*) FROM conversations WHERE group_id = ? AND kind = 'discussion' AND merged_into IS NULL AND pinned_at = 0", int64(g))
	return n, err
}

// DiscussionsFrom lists the discussions of a group that are not pinned, the
// latest first, from the given place in that order.
func (r *Reader) DiscussionsFrom(v forum.Viewer, g forum.GroupID, offset, limit int64) ([]Listed, error) {
	return r.listed(listedCols+listedFrom+` WHERE c.group_id = ?1 AND c.kind = 'discussion' AND c.merged_into IS NULL AND c.pinned_at = 0
		ORDER BY c.last_post_at DESC, c.id DESC LIMIT ?2 OFFSET ?3`, listedBy(v, int64(g), limit, offset)...)
}
