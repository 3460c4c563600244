package soak

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
)

// comparison holds what is there against what was acknowledged. What is there
// has at least what floor says and at most what full says; they are one and the
// same where nothing was under way.
type comparison struct {
	floor, full *ledger
	scene       *Scene
	texts       map[string]int64 // every text, and the post that has it
}

// compare reads all that the people can read, and complains to the scene.
func compare(ctx context.Context, people []*client, floor, full *ledger, scene *Scene) error {
	c := &comparison{floor, full, scene, map[string]int64{}}
	for _, room := range full.rooms {
		var inRoom []post
		for by, p := range people {
			found := map[int64]post{}
			var order []post
			seq, err := p.posts(ctx, room, func(at post) { found[at.ID] = at; order = append(order, at) })
			if err != nil {
				return err
			}
			if by == 0 {
				inRoom = order
				c.order(room, seq, order)
			}
			c.mine(room, by, found)
		}
		for by, p := range people {
			if err := c.marks(ctx, p, by, room, inRoom); err != nil {
				return err
			}
		}
	}
	for url, sum := range floor.files {
		_, content, err := people[0].do(ctx, "GET", url, "", nil)
		if err != nil && later(err) {
			return err
		}
		if err != nil || sha256.Sum256(content) != sum {
			scene.complain("file %s is not what was uploaded: %v", url, err)
		}
		scene.Figures["files compared"]++
	}
	return nil
}

// order: numbers without gap, no post twice, none that nobody wrote, and as
// many events as changes.
func (c *comparison) order(room, seq int64, posts []post) {
	for i, p := range posts {
		if p.Number != int64(i+1) {
			c.scene.complain("conversation %d: post %d has number %d and is the %d.", room, p.ID, p.Number, i+1)
		}
		if first, twice := c.texts[p.Text]; twice && i > 0 {
			c.scene.complain("posts %d and %d are the same: %q", first, p.ID, p.Text)
		}
		c.texts[p.Text] = p.ID
		if c.full.posts[p.ID] == nil && i > 0 {
			c.scene.complain("conversation %d: post %d was never acknowledged: %q", room, p.ID, p.Text)
		}
	}
	least, most := c.floor.base[room]+c.floor.changes[room], c.full.base[room]+c.full.changes[room]
	if seq < least || seq > most {
		c.scene.complain("conversation %d: %d events, where %d to %d changes were acknowledged", room, seq, least, most)
	}
	c.scene.Figures["posts compared"] += len(posts)
}

// mine compares what one writer wrote, and how he reacted.
func (c *comparison) mine(room int64, by int, found map[int64]post) {
	for id, was := range c.floor.posts {
		if was.room != room {
			continue
		}
		p, there := found[id]
		if !there {
			c.scene.complain("post %d of writer %d is lost: %q", id, was.by, was.versions[len(was.versions)-1].text)
			continue
		}
		if was.by == by {
			c.text(was, p)
		}
		for _, kind := range kinds {
			r := reaction{id, by, kind}
			on := slices.ContainsFunc(p.Reactions, func(x struct {
				Kind  string
				Count int
				Mine  bool
			}) bool {
				return x.Kind == kind && x.Mine
			})
			if was := c.floor.reactions[r]; was == c.full.reactions[r] && on != (was%2 == 1) {
				c.scene.complain("reaction %s of writer %d to post %d: %d changes were acknowledged, and it is %v", kind, by, id, was, on)
			}
		}
	}
	for r, n := range c.floor.reactions {
		if r.by == by && n > 0 && c.floor.posts[r.post] != nil && c.floor.posts[r.post].room == room {
			c.scene.Figures["reactions compared"]++
		}
	}
}

// text is one of the versions from the last acknowledged on.
func (c *comparison) text(was *said, p post) {
	all := c.full.posts[was.id].versions
	from := len(was.versions) - 1
	if p.Number != was.number || p.Seq != was.seq {
		c.scene.complain("post %d was number %d at %d, and is number %d at %d", was.id, was.number, was.seq, p.Number, p.Seq)
	}
	if !slices.Contains(all[from:], version{p.Source, p.Text, p.HTML}) {
		c.scene.complain("post %d: version %d, %q, is %q", was.id, from+1, all[from].source, p.Source)
	}
	c.scene.Figures["edits compared"] += from
}

// marks: as much is unread as the read marks say.
func (c *comparison) marks(ctx context.Context, p *client, by int, room int64, posts []post) error {
	var conv struct{ Unread int }
	if err := p.must(ctx, "GET", fmt.Sprintf("/conversations/%d", room), nil, &conv); err != nil {
		return err
	}
	least, most := furthest(c.full.marks[mark{by, room}]), furthest(c.floor.marks[mark{by, room}])
	unread := func(after int64) (n int) {
		for _, x := range posts {
			if said := c.full.posts[x.ID]; x.Seq > after && (said == nil || said.by != by) {
				n++
			}
		}
		return n
	}
	if conv.Unread < unread(least) || conv.Unread > unread(most) {
		c.scene.complain("writer %d read conversation %d up to %d: %d unread, and not %d to %d", by, room, most, conv.Unread, unread(least), unread(most))
	}
	c.scene.Figures["read marks compared"]++
	return nil
}

func furthest(seqs []int64) int64 {
	if len(seqs) == 0 {
		return 0
	}
	return seqs[len(seqs)-1]
}

// told compares what a reader was shown with what was acknowledged: each post
// and each edit once.
func (r *reader) told(full *ledger) {
	for id, s := range full.posts {
		if r.holes[s.room] {
			continue
		}
		if n := r.created[id]; n != 1 {
			r.complain("post %d came %d times", id, n)
		}
		if n := r.edited[id]; n != len(s.versions)-1 {
			r.complain("post %d was edited %d times, and that came %d times", id, len(s.versions)-1, n)
		}
	}
}

// checked runs the program's own check on a folder.
func checked(ctx context.Context, program, dir string, scene *Scene) {
	if out, err := command(ctx, program, "check", "--data", dir); err != nil {
		scene.complain("check: %v %s", err, out)
	}
}
