package forum

import "time"

// GuestID is the id of somebody who comments without an account.
type GuestID int64

const (
	GuestWait    = 7 * 24 * time.Hour  // for the link to be followed
	GuestTrust   = 90 * 24 * time.Hour // in the browser that followed it
	MinGuestTime = 4 * time.Second     // that a person needs to write a comment
	MaxGuestTime = 24 * time.Hour
	MaxGuestText = 6_000 // characters
)

// Guest is somebody who has confirmed their address and has no account.
type Guest struct {
	ID          GuestID
	Name        string
	Email       string // for organisers; "" once it is erased
	Lang        Lang
	ConfirmedAt time.Time
	StoppedAt   time.Time // zero while they want to hear of answers
}

// AcceptsGuest is nil if people without an account may comment there.
func (c Conversation) AcceptsGuest(rule GuestRule) error {
	switch {
	case rule == GuestsClosed:
		return Refused(Forbidden, "guest.closed")
	case c.State == Archived:
		return Refused(Forbidden, "error.archived")
	case c.State == Locked:
		return Refused(Forbidden, "error.locked")
	}
	return nil
}
