package live_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"plenary/internal/live"
)

// The transport's writer: one goroutine that sends frames, and pings when it is
// time, until the seat is over.
func TestSeat_servesAWriterThatAlsoPings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hub := live.New(live.Options{})
		ana := hub.Sit(live.Info{Person: 1, Session: 10})
		if other := hub.Sit(live.Info{}); other.ID() == ana.ID() || ana.Who() != (live.Info{Person: 1, Session: 10}) {
			t.Fatalf("seats %d and %d, %+v", ana.ID(), other.ID(), ana.Who())
		}
		var sent []string
		var end error
		written := make(chan struct{})
		go func() {
			defer close(written)
			defer ana.Leave()
			ping := time.NewTicker(25 * time.Second)
			defer ping.Stop()
			for {
				select {
				case <-ping.C:
					sent = append(sent, "ping")
				case <-ana.Ready():
				}
				for {
					f, err := ana.Poll()
					if errors.Is(err, live.ErrNothing) {
						break
					}
					if err != nil {
						end = err
						return
					}
					sent = append(sent, string(f.JSON()))
				}
			}
		}()
		ana.Send(live.NewMessage([]byte("hello")))
		caught(t, ana, talk, 0)
		time.Sleep(26 * time.Second)
		hub.Publish(talk, event(1))
		hub.Publish(talk, event(2))
		synctest.Wait()
		ana.Close(live.TooMuch) // the reader's goroutine had enough
		<-written

		if want := []string{"hello", "ping", "event 1", "event 2"}; !slices.Equal(sent, want) {
			t.Fatalf("sent %q, want %q", sent, want)
		}
		if !errors.Is(end, live.Closed{Code: live.TooMuch}) {
			t.Fatalf("ended with %v", end)
		}
		ana.Send(event(3)) // late, and harmless
	})
}

func TestWaiting_endsWithItsContext(t *testing.T) {
	hub := live.New(live.Options{})
	ana := hub.Sit(live.Info{})
	defer ana.Leave()
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := ana.Next(over); !errors.Is(err, context.Canceled) {
		t.Fatalf("next: %v", err)
	}
	if err := hub.Wait(over); !errors.Is(err, context.Canceled) {
		t.Fatalf("wait: %v", err)
	}
}
