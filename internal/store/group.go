package store

import (
	"time"

	"plenary/internal/fold"
	"plenary/internal/forum"
)

type groupRow struct {
	ID          int64
	Slug        string
	Name        string
	Focus       string
	AboutSource string
	AboutHTML   string `bun:"about_html"`
	Visibility  string
	Joining     string
	CreatedAt   int64
	MyRole      *string
}

const groupCols = `g.id, g.slug, g.name, g.focus, g.about_source, g.about_html, g.visibility, g.joining, g.created_at`

func (g groupRow) group() forum.Group {
	return forum.Group{ID: forum.GroupID(g.ID), Slug: g.Slug, Name: g.Name, Focus: g.Focus,
		AboutSource: g.AboutSource, About: forum.SafeHTML(g.AboutHTML),
		Visibility: forum.Visibility(g.Visibility), Joining: forum.Joining(g.Joining), CreatedAt: at(g.CreatedAt)}
}

func (g groupRow) standing(v forum.Viewer) forum.Standing {
	return forum.Standing{Viewer: v, Group: forum.GroupID(g.ID), Visibility: forum.Visibility(g.Visibility), Joining: forum.Joining(g.Joining),
		Role: forum.GroupRole(text(g.MyRole))}
}

// InGroup is a group with what the viewer is in it.
type InGroup struct {
	forum.Group
	Standing forum.Standing
	Members  int
}

// GroupFor is the group of that slug, or that had it once: then its present
// slug differs. NotFound if the viewer may not see it.
func (r *Reader) GroupFor(v forum.Viewer, slug string) (InGroup, error) {
	var id int64
	if err := r.row(&id, "SELECT target FROM slugs WHERE kind = 'group' AND slug = ?", slug); err != nil {
		return InGroup{}, err
	}
	return r.GroupByID(v, forum.GroupID(id))
}

// GroupByID is the group of that id. NotFound if the viewer may not see it.
func (r *Reader) GroupByID(v forum.Viewer, id forum.GroupID) (InGroup, error) {
	var row groupRow
	err := r.row(&row, `SELECT `+groupCols+`, m.role AS my_role FROM groups g
		LEFT JOIN memberships m ON m.group_id = g.id AND m.user_id = ? WHERE g.id = ?`, int64(v.ID), int64(id))
	if err != nil {
		return InGroup{}, err
	}
	in := InGroup{Group: row.group(), Standing: row.standing(v)}
	if !in.Standing.May(forum.Seeing) {
		return InGroup{}, forum.Missing()
	}
	return in, nil
}

// Groups lists the groups that the viewer sees, by name. Every query about
// many groups takes the ids from here, so that who sees what is decided in one
// place.
func (r *Reader) Groups(v forum.Viewer) ([]InGroup, error) {
	var rows []struct {
		groupRow
		Members int
	}
	err := r.rows(&rows, `SELECT `+groupCols+`, m.role AS my_role,
		(SELECT count(*) FROM memberships n WHERE n.group_id = g.id) AS members
		FROM groups g LEFT JOIN memberships m ON m.group_id = g.id AND m.user_id = ?
		ORDER BY g.name_folded, g.id`, int64(v.ID))
	var seen []InGroup
	for _, row := range rows {
		if s := row.standing(v); s.May(forum.Seeing) {
			seen = append(seen, InGroup{Group: row.group(), Standing: s, Members: row.Members})
		}
	}
	return seen, err
}

// AddGroup makes a group. Conflict if the slug is or was another group's.
func (tx *Tx) AddGroup(g forum.Group, policy int) (forum.GroupID, error) {
	id, err := tx.insert(`INSERT INTO groups (slug, name, name_folded, focus, about_source, about_html, about_policy, visibility, joining, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, g.Slug, g.Name, fold.Fold(g.Name), g.Focus, g.AboutSource, string(g.About),
		policy, string(g.Visibility), string(g.Joining), ms(g.CreatedAt))
	if err != nil {
		return 0, slugTaken(err)
	}
	g.ID = forum.GroupID(id)
	if err := tx.takeSlug("group", g.Slug, id, g.CreatedAt); err != nil {
		return 0, err
	}
	return g.ID, tx.indexGroup(g)
}

// ChangeGroup writes a group's text and axes. Its old slug leads on.
func (tx *Tx) ChangeGroup(g forum.Group, policy int, now time.Time) error {
	if err := tx.takeSlug("group", g.Slug, int64(g.ID), now); err != nil {
		return err
	}
	if err := changed(tx.run(`UPDATE groups SET slug = ?, name = ?, name_folded = ?, focus = ?, about_source = ?, about_html = ?,
		about_policy = ?, visibility = ?, joining = ? WHERE id = ?`, g.Slug, g.Name, fold.Fold(g.Name), g.Focus, g.AboutSource,
		string(g.About), policy, string(g.Visibility), string(g.Joining), int64(g.ID))); err != nil {
		return err
	}
	if err := tx.indexGroup(g); err != nil {
		return err
	}
	return tx.bumpStamp()
}

// takeSlug adds a slug to those that lead to target. Invalid if it leads
// elsewhere.
func (tx *Tx) takeSlug(kind, slug string, target int64, now time.Time) error {
	if _, err := tx.run("INSERT INTO slugs (kind, slug, target, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
		kind, slug, target, ms(now)); err != nil {
		return err
	}
	var owner int64
	if err := tx.row(&owner, "SELECT target FROM slugs WHERE kind = ? AND slug = ?", kind, slug); err != nil {
		return err
	}
	if owner != target {
		return forum.Wrong("slug", "error.slug_taken")
	}
	return nil
}

func slugTaken(err error) error {
	if forum.KindOf(err) == forum.Conflict {
		return forum.Wrong("slug", "error.slug_taken")
	}
	return err
}

// Products lists what a group makes, in its order.
func (r *Reader) Products(g forum.GroupID) ([]forum.Product, error) {
	var rows []struct {
		ID               int64
		Title, Kind, URL string
		FileID           *int64
	}
	err := r.rows(&rows, "SELECT id, title, kind, url, file_id FROM products WHERE group_id = ? ORDER BY position, id", int64(g))
	products := make([]forum.Product, len(rows))
	for i, p := range rows {
		products[i] = forum.Product{ID: forum.ProductID(p.ID), Title: p.Title, Kind: p.Kind, URL: p.URL, FileID: forum.FileID(num(p.FileID))}
	}
	return products, err
}

// SetProducts replaces the list of what a group makes, and what files it holds.
func (tx *Tx) SetProducts(g forum.GroupID, products []forum.Product) error {
	var files []int64
	if err := tx.rows(&files, "DELETE FROM file_uses WHERE kind = 'product' AND ref = ? RETURNING file_id", int64(g)); err != nil {
		return err
	}
	if _, err := tx.run("DELETE FROM products WHERE group_id = ?", int64(g)); err != nil {
		return err
	}
	for i, p := range products {
		if _, err := tx.run("INSERT INTO products (group_id, title, kind, url, file_id, position) VALUES (?, ?, ?, ?, ?, ?)",
			int64(g), p.Title, p.Kind, p.URL, orNull(p.FileID), i); err != nil {
			return err
		}
		if p.FileID == 0 {
			continue
		}
		if err := tx.holdFile(p.FileID, "product", int64(g)); err != nil {
			return err
		}
		files = append(files, int64(p.FileID))
	}
	return tx.indexFiles(files)
}
