package httpd

import (
	"context"
	"sync"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/live"
)

// unreadNews collects where counts have changed until they are told, at most
// once a second for each conversation.
type unreadNews struct {
	mu    sync.Mutex
	posts map[forum.ConversationID]bool
	reads map[forum.ConversationID]map[forum.UserID]bool
}

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
		u.reads = map[forum.ConversationID]map[forum.UserID]bool{}
	}
	if u.reads[r.Conversation] == nil {
		u.reads[r.Conversation] = map[forum.UserID]bool{}
	}
	u.reads[r.Conversation][r.Who] = true
}

func (u *unreadNews) take() (map[forum.ConversationID]bool, map[forum.ConversationID]map[forum.UserID]bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	posts, reads := u.posts, u.reads
	u.posts, u.reads = nil, nil
	return posts, reads
}

// tellUnread tells those who are connected and in the group how many posts
// they have not read, on sockets that don't watch the conversation.
func (d *liveDoor) tellUnread(ctx context.Context) {
	posts, reads := d.unread.take()
	if len(posts) == 0 && len(reads) == 0 {
		return
	}
	connected := map[forum.UserID]bool{}
	for _, who := range d.hub.Seated() {
		if who.Person != 0 {
			connected[forum.UserID(who.Person)] = true
		}
	}
	var everybody []forum.UserID
	for person := range connected {
		everybody = append(everybody, person)
	}
	for c := range posts {
		d.tellUnreadIn(ctx, c, everybody)
	}
	for c, people := range reads {
		var those []forum.UserID
		for person := range people {
			if connected[person] && !posts[c] {
				those = append(those, person)
			}
		}
		d.tellUnreadIn(ctx, c, those)
	}
}

func (d *liveDoor) tellUnreadIn(ctx context.Context, id forum.ConversationID, people []forum.UserID) {
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
	frames := map[int]*live.Frame{} // many have the same count
	for person, n := range unread {
		if frames[n] == nil {
			frames[n] = live.NewHint(encode(unreadFrame{Op: "unread", Conversation: int64(id), Group: c.GroupSlug, Unread: n}))
		}
		d.hub.Tell(int64(person), int64(id), frames[n])
	}
}
