package app

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"plenary/internal/forum"
	"plenary/internal/secret"
	"plenary/internal/store"
)

// JobExport has its own worker, since it takes long: see package record.
const JobExport = "export"

// AskForRecord has a record made beside. Where one is being made for the same
// person already, it is that one.
func (a *App) AskForRecord(ctx context.Context, v forum.Viewer, of ToRecord) (forum.Export, error) {
	what, err := a.Record(ctx, v, of)
	if err != nil {
		return forum.Export{}, err
	}
	var e forum.Export
	err = a.write(ctx, func(tx *store.Tx, now time.Time) error {
		last, err := tx.LastExport(v, of.Conversation, of.Group, now)
		if err == nil && last.State == forum.ExportWaiting {
			e = last
			return nil
		}
		if err != nil && forum.KindOf(err) != forum.NotFound {
			return err
		}
		e = forum.Export{Owner: v.ID, Conversation: of.Conversation, Group: of.Group, Lang: v.Lang, State: forum.ExportWaiting, Total: what.Steps(),
			CreatedAt: now, ExpiresAt: now.Add(forum.ExportLife)}
		if e.ID, err = tx.AddExport(e); err != nil {
			return err
		}
		payload, err := json.Marshal(e.ID)
		if err != nil {
			return forum.Errorf("app: export: %w", err)
		}
		return tx.AddJob(forum.Job{Kind: JobExport, Payload: payload, RunAt: now}, now)
	})
	return e, err
}

// Export is one's own export with what it is a record of, as one sees that now.
// NotFound once it has expired, or if one may not have that record any more.
func (a *App) Export(ctx context.Context, v forum.Viewer, id forum.ExportID) (forum.Export, Recording, error) {
	var e forum.Export
	var of Recording
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		if e, err = r.ExportFor(v, id, a.Now()); err != nil {
			return err
		}
		of = Recording{ToRecord: ToRecord{Conversation: e.Conversation, Group: e.Group}}
		if _, err = of.find(r, v, a.Now()); forum.KindOf(err) == forum.Forbidden && err != nil {
			err = forum.Missing()
		}
		return err
	})
	return e, of, err
}

// LastExport is one's latest export of that, being made or ready; NotFound if
// there is none. The caller has found what it is of through Record.
func (a *App) LastExport(ctx context.Context, v forum.Viewer, of ToRecord) (e forum.Export, err error) {
	err = a.store.Read(ctx, func(r *store.Reader) error {
		e, err = r.LastExport(v, of.Conversation, of.Group, a.Now())
		return err
	})
	return e, err
}

// OpenExport opens a record that is ready, with the rights of now. NotFound
// until then.
func (a *App) OpenExport(ctx context.Context, v forum.Viewer, id forum.ExportID) (forum.Export, Recording, Content, error) {
	e, of, err := a.Export(ctx, v, id)
	if err == nil && e.State != forum.ExportReady {
		err = forum.Missing()
	}
	if err != nil {
		return e, of, Content{}, err
	}
	f, err := os.Open(filepath.Join(a.exports, e.File))
	if errors.Is(err, fs.ErrNotExist) {
		return e, of, Content{}, forum.Missing()
	}
	if err != nil {
		return e, of, Content{}, forum.Errorf("app: export: %w", err)
	}
	return e, of, Content{File: f, Type: "application/zip", Size: e.Size}, nil
}

// ExportToMake is an export that waits, with whom it is for as they are now.
// NotFound if it is wanted no more.
func (a *App) ExportToMake(ctx context.Context, id forum.ExportID) (e forum.Export, v forum.Viewer, err error) {
	err = a.store.Read(ctx, func(r *store.Reader) error {
		if e, err = r.ExportToMake(id); err != nil {
			return err
		}
		who, err := r.AccountByID(e.Owner)
		v = forum.Viewer{ID: who.ID, Role: who.Role, Lang: e.Lang.UI(), Zone: who.Zone}
		return err
	})
	return e, v, err
}

// ExportDone says how many steps are done. NotFound if it is wanted no more.
func (a *App) ExportDone(ctx context.Context, id forum.ExportID, done int64) error {
	return a.write(ctx, func(tx *store.Tx, _ time.Time) error { return tx.SetExportDone(id, done) })
}

// EndExport says that an export can't be made.
func (a *App) EndExport(ctx context.Context, id forum.ExportID) error {
	return a.write(ctx, func(tx *store.Tx, now time.Time) error { return tx.EndExport(id, "", 0, now.Add(forum.ExportLife)) })
}

// NewExportFile is a file for a record that is being made; KeepExport keeps it.
// What is left of one that was not is swept away.
func (a *App) NewExportFile() (*os.File, error) {
	err := os.MkdirAll(a.exports, 0o700)
	var f *os.File
	if err == nil {
		f, err = os.OpenFile(filepath.Join(a.exports, secret.Token()+".zip"), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	}
	if err != nil {
		return nil, forum.Errorf("app: export: %w", err)
	}
	return f, nil
}

// KeepExport says that the record is whole.
func (a *App) KeepExport(ctx context.Context, id forum.ExportID, f *os.File) error {
	err := f.Sync()
	info, serr := f.Stat()
	if err = errors.Join(err, serr); err != nil {
		return forum.Errorf("app: export: %w", err)
	}
	return a.write(ctx, func(tx *store.Tx, now time.Time) error {
		return tx.EndExport(id, filepath.Base(f.Name()), info.Size(), now.Add(forum.ExportLife))
	})
}

// dropExports forgets records that have expired, and removes files that no row
// names: what is being made was written to just now.
func (a *App) dropExports(ctx context.Context) error {
	if err := a.write(ctx, func(tx *store.Tx, now time.Time) error { return tx.DropExports(now) }); err != nil {
		return err
	}
	entries, err := os.ReadDir(a.exports)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var named []string
	if err == nil {
		err = a.store.Read(ctx, func(r *store.Reader) (err error) { named, err = r.ExportFiles(); return err })
	}
	kept := map[string]bool{}
	for _, name := range named {
		kept[name] = true
	}
	for _, entry := range entries {
		info, ierr := entry.Info()
		if err != nil || ierr != nil || kept[entry.Name()] || a.now().Sub(info.ModTime()) < settled {
			continue
		}
		err = os.Remove(filepath.Join(a.exports, entry.Name()))
	}
	if err != nil {
		return forum.Errorf("app: exports: %w", err)
	}
	return nil
}
