package forum

// Ids are types, so that arguments cannot swap. Zero means none.
type (
	UserID         int64
	GroupID        int64
	ConversationID int64
	PostID         int64
	ArticleID      int64
	EventID        int64
	FileID         int64
	SessionID      int64
	TokenID        int64
	InvitationID   int64
	JoinRequestID  int64
	ProductID      int64
	NoticeID       int64
	DraftID        int64
	MoveID         int64
)

// SafeHTML is HTML that the sanitizer let through. Only internal/markup makes
// it and only internal/store reads it back; everything else passes it on.
type SafeHTML string
