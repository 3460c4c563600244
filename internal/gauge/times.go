// Package gauge measures what happens very often, at the cost of one atomic
// addition: how many times something took how long.
package gauge

import (
	"math/bits"
	"sync/atomic"
	"time"
)

// slots are four to each doubling, from a microsecond to a minute: what is read
// out is within an eighth of what was.
const slots = 104

// Times counts durations. Its zero value is ready; it is safe for concurrent
// use and never allocates.
type Times struct{ counts [slots]atomic.Uint64 }

// Add counts one more.
func (t *Times) Add(took time.Duration) { t.counts[slot(took)].Add(1) }

// Read is what was counted so far.
func (t *Times) Read() (r Reading) {
	for i := range t.counts {
		r[i] = t.counts[i].Load()
	}
	return r
}

// Reading is what a Times had counted at some moment.
type Reading [slots]uint64

// Since is what was counted after an earlier reading.
func (r Reading) Since(before Reading) Reading {
	for i := range r {
		r[i] -= before[i]
	}
	return r
}

// Count is how many there were.
func (r Reading) Count() (n uint64) {
	for _, c := range r {
		n += c
	}
	return n
}

// Quantile is the duration that the part q of all did not exceed, about; 0 if
// there were none.
func (r Reading) Quantile(q float64) time.Duration {
	all := r.Count()
	if all == 0 {
		return 0
	}
	rank := min(uint64(q*float64(all)), all-1)
	for i, c := range r {
		if rank < c {
			return middle(i)
		}
		rank -= c
	}
	return middle(slots - 1)
}

// slot is where a duration is counted: below 4 µs each microsecond has its own,
// above the first three binary digits decide.
func slot(took time.Duration) int {
	us := uint64(max(took, 0) / time.Microsecond)
	if us < 4 {
		return int(us)
	}
	octave := bits.Len64(us) - 1
	return min((octave-1)*4+int(us>>(octave-2)&3), slots-1)
}

// middle is the middle of what a slot counts.
func middle(i int) time.Duration {
	if i < 4 {
		return time.Duration(i)*time.Microsecond + time.Microsecond/2
	}
	width := time.Microsecond << (i/4 - 1)
	return time.Duration(4+i%4)*width + width/2
}
