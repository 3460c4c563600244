package app

import (
	"plenary/internal/backup"
	"plenary/internal/store"
)

// What the store reads and front doors show, under the verbs' own name, so
// that no front door needs the store.
type (
	Backup      = backup.Record
	Data        = store.Data
	Group       = store.InGroup
	Invitation  = store.Invitation
	JoinRequest = store.JoinRequest
	JobsOf      = store.JobsOf
	Known       = store.Known
	Listed      = store.Listed
	Member      = store.Member
	Place       = store.Place
	Recorded    = store.Recorded
	Revision    = store.Revision
	Session     = store.Session
	SlowQuery   = store.SlowQuery
	Token       = store.Token
)
