package forum

import (
	"strconv"
	"time"
)

// ExportID is the id of a record that takes long to make.
type ExportID int64

// ExportState says how far a record is.
type ExportState string

const (
	ExportWaiting ExportState = "waiting"
	ExportReady   ExportState = "ready"
	ExportFailed  ExportState = "failed"
)

const (
	// Records with more than that are made beside, not while somebody waits.
	MaxPostsAtOnce = 2_000
	MaxBytesAtOnce = 20 << 20 // of files

	ExportLife = 48 * time.Hour
)

// Export is a record that is made, or was, for one person: of a conversation or
// of a group.
type Export struct {
	ID           ExportID
	Owner        UserID
	Conversation ConversationID
	Group        GroupID
	Lang         Lang
	State        ExportState
	Done         int64 // steps of Total
	Total        int64
	File         string // its name in the folder of records
	Size         int64  // bytes
	CreatedAt    time.Time
	ExpiresAt    time.Time
}

// Path is the page that says how far it is.
func (e Export) Path() string { return "/exports/" + strconv.FormatInt(int64(e.ID), 10) }

// Percent is how much of it is done, in a hundred.
func (e Export) Percent() int64 {
	if e.State == ExportReady {
		return 100
	}
	return min(99, e.Done*100/max(e.Total, 1))
}
