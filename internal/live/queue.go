package live

// entry is a frame on its way to a seat, with the watch it belongs to (nil for
// frames that belong to none), so that what is queued can go when a watch ends.
type entry struct {
	frame *Frame
	watch *Watch
}

// queue is a ring that grows by doubling and gives its memory back when it has
// run empty after a burst: an idle seat costs next to nothing. It has no bound
// of its own.
type queue struct {
	slots []entry // length 0 or a power of two
	head  int
	n     int
}

const (
	firstSlots = 4
	keptSlots  = 16
)

func (q *queue) push(e entry) {
	if q.n == len(q.slots) {
		q.grow()
	}
	q.slots[(q.head+q.n)&(len(q.slots)-1)] = e
	q.n++
}

func (q *queue) grow() {
	bigger := make([]entry, max(firstSlots, 2*len(q.slots)))
	for i := range q.n {
		bigger[i] = q.at(i)
	}
	q.slots, q.head = bigger, 0
}

func (q *queue) at(i int) entry { return q.slots[(q.head+i)&(len(q.slots)-1)] }

// pop takes the oldest entry; the queue must not be empty.
func (q *queue) pop() entry {
	e := q.slots[q.head]
	q.slots[q.head] = entry{}
	q.head = (q.head + 1) & (len(q.slots) - 1)
	q.n--
	if q.n == 0 && len(q.slots) > keptSlots {
		*q = queue{}
	}
	return e
}

// drop removes the entries for which which is true, keeps the order of the rest,
// and returns how many went.
func (q *queue) drop(which func(entry) bool) int {
	kept, before := 0, q.n
	for i := range q.n {
		if e := q.at(i); !which(e) {
			q.slots[(q.head+kept)&(len(q.slots)-1)] = e
			kept++
		}
	}
	for i := kept; i < q.n; i++ {
		q.slots[(q.head+i)&(len(q.slots)-1)] = entry{}
	}
	q.n = kept
	return before - kept
}
