package forum

import "time"

// ArticleKind says what an article is.
type ArticleKind string

const (
	BlogPost ArticleKind = "post"
	Report   ArticleKind = "report"
)

func (k ArticleKind) Valid() bool { return k == BlogPost || k == Report }

// GuestRule says whether people without an account may comment.
type GuestRule string

const (
	GuestsClosed    GuestRule = "closed"
	GuestsHeld      GuestRule = "held"
	GuestsConfirmed GuestRule = "confirmed"
)

func (g GuestRule) Valid() bool {
	return g == GuestsClosed || g == GuestsHeld || g == GuestsConfirmed
}

const (
	MaxArticleTitle = 200
	MaxSummary      = 600
	MaxArticleText  = 200_000
)

// Article is a blog post or a meeting report.
type Article struct {
	ID             ArticleID
	Slug           string
	Title          string
	Kind           ArticleKind
	Summary        string
	Source         string
	Format         Format
	HTML           SafeHTML
	Text           string
	Lang           Lang
	Author         Author
	GroupID        GroupID // 0: of the network
	GroupSlug      string
	GroupName      string
	Picture        FileID
	Cover          File // Picture's id, type, measures and blur, named "picture"
	PictureAlt     string
	Guests         GuestRule
	PublishedAt    time.Time // zero: draft; future: scheduled
	CreatedAt      time.Time
	UpdatedAt      time.Time
	ConversationID ConversationID
	Comments       int64
}

// Path is the article's address within the site.
func (a Article) Path() string { return "/news/" + a.Slug }

// Published reports whether a is out at the given time.
func (a Article) Published(now time.Time) bool {
	return !a.PublishedAt.IsZero() && !a.PublishedAt.After(now)
}

// MaySee reports whether someone of standing s in the article's group (or in
// the network) sees it: those who see the group once it is out, those who
// manage it and its author before.
func (a Article) MaySee(s Standing, now time.Time) bool {
	if !s.May(Seeing) {
		return false
	}
	return a.Published(now) || a.MayEdit(s)
}

// MayEdit reports whether someone of standing s may change the article.
func (a Article) MayEdit(s Standing) bool { return s.May(Managing) }
