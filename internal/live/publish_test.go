package live_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"

	"plenary/internal/live"
)

func everyone(live.Info) bool { return true }

func TestPublish_aFullQueueLosesTheSeatForAnEventAndDropsAHint(t *testing.T) {
	hub := live.New(live.Options{Queue: 4})
	slow, quick := hub.Sit(live.Info{Person: 1}), hub.Sit(live.Info{Person: 2})
	defer slow.Leave()
	defer quick.Leave()
	caught(t, slow, talk, 0)
	caught(t, quick, talk, 0)

	for seq := int64(1); seq <= 4; seq++ {
		hub.Publish(talk, event(seq))
		hub.Publish(talk, live.NewHint([]byte("here")))
		if seq <= 2 {
			wants(t, quick, string(event(seq).JSON()), "here")
		}
	}
	wants(t, quick, "event 3", "here", "event 4", "here")
	if s := hub.Stats(); s.LostSeats != 0 || s.DroppedHints != 4 { // slow's: two in the queue gave way, two found it full
		t.Fatalf("hints cost somebody the seat, or were not counted: %+v", s)
	}

	hub.Publish(talk, event(5))
	wants(t, quick, "event 5")
	wants(t, slow, "live: seat closed with 4008")
	if s := hub.Stats(); s.LostSeats != 1 || s.Holes != 0 {
		t.Fatalf("stats %+v", s)
	}
}

func TestPublish_sharesOnePreparedFrame(t *testing.T) {
	hub := live.New(live.Options{})
	made := 0
	prepare := func(json []byte) any { made++; return &json }
	var seats []*live.Seat
	for i := range 20 {
		s := hub.Sit(live.Info{Person: int64(i)})
		defer s.Leave()
		caught(t, s, talk, 0)
		seats = append(seats, s)
	}
	hub.Publish(talk, event(1))
	var all sync.WaitGroup
	prepared := make([]any, len(seats))
	for i, s := range seats {
		all.Go(func() {
			f, err := s.Next(t.Context())
			if err == nil {
				prepared[i] = f.Prepared(prepare)
			}
		})
	}
	all.Wait()
	if made != 1 || prepared[0] == nil || len(slices.Compact(prepared)) != 1 {
		t.Fatalf("prepared %d times: %v", made, prepared)
	}
}

func TestPublishEach_choosesByReader(t *testing.T) {
	hub := live.New(live.Options{})
	ana, visitor := hub.Sit(live.Info{Person: 1}), hub.Sit(live.Info{})
	defer ana.Leave()
	defer visitor.Leave()
	caught(t, ana, talk, 0)
	caught(t, visitor, live.Room{Conversation: 42, Lang: "es"}, 0)
	shown, skip := live.NewEvent(1, []byte("post")), live.NewEvent(1, []byte("skip"))
	here := live.NewHint([]byte("here"))

	hub.PublishEach(42, func(who live.Info, lang string) *live.Frame {
		if who.Person != 0 && lang == "en" {
			return shown
		}
		return skip
	})
	hub.PublishEach(42, func(who live.Info, _ string) *live.Frame {
		if who.Person == 0 {
			return nil
		}
		return here
	})

	wants(t, ana, "post", "here")
	wants(t, visitor, "skip")
}

func TestTell_reachesAllSeatsOfAPersonThatDoNotWatchTheConversation(t *testing.T) {
	hub := live.New(live.Options{})
	reading, elsewhere, ben := hub.Sit(live.Info{Person: 1}), hub.Sit(live.Info{Person: 1}), hub.Sit(live.Info{Person: 2})
	for _, s := range []*live.Seat{reading, elsewhere, ben} {
		defer s.Leave()
	}
	caught(t, reading, talk, 0)
	unread := live.NewHint([]byte("unread"))

	hub.Tell(1, 42, unread)
	wants(t, elsewhere, "unread")
	wants(t, reading)
	wants(t, ben)

	hub.TellEach(everyone, 0, unread)
	for _, s := range []*live.Seat{reading, elsewhere, ben} {
		wants(t, s, "unread")
	}
}

