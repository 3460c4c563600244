package forum

import "time"

// ReviewID names what waits for a moderator, SanctionID what somebody may not do.
type (
	ReviewID   int64
	SanctionID int64
)

// ReviewKind says why something is in the review inbox.
type ReviewKind string

const (
	ReviewHeld     ReviewKind = "held"     // a rule held it
	ReviewFlagged  ReviewKind = "flagged"  // members of its group asked to look at it
	ReviewReported ReviewKind = "reported" // people from elsewhere did
)

// FlagReason is why somebody asks the moderators to look at a post.
type FlagReason string

// FlagReasons are those that can be given, in the order shown.
var FlagReasons = []FlagReason{"off-topic", "unkind", "private", "spam", "other"}

const (
	MaxFlagNote = 1000
	ClaimLife   = 10 * time.Minute // how long an item is one moderator's
	RemindAfter = 24 * time.Hour   // leads hear of what is left alone so long
)

// Decision is what moderators do with what was held or flagged.
type Decision string

const (
	Approve Decision = "approve"  // it is as it should be
	Remove  Decision = "remove"   // a stub stands in its place
	Restore Decision = "restore"  // what was decided is taken back
	EditOut Decision = "edit_out" // part of it was taken out
	Warn    Decision = "warn"     // it stays, and its author is told
	Silence Decision = "silence"  // removed; its author can't write for some days
	Ban     Decision = "ban"      // removed, and its author is out
)

// Agrees reports whether the moderators agree with whoever flagged the post.
func (d Decision) Agrees() bool { return d != Approve && d != Restore }

// Takes reports whether the post goes with the decision.
func (d Decision) Takes() bool { return d == Remove || d == Silence || d == Ban }

// Flag is one person's asking.
type Flag struct {
	By     Author
	Reason FlagReason
	Note   string
	At     time.Time
}

// Review is one item of the review inbox.
type Review struct {
	ID        ReviewID
	Post      PostID
	Author    UserID // 0: a guest
	Kind      ReviewKind
	Why       HeldBy
	OpenedAt  time.Time
	ClaimedBy Author // zero, or whoever looks at it now
	ClaimedAt time.Time
	Decision  Decision // "": it is open
	Note      string
	Revision  int // of the post, when it was decided
	DecidedBy Author
	DecidedAt time.Time
	Flags     []Flag
}

// Open reports whether it waits for a decision.
func (r Review) Open() bool { return r.Decision == "" }

// ClaimedFor is who looks at it now, if that is somebody else than who asks.
func (r Review) ClaimedFor(who UserID, now time.Time) (Author, bool) {
	if r.ClaimedBy.ID == 0 || r.ClaimedBy.ID == who || now.Sub(r.ClaimedAt) >= ClaimLife {
		return Author{}, false
	}
	return r.ClaimedBy, true
}

// Took reports whether the decision took the post away, so that it can be
// restored.
func (r Review) Took() bool { return r.Decision.Takes() }

// Takes is nil if d can be decided of the item now: anything of what is open,
// and of what was taken away that it is restored.
func (r Review) Takes(d Decision) error {
	switch {
	case d == Restore && !r.Took():
		return Refused(Conflict, "review.nothing_to_restore")
	case d != Restore && !r.Open():
		return Refused(Conflict, "review.decided_already")
	}
	return nil
}
