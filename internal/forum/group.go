package forum

import "time"

// Visibility says who sees a group.
type Visibility string

const (
	SeenByEveryone Visibility = "everyone"
	SeenByNetwork  Visibility = "network"
	SeenByMembers  Visibility = "members"
)

// Joining says how one becomes a member.
type Joining string

const (
	JoinFree    Joining = "free"
	JoinRequest Joining = "request"
	JoinInvite  Joining = "invite"
)

// GroupRole is what a person is in one group; "" is not in it.
type GroupRole string

const (
	Observer  GroupRole = "observer"
	Member    GroupRole = "member"
	Moderator GroupRole = "moderator"
	Lead      GroupRole = "lead"
)

const (
	MaxGroupName = 120
	MaxFocus     = 1000
	MaxAbout     = 20000
	MaxSlug      = 80
)

func (v Visibility) Valid() bool {
	return v == SeenByEveryone || v == SeenByNetwork || v == SeenByMembers
}

func (j Joining) Valid() bool { return j == JoinFree || j == JoinRequest || j == JoinInvite }

func (r GroupRole) Valid() bool {
	return r == Observer || r == Member || r == Moderator || r == Lead
}

// AtLeast reports whether r is what other is in a group, or more.
func (r GroupRole) AtLeast(other GroupRole) bool { return rankOfRole[r] >= rankOfRole[other] }

// Group is a work group.
type Group struct {
	ID          GroupID
	Slug        string
	Name        string
	Focus       string
	AboutSource string // Markdown, to those who may change it
	About       SafeHTML
	Visibility  Visibility
	Joining     Joining
	CreatedAt   time.Time
}

// Path is the address of the group within the site.
func (g Group) Path() string { return "/g/" + g.Slug }

// Product is what a group makes: a toolkit, brief, brochure; a link or a file.
type Product struct {
	ID     ProductID
	Title  string
	Kind   string
	URL    string
	FileID FileID
}

// Membership is a person in a group.
type Membership struct {
	GroupID  GroupID
	Person   Author
	Role     GroupRole
	JoinedAt time.Time
}

// ValidSlug reports whether s can stand in an address: 1–80 of a-z, 0-9 and -,
// neither starting nor ending with -.
func ValidSlug(s string) bool {
	if s == "" || len(s) > MaxSlug || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' {
			return false
		}
	}
	return true
}
