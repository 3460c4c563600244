package store

import (
	"time"

	"plenary/internal/forum"
)

// TalksToRecord lists what a record of a group holds, by id after the given one: its
// discussions and channels, and the comments under its articles that are out.
// The caller has found the group through the viewer.
func (r *Reader) TalksToRecord(g forum.GroupID, after forum.ConversationID, now time.Time, limit int) ([]forum.Conversation, error) {
	var rows []conversationRow
	err := r.rows(&rows, "SELECT "+conversationCols+conversationFrom+` WHERE c.group_id = ? AND c.id > ? AND c.merged_into IS NULL
		AND (c.kind <> 'comments' OR a.published_at BETWEEN 1 AND ?) ORDER BY c.id LIMIT ?`, 0, int64(g), int64(after), ms(now), limit)
	found := make([]forum.Conversation, len(rows))
	for i, row := range rows {
		found[i] = row.conversation()
	}
	return found, err
}

// recorded are the conversations of a record: the one of ?0 or, if that is 0,
// those that TalksToRecord lists of the group ?1 at the time ?2.
const recorded = `WITH talks AS (SELECT c.id FROM conversations c WHERE c.id = ?0
	UNION ALL SELECT c.id FROM conversations c LEFT JOIN articles a ON a.id = c.article_id
	WHERE ?0 = 0 AND c.group_id = ?1 AND c.merged_into IS NULL AND (c.kind <> 'comments' OR a.published_at BETWEEN 1 AND ?2)) `

// Extent is how much a record holds.
type Extent struct {
	Posts int64 // removed ones, too, of which a stub is left
	Files int64
	Bytes int64 // of the files
}

// Steps is how many steps the record is made in: each post is written as a
// page, as JSON and as mail, each file once.
func (e Extent) Steps() int64 { return 3*e.Posts + e.Files }

// ExtentOf measures the record of a conversation or (c 0) of a group.
func (r *Reader) ExtentOf(c forum.ConversationID, g forum.GroupID, now time.Time) (Extent, error) {
	var e Extent
	if err := r.row(&e.Posts, recorded+"SELECT count(*) FROM talks t CROSS JOIN posts p ON p.conversation_id = t.id AND p.number IS NOT NULL",
		int64(c), int64(g), ms(now)); err != nil {
		return e, err
	}
	var files struct{ Files, Bytes int64 }
	err := r.row(&files, recorded+`SELECT count(*) AS files, coalesce(sum(f.size), 0) AS bytes FROM files f WHERE f.id IN (SELECT h.file_id FROM talks t
		CROSS JOIN posts p ON p.conversation_id = t.id AND p.state = 'shown' AND p.files > 0 JOIN file_uses h ON h.kind = 'post' AND h.ref = p.id)`,
		int64(c), int64(g), ms(now))
	e.Files, e.Bytes = files.Files, files.Bytes
	return e, err
}

// RecordedAmong says which of some conversations and visible posts are in the
// record of a conversation or (c 0) of a group: of posts, where and with which
// number. The caller has found that conversation or group through the viewer.
func (r *Reader) RecordedAmong(c forum.ConversationID, g forum.GroupID, talks []forum.ConversationID, posts []forum.PostID, now time.Time) (Recorded, error) {
	in := Recorded{Talks: map[forum.ConversationID]bool{}, Posts: map[forum.PostID]PlaceOfPost{}}
	var found []int64
	if err := r.rows(&found, recorded+"SELECT id FROM talks WHERE id IN (?3)", int64(c), int64(g), ms(now), list(talks)); err != nil {
		return in, err
	}
	for _, id := range found {
		in.Talks[forum.ConversationID(id)] = true
	}
	var rows []struct{ ID, ConversationID, Number int64 }
	err := r.rows(&rows, recorded+`SELECT id, conversation_id, number FROM posts WHERE id IN (?3) AND number IS NOT NULL
		AND conversation_id IN (SELECT id FROM talks)`, int64(c), int64(g), ms(now), list(posts))
	for _, row := range rows {
		in.Posts[forum.PostID(row.ID)] = PlaceOfPost{forum.ConversationID(row.ConversationID), row.Number}
	}
	return in, err
}

// Recorded is what of some conversations and posts is in a record.
type Recorded struct {
	Talks map[forum.ConversationID]bool
	Posts map[forum.PostID]PlaceOfPost
}

// PlaceOfPost is where a visible post stands.
type PlaceOfPost struct {
	Conversation forum.ConversationID
	Number       int64
}

// FilesOfPosts lists the files that each of some posts holds.
func (r *Reader) FilesOfPosts(ids []forum.PostID) (map[forum.PostID][]forum.File, error) {
	var rows []struct {
		Ref int64
		fileRow
	}
	err := r.rows(&rows, "SELECT h.ref, "+fileCols+` FROM file_uses h JOIN files f ON f.id = h.file_id
		WHERE h.kind = 'post' AND h.ref IN (?) ORDER BY h.ref, f.id`, list(ids))
	held := make(map[forum.PostID][]forum.File, len(rows))
	for _, row := range rows {
		held[forum.PostID(row.Ref)] = append(held[forum.PostID(row.Ref)], row.file())
	}
	return held, err
}
