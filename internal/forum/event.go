package forum

import "time"

// EventKind names one kind of change. Those with a conversation carry its next
// seq; consumers ignore kinds that they do not know.
type EventKind string

const (
	PostCreated         EventKind = "post.created" // also: approved, restored from hold
	PostEdited          EventKind = "post.edited"
	PostRemoved         EventKind = "post.removed"
	PostRestored        EventKind = "post.restored"
	PostMoved           EventKind = "post.moved" // into this conversation; where it names no post, out of it: see MovedPosts
	PostReacted         EventKind = "post.reacted"
	PostVoted           EventKind = "post.voted" // also: its poll was closed. Of a secret poll it names nobody
	ConversationChanged EventKind = "conversation.changed"

	// Without a conversation, and so without a seq.
	GroupChanged      EventKind = "group.changed"
	GroupVisited      EventKind = "group.visited" // staff opened a group they are not in
	MembershipChanged EventKind = "membership.changed"
	MembershipEnded   EventKind = "membership.ended"
	PersonChanged     EventKind = "person.changed"
	PersonLeft        EventKind = "person.left"
	SessionEnded      EventKind = "session.ended"
	TokenEnded        EventKind = "token.ended"
	ArticleChanged    EventKind = "article.changed"
	JoinAsked         EventKind = "join.asked"
	JoinDecided       EventKind = "join.decided"
	InvitationMade    EventKind = "invitation.made"
	InvitationEnded   EventKind = "invitation.ended"
	ReviewOpened      EventKind = "review.opened"
	ReviewClaimed     EventKind = "review.claimed"
	ReviewDecided     EventKind = "review.decided"
	Sanctioned        EventKind = "person.sanctioned" // what somebody may not do changed
)

// Event is one change. It names what changed and holds no text.
type Event struct {
	ID           EventID
	Conversation ConversationID // 0 outside conversations
	Seq          int64          // 0 outside conversations
	Kind         EventKind
	At           time.Time
	Actor        UserID
	Post         PostID
	Person       UserID // whom it is about
	Group        GroupID
	Article      ArticleID
	Ref          int64 // id of what else it is about: session, token, invitation, request
	To           ConversationID
	Detail       string // a word of ours: the field or role that changed; never somebody's text
	Staff        bool   // done by a moderator or lead as such: stands in the log
}

// MaxReplay is how many events a reader may be behind and still be caught up
// event by event; beyond it the conversation is read again.
const MaxReplay = 500
