package fill

import (
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

const (
	remembered   = 20 // posts of a conversation that may be answered
	marksOfGroup = 20 // conversations of a group that a member has a read mark in
)

// talk writes the posts in the order of time, some at a time.
func (f *filler) talk() error {
	var last forum.PostID
	if err := f.store.Read(f.ctx, func(r *store.Reader) (err error) { last, err = r.LastPost(); return err }); err != nil {
		return err
	}
	begun := 0 // discussions
	for from := 0; from < f.Posts; from += batch {
		to := min(from+batch, f.Posts)
		var b store.Bulk
		for i := from; i < to; i++ {
			var r *room
			first := begun < len(f.opened) && f.opening(begun) <= i
			if first {
				r = f.opened[begun]
				begun++
			} else {
				r = f.next(begun)
			}
			f.post(&b, r, last+forum.PostID(i)+1, f.when(i), first)
			if i == f.Posts-1 {
				f.finish()
			}
		}
		for _, r := range append(append([]*room(nil), f.rooms...), f.opened[:begun]...) {
			if r.dirty {
				b.Conversations = append(b.Conversations, r.Conversation)
				r.dirty = false
			}
		}
		if err := f.write(func(tx *store.Tx) error { return tx.AddBulk(b, f.Policy) }); err != nil {
			return err
		}
		if f.Progress != nil {
			f.Progress(to)
		}
	}
	return nil
}

// next is where the next post is made: a third of them in channels, the others
// mostly in what began lately.
func (f *filler) next(begun int) *room {
	if begun == 0 || f.r.IntN(3) == 0 {
		return f.rooms[f.w.rank(len(f.rooms))]
	}
	return f.opened[begun-1-f.w.rank(begun)]
}

// step is the conversation's next event.
func (r *room) step(b *store.Bulk, kind forum.EventKind, p forum.PostID, who forum.UserID, at time.Time) int64 {
	r.Seq++
	r.dirty = true
	b.Events = append(b.Events, forum.Event{Conversation: r.ID, Seq: r.Seq, Kind: kind, At: at, Actor: who, Post: p, Group: r.GroupID})
	return r.Seq
}

func (f *filler) post(b *store.Bulk, r *room, id forum.PostID, at time.Time, first bool) {
	who := f.author(r.in)
	if first {
		who = r.CreatedBy
	}
	r.LastNumber++
	r.LastPostAt, r.LastPoster = at, forum.Author{ID: who}
	p := store.BulkPost{Post: forum.Post{ID: id, ConversationID: r.ID, Number: r.LastNumber, State: forum.Shown, Author: forum.Author{ID: who},
		Format: forum.Text, Lang: r.Lang, Revision: 1, CreatedAt: at}}
	p.Seq = r.step(b, forum.PostCreated, id, who, at)
	p.Source = f.w.said(r.Kind, r.Lang, first)
	if answers := 70; len(r.recent) > 0 {
		if r.Kind == forum.Channel {
			answers = 8
		}
		if f.r.IntN(100) < answers {
			p.ReplyTo = r.recent[len(r.recent)-1-f.w.rank(len(r.recent))]
		}
	}
	switch n := f.r.IntN(100); {
	case n < 3:
		before := p.Post
		before.Text, before.HTML = before.Source, f.Render(before.Source)
		p.Before = &before
		p.Revision, p.EditedAt = 2, at.Add(20*time.Minute)
		p.Source += " " + f.w.text(r.Lang, 1)
		r.step(b, forum.PostEdited, id, who, p.EditedAt)
	case n < 4 && !first && at.Add(2*forum.DeleteWindow).Before(f.Now):
		p.State, p.RemovedAt, p.Source = forum.Removed, at.Add(time.Hour), ""
		r.step(b, forum.PostRemoved, id, who, p.RemovedAt)
	}
	if p.State == forum.Shown {
		r.Posts++
		p.Text, p.HTML = p.Source, f.Render(p.Source)
		f.react(b, r, &p)
		if r.recent = append(r.recent, id); len(r.recent) > remembered {
			r.recent = r.recent[1:]
		}
	}
	b.Posts = append(b.Posts, p)
}

// react lets a fifth of the posts please somebody.
func (f *filler) react(b *store.Bulk, r *room, p *store.BulkPost) {
	if f.r.IntN(5) > 0 {
		return
	}
	did := map[forum.UserID]bool{p.Author.ID: true}
	for i := range 1 + f.w.rank(6) {
		who := r.in.members[f.w.rank(len(r.in.members))]
		if did[who] {
			continue
		}
		did[who] = true
		at := p.CreatedAt.Add(time.Duration(i+1) * time.Minute)
		p.Reactions = append(p.Reactions, store.BulkReaction{Who: who, Kind: f.w.pick(forum.ReactionKinds), At: at})
		r.step(b, forum.PostReacted, p.ID, who, at)
	}
}

// finish pins, locks and concludes some discussions.
func (f *filler) finish() {
	for i, r := range f.opened {
		if r.Posts == 0 {
			continue
		}
		switch {
		case i%40 == 7:
			r.Pinned, r.dirty = true, true
		case i%25 == 3:
			r.State, r.dirty = forum.Locked, true
		case i%25 == 9 && len(r.recent) > 0:
			r.Conclusion, r.dirty = r.recent[len(r.recent)-1], true
		}
	}
}

// marks says what everybody has read of the conversations that moved last.
func (f *filler) marks() error {
	var all []store.BulkMark
	flush := func() error {
		b := store.Bulk{Marks: all}
		all = nil
		return f.write(func(tx *store.Tx) error { return tx.AddBulk(b, f.Policy) })
	}
	for _, g := range f.where {
		rooms := g.rooms[max(0, len(g.rooms)-marksOfGroup):]
		if g.rooms[0] != rooms[0] {
			rooms = append([]*room{g.rooms[0]}, rooms...)
		}
		for _, who := range g.members {
			for _, r := range rooms {
				read := r.Seq
				switch n := f.r.IntN(100); {
				case r.Seq == 0 || n < 15:
					continue
				case n < 40:
					read = 1 + f.r.Int64N(r.Seq)
				}
				all = append(all, store.BulkMark{Who: who, Conversation: r.ID, Seq: read, At: f.Now})
			}
			if len(all) > 4*batch {
				if err := flush(); err != nil {
					return err
				}
			}
		}
	}
	return flush()
}
