package backup

import "time"

const (
	keptDays  = 7
	keptWeeks = 5
)

// keep says which of the backups made at those times stay: the newest of each
// of the last seven days that have one, and of each of the last five weeks that
// have one. Days and weeks without a backup do not count, so that a site that
// was off for a year loses nothing when it comes back. Days are the zone's,
// weeks begin on Monday.
func keep(made []time.Time, zone *time.Location) []bool {
	stays := make([]bool, len(made))
	stayNewest(made, stays, keptDays, func(t time.Time) int {
		y, m, d := t.In(zone).Date()
		return (y*100+int(m))*100 + d
	})
	stayNewest(made, stays, keptWeeks, func(t time.Time) int {
		y, w := t.In(zone).ISOWeek()
		return y*100 + w
	})
	return stays
}

// stayNewest lets the newest of each of the n highest periods stay.
func stayNewest(made []time.Time, stays []bool, n int, period func(time.Time) int) {
	newest := map[int]int{} // period to index
	for i, t := range made {
		if j, ok := newest[period(t)]; !ok || t.After(made[j]) {
			newest[period(t)] = i
		}
	}
	for ; n > 0 && len(newest) > 0; n-- {
		last := -1
		for p := range newest {
			last = max(last, p)
		}
		stays[newest[last]] = true
		delete(newest, last)
	}
}

// quietHour is when backups are made, in the network's zone.
const quietHour = 3

// due reports whether a backup is to be made now. made is when the newest good
// one was, tried when the newest that failed was, started since when the
// program runs: the zero time is never. A backup that was missed is made up for
// some time after a start, one that failed after an hour.
func due(now, made, tried, started time.Time, zone *time.Location) bool {
	local := now.In(zone)
	night := time.Date(local.Year(), local.Month(), local.Day(), quietHour, 0, 0, 0, zone)
	if night.After(now) {
		night = time.Date(local.Year(), local.Month(), local.Day()-1, quietHour, 0, 0, 0, zone)
	}
	switch {
	case !made.Before(night) && !made.After(now): // one from the future says nothing
		return false
	case !tried.After(now) && now.Sub(tried) < tryAgain:
		return false
	case night.Before(started):
		return now.Sub(started) >= settle
	}
	return true
}
