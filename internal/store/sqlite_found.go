package store

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"plenary/internal/forum"
)

// Found is something other than a post that matched.
type Found struct {
	ID     int64  // its place: rises with every new thing
	Kind   string // article, person, group, file
	Ref    int64
	At     time.Time
	Title  string
	Text   string // what else is found of it
	Slug   string // of a group or article
	Lang   forum.Lang
	Author forum.Author // of an article or file; a person's own
	Group  string       // its name
	Size   int64        // of a file, in bytes
	Holder Holder       // of a file
}

// Holder is what holds a file: the latest such that the viewer sees.
type Holder struct {
	Kind  string // post, article, product
	Ref   int64  // of the post, article or group
	Title string // of the conversation, article or group
	Group string // its name
	Slug  string // of the article or group
}

type otherRow struct {
	ID        int64
	Kind      string
	Ref       int64
	At        int64
	Title     string
	Text      string
	Slug      string
	Lang      string
	Size      int64
	Holder    string
	GroupName string
	authorRow
}

// seenHolder is the latest that holds file o.ref and the viewer sees, as JSON;
// NULL if nothing is. The groups the viewer sees are argument 0, whether what
// belongs to no group counts is argument 1, the time argument 2.
const seenHolder = `(SELECT json_array(h.kind, h.ref, coalesce(c.title, x.title, hg.name), coalesce(hg.name, ''),
		CASE h.kind WHEN 'article' THEN x.slug WHEN 'product' THEN hg.slug ELSE '' END)
	FROM file_uses h LEFT JOIN posts p ON h.kind = 'post' AND p.id = h.ref AND p.state = 'shown'
	LEFT JOIN conversations c ON c.id = p.conversation_id
	LEFT JOIN articles x ON x.id = CASE h.kind WHEN 'post' THEN c.article_id WHEN 'article' THEN h.ref END
	LEFT JOIN groups hg ON hg.id = CASE h.kind WHEN 'post' THEN c.group_id WHEN 'article' THEN x.group_id WHEN 'product' THEN h.ref END
	WHERE h.file_id = o.ref AND CASE h.kind WHEN 'post' THEN p.id IS NOT NULL WHEN 'article' THEN x.id IS NOT NULL
		WHEN 'product' THEN hg.id IS NOT NULL ELSE 0 END
	AND (x.id IS NULL OR x.published_at BETWEEN 1 AND ?2) AND (hg.id IN (?0) OR (hg.id IS NULL AND ?1))
	ORDER BY h.ref DESC LIMIT 1)`

