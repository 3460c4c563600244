package store

import (
	"time"

	"plenary/internal/forum"
)

// FilesFor gives those of some files that the viewer may fetch, by id.
func (r *Reader) FilesFor(v forum.Viewer, ids []forum.FileID, now time.Time) (map[forum.FileID]forum.File, error) {
	all := make(map[forum.FileID]forum.File, len(ids))
	for _, id := range ids {
		f, err := r.FileFor(v, id, now)
		if err != nil {
			if forum.KindOf(err) == forum.NotFound {
				continue
			}
			return nil, err
		}
		all[id] = f
	}
	return all, nil
}

// Uploaded is how many files somebody has uploaded since then, and their bytes.
func (r *Reader) Uploaded(who forum.UserID, since time.Time) (files int, bytes int64, err error) {
	var sum struct {
		Files int
		Bytes int64
	}
	err = r.row(&sum, "SELECT count(*) AS files, coalesce(sum(size), 0) AS bytes FROM files WHERE uploader = ? AND created_at > ?", int64(who), ms(since))
	return sum.Files, sum.Bytes, err
}

// FilesOfContent lists the files that have the bytes of that hash.
func (r *Reader) FilesOfContent(hash string) ([]forum.File, error) {
	return r.files("SELECT "+fileCols+" FROM files f WHERE f.hash = ? ORDER BY f.id", hash)
}

// SetBlur says what stands for the pictures of that hash until they are there.
func (tx *Tx) SetBlur(hash, blur string) error {
	_, err := tx.run("UPDATE files SET blur = ? WHERE hash = ?", blur, hash)
	return err
}

// HoldingText is a text that holds a file: Kind is "post" or "article".
type HoldingText struct {
	Kind string
	Ref  int64
	HTML forum.SafeHTML `bun:"html"`
}

// Holders lists the texts that hold a file of that hash, as they are now.
func (r *Reader) Holders(hash string) ([]HoldingText, error) {
	var all []HoldingText
	err := r.rows(&all, `SELECT DISTINCT h.kind, h.ref, p.html FROM files f JOIN file_uses h ON h.file_id = f.id AND h.kind = 'post'
		JOIN posts p ON p.id = h.ref WHERE f.hash = ?
		UNION SELECT h.kind, h.ref, a.html FROM files f JOIN file_uses h ON h.file_id = f.id AND h.kind = 'article'
		JOIN articles a ON a.id = h.ref WHERE f.hash = ?`, hash, hash)
	return all, err
}

// Redress replaces the HTML of a text with what shows the same, unless somebody
// has changed it since it was read.
func (tx *Tx) Redress(h HoldingText, html forum.SafeHTML) error {
	table := "posts"
	if h.Kind == "article" {
		table = "articles"
	}
	_, err := tx.run("UPDATE "+table+" SET html = ? WHERE id = ? AND html = ?", string(html), h.Ref, string(h.HTML))
	return err
}

// SetLinks says to how many places outside a post leads.
func (tx *Tx) SetLinks(id forum.PostID, links int) error {
	_, err := tx.run("UPDATE posts SET links = ? WHERE id = ? AND links <> ?", links, int64(id), links)
	return err
}
