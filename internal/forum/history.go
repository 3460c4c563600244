package forum

import "time"

// Version is what a post said for a while.
type Version struct {
	Number int
	HTML   SafeHTML
	By     Author // who wrote it: the post's author first, then who edited
	At     time.Time
	Now    bool // it is what the post says now
}

// PieceKind says what became of a piece of text.
type PieceKind string

const (
	Stayed PieceKind = "stayed"
	Came   PieceKind = "came"
	Went   PieceKind = "went"
)

// Piece is some text that stayed, came or went between two versions.
type Piece struct {
	Kind    PieceKind
	Text    string // of a picture: what it shows
	Picture bool
}

// Difference is what changed between two versions: the words, and what changed
// about words that stayed.
type Difference struct {
	Pieces []Piece // the whole text, in order
	Links  bool    // the same words lead elsewhere
	Form   bool    // bold, italic and the like
	Layout bool    // headings, lists, quotes, tables
}

// None reports whether the versions read alike.
func (d Difference) None() bool {
	for _, p := range d.Pieces {
		if p.Kind != Stayed {
			return false
		}
	}
	return !d.Links && !d.Form && !d.Layout
}