// FindOthers lists articles, people, groups and files that match and that the
// viewer sees, newest first, after the place before (0: from the newest). People
// are of the groups asked for, files and articles stand there; the people asked
// for are who wrote or uploaded it.
func (r *Reader) FindOthers(v forum.Viewer, q Query, before int64, limit int, now time.Time) ([]Found, error) {
	if len(q.Kinds) == 0 {
		return nil, nil
	}
	allowed, _, err := r.groupsSeen(v)
	if err != nil {
		return nil, err
	}
	if q.Groups != nil {
		allowed = intersect(allowed, q.Groups)
	}
	if before == 0 {
		before = 1 << 62
	}
	from, order := " FROM other_found o", "o.id"
	args := []any{list(allowed), q.Groups == nil, ms(now), before, list(q.Kinds), v.SignedIn()}
	where := `o.id < ?3`
	if match := wording("{title text}", q.Match, goingOn(q.Last)); match != "" {
		from, order = " FROM other_words w CROSS JOIN other_found o ON o.id = w.rowid", "w.rowid"
		where = fmt.Sprintf("w.rowid < ?3 AND other_words MATCH ?%d", len(args))
		args = append(args, match)
	}
	if q.By != nil {
		where += fmt.Sprintf(" AND u.id IN (?%d)", len(args))
		args = append(args, list(q.By))
	}
	if !q.After.IsZero() {
		where += fmt.Sprintf(" AND o.at >= ?%d", len(args))
		args = append(args, ms(q.After))
	}
	if !q.Before.IsZero() {
		where += fmt.Sprintf(" AND o.at < ?%d", len(args))
		args = append(args, ms(q.Before))
	}
	var rows []otherRow
	err = r.rows(&rows, `SELECT o.id, o.kind, o.ref, CASE o.kind WHEN 'article' THEN a.published_at ELSE o.at END AS at,
		coalesce(gg.name, a.title, f.name, u.name, '') AS title,
		CASE o.kind WHEN 'person' THEN u.organisation || ' ' || u.bio WHEN 'group' THEN gg.focus
			WHEN 'article' THEN a.summary || ' ' || a.text ELSE '' END AS text,
		coalesce(gg.slug, a.slug, '') AS slug, coalesce(a.lang, '') AS lang, coalesce(f.size, 0) AS size, coalesce(ag.name, '') AS group_name,
		CASE o.kind WHEN 'file' THEN coalesce(`+seenHolder+`, '') ELSE '' END AS holder, '' AS author_role, `+authorCols+from+`
		LEFT JOIN groups gg ON o.kind = 'group' AND gg.id = o.ref
		LEFT JOIN articles a ON o.kind = 'article' AND a.id = o.ref
		LEFT JOIN groups ag ON ag.id = a.group_id
		LEFT JOIN files f ON o.kind = 'file' AND f.id = o.ref
		LEFT JOIN users u ON u.id = CASE o.kind WHEN 'person' THEN o.ref WHEN 'article' THEN a.author_id WHEN 'file' THEN f.uploader END
		WHERE `+where+` AND o.kind IN (?4) AND CASE o.kind
			WHEN 'person' THEN ?5 AND u.left_at = 0 AND (?1 OR EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = o.ref AND m.group_id IN (?0)))
			WHEN 'group' THEN gg.id IN (?0)
			WHEN 'article' THEN a.published_at BETWEEN 1 AND ?2 AND (a.group_id IN (?0) OR (a.group_id IS NULL AND ?1))
			WHEN 'file' THEN `+seenHolder+` IS NOT NULL END
		ORDER BY `+order+` DESC LIMIT `+fmt.Sprint(limit), args...)
	found := make([]Found, len(rows))
	for i, row := range rows {
		found[i] = Found{ID: row.ID, Kind: row.Kind, Ref: row.Ref, At: at(row.At), Title: row.Title, Text: strings.TrimSpace(row.Text), Slug: row.Slug,
			Lang: forum.Lang(row.Lang), Author: row.author(), Group: row.GroupName, Size: row.Size}
		if row.Holder == "" {
			continue
		}
		h := &found[i].Holder
		if err := json.Unmarshal([]byte(row.Holder), &[]any{&h.Kind, &h.Ref, &h.Title, &h.Group, &h.Slug}); err != nil {
			return nil, forum.Errorf("store: what holds file %d: %w", row.Ref, err)
		}
		found[i].Group = h.Group
	}
	return found, err
}

// Suggested is somebody, a group or a discussion by name.
type Suggested struct {
	ID     int64
	Kind   string // person, group, discussion
	Title  string
	Slug   string // of a group or discussion; a person's handle
	Detail string // a person's organisation; a discussion's group
}

// Suggest lists people, groups and discussions whose names have the words, that
// the viewer sees: of each kind at most limit, newest first.
func (r *Reader) Suggest(v forum.Viewer, q Query, limit int) ([]Suggested, error) {
	match := wording("title", q.Match, goingOn(q.Last))
	if match == "" {
		return nil, nil
	}
	allowed, _, err := r.groupsSeen(v)
	if err != nil {
		return nil, err
	}
	in := allowed
	if q.Groups != nil {
		in = intersect(allowed, q.Groups)
	}
	const found = " FROM other_words w CROSS JOIN other_found o ON o.id = w.rowid "
	var all []Suggested
	for _, of := range []struct {
		kind, query string
		asked       bool
		arg         any
	}{
		{"person", "SELECT u.id, o.kind, u.name AS title, coalesce(u.handle, '') AS slug, u.organisation AS detail" + found +
			"JOIN users u ON u.id = o.ref WHERE other_words MATCH ?0 AND o.kind = ?1 AND u.left_at = 0 AND ?2", q.Groups == nil, v.SignedIn()},
		{"group", "SELECT g.id, o.kind, g.name AS title, g.slug, '' AS detail" + found +
			"JOIN groups g ON g.id = o.ref WHERE other_words MATCH ?0 AND o.kind = ?1 AND g.id IN (?2)", q.Groups == nil, list(allowed)},
		{"discussion", "SELECT c.id, o.kind, c.title, c.slug, g.name AS detail" + found +
			`JOIN conversations c ON c.id = o.ref JOIN groups g ON g.id = c.group_id
			WHERE other_words MATCH ?0 AND o.kind = ?1 AND c.group_id IN (?2) AND c.posts > 0`, true, list(in)},
	} {
		if !of.asked {
			continue
		}
		var rows []Suggested
		if err := r.rows(&rows, of.query+" ORDER BY w.rowid DESC LIMIT "+fmt.Sprint(limit), match, of.kind, of.arg); err != nil {
			return nil, err
		}
		all = append(all, rows...)
	}
	return all, nil
}
