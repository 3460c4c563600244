package app

import (
	"context"
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// Outcome is what became of one address that was invited with others.
type Outcome string

const (
	Invited       Outcome = "invited"
	InvitedBefore Outcome = "before" // an invitation there, by the same person into the same group, still works
	InvitedTwice  Outcome = "twice"  // it stands in the list a second time
	NoAddress     Outcome = "wrong"
)

// Invitee is one of those invited together.
type Invitee struct {
	Typed   string // the address, or the line in which there was none
	Outcome Outcome
}

// InviteMany mails an invitation into a group to each address of a pasted list
// and says of each what became of it. It says nothing of accounts: an address
// that somebody of the network has is invited like any other. Invalid without
// an address, or with more than MaxInvitees.
func (a *App) InviteMany(ctx context.Context, v forum.Viewer, in InviteInput, pasted string) ([]Invitee, error) {
	if in.Days < 1 || in.Days > maxInviteDays {
		return nil, forum.Wrong("days", "error.between", "Min", 1, "Max", maxInviteDays)
	}
	lines := forum.Addresses(pasted)
	if len(lines) == 0 {
		return nil, forum.Wrong("emails", "error.required")
	}
	if len(lines) > forum.MaxInvitees {
		return nil, forum.Wrong("emails", "error.too_many_addresses", "Max", forum.MaxInvitees)
	}
	var report []Invitee
	err := a.write(ctx, func(tx *store.Tx, now time.Time) error {
		report = nil
		in.Uses, in.Email = 1, ""
		into, err := invitationTo(tx, v, in, now)
		if err != nil {
			return err
		}
		before, err := tx.InvitedBy(v.ID, into.GroupID, now)
		if err != nil {
			return err
		}
		listed := map[string]bool{}
		for _, typed := range lines {
			email, wrong := forum.CleanEmail(typed)
			one := Invitee{Typed: typed, Outcome: Invited}
			switch {
			case wrong != nil:
				one.Outcome = NoAddress
			case listed[email]:
				one.Outcome = InvitedTwice
			case before[email]:
				one.Outcome = InvitedBefore
			default:
				into.Email = email
				if _, err := a.send(tx, v, into, now); err != nil {
					return err
				}
			}
			listed[email] = true
			report = append(report, one)
		}
		return nil
	})
	return report, err
}
