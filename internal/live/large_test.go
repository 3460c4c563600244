package live

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
)

func TestGive_letsOnlyOneLargeFrameWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := New(Options{})
		s := h.Sit(Info{Person: 1})
		defer s.Leave()
		w, err := s.Watch(Room{Conversation: 1, Lang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		given := 0
		done := make(chan error, 1)
		go func() {
			for range 3 {
				if err := w.Give(t.Context(), NewMessage(make([]byte, largeFrame))); err != nil {
					done <- err
					return
				}
				given++
			}
			done <- w.Caught(0)
		}()
		for want := 1; want <= 3; want++ {
			synctest.Wait()
			if given != want {
				t.Fatalf("%d given before the reader took any more, want %d", given, want)
			}
			if _, err := s.Next(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		if err := w.Give(t.Context(), NewMessage(make([]byte, largeFrame))); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := w.Give(ctx, NewMessage(make([]byte, largeFrame))); !errors.Is(err, context.Canceled) {
			t.Fatalf("a second one: %v", err)
		}
	})
}
