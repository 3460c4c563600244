package store

import (
	"strconv"
	"time"

	"plenary/internal/forum"
)

type articleRow struct {
	ID             int64
	Slug           string
	Title          string
	Kind           string
	Summary        string
	Source         string
	Format         string
	HTML           string `bun:"html"`
	Text           string
	Lang           string
	GroupID        *int64
	GroupSlug      *string
	GroupName      *string
	Visibility     *string
	Joining        *string
	MyRole         *string
	Picture        *int64
	CoverType      string
	CoverWidth     int
	CoverHeight    int
	CoverBlur      string
	PictureAlt     string
	Guests         string
	PublishedAt    int64
	CreatedAt      int64
	UpdatedAt      int64
	ConversationID int64
	Comments       int64
	authorRow
}

const articleCols = `a.id, a.slug, a.title, a.kind, a.summary, a.source, a.format, a.html, a.text, a.lang, a.group_id, a.picture,
	a.picture_alt, a.guests, a.published_at, a.created_at, a.updated_at, c.id AS conversation_id, c.posts AS comments,
	g.slug AS group_slug, g.name AS group_name, g.visibility, g.joining, m.role AS my_role,
	coalesce(k.type, '') AS cover_type, coalesce(k.width, 0) AS cover_width, coalesce(k.height, 0) AS cover_height,
	coalesce(k.blur, '') AS cover_blur, ` + authorCols

const articleFrom = ` FROM articles a JOIN conversations c ON c.article_id = a.id
	LEFT JOIN groups g ON g.id = a.group_id
	LEFT JOIN memberships m ON m.group_id = a.group_id AND m.user_id = ?
	LEFT JOIN users u ON u.id = a.author_id
	LEFT JOIN files k ON k.id = a.picture`

func (a articleRow) article() forum.Article {
	return forum.Article{ID: forum.ArticleID(a.ID), Slug: a.Slug, Title: a.Title, Kind: forum.ArticleKind(a.Kind), Summary: a.Summary,
		Source: a.Source, Format: forum.Format(a.Format), HTML: forum.SafeHTML(a.HTML), Text: a.Text, Lang: forum.Lang(a.Lang),
		Author: a.author(), GroupID: forum.GroupID(num(a.GroupID)), GroupSlug: text(a.GroupSlug), GroupName: text(a.GroupName),
		Picture: forum.FileID(num(a.Picture)), PictureAlt: a.PictureAlt,
		Cover:  forum.File{ID: forum.FileID(num(a.Picture)), Name: "picture", Type: a.CoverType, Width: a.CoverWidth, Height: a.CoverHeight, Blur: a.CoverBlur},
		Guests: forum.GuestRule(a.Guests), PublishedAt: at(a.PublishedAt),
		CreatedAt: at(a.CreatedAt), UpdatedAt: at(a.UpdatedAt), ConversationID: forum.ConversationID(a.ConversationID), Comments: a.Comments}
}

func (a articleRow) standing(v forum.Viewer) forum.Standing {
	if a.GroupID == nil {
		return forum.NetworkStanding(v)
	}
	return forum.Standing{Viewer: v, Group: forum.GroupID(num(a.GroupID)), Visibility: forum.Visibility(text(a.Visibility)), Joining: forum.Joining(text(a.Joining)),
		Role: forum.GroupRole(text(a.MyRole))}
}

// ArticleFor is the article of that slug, or that had it once, with the
// viewer's standing where it belongs. NotFound if the viewer may not see it.
func (r *Reader) ArticleFor(v forum.Viewer, slug string, now time.Time) (forum.Article, forum.Standing, error) {
	var id int64
	if err := r.row(&id, "SELECT target FROM slugs WHERE kind = 'article' AND slug = ?", slug); err != nil {
		return forum.Article{}, forum.Standing{}, err
	}
	return r.ArticleByID(v, forum.ArticleID(id), now)
}

// ArticleByID is the article of that id; NotFound if the viewer may not see it.
func (r *Reader) ArticleByID(v forum.Viewer, id forum.ArticleID, now time.Time) (forum.Article, forum.Standing, error) {
	var row articleRow
	err := r.row(&row, "SELECT "+articleCols+articleFrom+" WHERE a.id = ?", int64(v.ID), int64(id))
	if err != nil {
		return forum.Article{}, forum.Standing{}, err
	}
	a, s := row.article(), row.standing(v)
	if !a.MaySee(s, now) {
		return forum.Article{}, forum.Standing{}, forum.Missing()
	}
	return a, s, nil
}

