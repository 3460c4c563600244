package forum

import "time"

// NoticeKind says why somebody is told something.
type NoticeKind string

const (
	NoticeMention     NoticeKind = "mention"
	NoticeReply       NoticeKind = "reply"
	NoticeGroupCall   NoticeKind = "group_mention"
	NoticePosted      NoticeKind = "posted"       // to who follows everything: there are new posts
	NoticeStarted     NoticeKind = "started"      // to the same: a discussion began
	NoticeJoinAsked   NoticeKind = "join_asked"   // to leads: somebody asks to join
	NoticeJoinGranted NoticeKind = "join_granted" // to who asked
	NoticeJoinRefused NoticeKind = "join_refused"
	NoticeRoleChanged NoticeKind = "role_changed"
	NoticeRemoved     NoticeKind = "post_removed" // a moderator removed a post of the reader's
	NoticeEdited      NoticeKind = "post_edited"  // a moderator edited one
	NoticeApproved    NoticeKind = "post_approved"
	NoticeRestored    NoticeKind = "post_restored"
	NoticeWarned      NoticeKind = "warned"
	NoticeSilenced    NoticeKind = "silenced"
	NoticeBanned      NoticeKind = "banned"      // from a group
	NoticeFlagAgreed  NoticeKind = "flag_agreed" // to who flagged: the moderators did something
	NoticeFlagKept    NoticeKind = "flag_declined"
	NoticeCurated     NoticeKind = "curated"        // posts of the reader's were moved, or made a discussion of
	NoticeMovedAway   NoticeKind = "moved_away"     // … to where they can't see them
	NoticeWaiting     NoticeKind = "review_waiting" // to leads: something waits in the review inbox since yesterday
)

// FromModerators reports whether the kind says what moderators did with a post.
func (k NoticeKind) FromModerators() bool {
	return k == NoticeRemoved || k == NoticeApproved || k == NoticeRestored || k == NoticeWarned || k == NoticeSilenced || k == NoticeBanned
}

// Notice is something a person is told: a kind and parameters, worded in the
// reader's language when it is shown.
type Notice struct {
	ID           NoticeID
	Kind         NoticeKind
	Actor        Author
	Post         PostID
	Conversation ConversationID
	Group        GroupID
	Article      ArticleID
	Detail       string // a word of ours, such as a role
	Asks         bool   // a question that waits for the reader's answer
	At           time.Time
	ReadAt       time.Time

	// Read with the notice, as they are now and as far as the reader sees them.
	Title     string           // of the conversation, article or group
	In        ConversationKind // that the title names; "" where it names no conversation
	GroupName string
	Excerpt   string // of the post's text
	Lang      Lang   // of the excerpt

	With []Notice // older ones that are told together with it
	Note string   // what a moderator wrote about it
	Path string
}
