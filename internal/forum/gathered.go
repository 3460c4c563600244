package forum

// Gathering is what of a conversation's posts is listed on a page of its own.
type Gathering string

const (
	GatheredFiles Gathering = "files"
	GatheredLinks Gathering = "links"
)

// GatheredPage is how many posts that hold some stand on one page.
const GatheredPage = 25

// Gathered is a post with the files that it holds or the links that lead out of
// it.
type Gathered struct {
	Post
	Files []File
	Links []Link
}

// Link is a way to another site, and the words that it is under.
type Link struct{ URL, Text string }
