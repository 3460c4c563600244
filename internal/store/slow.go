package store

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// slow is how long a query may take before it is named, in the log and in
// SlowQueries.
const slow = 100 * time.Millisecond

const (
	slowKept = 50  // queries that are remembered
	slowText = 600 // bytes of each
)

// SlowQuery is a query that took longer than 100 ms, since the start.
type SlowQuery struct {
	Text  string // without any value
	Count int64
	Worst time.Duration
	Last  time.Time
}

// slowOnes are the queries that were slow; only a slow one waits for the lock.
type slowOnes struct {
	mu  sync.Mutex
	all map[string]*SlowQuery
}

func (s *slowOnes) add(text string, took time.Duration, at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	q := s.all[text]
	if q == nil {
		if s.all == nil {
			s.all = map[string]*SlowQuery{}
		}
		if len(s.all) == slowKept {
			s.forgetOne()
		}
		q = &SlowQuery{Text: text}
		s.all[text] = q
	}
	q.Count, q.Worst, q.Last = q.Count+1, max(q.Worst, took), at
}

// forgetOne makes room: the one that was not seen for longest goes.
func (s *slowOnes) forgetOne() {
	var oldest *SlowQuery
	for _, q := range s.all {
		if oldest == nil || q.Last.Before(oldest.Last) {
			oldest = q
		}
	}
	delete(s.all, oldest.Text)
}

// SlowQueries lists the queries that took longer than 100 ms since the store
// was opened, the worst first, at most 50.
func (s *Store) SlowQueries() []SlowQuery {
	s.slow.mu.Lock()
	defer s.slow.mu.Unlock()
	list := make([]SlowQuery, 0, len(s.slow.all))
	for _, q := range s.slow.all {
		list = append(list, *q)
	}
	slices.SortFunc(list, func(a, b SlowQuery) int {
		return cmp.Or(cmp.Compare(b.Worst, a.Worst), cmp.Compare(a.Text, b.Text))
	})
	return list
}

var (
	// literal is an argument as bun writes it into a query.
	literal = regexp.MustCompile(`[xX]?'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b`)
	// several are many arguments side by side: how many does not matter.
	several = regexp.MustCompile(`\?(?:\s*,\s*\?)+`)
	spaces  = regexp.MustCompile(`\s+`)
)

// bare is a query without its arguments, which may be what people wrote.
func bare(query string) string { return literal.ReplaceAllString(query, "?") }

// short is a bare query as it is listed: on one line, and not endless.
func short(query string) string {
	query = spaces.ReplaceAllString(several.ReplaceAllString(bare(query), "?, …"), " ")
	if len(query) > slowText {
		query = strings.ToValidUTF8(query[:slowText], "") + "…"
	}
	return query
}
