package app_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// shadow is what a post must be, whatever was done: where it stands, by which
// number, and who has read it.
type shadow struct {
	in     forum.ConversationID
	number int64
	author int
	text   string
	read   map[int]bool // by readers
}

// turmoil is a network in which everything is moved about, beside a model of
// what must be.
type turmoil struct {
	*testing.T
	f       *forumtest.Forum
	rnd     *rand.Rand
	people  []*forumtest.Person // 0 moderates everywhere, the last is an outsider
	groups  []string
	talks   []forum.ConversationID // that take posts
	group   map[forum.ConversationID]int
	highest map[forum.ConversationID]int64
	posts   map[forum.PostID]*shadow
	done    []undoable
}

type undoable struct {
	id     forum.MoveID
	at     time.Time
	before map[forum.PostID]shadow
	target forum.ConversationID
}

// pick is one of many, which are given in an order of their own.
func pick[T any](r *rand.Rand, all []T) T { return all[r.IntN(len(all))] }

func (u *turmoil) begin() {
	for g, what := range []string{"everyone/free", "members/invite"} {
		slug := fmt.Sprintf("g%d", g)
		u.f.Group(slug, what)
		u.groups = append(u.groups, slug)
	}
	u.people = []*forumtest.Person{u.f.NetworkModerator("mod")}
	for i := range 4 {
		u.people = append(u.people, u.f.Member("g0", fmt.Sprintf("p%d", i)))
	}
	for g, slug := range u.groups {
		u.f.As(slug, "mod", forum.Moderator)
		if g == 1 { // p0 and p1 are in both
			u.f.Member(slug, "p0")
			u.f.Member(slug, "p1")
		}
	}
	for g := range u.groups {
		for i := range 3 {
			c := u.people[1].Starts(u.groups[g], fmt.Sprintf("Talk %d of %d", i, g))
			first := u.f.FirstPost(c)
			u.talks, u.group[c.ID], u.highest[c.ID] = append(u.talks, c.ID), g, 1
			u.posts[first.ID] = &shadow{in: c.ID, number: 1, author: 1, text: first.Text, read: map[int]bool{}}
		}
		general := u.f.General(u.groups[g])
		u.talks, u.group[general.ID] = append(u.talks, general.ID), g
	}
}

// sees says who of the people sees a group: g1 is seen by its members alone.
func (u *turmoil) sees(who, group int) bool { return group == 0 || who <= 2 }

func (u *turmoil) in(c forum.ConversationID) (ids []forum.PostID) {
	for id, p := range u.posts {
		if p.in == c {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b forum.PostID) int { return int(u.posts[a].number - u.posts[b].number) })
	return ids
}

func (u *turmoil) say() {
	c := pick(u.rnd, u.talks)
	who := 1 + u.rnd.IntN(2)
	in := app.ReplyInput{Conversation: c, Body: app.Body{Source: fmt.Sprintf("words %d", len(u.posts)), Format: forum.Text}}
	if there := u.in(c); len(there) > 0 && u.rnd.IntN(2) == 0 {
		in.ReplyTo = pick(u.rnd, there)
	}
	p, _, err := u.f.App.Reply(u.Context(), u.people[who].V, in)
	must(u.T, err)
	u.highest[c]++
	if p.Number != u.highest[c] {
		u.Fatalf("a reply got number %d of %d, want %d", p.Number, c, u.highest[c])
	}
	u.posts[p.ID] = &shadow{in: c, number: p.Number, author: who, text: p.Text, read: map[int]bool{}}
}

// read marks up to a post, or unread from it, as a person who sees it.
func (u *turmoil) read() {
	c := pick(u.rnd, u.talks)
	there := u.in(c)
	who := u.rnd.IntN(len(u.people))
	if len(there) == 0 || !u.sees(who, u.group[c]) {
		return
	}
	at := pick(u.rnd, there)
	back := u.rnd.IntN(4) == 0
	do := u.f.App.MarkRead
	if back {
		do = u.f.App.MarkUnread
	}
	_, err := do(u.Context(), u.people[who].V, c, at)
	must(u.T, err)
	for _, id := range there {
		p := u.posts[id]
		switch before := p.number < u.posts[at].number || id == at && !back; {
		case before:
			p.read[who] = true
		case back:
			delete(p.read, who)
		}
	}
}

