package store

import (
	"cmp"
	"slices"
	"time"

	"plenary/internal/forum"
)

// What happened in a group since a time. The caller has found the group
// through the viewer.

const (
	countedTo   = 100   // how far what happened is counted
	busyAtMost  = 60    // discussions among which the most answered are looked for
	countedMost = 1_000 // answers of one
	filesLooked = 1_000 // newest attachments among which a group's are looked for
)

// ConcludedSince lists a group's discussions that were concluded after since,
// the latest first.
func (r *Reader) ConcludedSince(v forum.Viewer, g forum.GroupID, since time.Time, limit int) ([]Listed, error) {
	return r.listed(listedCols+listedFrom+` WHERE c.group_id = ?1 AND c.concluded_at > 0 AND c.concluded_at > ?2 AND c.merged_into IS NULL
		ORDER BY c.concluded_at DESC, c.id DESC LIMIT ?3`, listedBy(v, int64(g), ms(since), limit)...)
}

// BegunSince lists a group's discussions that began after since, the latest
// first.
func (r *Reader) BegunSince(v forum.Viewer, g forum.GroupID, since time.Time, limit int) ([]Listed, error) {
	return r.listed(listedCols+listedFrom+` WHERE c.group_id = ?1 AND c.kind = 'discussion' AND c.created_at > ?2 AND c.merged_into IS NULL
		AND c.posts > 0 ORDER BY c.created_at DESC, c.id DESC LIMIT ?3`, listedBy(v, int64(g), ms(since), limit)...)
}

// UnansweredSince lists a group's open discussions that began after since and
// that nobody has answered, the latest first.
func (r *Reader) UnansweredSince(v forum.Viewer, g forum.GroupID, since time.Time, limit int) ([]Listed, error) {
	return r.listed(listedCols+listedFrom+` WHERE c.group_id = ?1 AND c.kind = 'discussion' AND c.posts = 1 AND c.state = 'open'
		AND c.created_at > ?2 AND c.merged_into IS NULL ORDER BY c.created_at DESC, c.id DESC LIMIT ?3`, listedBy(v, int64(g), ms(since), limit)...)
}

// Happened is how much happened in a group: each is counted to 100 at most.
type Happened struct{ Concluded, Begun, Unanswered int }

// HappenedSince counts what ConcludedSince and BegunSince list, and what
// UnansweredSince lists of later than open.
func (r *Reader) HappenedSince(g forum.GroupID, since, open time.Time) (h Happened, err error) {
	err = r.row(&h, `SELECT
		(SELECT count(*) FROM (SELECT 1 FROM conversations c WHERE c.group_id = ?0 AND c.concluded_at > 0 AND c.concluded_at > ?1
			AND c.merged_into IS NULL LIMIT ?3)) AS concluded,
		(SELECT count(*) FROM (SELECT 1 FROM conversations c WHERE c.group_id = ?0 AND c.kind = 'discussion' AND c.created_at > ?1
			AND c.merged_into IS NULL AND c.posts > 0 LIMIT ?3)) AS begun,
		(SELECT count(*) FROM (SELECT 1 FROM conversations c WHERE c.group_id = ?0 AND c.kind = 'discussion' AND c.posts = 1
			AND c.state = 'open' AND c.created_at > ?2 AND c.merged_into IS NULL LIMIT ?3)) AS unanswered`,
		int64(g), ms(since), ms(open), countedTo)
	return h, err
}

// Busy is a discussion with how many answers it got.
type Busy struct {
	Listed
	Answers int
}

