package demo

import (
	"fmt"
	"time"

	"plenary/internal/app"
	"plenary/internal/forum"
)

// plan plans what happens in a group.
func (p *planter) plan(g Group) error {
	for _, handle := range g.Waiting {
		p.then(26*time.Hour, func() error {
			_, err := p.app.Join(p.ctx, p.people[handle], g.Slug, "")
			return err
		})
	}
	_, general, err := p.app.Conversations(p.ctx, p.lead(g), g.Slug, forum.Channel, app.Place{}, 1)
	if err != nil || len(general) != 1 {
		return fmt.Errorf("demo: %s has no channel: %w", g.Slug, err)
	}
	for i, ch := range g.Channels {
		id := general[0].ID
		if i > 0 {
			made, err := p.app.MakeChannel(p.ctx, p.lead(g), g.Slug, ch.Title, ch.Topic)
			if err != nil {
				return fmt.Errorf("demo: %s: %w", ch.Title, err)
			}
			id = made.ID
		} else if _, err := p.app.ChangeConversation(p.ctx, p.lead(g), id, app.Change{Topic: &ch.Topic}); err != nil {
			return err
		}
		talk := &planted{p: p, lead: p.lead(g), id: id, posts: map[string]forum.PostID{}, members: g.Members}
		talk.plan(ch.Messages)
	}
	for _, d := range g.Discussions {
		p.planDiscussion(g, d)
	}
	return nil
}

// planted is one conversation while it is planted.
type planted struct {
	p       *planter
	lead    forum.Viewer
	id      forum.ConversationID
	posts   map[string]forum.PostID
	members map[string]string
}

func (p *planter) planDiscussion(g Group, d Discussion) {
	t := &planted{p: p, lead: p.lead(g), posts: map[string]forum.PostID{}, members: g.Members}
	first := d.Posts[0]
	p.then(first.Ago, func() error {
		c, post, _, err := p.app.StartDiscussion(p.ctx, p.people[first.By], app.DiscussionInput{Group: g.Slug, Title: d.Title,
			Body: app.Body{Source: first.Body, Format: forum.Markdown, Lang: forum.Lang(d.Lang)}})
		t.id = c.ID
		p.talks[[2]string{g.Slug, d.Title}] = c.ID
		t.posts[first.Key] = post.ID
		return err
	})
	t.after(first)
	t.plan(d.Posts[1:])
	last := d.Posts[len(d.Posts)-1].Ago
	change := func(on bool, ch app.Change) {
		if on {
			p.then(last/10, func() error {
				_, err := p.app.ChangeConversation(p.ctx, t.lead, t.id, ch)
				return err
			})
		}
	}
	yes, locked, archived := true, forum.Locked, forum.Archived
	change(d.Pinned, app.Change{Pinned: &yes})
	change(d.Locked, app.Change{State: &locked})
	change(d.Archived, app.Change{State: &archived})
}

func (t *planted) plan(posts []Post) {
	for _, post := range posts {
		t.p.then(post.Ago, func() error {
			made, _, err := t.p.app.Reply(t.p.ctx, t.p.people[post.By], app.ReplyInput{Conversation: t.id, ReplyTo: t.posts[post.ReplyTo],
				Body: app.Body{Source: post.Body, Format: forum.Markdown, Lang: forum.Lang(post.Lang)}})
			t.posts[post.Key] = made.ID
			return err
		})
		t.after(post)
	}
	if len(posts) > 0 {
		t.markRead(posts)
	}
}

// after plans what happens to a post once it is there.
func (t *planted) after(post Post) {
	if post.Edited != nil {
		t.p.then(post.Ago-post.Edited.After, func() error {
			_, err := t.p.app.Edit(t.p.ctx, t.p.people[post.By], app.EditInput{Post: t.posts[post.Key],
				Body: app.Body{Source: post.Edited.Body, Format: forum.Markdown, Lang: forum.Lang(post.Lang)}})
			return err
		})
	}
	for kind, handles := range post.Reactions {
		for i, handle := range handles {
			t.p.then(post.Ago*4/5-time.Duration(i)*time.Second, func() error {
				_, err := t.p.app.React(t.p.ctx, t.p.people[handle], t.posts[post.Key], kind, true)
				return err
			})
		}
	}
	if post.Removed {
		t.p.then(post.Ago-min(post.Ago/2, 20*time.Hour), func() error {
			_, err := t.p.app.Remove(t.p.ctx, t.p.people[post.By], t.posts[post.Key])
			return err
		})
	}
	if post.Conclusion {
		t.p.then(post.Ago/4, func() error {
			id := t.posts[post.Key]
			_, err := t.p.app.ChangeConversation(t.p.ctx, t.lead, t.id, app.Change{Conclusion: &id})
			return err
		})
	}
}

// markRead lets everybody have read what is older than their last visit, so
// that something is new to each.
func (t *planted) markRead(posts []Post) {
	upTo := ""
	for _, post := range posts {
		if post.Ago > lastVisit {
			upTo = post.Key
		}
	}
	if upTo == "" {
		return
	}
	t.p.then(lastVisit, func() error {
		for handle := range t.members {
			if _, err := t.p.app.MarkRead(t.p.ctx, t.p.people[handle], t.id, t.posts[upTo]); err != nil {
				return err
			}
		}
		return nil
	})
}

// planArticle plans an article with its comments.
func (p *planter) planArticle(art Article) {
	author := p.people[art.By]
	comments := &planted{p: p, lead: p.organiser(), posts: map[string]forum.PostID{}}
	p.then(max(art.Ago, 0)+time.Minute, func() error {
		kind, lang, guests := forum.ArticleKind(art.Kind), forum.Lang(art.Lang), forum.GuestRule(art.Guests)
		in := app.ArticleInput{Slug: &art.Slug, Title: &art.Title, Kind: &kind, Summary: &art.Summary, Lang: &lang, Group: &art.Group,
			Guests: &guests, Body: &app.Body{Source: art.Body, Format: forum.Markdown, Lang: lang}}
		if art.State != "draft" {
			at := p.at(art.Ago)
			in.PublishedAt = &at
		}
		made, err := p.app.AddArticle(p.ctx, author, in)
		comments.id = made.ConversationID
		return err
	})
	comments.plan(art.Comments)
}
