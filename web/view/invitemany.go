package view

import (
	"context"
	"io"
)

// InviteMany invites a pasted list of addresses into a group and reports on
// each.
type InviteMany struct {
	Page
	GroupHead
	Form   Form // emails, role, days
	Report []Invitee
}

// Invitee is what became of one address: invited, before, twice or wrong.
type Invitee struct{ Typed, Outcome string }

// count counts the report's lines with an outcome.
func (p InviteMany) count(outcome string) (n int64) {
	for _, i := range p.Report {
		if i.Outcome == outcome {
			n++
		}
	}
	return n
}

// Render writes the page.
func (p InviteMany) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}
