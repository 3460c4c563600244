package keep_test

import (
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"plenary/internal/keep"
)

func TestShelf_forgetsTheLongestUnused(t *testing.T) {
	s := keep.New[int, string](3, nil)
	for i := range 3 {
		s.Put(i, strings.Repeat("x", i))
	}
	s.Get(0)
	s.Put(3, "new")
	for key, want := range map[int]bool{0: true, 1: false, 2: true, 3: true} {
		if _, ok := s.Get(key); ok != want {
			t.Errorf("key %d is kept: %v, want %v", key, ok, want)
		}
	}
}

func TestShelf_holdsNoMoreThanItHasRoomFor(t *testing.T) {
	s := keep.New[string](100, func(v string) int { return len(v) })
	s.Put("too large", strings.Repeat("x", 26))
	if _, ok := s.Get("too large"); ok {
		t.Error("what takes more than a quarter of the room is kept")
	}
	for _, key := range []string{"a", "b", "c", "d", "e"} {
		s.Put(key, strings.Repeat(key, 25))
	}
	if _, ok := s.Get("a"); ok {
		t.Error("the longest unused is still there")
	}
	s.Put("b", "short")
	s.Put("f", strings.Repeat("f", 20))
	for key, want := range map[string]string{"b": "short", "c": strings.Repeat("c", 25), "f": strings.Repeat("f", 20)} {
		if got, ok := s.Get(key); !ok || got != want {
			t.Errorf("%s: %q, %v", key, got, ok)
		}
	}
}

func TestMade_isMadeOnceForAllWhoAskAtTheSameTime(t *testing.T) {
	s := keep.New[string, int](10, nil)
	const askers = 20
	var made atomic.Int64
	var all sync.WaitGroup
	begun, goOn := make(chan struct{}), make(chan struct{})
	all.Go(func() {
		_, _ = s.Made("k", func(int) bool { return true }, func() (int, error) {
			close(begun)
			<-goOn
			return int(made.Add(1)), nil
		})
	})
	<-begun
	for range askers {
		all.Go(func() {
			if got, err := s.Made("k", func(int) bool { return true }, func() (int, error) { return int(made.Add(1)), nil }); err != nil || got != 1 {
				t.Errorf("got %d, %v", got, err)
			}
		})
	}
	close(goOn)
	all.Wait()
	if made.Load() != 1 {
		t.Errorf("it was made %d times", made.Load())
	}
	if got, _ := s.Made("k", func(v int) bool { return v > 1 }, func() (int, error) { return 7, nil }); got != 7 {
		t.Errorf("what isn't good enough was given: %d", got)
	}
	if _, err := s.Made("other", func(int) bool { return true }, func() (int, error) { return 0, errors.New("no") }); err == nil {
		t.Error("the error is gone")
	}
	if _, ok := s.Get("other"); ok {
		t.Error("what went wrong is kept")
	}
}
