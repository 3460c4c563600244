package view

import (
	"time"

	"plenary/internal/forum"
)

// Draft is what a box says of the text in it that is kept.
type Draft struct {
	Version int64 // 0: nothing is kept
	SavedAt time.Time
	Others  []OtherDraft
}

// OtherDraft is a text that was written at the same place in another window.
type OtherDraft struct {
	ID   forum.DraftID
	Text string
	At   time.Time
	Here bool // in this browser
}

// Drafts is the list of what its reader has not sent yet.
type Drafts struct {
	Page
	Drafts []KeptDraft
}

// KeptDraft is a text with where it belongs. Without Path its writer does not
// see that place any more.
type KeptDraft struct {
	ID      forum.DraftID
	Place   forum.DraftPlace
	Version int64
	Title   string
	Path    string
	Text    string
	At      time.Time
	Aside   bool // another one is the draft there
}