// BusySince lists those of a group's discussions that got the most answers
// after since, among the 60 with the latest posts.
func (r *Reader) BusySince(v forum.Viewer, g forum.GroupID, since time.Time, limit int) ([]Busy, error) {
	var rows []struct {
		ID    int64
		Posts int64
	}
	err := r.rows(&rows, `SELECT c.id, c.last_number - (SELECT p.number FROM posts p WHERE p.conversation_id = c.id AND p.number IS NOT NULL
			AND p.created_at > ?1 ORDER BY p.created_at LIMIT 1) AS posts
		FROM conversations c WHERE c.group_id = ?0 AND c.kind = 'discussion' AND c.merged_into IS NULL AND c.last_post_at > ?1 AND c.posts > 1
		ORDER BY c.last_post_at DESC, c.id DESC LIMIT ?2`, int64(g), ms(since), busyAtMost)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	slices.SortStableFunc(rows, func(a, b struct{ ID, Posts int64 }) int { return cmp.Compare(b.Posts, a.Posts) })
	ids := make([]int64, 0, limit)
	for _, row := range rows[:min(limit, len(rows))] {
		ids = append(ids, row.ID)
	}
	return r.answersIn(v, ids, since)
}

// answersIn counts the answers in discussions since a time, the most first.
func (r *Reader) answersIn(v forum.Viewer, ids []int64, since time.Time) ([]Busy, error) {
	listed, err := r.listed(listedCols+listedFrom+" WHERE c.id IN (?1)", listedBy(v, list(ids))...)
	if err != nil {
		return nil, err
	}
	var counts []struct {
		ID int64
		N  int
	}
	if err := r.rows(&counts, `SELECT c.id, (SELECT count(*) FROM (SELECT 1 FROM posts p WHERE p.conversation_id = c.id AND p.number > 1
		AND p.created_at > ?0 AND p.state = 'shown' LIMIT ?1)) AS n FROM conversations c WHERE c.id IN (?2)`, ms(since), countedMost, list(ids)); err != nil {
		return nil, err
	}
	answers := map[int64]int{}
	for _, c := range counts {
		answers[c.ID] = c.N
	}
	var busy []Busy
	for _, l := range listed {
		if n := answers[int64(l.ID)]; n > 0 {
			busy = append(busy, Busy{l, n})
		}
	}
	slices.SortFunc(busy, func(a, b Busy) int {
		return cmp.Or(cmp.Compare(b.Answers, a.Answers), cmp.Compare(b.ID, a.ID))
	})
	return busy, nil
}

// Shared is a file that came with a post.
type Shared struct {
	forum.File
	Group forum.GroupID
	Post  forum.PostID
	Title string // of the conversation
	Kind  forum.ConversationKind
	By    forum.Author
	At    time.Time
}

// SharedSince lists the files that came with posts in discussions and channels
// of the groups after since, the latest first, among the newest attachments.
func (r *Reader) SharedSince(groups []forum.GroupID, since time.Time) ([]Shared, error) {
	var rows []struct {
		fileRow
		authorRow
		GroupID, PostID, PostedAt int64
		Title, Kind               string
	}
	err := r.rows(&rows, "SELECT "+fileCols+`, c.group_id, p.id AS post_id, p.created_at AS posted_at, c.title, c.kind, `+authorCols+`
		FROM (SELECT file_id, ref FROM file_uses WHERE kind = 'post' ORDER BY ref DESC LIMIT ?0) h JOIN posts p ON p.id = h.ref
		JOIN conversations c ON c.id = p.conversation_id JOIN files f ON f.id = h.file_id LEFT JOIN users u ON u.id = p.author_id
		WHERE p.state = 'shown' AND p.created_at > ?1 AND c.group_id IN (?2) AND c.kind IN ('discussion', 'channel')
		ORDER BY p.id DESC, f.id`, filesLooked, ms(since), list(groups))
	shared := make([]Shared, len(rows))
	for i, row := range rows {
		shared[i] = Shared{File: row.file(), Group: forum.GroupID(row.GroupID), Post: forum.PostID(row.PostID), Title: row.Title,
			Kind: forum.ConversationKind(row.Kind), By: row.author(), At: at(row.PostedAt)}
	}
	return shared, err
}
