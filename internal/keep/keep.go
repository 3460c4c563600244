// Package keep holds what was costly to make under a key that says for what
// it is valid: nothing is ever invalidated, what isn't asked for any more is
// forgotten. It knows nothing of forums.
package keep

import (
	"container/list"
	"sync"
)

// Shelf keeps values until their sizes come to more than it has room for; then
// the longest unused go. It is safe for concurrent use. What lies on it is
// shared: nobody changes it.
type Shelf[K comparable, V any] struct {
	size  func(V) int
	room  int
	mu    sync.Mutex
	used  int
	order *list.List // of *entry, the latest used first
	byKey map[K]*list.Element
	under map[K]*making
}

// making is a value that somebody is making now.
type making struct{ done chan struct{} }

type entry[K comparable, V any] struct {
	key   K
	value V
	size  int
}

// New makes a shelf. size says how much room a value takes, in the unit of
// room; nil counts each as 1.
func New[K comparable, V any](room int, size func(V) int) *Shelf[K, V] {
	if size == nil {
		size = func(V) int { return 1 }
	}
	return &Shelf[K, V]{size: size, room: room, order: list.New(), byKey: map[K]*list.Element{}, under: map[K]*making{}}
}

// Get is what is kept under the key.
func (s *Shelf[K, V]) Get(key K) (value V, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, ok := s.byKey[key]
	if !ok {
		return value, false
	}
	s.order.MoveToFront(e)
	return e.Value.(*entry[K, V]).value, true
}

// Made is what is kept under the key if it is good enough, else what produce
// makes of it now, which is kept. Of those who ask for the same at the same
// time one makes it, and the others wait to see if that is good enough for
// them. Errors are not kept.
func (s *Shelf[K, V]) Made(key K, good func(V) bool, produce func() (V, error)) (V, error) {
	for {
		s.mu.Lock()
		if e, ok := s.byKey[key]; ok && good(e.Value.(*entry[K, V]).value) {
			s.order.MoveToFront(e)
			value := e.Value.(*entry[K, V]).value
			s.mu.Unlock()
			return value, nil
		}
		other, busy := s.under[key]
		if !busy {
			break
		}
		s.mu.Unlock()
		<-other.done
	}
	mine := &making{make(chan struct{})}
	s.under[key] = mine
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.under, key)
		s.mu.Unlock()
		close(mine.done)
	}()
	value, err := produce()
	if err == nil {
		s.Put(key, value)
	}
	return value, err
}

// Put keeps the value under the key. What takes more than a quarter of the
// room is not kept: it would push out all else.
func (s *Shelf[K, V]) Put(key K, value V) {
	size := s.size(value)
	s.mu.Lock()
	defer s.mu.Unlock()
	if e, ok := s.byKey[key]; ok {
		s.drop(e)
	}
	if size > s.room/4 && size > 1 {
		return
	}
	s.byKey[key] = s.order.PushFront(&entry[K, V]{key, value, size})
	s.used += size
	for s.used > s.room {
		s.drop(s.order.Back())
	}
}

func (s *Shelf[K, V]) drop(e *list.Element) {
	old := s.order.Remove(e).(*entry[K, V])
	delete(s.byKey, old.key)
	s.used -= old.size
}
