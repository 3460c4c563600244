package store

import (
	"time"

	"plenary/internal/forum"
)

// Full text is FTS5 without content: a row is deleted and written anew, always
// in the transaction of what it is about.

// indexPosts writes the words of shown posts p. The migration that made the
// table says what place is; the discussion's title is with its first post, a
// poll with the post that asks.
const indexPosts = `INSERT INTO post_words (rowid, title, text, place)
	SELECT p.id, CASE WHEN c.kind = 'discussion' AND NOT EXISTS (SELECT 1 FROM posts e
		WHERE e.conversation_id = p.conversation_id AND e.number < p.number) THEN c.title ELSE '' END, p.text || CASE WHEN p.poll = '' THEN '' ELSE
		(SELECT char(10) || (p.poll ->> '$.question') || char(10) || group_concat(k.value ->> '$.text', char(10)) FROM json_each(p.poll, '$.choices') k) END,
	'xk' || substr(c.kind, 1, 2) || ' xg' || coalesce(c.group_id, 0) || ' xa' || coalesce(p.author_id, 0)
		|| strftime(' xy%Y xm%Y%m', p.created_at / 1000, 'unixepoch')
	FROM posts p JOIN conversations c ON c.id = p.conversation_id WHERE p.state = 'shown' AND `

// IndexPost makes a shown post findable as it stands in its row now, or takes
// one out that is not shown.
func (tx *Tx) IndexPost(id forum.PostID) error {
	if _, err := tx.run("DELETE FROM post_words WHERE rowid = ?", int64(id)); err != nil {
		return err
	}
	_, err := tx.run(indexPosts+"p.id = ?", int64(id))
	return err
}

// indexConversation does that for all posts of a conversation.
func (tx *Tx) indexConversation(id forum.ConversationID) error {
	if _, err := tx.run("DELETE FROM post_words WHERE rowid IN (SELECT id FROM posts WHERE conversation_id = ?)", int64(id)); err != nil {
		return err
	}
	_, err := tx.run(indexPosts+"p.conversation_id = ?", int64(id))
	return err
}

// indexTitle makes a discussion findable by its title, which is suggested and
// stands with its first post.
func (tx *Tx) indexTitle(c forum.Conversation) error {
	if c.Kind != forum.Discussion {
		return nil
	}
	if err := tx.indexOther("discussion", int64(c.ID), c.CreatedAt, c.Title, ""); err != nil {
		return err
	}
	first, err := tx.PostsByNumber(c.ID, 0, 1)
	if err != nil || len(first) == 0 {
		return err
	}
	return tx.IndexPost(first[0].ID)
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

func (tx *Tx) unindexOther(kind string, refs ...int64) error {
	if _, err := tx.run("DELETE FROM other_words WHERE rowid IN (SELECT id FROM other_found WHERE kind = ? AND ref IN (?))",
		kind, list(refs)); err != nil {
		return err
	}
	_, err := tx.run("DELETE FROM other_found WHERE kind = ? AND ref IN (?)", kind, list(refs))
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

// indexFiles makes those files findable that a post, article or product holds,
// by their names and the products' titles, and takes the others out. It comes
// after every change of what holds them.
func (tx *Tx) indexFiles(ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	if err := tx.unindexOther("file", ids...); err != nil {
		return err
	}
	if _, err := tx.run(`INSERT INTO other_found (kind, ref, at) SELECT 'file', f.id, f.created_at FROM files f WHERE f.id IN (?)
		AND EXISTS (SELECT 1 FROM file_uses h WHERE h.file_id = f.id AND h.kind IN ('post', 'article', 'product'))`, list(ids)); err != nil {
		return err
	}
	_, err := tx.run(`INSERT INTO other_words (rowid, title, text)
		SELECT o.id, f.name || coalesce((SELECT ' ' || group_concat(p.title, ' ') FROM products p WHERE p.file_id = f.id), ''), ''
		FROM files f JOIN other_found o ON o.kind = 'file' AND o.ref = f.id WHERE f.id IN (?)`, list(ids))
	return err
}
