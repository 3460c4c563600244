package demo

import (
	"plenary/internal/app"
	"plenary/internal/forum"
)

// flagged are what waits in the review inbox: discussions of the first group
// in which somebody asks the moderators to look at another's post, and why.
var flagged = []struct {
	reason forum.FlagReason
	note   string
}{
	{"private", "Somebody who knows the clinic could tell who is meant."},
	{"off-topic", "Good, and better in the discussion about training."},
}

// planReview has two posts wait for the moderators of the first group, and
// switches on the rule that holds what newcomers write first.
func (p *planter) planReview(g Group) error {
	lead := p.lead(g)
	rules, err := p.app.AddHoldRule(p.ctx, lead, g.Slug, forum.HoldRule{Kind: forum.HeldAsNewcomer})
	if err == nil {
		_, err = p.app.SwitchHoldRule(p.ctx, lead, g.Slug, rules[0].ID, true)
	}
	if err != nil {
		return err
	}
	for i, f := range flagged[:min(len(flagged), len(g.Discussions))] {
		all, err := p.app.PostsAfter(p.ctx, lead, p.talks[[2]string{g.Slug, g.Discussions[i].Title}], 0, forum.PageSize)
		if err != nil {
			return err
		}
		for _, post := range all.Posts {
			if by := all.Posts[0].Author.ID; post.State == forum.Shown && post.Author.ID != by {
				if err := p.app.Flag(p.ctx, p.viewer(by), app.FlagInput{Post: post.ID, Reason: f.reason, Note: f.note}); err != nil {
					return err
				}
				break
			}
		}
	}
	return nil
}

func (p *planter) viewer(id forum.UserID) forum.Viewer {
	for _, v := range p.people {
		if v.ID == id {
			return v
		}
	}
	return forum.Viewer{}
}
