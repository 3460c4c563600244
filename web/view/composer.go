package view

import (
	"plenary/internal/forum"
)

// Composer is the box that posts are written in. Its zero value shows nothing.
type Composer struct {
	Action    string // where it is sent: /t/{id}/reply, /c/{id}/say, /news/{slug}/comment, /p/{id}/edit
	Kind      forum.ConversationKind
	Name      string // of the channel, for its label
	ClientID  string // a new UUID for every page; makes a retry harmless
	ReplyTo   forum.PostID
	ReplyName string // whom ReplyTo is by
	Body      string
	Format    forum.Format // of Body; "" is markdown
	Lang      forum.Lang
	Said      forum.Lang // which the writer chose; "" leaves it to be guessed
	Revision  int        // when editing: the revision that the text came from
	Error     string     // what was wrong with Body, already worded
	Audience  Audience
	Cancel    string // address of a way out, if there is one
	Denied    Denied // why there is no box
	Edits     bool   // the button says Save
	Tells     int    // how many people @group in Body would tell: the author is asked
	Place     forum.DraftPlace
	Draft     Draft
	Poll      PollForm
	Slow      Slow
}

// richActs are what only the editor does, in the order of its toolbar;
// tableActs are for where the caret is in a table.
var (
	richActs  = []string{"heading2", "heading3", "heading4", "numbers", "tasks", "strike", "code", "codeblock", "table", "rule", "undo", "redo"}
	tableActs = []string{"row", "column", "norow", "nocolumn", "notable"}
)

// Audience is who will be able to read what is written.
type Audience struct {
	Visibility forum.Visibility // "" says nothing
	Group      string           // the group's name; "" for the network's articles
}

// Denied says why the reader can't write here. The zero value: they can, or
// there is nothing to say.
type Denied struct {
	Reason string        // DeniedSignIn, DeniedJoin, DeniedObserver, DeniedLocked, DeniedArchived, DeniedSilenced, DeniedUnborn
	Slug   string        // of the group to join
	How    forum.Joining // how it can be joined; "" not
	Draft  bool          // they have a draft all the same
	Why    string        // the moderators' words for it
}

const (
	DeniedSignIn   = "sign_in"
	DeniedJoin     = "join"
	DeniedObserver = "observer"
	DeniedLocked   = "locked"
	DeniedArchived = "archived"
	DeniedSilenced = "silenced"
	DeniedUnborn   = "unborn"
)

// DeniedFor says why someone of standing s can't post in c, or the zero Denied
// if they can.
func DeniedFor(s forum.Standing, c forum.Conversation) Denied {
	if c.AcceptsPost(s) == nil {
		if c.Unborn() && c.ID != 0 {
			return Denied{Reason: DeniedUnborn}
		}
		return Denied{}
	}
	d := Denied{Slug: c.GroupSlug, How: s.MayJoin()}
	switch {
	case c.State == forum.Archived || c.MergedInto != 0:
		d.Reason = DeniedArchived
	case !s.Viewer.SignedIn():
		d.Reason = DeniedSignIn
	case c.State == forum.Locked:
		d.Reason, d.Why = DeniedLocked, c.LockReason
	case s.Silenced():
		d.Reason = DeniedSilenced
	case s.Role == forum.Observer:
		d.Reason = DeniedObserver
	default:
		d.Reason = DeniedJoin
	}
	return d
}
