package gauge

import (
	"sync"
	"testing"
	"time"
)

func TestTimes_readOutWhatWasCountedWithinAnEighth(t *testing.T) {
	for took := time.Microsecond; took < time.Minute; took += took/7 + 1 {
		var times Times
		times.Add(took)
		got := times.Read().Quantile(.5)
		if off := max(got-took, took-got); off > took/8+time.Microsecond {
			t.Errorf("%s reads as %s", took, got)
		}
	}
	for _, odd := range []time.Duration{-time.Second, 0, time.Hour, 1 << 62} {
		var times Times
		times.Add(odd)
		if n := times.Read().Count(); n != 1 {
			t.Errorf("%s counts %d", odd, n)
		}
	}
}

func TestReading_quantilesOfWhatCameSince(t *testing.T) {
	var times Times
	times.Add(time.Second)
	before := times.Read()
	for i := range 100 {
		times.Add(time.Duration(i+1) * time.Millisecond)
	}
	since := times.Read().Since(before)
	if n := since.Count(); n != 100 {
		t.Errorf("%d came since", n)
	}
	for q, want := range map[float64]time.Duration{0: time.Millisecond, .5: 50 * time.Millisecond, .99: 99 * time.Millisecond, 1: 100 * time.Millisecond} {
		if got := since.Quantile(q); got < want*7/8 || got > want*9/8 {
			t.Errorf("%g of them took up to %s, want %s", q, got, want)
		}
	}
	if got := (Reading{}).Quantile(.99); got != 0 {
		t.Errorf("nothing took %s", got)
	}
}

func TestTimes_countsAllOfMany(t *testing.T) {
	var times Times
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for i := range 1000 {
				times.Add(time.Duration(i) * time.Microsecond)
			}
		})
	}
	all.Wait()
	if n := times.Read().Count(); n != 8000 {
		t.Errorf("%d were counted", n)
	}
	if n := testing.AllocsPerRun(100, func() { times.Add(time.Millisecond) }); n != 0 {
		t.Errorf("counting one allocates %g times", n)
	}
}
