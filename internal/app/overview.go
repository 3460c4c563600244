package app

import (
	"context"
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// Rail is what stands beside every page of a signed-in person.
type Rail struct {
	Notices   int // unread
	Groups    []RailGroup
	Moderates bool // anything
	Waiting   int  // for a moderator, in what the viewer looks after
}

// RailGroup is one of the viewer's groups with what is unread there.
type RailGroup struct {
	store.InGroup
	Unread   int
	Channels []store.Listed // only of the group that is open
	talks    int            // in which something is unread
}

// Rail reads what stands beside a page; the channels of the open group (0:
// none) come with it. Visitors have none.
func (a *App) Rail(ctx context.Context, v forum.Viewer, open forum.GroupID) (Rail, error) {
	if !v.SignedIn() {
		return Rail{}, nil
	}
	return fresh(a.store, a.kept.rails, railKey{v.ID, v.Role, open}, func() (Rail, error) { return a.readRail(ctx, v, open) })
}

// railKey is a rail as one person asks for it.
type railKey struct {
	who  forum.UserID
	role forum.NetworkRole
	open forum.GroupID
}

func (a *App) readRail(ctx context.Context, v forum.Viewer, open forum.GroupID) (rail Rail, err error) {
	err = a.readCounting(ctx, v, func(r *store.Reader, unread counter) error {
		rail = Rail{}
		var err error
		if rail.Notices, err = r.UnreadNotices(v, a.Now()); err != nil {
			return err
		}
		groups, err := r.Groups(v)
		if err != nil {
			return err
		}
		if rail.Moderates, rail.Waiting, err = waitingFor(r, v, groups); err != nil {
			return err
		}
		rail.Groups, err = unreadGroups(unread, own(groups))
		if err != nil {
			return err
		}
		for i := range rail.Groups {
			if rail.Groups[i].ID == open {
				rail.Groups[i].Channels, err = r.Conversations(v, open, forum.Channel, store.Place{}, 50)
				return err
			}
		}
		return nil
	})
	return rail, err
}

// own is the groups that the viewer is in.
func own(groups []store.InGroup) []store.InGroup {
	var mine []store.InGroup
	for _, g := range groups {
		if g.Standing.Role != "" {
			mine = append(mine, g)
		}
	}
	return mine
}

func unreadGroups(unread counter, groups []store.InGroup) ([]RailGroup, error) {
	counts, err := unread(groups)
	if err != nil {
		return nil, err
	}
	out := make([]RailGroup, len(groups))
	for i, g := range groups {
		out[i] = RailGroup{InGroup: g, Unread: counts[g.ID].posts, talks: counts[g.ID].talks}
	}
	return out, nil
}

// Overview is a member's start page, what needs them first, or a visitor's
// front page.
type Overview struct {
	Asks     []forum.Notice  // questions that wait for the viewer's answer
	Waiting  []Waiting       // requests to join that wait for the viewer's decision
	Mentions []forum.Notice  // unread
	Replies  []forum.Notice  // unread
	New      []NewIn         // the rest of what is unread, by group
	Mine     []RailGroup     // groups that the viewer is in
	Others   []store.InGroup // that the viewer sees besides
	Recent   []store.Listed  // conversations, the latest first, where there is nothing new
	Articles []forum.Article
	Asked    map[forum.GroupID]bool // groups that the viewer asked to join and that have not answered
}

// Waiting is how many ask to join a group, or (no group) for an account.
type Waiting struct {
	store.InGroup
	Requests int
}

// NewIn is what is unread in a group: the latest conversations, and how many
// there are besides.
type NewIn struct {
	RailGroup
	Talks []store.Listed
	More  int
}

const (
	needsAtOnce = 10 // items of each kind
	needsLooked = 50 // notices of a kind that are told in them
	newAtOnce   = 4  // conversations of a group
	newLooked   = 8  // conversations of a kind among which they are looked for
	recentShown = 15
)

// Overview reads the start page of v.
func (a *App) Overview(ctx context.Context, v forum.Viewer) (Overview, error) {
	return fresh(a.store, a.kept.fronts, railKey{who: v.ID, role: v.Role}, func() (Overview, error) { return a.readOverview(ctx, v) })
}

func (a *App) readOverview(ctx context.Context, v forum.Viewer) (o Overview, err error) {
	err = a.readCounting(ctx, v, func(r *store.Reader, unread counter) error {
		o = Overview{}
		groups, err := r.Groups(v)
		if err != nil {
			return err
		}
		for _, g := range groups {
			if g.Standing.Role == "" {
				o.Others = append(o.Others, g)
			}
		}
		if o.Mine, err = unreadGroups(unread, own(groups)); err != nil {
			return err
		}
		now := a.Now()
		if o.Articles, err = r.Articles(v, 0, store.Place{}, now, 4); err != nil {
			return err
		}
		if !v.SignedIn() {
			o.Recent, err = r.Recent(v, groups, recentShown)
			return err
		}
		if o.Asked, err = r.AskedGroups(v.ID); err != nil {
			return err
		}
		if err := o.readNeeds(r, v, groups, now); err != nil {
			return err
		}
		return o.readNew(r, v)
	})
	return o, err
}

// readNeeds reads what waits for the viewer in person.
func (o *Overview) readNeeds(r *store.Reader, v forum.Viewer, groups []store.InGroup, now time.Time) (err error) {
	if o.Asks, err = r.Asking(v, needsAtOnce, now); err != nil {
		return err
	}
	for _, of := range []struct {
		into  *[]forum.Notice
		kinds []forum.NoticeKind
	}{{&o.Mentions, []forum.NoticeKind{forum.NoticeMention, forum.NoticeGroupCall}}, {&o.Replies, []forum.NoticeKind{forum.NoticeReply}}} {
		told, err := r.UnreadOfKinds(v, of.kinds, needsLooked, now)
		if err != nil {
			return err
		}
		told = forum.Together(told)
		*of.into = told[:min(len(told), needsAtOnce)]
	}
	var managed []forum.GroupID
	for _, g := range groups {
		if g.Standing.May(forum.Managing) {
			managed = append(managed, g.ID)
		}
	}
	if len(managed) == 0 && !v.Organiser() {
		return nil
	}
	waiting, err := r.WaitingIn(managed)
	if err != nil {
		return err
	}
	if n := waiting[0]; n > 0 && v.Organiser() {
		o.Waiting = append(o.Waiting, Waiting{Requests: n})
	}
	for _, g := range groups {
		if n := waiting[g.ID]; n > 0 {
			o.Waiting = append(o.Waiting, Waiting{g, n})
		}
	}
	return nil
}

// readNew reads the rest of what is unread: what stands above as a question, a
// mention or an answer does not stand here again.
func (o *Overview) readNew(r *store.Reader, v forum.Viewer) error {
	above := map[forum.ConversationID]bool{}
	for _, list := range [][]forum.Notice{o.Asks, o.Mentions, o.Replies} {
		for _, n := range list {
			above[n.Conversation] = true
		}
	}
	for _, g := range o.Mine {
		if g.Unread == 0 {
			continue
		}
		latest, err := r.Recent(v, []store.InGroup{g.InGroup}, newLooked)
		if err != nil {
			return err
		}
		in := NewIn{RailGroup: g, More: g.talks}
		for _, l := range latest {
			switch {
			case l.Unread == 0 || l.Follow.Muted():
			case above[l.ID]:
				in.More--
			case len(in.Talks) < newAtOnce:
				in.Talks = append(in.Talks, l)
				in.More--
			}
		}
		if in.More > 0 || len(in.Talks) > 0 {
			o.New = append(o.New, in)
		}
	}
	if len(o.New)+len(above) > 0 {
		return nil
	}
	var err error
	var mine []store.InGroup
	for _, g := range o.Mine {
		mine = append(mine, g.InGroup)
	}
	o.Recent, err = r.Recent(v, mine, newLooked)
	return err
}

// Conversations lists a group's conversations of one kind. NotFound if v may
// not see the group.
func (a *App) Conversations(ctx context.Context, v forum.Viewer, slug string, kind forum.ConversationKind, before store.Place, limit int) (store.InGroup, []store.Listed, error) {
	g, err := a.Group(ctx, v, slug)
	if err != nil {
		return g, nil, err
	}
	var list []store.Listed
	err = a.store.Read(ctx, func(r *store.Reader) error {
		list, err = r.Conversations(v, g.ID, kind, before, limit)
		return err
	})
	return g, list, err
}
