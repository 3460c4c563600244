package app

import (
	"context"
	"encoding/json"
	"time"

	"plenary/internal/forum"
	"plenary/internal/mail"
	"plenary/internal/store"
)

// Kinds of jobs.
const (
	JobMail  = "mail"
	JobClean = "clean"
)

const (
	cleanEvery  = time.Hour
	addressLife = 30 * 24 * time.Hour
	cleanBatch  = 500
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
	Next string `json:",omitempty"`
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
		envelope, err := m.Letterhead.Compose(msg.Message, a.Now())
		if err != nil {
			return err
		}
		return m.Sender.Send(ctx, envelope)
	}
}

// ScheduleCleaning makes sure that cleaning is due within the hour.
func (a *App) ScheduleCleaning(ctx context.Context) error {
	return a.write(ctx, scheduleCleaning)
}

func scheduleCleaning(tx *store.Tx, now time.Time) error {
	return tx.AddJob(forum.Job{Kind: JobClean, UniqueKey: JobClean + now.Truncate(cleanEvery).Add(cleanEvery).Format(time.RFC3339),
		RunAt: now.Truncate(cleanEvery).Add(cleanEvery)}, now)
}

// Clean is the handler of JobClean: it erases what authors deleted a day ago,
// addresses older than 30 days, what has expired and files that nothing holds,
// and asks for the next cleaning.
func (a *App) Clean(ctx context.Context, _ forum.Job) error {
	var unnamed []string
	err := a.write(ctx, func(tx *store.Tx, now time.Time) error {
		unnamed = nil
		for more := true; more; {
			n, hashes, err := tx.EraseRemoved(now.Add(-forum.EditWindow), now, cleanBatch)
			if err != nil {
				return err
			}
			unnamed = append(unnamed, hashes...)
			more = n == cleanBatch
		}
		if _, err := tx.EraseAddresses(now.Add(-addressLife)); err != nil {
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
		orphans, err := tx.DropOrphans(now.Add(-forum.OrphanAge), cleanBatch)
		if err != nil {
			return err
		}
		unnamed = append(unnamed, orphans...)
		return scheduleCleaning(tx, now)
	})
	if err != nil {
		return err
	}
	for _, hash := range unnamed {
		if err := a.files.Remove(hash, a.Now().Add(-forum.OrphanAge)); err != nil {
			return err
		}
	}
	_, err = a.files.Sweep(ctx, forum.OrphanAge)
	return err
}
