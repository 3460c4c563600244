package soak

import (
	"crypto/sha256"
	"maps"
	"slices"
	"sync"
)

// ledger is what the program acknowledged.
type ledger struct {
	mu        sync.Mutex
	rooms     []int64             // conversations
	base      map[int64]int64     // their seq before anybody wrote
	changes   map[int64]int64     // acknowledged since: each is one event
	posts     map[int64]*said     // by id
	order     []int64             // their ids
	reactions map[reaction]int    // times changed: odd is on
	marks     map[mark][]int64    // seqs up to which was read, each further than the one before
	files     map[string][32]byte // by address
}

// said is a post as it was acknowledged, with every text it has had.
type said struct {
	id, room, number, seq int64
	by                    int // number of its writer
	versions              []version
}

type version struct{ source, text, html string }

type reaction struct {
	post int64
	by   int
	kind string
}

type mark struct {
	by   int
	room int64
}

func newLedger() *ledger {
	return &ledger{base: map[int64]int64{}, changes: map[int64]int64{}, posts: map[int64]*said{}, reactions: map[reaction]int{},
		marks: map[mark][]int64{}, files: map[string][32]byte{}}
}

func (l *ledger) open(room, seq int64) {
	l.rooms = append(l.rooms, room)
	l.base[room] = seq
}

func (l *ledger) posted(room int64, by int, p post) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.changes[room]++
	l.posts[p.ID] = &said{id: p.ID, room: room, number: p.Number, seq: p.Seq, by: by, versions: []version{{p.Source, p.Text, p.HTML}}}
	l.order = append(l.order, p.ID)
}

func (l *ledger) edited(id int64, p post) {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.posts[id]
	l.changes[s.room]++
	s.versions = append(s.versions, version{p.Source, p.Text, p.HTML})
}

func (l *ledger) reacted(r reaction) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.changes[l.posts[r.post].room]++
	l.reactions[r]++
}

func (l *ledger) read(m mark, seq int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	old := l.marks[m]
	if len(old) == 0 || old[len(old)-1] < seq {
		l.marks[m] = append(old, seq)
	}
}

// uploaded notes a file that a post holds.
func (l *ledger) uploaded(url string, content []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.files[url] = sha256.Sum256(content)
}

// recent is one of the last posts, by a number that chooses; ok is false where
// there is none yet.
func (l *ledger) recent(choice int) (p said, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.order) == 0 {
		return said{}, false
	}
	last := min(len(l.order), 200)
	return *l.posts[l.order[len(l.order)-1-choice%last]], true
}

func (l *ledger) on(r reaction) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.reactions[r]%2 == 1
}

// count is how many posts there are.
func (l *ledger) count() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.order)
}

// copy is the ledger as it is now.
func (l *ledger) copy() *ledger {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := &ledger{rooms: slices.Clone(l.rooms), base: maps.Clone(l.base), changes: maps.Clone(l.changes), posts: map[int64]*said{},
		order: slices.Clone(l.order), reactions: maps.Clone(l.reactions), marks: map[mark][]int64{}, files: maps.Clone(l.files)}
	for id, s := range l.posts {
		at := *s
		c.posts[id] = &at
	}
	for m, seqs := range l.marks {
		c.marks[m] = slices.Clone(seqs)
	}
	return c
}
