package view

import (
	"plenary/internal/forum"
)

// SignIn asks for e-mail and password, or sends a link.
type SignIn struct {
	Page
	Form Form   // email, password
	Link Form   // email
	Next string // path to go on to; a path of this site
	Sent bool   // a link was sent, if the address is known
}

// Confirm is a page whose one button acts, because mail scanners follow links.
type Confirm struct {
	Page
	Heading string // already worded
	Text    string
	Button  string
	Action  string
	Hidden  map[string]string
	Danger  bool
	Cancel  string // address of a way out, if there is one
}

// Join asks for an account.
type Join struct {
	Page
	Form   Form // name, email, organisation, note
	Sent   bool
	Closed bool // requests are not taken
}

// Accept is an invitation: what it leads to, and how to take it.
type Accept struct {
	Page
	Code      string
	GroupName string // "" for the network alone
	Role      forum.GroupRole
	By        string // name of who invites
	Email     string // to whom it was sent, if to one address
	Form      Form   // name, email, password, organisation, lang
	Member    bool   // the reader is in that group already
}

// Setup makes the first organiser.
type Setup struct {
	Page
	Token string
	Form  Form // name, email, password
}

// Problem is an error, in plain words.
type Problem struct {
	Page
	Status int
	Detail string // already worded; "" takes the status's own sentence
	Text   string // what somebody had typed, so that it is never lost
	Retry  int    // seconds until it makes sense to try again
	ID     string // of the request, for who asks for help
}

// APIReader is the page on which the API's description is read.
type APIReader struct {
	Page
	Version string
	Spec    string // address of openapi.json
	Calls   []APICall
}

// APICall is one call of the API.
type APICall struct {
	Tag     string
	Method  string
	Path    string
	Summary string
	Detail  string
	Params  []APIParam
	Body    string // an example
	Answers []APIAnswer
}

// APIParam is a parameter of a call.
type APIParam struct {
	Name, In, Type, Text string
	Required             bool
}

// APIAnswer is how a call answers.
type APIAnswer struct {
	Status, Text string
}