func (u *turmoil) snapshot(ids []forum.PostID) map[forum.PostID]shadow {
	before := map[forum.PostID]shadow{}
	for _, id := range ids {
		p := *u.posts[id]
		p.read = maps.Clone(p.read)
		before[id] = p
	}
	return before
}

// settled writes into the model what a move did.
func (u *turmoil) settled(out app.Moved, ids []forum.PostID) {
	target := out.Conversation.ID
	one := undoable{id: out.ID, at: u.f.Now(), before: u.snapshot(ids), target: target}
	if out.Made {
		u.talks = append(u.talks, target)
	}
	from := map[forum.ConversationID]bool{}
	for _, id := range ids {
		p := u.posts[id]
		from[p.in] = true
		u.highest[target]++
		p.in, p.number = target, u.highest[target]
	}
	for _, c := range slices.Sorted(maps.Keys(from)) {
		if conversation, _, err := u.f.App.Conversation(u.Context(), u.people[0].V, c); err != nil {
			u.Fatal(err)
		} else if conversation.Kind == forum.Discussion && len(u.in(c)) == 0 {
			if conversation.MergedInto != target {
				u.Fatalf("%d was emptied and leads to %d, not to %d", c, conversation.MergedInto, target)
			}
			u.talks = slices.DeleteFunc(u.talks, func(t forum.ConversationID) bool { return t == c })
		}
	}
	u.done = append(u.done, one)
}

