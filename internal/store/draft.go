package store

import (
	"encoding/json"
	"time"

	"plenary/internal/forum"
)

type draftRow struct {
	ID        int64
	Kind      string
	Ref       int64
	Aside     bool
	Body      string
	Format    string
	Fields    string
	ReplyTo   *int64
	Revision  int
	ClientID  string
	Version   int64
	SessionID int64
	UpdatedAt int64
}

const draftCols = "id, kind, ref, aside, body, format, fields, reply_to, revision, client_id, version, session_id, updated_at"

func (d draftRow) draft() (forum.Draft, error) {
	draft := forum.Draft{ID: forum.DraftID(d.ID), Place: forum.DraftPlace{Kind: forum.DraftKind(d.Kind), Ref: d.Ref}, Body: d.Body,
		Format: forum.Format(d.Format), ReplyTo: forum.PostID(num(d.ReplyTo)), Revision: d.Revision, ClientID: d.ClientID,
		Version: d.Version, Session: forum.SessionID(d.SessionID), UpdatedAt: at(d.UpdatedAt), Aside: d.Aside}
	if d.Fields != "" {
		if err := json.Unmarshal([]byte(d.Fields), &draft.Fields); err != nil {
			return draft, forum.Errorf("store: draft %d: %w", d.ID, err)
		}
	}
	return draft, nil
}

// HasDraft reports whether a person has anything unsent at a place.
func (r *Reader) HasDraft(who forum.UserID, p forum.DraftPlace) (has bool, err error) {
	err = r.row(&has, "SELECT EXISTS (SELECT 1 FROM drafts WHERE user_id = ? AND kind = ? AND ref = ?)", int64(who), string(p.Kind), p.Ref)
	return has, err
}

// DraftOf is a person's draft at a place, with what lies beside it. Where only
// that is there, its Version is 0. NotFound if nothing is.
func (r *Reader) DraftOf(who forum.UserID, p forum.DraftPlace) (forum.Draft, error) {
	var rows []draftRow
	if err := r.rows(&rows, "SELECT "+draftCols+" FROM drafts WHERE user_id = ? AND kind = ? AND ref = ? ORDER BY aside, id",
		int64(who), string(p.Kind), p.Ref); err != nil {
		return forum.Draft{}, err
	}
	if len(rows) == 0 {
		return forum.Draft{}, forum.Missing()
	}
	out, others := forum.Draft{Place: p, Format: forum.Markdown}, []forum.Draft(nil)
	for _, row := range rows {
		d, err := row.draft()
		if err != nil {
			return forum.Draft{}, err
		}
		if row.Aside {
			others = append(others, d)
		} else {
			out = d
		}
	}
	out.Others = others
	return out, nil
}

