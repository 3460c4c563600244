package demo

import (
	"testing"
	"time"
)

func TestAwake_keepsTheOrderAndLeavesTheNights(t *testing.T) {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	for _, clock := range []string{"03:10", "07:00", "09:30", "23:50"} {
		now, err := time.ParseInLocation("2006-01-02 15:04", "2026-11-05 "+clock, zone) // the clocks went back on the 1st
		if err != nil {
			t.Fatal(err)
		}
		var before time.Time
		for ago := 10 * day; ago >= 0; ago -= 7 * minute {
			at := awake(now.Add(-ago), now)
			if !at.After(before) || at.After(now) || at.YearDay() != now.Add(-ago).YearDay() {
				t.Fatalf("at %s, %v ago is %v, after %v", clock, ago, at, before)
			}
			early := at.YearDay() == now.YearDay() && clock <= "07:00"
			if h := at.Hour(); !early && (h < 7 || h >= 22 && at.YearDay() != now.YearDay()) {
				t.Fatalf("at %s, %v ago is at night: %v", clock, ago, at)
			}
			before = at
		}
		if later := now.Add(day); awake(later, now) != later {
			t.Errorf("what is to come moved to %v", awake(later, now))
		}
	}
}
