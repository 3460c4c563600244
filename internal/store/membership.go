package store

import (
	"time"

	"plenary/internal/forum"
)

// SetMembership puts a person into a group, or changes their role there.
// exempt says that no rule holds their posts; it is never taken back.
func (tx *Tx) SetMembership(g forum.GroupID, who forum.UserID, role forum.GroupRole, exempt bool, now time.Time) error {
	_, err := tx.run(`INSERT INTO memberships (group_id, user_id, role, joined_at, exempt) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (group_id, user_id) DO UPDATE SET role = excluded.role, exempt = max(exempt, excluded.exempt)`,
		int64(g), int64(who), string(role), ms(now), exempt)
	if err != nil {
		return err
	}
	return tx.bumpStamp()
}

// EndMembership takes a person out of a group; NotFound if they are not in it.
func (tx *Tx) EndMembership(g forum.GroupID, who forum.UserID) error {
	if err := changed(tx.run("DELETE FROM memberships WHERE group_id = ? AND user_id = ?", int64(g), int64(who))); err != nil {
		return err
	}
	if err := tx.unfollow(g, who); err != nil {
		return err
	}
	return tx.bumpStamp()
}

// RoleIn is what a person is in a group; "" if nothing.
func (r *Reader) RoleIn(g forum.GroupID, who forum.UserID) (forum.GroupRole, error) {
	var roles []string
	err := r.rows(&roles, "SELECT role FROM memberships WHERE group_id = ? AND user_id = ?", int64(g), int64(who))
	if err != nil || len(roles) == 0 {
		return "", err
	}
	return forum.GroupRole(roles[0]), nil
}

// Member is a membership with its group, as a person's own list shows it.
type Member struct {
	forum.Membership
	GroupSlug string
	GroupName string
}

type memberRow struct {
	GroupID   int64
	GroupSlug string
	GroupName string
	Role      string
	JoinedAt  int64
	authorRow
}

func (m memberRow) member() Member {
	a := m.author()
	a.Role = forum.GroupRole(m.Role)
	return Member{Membership: forum.Membership{GroupID: forum.GroupID(m.GroupID), Person: a, Role: a.Role, JoinedAt: at(m.JoinedAt)},
		GroupSlug: m.GroupSlug, GroupName: m.GroupName}
}

// Members lists who is in a group that the caller has found through the
// viewer: leads first, then by name; after the given person.
func (r *Reader) Members(g forum.GroupID, offset, limit int) ([]Member, error) {
	var rows []memberRow
	err := r.rows(&rows, `SELECT m.group_id, m.role, m.joined_at, `+authorCols+` FROM memberships m
		JOIN users u ON u.id = m.user_id WHERE m.group_id = ?
		ORDER BY CASE m.role WHEN 'lead' THEN 0 WHEN 'moderator' THEN 1 WHEN 'member' THEN 2 ELSE 3 END, u.name_folded, u.id
		LIMIT ? OFFSET ?`, int64(g), limit, offset)
	members := make([]Member, len(rows))
	for i, row := range rows {
		members[i] = row.member()
	}
	return members, err
}

// WhoMay lists the ids of a group's people with one of the roles.
func (r *Reader) WhoMay(g forum.GroupID, roles ...forum.GroupRole) ([]forum.UserID, error) {
	var ids []int64
	err := r.rows(&ids, "SELECT user_id FROM memberships WHERE group_id = ? AND role IN (?) ORDER BY user_id", int64(g), list(roles))
	people := make([]forum.UserID, len(ids))
	for i, id := range ids {
		people[i] = forum.UserID(id)
	}
	return people, err
}

// WhoRuns lists the ids of a group's leads; of group 0, the organisers'.
func (r *Reader) WhoRuns(g forum.GroupID) ([]forum.UserID, error) {
	if g != 0 {
		return r.WhoMay(g, forum.Lead)
	}
	var people []forum.UserID
	err := r.rows(&people, "SELECT id FROM users WHERE role = 'organiser' AND left_at = 0 ORDER BY id")
	return people, err
}

// CountLeads is how many leads a group has.
func (r *Reader) CountLeads(g forum.GroupID) (n int, err error) {
	err = r.row(&n, "SELECT count(*) FROM memberships WHERE group_id = ? AND role = 'lead'", int64(g))
	return n, err
}

// MembershipsOf lists the groups that a person is in and that the viewer sees.
func (r *Reader) MembershipsOf(v forum.Viewer, who forum.UserID) ([]Member, error) {
	seen, err := r.Groups(v)
	if err != nil {
		return nil, err
	}
	var rows []memberRow
	err = r.rows(&rows, `SELECT m.group_id, g.slug AS group_slug, g.name AS group_name, m.role, m.joined_at, `+authorCols+`
		FROM memberships m JOIN groups g ON g.id = m.group_id JOIN users u ON u.id = m.user_id
		WHERE m.user_id = ? AND m.group_id IN (?) ORDER BY g.name_folded`, int64(who), list(groupIDs(seen)))
	members := make([]Member, len(rows))
	for i, row := range rows {
		members[i] = row.member()
	}
	return members, err
}

func groupIDs(groups []InGroup) []int64 {
	ids := make([]int64, len(groups))
	for i, g := range groups {
		ids[i] = int64(g.ID)
	}
	return ids
}
