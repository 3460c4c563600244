package view

// Export offers to make a record.
type Export struct {
	Page
	Heading string // already worded
	Of      string // title of the conversation, or name of the group
	Posts   int64
	Files   int64
	Bytes   int64 // of the files
	Action  string
	Back    string // where it is read
}