func (u *turmoil) move() {
	var ids []forum.PostID
	for range 1 + u.rnd.IntN(2) {
		there := u.in(pick(u.rnd, u.talks))
		u.rnd.Shuffle(len(there), func(i, j int) { there[i], there[j] = there[j], there[i] })
		ids = append(ids, there[:min(len(there), u.rnd.IntN(8))]...)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	u.rnd.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	in := app.MoveInput{Posts: ids}
	if u.rnd.IntN(3) == 0 {
		in.New = &app.NewPlace{Group: pick(u.rnd, u.groups), Title: fmt.Sprintf("Made %d", len(u.talks))}
		in.Summary = "what it is about\nin two lines"
		in.Folded = ids[:len(ids)/2]
	} else {
		in.To = pick(u.rnd, u.talks)
		ids = slices.DeleteFunc(ids, func(id forum.PostID) bool { return u.posts[id].in == in.To })
		in.Posts = ids
	}
	if len(ids) == 0 {
		return
	}
	if _, err := u.f.App.Move(u.Context(), u.people[1+u.rnd.IntN(2)].V, in); err == nil {
		u.Fatal("a member moved posts")
	}
	out, err := u.f.App.Move(u.Context(), u.people[0].V, in)
	must(u.T, err)
	if in.New != nil {
		u.group[out.Conversation.ID] = slices.Index(u.groups, in.New.Group)
	}
	u.settled(out, ids)
}

func (u *turmoil) merge() {
	from, to := pick(u.rnd, u.talks), pick(u.rnd, u.talks)
	there := u.in(from)
	out, err := u.f.App.Merge(u.Context(), u.people[0].V, from, to)
	if err != nil {
		if from == to || forum.KindOf(err) == forum.Invalid { // a channel
			return
		}
		u.Fatal(err)
	}
	u.settled(out, there)
}

// undo takes one of the last moves back. It works unless its posts were moved
// again, or it is late.
func (u *turmoil) undo() {
	if len(u.done) == 0 {
		return
	}
	at := len(u.done) - 1 - u.rnd.IntN(min(len(u.done), 3))
	one := u.done[at]
	late := u.f.Now().Sub(one.at) >= forum.UndoWindow
	still := true
	for id := range one.before {
		for _, later := range u.done[at+1:] {
			if _, again := later.before[id]; again {
				still = false
			}
		}
	}
	_, err := u.f.App.UndoMove(u.Context(), u.people[0].V, one.id)
	if late || !still {
		kind(u.T, err, forum.Conflict)
		return
	}
	must(u.T, err)
	u.done = slices.Delete(u.done, at, at+1)
	for id, was := range one.before {
		p := u.posts[id]
		p.in, p.number = was.in, was.number
		if !slices.Contains(u.talks, was.in) {
			u.talks = append(u.talks, was.in)
		}
	}
	slices.Sort(u.talks)
	if c, _, err := u.f.App.Conversation(u.Context(), u.people[0].V, one.target); err != nil {
		u.Fatal(err)
	} else if c.Kind == forum.Discussion && len(u.in(c.ID)) == 0 {
		if c.MergedInto == 0 {
			u.Fatalf("%d was emptied and leads nowhere", c.ID)
		}
		u.talks = slices.DeleteFunc(u.talks, func(t forum.ConversationID) bool { return t == c.ID })
	}
}

// agrees compares all that some of the people can see with the model.
func (u *turmoil) agrees(step int, people map[int]*forumtest.Person) {
	ctx := u.Context()
	for id, p := range u.posts {
		for who, person := range people {
			got, err := u.f.App.Post(ctx, person.V, id)
			if !u.sees(who, u.group[p.in]) {
				if forum.KindOf(err) != forum.NotFound || err == nil {
					u.Fatalf("step %d: %d sees post %d: %v", step, who, id, err)
				}
				continue
			}
			if err != nil || got.ConversationID != p.in || got.Number != p.number || got.Text != p.text || got.Author.ID != u.people[p.author].V.ID {
				u.Fatalf("step %d: post %d is %d in %d %q for %d, want %d in %d %q: %v", step, id, got.Number, got.ConversationID, got.Text, who,
					p.number, p.in, p.text, err)
			}
		}
	}
	for _, c := range u.talks {
		there := u.in(c)
		for who, person := range people {
			listed, err := u.f.App.Listed(ctx, person.V, c)
			if !u.sees(who, u.group[c]) {
				kind(u.T, err, forum.NotFound)
				continue
			}
			must(u.T, err)
			run, err := u.f.App.PostsAfter(ctx, person.V, c, 0, 1000)
			must(u.T, err)
			var got []forum.PostID
			for _, p := range run.Posts {
				got = append(got, p.ID)
			}
			if !slices.Equal(got, there) || listed.Posts != int64(len(there)) {
				u.Fatalf("step %d: in %d stand %v (it says %d), want %v", step, c, got, listed.Posts, there)
			}
			unread, first := 0, forum.PostID(0)
			for _, id := range there {
				if p := u.posts[id]; !p.read[who] && p.author != who {
					if unread++; first == 0 {
						first = id
					}
				}
			}
			page, err := u.f.App.ReadPage(ctx, person.V, c, 0)
			must(u.T, err)
			if listed.Unread != unread || page.Unread != unread || page.FirstUnread != first {
				u.Fatalf("step %d: %d has %d unread in %d (%d on the page), the first %d; want %d, the first %d", step, who, listed.Unread, c, page.Unread,
					page.FirstUnread, unread, first)
			}
		}
	}
	for who, person := range people {
		sums := map[int]int{}
		for _, p := range u.posts {
			if u.sees(who, u.group[p.in]) && !p.read[who] && p.author != who {
				sums[u.group[p.in]]++
			}
		}
		rail, err := u.f.App.Rail(ctx, person.V, 0)
		must(u.T, err)
		for _, g := range rail.Groups {
			if want := sums[slices.Index(u.groups, g.Slug)]; g.Unread != want {
				u.Fatalf("step %d: %d has %d unread in group %s, want %d", step, who, g.Unread, g.Slug, want)
			}
		}
	}
}

func TestMove_losesAndDoublesNothingWhateverIsMovedAndUndone(t *testing.T) {
	const steps = 300
	f := forumtest.Start(t)
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	u := &turmoil{T: t, f: f, rnd: rand.New(rand.NewPCG(seed, 1)), group: map[forum.ConversationID]int{},
		highest: map[forum.ConversationID]int64{}, posts: map[forum.PostID]*shadow{}}
	u.begin()
	for step := range steps {
		switch n := u.rnd.IntN(20); {
		case n < 4 && len(u.posts) < 40:
			u.say()
		case n < 8:
			u.read()
		case n < 14:
			u.move()
		case n < 15:
			u.merge()
		case n < 19:
			u.undo()
		case u.rnd.IntN(4) == 0:
			f.Later(forum.UndoWindow)
		}
		looking := maps.Collect(slices.All(u.people))
		if step%20 != 0 { // all of them look now and then, one always
			who := u.rnd.IntN(len(u.people))
			looking = map[int]*forumtest.Person{who: u.people[who]}
		}
		u.agrees(step, looking)
	}
	sound(t, f)
}
