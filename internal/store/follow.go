package store

import (
	"slices"
	"time"

	"plenary/internal/forum"
)

// followCols are the levels that the viewer, argument 0, chose for a
// conversation c and for its group; NULL where they did not.
const followCols = `(SELECT f.level FROM conversation_follows f WHERE f.conversation_id = c.id AND f.user_id = ?0) AS own_level,
	(SELECT f.level FROM group_follows f WHERE f.group_id = c.group_id AND f.user_id = ?0) AS group_level`

// mutedFor is whether a conversation c tells and counts nothing for a person;
// person is a column or an argument.
func mutedFor(person string) string {
	return `coalesce((SELECT f.level FROM conversation_follows f WHERE f.conversation_id = c.id AND f.user_id = ` + person + `),
		(SELECT f.level FROM group_follows f WHERE f.group_id = c.group_id AND f.user_id = ` + person + `)) IS 'nothing'`
}

type followRow struct{ OwnLevel, GroupLevel *string }

// follow is nobody's for visitors.
func (f followRow) follow(who forum.UserID) forum.Follow {
	if who == 0 {
		return forum.Follow{}
	}
	return forum.FollowAt(forum.Level(text(f.OwnLevel)), forum.Level(text(f.GroupLevel)))
}

// FollowOf is what a person wants to be told of in a conversation.
func (r *Reader) FollowOf(who forum.UserID, c forum.ConversationID) (forum.Follow, error) {
	var row followRow
	err := r.row(&row, "SELECT "+followCols+" FROM conversations c WHERE c.id = ?1", int64(who), int64(c))
	return row.follow(who), err
}

// GroupFollow is what a person wants to be told of in a group.
func (r *Reader) GroupFollow(who forum.UserID, g forum.GroupID) (forum.Follow, error) {
	if who == 0 {
		return forum.Follow{}, nil
	}
	var levels []string
	err := r.rows(&levels, "SELECT level FROM group_follows WHERE group_id = ? AND user_id = ?", int64(g), int64(who))
	if err != nil || len(levels) == 0 {
		return forum.FollowAt("", ""), err
	}
	return forum.FollowAt(forum.Level(levels[0]), ""), nil
}

// SetFollow says what a person wants to be told of in a conversation; "" is
// what holds in its group.
func (tx *Tx) SetFollow(who forum.UserID, c forum.ConversationID, level forum.Level, now time.Time) error {
	if level == "" {
		_, err := tx.run("DELETE FROM conversation_follows WHERE conversation_id = ? AND user_id = ?", int64(c), int64(who))
		return err
	}
	_, err := tx.run(`INSERT INTO conversation_follows (conversation_id, user_id, level, at) VALUES (?, ?, ?, ?)
		ON CONFLICT (conversation_id, user_id) DO UPDATE SET level = excluded.level, at = excluded.at`, int64(c), int64(who), string(level), ms(now))
	return err
}

// SetGroupFollow says what a person wants to be told of in a group; "" is how
// everybody begins.
func (tx *Tx) SetGroupFollow(who forum.UserID, g forum.GroupID, level forum.Level, now time.Time) error {
	if level == "" {
		_, err := tx.run("DELETE FROM group_follows WHERE group_id = ? AND user_id = ?", int64(g), int64(who))
		return err
	}
	_, err := tx.run(`INSERT INTO group_follows (group_id, user_id, level, at) VALUES (?, ?, ?, ?)
		ON CONFLICT (group_id, user_id) DO UPDATE SET level = excluded.level, at = excluded.at`, int64(g), int64(who), string(level), ms(now))
	return err
}

// unfollow forgets what somebody who leaves a group chose in it.
func (tx *Tx) unfollow(g forum.GroupID, who forum.UserID) error {
	if err := tx.SetGroupFollow(who, g, "", time.Time{}); err != nil {
		return err
	}
	_, err := tx.run(`DELETE FROM conversation_follows WHERE user_id = ?0 AND conversation_id IN
		(SELECT f.conversation_id FROM conversation_follows f JOIN conversations c ON c.id = f.conversation_id
		WHERE f.user_id = ?0 AND c.group_id = ?1)`, int64(who), int64(g))
	return err
}

// Followers lists those who want to be told everything of a conversation, by
// id, after the given one: at most limit. Whether they see it is the caller's
// to check.
func (r *Reader) Followers(c forum.Conversation, after forum.UserID, limit int) ([]forum.UserID, error) {
	var own, ofGroup []int64
	err := r.rows(&own, `SELECT user_id FROM conversation_follows WHERE conversation_id = ? AND user_id > ? AND level = 'everything'
		ORDER BY user_id LIMIT ?`, int64(c.ID), int64(after), limit)
	if err == nil && c.GroupID != 0 {
		err = r.rows(&ofGroup, `SELECT g.user_id FROM group_follows g WHERE g.group_id = ? AND g.user_id > ? AND g.level = 'everything'
			AND NOT EXISTS (SELECT 1 FROM conversation_follows f WHERE f.conversation_id = ? AND f.user_id = g.user_id)
			ORDER BY g.user_id LIMIT ?`, int64(c.GroupID), int64(after), int64(c.ID), limit)
	}
	all := append(own, ofGroup...)
	slices.Sort(all)
	all = all[:min(limit, len(all))]
	people := make([]forum.UserID, len(all))
	for i, id := range all {
		people[i] = forum.UserID(id)
	}
	return people, err
}

// TellFollowers tells people of a new post, but for those who were told of it
// already and those who have an unread notice of the same conversation: one
// says that there is something new.
func (tx *Tx) TellFollowers(people []forum.UserID, n forum.Notice) error {
	if len(people) == 0 {
		return nil
	}
	_, err := tx.run(`INSERT INTO notices (user_id, kind, actor, post_id, conversation_id, group_id, article_id, detail, at)
		SELECT u.id, ?0, ?1, ?2, ?3, ?4, ?5, '', ?6 FROM users u WHERE u.id IN (?7)
		AND NOT EXISTS (SELECT 1 FROM notices o WHERE o.user_id = u.id AND o.post_id = ?2)
		AND NOT EXISTS (SELECT 1 FROM notices o WHERE o.user_id = u.id AND o.conversation_id = ?3 AND o.read_at = 0 AND o.kind IN (?8))
		ON CONFLICT DO NOTHING`, string(n.Kind), orNull(n.Actor.ID), orNull(n.Post), orNull(n.Conversation), orNull(n.Group), orNull(n.Article),
		ms(n.At), list(people), list([]string{string(forum.NoticePosted), string(forum.NoticeStarted)}))
	return err
}
