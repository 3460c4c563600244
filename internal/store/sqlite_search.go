package store

import (
	"strings"
	"time"

	"plenary/internal/forum"
)

// Full text is FTS5 without content: a row is deleted and written anew.

// IndexPost makes a shown post findable, or takes one out that is not. title
// is the discussion's, with its first post only.
func (tx *Tx) IndexPost(p forum.Post, title string) error {
	if _, err := tx.run("DELETE FROM post_words WHERE rowid = ?", int64(p.ID)); err != nil {
		return err
	}
	if p.State != forum.Shown {
		return nil
	}
	_, err := tx.run("INSERT INTO post_words (rowid, title, text) VALUES (?, ?, ?)", int64(p.ID), title, p.Text)
	return err
}

// retitle makes a discussion findable by its new title.
func (tx *Tx) retitle(c forum.Conversation) error {
	if c.Kind != forum.Discussion {
		return nil
	}
	first, err := tx.PostsByNumber(c.ID, 0, 1)
	if err != nil || len(first) == 0 {
		return err
	}
	return tx.IndexPost(first[0], c.Title)
}

func (tx *Tx) indexOther(kind string, ref int64, when time.Time, title, text string) error {
	id, err := tx.insert(`INSERT INTO other_found (kind, ref, at) VALUES (?, ?, ?)
		ON CONFLICT (kind, ref) DO UPDATE SET at = excluded.at`, kind, ref, ms(when))
	if err != nil {
		return err
	}
	if _, err := tx.run("DELETE FROM other_words WHERE rowid = ?", id); err != nil {
		return err
	}
	_, err = tx.run("INSERT INTO other_words (rowid, title, text) VALUES (?, ?, ?)", id, title, text)
	return err
}

func (tx *Tx) unindexOther(kind string, ref int64) error {
	if _, err := tx.run("DELETE FROM other_words WHERE rowid IN (SELECT id FROM other_found WHERE kind = ? AND ref = ?)", kind, ref); err != nil {
		return err
	}
	_, err := tx.run("DELETE FROM other_found WHERE kind = ? AND ref = ?", kind, ref)
	return err
}

func (tx *Tx) indexPerson(p forum.Person) error {
	return tx.indexOther("person", int64(p.ID), p.CreatedAt, p.Name+" "+p.Handle, p.Organisation+"\n"+p.Bio)
}

func (tx *Tx) indexGroup(g forum.Group) error {
	return tx.indexOther("group", int64(g.ID), g.CreatedAt, g.Name, g.Focus)
}

func (tx *Tx) indexArticle(a forum.Article) error {
	when := a.PublishedAt
	if when.IsZero() {
		when = a.CreatedAt
	}
	return tx.indexOther("article", int64(a.ID), when, a.Title, a.Summary+"\n"+a.Text)
}

// Query is what to look for, already split into words and filters.
type Query struct {
	Match  string // from seek.Match; "" matches all that the filters leave
	In     []forum.ConversationKind
	Groups []forum.GroupID // nil: all that the viewer sees
	By     []forum.UserID  // nil: anybody
	After  time.Time
	Before time.Time
}

// FoundPost is a post that matched, and where it stands.
type FoundPost struct {
	ID     forum.PostID
	Author forum.Author
	Text   string
	Lang   forum.Lang
	At     time.Time
	Kind   forum.ConversationKind
	Title  string // of the conversation
	Group  string // its name
}

type foundRow struct {
	ID        int64
	Text      string
	Lang      string
	CreatedAt int64
	Kind      string
	Title     string
	GroupName *string
	authorRow
}

const foundCols = "p.id, p.text, p.lang, p.created_at, c.kind, c.title, g.name AS group_name, am.role AS author_role, " + authorCols

