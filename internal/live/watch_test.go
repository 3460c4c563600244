package live_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"

	"plenary/internal/live"
)

var talk = live.Room{Conversation: 42, Lang: "en"}

func event(seq int64) *live.Frame {
	return live.NewEvent(seq, fmt.Appendf(nil, "event %d", seq))
}

func watch(t *testing.T, s *live.Seat, r live.Room) *live.Watch {
	t.Helper()
	w, err := s.Watch(r)
	if err != nil {
		t.Fatalf("watch %v: %v", r, err)
	}
	return w
}

// caught watches and is at once caught up to seq.
func caught(t *testing.T, s *live.Seat, r live.Room, seq int64) *live.Watch {
	t.Helper()
	w := watch(t, s, r)
	if err := w.Caught(seq); err != nil {
		t.Fatalf("caught: %v", err)
	}
	return w
}

// got takes everything that waits.
func got(t *testing.T, s *live.Seat) []string {
	t.Helper()
	var all []string
	for {
		f, err := s.Poll()
		if errors.Is(err, live.ErrNothing) {
			return all
		}
		if err != nil {
			return append(all, err.Error())
		}
		all = append(all, string(f.JSON()))
	}
}

func wants(t *testing.T, s *live.Seat, want ...string) {
	t.Helper()
	if g := got(t, s); !slices.Equal(g, want) {
		t.Fatalf("the seat got %q, want %q", g, want)
	}
}

func TestWatch_continuesFromTheBacklogWithoutGapOrDouble(t *testing.T) {
	hub := live.New(live.Options{})
	ana := hub.Sit(live.Info{Person: 1})
	defer ana.Leave()

	w := watch(t, ana, talk)
	hub.Publish(talk, event(814)) // committed before the backlog was read: in both
	wants(t, ana)                 // holding: nothing passes before rights were looked at
	for seq := int64(813); seq <= 815; seq++ {
		if err := w.Give(t.Context(), event(seq)); err != nil {
			t.Fatal(err)
		}
	}
	hub.Publish(talk, event(815))
	hub.Publish(talk, event(816)) // after it
	if err := w.Caught(815); err != nil {
		t.Fatal(err)
	}
	hub.Publish(talk, event(817))
	hub.Publish(talk, event(817)) // a publisher that repeats itself

	wants(t, ana, "event 813", "event 814", "event 815", "event 816", "event 817")
}

func TestWatch_aMissingEventLosesTheSeatInsteadOfPassingTheGapOn(t *testing.T) {
	hub := live.New(live.Options{})
	ana, ben := hub.Sit(live.Info{Person: 1}), hub.Sit(live.Info{Person: 2})
	defer ana.Leave()
	defer ben.Leave()
	caught(t, ana, talk, 5)
	held := watch(t, ben, talk)

	hub.Publish(talk, event(7))

	wants(t, ana, "live: seat closed with 4008")
	if err := held.Caught(5); !errors.Is(err, live.Closed{Code: live.TooSlow}) {
		t.Fatalf("caught with a hole: %v", err)
	}
	if s := hub.Stats(); s.Holes != 2 || s.LostSeats != 2 {
		t.Fatalf("stats %+v", s)
	}
}

func TestWatch_ofOneLanguageHearsNothingOfAnother(t *testing.T) {
	hub := live.New(live.Options{})
	ana, luz := hub.Sit(live.Info{Person: 1}), hub.Sit(live.Info{Person: 2})
	defer ana.Leave()
	defer luz.Leave()
	spanish := live.Room{Conversation: 42, Lang: "es"}
	caught(t, ana, talk, 0)
	watch(t, luz, spanish) // holding: its frames must be made already
	if langs := hub.Watched(42); !slices.Equal(langs, []string{"en", "es"}) {
		t.Fatalf("watched in %q", langs)
	}

	hub.Publish(spanish, live.NewEvent(1, []byte("uno")))
	hub.Publish(talk, live.NewEvent(1, []byte("one")))
	wants(t, ana, "one")

	luz.Unwatch(42)
	ana.Leave()
	if langs := hub.Watched(42); langs != nil {
		t.Fatalf("empty rooms stay: %q", langs)
	}
	if s := hub.Stats(); s.Rooms != 0 || s.Seats != 1 {
		t.Fatalf("stats %+v", s)
	}
}

