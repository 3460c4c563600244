package view

import (
	"time"

	"plenary/internal/forum"
)

// Settings is a person's own page.
type Settings struct {
	Page
	Person   forum.Person
	Zones    []string // IANA names to choose from
	Profile  Form     // name, handle, organisation, bio, lang, zone
	Picture  Form     // picture
	Password Form     // current, password
	Sessions []Session
	Tokens   []Token
	NewToken string // shown once after it was made
	Token    Form   // name
}

// Session is a browser that is signed in.
type Session struct {
	ID      forum.SessionID
	Agent   string // as in "Firefox on Android"
	IP      string
	Seen    time.Time
	Made    time.Time
	Current bool
}

// Token is a key for programs.
type Token struct {
	ID   forum.TokenID
	Name string
	Seen time.Time // zero: never used
	Made time.Time
}

// Leave asks before an account is closed.
type Leave struct {
	Page
	Form Form          // posts: stay|go, password or the word asked for in "confirm"
	Sole []forum.Group // groups that would be left without a lead
}

// NetworkSettings is where organisers look after people and groups.
type NetworkSettings struct {
	Page
	People      []NetworkPerson
	Pages       Pages
	Query       string
	Requests    []JoinRequest
	Invitations []Invitation
	Groups      []GroupCard
	NewLink     string // an invitation's or sign-in address, shown once
	Add         Form   // name, email, role
	Invite      Form   // email, group, group_role, days, uses
}

// NetworkPerson is an account in the organisers' list.
type NetworkPerson struct {
	Person forum.Person
	Groups int64
	Seen   time.Time
}
