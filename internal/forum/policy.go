package forum

import "slices"

// Viewer is who is asking. The zero Viewer is a visitor.
type Viewer struct {
	ID      UserID
	Role    NetworkRole
	Lang    Lang // of the interface, resolved: never ""
	Zone    string
	Session SessionID // 0 for tokens and visitors
	Silent  []GroupID // where they may read, but not write or react; 0 is everywhere
}

func (v Viewer) silentIn(g GroupID) bool {
	return slices.Contains(v.Silent, 0) || slices.Contains(v.Silent, g)
}

// SignedIn reports whether v is a person of the network.
func (v Viewer) SignedIn() bool { return v.ID != 0 }

// Organiser reports whether v runs the network.
func (v Viewer) Organiser() bool { return v.SignedIn() && v.Role == RoleOrganiser }

// NetworkModerator reports whether v moderates every group.
func (v Viewer) NetworkModerator() bool {
	return v.SignedIn() && (v.Role == RoleModerator || v.Role == RoleOrganiser)
}

// Act is something one may do in a group or, with no group, in what belongs to
// the whole network (its articles and their comments).
type Act int

const (
	Seeing      Act = iota // read it, find it, watch it
	SeeingNames            // member lists, profiles, presence
	Flagging
	Commenting // under an article
	Reacting
	Posting // reply, start discussions, upload
	Moderating
	MakingChannels
	Concluding
	Managing // members, roles, invitations, the group's text, products, articles
	ReadingLog
	Exporting      // one conversation, as they see it
	ExportingGroup // all of it in one file
)

// rank orders what a person can be in a group.
type rank int

const (
	asVisitor rank = iota
	asSignedIn
	asObserver
	asMember
	asModerator
	asLead
)

// needs is product.md's table "Who may do what": the least that each act asks
// for, given that the viewer sees the group at all.
var needs = map[Act]rank{
	Seeing:         asVisitor,
	SeeingNames:    asSignedIn,
	Flagging:       asSignedIn,
	Commenting:     asSignedIn,
	Reacting:       asObserver,
	Posting:        asMember,
	Moderating:     asModerator,
	MakingChannels: asModerator,
	Concluding:     asModerator,
	Managing:       asLead,
	ReadingLog:     asLead,
	Exporting:      asSignedIn,
	ExportingGroup: asLead,
}

var rankOfRole = map[GroupRole]rank{
	Observer: asObserver, Member: asMember, Moderator: asModerator, Lead: asLead,
}

// Standing is what a viewer is in one group; every permission follows from it.
// With Network set there is no group: it is about what belongs to the network.
type Standing struct {
	Viewer     Viewer
	Group      GroupID
	Network    bool
	Visibility Visibility
	Joining    Joining
	Role       GroupRole // the viewer's membership; "" if none
}

// NetworkStanding is v's standing in what belongs to no group.
func NetworkStanding(v Viewer) Standing {
	return Standing{Viewer: v, Network: true, Visibility: SeenByEveryone}
}

// own is what the viewer's own membership gives.
func (s Standing) own() rank {
	switch {
	case !s.Viewer.SignedIn():
		return asVisitor
	case s.Network:
		return asObserver // whoever may comment under an article may react there
	case s.Role == "":
		return asSignedIn
	}
	return rankOfRole[s.Role]
}

// full is own, raised by what the viewer is in the network.
func (s Standing) full() rank {
	r := s.own()
	if s.Viewer.Organiser() {
		return asLead
	}
	if s.Viewer.NetworkModerator() {
		r = max(r, asModerator)
	}
	return r
}

// sees is the axis of visibility.
func (s Standing) sees() bool {
	switch s.Visibility {
	case SeenByEveryone:
		return true
	case SeenByNetwork:
		return s.Viewer.SignedIn()
	case SeenByMembers:
		return s.full() >= asObserver
	}
	return false
}

// May reports whether the viewer may do it. Posting counts only the viewer's
// own membership: nobody posts in a group that they are not in, whoever may
// read it.
func (s Standing) May(a Act) bool {
	need, known := needs[a]
	if !known || !s.sees() {
		return false
	}
	if a == Posting && s.Network {
		return false
	}
	if a == Posting || a == Reacting || a == Commenting {
		if s.Viewer.silentIn(s.Group) {
			return false
		}
	}
	if a == Posting || a == Reacting {
		return s.own() >= need
	}
	return s.full() >= need
}

// Silenced reports whether the viewer may read here, but not write or react.
func (s Standing) Silenced() bool { return s.Viewer.SignedIn() && s.Viewer.silentIn(s.Group) }

// Check is nil if the viewer may; NotFound if they may not even see it,
// SignedOut if signing in may be all that lacks, else Forbidden.
func (s Standing) Check(a Act) error {
	switch {
	case s.May(a):
		return nil
	case !s.sees():
		return Missing()
	case !s.Viewer.SignedIn():
		return Refused(SignedOut, "error.signed_out")
	case (a == Posting || a == Reacting || a == Commenting) && s.Viewer.silentIn(s.Group):
		return Refused(Forbidden, "error.silenced")
	}
	return Refused(Forbidden, "error.forbidden")
}

// Visits reports whether the viewer sees the group only because of what they
// are in the network; such a look leaves a line in the group's log.
func (s Standing) Visits() bool {
	return s.Visibility == SeenByMembers && s.Role == "" && s.sees()
}

// MayGive reports whether the viewer may give, change or end the role in the
// group.
func (s Standing) MayGive(r GroupRole) bool { return r.Valid() && s.May(Managing) }

// MayJoin says how the viewer can join now: freely, by request, or ("") not.
func (s Standing) MayJoin() Joining {
	if !s.Viewer.SignedIn() || s.Role != "" || s.Network || !s.sees() || s.Joining == JoinInvite {
		return ""
	}
	return s.Joining
}
