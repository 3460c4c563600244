package view

import "plenary/internal/forum"

// GuestForm is where people without an account comment.
type GuestForm struct {
	Form
	Action string
	Begun  string // says when the form was given out
	Known  bool   // this browser followed a mailed link before
	Held   bool   // a moderator looks at each comment first
}

// Guests lists who comments without an account, for organisers.
type Guests struct {
	Page
	Guests []forum.Guest
	Older  string // address of the next page, if there is one
}
