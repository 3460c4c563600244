package demo

import (
	"fmt"
	"time"

	"plenary/internal/app"
	"plenary/internal/forum"
)

// lastVisit is how long ago everybody was here last: what is newer is unread.
const lastVisit = 30 * hour

// planHabits plans visits, what people follow, and what they didn't send.
func (p *planter) planHabits(n Network) {
	for _, h := range n.Habits {
		who := p.people[h.Who]
		for slug, level := range h.Groups {
			p.then(lastVisit+minute, func() error {
				if _, err := p.app.FollowGroup(p.ctx, who, slug, forum.Level(level)); err != nil {
					return fmt.Errorf("%s follows %s: %w", h.Who, slug, err)
				}
				return nil
			})
		}
		p.then(lastVisit, func() error {
			for _, g := range n.Groups {
				if g.Members[h.Who] == "" {
					continue
				}
				found, err := p.app.Group(p.ctx, who, g.Slug)
				if err != nil {
					return err
				}
				p.app.Visit(who, found.ID)
			}
			return nil
		})
		for _, d := range h.Drafts {
			p.then(d.Ago, func() error {
				talk, ok := p.talks[[2]string{d.Group, d.Title}]
				if !ok {
					return fmt.Errorf("no discussion %q in %s for a draft", d.Title, d.Group)
				}
				_, err := p.app.SaveDraft(p.ctx, who, app.DraftInput{Draft: forum.Draft{
					Place: forum.DraftPlace{Kind: forum.DraftReply, Ref: int64(talk)}, Body: d.Body, Format: forum.Markdown}})
				return err
			})
		}
	}
}

// Hours of the day.
const (
	wakes  = 7
	sleeps = 22
)

// awake is a time at which people write, in the same order: what would have
// been at night of an earlier day is between morning and evening of it, and
// what would have been early today, later but not after now.
func awake(t, now time.Time) time.Time {
	hours := func(h int) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), h, 0, 0, 0, t.Location()) }
	began, morning, evening, end := hours(0), hours(wakes), hours(sleeps), hours(24)
	if t.After(now) || t.Equal(now) {
		return t
	}
	if end.After(now) {
		if end, evening = now, now; !now.After(morning) {
			return t // it is night now
		}
	}
	part := float64(t.Sub(began)) / float64(end.Sub(began))
	return morning.Add(time.Duration(part * float64(evening.Sub(morning))))
}
