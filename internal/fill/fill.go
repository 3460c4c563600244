// Package fill makes a network of synthetic but plausible people, groups and
// talk, of any size and always the same for the same seed: for load tests.
package fill

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"plenary/internal/fold"
	"plenary/internal/forum"
	"plenary/internal/store"
)

// Options say how much there is to be.
type Options struct {
	Groups, Members, Discussions, Posts int

	Seed     uint64
	Now      time.Time     // when the newest post was written; the oldest is two years older
	Password string        // hash of everybody's password; "" is none that works
	Render   Render        // text to HTML
	Policy   int           // version of the policy that Render follows
	Progress func(n int)   // posts written so far
	Span     time.Duration // how far back it goes; 0: two years
}

// Render makes safe HTML of plain text.
type Render func(text string) forum.SafeHTML

// Email is the address of the n-th member, from 1. The first is an organiser.
func Email(n forum.UserID) string { return fmt.Sprintf("member%d@example.org", n) }

const (
	batch      = 500 // posts in a transaction, which may take ten seconds on the slowest machine
	rowsAtOnce = 200 // people or conversations in one
	atLeast    = 3   // members of a group, if there are so many
)

// check is nil if the options make sense together.
func (o Options) check() error {
	for _, c := range []struct {
		name string
		n    int
		min  int
	}{{"groups", o.Groups, 1}, {"members", o.Members, 1}, {"discussions", o.Discussions, 0}, {"posts", o.Posts, o.Discussions}} {
		if c.n < c.min {
			return &forum.Error{Kind: forum.Invalid, Field: c.name, Msg: "error.invalid", Err: fmt.Errorf("--%s has to be at least %d", c.name, c.min)}
		}
	}
	return nil
}

