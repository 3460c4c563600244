package httpd

import (
	"context"
	"maps"
	"slices"
	"sync"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/live"
)

// unreadNews collects where counts have changed until they are told, at most
// once a second for each conversation.
type unreadNews struct {
	mu      sync.Mutex
	posts   map[forum.ConversationID]bool
	reads   map[app.Read]bool
	waiting bool // what waits for moderators has changed
	notices toldNews
}

// toldNews is whose notices have changed. The pulse alone uses it.
type toldNews struct {
	version uint64         // of the database, when notices were looked at
	last    forum.NoticeID // the newest one then
	people  map[forum.UserID]bool
}

const toldAtOnce = 300 // people whose notices are counted in one look

// change notes that a conversation has a post more, or less.
func (u *unreadNews) change(c forum.ConversationID) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.posts == nil {
		u.posts = map[forum.ConversationID]bool{}
	}
	u.posts[c] = true
}

// read notes that somebody has read on, or gone back.
func (u *unreadNews) read(r app.Read) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.reads == nil {
		u.reads = map[app.Read]bool{}
	}
	u.reads[r] = true
}

// review notes that what waits for moderators has changed.
func (u *unreadNews) review() {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.waiting = true
}

// takeReview reports whether it has, once.
func (u *unreadNews) takeReview() bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	changed := u.waiting
	u.waiting = false
	return changed
}

func (u *unreadNews) take() (map[forum.ConversationID]bool, map[app.Read]bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	posts, reads := u.posts, u.reads
	u.posts, u.reads = nil, nil
	return posts, reads
}

// tellUnread tells those who are connected how many posts they have not read
// in conversations of their groups, on sockets that don't watch them, and how
// many notices.
func (d *liveDoor) tellUnread(ctx context.Context) {
	posts, reads := d.unread.take()
	version := d.s.app.Version()
	if len(posts) == 0 && len(reads) == 0 && version == d.unread.notices.version && len(d.unread.notices.people) == 0 {
		return
	}
	connected := map[forum.UserID]bool{}
	for _, who := range d.hub.Seated() {
		if who.Person != 0 {
			connected[forum.UserID(who.Person)] = true
		}
	}
	everybody := slices.Collect(maps.Keys(connected))
	if d.unread.takeReview() {
		d.tellWaiting(ctx, everybody)
	}
	moved := map[forum.ConversationID][]forum.UserID{}
	for r := range reads {
		if !connected[r.Who] {
			continue
		}
		d.unread.notices.change(r.Who)
		switch {
		case r.Group != 0: // first: it counts all of theirs anew, and what follows builds on that
			d.tellGroup(ctx, r)
		case r.Conversation != 0:
			moved[r.Conversation] = append(moved[r.Conversation], r.Who)
		}
	}
	for c := range posts {
		d.tellUnreadIn(ctx, c, everybody, nil)
	}
	for c, people := range moved {
		d.tellUnreadIn(ctx, c, people, people)
	}
	d.tellNotices(ctx, version, everybody)
}

// tellUnreadIn tells people what is unread in a conversation. Those who moved
// their own mark are told of their group on sockets that watch it, too.
func (d *liveDoor) tellUnreadIn(ctx context.Context, id forum.ConversationID, people, moved []forum.UserID) {
	if len(people) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	c, unread, err := d.s.app.UnreadFor(ctx, id, people)
	if err != nil {
		if ctx.Err() == nil {
			d.s.log.Warn("live: counting unread", "conversation", id, "err", err)
		}
		return
	}
	type counts struct{ here, inGroup int }
	frames := map[counts]*live.Frame{} // many have the same
	for person, n := range unread {
		key := counts{n.Count, -1}
		if n.InGroup != nil {
			key.inGroup = *n.InGroup
		}
		if frames[key] == nil {
			frames[key] = live.NewHint(encode(unreadFrame{Op: "unread", Conversation: int64(id), Group: c.GroupSlug, Unread: n.Count, InGroup: n.InGroup}))
		}
		d.hub.Tell(int64(person), int64(id), frames[key])
		if n.InGroup != nil && slices.Contains(moved, person) {
			d.hub.Tell(int64(person), 0, live.NewHint(encode(groupFrame{Op: "group", Group: c.GroupSlug, Unread: *n.InGroup})))
		}
	}
}

// tellGroup tells somebody what is unread in a group of theirs, after they
// marked all of it or chose what counts there.
func (d *liveDoor) tellGroup(ctx context.Context, r app.Read) {
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	v, err := d.s.app.ViewerOf(ctx, r.Who)
	if err == nil {
		var g app.Group
		var n int
		if g, n, err = d.s.app.UnreadGroup(ctx, v, r.Group); err == nil {
			d.hub.Tell(int64(r.Who), 0, live.NewHint(encode(groupFrame{Op: "group", Group: g.Slug, Unread: n, Read: r.All})))
			return
		}
	}
	if forum.KindOf(err) != forum.NotFound && ctx.Err() == nil {
		d.s.log.Warn("live: counting unread", "group", r.Group, "err", err)
	}
}

// change notes that somebody's notices have changed.
func (n *toldNews) change(who forum.UserID) {
	if n.people == nil {
		n.people = map[forum.UserID]bool{}
	}
	n.people[who] = true
}

// beginNotices takes the place after the newest notice: what was told before
// the start is on the pages that were read since.
func (d *liveDoor) beginNotices(ctx context.Context) {
	_, last, err := d.s.app.ToldSince(ctx, 0, nil)
	if err != nil && ctx.Err() == nil {
		d.s.log.Warn("live: looking for notices", "err", err)
	}
	d.unread.notices.last = last
}

// tellNotices tells those whose notices have changed how many they have not
// read; of many, the rest is told at the next pulse.
func (d *liveDoor) tellNotices(ctx context.Context, version uint64, everybody []forum.UserID) {
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	if err := d.countNotices(ctx, version, everybody); err != nil && ctx.Err() == nil {
		d.s.log.Warn("live: counting notices", "err", err)
	}
}

func (d *liveDoor) countNotices(ctx context.Context, version uint64, everybody []forum.UserID) error {
	news := &d.unread.notices
	if version != news.version {
		told, last, err := d.s.app.ToldSince(ctx, news.last, everybody)
		if err != nil {
			return err
		}
		for _, who := range told {
			news.change(who)
		}
		news.version, news.last = version, last
	}
	if len(news.people) == 0 {
		return nil
	}
	var some []forum.UserID
	for who := range news.people {
		if some = append(some, who); len(some) == toldAtOnce {
			break
		}
	}
	unread, err := d.s.app.UnreadNotices(ctx, some)
	if err != nil {
		return err
	}
	for _, who := range some {
		delete(news.people, who)
	}
	for who, n := range unread {
		d.hub.Tell(int64(who), 0, live.NewHint(encode(toldFrame{Op: "told", Unread: n})))
	}
	return nil
}

// tellWaiting tells moderators how much waits for them.
func (d *liveDoor) tellWaiting(ctx context.Context, people []forum.UserID) {
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	waiting, err := d.s.app.WaitingFor(ctx, people)
	if err != nil && ctx.Err() == nil {
		d.s.log.Warn("live: counting what waits for moderators", "err", err)
	}
	for who, n := range waiting {
		d.hub.Tell(int64(who), 0, live.NewHint(encode(reviewFrame{Op: "review", Waiting: n})))
	}
}
