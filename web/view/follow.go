package view

import "plenary/internal/forum"

// Follow is in which a reader says what they want to be told of, in a group or
// a conversation. Where nobody reads who could, it shows nothing.
type Follow struct {
	forum.Follow
	Action string // where it is sent
	Group  string // the name of the group around a conversation; "" if there is none
}

// ofGroup reports whether it is about a group as a whole.
func (f Follow) ofGroup() bool { return len(f.Action) > 3 && f.Action[:3] == "/g/" }

// followWord names what is followed.
func (p Page) followWord(f Follow) string {
	switch {
	case f.Muted():
		return p.T("follow.not")
	case f.ofGroup():
		return p.T("follow.following")
	}
	return p.T("follow.at." + string(f.Level))
}