// DraftsOf lists all that a person has not sent yet, the latest first; what
// lies beside a draft is in the list by itself.
func (r *Reader) DraftsOf(who forum.UserID) ([]forum.Draft, error) {
	var rows []draftRow
	if err := r.rows(&rows, "SELECT "+draftCols+" FROM drafts WHERE user_id = ? ORDER BY updated_at DESC, id DESC LIMIT ?", int64(who), forum.MaxDrafts); err != nil {
		return nil, err
	}
	all := make([]forum.Draft, len(rows))
	for i, row := range rows {
		var err error
		if all[i], err = row.draft(); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// CountDrafts is how much a person has not sent yet, and how many bytes that
// is.
func (r *Reader) CountDrafts(who forum.UserID) (n int, bytes int64, err error) {
	var sum struct{ N, Bytes int64 }
	err = r.row(&sum, "SELECT count(*) AS n, coalesce(sum(octet_length(body) + octet_length(fields)), 0) AS bytes FROM drafts WHERE user_id = ?", int64(who))
	return int(sum.N), sum.Bytes, err
}

// DraftEnded reports whether what a person wrote under a client id was sent or
// discarded.
func (r *Reader) DraftEnded(who forum.UserID, clientID string) (ended bool, err error) {
	err = r.row(&ended, `SELECT EXISTS (SELECT 1 FROM posts WHERE author_id = ?0 AND client_id = ?1)
		OR EXISTS (SELECT 1 FROM draft_ends WHERE user_id = ?0 AND client_id = ?1)`, int64(who), clientID)
	return ended, err
}

// ArticleSent is the article that a person made with that client id; NotFound
// if none.
func (r *Reader) ArticleSent(who forum.UserID, clientID string) (forum.ArticleID, error) {
	var id int64
	err := r.row(&id, "SELECT article_id FROM draft_ends WHERE user_id = ? AND client_id = ? AND article_id IS NOT NULL", int64(who), clientID)
	return forum.ArticleID(id), err
}

// PutDraft writes a draft: a new one, or (with an ID) over one of the same
// person's. It lies beside the draft of its place if aside is set. The files
// are those that its writer uploaded and it refers to.
func (tx *Tx) PutDraft(v forum.Viewer, d forum.Draft, aside bool, files []forum.FileID) (forum.DraftID, error) {
	fields := ""
	if len(d.Fields) > 0 {
		raw, err := json.Marshal(d.Fields)
		if err != nil {
			return 0, forum.Errorf("store: draft: %w", err)
		}
		fields = string(raw)
	}
	var id int64
	var err error
	if d.ID == 0 {
		id, err = tx.insert(`INSERT INTO drafts (user_id, kind, ref, aside, body, format, fields, reply_to, revision, client_id, version,
			session_id, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, int64(v.ID), string(d.Place.Kind), d.Place.Ref, aside, d.Body,
			string(d.Format), fields, orNull(d.ReplyTo), d.Revision, d.ClientID, d.Version, int64(d.Session), ms(d.UpdatedAt))
	} else {
		id = int64(d.ID)
		_, err = tx.run(`UPDATE drafts SET aside = ?, body = ?, format = ?, fields = ?, reply_to = ?, revision = ?, client_id = ?, version = ?,
			session_id = ?, updated_at = ? WHERE id = ? AND user_id = ?`, aside, d.Body, string(d.Format), fields, orNull(d.ReplyTo), d.Revision,
			d.ClientID, d.Version, int64(d.Session), ms(d.UpdatedAt), id, int64(v.ID))
	}
	if err != nil {
		return 0, err
	}
	return forum.DraftID(id), tx.holdOwn(v.ID, id, files)
}

// holdOwn replaces what a draft holds: of the files only those that its writer
// uploaded, since whoever sees a draft may fetch them.
func (tx *Tx) holdOwn(who forum.UserID, draft int64, files []forum.FileID) error {
	if _, err := tx.run("DELETE FROM file_uses WHERE kind = 'draft' AND ref = ?", draft); err != nil || len(files) == 0 {
		return err
	}
	_, err := tx.run(`INSERT INTO file_uses (file_id, kind, ref) SELECT id, 'draft', ? FROM files WHERE id IN (?) AND uploader = ?`,
		draft, list(files), int64(who))
	return err
}

// MoveDraft lays a draft of a person beside the one of its place, or makes it
// that one. From then on no window goes on with it.
func (tx *Tx) MoveDraft(who forum.UserID, id forum.DraftID, aside bool, version int64) error {
	_, err := tx.run("UPDATE drafts SET aside = ?, client_id = '', version = ? WHERE id = ? AND user_id = ?", aside, version, int64(id), int64(who))
	return err
}

// DropDraft ends one draft of a person, and with it its hold on files. NotFound
// if they have none of that id.
func (tx *Tx) DropDraft(who forum.UserID, id forum.DraftID) error {
	n, err := tx.run("DELETE FROM drafts WHERE id = ? AND user_id = ?", int64(id), int64(who))
	if err == nil && n == 0 {
		err = forum.Missing()
	}
	if err != nil {
		return err
	}
	_, err = tx.run("DELETE FROM file_uses WHERE kind = 'draft' AND ref = ?", int64(id))
	return err
}

// EndDraft ends what a person had at a place, because it was sent: the text
// that the client id names wherever it lies, and the draft if it has that
// version.
func (tx *Tx) EndDraft(who forum.UserID, p forum.DraftPlace, clientID string, version int64) error {
	if clientID == "" && version == 0 {
		return nil
	}
	var ids []int64
	if err := tx.rows(&ids, `DELETE FROM drafts WHERE user_id = ?0 AND kind = ?1 AND ref = ?2
		AND (client_id = ?3 AND ?3 <> '' OR aside = 0 AND version = ?4) RETURNING id`,
		int64(who), string(p.Kind), p.Ref, clientID, version); err != nil || len(ids) == 0 {
		return err
	}
	_, err := tx.run("DELETE FROM file_uses WHERE kind = 'draft' AND ref IN (?)", list(ids))
	return err
}

// NoteDraftEnd remembers that what a person wrote under a client id was sent or
// discarded; article, if not 0, is what it made.
func (tx *Tx) NoteDraftEnd(who forum.UserID, clientID string, article forum.ArticleID, now time.Time) error {
	if clientID == "" {
		return nil
	}
	_, err := tx.run("INSERT INTO draft_ends (user_id, client_id, article_id, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
		int64(who), clientID, orNull(article), ms(now))
	return err
}

// DropOldDrafts ends at most limit drafts that were last written before then,
// and forgets what was sent before ended. It says how many drafts there were.
func (tx *Tx) DropOldDrafts(before, ended time.Time, limit int) (int, error) {
	if _, err := tx.run("DELETE FROM draft_ends WHERE at < ?", ms(ended)); err != nil {
		return 0, err
	}
	var ids []int64
	if err := tx.rows(&ids, "DELETE FROM drafts WHERE id IN (SELECT id FROM drafts WHERE updated_at < ? LIMIT ?) RETURNING id", ms(before), limit); err != nil || len(ids) == 0 {
		return 0, err
	}
	_, err := tx.run("DELETE FROM file_uses WHERE kind = 'draft' AND ref IN (?)", list(ids))
	return len(ids), err
}

// eraseDrafts erases what a person has not sent.
func (tx *Tx) eraseDrafts(who forum.UserID) error {
	if _, err := tx.run("DELETE FROM file_uses WHERE kind = 'draft' AND ref IN (SELECT id FROM drafts WHERE user_id = ?)", int64(who)); err != nil {
		return err
	}
	if _, err := tx.run("DELETE FROM drafts WHERE user_id = ?", int64(who)); err != nil {
		return err
	}
	_, err := tx.run("DELETE FROM draft_ends WHERE user_id = ?", int64(who))
	return err
}
