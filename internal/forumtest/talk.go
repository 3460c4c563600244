package forumtest

import (
	"context"

	"plenary/internal/app"
	"plenary/internal/forum"
)

// Starts starts a discussion in a group, through the verbs.
func (p *Person) Starts(group, title string) forum.Conversation {
	p.f.t.Helper()
	c, _, _, err := p.f.App.StartDiscussion(context.Background(), p.V, app.DiscussionInput{Group: group, Title: title,
		Body: app.Body{Source: "First of " + title, Format: forum.Markdown}})
	p.f.must(err, p.Name+" starts "+title)
	return c
}

// Replies adds a post to a conversation, through the verbs.
func (p *Person) Replies(c forum.Conversation, text string) app.Post {
	p.f.t.Helper()
	return p.Answers(c, 0, text)
}

// Answers adds a reply to a post (0: to nobody), through the verbs.
func (p *Person) Answers(c forum.Conversation, to forum.PostID, text string) app.Post {
	p.f.t.Helper()
	post, _, err := p.f.App.Reply(context.Background(), p.V, app.ReplyInput{Conversation: c.ID, ReplyTo: to,
		Body: app.Body{Source: text, Format: forum.Markdown}})
	p.f.must(err, p.Name+" replies")
	return post
}

// Edits changes a post, through the verbs.
func (p *Person) Edits(id forum.PostID, text string) app.Post {
	p.f.t.Helper()
	post, err := p.f.App.Edit(context.Background(), p.V, app.EditInput{Post: id, Body: app.Body{Source: text, Format: forum.Markdown}})
	p.f.must(err, p.Name+" edits")
	return post
}

// Removes removes a post, through the verbs.
func (p *Person) Removes(id forum.PostID) {
	p.f.t.Helper()
	_, err := p.f.App.Remove(context.Background(), p.V, id)
	p.f.must(err, p.Name+" removes")
}

// General is the channel that every group has.
func (f *Forum) General(group string) forum.Conversation {
	f.t.Helper()
	_, list, err := f.App.Conversations(context.Background(), app.CommandLine(), group, forum.Channel, app.Place{}, 1)
	f.must(err, "channels of "+group)
	return list[0].Conversation
}

// FirstPost is the post that opens a conversation.
func (f *Forum) FirstPost(c forum.Conversation) app.Post {
	f.t.Helper()
	run, err := f.App.PostsAfter(context.Background(), app.CommandLine(), c.ID, 0, 1)
	f.must(err, "first post")
	return run.Posts[0]
}