// Articles lists what is published and the viewer sees, newest first, before
// the given place; with a group only that group's.
func (r *Reader) Articles(v forum.Viewer, g forum.GroupID, before Place, now time.Time, limit int) ([]forum.Article, error) {
	seen, err := r.Groups(v)
	if err != nil {
		return nil, err
	}
	if before.ID == 0 {
		before = Place{At: now, ID: 1 << 62}
	}
	where := "(a.group_id IS NULL OR a.group_id IN (?))"
	var arg any = list(groupIDs(seen))
	if g != 0 {
		where, arg = "a.group_id = ?", int64(g)
	}
	return r.articles("SELECT "+articleCols+articleFrom+" WHERE "+where+` AND a.published_at > 0 AND (a.published_at, a.id) < (?, ?)
		AND a.published_at <= ? ORDER BY a.published_at DESC, a.id DESC LIMIT ?`,
		int64(v.ID), arg, ms(before.At), before.ID, ms(now), limit)
}

// Drafts lists what is not out yet and the viewer may edit.
func (r *Reader) Drafts(v forum.Viewer, now time.Time) ([]forum.Article, error) {
	groups, err := r.Groups(v)
	if err != nil {
		return nil, err
	}
	managed := []int64{}
	for _, g := range groups {
		if g.Standing.May(forum.Managing) {
			managed = append(managed, int64(g.ID))
		}
	}
	return r.articles("SELECT "+articleCols+articleFrom+` WHERE (a.published_at = 0 OR a.published_at > ?)
		AND (a.group_id IN (?) OR (a.group_id IS NULL AND ?)) ORDER BY a.updated_at DESC LIMIT 100`,
		int64(v.ID), ms(now), list(managed), forum.NetworkStanding(v).May(forum.Managing))
}

func (r *Reader) articles(query string, args ...any) ([]forum.Article, error) {
	var rows []articleRow
	err := r.rows(&rows, query, args...)
	all := make([]forum.Article, len(rows))
	for i, row := range rows {
		all[i] = row.article()
	}
	return all, err
}

// AddArticle stores an article. Invalid if its slug is or was another's.
func (tx *Tx) AddArticle(a forum.Article, policy int) (forum.ArticleID, error) {
	id, err := tx.insert(`INSERT INTO articles (slug, title, kind, summary, source, format, html, text, policy, lang, author_id, group_id,
		picture, picture_alt, guests, published_at, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		a.Slug, a.Title, string(a.Kind), a.Summary, a.Source, string(a.Format), string(a.HTML), a.Text, policy, string(a.Lang),
		orNull(a.Author.ID), orNull(a.GroupID), orNull(a.Picture), a.PictureAlt, string(a.Guests), ms(a.PublishedAt), ms(a.CreatedAt), ms(a.UpdatedAt))
	if err != nil {
		return 0, slugTaken(err)
	}
	a.ID = forum.ArticleID(id)
	if err := tx.takeSlug("article", a.Slug, id, a.CreatedAt); err != nil {
		return 0, err
	}
	return a.ID, tx.indexArticle(a)
}

// ChangeArticle writes all of an article but its author and first day.
func (tx *Tx) ChangeArticle(a forum.Article, policy int) error {
	if err := tx.takeSlug("article", a.Slug, int64(a.ID), a.UpdatedAt); err != nil {
		return err
	}
	var elsewhere []int64
	if err := tx.rows(&elsewhere, "SELECT id FROM conversations WHERE article_id = ? AND group_id IS NOT ?", int64(a.ID), orNull(a.GroupID)); err != nil {
		return err
	}
	if err := changed(tx.run(`UPDATE articles SET slug = ?, title = ?, kind = ?, summary = ?, source = ?, format = ?, html = ?, text = ?,
		policy = ?, lang = ?, group_id = ?, picture = ?, picture_alt = ?, guests = ?, published_at = ?, updated_at = ? WHERE id = ?`,
		a.Slug, a.Title, string(a.Kind), a.Summary, a.Source, string(a.Format), string(a.HTML), a.Text, policy, string(a.Lang),
		orNull(a.GroupID), orNull(a.Picture), a.PictureAlt, string(a.Guests), ms(a.PublishedAt), ms(a.UpdatedAt), int64(a.ID))); err != nil {
		return err
	}
	if _, err := tx.run("UPDATE conversations SET group_id = ?, title = ? WHERE article_id = ?", orNull(a.GroupID), a.Title, int64(a.ID)); err != nil {
		return err
	}
	for _, comments := range elsewhere {
		if err := tx.indexConversation(forum.ConversationID(comments)); err != nil {
			return err
		}
	}
	return tx.indexArticle(a)
}

// FreeSlug is base, or base with a number, that nothing of that kind has or had.
func (r *Reader) FreeSlug(kind, base string) (string, error) {
	for n := 1; ; n++ {
		slug := base
		if n > 1 {
			slug += "-" + strconv.Itoa(n)
		}
		var taken int
		if err := r.row(&taken, "SELECT count(*) FROM slugs WHERE kind = ? AND slug = ?", kind, slug); err != nil || taken == 0 {
			return slug, err
		}
	}
}
