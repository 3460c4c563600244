package app

import (
	"context"
	"encoding/json"
	"time"

	"plenary/internal/files"
	"plenary/internal/forum"
	"plenary/internal/mail"
	"plenary/internal/store"
)

// Kinds of jobs.
const (
	JobMail  = "mail"
	JobClean = "clean"
	JobSweep = "sweep"
	JobCall  = "call"
	// JobPicture has its own worker: see DrawPicture.
	JobPicture = "picture"
)

const (
	cleanEvery  = time.Hour
	sweepEvery  = 24 * time.Hour
	addressLife = 30 * 24 * time.Hour
	cleanBatch  = 500
	justPut     = 10 * time.Minute // an upload's bytes come before its row
	settled     = time.Hour        // by now it has one, or never will
)

// Post office and letterhead for SendMail.
type Mailing struct {
	Sender     mail.Sender
	Letterhead mail.Letterhead
}

// mailJob is a mail that waits. Without a link, one for signing in is made
// when it is sent.
type mailJob struct {
	mail.Message
	Next  string        `json:",omitempty"`
	Guest forum.GuestID `json:",omitempty"` // to whom it goes, about Post
	Post  forum.PostID  `json:",omitempty"`
}

// queueMail queues a mail, to be sent after the commit.
func queueMail(tx *store.Tx, now time.Time, m mail.Message) error {
	return queue(tx, now, mailJob{Message: m})
}

// queueSignIn queues a mail with a link to sign in by, to whoever has the
// address when it is sent.
func queueSignIn(tx *store.Tx, now time.Time, email, next string, lang forum.Lang) error {
	return queue(tx, now, mailJob{Message: mail.Message{To: email, Kind: mail.SignInLink, Lang: lang}, Next: next})
}

func queue(tx *store.Tx, now time.Time, m mailJob) error {
	payload, err := json.Marshal(m)
	if err != nil {
		return forum.Errorf("app: mail: %w", err)
	}
	return tx.AddJob(forum.Job{Kind: JobMail, Payload: payload, RunAt: now}, now)
}

// SendMail is the handler of JobMail.
func (a *App) SendMail(m Mailing) func(context.Context, forum.Job) error {
	return func(ctx context.Context, j forum.Job) error {
		var msg mailJob
		if err := json.Unmarshal(j.Payload, &msg); err != nil {
			return forum.Errorf("app: job %d: %w", j.ID, err)
		}
		if msg.Kind == mail.SignInLink && msg.Data.Link == "" {
			if ok, err := a.fillSignIn(ctx, &msg); err != nil || !ok {
				return err
			}
		}
		if msg.Guest != 0 {
			if ok, err := a.fillGuest(ctx, &msg); err != nil || !ok {
				return err
			}
		}
		envelope, err := m.Letterhead.Compose(msg.Message, a.Now())
		if err != nil {
			return err
		}
		return m.Sender.Send(ctx, envelope)
	}
}

// ScheduleCleaning makes sure that cleaning is due within the hour, and a sweep
// within a day. What was due while the site was off is due still.
func (a *App) ScheduleCleaning(ctx context.Context) error {
	return a.write(ctx, func(tx *store.Tx, now time.Time) error {
		if err := scheduleNext(tx, now, JobClean, cleanEvery); err != nil {
			return err
		}
		return scheduleNext(tx, now, JobSweep, sweepEvery)
	})
}

// scheduleNext asks for a job at the next full hour or day.
func scheduleNext(tx *store.Tx, now time.Time, kind string, every time.Duration) error {
	next := now.Truncate(every).Add(every)
	return tx.AddJob(forum.Job{Kind: kind, UniqueKey: kind + next.Format(time.RFC3339), RunAt: next}, now)
}

