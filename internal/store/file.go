package store

import (
	"slices"
	"time"

	"plenary/internal/forum"
)

type fileRow struct {
	ID        int64
	Hash      string
	Name      string
	Type      string
	Size      int64
	Width     int
	Height    int
	Blur      string
	Uploader  *int64
	CreatedAt int64
}

const fileCols = "f.id, f.hash, f.name, f.type, f.size, f.width, f.height, f.blur, f.uploader, f.created_at"

func (f fileRow) file() forum.File {
	return forum.File{ID: forum.FileID(f.ID), Hash: f.Hash, Name: f.Name, Type: f.Type, Size: f.Size, Width: f.Width, Height: f.Height, Blur: f.Blur,
		Uploader: forum.UserID(num(f.Uploader)), CreatedAt: at(f.CreatedAt)}
}

// AddFile stores what is known of an upload.
func (tx *Tx) AddFile(f forum.File) (forum.FileID, error) {
	id, err := tx.insert("INSERT INTO files (hash, name, type, size, width, height, blur, uploader, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		f.Hash, f.Name, f.Type, f.Size, f.Width, f.Height, f.Blur, orNull(f.Uploader), ms(f.CreatedAt))
	return forum.FileID(id), err
}

// FileFor is a file that the viewer may fetch: their own upload while nothing
// holds it, else what one of its holders lets them see.
func (r *Reader) FileFor(v forum.Viewer, id forum.FileID, now time.Time) (forum.File, error) {
	var row fileRow
	if err := r.row(&row, "SELECT "+fileCols+" FROM files f WHERE f.id = ?", int64(id)); err != nil {
		return forum.File{}, err
	}
	f := row.file()
	var uses []struct {
		Kind string
		Ref  int64
	}
	if err := r.rows(&uses, "SELECT kind, ref FROM file_uses WHERE file_id = ? LIMIT 1000", int64(id)); err != nil {
		return forum.File{}, err
	}
	if len(uses) == 0 && v.SignedIn() && f.Uploader == v.ID {
		return f, nil
	}
	for _, use := range uses {
		err := r.sees(v, use.Kind, use.Ref, now)
		if err == nil {
			return f, nil
		}
		if forum.KindOf(err) != forum.NotFound {
			return forum.File{}, err
		}
	}
	return forum.File{}, forum.Missing()
}

// sees is nil if the viewer sees what holds a file.
func (r *Reader) sees(v forum.Viewer, kind string, ref int64, now time.Time) error {
	switch kind {
	case "post":
		p, _, s, err := r.PostFor(v, forum.PostID(ref), now)
		if err == nil && p.State == forum.Removed && !s.May(forum.Moderating) {
			return forum.Missing()
		}
		return err
	case "article":
		_, _, err := r.ArticleByID(v, forum.ArticleID(ref), now)
		return err
	case "product", "group":
		_, err := r.GroupByID(v, forum.GroupID(ref))
		return err
	case "draft":
		return r.owns(v, forum.DraftID(ref))
	case "avatar":
		if v.SignedIn() {
			return nil
		}
		return r.readInOpen(forum.UserID(ref), now)
	}
	return forum.Missing()
}

// owns is nil if the draft is the viewer's.
func (r *Reader) owns(v forum.Viewer, id forum.DraftID) error {
	var own int
	return r.row(&own, "SELECT 1 FROM drafts WHERE id = ? AND user_id = ?", int64(id), int64(v.ID))
}

// readInOpen is nil if visitors see something that the person wrote, and with
// it the person's picture.
func (r *Reader) readInOpen(who forum.UserID, now time.Time) error {
	var n int
	err := r.row(&n, `SELECT EXISTS (SELECT 1 FROM posts p JOIN conversations c ON c.id = p.conversation_id
		LEFT JOIN groups g ON g.id = c.group_id WHERE p.author_id = ? AND p.state = 'shown'
		AND (g.id IS NULL OR g.visibility = 'everyone'))
		OR EXISTS (SELECT 1 FROM articles a LEFT JOIN groups g ON g.id = a.group_id
		WHERE a.author_id = ? AND a.published_at BETWEEN 1 AND ? AND (g.id IS NULL OR g.visibility = 'everyone'))`, int64(who), int64(who), ms(now))
	if err == nil && n == 0 {
		return forum.Missing()
	}
	return err
}

// holdFile says that something holds the file.
func (tx *Tx) holdFile(id forum.FileID, kind string, ref int64) error {
	held, err := tx.run("INSERT INTO file_uses (file_id, kind, ref) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", int64(id), kind, ref)
	if err == nil && held > 0 && kind == "post" {
		_, err = tx.run("UPDATE posts SET files = files + 1 WHERE id = ?", ref)
	}
	return err
}

// HoldFiles replaces what a post, article or person holds. Files that the
// viewer may not fetch are left out: referring to one attaches nothing.
func (tx *Tx) HoldFiles(v forum.Viewer, kind string, ref int64, ids []forum.FileID, now time.Time) error {
	var before []int64
	if err := tx.rows(&before, "SELECT file_id FROM file_uses WHERE kind = ? AND ref = ?", kind, ref); err != nil {
		return err
	}
	held := map[forum.FileID]bool{}
	for _, id := range before {
		held[forum.FileID(id)] = true
	}
	if _, err := tx.run("DELETE FROM file_uses WHERE kind = ? AND ref = ?", kind, ref); err != nil {
		return err
	}
	changed := before // each file that is held now, or no more
	if kind == "post" && len(before) > 0 {
		if _, err := tx.run("UPDATE posts SET files = 0 WHERE id = ?", ref); err != nil {
			return err
		}
	}
	for _, id := range ids {
		if !held[id] {
			_, err := tx.FileFor(v, id, now)
			if forum.KindOf(err) == forum.NotFound && err != nil {
				continue
			}
			if err != nil {
				return err
			}
		}
		if err := tx.holdFile(id, kind, ref); err != nil {
			return err
		}
		if !held[id] {
			changed = append(changed, int64(id))
		}
	}
	return tx.indexFiles(changed)
}

// FilesOf lists the files that something holds.
func (r *Reader) FilesOf(kind string, ref int64) ([]forum.File, error) {
	return r.files("SELECT "+fileCols+" FROM file_uses h JOIN files f ON f.id = h.file_id WHERE h.kind = ? AND h.ref = ? ORDER BY f.id", kind, ref)
}

// FilesUploadedBy lists a person's uploads, for the download of their data.
func (r *Reader) FilesUploadedBy(who forum.UserID) ([]forum.File, error) {
	return r.files("SELECT "+fileCols+" FROM files f WHERE f.uploader = ? ORDER BY f.id", int64(who))
}

func (r *Reader) files(query string, args ...any) ([]forum.File, error) {
	var rows []fileRow
	err := r.rows(&rows, query, args...)
	all := make([]forum.File, len(rows))
	for i, row := range rows {
		all[i] = row.file()
	}
	return all, err
}

// DropOrphans deletes the rows of at most limit files that nothing has held
// since before. It says how many there were, and gives the hashes that no row
// names any more.
func (tx *Tx) DropOrphans(before time.Time, limit int) (int, []string, error) {
	return tx.dropUnheld("f.created_at < ? AND "+unheld+" ORDER BY f.id LIMIT ?", ms(before), limit)
}

// unheld is said of a file f that nothing holds; what a row points to counts
// as held, too.
const unheld = `NOT EXISTS (SELECT 1 FROM file_uses h WHERE h.file_id = f.id)
	AND NOT EXISTS (SELECT 1 FROM users u WHERE u.avatar_file = f.id)
	AND NOT EXISTS (SELECT 1 FROM products p WHERE p.file_id = f.id)
	AND NOT EXISTS (SELECT 1 FROM articles a WHERE a.picture = f.id)`

// dropUnheld deletes the files that the condition, which ends with unheld,
// chooses; it says how many there were, and gives the hashes that no row names
// any more.
func (tx *Tx) dropUnheld(which string, args ...any) (int, []string, error) {
	var hashes, gone []string
	if err := tx.rows(&hashes, "DELETE FROM files WHERE id IN (SELECT f.id FROM files f WHERE "+which+") RETURNING hash", args...); err != nil {
		return 0, nil, err
	}
	n := len(hashes)
	slices.Sort(hashes)
	for _, hash := range slices.Compact(hashes) {
		named, err := tx.NamesContent(hash)
		if err != nil {
			return 0, nil, err
		}
		if !named {
			gone = append(gone, hash)
		}
	}
	return n, gone, nil
}

// Unnamed is which of some contents no row names.
func (r *Reader) Unnamed(hashes []string) ([]string, error) {
	var named []string
	if err := r.rows(&named, "SELECT DISTINCT hash FROM files WHERE hash IN (?)", list(hashes)); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(hashes), func(hash string) bool { return slices.Contains(named, hash) }), nil
}

// FileHashes lists every content that a row names.
func (r *Reader) FileHashes() ([]string, error) {
	var hashes []string
	return hashes, r.rows(&hashes, "SELECT DISTINCT hash FROM files")
}
