package app

import (
	"time"

	"plenary/internal/forum"
	"plenary/internal/keep"
	"plenary/internal/store"
)

// What is kept in memory, and how much of it. Everything here is as good as
// new: it is kept under the version of the database that it was read at, or
// under the conversation's seq and the network stamp.
const (
	keptPeople = 10_000 // signed-in people, by session and by token
	keptRails  = 2_000  // rails and overviews
	keptPages  = 4_000  // what a viewer has of his own on a page
	keptGroups = 500
	keptAsked  = 1_000    // pictures whose widths were asked for
	keptPosts  = 48 << 20 // bytes of posts
	keptRolls  = 16 << 20 // bytes of who is in groups
)

type shelves struct {
	network  *keep.Shelf[struct{}, dated[network]]
	sessions *keep.Shelf[string, dated[entered]]
	tokens   *keep.Shelf[string, dated[enteredByToken]]
	rails    *keep.Shelf[railKey, dated[Rail]]
	fronts   *keep.Shelf[railKey, dated[Overview]]
	pages    *keep.Shelf[pageKey, dated[ownPage]]
	posts    *keep.Shelf[postsKey, *neutral]
	unread   *keep.Shelf[forum.UserID, *unreadCounts]
	crowds   *keep.Shelf[crowdKey, crowd]
	visits   *keep.Shelf[visitKey, time.Time] // when they were noted last
	rolls    *keep.Shelf[crowdKey, roll]
	asked    *keep.Shelf[string, time.Time] // when the widths of a picture were, by hash

	discussions *keep.Shelf[forum.GroupID, dated[int64]] // how many a group has
}

func newShelves() shelves {
	return shelves{
		network:  keep.New[struct{}, dated[network]](1, nil),
		sessions: keep.New[string, dated[entered]](keptPeople, nil),
		tokens:   keep.New[string, dated[enteredByToken]](keptPeople, nil),
		rails:    keep.New[railKey, dated[Rail]](keptRails, nil),
		fronts:   keep.New[railKey, dated[Overview]](keptRails, nil),
		pages:    keep.New[pageKey, dated[ownPage]](keptPages, nil),
		posts:    keep.New[postsKey](keptPosts, (*neutral).size),
		unread:   keep.New[forum.UserID, *unreadCounts](keptUnread, nil),
		crowds:   keep.New[crowdKey, crowd](keptGroups, nil),
		visits:   keep.New[visitKey, time.Time](keptPeople, nil),
		rolls:    keep.New[crowdKey](keptRolls, roll.size),
		asked:    keep.New[string, time.Time](keptAsked, nil),

		discussions: keep.New[forum.GroupID, dated[int64]](keptGroups, nil),
	}
}

// dated is what was read at a version of the database.
type dated[V any] struct {
	version uint64
	value   V
}

// fresh is what read gives, from the shelf as long as nothing was written
// since. Errors are not kept.
func fresh[K comparable, V any](s *store.Store, shelf *keep.Shelf[K, dated[V]], key K, read func() (V, error)) (V, error) {
	version := s.Version() // before reading: what is newer than its date does no harm
	kept, err := shelf.Made(key, func(d dated[V]) bool { return d.version >= version }, func() (dated[V], error) {
		version := s.Version()
		value, err := read()
		return dated[V]{version, value}, err
	})
	return kept.value, err
}

// postsKey names a run of a conversation's posts as everybody who may read it
// sees them: for one seq and one network stamp it is always the same.
type postsKey struct {
	conversation forum.ConversationID
	seq, stamp   int64
	run          run
}

// run says which posts: a page, the latest before a number, or so many from a
// number on.
type run struct {
	kind  runKind
	at    int64
	limit int
}

type runKind int

const (
	pageRun runKind = iota
	beforeRun
	fromRun
)

// neutral is a run of posts with what they refer to, without anything that is
// one viewer's own.
type neutral struct {
	posts   []forum.Post
	parents map[forum.PostID]forum.Post // of replies whose parent is not among posts; and the conclusion
	people  int                         // who have posted in the conversation
	holds   Holds                       // of the conversation
}

func (n *neutral) size() int {
	size := 500
	for _, p := range n.posts {
		size += 500 + len(p.HTML) + len(p.Text) + len(p.Source) + p.Poll.Size()
	}
	for _, p := range n.parents {
		size += 500 + len(p.HTML) + len(p.Text) + len(p.Source)
	}
	return size
}
