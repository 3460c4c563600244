package forum

import (
	"strings"
	"time"
)

// MoveKind says what a moderator made of posts.
type MoveKind string

const (
	MovedOver MoveKind = "move"   // to a conversation that was there
	SplitOff  MoveKind = "split"  // to a new discussion, as they stood
	MergedIn  MoveKind = "merge"  // all of a discussion to another
	Curated   MoveKind = "curate" // to a new discussion, chosen and put in order
)

const (
	MaxMoved     = 1000             // posts of one move
	UndoWindow   = 10 * time.Minute // within which moderators take back what they did
	MaxTwoLines  = 400              // characters
	SummaryLines = 2
)

// Move is what a moderator did with posts, and where they were.
type Move struct {
	ID       MoveID
	Kind     MoveKind
	Actor    UserID
	Target   ConversationID
	Made     bool   // the target was made by it
	Summary  string // of the target, before
	At       time.Time
	UndoneAt time.Time
}

// UndoableAt reports whether the move can still be taken back.
func (m Move) UndoableAt(now time.Time) bool {
	return m.UndoneAt.IsZero() && now.Sub(m.At) < UndoWindow
}

// CheckMoved is nil if so many posts, all of them different, can be moved at
// once.
func CheckMoved(ids []PostID) error {
	if len(ids) == 0 || len(ids) > MaxMoved {
		return Wrong("posts", "error.between", "Min", 1, "Max", MaxMoved)
	}
	seen := make(map[PostID]bool, len(ids))
	for _, id := range ids {
		if seen[id] {
			return Wrong("posts", "error.move_twice")
		}
		seen[id] = true
	}
	return nil
}

// MayLeave is nil if the post may be moved out of c: it stands there visibly,
// and c is no article's.
func (p Post) MayLeave(c Conversation) error {
	switch {
	case c.Kind == Comments:
		return Wrong("posts", "error.move_comments")
	case p.Number == 0 || p.State == Held:
		return Wrong("posts", "error.move_held")
	}
	return nil
}

// TakesMoved is nil if posts may be moved into c by someone of standing s who
// moderates there.
func (c Conversation) TakesMoved(s Standing) error {
	if err := s.Check(Moderating); err != nil {
		return err
	}
	switch {
	case c.Kind == Comments:
		return Wrong("to", "error.move_comments")
	case c.MergedInto != 0:
		return Refused(Conflict, "error.merged")
	case c.State == Archived:
		return Refused(Forbidden, "error.archived")
	}
	return nil
}

// CleanSummary is a summary of at most two lines.
func CleanSummary(field, s string) (string, error) {
	s, err := CleanText(field, s, MaxTwoLines)
	if err != nil {
		return "", err
	}
	var lines []string
	for line := range strings.Lines(s) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	if len(lines) > SummaryLines {
		return "", Wrong(field, "error.summary_lines", "Max", SummaryLines)
	}
	return strings.Join(lines, "\n"), nil
}

// Run is a run of seqs, both ends with it.
type Run struct{ From, To int64 }

// Reading is what somebody has read of a conversation: all up to To, and what
// lies in the runs above it.
type Reading struct {
	To    int64
	Ahead []Run // in their order
}

// Has reports whether what became visible by that seq was read.
func (r Reading) Has(seq int64) bool {
	if seq <= r.To {
		return true
	}
	for _, run := range r.Ahead {
		if run.From <= seq && seq <= run.To {
			return true
		}
	}
	return false
}

// RunsOf are the runs that rising seqs make.
func RunsOf(seqs []int64) []Run {
	var runs []Run
	for _, seq := range seqs {
		if n := len(runs); n > 0 && runs[n-1].To+1 == seq {
			runs[n-1].To = seq
		} else {
			runs = append(runs, Run{seq, seq})
		}
	}
	return runs
}
