package httpd

import (
	"testing"
	"time"

	"plenary/internal/gauge"
)

func TestLoad_keepsTheMinutesOfADay(t *testing.T) {
	var l load
	var writes gauge.Times
	if got := l.day(); len(got) != 0 {
		t.Errorf("before the first minute ends there are %d", len(got))
	}
	for i := range minutesKept + 10 {
		for range i {
			l.request("/t/:id", 200, 8*time.Millisecond)
		}
		l.request("/t/:id", 503, time.Second)
		l.request("/api/v1/conversations/:id/events", 200, 25*time.Second)
		writes.Add(time.Duration(i) * time.Millisecond)
		l.second(3)
		l.second(i % 7)
		l.minute(writes.Read(), int64(i))
	}
	day := l.day()
	if len(day) != minutesKept {
		t.Fatalf("%d minutes are kept", len(day))
	}
	for i, m := range day {
		n := uint64(i + 10)
		if m.Requests != n+1 || m.Failed != 1 || m.Sockets != int64(n) || m.Writes != 1 || m.Queue != max(3, int(n)%7) {
			t.Fatalf("minute %d is %+v", n, m)
		}
		if m.Slowest < m.Median || m.Median < 7*time.Millisecond || m.Median > 9*time.Millisecond || m.Slowest > 2*time.Second {
			t.Fatalf("minute %d took %s and %s", n, m.Median, m.Slowest)
		}
	}
	if n := testing.AllocsPerRun(100, func() { l.request("/", 200, time.Millisecond) }); n != 0 {
		t.Errorf("counting a request allocates %g times", n)
	}
}

func BenchmarkLoad_request(b *testing.B) {
	var l load
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			l.request("/t/:id", 200, 40*time.Microsecond)
		}
	})
}
