package store

import (
	"context"
	"time"

	"plenary/internal/forum"
)

type jobRow struct {
	ID        int64
	Kind      string
	Payload   string
	UniqueKey *string
	RunAt     int64
	Attempts  int
}

// AddJob asks for work in the transaction of the change that needs it. Where a
// job of the same UniqueKey waits or runs, nothing is added; one that was given
// up begins anew.
func (tx *Tx) AddJob(j forum.Job, now time.Time) error {
	var key any
	if j.UniqueKey != "" {
		key = j.UniqueKey
	}
	payload := string(j.Payload)
	if payload == "" {
		payload = "null"
	}
	_, err := tx.run(`INSERT INTO jobs (kind, payload, unique_key, run_at, created_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (unique_key) DO UPDATE SET kind = excluded.kind, payload = excluded.payload, run_at = excluded.run_at,
		created_at = excluded.created_at, locked_until = 0, attempts = 0, failed_at = 0, error = '' WHERE failed_at > 0`,
		j.Kind, payload, key, ms(j.RunAt), ms(now))
	return err
}

const dueJobs = "SELECT id FROM jobs WHERE failed_at = 0 AND run_at <= ? AND locked_until <= ? AND kind IN (?) ORDER BY run_at, id LIMIT ?"

// TakeJobs leases at most limit jobs of some kinds that are due, the longest
// due first: until the lease ends nobody else gets them. Whoever dies meanwhile leaves them to
// the next call after that.
func (s *Store) TakeJobs(ctx context.Context, now time.Time, lease time.Duration, limit int, kinds []string) ([]forum.Job, error) {
	var due []int64 // looked up on a reader, so that an idle queue never holds the writer
	if err := s.Read(ctx, func(r *Reader) error { return r.rows(&due, dueJobs, ms(now), ms(now), list(kinds), limit) }); err != nil || len(due) == 0 {
		return nil, err
	}
	var rows []jobRow
	err := s.Write(ctx, func(_ context.Context, tx *Tx) error {
		rows = nil
		return tx.rows(&rows, "UPDATE jobs SET locked_until = ?, attempts = attempts + 1 WHERE id IN ("+dueJobs+`)
			RETURNING id, kind, payload, unique_key, run_at, attempts`, ms(now.Add(lease)), ms(now), ms(now), list(kinds), limit)
	})
	jobs := make([]forum.Job, len(rows))
	for i, j := range rows {
		jobs[i] = forum.Job{ID: forum.JobID(j.ID), Kind: j.Kind, Payload: []byte(j.Payload), UniqueKey: text(j.UniqueKey),
			RunAt: at(j.RunAt), Attempt: j.Attempts}
	}
	return jobs, err
}

// EndJob says that a job is done. NotFound if its lease had ended and somebody
// else has taken it since.
func (s *Store) EndJob(ctx context.Context, j forum.Job) error {
	return s.Write(ctx, func(_ context.Context, tx *Tx) error { return tx.EndJob(j) })
}

// EndJob says that a job is done, in the transaction of its work: then it is
// done exactly once.
func (tx *Tx) EndJob(j forum.Job) error {
	return changed(tx.run("DELETE FROM jobs WHERE id = ? AND attempts = ?", int64(j.ID), j.Attempt))
}

// RetryJob puts a job off until then, with what went wrong for the log; the
// zero time gives it up. NotFound as in EndJob.
func (s *Store) RetryJob(ctx context.Context, j forum.Job, cause string, then, now time.Time) error {
	return s.Write(ctx, func(_ context.Context, tx *Tx) error {
		if then.IsZero() {
			return changed(tx.run("UPDATE jobs SET locked_until = 0, failed_at = ?, error = ? WHERE id = ? AND attempts = ?",
				ms(now), cause, int64(j.ID), j.Attempt))
		}
		return changed(tx.run("UPDATE jobs SET locked_until = 0, run_at = ?, error = ? WHERE id = ? AND attempts = ?",
			ms(then), cause, int64(j.ID), j.Attempt))
	})
}

// DropFailedJobs forgets the jobs that were given up before then.
func (tx *Tx) DropFailedJobs(before time.Time) (int64, error) {
	return tx.run("DELETE FROM jobs WHERE failed_at > 0 AND failed_at < ?", ms(before))
}
