package forum

import "time"

// SanctionKind says what somebody may not do.
type SanctionKind string

const (
	Silenced  SanctionKind = "silence" // read, but not post or react
	Suspended SanctionKind = "suspend" // sign in, until its time
	Banned    SanctionKind = "ban"     // sign in, or (from a group) be in it
)

// Sanction is what somebody may not do for a while, or for good.
type Sanction struct {
	ID     SanctionID
	Person UserID
	Group  GroupID // 0: in the whole network
	Kind   SanctionKind
	Reason string
	Item   ReviewID // that it came of
	By     Author
	At     time.Time
	Until  time.Time // zero: without end
	Ended  time.Time
}

// Holds reports whether it holds at that time.
func (s Sanction) Holds(now time.Time) bool {
	return s.Ended.IsZero() && (s.Until.IsZero() || now.Before(s.Until))
}

// MaySanction is nil if someone of standing s may sanction a person with those
// roles: staff answer to organisers, and organisers to nobody.
func MaySanction(s Standing, in GroupRole, role NetworkRole) error {
	if err := s.Check(Moderating); err != nil {
		return err
	}
	staff := in == Lead || in == Moderator || role == RoleModerator
	if role == RoleOrganiser || staff && !s.Viewer.Organiser() {
		return Refused(Forbidden, "review.staff")
	}
	return nil
}
