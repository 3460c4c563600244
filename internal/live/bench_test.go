package live_test

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"testing"

	"plenary/internal/live"
)

// BenchmarkPublish hands events to 1,000 seats whose writers run, and ends when
// all have everything. The publisher stays less than a queue ahead.
func BenchmarkPublish(b *testing.B) {
	const seats, ahead = 1000, 128
	hub := live.New(live.Options{})
	batches := make([]sync.WaitGroup, b.N/ahead+1)
	var writers sync.WaitGroup
	for i := range seats {
		s := hub.Sit(live.Info{Person: int64(i)})
		w, err := s.Watch(talk)
		if err == nil {
			err = w.Caught(0)
		}
		if err != nil {
			b.Fatal(err)
		}
		writers.Go(func() {
			defer s.Leave()
			for {
				f, err := s.Next(context.Background())
				if err != nil {
					return
				}
				if f.Seq()%ahead == 0 || f.Seq() == int64(b.N) {
					batches[(f.Seq()-1)/ahead].Done()
				}
			}
		})
	}
	json := fmt.Appendf(nil, "%01000d", 1)
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		if i%ahead == 0 {
			batches[i/ahead].Add(seats)
		}
		hub.Publish(talk, live.NewEvent(int64(i+1), json))
		if (i+1)%ahead == 0 || i+1 == b.N {
			batches[i/ahead].Wait()
		}
	}
	b.StopTimer()
	b.ReportMetric(float64(b.N)*seats/b.Elapsed().Seconds(), "deliveries/s")
	if lost := hub.Stats().LostSeats; lost > 0 {
		b.Fatalf("%d seats lost", lost)
	}
	hub.CloseAll(live.GoingAway)
	writers.Wait()
}

// BenchmarkSeat reports what an idle seat that watches one conversation keeps.
func BenchmarkSeat(b *testing.B) {
	hub := live.New(live.Options{})
	var before, after runtime.MemStats
	seats := make([]*live.Seat, b.N)
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := range seats {
		seats[i] = hub.Sit(live.Info{Person: int64(i + 1)})
		w, err := seats[i].Watch(live.Room{Conversation: int64(i % 50), Lang: "en"})
		if err == nil {
			err = w.Caught(0)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric((float64(after.HeapAlloc)-float64(before.HeapAlloc))/float64(b.N), "heapB/seat")
	for _, s := range seats {
		s.Leave()
	}
}
