package forum

// Level is what somebody wants to be told of in a group or a conversation.
type Level string

const (
	Everything Level = "everything" // each new post
	Replies    Level = "replies"    // answers to them, mentions, calls of the group
	Nothing    Level = "nothing"    // not even those; and what is unread there does not count in sums
)

// Levels are all of them, the loudest first.
var Levels = []Level{Everything, Replies, Nothing}

func (l Level) Valid() bool { return l == Everything || l == Replies || l == Nothing }

// Follow is the level that holds for somebody in a group or a conversation.
// The zero value is nobody's.
type Follow struct {
	Level Level
	Set   bool // they chose it here; else it is the group's, or how everybody begins
}

// FollowAt is what holds where own was chosen ("": nothing was) and around it,
// in the group, outer.
func FollowAt(own, outer Level) Follow {
	switch {
	case own != "":
		return Follow{own, true}
	case outer != "":
		return Follow{Level: outer}
	}
	return Follow{Level: Replies}
}

// Muted reports whether nothing is told, and nothing counted in sums.
func (f Follow) Muted() bool { return f.Level == Nothing }

// Tells reports whether somebody at that level is told for that reason. What
// concerns them in person, such as a role or a post that was removed, is told
// always.
func (f Follow) Tells(why NoticeKind) bool {
	switch why {
	case NoticePosted, NoticeStarted:
		return f.Level == Everything
	case NoticeMention, NoticeReply, NoticeGroupCall:
		return f.Level != Nothing
	}
	return true
}
