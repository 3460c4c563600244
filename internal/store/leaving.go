package store

import (
	"time"

	"plenary/internal/forum"
)

// PostsOf lists a person's posts that are not removed, by id, after the given
// one: what goes when they leave and want it gone. The caller removes each as
// any other post is removed, with its event.
func (r *Reader) PostsOf(who forum.UserID, after forum.PostID, limit int) ([]forum.Post, error) {
	var rows []postRow
	err := r.rows(&rows, "SELECT "+postCols+postFrom+` WHERE p.author_id = ? AND p.id > ? AND p.state <> 'removed'
		ORDER BY p.id LIMIT ?`, int64(who), int64(after), limit)
	return posts(rows), err
}

// Left says what ended with an account, for the events that tell of it.
type Left struct {
	Sessions []forum.SessionID
	Tokens   []forum.TokenID
	Groups   []forum.GroupID
	Reacted  []Reacted
	Voted    []Voted  // posts whose polls count one vote less
	Hashes   []string // contents that no row names any more
}

// Reacted is a post that a person had reacted to.
type Reacted struct {
	Post         forum.PostID
	Conversation forum.ConversationID
}

// Voted is a post in whose poll a person had voted.
type Voted struct {
	Post         forum.PostID
	Conversation forum.ConversationID
	Secret       bool
}

// Leave makes of a person a former member: address, name, picture and all that
// was theirs alone is gone, their handles stay taken and lead nowhere, their
// reactions are no longer counted. With keepPosts their posts and votes stay under
// "former member"; without, the caller has removed them all before (see
// PostsOf), and what they said, revisions and files included, is erased now.
// NotFound if they have left already; Conflict if a post is still there that
// is to go.
func (tx *Tx) Leave(who forum.UserID, keepPosts bool, now time.Time) (Left, error) {
	var left Left
	id := int64(who)
	var before struct{ Email *string }
	if err := tx.row(&before, "SELECT email FROM users WHERE id = ? AND left_at = 0", id); err != nil {
		return left, err
	}
	if !keepPosts {
		if _, err := tx.run("UPDATE review_items SET note = '' WHERE decided_by = ? AND note <> ''", id); err != nil {
			return left, err
		}
		if _, err := tx.run("UPDATE sanctions SET reason = '' WHERE by_id = ? AND reason <> ''", id); err != nil {
			return left, err
		}
		hashes, err := tx.erasePostsOf(who, now)
		if err != nil {
			return left, err
		}
		left.Hashes = hashes
		if err := tx.takeBackVotes(who, &left); err != nil {
			return left, err
		}
	}
	if err := tx.takeBackReactions(who, &left); err != nil {
		return left, err
	}
	for _, end := range []struct {
		query string
		ids   any
	}{
		{"DELETE FROM sessions WHERE user_id = ? RETURNING id", &left.Sessions},
		{"DELETE FROM api_tokens WHERE user_id = ? RETURNING id", &left.Tokens},
		{"DELETE FROM memberships WHERE user_id = ? RETURNING group_id", &left.Groups},
	} {
		if err := tx.rows(end.ids, end.query, id); err != nil {
			return left, err
		}
	}
	for _, statement := range []string{
		"DELETE FROM sign_in_links WHERE user_id = ?",
		"DELETE FROM reads WHERE user_id = ?",
		"DELETE FROM read_ahead WHERE user_id = ?",
		"DELETE FROM notices WHERE user_id = ?",
		"DELETE FROM exports WHERE user_id = ?",
		"DELETE FROM group_follows WHERE user_id = ?",
		"DELETE FROM conversation_follows WHERE user_id = ?",
		"DELETE FROM visits WHERE user_id = ?",
		"UPDATE flags SET note = '' WHERE user_id = ? AND note <> ''",
		"DELETE FROM join_requests WHERE user_id = ?",
		"DELETE FROM file_uses WHERE kind = 'avatar' AND ref = ?",
		"UPDATE handles SET user_id = NULL WHERE user_id = ?",
	} {
		if _, err := tx.run(statement, id); err != nil {
			return left, err
		}
	}
	if err := tx.eraseDrafts(who); err != nil {
		return left, err
	}
	if err := tx.forgetAddress(who, text(before.Email), now); err != nil {
		return left, err
	}
	if _, err := tx.run(`UPDATE users SET email = NULL, name = '', name_folded = '', handle = NULL, organisation = '', bio = '', lang = '', only_lang = '',
		zone = '', role = 'member', avatar_file = NULL, password = '', seen_at = 0, left_at = ? WHERE id = ?`, ms(now), id); err != nil {
		return left, err
	}
	_, hashes, err := tx.dropUnheld("f.uploader = ? AND "+unheld, id)
	if err != nil {
		return left, err
	}
	left.Hashes = append(left.Hashes, hashes...)
	if err := tx.unindexOther("person", id); err != nil {
		return left, err
	}
	return left, tx.bumpStamp()
}

// forgetAddress ends the invitations that a person made, and erases the
// addresses in them and the person's own wherever somebody had typed it.
func (tx *Tx) forgetAddress(who forum.UserID, email string, now time.Time) error {
	if _, err := tx.run(`UPDATE invitations SET email = '', ended_at = CASE WHEN ended_at = 0 THEN ? ELSE ended_at END
		WHERE created_by = ?`, ms(now), int64(who)); err != nil || email == "" {
		return err
	}
	if _, err := tx.run("UPDATE invitations SET email = '' WHERE email = ?", email); err != nil {
		return err
	}
	if _, err := tx.run("DELETE FROM join_requests WHERE user_id IS NULL AND email = ?", email); err != nil {
		return err
	}
	return tx.eraseGuestAddress(email)
}

// erasePostsOf erases all that a person has said.
func (tx *Tx) erasePostsOf(who forum.UserID, now time.Time) ([]string, error) {
	var n int
	if err := tx.row(&n, "SELECT EXISTS (SELECT 1 FROM posts WHERE author_id = ? AND state <> 'removed')", int64(who)); err != nil {
		return nil, err
	}
	if n > 0 {
		return nil, forum.Refused(forum.Conflict, "error.conflict")
	}
	var ids []int64
	if err := tx.rows(&ids, "SELECT id FROM posts WHERE author_id = ? AND erased_at = 0 ORDER BY id", int64(who)); err != nil {
		return nil, err
	}
	return tx.erasePosts(ids, now)
}

// takeBackReactions removes a person's reactions and counts those posts anew.
func (tx *Tx) takeBackReactions(who forum.UserID, left *Left) error {
	var rows []struct{ PostID, ConversationID int64 }
	if err := tx.rows(&rows, `SELECT DISTINCT p.id AS post_id, p.conversation_id FROM reactions r JOIN posts p ON p.id = r.post_id
		WHERE r.user_id = ? ORDER BY p.id`, int64(who)); err != nil {
		return err
	}
	if _, err := tx.run("DELETE FROM reactions WHERE user_id = ?", int64(who)); err != nil {
		return err
	}
	for _, row := range rows {
		p := forum.PostID(row.PostID)
		if err := tx.countReactions(p); err != nil {
			return err
		}
		left.Reacted = append(left.Reacted, Reacted{Post: p, Conversation: forum.ConversationID(row.ConversationID)})
	}
	return nil
}
