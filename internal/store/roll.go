package store

import (
	"time"

	"plenary/internal/forum"
)

// Roll lists who is in a group, in the order of their names; of group 0, which
// is the network, everybody with an account. The caller has found the group
// through a viewer who may see names.
func (r *Reader) Roll(g forum.GroupID) ([]forum.Author, error) {
	from, args := " FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.group_id = ? AND u.left_at = 0", []any{int64(g)}
	if g == 0 {
		from, args = " FROM users u WHERE u.left_at = 0", nil
	}
	var rows []authorRow
	err := r.rows(&rows, "SELECT "+authorCols+from+" ORDER BY u.name_folded, u.id", args...)
	people := make([]forum.Author, len(rows))
	for i, row := range rows {
		people[i] = row.author()
	}
	return people, err
}

// LatelyIn lists who wrote the newest posts of a conversation, the latest
// first. It looks at so many posts, however many there are.
func (r *Reader) LatelyIn(c forum.ConversationID, posts int) ([]forum.UserID, error) {
	var ids []int64
	err := r.rows(&ids, `SELECT author_id FROM (SELECT author_id, seq FROM posts WHERE conversation_id = ? AND seq IS NOT NULL
		AND state = 'shown' AND author_id IS NOT NULL ORDER BY seq DESC LIMIT ?) GROUP BY author_id ORDER BY max(seq) DESC`, int64(c), posts)
	people := make([]forum.UserID, len(ids))
	for i, id := range ids {
		people[i] = forum.UserID(id)
	}
	return people, err
}

// WhoSees says who of the people would see the conversation. Those who have
// left see nothing.
func (r *Reader) WhoSees(id forum.ConversationID, people []forum.UserID, now time.Time) (map[forum.UserID]bool, error) {
	if len(people) == 0 {
		return nil, nil
	}
	var row conversationRow
	if err := r.row(&row, "SELECT "+conversationCols+conversationFrom+" WHERE c.id = ?", 0, int64(id)); err != nil {
		return nil, err
	}
	c := row.conversation()
	return r.whoMay(c.GroupID, people, func(v forum.Viewer, role forum.GroupRole) bool {
		s := row.standing(v)
		s.Role = role
		if c.Kind == forum.Comments {
			return forum.Article{PublishedAt: at(num(row.Published))}.MaySee(s, now)
		}
		return s.May(forum.Seeing)
	})
}

// WhoSeesGroup says who of the people would see the group.
func (r *Reader) WhoSeesGroup(g forum.Group, people []forum.UserID) (map[forum.UserID]bool, error) {
	return r.whoMay(g.ID, people, func(v forum.Viewer, role forum.GroupRole) bool {
		return forum.Standing{Viewer: v, Visibility: g.Visibility, Joining: g.Joining, Role: role}.May(forum.Seeing)
	})
}

func (r *Reader) whoMay(g forum.GroupID, people []forum.UserID, may func(forum.Viewer, forum.GroupRole) bool) (map[forum.UserID]bool, error) {
	var rows []struct {
		ID     int64
		Role   string
		MyRole *string
	}
	err := r.rows(&rows, `SELECT u.id, u.role, m.role AS my_role FROM users u
		LEFT JOIN memberships m ON m.group_id = ? AND m.user_id = u.id WHERE u.id IN (?) AND u.left_at = 0`, int64(g), list(people))
	found := make(map[forum.UserID]bool, len(rows))
	for _, row := range rows {
		v := forum.Viewer{ID: forum.UserID(row.ID), Role: forum.NetworkRole(row.Role)}
		found[v.ID] = may(v, forum.GroupRole(text(row.MyRole)))
	}
	return found, err
}

// CallGroup tells the next so many people of a group, after the given one in
// the order of ids, of a post that calls all of them: but for its author, those
// who want to hear nothing, and those whom it tells already. It gives the last one looked at; 0 if
// nobody is left.
func (tx *Tx) CallGroup(n forum.Notice, after forum.UserID, limit int) (forum.UserID, error) {
	var ids []int64
	if err := tx.rows(&ids, "SELECT user_id FROM memberships WHERE group_id = ? AND user_id > ? ORDER BY user_id LIMIT ?",
		int64(n.Group), int64(after), limit); err != nil || len(ids) == 0 {
		return 0, err
	}
	last := ids[len(ids)-1]
	_, err := tx.run(`INSERT INTO notices (user_id, kind, actor, post_id, conversation_id, group_id, article_id, at)
		SELECT m.user_id, ?0, ?1, ?2, ?3, ?4, ?5, ?6 FROM memberships m JOIN conversations c ON c.id = ?3
		WHERE m.group_id = ?4 AND m.user_id > ?7 AND m.user_id <= ?8 AND m.user_id <> ?1 AND NOT `+mutedFor("m.user_id")+`
		AND NOT EXISTS (SELECT 1 FROM notices o WHERE o.user_id = m.user_id AND o.post_id = ?2) ON CONFLICT DO NOTHING`,
		string(forum.NoticeGroupCall), int64(n.Actor.ID), int64(n.Post), orNull(n.Conversation), orNull(n.Group), orNull(n.Article), ms(n.At),
		int64(after), last)
	if len(ids) < limit {
		last = 0
	}
	return forum.UserID(last), err
}
