package record

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"time"

	"plenary/internal/app"
	"plenary/internal/forum"
)

const (
	// JobTime is how long Work may take.
	JobTime = 2 * time.Hour
	said    = time.Second // between two words on how far it is
	tries   = 3
)

// Work is the handler of app.JobExport.
func (m Maker) Work(ctx context.Context, j forum.Job) error {
	var id forum.ExportID
	if err := json.Unmarshal(j.Payload, &id); err != nil {
		return forum.Errorf("record: job %d: %w", j.ID, err)
	}
	e, v, err := m.App.ExportToMake(ctx, id)
	if err == nil {
		err = m.make(ctx, e, v)
	} else if forum.KindOf(err) == forum.NotFound {
		return nil // wanted no more
	}
	if err == nil || ctx.Err() != nil {
		return err // what was interrupted begins anew
	}
	switch forum.KindOf(err) {
	case forum.NotFound, forum.Forbidden: // they lost the right meanwhile
		return m.end(ctx, id)
	}
	if j.Attempt >= tries {
		return errors.Join(m.end(ctx, id), err)
	}
	return err
}

// end says that an export can't be made, to whoever still wants it.
func (m Maker) end(ctx context.Context, id forum.ExportID) error {
	err := m.App.EndExport(ctx, id)
	if err != nil && forum.KindOf(err) == forum.NotFound {
		return nil
	}
	return err
}

// make makes the file of an export.
func (m Maker) make(ctx context.Context, e forum.Export, v forum.Viewer) error {
	f, err := m.App.NewExportFile()
	if err != nil {
		return err
	}
	last := time.Now()
	var lost error // it is wanted no more
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	err = m.Write(ctx, f, v, app.ToRecord{Conversation: e.Conversation, Group: e.Group}, func(done int64) {
		if time.Since(last) < said {
			return
		}
		last = time.Now()
		if lost = m.App.ExportDone(ctx, e.ID, done); lost != nil {
			stop()
		}
	})
	if lost != nil {
		err = lost
	}
	if err == nil {
		err = m.App.KeepExport(ctx, e.ID, f)
	}
	cerr := f.Close()
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	if cerr != nil {
		return forum.Errorf("record: %w", cerr)
	}
	return nil
}