func TestEndWatch_saysGoneAndThenNothingMore(t *testing.T) {
	hub := live.New(live.Options{})
	ana, ben, late := hub.Sit(live.Info{Person: 1}), hub.Sit(live.Info{Person: 2}), hub.Sit(live.Info{Person: 1})
	for _, s := range []*live.Seat{ana, ben, late} {
		defer s.Leave()
	}
	caught(t, ana, talk, 0)
	caught(t, ben, talk, 0)
	backlog := watch(t, late, talk)
	if err := backlog.Give(t.Context(), event(1)); err != nil {
		t.Fatal(err)
	}
	isAna := func(who live.Info) bool { return who.Person == 1 }
	if c := hub.WatchedBy(isAna); !slices.Equal(c, []int64{42}) {
		t.Fatalf("watched by ana: %v", c)
	}
	hub.Publish(talk, event(1)) // still queued when her membership ends: she may not see it any more

	hub.EndWatch(42, isAna, live.NewMessage([]byte("gone")))
	hub.Publish(talk, event(2))

	wants(t, ben, "event 1", "event 2")
	wants(t, ana, "gone")
	wants(t, late, "gone")
	if err := backlog.Give(t.Context(), event(1)); !errors.Is(err, live.ErrEnded) {
		t.Fatalf("a backlog goes on after gone: %v", err)
	}
	if err := backlog.Caught(1); !errors.Is(err, live.ErrEnded) {
		t.Fatalf("caught after gone: %v", err)
	}
	if p := hub.Here(42); !slices.Equal(p.People, []int64{2}) {
		t.Fatalf("here: %+v", p)
	}
}

func TestClose_endsSeatsBySessionAndPerson(t *testing.T) {
	hub := live.New(live.Options{})
	phone := hub.Sit(live.Info{Person: 1, Session: 10})
	desk := hub.Sit(live.Info{Person: 1, Session: 11})
	bot := hub.Sit(live.Info{Person: 3, Token: 5})
	visitor := hub.Sit(live.Info{})
	for _, s := range []*live.Seat{phone, desk, bot, visitor} {
		defer s.Leave()
		caught(t, s, talk, 0)
	}
	hub.Publish(talk, event(1))

	hub.CloseSession(10, live.SignedOut)
	hub.CloseSession(0, live.SignedOut) // no session is nobody's
	wants(t, phone, "live: seat closed with 4401")
	if _, err := phone.Watch(talk); !errors.Is(err, live.Closed{Code: live.SignedOut}) {
		t.Fatalf("watch on a closed seat: %v", err)
	}
	hub.ClosePerson(1, live.GoingAway)
	wants(t, desk, "live: seat closed with 1001")
	wants(t, phone, "live: seat closed with 4401") // the first reason stays
	hub.CloseEach(func(who live.Info) bool { return who.Token == 5 }, live.SignedOut)
	wants(t, bot, "live: seat closed with 4401")
	wants(t, visitor, "event 1")
}

func TestCloseAll_endsEverySeatAndWaitsForTheLast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hub := live.New(live.Options{})
		for range 10 {
			s := hub.Sit(live.Info{Person: 1})
			go func() {
				defer s.Leave()
				if _, err := s.Next(context.Background()); !errors.Is(err, live.Closed{Code: live.GoingAway}) {
					t.Errorf("the writer got %v", err)
				}
			}()
		}
		synctest.Wait()
		hub.CloseAll(live.GoingAway)
		late := hub.Sit(live.Info{Person: 2})
		wants(t, late, "live: seat closed with 1001")

		gone := make(chan error, 1)
		go func() { gone <- hub.Wait(context.Background()) }()
		synctest.Wait()
		select {
		case <-gone:
			t.Fatal("done before the last has left")
		default:
		}
		late.Leave()
		late.Leave()
		if err := <-gone; err != nil {
			t.Fatal(err)
		}
		hub.Sit(live.Info{}).Leave()
		if s := hub.Stats(); s.Seats != 0 || s.Rooms != 0 {
			t.Fatalf("stats %+v", s)
		}
	})
}
