package store

import (
	"context"
	"time"

	"plenary/internal/forum"
)

type exportRow struct {
	ID             int64
	UserID         int64
	ConversationID *int64
	GroupID        *int64
	Lang           string
	State          string
	Done           int64
	Total          int64
	File           string
	Size           int64
	CreatedAt      int64
	ExpiresAt      int64
}

const exportCols = "SELECT id, user_id, conversation_id, group_id, lang, state, done, total, file, size, created_at, expires_at FROM exports"

func (e exportRow) export() forum.Export {
	return forum.Export{ID: forum.ExportID(e.ID), Owner: forum.UserID(e.UserID), Conversation: forum.ConversationID(num(e.ConversationID)),
		Group: forum.GroupID(num(e.GroupID)), Lang: forum.Lang(e.Lang), State: forum.ExportState(e.State), Done: e.Done, Total: e.Total,
		File: e.File, Size: e.Size, CreatedAt: at(e.CreatedAt), ExpiresAt: at(e.ExpiresAt)}
}

// AddExport stores that somebody wants a record.
func (tx *Tx) AddExport(e forum.Export) (forum.ExportID, error) {
	id, err := tx.insert(`INSERT INTO exports (user_id, conversation_id, group_id, lang, total, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		int64(e.Owner), orNull(e.Conversation), orNull(e.Group), string(e.Lang), e.Total, ms(e.CreatedAt), ms(e.ExpiresAt))
	return forum.ExportID(id), err
}

// ExportFor is somebody's export of that id, while it is kept. NotFound if it
// is another's.
func (r *Reader) ExportFor(v forum.Viewer, id forum.ExportID, now time.Time) (forum.Export, error) {
	var row exportRow
	err := r.row(&row, exportCols+" WHERE id = ? AND user_id = ? AND expires_at > ?", int64(id), int64(v.ID), ms(now))
	return row.export(), err
}

// LastExport is somebody's latest export of a conversation or group that has
// not failed. NotFound if none is kept.
func (r *Reader) LastExport(v forum.Viewer, c forum.ConversationID, g forum.GroupID, now time.Time) (forum.Export, error) {
	var row exportRow
	err := r.row(&row, exportCols+` WHERE user_id = ? AND conversation_id IS ? AND group_id IS ? AND state <> 'failed' AND expires_at > ?
		ORDER BY id DESC LIMIT 1`, int64(v.ID), orNull(c), orNull(g), ms(now))
	return row.export(), err
}

// ExportToMake is the export of that id while it waits to be made.
func (r *Reader) ExportToMake(id forum.ExportID) (forum.Export, error) {
	var row exportRow
	err := r.row(&row, exportCols+" WHERE id = ? AND state = 'waiting'", int64(id))
	return row.export(), err
}

// SetExportDone says how many steps are done.
func (tx *Tx) SetExportDone(id forum.ExportID, done int64) error {
	return changed(tx.run("UPDATE exports SET done = ? WHERE id = ? AND state = 'waiting'", done, int64(id)))
}

// EndExport says that the record is there, under that name and until then, or
// (file "") that it can't be made.
func (tx *Tx) EndExport(id forum.ExportID, file string, size int64, until time.Time) error {
	state := forum.ExportFailed
	if file != "" {
		state = forum.ExportReady
	}
	return changed(tx.run("UPDATE exports SET state = ?, file = ?, size = ?, expires_at = ?, done = total WHERE id = ? AND state = 'waiting'",
		string(state), file, size, ms(until), int64(id)))
}

// DropExports forgets the exports that have expired.
func (tx *Tx) DropExports(now time.Time) error {
	_, err := tx.run("DELETE FROM exports WHERE expires_at <= ?", ms(now))
	return err
}

// ExportFiles lists the names of the records that are kept.
func (r *Reader) ExportFiles() ([]string, error) {
	var names []string
	return names, r.rows(&names, "SELECT file FROM exports WHERE file <> ''")
}

// FreeJobs ends the leases of jobs of a kind whose worker died with the last
// process; the caller alone has the data folder.
func (s *Store) FreeJobs(ctx context.Context, kind string) error {
	return s.Write(ctx, func(_ context.Context, tx *Tx) error {
		_, err := tx.run("UPDATE jobs SET locked_until = 0 WHERE kind = ? AND locked_until > 0", kind)
		return err
	})
}

// exports looks whether each record that a row names is there, and whether a
// row names each that is there.
func (k *checker) exports() error {
	if k.Exports == nil {
		return nil
	}
	kept := map[string]bool{}
	if err := k.Exports(func(name string, put time.Time) {
		kept[name] = time.Since(put) > 3*settling // by then it is swept
	}); err != nil {
		return err
	}
	return k.read(k.ctx, func(r *Reader) error {
		names, err := r.ExportFiles()
		for _, name := range names {
			if _, there := kept[name]; !there {
				k.add("export", "its record %s is not there", name)
			}
			delete(kept, name)
		}
		for name, settled := range kept {
			if settled {
				k.add("export", "record %s: no row names it", name)
			}
		}
		return err
	})
}