// FindPosts lists shown posts that match and that the viewer sees, newest
// first, with id < before (0: from the newest).
func (r *Reader) FindPosts(v forum.Viewer, q Query, before forum.PostID, limit int, now time.Time) ([]FoundPost, error) {
	allowed, err := r.groupsSeen(v)
	if err != nil {
		return nil, err
	}
	if q.Groups != nil {
		if allowed = intersect(allowed, q.Groups); len(allowed) == 0 {
			return nil, nil // all posts would be looked through for none
		}
	}
	if before == 0 {
		before = 1 << 62
	}
	// The unary plus keeps the planner from any index but the order of ids.
	where := ` p.id < ? AND p.state = 'shown' AND +c.kind IN (?)
		AND (+c.group_id IN (?) OR (c.group_id IS NULL AND ?))
		AND (c.article_id IS NULL OR EXISTS (SELECT 1 FROM articles a WHERE a.id = c.article_id AND a.published_at > 0 AND a.published_at <= ?))`
	args := []any{int64(before), list(q.In), list(allowed), q.Groups == nil, ms(now)}
	if q.By != nil {
		where += " AND p.author_id IN (?)"
		args = append(args, list(q.By))
	}
	if !q.After.IsZero() {
		where += " AND p.created_at >= ?"
		args = append(args, ms(q.After))
	}
	if !q.Before.IsZero() {
		where += " AND p.created_at < ?"
		args = append(args, ms(q.Before))
	}
	from := postFrom + " LEFT JOIN groups g ON g.id = c.group_id"
	order := " ORDER BY p.id DESC LIMIT ?"
	if q.Match != "" {
		from = strings.Replace(from, " FROM posts p", " FROM post_words w CROSS JOIN posts p ON p.id = w.rowid", 1)
		where = " post_words MATCH ? AND w.rowid < ? AND" + where
		args = append([]any{q.Match, int64(before)}, args...)
		order = " ORDER BY w.rowid DESC LIMIT ?"
	}
	var rows []foundRow
	err = r.rows(&rows, "SELECT "+foundCols+from+" WHERE"+where+order, append(args, limit)...)
	found := make([]FoundPost, len(rows))
	for i, row := range rows {
		found[i] = FoundPost{ID: forum.PostID(row.ID), Author: row.author(), Text: row.Text, Lang: forum.Lang(row.Lang), At: at(row.CreatedAt),
			Kind: forum.ConversationKind(row.Kind), Title: row.Title, Group: text(row.GroupName)}
	}
	return found, err
}

// groupsSeen is the ids of Groups, without all that is said of them.
func (r *Reader) groupsSeen(v forum.Viewer) ([]int64, error) {
	var rows []groupRow
	err := r.rows(&rows, `SELECT g.id, g.visibility, g.joining, m.role AS my_role
		FROM groups g LEFT JOIN memberships m ON m.group_id = g.id AND m.user_id = ?`, int64(v.ID))
	seen := []int64{}
	for _, row := range rows {
		if row.standing(v).May(forum.Seeing) {
			seen = append(seen, row.ID)
		}
	}
	return seen, err
}

func intersect(a []int64, b []forum.GroupID) []int64 {
	both := []int64{}
	for _, x := range a {
		for _, y := range b {
			if x == int64(y) {
				both = append(both, x)
			}
		}
	}
	return both
}

// Found names something other than a post that matched.
type Found struct {
	ID   int64 // its place: rises with every new thing
	Kind string
	Ref  int64
	At   time.Time
}

// FindOthers lists articles, people and groups that match, newest first; the
// caller looks each up through the viewer.
func (r *Reader) FindOthers(kinds []string, match string, before int64, limit int) ([]Found, error) {
	if match == "" || len(kinds) == 0 {
		return nil, nil
	}
	if before == 0 {
		before = 1 << 62
	}
	var rows []struct {
		ID   int64
		Kind string
		Ref  int64
		At   int64
	}
	err := r.rows(&rows, `SELECT o.id, o.kind, o.ref, o.at FROM other_words w CROSS JOIN other_found o ON o.id = w.rowid
		WHERE other_words MATCH ? AND w.rowid < ? AND o.kind IN (?) ORDER BY w.rowid DESC LIMIT ?`, match, before, list(kinds), limit)
	found := make([]Found, len(rows))
	for i, row := range rows {
		found[i] = Found{ID: row.ID, Kind: row.Kind, Ref: row.Ref, At: at(row.At)}
	}
	return found, err
}

// PeopleNamed gives those whose handle is, or whose name has, the folded words.
func (r *Reader) PeopleNamed(folded string) ([]forum.UserID, error) {
	var ids []int64
	err := r.rows(&ids, `SELECT user_id FROM handles WHERE handle = ? AND user_id IS NOT NULL
		UNION SELECT id FROM users WHERE left_at = 0 AND name_folded LIKE ? ESCAPE '\' LIMIT 50`,
		folded, "%"+escapeLike(folded)+"%")
	people := make([]forum.UserID, len(ids))
	for i, id := range ids {
		people[i] = forum.UserID(id)
	}
	return people, err
}
