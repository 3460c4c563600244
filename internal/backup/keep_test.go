package backup

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	must(t, err)
	return z
}

func TestKeep(t *testing.T) {
	const last = "2026-11-22" // a Sunday
	nights := func(n int) (days []string) {
		day, _ := time.Parse(time.DateOnly, last)
		for i := range n {
			days = append(days, day.AddDate(0, 0, -i).Format(time.DateOnly))
		}
		return days
	}
	for _, c := range []struct {
		why   string
		made  []string
		stays string // days of the month, newest first
	}{
		{"nothing", nil, ""},
		{"one", nights(1), "22"},
		{"a week", nights(7), "22 21 20 19 18 17 16"},
		{"more than a week: the Sunday before, too", nights(10), "22 21 20 19 18 17 16 15"},
		{"a quarter: seven days, and the Sundays of four more weeks", nights(90), "22 21 20 19 18 17 16 15 08 01 25"},
		{"several a day: the newest of each", []string{last, last + "T09", last + "T21", "2026-11-21T23"}, "22T21 21T23"},
		{"after a year off, all that was there stays", []string{last, "2025-11-20", "2025-11-19", "2025-11-18", "2025-11-10"}, "22 20 19 18 10"},
		{"in any order", []string{"2026-11-20", last, "2026-11-21"}, "20 22 21"},
		{"weeks at the turn of the year", []string{"2026-01-04", "2026-01-01", "2025-12-31", "2025-12-30", "2025-12-29", "2025-12-28", "2025-12-27", "2025-12-26", "2025-12-21"},
			"04 01 31 30 29 28 27 21"},
	} {
		var made []time.Time
		for _, day := range c.made {
			at, err := time.Parse("2006-01-02T15", day)
			if err != nil {
				at, err = time.Parse(time.DateOnly, day)
				at = at.Add(3 * time.Hour)
			}
			must(t, err)
			made = append(made, at)
		}
		var stays []string
		for i, yes := range keep(made, time.UTC) {
			if yes {
				stays = append(stays, c.made[i][len("2026-11-"):])
			}
		}
		if got := strings.Join(stays, " "); got != c.stays {
			t.Errorf("%s: %s stay, want %s", c.why, got, c.stays)
		}
	}
}

// Every night for three years, thinned out every night: never more than twelve,
// never fewer than there could be, and the oldest of the fourth week before this one.
func TestKeep_nightAfterNight(t *testing.T) {
	z := zone(t, "America/New_York")
	var kept []time.Time
	for i := range 3 * 365 {
		now := time.Date(2026, 1, 1+i, quietHour, 0, 0, 0, z)
		kept = append(kept, now)
		var left []time.Time
		for j, yes := range keep(kept, z) {
			if yes {
				left = append(left, kept[j])
			}
		}
		kept = left
		if len(kept) > keptDays+keptWeeks || i > 60 && len(kept) < keptDays+keptWeeks-2 {
			t.Fatalf("%s: %d are kept", now, len(kept))
		}
		if age := now.Sub(kept[0]); i > 60 && (age < 21*24*time.Hour || age > 30*24*time.Hour) {
			t.Fatalf("%s: the oldest is %s old", now, age)
		}
	}
}

func TestDue(t *testing.T) {
	never := ""
	for _, c := range []struct {
		zone, now, made, tried, started string
		due                             bool
	}{
		{"UTC", "2026-11-22 02:59", "2026-11-21 03:00", never, "2026-11-01 12:00", false},
		{"UTC", "2026-11-22 03:00", "2026-11-21 03:00", never, "2026-11-01 12:00", true},
		{"UTC", "2026-11-22 09:00", "2026-11-22 03:00", never, "2026-11-01 12:00", false},
		// a failed one is tried again after an hour, also after the next night came
		{"UTC", "2026-11-22 03:59", "2026-11-21 03:00", "2026-11-22 03:00", "2026-11-01 12:00", false},
		{"UTC", "2026-11-22 04:00", "2026-11-21 03:00", "2026-11-22 03:00", "2026-11-01 12:00", true},
		// missed ones are made up for, some time after the start
		{"UTC", "2026-11-22 12:05", "2026-11-20 03:00", never, "2026-11-22 12:00", false},
		{"UTC", "2026-11-22 12:10", "2026-11-20 03:00", never, "2026-11-22 12:00", true},
		{"UTC", "2026-11-22 12:10", never, never, "2026-11-22 12:00", true},
		{"UTC", "2026-11-22 03:00", "2026-11-21 03:00", never, "2026-11-22 02:59", true},
		// the hour is the network's
		{"America/Denver", "2026-11-22 09:59", "2026-11-21 10:00", never, "2026-11-01 12:00", false},
		{"America/Denver", "2026-11-22 10:00", "2026-11-21 10:00", never, "2026-11-01 12:00", true},
		// the clock was put forward: three o'clock comes an hour sooner
		{"America/Denver", "2026-03-08 08:59", "2026-03-07 10:00", never, "2026-03-01 12:00", false},
		{"America/Denver", "2026-03-08 09:00", "2026-03-07 10:00", never, "2026-03-01 12:00", true},
		// what a clock that was wrong has written says nothing
		{"UTC", "2026-11-22 03:00", "2027-05-01 03:00", never, "2026-11-01 12:00", true},
		{"UTC", "2026-11-22 03:00", "2026-11-21 03:00", "2027-05-01 03:00", "2026-11-01 12:00", true},
	} {
		at := func(s string) time.Time {
			if s == never {
				return time.Time{}
			}
			v, err := time.Parse("2006-01-02 15:04", s)
			must(t, err)
			return v
		}
		if got := due(at(c.now), at(c.made), at(c.tried), at(c.started), zone(t, c.zone)); got != c.due {
			t.Error(fmt.Sprintf("%+v", c), "says", got)
		}
	}
}
