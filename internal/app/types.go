package app

import "plenary/internal/store"

// What the store reads and front doors show, under the verbs' own name, so
// that no front door needs the store.
type (
	Data        = store.Data
	Group       = store.InGroup
	Invitation  = store.Invitation
	JoinRequest = store.JoinRequest
	Known       = store.Known
	Listed      = store.Listed
	Member      = store.Member
	Place       = store.Place
	Revision    = store.Revision
	Session     = store.Session
	Token       = store.Token
)
