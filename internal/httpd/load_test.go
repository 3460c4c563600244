package httpd

import (
	"testing"
	"time"

	"plenary/internal/gauge"
)

func TestLoad_keepsTheMinutesOfADay(t *testing.T) {
	now := time.Now()
	l := load{begun: now}
	var writes gauge.Times
	if got := l.day(now, writes.Read(), 0); len(got) != 1 || got[0] != (minute{Length: time.Second}) {
		t.Errorf("at the beginning there is %+v", got)
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
		now = now.Add(time.Minute)
		l.minute(now, writes.Read(), int64(i))
	}
	l.request("/", 200, time.Second)
	day := l.day(now.Add(20*time.Second), writes.Read(), 7)
	if len(day) != minutesKept {
		t.Fatalf("%d minutes are kept", len(day))
	}
	if present := day[minutesKept-1]; present.Requests != 1 || present.Length != 20*time.Second || present.Sockets != 7 || present.Queue != 0 {
		t.Errorf("the present minute is %+v", present)
	}
	for i, m := range day[:minutesKept-1] {
		n := uint64(i + 11)
		if m.Length != time.Minute || m.Requests != n+1 || m.Failed != 1 || m.Sockets != int64(n) || m.Writes != 1 || m.Queue != max(3, int(n)%7) {
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
