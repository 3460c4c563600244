package store

import (
	"time"

	"plenary/internal/fold"
	"plenary/internal/forum"
)

// Known is an account in the organisers' list.
type Known struct {
	forum.Person
	Groups int64     // how many they are in
	SeenAt time.Time // when they last were here; zero: never, or long ago
}

// PeoplePage lists accounts for organisers by name, those whose name or
// address holds the query, and how many there are in all.
func (r *Reader) PeoplePage(v forum.Viewer, query string, offset, limit int) ([]Known, int64, error) {
	if !v.Organiser() {
		return nil, 0, forum.Missing()
	}
	like := "%" + escapeLike(fold.Fold(query)) + "%"
	const which = ` FROM users u WHERE u.left_at = 0 AND (u.name_folded LIKE ? ESCAPE '\' OR u.email LIKE ? ESCAPE '\')`
	var all int64
	if err := r.row(&all, "SELECT count(*)"+which, like, like); err != nil {
		return nil, 0, err
	}
	var rows []struct {
		personRow
		InGroups int64
		SeenAt   int64
	}
	err := r.rows(&rows, "SELECT "+personCols+`, (SELECT count(*) FROM memberships m WHERE m.user_id = u.id) AS in_groups,
		coalesce((SELECT max(s.seen_at) FROM sessions s WHERE s.user_id = u.id), 0) AS seen_at`+which+
		" ORDER BY u.name_folded, u.id LIMIT ? OFFSET ?", like, like, limit, offset)
	people := make([]Known, len(rows))
	for i, row := range rows {
		people[i] = Known{Person: row.person(), Groups: row.InGroups, SeenAt: at(row.SeenAt)}
	}
	return people, all, err
}

// lately is how many of a person's latest posts RecentOf looks at.
const lately = 200

// RecentOf lists the conversations that a person posted in lately and that the
// viewer sees, the latest first.
func (r *Reader) RecentOf(v forum.Viewer, who forum.UserID, limit int) ([]Listed, error) {
	seen, err := r.Groups(v)
	if err != nil {
		return nil, err
	}
	// The unary plus keeps the planner from walking all conversations of the
	// groups.
	return r.listed(listedCols+listedFrom+` JOIN (SELECT conversation_id, max(id) AS latest FROM (SELECT id, conversation_id FROM posts
			WHERE author_id = ?1 AND state = 'shown' ORDER BY id DESC LIMIT ?2) GROUP BY conversation_id) w ON w.conversation_id = c.id
		WHERE +c.kind IN ('discussion', 'channel') AND +c.group_id IN (?3) AND c.merged_into IS NULL ORDER BY w.latest DESC LIMIT ?4`,
		listedBy(v, int64(who), lately, list(groupIDs(seen)), limit)...)
}

// Newest lists a group's discussions that have posts, the one begun last first.
// The caller has found the group through the viewer.
func (r *Reader) Newest(v forum.Viewer, g forum.GroupID, limit int) ([]Listed, error) {
	return r.listed(listedCols+listedFrom+` WHERE c.group_id = ?1 AND c.kind = 'discussion' AND c.merged_into IS NULL AND c.posts > 0
		ORDER BY c.id DESC LIMIT ?2`, listedBy(v, int64(g), limit)...)
}

// SoleLead lists the groups that nobody but the person leads.
func (r *Reader) SoleLead(who forum.UserID) ([]forum.Group, error) {
	var rows []groupRow
	err := r.rows(&rows, "SELECT "+groupCols+` FROM memberships m JOIN groups g ON g.id = m.group_id WHERE m.user_id = ? AND m.role = 'lead'
		AND NOT EXISTS (SELECT 1 FROM memberships o WHERE o.group_id = m.group_id AND o.role = 'lead' AND o.user_id <> m.user_id)
		ORDER BY g.name_folded`, int64(who))
	groups := make([]forum.Group, len(rows))
	for i, row := range rows {
		groups[i] = row.group()
	}
	return groups, err
}
