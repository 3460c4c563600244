package store

import (
	"strings"
	"time"

	"plenary/internal/forum"
)

// Answered gives, for posts that reply to one that still stands visibly in the
// same conversation, who wrote that one.
func (r *Reader) Answered(replies []forum.PostID) (map[forum.PostID]forum.Author, error) {
	found := map[forum.PostID]forum.Author{}
	if len(replies) == 0 {
		return found, nil
	}
	var rows []struct {
		Reply int64
		authorRow
		guestAuthorRow
	}
	err := r.rows(&rows, "SELECT a.id AS reply, "+authorCols+", "+guestAuthorCols+` FROM posts a
		JOIN posts p ON p.id = a.reply_to AND p.conversation_id = a.conversation_id AND p.number IS NOT NULL AND p.state <> 'held'
		LEFT JOIN users u ON u.id = p.author_id LEFT JOIN guests gu ON gu.id = p.guest_id WHERE a.id IN (?)`, list(replies))
	for _, row := range rows {
		found[forum.PostID(row.Reply)] = row.by(row.author())
	}
	return found, err
}

// UnreadFor counts, for those of the people who are in the conversation's
// group, the posts of others that they have not read in it. Comments under
// articles are nobody's unread.
func (r *Reader) UnreadFor(c forum.ConversationID, people []forum.UserID) (map[forum.UserID]UnreadOf, error) {
	unread := map[forum.UserID]UnreadOf{}
	if len(people) == 0 {
		return unread, nil
	}
	var rows []struct {
		UserID int64
		Unread int
		Muted  bool
	}
	err := r.rows(&rows, "SELECT m.user_id, "+strings.ReplaceAll(unreadOf, "?0", "m.user_id")+" AS unread, "+mutedFor("m.user_id")+` AS muted
		FROM conversations c JOIN memberships m ON m.group_id = c.group_id AND m.user_id IN (?)
		LEFT JOIN reads r ON r.conversation_id = c.id AND r.user_id = m.user_id
		WHERE c.id = ? AND c.kind IN ('discussion', 'channel') AND c.merged_into IS NULL`, list(people), int64(c))
	for _, row := range rows {
		unread[forum.UserID(row.UserID)] = UnreadOf{Count: row.Unread, Muted: row.Muted}
	}
	return unread, err
}

// UnreadOf is how much of a conversation somebody has not read, and whether
// that is in no sum.
type UnreadOf struct {
	Count int
	Muted bool
}

// Working gives those of the sessions and tokens that have neither ended nor
// expired.
func (r *Reader) Working(sessions []forum.SessionID, tokens []forum.TokenID, now time.Time) (map[forum.SessionID]bool, map[forum.TokenID]bool, error) {
	open, valid := map[forum.SessionID]bool{}, map[forum.TokenID]bool{}
	if len(sessions) > 0 {
		var ids []int64
		if err := r.rows(&ids, "SELECT id FROM sessions WHERE id IN (?) AND expires_at > ?", list(sessions), ms(now)); err != nil {
			return nil, nil, err
		}
		for _, id := range ids {
			open[forum.SessionID(id)] = true
		}
	}
	if len(tokens) > 0 {
		var ids []int64
		if err := r.rows(&ids, "SELECT id FROM api_tokens WHERE id IN (?)", list(tokens)); err != nil {
			return nil, nil, err
		}
		for _, id := range ids {
			valid[forum.TokenID(id)] = true
		}
	}
	return open, valid, nil
}
