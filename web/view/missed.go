package view

import (
	"time"

	"plenary/internal/forum"
)

// Missed is what happened since a day or since the reader's last visit.
type Missed struct {
	Page
	Since  time.Time
	First  bool          // there was no visit before: Since is a week ago
	Chosen bool          // the reader chose the day
	Group  string        // slug of the one group that is looked at; "" for all
	Groups []forum.Group // the reader's
	In     []MissedIn    // those where something happened
	Form   Form          // since
}

// MissedIn is what happened in a group.
type MissedIn struct {
	Slug, Name string
	Concluded  []Recent
	Begun      []Recent
	Unanswered []Recent // still
	Busy       []Busy   // the most answers first
	Files      []SharedFile
}

// Busy is a discussion with how many answers it got.
type Busy struct {
	Recent
	Answers int64
}

// SharedFile is a file that came with a post.
type SharedFile struct {
	forum.File
	Post  forum.PostID
	Title string // of the conversation
	Kind  forum.ConversationKind
	By    forum.Author
	At    time.Time
}

// Since is how much happened in a group since its reader was there last.
type Since struct {
	At                           time.Time
	First                        bool
	Concluded, Begun, Unanswered int64
}

// any reports whether there is anything to say.
func (s Since) any() bool { return s.Concluded+s.Begun+s.Unanswered > 0 }

// startOf is the day that a date field starts with.
func (p Missed) startOf() string { return in(p.Zone, p.Since).Format(time.DateOnly) }

// groups are what can be looked at.
func (p Missed) groups() []choice {
	all := []choice{{"", p.T("missed.all_groups"), ""}}
	for _, g := range p.Groups {
		all = append(all, choice{g.Slug, g.Name, ""})
	}
	return all
}
