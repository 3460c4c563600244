package forum

import "time"

// JobID names a job while it waits or runs.
type JobID int64

// Job is work that is done after the change that asked for it, at least once:
// what does it may be called again for the same job.
type Job struct {
	ID        JobID
	Kind      string
	Payload   []byte // JSON
	UniqueKey string // "" or what names this piece of work: a second one with the same key is not added
	RunAt     time.Time
	Attempt   int // from 1, when it is taken
}
