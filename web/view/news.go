package view

import (
	"plenary/internal/forum"
)

// News lists articles, newest first; drafts and scheduled ones for who may
// edit them.
type News struct {
	Page
	Articles []forum.Article
	MayWrite bool
	Older    string // address of the next page, if there is one
}

// Article is an article with its comments.
type Article struct {
	Page
	Article      forum.Article
	Standing     forum.Standing // in its group or the network
	Conversation forum.Conversation
	Shared       *SharedThread // the comments of this page, with Own; nil: Items
	Own          map[forum.PostID]Own
	Items        []Item
	Pages        Pages
	NewPath      string
	Composer     Composer
	Guest        *GuestForm // instead of the box, for visitors; nil where guests don't comment
	Here         []forum.Author
	Follow       Follow
}

// ArticleEdit writes an article (Article.ID is 0) or changes one.
type ArticleEdit struct {
	Page
	Article forum.Article
	Groups  []forum.Group // those the writer may publish in
	Network bool          // the writer may publish for the whole network
	Form    Form          // title, slug, kind, summary, body, group, lang, guests, picture_alt, when: draft|now|later, at: local time of the network's zone
	Preview forum.SafeHTML

	ClientID string // makes a retry harmless
	Draft    Draft
}
