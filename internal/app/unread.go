package app

import (
	"context"
	"maps"
	"slices"
	"sync"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// unreadCounts is what somebody has not read in their groups, kept from one
// look to the next: only conversations in which something happened since, and
// those that they marked themselves, are counted anew. It would go stale if
// another process wrote their marks, which none does.
type unreadCounts struct {
	mu     sync.Mutex
	groups map[forum.GroupID]bool // those that were counted; nil: none were yet
	event  forum.EventID          // everything up to it is in the counts
	counts map[forum.ConversationID]store.Unread
	sums   map[forum.GroupID]unreadSum   // of the counts
	marked map[forum.ConversationID]bool // since the last look, or told since
}

const (
	keptUnread  = 3_000 // people whose counts are kept
	maxRecounts = 500   // events after which all is counted anew
)

// countsOf is the kept counts of a person.
func (a *App) countsOf(who forum.UserID) *unreadCounts {
	kept, _ := a.kept.unread.Made(who, func(*unreadCounts) bool { return true }, func() (*unreadCounts, error) {
		return &unreadCounts{}, nil
	})
	return kept
}

// marked says that a person has moved their mark in a conversation. It is
// called after that is committed.
func (a *App) marked(who forum.UserID, c forum.ConversationID) {
	if u, ok := a.kept.unread.Get(who); ok {
		u.mu.Lock()
		defer u.mu.Unlock()
		if u.marked == nil {
			u.marked = map[forum.ConversationID]bool{}
		}
		u.marked[c] = true
	}
}

// markedAll says that a person has moved their marks, or chosen what counts, in
// many conversations. It is called after that is committed.
func (a *App) markedAll(who forum.UserID) {
	if u, ok := a.kept.unread.Get(who); ok {
		u.mu.Lock()
		defer u.mu.Unlock()
		u.groups = nil
	}
}

// put says how much is unread in a conversation.
func (u *unreadCounts) put(c store.Unread) {
	if was, ok := u.counts[c.Conversation]; ok {
		sum := u.sums[was.Group]
		u.sums[was.Group] = unreadSum{sum.posts - was.Count, sum.talks - 1}
		delete(u.counts, c.Conversation)
	}
	if c.Count > 0 {
		sum := u.sums[c.Group]
		u.sums[c.Group] = unreadSum{sum.posts + c.Count, sum.talks + 1}
		u.counts[c.Conversation] = c
	}
}

// unreadSum is how many posts are unread in a group, and in how many of its
// conversations.
type unreadSum struct{ posts, talks int }

// told gives what is unread in a conversation's group now that so much is in
// it, for who has looked before; ok is false for others. It counts that
// conversation again at the next look: this count may be older than theirs.
func (u *unreadCounts) told(c store.Unread) (sum int, ok bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.groups == nil || !u.groups[c.Group] {
		return 0, false
	}
	u.put(c)
	if u.marked == nil {
		u.marked = map[forum.ConversationID]bool{}
	}
	u.marked[c.Conversation] = true
	return u.sums[c.Group].posts, true
}

// readCounting reads with a reader that can count, in the same snapshot, what v
// has not read in the groups, which are all of theirs. fn has to count.
func (a *App) readCounting(ctx context.Context, v forum.Viewer, fn func(*store.Reader, counter) error) error {
	u := a.countsOf(v.ID)
	u.mu.Lock()
	defer u.mu.Unlock()
	marked := u.marked
	u.marked = nil // before the snapshot: who marks meanwhile is looked at next time
	err := a.store.Read(ctx, func(r *store.Reader) error {
		return fn(r, func(groups []store.InGroup) (map[forum.GroupID]unreadSum, error) {
			err := u.lookAgain(r, v, groups, marked)
			return maps.Clone(u.sums), err
		})
	})
	if err != nil {
		u.groups = nil // nothing that it counted is believed
	}
	return err
}

// counter gives how much is unread, by group.
type counter func([]store.InGroup) (map[forum.GroupID]unreadSum, error)

// lookAgain brings the counts to what r reads.
func (u *unreadCounts) lookAgain(r *store.Reader, v forum.Viewer, groups []store.InGroup, marked map[forum.ConversationID]bool) error {
	mine := map[forum.GroupID]bool{}
	for _, g := range groups {
		mine[g.ID] = true
	}
	last, err := r.LastEvent()
	if err != nil {
		return err
	}
	var again []forum.ConversationID // nil: all
	if u.groups != nil && maps.Equal(u.groups, mine) && last >= u.event {
		again, err = r.ConversationsAfter(u.event, maxRecounts)
		if err != nil {
			return err
		}
	}
	if again != nil && len(again)+len(marked) <= maxRecounts {
		again = slices.AppendSeq(again, maps.Keys(marked))
	} else {
		again = nil
		u.counts, u.sums = map[forum.ConversationID]store.Unread{}, map[forum.GroupID]unreadSum{}
	}
	for _, c := range again {
		u.put(store.Unread{Group: u.counts[c].Group, Conversation: c})
	}
	unread, err := r.UnreadIn(v, groups, again)
	for _, c := range unread {
		u.put(c)
	}
	u.groups, u.event = mine, last
	return err
}
