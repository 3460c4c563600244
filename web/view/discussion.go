package view

import "plenary/internal/forum"

// Discussion is a page of a discussion.
type Discussion struct {
	Page
	Conversation forum.Conversation
	Standing     forum.Standing
	Shared       *SharedThread // the posts of this page, with Own; nil: Items
	Own          map[forum.PostID]Own
	Items        []Item // of this page, by number; they are nested when shown
	Pages        Pages
	Reading      Reading
	People       int64          // who have posted
	Faces        []forum.Author // some of them
	Unread       int64
	NewPath      string      // address of the first unread post, if it is on another page
	Conclusion   *Conclusion // of the whole discussion, wherever its post stands
	Composer     Composer
	Here         []forum.Author // for signed-in readers
	Holds        Holds
	Edit         *Form // the title's form is open: title
	Follow       Follow
}

// Conclusion is what the group concluded.
type Conclusion struct {
	Post    forum.PostID
	Author  forum.Author
	Excerpt string
	Lang    forum.Lang // of the excerpt
}

// Channel is a channel's page: newest at the bottom.
type Channel struct {
	Page
	Conversation forum.Conversation
	Standing     forum.Standing
	Items        []Item
	Older        string // address of what came before, if there is any
	Newer        string // address of what came after, if the page does not end with the newest
	Composer     Composer
	Here         []forum.Author
	HereCount    int64
	Others       []NavChannel // the group's other channels
	Holds        Holds
	Follow       Follow
}

// PostEdit is a post's edit page.
type PostEdit struct {
	Page
	Post         Item
	Conversation forum.Conversation
	Composer     Composer
	Conflict     *Post // the post as somebody else changed it meanwhile
}

// PostReply answers one post without script.
type PostReply struct {
	Page
	Post         Item
	Conversation forum.Conversation
	Composer     Composer
}

// PostRemove asks before a post is removed.
type PostRemove struct {
	Page
	Post         Item
	Conversation forum.Conversation
	Moderating   bool // it is somebody else's
	Form         Form // note
}

// Context is a post to be read beside one that answers it: a fragment, not a
// page.
type Context struct {
	Page
	Post Item
}
