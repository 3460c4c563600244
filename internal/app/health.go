package app

import (
	"context"

	"plenary/internal/backup"
	"plenary/internal/forum"
	"plenary/internal/gauge"
	"plenary/internal/store"
)

// Health is how the site is doing, for those who run it.
type Health struct {
	Database   int64 // bytes
	Journal    int64 // bytes of the database's write-ahead log
	Free, Disk int64 // bytes of the disk that the database is on
	Queue      int   // writes that wait
	Jobs       []JobsOf
	Slow       []SlowQuery
	Backups    []Backup // and attempts that failed, newest first
	BackupsOff bool
}

// Health looks how the site is doing. NotFound for all but organisers.
func (a *App) Health(ctx context.Context, v forum.Viewer) (Health, error) {
	if !v.Organiser() {
		return Health{}, forum.Missing()
	}
	h := Health{Queue: a.store.Queue(), Slow: a.store.SlowQueries(), BackupsOff: a.backups == ""}
	var err error
	if h.Database, h.Journal, err = a.store.Size(); err != nil {
		return h, err
	}
	if h.Free, h.Disk, err = backup.Room(a.store.Folder()); err != nil {
		return h, err
	}
	if !h.BackupsOff {
		if h.Backups, err = backup.Kept(a.backups); err != nil {
			return h, err
		}
	}
	err = a.store.Read(ctx, func(r *store.Reader) (err error) { h.Jobs, err = r.Jobs(a.Now()); return err })
	return h, err
}

// WritesWaiting is how many writes wait now, and how long each has waited
// since the start.
func (a *App) WritesWaiting() (now int, all gauge.Reading) { return a.store.Queue(), a.store.Waits() }
