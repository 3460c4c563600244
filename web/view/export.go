package view

import "plenary/internal/forum"

// Export offers to make a record.
type Export struct {
	Page
	Heading string // already worded
	Of      string // title of the conversation, or name of the group
	Posts   int64
	Files   int64
	Bytes   int64 // of the files
	Action  string
	Back    string       // where it is read
	Last    forum.Export // that is being made, or ready; the zero Export if none
}

// large reports whether the record is made beside.
func (p Export) large() bool { return p.Posts > forum.MaxPostsAtOnce || p.Bytes > forum.MaxBytesAtOnce }

// ExportState says how far a record is that is made beside.
type ExportState struct {
	Export
	State forum.Export
	File  string // its address, once it is ready
}
