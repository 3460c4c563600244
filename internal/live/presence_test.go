package live_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"plenary/internal/live"
)

func TestHere_namesSignedInPeopleOnceInTheOrderOfArrival(t *testing.T) {
	hub := live.New(live.Options{})
	sit := func(person int64, lang string) *live.Seat {
		s := hub.Sit(live.Info{Person: person})
		t.Cleanup(s.Leave)
		caught(t, s, live.Room{Conversation: 42, Lang: lang}, 0)
		return s
	}
	here := func(want ...int64) {
		t.Helper()
		if p := hub.Here(42); !slices.Equal(p.People, want) || p.Count != len(want) {
			t.Fatalf("here: %+v, want %v", p, want)
		}
	}
	first := sit(9, "en")
	sit(0, "en")
	sit(4, "es")
	second := sit(9, "es")
	here(9, 4)

	first.Leave()
	here(9, 4) // the other socket is still there
	caught(t, second, talk, 0)
	here(9, 4) // and watching anew is no coming and going
	second.Unwatch(42)
	here(4)

	outsider := hub.Sit(live.Info{Person: 5})
	defer outsider.Leave()
	watch(t, outsider, talk) // nobody has said yet that they may
	here(4)

	for p := int64(100); p < 160; p++ {
		sit(p, "en")
	}
	if p := hub.Here(42); len(p.People) != 50 || p.Count != 61 || p.People[0] != 4 || p.People[49] != 148 {
		t.Fatalf("here: %+v", p)
	}
}

func TestHere_expiresAfterAMinuteOfSilenceAndComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hub := live.New(live.Options{})
		ana, ben := hub.Sit(live.Info{Person: 1}), hub.Sit(live.Info{Person: 2})
		defer ana.Leave()
		defer ben.Leave()
		caught(t, ana, talk, 0)
		caught(t, ben, talk, 0)
		changed(t, hub, 42)

		for range 3 {
			time.Sleep(25 * time.Second)
			ana.Alive()
			hub.Changed()
		}
		here(t, hub, []int64{1}, nil)
		ben.Alive()
		here(t, hub, []int64{1, 2}, nil)
		time.Sleep(time.Second)
		changed(t, hub, 42)
		changed(t, hub)
	})
}

func TestTyping_isThrottledAndGoesByItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hub := live.New(live.Options{})
		ana, visitor := hub.Sit(live.Info{Person: 1}), hub.Sit(live.Info{})
		defer visitor.Leave()
		if ana.Typing(42) {
			t.Fatal("writes where she is not")
		}
		caught(t, ana, talk, 0)
		caught(t, visitor, talk, 0)
		changed(t, hub, 42)
		if visitor.Typing(42) {
			t.Fatal("a visitor writes")
		}

		if !ana.Typing(42) || ana.Typing(42) {
			t.Fatal("the first note counts, the second comes too soon")
		}
		here(t, hub, []int64{1}, []int64{1})
		changed(t, hub) // told less than a second ago
		time.Sleep(time.Second)
		changed(t, hub, 42)
		time.Sleep(2 * time.Second)
		if !ana.Typing(42) {
			t.Fatal("a note after 3 s counts")
		}
		changed(t, hub, 42) // so that clients needn't let the first expire
		time.Sleep(6*time.Second - time.Millisecond)
		here(t, hub, []int64{1}, []int64{1})
		changed(t, hub)
		time.Sleep(time.Millisecond)
		here(t, hub, []int64{1}, nil)
		changed(t, hub, 42)

		ana.Typing(42)
		hub.StopTyping(42, 1)
		here(t, hub, []int64{1}, nil)
		ana.Typing(42)
		ana.Leave()
		here(t, hub, nil, nil)
		time.Sleep(time.Second)
		changed(t, hub, 42)
		visitor.Leave()
		changed(t, hub)
	})
}

func changed(t *testing.T, hub *live.Hub, want ...int64) {
	t.Helper()
	if c := hub.Changed(); !slices.Equal(c, want) {
		t.Fatalf("changed: %v, want %v", c, want)
	}
}

func here(t *testing.T, hub *live.Hub, people, typing []int64) {
	t.Helper()
	p := hub.Here(42)
	if !slices.Equal(p.People, people) || p.Count != len(people) || !slices.Equal(p.Typing, typing) {
		t.Fatalf("here: %+v, want %v, typing %v", p, people, typing)
	}
}
