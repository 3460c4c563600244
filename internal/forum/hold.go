package forum

import "time"

// HoldRuleID names a rule by which posts wait for a moderator.
type HoldRuleID int64

// HeldBy is the kind of rule that holds a post.
type HeldBy string

const (
	HeldAsNewcomer HeldBy = "newcomer" // somebody's first post in the group
	HeldForLinks   HeldBy = "links"    // more than so many links
	HeldAsGuests   HeldBy = "guests"   // comments of guests
	HeldForWords   HeldBy = "words"    // one of the words on the group's list
)

// HoldKinds are the kinds of rules, in the order shown.
var HoldKinds = []HeldBy{HeldAsNewcomer, HeldForLinks, HeldAsGuests, HeldForWords}

const (
	MaxHoldRules = 20
	MaxHoldLinks = 100
	MaxHoldWords = 5000 // characters of a list
	MaxSlow      = 24 * 60
	MaxReason    = 300 // characters of why a conversation is locked
)

// HoldRule says which posts wait for a moderator in a group.
type HoldRule struct {
	ID     HoldRuleID
	Group  GroupID
	Kind   HeldBy
	Links  int      // more than so many
	Words  []string // any of these
	Active bool
}

// SlowUntil is when somebody who posted at last may post again in c; the zero
// time if now.
func (c Conversation) SlowUntil(last time.Time, s Standing, now time.Time) time.Time {
	if c.Slow == 0 || last.IsZero() || s.May(Moderating) {
		return time.Time{}
	}
	if until := last.Add(c.Slow); until.After(now) {
		return until
	}
	return time.Time{}
}
