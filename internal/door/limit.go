package door

import (
	"container/list"
	"math"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"plenary/internal/forum"
)

// Limit is how often one asker may do one kind of thing: Burst at once, and
// then one every Every.
type Limit struct {
	Every time.Duration
	Burst int
}

// The limits, one for each kind of thing. Later issues add theirs here.
var (
	LimitRequests  = Limit{Every: 50 * time.Millisecond, Burst: 200} // per person or address
	LimitSignIn    = Limit{Every: 12 * time.Second, Burst: 10}       // per account
	LimitSignInAt  = Limit{Every: 3 * time.Second, Burst: 30}        // per address
	LimitMail      = Limit{Every: 2 * time.Minute, Burst: 5}         // mails asked for, per address typed
	LimitPosts     = Limit{Every: 2 * time.Second, Burst: 30}        // per person
	LimitPreviews  = Limit{Every: time.Second, Burst: 30}
	LimitReactions = Limit{Every: time.Second, Burst: 60}
	LimitUploads   = Limit{Every: 5 * time.Second, Burst: 30}
	LimitSearches  = Limit{Every: time.Second, Burst: 30}
	LimitInvites   = Limit{Every: 30 * time.Second, Burst: 50}
	LimitJoin      = Limit{Every: time.Minute, Burst: 10} // asking for accounts, per address
)

const maxKeys = 50_000 // of askers remembered per kind

// Limits counts what askers do. Make one with NewLimits.
type Limits struct {
	off   bool
	now   func() time.Time
	mu    sync.Mutex
	kinds map[string]*counted
}

// counted is the buckets of one kind of thing, the longest unused forgotten
// first.
type counted struct {
	order *list.List
	byKey map[string]*list.Element
}

type bucket struct {
	key string
	*rate.Limiter
}

// NewLimits makes Limits; off lets everything pass.
func NewLimits(off bool, now func() time.Time) *Limits {
	return &Limits{off: off, now: now, kinds: map[string]*counted{}}
}

// Take counts one thing of the kind for the key. TooMany with RetryAfter if
// that is one too many.
func (l *Limits) Take(kind string, key string, limit Limit) error {
	if l.off {
		return nil
	}
	now := l.now()
	l.mu.Lock()
	b := l.bucket(kind, key, limit)
	l.mu.Unlock()
	r := b.ReserveN(now, 1)
	wait := r.DelayFrom(now)
	if wait <= 0 {
		return nil
	}
	r.CancelAt(now)
	seconds := int(math.Ceil(wait.Seconds()))
	return &forum.Error{Kind: forum.TooMany, Msg: "error.too_many", Args: forum.Pairs("Seconds", seconds), RetryAfter: seconds}
}

func (l *Limits) bucket(kind, key string, limit Limit) bucket {
	of, ok := l.kinds[kind]
	if !ok {
		of = &counted{order: list.New(), byKey: map[string]*list.Element{}}
		l.kinds[kind] = of
	}
	if e, ok := of.byKey[key]; ok {
		of.order.MoveToFront(e)
		return e.Value.(bucket)
	}
	if of.order.Len() >= maxKeys {
		last := of.order.Back()
		delete(of.byKey, last.Value.(bucket).key)
		of.order.Remove(last)
	}
	b := bucket{key: key, Limiter: rate.NewLimiter(rate.Every(limit.Every), limit.Burst)}
	of.byKey[key] = of.order.PushFront(b)
	return b
}
