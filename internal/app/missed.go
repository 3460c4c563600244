package app

import (
	"context"
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

const (
	visitGap   = 30 * time.Minute    // who is away for so long begins a new visit
	visitEvery = 5 * time.Minute     // how exactly it is known when somebody was here
	firstSight = 7 * 24 * time.Hour  // what counts as missed by who was never here
	openFor    = 90 * 24 * time.Hour // for how long a question without an answer is one that waits
	missedEach = 8                   // of each kind, in a group
	missedBusy = 5
)

// visitKey is somebody in a group, or (0) anywhere in the network.
type visitKey struct {
	who   forum.UserID
	group forum.GroupID
}

// Visit notes that v looks at the network, and at a group (0: at none). It
// waits for nothing, and is noted once in five minutes at most.
func (a *App) Visit(v forum.Viewer, g forum.GroupID) {
	if !v.SignedIn() || v.ID == commandLine {
		return
	}
	now := a.Now()
	for i, key := range []visitKey{{v.ID, 0}, {v.ID, g}} {
		if i > 0 && g == 0 {
			return
		}
		if last, ok := a.kept.visits.Get(key); ok && now.Sub(last) < visitEvery && !now.Before(last) {
			continue
		}
		a.kept.visits.Put(key, now)
		a.touch(func(tx *store.Tx) error { return tx.NoteVisit(key.who, key.group, visitGap, now) })
	}
}

// lastVisit is when v's visit before this one ended; where there was none, a
// week ago. first says that there was none.
func lastVisit(r *store.Reader, v forum.Viewer, g forum.GroupID, now time.Time) (since time.Time, first bool, err error) {
	since, err = r.LastVisit(v.ID, g, visitGap, now)
	if err == nil && since.IsZero() {
		return now.Add(-firstSight), true, nil
	}
	return since, false, err
}

// Missed is what happened since a time, by group.
type Missed struct {
	Since  time.Time
	First  bool // Since is a week ago, because there was no visit before
	Groups []MissedIn
	Mine   []store.InGroup // all that were looked at
}

// MissedIn is what happened in a group, each list bounded and the latest first.
type MissedIn struct {
	store.InGroup
	Concluded  []store.Listed
	Begun      []store.Listed
	Unanswered []store.Listed // still
	Busy       []store.Busy   // the most answers first
	Files      []store.Shared
}

// Nothing reports whether nothing happened.
func (m MissedIn) Nothing() bool {
	return len(m.Concluded)+len(m.Begun)+len(m.Busy)+len(m.Files) == 0
}

// Missed reads what happened in v's groups, or in the one of that slug ("": in
// all), since a time (zero: since their last visit). SignedOut; NotFound if v may
// not see the group.
func (a *App) Missed(ctx context.Context, v forum.Viewer, slug string, since time.Time) (m Missed, err error) {
	if !v.SignedIn() {
		return m, forum.Refused(forum.SignedOut, "error.signed_out")
	}
	var one store.InGroup
	if slug != "" {
		if one, err = a.Group(ctx, v, slug); err != nil {
			return m, err
		}
	}
	err = a.store.Read(ctx, func(r *store.Reader) error {
		m = Missed{Since: since}
		groups, err := r.Groups(v)
		if err != nil {
			return err
		}
		m.Mine = own(groups)
		looked := m.Mine
		if slug != "" {
			looked = []store.InGroup{one}
		}
		if since.IsZero() {
			if m.Since, m.First, err = lastVisit(r, v, one.ID, a.Now()); err != nil {
				return err
			}
		}
		return m.read(r, v, looked)
	})
	return m, err
}

func (m *Missed) read(r *store.Reader, v forum.Viewer, groups []store.InGroup) error {
	ids := make([]forum.GroupID, len(groups))
	for i, g := range groups {
		ids[i] = g.ID
	}
	files, err := r.SharedSince(ids, m.Since)
	if err != nil {
		return err
	}
	for _, g := range groups {
		in := MissedIn{InGroup: g}
		if in.Concluded, err = r.ConcludedSince(v, g.ID, m.Since, missedEach); err != nil {
			return err
		}
		if in.Begun, err = r.BegunSince(v, g.ID, m.Since, missedEach); err != nil {
			return err
		}
		if in.Unanswered, err = r.UnansweredSince(v, g.ID, m.Since, missedEach); err != nil {
			return err
		}
		if in.Busy, err = r.BusySince(v, g.ID, m.Since, missedBusy); err != nil {
			return err
		}
		for _, f := range files {
			if f.Group == g.ID && len(in.Files) < missedEach {
				in.Files = append(in.Files, f)
			}
		}
		if !in.Nothing() {
			m.Groups = append(m.Groups, in)
		}
	}
	return nil
}

// Since is what happened in a group since its reader was there last.
type Since struct {
	store.Happened
	At    time.Time
	First bool
}

// since reads what happened in a group that was found through v.
func since(r *store.Reader, v forum.Viewer, g forum.GroupID, now time.Time) (s Since, err error) {
	if s.At, s.First, err = lastVisit(r, v, g, now); err != nil {
		return s, err
	}
	s.Happened, err = r.HappenedSince(g, s.At, now.Add(-openFor))
	return s, err
}