// Clean is the handler of JobClean: it asks for the next cleaning, so that one
// that fails in the end stops none after it; then it erases what authors deleted
// a day ago, addresses older than 30 days, what has expired, jobs given up long
// ago, drafts that nobody has touched for half a year, comments of guests who
// did not confirm them, files that nothing holds
// and records that were kept long enough.
func (a *App) Clean(ctx context.Context, _ forum.Job) error {
	if err := a.write(ctx, func(tx *store.Tx, now time.Time) error { return scheduleNext(tx, now, JobClean, cleanEvery) }); err != nil {
		return err
	}
	for more := true; more; {
		var hashes []string
		err := a.write(ctx, func(tx *store.Tx, now time.Time) error {
			n, unnamed, err := tx.EraseRemoved(now.Add(-forum.EditWindow), now, cleanBatch)
			more, hashes = n == cleanBatch, unnamed
			return err
		})
		if err == nil {
			err = a.dropContents(hashes)
		}
		if err != nil {
			return err
		}
	}
	if err := a.write(ctx, endOld); err != nil {
		return err
	}
	for more := true; more; {
		err := a.write(ctx, func(tx *store.Tx, now time.Time) error {
			n, err := tx.DropOldDrafts(now.Add(-forum.DraftLife), now.Add(-forum.DraftEndLife), cleanBatch)
			more = n == cleanBatch
			return err
		})
		if err != nil {
			return err
		}
	}
	for more := true; more; {
		var orphans []string
		err := a.write(ctx, func(tx *store.Tx, now time.Time) error {
			n, unnamed, err := tx.DropOrphans(now.Add(-forum.OrphanAge), cleanBatch)
			more, orphans = n == cleanBatch, unnamed
			return err
		})
		if err == nil {
			err = a.dropContents(orphans)
		}
		if err != nil {
			return err
		}
	}
	for more := true; more; {
		err := a.write(ctx, func(tx *store.Tx, now time.Time) error {
			n, err := tx.DropGuestComments(now.Add(-forum.GuestWait), cleanBatch)
			more = n == cleanBatch
			return err
		})
		if err != nil {
			return err
		}
	}
	if err := a.dropExports(ctx); err != nil {
		return err
	}
	_, err := a.files.Sweep(ctx, time.Hour)
	return err
}

// endOld forgets what only time ends.
func endOld(tx *store.Tx, now time.Time) error {
	if _, err := tx.EraseAddresses(now.Add(-addressLife)); err != nil {
		return err
	}
	if _, err := tx.DropFailedJobs(now.Add(-addressLife)); err != nil {
		return err
	}
	ended, err := tx.EndExpired(now)
	if err != nil {
		return err
	}
	for _, id := range ended {
		if err := event(tx, forum.Event{Kind: forum.SessionEnded, At: now, Ref: int64(id)}); err != nil {
			return err
		}
	}
	return nil
}

// Sweep is the handler of JobSweep: it removes contents that no row names, as
// they stay where the program died between the end of the row and that of the
// content, or between an upload and its row.
func (a *App) Sweep(ctx context.Context, _ forum.Job) error {
	if err := a.write(ctx, func(tx *store.Tx, now time.Time) error { return scheduleNext(tx, now, JobSweep, sweepEvery) }); err != nil {
		return err
	}
	before := a.now().Add(-settled)
	var some []string
	drop := func() error {
		var unnamed []string
		err := a.store.Read(ctx, func(r *store.Reader) (err error) { unnamed, err = r.Unnamed(some); return err })
		some = some[:0]
		if err == nil {
			err = a.dropContents(unnamed)
		}
		return err
	}
	err := a.files.Walk(ctx, func(b files.Blob) error {
		if b.PutAt.Before(before) {
			some = append(some, b.Hash)
		}
		if len(some) < cleanBatch {
			return nil
		}
		return drop()
	})
	if err != nil {
		return err
	}
	if err := drop(); err != nil {
		return err
	}
	return a.files.SweepSizes(ctx)
}

// dropContents removes contents that no row names any more. One that is gone,
// or was put again just now, is left to whoever did that.
func (a *App) dropContents(hashes []string) error {
	for _, hash := range hashes {
		err := a.files.Remove(hash, a.now().Add(-justPut))
		if kind := forum.KindOf(err); err != nil && kind != forum.NotFound && kind != forum.Conflict {
			return err
		}
	}
	return nil
}