// Run fills the database, which nobody else writes to meanwhile. What is there
// already stays. Invalid if there are more discussions than posts.
func Run(ctx context.Context, s *store.Store, o Options) error {
	if err := o.check(); err != nil {
		return err
	}
	if o.Span == 0 {
		o.Span = 2 * 365 * 24 * time.Hour
	}
	o.Now = o.Now.UTC().Truncate(time.Millisecond)
	f := &filler{Options: o, ctx: ctx, store: s, r: rand.New(rand.NewPCG(o.Seed, 0x9e3779b97f4a7c15))}
	f.w = newWriter(f.r)
	for _, step := range []func() error{f.people, f.groups, f.channels, f.discussions, f.talk, f.marks} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

type filler struct {
	Options
	ctx   context.Context
	store *store.Store
	r     *rand.Rand
	w     *writer

	members []forum.UserID
	where   []*group
	rooms   []*room // channels
	opened  []*room // discussions, in the order in which they begin
}

type group struct {
	id      forum.GroupID
	lang    forum.Lang
	members []forum.UserID
	rooms   []*room
}

// room is a conversation while it is filled.
type room struct {
	forum.Conversation
	in     *group
	recent []forum.PostID // what replies may answer
	dirty  bool
}

func (f *filler) write(fn func(tx *store.Tx) error) error {
	return f.store.Write(f.ctx, func(_ context.Context, tx *store.Tx) error { return fn(tx) })
}

// start is when it all began.
func (f *filler) start() time.Time { return f.Now.Add(-f.Span) }

// when is the time of the i-th post: they come ever faster.
func (f *filler) when(i int) time.Time {
	part := float64(i+1) / float64(f.Posts+1)
	return f.start().Add(time.Duration((0.4*part + 0.6*(1-(1-part)*(1-part))) * float64(f.Span))).Truncate(time.Millisecond)
}

func (f *filler) people() error {
	var last forum.UserID
	if err := f.store.Read(f.ctx, func(r *store.Reader) (err error) { last, err = r.LastPerson(); return err }); err != nil {
		return err
	}
	all := make([]forum.Person, f.Members)
	for i := range all {
		n := last + forum.UserID(i) + 1
		name := f.w.any(firstNames) + " " + f.w.any(lastNames)
		p := forum.Person{Email: Email(n), Name: name, Handle: fmt.Sprintf("%s-%d", fold.Slug(name, 20), n),
			Organisation: f.w.pick(houses) + " " + f.w.any(kinds), Lang: forum.English, Role: forum.RoleMember, CreatedAt: f.start()}
		if f.r.IntN(10) < 3 {
			p.Lang = forum.Spanish
		}
		if f.r.IntN(2) == 0 {
			p.Bio = f.w.text(p.Lang, 2)
		}
		if i == 0 {
			p.Role = forum.RoleOrganiser
		}
		all[i] = p
	}
	for some := range slices.Chunk(all, rowsAtOnce) {
		var ids []forum.UserID
		if err := f.write(func(tx *store.Tx) error {
			ids = nil
			for _, p := range some {
				id, err := tx.AddPerson(p, f.Password, forum.CameAdded)
				if err != nil {
					return err
				}
				ids = append(ids, id)
			}
			return nil
		}); err != nil {
			return err
		}
		f.members = append(f.members, ids...)
	}
	return nil
}

// groups makes the groups and puts people into them: everybody into one, many
// into more, the first group being the largest.
func (f *filler) groups() error {
	in := make([]map[forum.UserID]bool, f.Groups)
	for i := range in {
		in[i] = map[forum.UserID]bool{}
		for len(in[i]) < min(atLeast, f.Members) {
			in[i][f.members[f.r.IntN(f.Members)]] = true
		}
	}
	for _, who := range f.members {
		for range 1 + f.w.rank(4) {
			in[f.w.rank(f.Groups)][who] = true
		}
	}
	for i := range f.Groups {
		name := topics[i%len(topics)]
		if i >= len(topics) {
			name += fmt.Sprintf(" %d", i/len(topics)+1)
		}
		g := &group{lang: forum.English}
		if f.r.IntN(10) < 3 {
			g.lang = forum.Spanish
		}
		for who := range in[i] {
			g.members = append(g.members, who)
		}
		slices.Sort(g.members)
		f.r.Shuffle(len(g.members), func(a, b int) { g.members[a], g.members[b] = g.members[b], g.members[a] })
		is := forum.Group{Name: name, Focus: f.w.text(g.lang, 2), CreatedAt: f.start(),
			Visibility: []forum.Visibility{forum.SeenByNetwork, forum.SeenByEveryone, forum.SeenByMembers, forum.SeenByNetwork}[i%4],
			Joining:    []forum.Joining{forum.JoinFree, forum.JoinRequest, forum.JoinInvite}[i%3]}
		is.AboutSource = f.w.text(g.lang, 6)
		is.About = f.Render(is.AboutSource)
		if err := f.write(func(tx *store.Tx) (err error) { return f.addGroup(tx, g, is) }); err != nil {
			return err
		}
		f.where = append(f.where, g)
	}
	return nil
}

func (f *filler) addGroup(tx *store.Tx, g *group, is forum.Group) error {
	stem := fold.Slug(is.Name, forum.MaxSlug-8)
	for n := 1; ; n++ {
		is.Slug = stem
		if n > 1 {
			is.Slug = fmt.Sprintf("%s-%d", stem, n)
		}
		_, err := tx.GroupFor(forum.Viewer{ID: f.members[0], Role: forum.RoleOrganiser}, is.Slug)
		if forum.KindOf(err) == forum.NotFound && err != nil {
			break
		}
		if err != nil {
			return err
		}
	}
	var err error
	if g.id, err = tx.AddGroup(is, f.Policy); err != nil {
		return err
	}
	for i, who := range g.members {
		role := forum.Member
		switch {
		case i == 0:
			role = forum.Lead
		case i == 1:
			role = forum.Moderator
		case i > atLeast && i%20 == 0:
			role = forum.Observer
		}
		if err := tx.SetMembership(g.id, who, role, true, is.CreatedAt); err != nil {
			return err
		}
	}
	return nil
}

// channels makes one or more in every group.
func (f *filler) channels() error {
	for _, g := range f.where {
		names := append([]string{"general"}, channelNames[:f.w.rank(len(channelNames)+1)]...)
		for _, name := range names {
			r := &room{in: g, Conversation: forum.Conversation{Kind: forum.Channel, GroupID: g.id, Title: name, Slug: name, State: forum.Open,
				Lang: g.lang, CreatedBy: g.members[0], CreatedAt: f.start()}}
			f.rooms = append(f.rooms, r)
		}
	}
	return f.addRooms(f.rooms)
}

// discussions makes them empty; each opens with the post whose turn it is.
func (f *filler) discussions() error {
	for k := range f.Discussions {
		g := f.where[f.w.rank(len(f.where))]
		lang := g.lang
		if f.r.IntN(8) == 0 {
			lang = map[forum.Lang]forum.Lang{forum.English: forum.Spanish, forum.Spanish: forum.English}[lang]
		}
		title := f.w.title(lang)
		slug := strings.Trim(fold.Slug(title, forum.MaxSlug), "-")
		f.opened = append(f.opened, &room{in: g, Conversation: forum.Conversation{Kind: forum.Discussion, GroupID: g.id, Title: title, Slug: slug,
			State: forum.Open, Lang: lang, CreatedBy: f.author(g), CreatedAt: f.when(f.opening(k))}})
	}
	return f.addRooms(f.opened)
}

// opening is the number of the post that opens the k-th discussion.
func (f *filler) opening(k int) int { return k * f.Posts / f.Discussions }

func (f *filler) addRooms(rooms []*room) error {
	for some := range slices.Chunk(rooms, rowsAtOnce) {
		if err := f.write(func(tx *store.Tx) error {
			for _, r := range some {
				id, err := tx.AddConversation(r.Conversation)
				if err != nil {
					return err
				}
				r.ID, r.LastPostAt = id, r.CreatedAt
			}
			return nil
		}); err != nil {
			return err
		}
	}
	for _, r := range rooms {
		r.in.rooms = append(r.in.rooms, r)
	}
	return nil
}

// author is somebody of the group who may write; some write much.
func (f *filler) author(g *group) forum.UserID {
	for {
		if i := f.w.rank(len(g.members)); i <= atLeast || i%20 != 0 {
			return g.members[i]
		}
	}
}
