package view

import (
	"context"
	"io"
	"time"

	"plenary/internal/forum"
)

// ForLeads is what in a group asks for a lead.
type ForLeads struct {
	Page
	GroupHead
	Requests   []JoinRequest
	Flags      int64    // what waits in the review inbox
	Unanswered []Recent // for longer than a week
	Slow       []Recent // no post for two weeks, and no conclusion
	Quiet      []QuietMember
}

// QuietMember is somebody who hasn't looked into the group for long.
type QuietMember struct {
	forum.Membership
	Seen time.Time // zero: never
}

func (p ForLeads) nothing() bool {
	return p.Flags == 0 && len(p.Requests)+len(p.Unanswered)+len(p.Slow)+len(p.Quiet) == 0
}

// Render writes the page.
func (p ForLeads) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}
