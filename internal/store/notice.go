package store

import (
	"time"

	"plenary/internal/forum"
)

// AddNotice tells a person something once: the same kind about the same post
// is not told again.
func (tx *Tx) AddNotice(to forum.UserID, n forum.Notice) error {
	_, err := tx.run(`INSERT INTO notices (user_id, kind, actor, post_id, conversation_id, group_id, article_id, detail, asks, at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`, int64(to), string(n.Kind), orNull(n.Actor.ID), orNull(n.Post),
		orNull(n.Conversation), orNull(n.Group), orNull(n.Article), n.Detail, n.Asks, ms(n.At))
	return err
}

// answered makes a notice a question no more; who answers has read it.
const answered = "UPDATE notices SET asks = 0, read_at = CASE WHEN read_at = 0 THEN ? ELSE read_at END WHERE user_id = ? AND "

// AnswerAll takes a person's own post in a conversation for the answer to all
// that they were asked there.
func (tx *Tx) AnswerAll(who forum.UserID, c forum.ConversationID, now time.Time) error {
	_, err := tx.run(answered+"asks = 1 AND conversation_id = ?", ms(now), int64(who), int64(c))
	return err
}

// AnswerNotice says that a person takes a question for answered.
func (tx *Tx) AnswerNotice(who forum.UserID, id forum.NoticeID, now time.Time) error {
	_, err := tx.run(answered+"id = ?", ms(now), int64(who), int64(id))
	return err
}

// AnswerPost says that a person has answered what a post asked them.
func (tx *Tx) AnswerPost(who forum.UserID, p forum.PostID, now time.Time) error {
	_, err := tx.run(answered+"asks = 1 AND post_id = ?", ms(now), int64(who), int64(p))
	return err
}

// Notices lists what a person was told, newest first, before the given notice.
// Those about what they no longer see are left out, and others fill their
// place.
func (r *Reader) Notices(v forum.Viewer, before forum.NoticeID, limit int, now time.Time) ([]forum.Notice, error) {
	if before == 0 {
		before = 1 << 62
	}
	var seen []forum.Notice
	for {
		told, err := r.told(v, before, limit)
		if err != nil {
			return nil, err
		}
		for _, n := range told {
			before = n.ID
			err := r.fillNotice(v, &n, now)
			if forum.KindOf(err) == forum.NotFound && err != nil {
				continue
			}
			if err != nil {
				return nil, err
			}
			if seen = append(seen, n); len(seen) == limit {
				return seen, nil
			}
		}
		if len(told) < limit {
			return seen, nil
		}
	}
}

// told reads notices as they are kept.
func (r *Reader) told(v forum.Viewer, before forum.NoticeID, limit int) ([]forum.Notice, error) {
	return r.noticesWhere("n.user_id = ? AND n.id < ?", limit, int64(v.ID), int64(before))
}

// Asking lists the questions that wait for a person's answer, newest first.
func (r *Reader) Asking(v forum.Viewer, limit int, now time.Time) ([]forum.Notice, error) {
	asking, err := r.noticesWhere("n.user_id = ? AND n.asks = 1", limit, int64(v.ID))
	if err != nil {
		return nil, err
	}
	return r.shownNotices(v, asking, now)
}

// UnreadOfKinds lists a person's unread notices of those kinds that ask
// nothing, newest first.
func (r *Reader) UnreadOfKinds(v forum.Viewer, kinds []forum.NoticeKind, limit int, now time.Time) ([]forum.Notice, error) {
	unread, err := r.noticesWhere("n.user_id = ? AND n.read_at = 0 AND n.asks = 0 AND n.kind IN (?)", limit, int64(v.ID), list(kinds))
	if err != nil {
		return nil, err
	}
	return r.shownNotices(v, unread, now)
}

// shownNotices are those of the notices whose post the viewer sees and which
// was not removed.
func (r *Reader) shownNotices(v forum.Viewer, notices []forum.Notice, now time.Time) ([]forum.Notice, error) {
	var shown []forum.Notice
	for _, n := range notices {
		p, c, _, err := r.PostFor(v, n.Post, now)
		if err != nil && forum.KindOf(err) != forum.NotFound {
			return nil, err
		}
		if err == nil && p.State == forum.Shown {
			about(&n, p, c)
			shown = append(shown, n)
		}
	}
	return shown, nil
}

// noticesWhere reads notices n as they are kept, the newest first.
func (r *Reader) noticesWhere(where string, limit int, args ...any) ([]forum.Notice, error) {
	var rows []struct {
		ID             int64
		Kind           string
		PostID         *int64
		ConversationID *int64
		GroupID        *int64
		ArticleID      *int64
		Detail         string
		Asks           bool
		At             int64
		ReadAt         int64
		authorRow
	}
	err := r.rows(&rows, `SELECT n.id, n.kind, n.post_id, n.conversation_id, n.group_id, n.article_id, n.detail, n.asks, n.at, n.read_at, `+authorCols+`
		FROM notices n LEFT JOIN users u ON u.id = n.actor WHERE `+where+" ORDER BY n.id DESC LIMIT ?", append(args, limit)...)
	told := make([]forum.Notice, len(rows))
	for i, row := range rows {
		told[i] = forum.Notice{ID: forum.NoticeID(row.ID), Kind: forum.NoticeKind(row.Kind), Actor: row.author(), Post: forum.PostID(num(row.PostID)),
			Conversation: forum.ConversationID(num(row.ConversationID)), Group: forum.GroupID(num(row.GroupID)),
			Article: forum.ArticleID(num(row.ArticleID)), Detail: row.Detail, Asks: row.Asks, At: at(row.At), ReadAt: at(row.ReadAt)}
	}
	return told, err
}

