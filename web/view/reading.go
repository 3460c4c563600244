package view

// Reading is how a discussion is read: from which end, and where in it one is.
type Reading struct {
	Newest   bool
	From, To int64  // numbers of the first and the last post that stand here; 0: none do
	Last     int64  // number of the discussion's last post
	Older    string // of Newest: address of what stands before, if anything does
	Newer    string // of Newest: address of what stands after
	Jump     Form   // at, number
}

// long reports whether there is more to read than this page.
func (p Discussion) long() bool {
	return p.Pages.Count > 1 || p.Reading.Older != "" || p.Reading.Newer != ""
}

// where says which posts stand here.
func (p Discussion) where() string {
	r := p.Reading
	if !p.long() || r.To == 0 {
		return p.T("reading.view")
	}
	return p.T("reading.span", "From", r.From, "To", r.To, "Last", r.Last)
}

// newest is the address of the discussion as it is read from the newest down.
func (p Discussion) newest() string { return p.Conversation.Path() + "?order=newest" }

// pages are the discussion's, in its own order.
func (p Discussion) page(n int64) string { return Pages{Base: p.Conversation.Path()}.href(n) }
