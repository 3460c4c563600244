package view

// GuestForm is where people without an account comment.
type GuestForm struct {
	Form
	Action string
	Begun  string // says when the form was given out
	Known  bool   // this browser followed a mailed link before
	Held   bool   // a moderator looks at each comment first
}