func TestWatch_begunAnewDropsWhatWasQueuedOfTheOld(t *testing.T) {
	hub := live.New(live.Options{})
	ana := hub.Sit(live.Info{Person: 1})
	defer ana.Leave()
	old := caught(t, ana, talk, 0)
	caught(t, ana, live.Room{Conversation: 7, Lang: "en"}, 0)
	hub.Publish(talk, event(1))
	hub.Publish(live.Room{Conversation: 7, Lang: "en"}, live.NewEvent(1, []byte("other")))

	anew := watch(t, ana, talk)
	if err := old.Give(t.Context(), event(1)); !errors.Is(err, live.ErrEnded) {
		t.Fatalf("the old watch still takes a backlog: %v", err)
	}
	old.Stop() // late, and harmless
	if err := anew.Caught(1); err != nil {
		t.Fatal(err)
	}
	hub.Publish(talk, event(2))

	wants(t, ana, "other", "event 2")
}

func TestWatch_isLimited(t *testing.T) {
	hub := live.New(live.Options{MaxWatches: 2})
	ana := hub.Sit(live.Info{Person: 1})
	defer ana.Leave()
	watch(t, ana, live.Room{Conversation: 1, Lang: "en"})
	watch(t, ana, live.Room{Conversation: 2, Lang: "en"})
	watch(t, ana, live.Room{Conversation: 2, Lang: "es"}) // the same, in another language
	if _, err := ana.Watch(talk); !errors.Is(err, live.ErrTooMany) {
		t.Fatalf("third conversation: %v", err)
	}
	ana.Unwatch(1)
	watch(t, ana, talk)
	if r := ana.Watching(); !slices.Equal(r, []live.Room{{Conversation: 2, Lang: "es"}, talk}) {
		t.Fatalf("watching %v", r)
	}
}

func TestGive_waitsForASlowReaderAndLeavesRoomForEvents(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hub := live.New(live.Options{Queue: 8})
		ana := hub.Sit(live.Info{Person: 1})
		defer ana.Leave()
		caught(t, ana, live.Room{Conversation: 7, Lang: "en"}, 0)
		w := watch(t, ana, talk)
		given := make(chan error, 1)
		go func() {
			for seq := int64(1); seq <= 20; seq++ {
				if err := w.Give(context.Background(), event(seq)); err != nil {
					given <- err
					return
				}
			}
			given <- w.Caught(20)
		}()
		synctest.Wait() // it waits at half of the queue
		hub.Publish(live.Room{Conversation: 7, Lang: "en"}, live.NewEvent(1, []byte("other")))

		want := []string{"event 1", "event 2", "event 3", "event 4", "other"}
		for seq := 5; seq <= 20; seq++ {
			want = append(want, fmt.Sprintf("event %d", seq))
		}
		for i, x := range want {
			synctest.Wait()
			f, err := ana.Next(context.Background())
			if err != nil || string(f.JSON()) != x {
				t.Fatalf("frame %d: %v, %v, want %q", i, f, err, x)
			}
		}
		if err := <-given; err != nil {
			t.Fatal(err)
		}
	})
}

func TestGive_endsWithItsWatchSeatOrContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hub := live.New(live.Options{Queue: 2})
		var seats []*live.Seat
		var errs []chan error
		ctx, cancel := context.WithCancel(context.Background())
		for range 4 {
			s := hub.Sit(live.Info{Person: 1})
			w := watch(t, s, talk)
			err := make(chan error, 1)
			go func() {
				_ = w.Give(ctx, event(1))
				err <- w.Give(ctx, event(2))
			}()
			seats, errs = append(seats, s), append(errs, err)
		}
		synctest.Wait()
		seats[0].Unwatch(42)
		seats[1].Close(live.TooMuch)
		seats[2].Leave()
		synctest.Wait()
		cancel()
		for i, want := range []error{live.ErrEnded, live.Closed{Code: live.TooMuch}, live.ErrLeft, context.Canceled} {
			if err := <-errs[i]; !errors.Is(err, want) {
				t.Errorf("seat %d: %v, want %v", i, err, want)
			}
			seats[i].Leave()
		}
	})
}
