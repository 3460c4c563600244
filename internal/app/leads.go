package app

import (
	"context"
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

const (
	answerWithin = 7 * 24 * time.Hour  // a question that waits longer is one for the leads
	slowAfter    = 14 * 24 * time.Hour // a discussion without a post for so long is slow
	QuietAfter   = 30 * 24 * time.Hour // who hasn't looked into the group for so long is quiet
	leadsEach    = 20                  // of each kind on the leads' page
)

// ForLeads is what in a group asks for a lead, each list bounded.
type ForLeads struct {
	Requests   []store.JoinRequest
	Flags      int            // what waits in the review inbox
	Unanswered []store.Listed // for longer than a week, the oldest first
	Slow       []store.Listed // open, without a conclusion, no post for two weeks
	Quiet      []store.Quiet  // who stayed away longest first
}

// ForLeads reads what in a group asks for a lead. Leads may.
func (a *App) ForLeads(ctx context.Context, v forum.Viewer, g store.InGroup) (out ForLeads, err error) {
	if err := g.Standing.Check(forum.Managing); err != nil {
		return out, err
	}
	now := a.Now()
	err = a.store.Read(ctx, func(r *store.Reader) (err error) {
		if out.Requests, err = r.JoinRequests(g.ID); err != nil {
			return err
		}
		waiting, err := r.CountWaiting()
		if err != nil {
			return err
		}
		out.Flags = waiting[g.ID]
		if out.Unanswered, err = r.UnansweredBefore(v, g.ID, now.Add(-openFor), now.Add(-answerWithin), leadsEach); err != nil {
			return err
		}
		if out.Slow, err = r.SlowIn(v, g.ID, now.Add(-openFor), now.Add(-slowAfter), leadsEach); err != nil {
			return err
		}
		out.Quiet, err = r.QuietIn(g.ID, now.Add(-QuietAfter), leadsEach)
		return err
	})
	return out, err
}
