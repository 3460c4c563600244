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
)

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
	Path      string
}
