package door

import (
	"container/list"
	"math"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"plenary/internal/config"
	"plenary/internal/forum"
)

// Kind is a kind of thing that is limited. Later issues add theirs here, and
// the number in config.
type Kind struct {
	name string
	of   func(*config.Limits) config.Limit
	msg  string // what whoever did it too often reads; "": error.too_many
}

// The kinds of things that are limited, and by what each asker is counted.
var (
	Requests        = Kind{name: "requests", of: func(l *config.Limits) config.Limit { return l.Requests }} // person or network
	SignIns         = Kind{name: "sign-ins", of: func(l *config.Limits) config.Limit { return l.SignIns }}  // account and network
	SignInsAt       = Kind{name: "sign-ins at", of: func(l *config.Limits) config.Limit { return l.SignInsAt }}
	SignInsTo       = Kind{name: "sign-ins to", of: func(l *config.Limits) config.Limit { return l.SignInsTo }, msg: "limit.sign_ins_to"} // account
	Mails           = Kind{name: "mails", of: func(l *config.Limits) config.Limit { return l.Mails }, msg: "limit.mails"}                 // where they go to
	Joins           = Kind{name: "joins", of: func(l *config.Limits) config.Limit { return l.Joins }}
	Posts           = Kind{name: "posts", of: func(l *config.Limits) config.Limit { return l.Posts }, msg: "limit.posts"}
	Calls           = Kind{name: "calls", of: func(l *config.Limits) config.Limit { return l.Calls }, msg: "limit.calls"}
	Previews        = Kind{name: "previews", of: func(l *config.Limits) config.Limit { return l.Previews }}
	Reactions       = Kind{name: "reactions", of: func(l *config.Limits) config.Limit { return l.Reactions }, msg: "limit.reactions"}
	Flags           = Kind{name: "flags", of: func(l *config.Limits) config.Limit { return l.Flags }, msg: "limit.flags"}
	Uploads         = Kind{name: "uploads", of: func(l *config.Limits) config.Limit { return l.Uploads }, msg: "limit.uploads"}
	Searches        = Kind{name: "searches", of: func(l *config.Limits) config.Limit { return l.Searches }, msg: "limit.searches"}
	Suggested       = Kind{name: "suggestions", of: func(l *config.Limits) config.Limit { return l.Suggestions }}
	Invites         = Kind{name: "invites", of: func(l *config.Limits) config.Limit { return l.Invites }, msg: "limit.invites"}
	GuestComments   = Kind{name: "guest comments", of: func(l *config.Limits) config.Limit { return l.GuestComments }, msg: "limit.guests"}      // network
	GuestCommentsOn = Kind{name: "guest comments on", of: func(l *config.Limits) config.Limit { return l.GuestCommentsOn }, msg: "limit.guests"} // article
	Exports         = Kind{name: "exports", of: func(l *config.Limits) config.Limit { return l.Exports }, msg: "limit.exports"}
	Arrivals        = Kind{name: "arrivals", of: func(l *config.Limits) config.Limit { return l.Arrivals }} // everybody
)

// maxKeys is how many askers are remembered per kind, the longest unused
// forgotten first: 10 MiB per kind at most.
const maxKeys = 50_000

// Limits counts what askers do. Make one with NewLimits.
type Limits struct {
	limits *config.Limits // nil: none hold
	now    func() time.Time
	mu     sync.Mutex
	kinds  map[string]*counted
}

// counted is the buckets of one kind of thing.
type counted struct {
	order *list.List
	byKey map[string]*list.Element
}

type bucket struct {
	key string
	*rate.Limiter
}

// NewLimits makes Limits of the settings.
func NewLimits(s *config.Settings, now func() time.Time) *Limits {
	l := &Limits{now: now, kinds: map[string]*counted{}}
	if s.Limited() {
		l.limits = &s.Limits
	}
	return l
}

// Take counts one thing of the kind for the key. TooMany with RetryAfter if
// that is one too many.
func (l *Limits) Take(kind Kind, key string) error {
	if l.limits == nil {
		return nil
	}
	limit := kind.of(l.limits)
	if limit.Times == 0 {
		return nil
	}
	now := l.now()
	l.mu.Lock()
	b := l.bucket(kind.name, key, limit)
	l.mu.Unlock()
	r := b.ReserveN(now, 1)
	wait := r.DelayFrom(now)
	if wait <= 0 {
		return nil
	}
	r.CancelAt(now)
	return TooMany(kind.msg, wait)
}

// TooMany is the error of whoever did something too often; msg "" is a general
// one.
func TooMany(msg string, wait time.Duration) *forum.Error {
	if msg == "" {
		msg = "error.too_many"
	}
	seconds := max(1, int(math.Ceil(wait.Seconds())))
	return &forum.Error{Kind: forum.TooMany, Msg: msg, Args: forum.Pairs("Seconds", seconds), RetryAfter: seconds}
}

func (l *Limits) bucket(kind, key string, limit config.Limit) bucket {
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
	every := rate.Every(limit.In / time.Duration(limit.Times))
	b := bucket{key: key, Limiter: rate.NewLimiter(every, limit.Times)}
	of.byKey[key] = of.order.PushFront(b)
	return b
}
