package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"plenary/internal/app"
	"plenary/internal/forum"
)

// Password is what every account that is for signing in has.
const Password = "plenary-demo"

// Clock tells the planted app what time it is, so that everything happens when
// the content says it did.
type Clock struct{ now time.Time }

// Set makes it that time.
func (c *Clock) Set(now time.Time) { c.now = now }

// Now is the time by the clock.
func (c *Clock) Now() time.Time { return c.now }

// act is one thing that somebody does at a time.
type act struct {
	at time.Time
	do func() error
}

// planter remembers what was made, by the names that the content gives.
type planter struct {
	ctx    context.Context
	app    *app.App
	clock  *Clock
	people map[string]forum.Viewer
	talks  map[[2]string]forum.ConversationID // by group and title
	acts   []act
	start  time.Time
}

// Plant makes the network through the app's verbs, in the order in which it
// happened, in the daytime where now is. The app must tell time by the clock. It stops at the first error.
func Plant(ctx context.Context, a *app.App, clock *Clock, n Network, now time.Time) error {
	p := &planter{ctx: ctx, app: a, clock: clock, people: map[string]forum.Viewer{}, talks: map[[2]string]forum.ConversationID{}, start: now}
	clock.Set(now.Add(-oldest(n) - 24*time.Hour))
	if err := p.addPeople(n.People); err != nil {
		return err
	}
	if err := p.addGroups(n.Groups); err != nil {
		return err
	}
	for _, g := range n.Groups {
		if err := p.plan(g); err != nil {
			return err
		}
	}
	for _, art := range n.Articles {
		p.planArticle(art)
	}
	p.planHabits(n)
	slices.SortStableFunc(p.acts, func(a, b act) int { return a.at.Compare(b.at) })
	for i := 0; i < len(p.acts); i++ {
		p.clock.Set(p.acts[i].at)
		if err := p.acts[i].do(); err != nil {
			return fmt.Errorf("demo: at %s: %w", p.acts[i].at.Format(time.DateTime), err)
		}
	}
	if len(n.Groups) == 0 {
		return nil
	}
	return p.planReview(n.Groups[0])
}

// oldest is how long ago the first thing happened.
func oldest(n Network) time.Duration {
	var d time.Duration
	for _, who := range n.People {
		d = max(d, who.Ago)
	}
	for _, g := range n.Groups {
		for _, talk := range g.Discussions {
			d = max(d, talk.Posts[0].Ago)
		}
		for _, c := range g.Channels {
			if len(c.Messages) > 0 {
				d = max(d, c.Messages[0].Ago)
			}
		}
	}
	for _, art := range n.Articles {
		d = max(d, art.Ago)
	}
	return d
}

// then does something at a time; what is asked for after the start of planting
// (a conversation's own follow-ups) keeps its order.
func (p *planter) then(ago time.Duration, do func() error) {
	p.acts = append(p.acts, act{at: p.at(ago), do: do})
}

// at is the time so long ago, where people were awake.
func (p *planter) at(ago time.Duration) time.Time { return awake(p.start.Add(-ago), p.start) }

func (p *planter) addPeople(people []Person) error {
	for _, who := range people {
		in := app.NewPerson{Email: who.Email, Name: who.Name, Organisation: who.Organisation, Handle: who.Handle, Bio: who.Bio,
			Lang: forum.Lang(who.Lang), Role: forum.NetworkRole(who.Role)}
		if who.SignIn != "" {
			in.Password = Password
		}
		id, _, err := p.app.AddPerson(p.ctx, app.CommandLine(), in)
		if err != nil {
			return fmt.Errorf("demo: %s: %w", who.Handle, err)
		}
		role := in.Role
		if role == "" {
			role = forum.RoleMember
		}
		p.people[who.Handle] = forum.Viewer{ID: id, Role: role, Lang: forum.Lang(who.Lang).UI()}
	}
	return nil
}

func (p *planter) addGroups(groups []Group) error {
	boss := p.organiser()
	for _, g := range groups {
		visibility, joining := forum.Visibility(g.Visibility), forum.Joining(g.Joining)
		if _, err := p.app.MakeGroup(p.ctx, boss, app.GroupInput{Slug: &g.Slug, Name: &g.Name, Focus: &g.Focus, About: &g.About,
			Visibility: &visibility, Joining: &joining}); err != nil {
			return fmt.Errorf("demo: %s: %w", g.Slug, err)
		}
		products := make([]forum.Product, len(g.Products))
		for i, product := range g.Products {
			products[i] = forum.Product{Title: product.Title, Kind: product.Kind, URL: product.URL}
		}
		if err := p.app.SetProducts(p.ctx, boss, g.Slug, products); err != nil {
			return fmt.Errorf("demo: %s: %w", g.Slug, err)
		}
		for handle, role := range g.Members {
			if err := p.app.SetRole(p.ctx, boss, g.Slug, p.people[handle].ID, forum.GroupRole(role)); err != nil {
				return fmt.Errorf("demo: %s in %s: %w", handle, g.Slug, err)
			}
		}
	}
	for _, v := range p.people { // being put into groups is no news in a demo
		if err := p.app.ReadNotices(p.ctx, v); err != nil {
			return err
		}
	}
	return nil
}

func (p *planter) organiser() forum.Viewer {
	for _, v := range p.people {
		if v.Organiser() {
			return v
		}
	}
	return forum.Viewer{}
}

// lead is who acts where the content names nobody.
func (p *planter) lead(g Group) forum.Viewer {
	handles := []string{}
	for handle, role := range g.Members {
		if role == string(forum.Lead) {
			handles = append(handles, handle)
		}
	}
	slices.Sort(handles)
	return p.people[handles[0]]
}
