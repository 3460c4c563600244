package view

import "plenary/internal/forum"

// PostHistory is what a post said, and how one version became another.
type PostHistory struct {
	Page
	Post         forum.Post
	Conversation forum.Conversation
	Versions     []forum.Version // newest first
	From, To     forum.Version   // zero where there are no two
	Change       forum.Difference
}

// versionName names a version: by its number, and whether it is the present one.
func (p PostHistory) versionName(v forum.Version) string {
	if v.Now {
		return p.T("history.now", "Number", v.Number)
	}
	return p.T("history.version", "Number", v.Number)
}

// notes say what changed about words that stayed.
func (p PostHistory) notes() []string {
	var all []string
	for _, note := range []struct {
		said bool
		key  string
	}{{p.Change.Links, "history.links"}, {p.Change.Form, "history.form"}, {p.Change.Layout, "history.layout"}} {
		if note.said {
			all = append(all, p.T(note.key))
		}
	}
	return all
}

func (p PostHistory) pieceText(piece forum.Piece) string {
	switch {
	case !piece.Picture:
		return piece.Text
	case piece.Text == "":
		return "[" + p.T("history.picture") + "]"
	}
	return "[" + p.T("history.picture") + ": " + piece.Text + "]"
}