// fillNotice adds what the notice is about, as it is now; NotFound if the
// viewer no longer sees it.
func (r *Reader) fillNotice(v forum.Viewer, n *forum.Notice, now time.Time) error {
	switch {
	case n.Post != 0:
		p, c, _, err := r.PostFor(v, n.Post, now)
		if err != nil {
			return err
		}
		about(n, p, c)
		if n.Kind.FromModerators() {
			return r.row(&n.Note, "SELECT coalesce((SELECT note FROM review_items WHERE post_id = ? AND decision <> '' ORDER BY id DESC LIMIT 1), '')", int64(n.Post))
		}
	case n.Kind == forum.NoticeCurated || n.Kind == forum.NoticeMovedAway:
		c, _, err := r.ConversationFor(v, n.Conversation, now)
		if err != nil {
			return err
		}
		n.Title, n.In, n.GroupName, n.Path = c.Title, c.Kind, c.GroupName, c.Path()
	case n.Kind == forum.NoticeBanned: // they see the group no longer, and know which one it was
		return r.row(&n.Title, "SELECT name FROM groups WHERE id = ?", int64(n.Group))
	case n.Kind == forum.NoticeWaiting && n.Group == 0:
		n.Path = "/review"
	case n.Group != 0 && n.Kind != forum.NoticeJoinRefused:
		g, err := r.GroupByID(v, n.Group)
		if err != nil {
			return err
		}
		n.Title, n.GroupName, n.Path = g.Name, g.Name, g.Path()
		switch n.Kind {
		case forum.NoticeJoinAsked:
			n.Path += "/members"
		case forum.NoticeWaiting:
			n.Path += "/review"
		}
	}
	return nil
}

// about adds the post that a notice is about.
func about(n *forum.Notice, p forum.Post, c forum.Conversation) {
	n.Title, n.In, n.GroupName, n.Path, n.Excerpt, n.Lang = c.Title, c.Kind, c.GroupName, p.Path(), excerpt(p.Text), p.Lang
	n.Conversation = c.ID // where it is now
	if p.Author.Guest {
		n.Actor = p.Author
	}
}

func excerpt(text string) string {
	runes := []rune(text)
	if len(runes) > 200 {
		return string(runes[:200]) + "…"
	}
	return text
}

// maxUnread is how far unread notices are counted: nobody reads a higher number.
const maxUnread = 100

// UnreadNotices is how many notices the viewer has not read, of those that
// Notices lists: a count tells nothing of what they no longer see.
func (r *Reader) UnreadNotices(v forum.Viewer, now time.Time) (n int, err error) {
	seen, err := r.Groups(v)
	if err != nil {
		return 0, err
	}
	groups := list(groupIDs(seen))
	err = r.row(&n, `SELECT count(*) FROM (SELECT 1 FROM notices n LEFT JOIN posts p ON p.id = n.post_id
		LEFT JOIN conversations c ON c.id = p.conversation_id LEFT JOIN articles a ON a.id = c.article_id
		WHERE n.user_id = ? AND n.read_at = 0 AND CASE
			WHEN n.post_id IS NOT NULL THEN (c.group_id IS NULL OR c.group_id IN (?)) AND (a.id IS NULL OR a.published_at BETWEEN 1 AND ?)
			ELSE n.group_id IS NULL OR n.kind IN (?, ?) OR n.group_id IN (?) END LIMIT ?)`,
		int64(v.ID), groups, ms(now), string(forum.NoticeJoinRefused), string(forum.NoticeBanned), groups, maxUnread)
	return n, err
}

// ReadNotices marks a person's notices as read: some, or (none named) all.
func (tx *Tx) ReadNotices(who forum.UserID, some []forum.NoticeID, now time.Time) error {
	if len(some) == 0 {
		_, err := tx.run("UPDATE notices SET read_at = ? WHERE user_id = ? AND read_at = 0", ms(now), int64(who))
		return err
	}
	_, err := tx.run("UPDATE notices SET read_at = ? WHERE user_id = ? AND id IN (?) AND read_at = 0", ms(now), int64(who), list(some))
	return err
}

// LastNotice is the id of the newest notice.
func (r *Reader) LastNotice() (last forum.NoticeID, err error) {
	var id int64
	err = r.row(&id, "SELECT coalesce(max(id), 0) FROM notices")
	return forum.NoticeID(id), err
}

// ToldSince gives those of the people who were told something after a notice.
func (r *Reader) ToldSince(after forum.NoticeID, people []forum.UserID) ([]forum.UserID, error) {
	var ids []int64
	err := r.rows(&ids, "SELECT DISTINCT user_id FROM notices WHERE id > ? AND user_id IN (?)", int64(after), list(people))
	told := make([]forum.UserID, len(ids))
	for i, id := range ids {
		told[i] = forum.UserID(id)
	}
	return told, err
}
