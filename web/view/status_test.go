package view

import (
	"math"
	"strings"
	"testing"
	"time"

	"plenary/internal/forum"
	"plenary/web/lang"
)

// sampleStatus is a day of a busy site, with everything that can be said.
func sampleStatus(p Page, minutes int) NetworkStatus {
	wave := func(high float64, gaps bool) (values []float64) {
		for i := range minutes {
			v := high * (1.1 - math.Cos(float64(i)/float64(minutes)*2*math.Pi)) / 2 * (1 + math.Sin(float64(i*i%97))/3)
			if gaps && i%400 < 60 {
				v = math.NaN()
			}
			values = append(values, v)
		}
		return values
	}
	backup := func(nights int, trouble string) Backup {
		return Backup{At: noon.AddDate(0, 0, -nights), Bytes: 1_234_567_890, Posts: 123_456, People: 312, Files: 1, Took: 12 * time.Second, Proved: 31 * time.Second, Trouble: trouble}
	}
	lost := backup(2, "")
	lost.Lost = 1
	return NetworkStatus{Page: p, Version: "v1.2.3", Since: noon.Add(-30 * time.Hour), Sockets: 1312, LostSeats: 3, Queue: 2,
		Database: 1_207_836_672, Journal: 4_202_496, Free: 61_000_000_000, Disk: 252_000_000_000,
		Charts: []Chart{
			{"requests", PerSecond, []Line{{"status.requests_each", wave(38, false), false}}},
			{"answers", Milliseconds, []Line{{"status.half", wave(.9, true), false}, {"status.slowest", wave(44, true), true}}},
			{"sockets", Number, []Line{{"status.sockets_each", wave(1312, false), true}}},
			{"failures", Number, []Line{{"status.failures_each", wave(0, false), true}}},
			{"writers", Milliseconds, []Line{{"status.half", wave(2.4, true), false}, {"status.slowest", wave(12_000, true), true}}},
			{"queue", Number, []Line{{"status.queue_each", wave(7, false), true}}},
		},
		Backups: []Backup{backup(0, "room"), backup(1, ""), lost, backup(3, "proof"), backup(9, "copy")},
		Jobs:    []JobsOf{{"clean", 0, 1, 0, time.Time{}}, {"mail", 12, 3, 2, noon.Add(-time.Hour)}, {"sweep", 0, 1, 0, time.Time{}}},
		Slow: []SlowQuery{{"SELECT p.id, p.number, p.seq FROM posts p JOIN conversations c ON c.id = p.conversation_id WHERE p.author_id = ? AND p.id > ? ORDER BY p.id LIMIT ?", 1312, 2340 * time.Millisecond, noon},
			{"UPDATE network SET stamp = stamp + ? WHERE id = ?", 1, 101 * time.Millisecond, noon}},
	}
}

func TestChart_drawsOneColumnForSomeMinutes(t *testing.T) {
	nan := math.NaN()
	few := Chart{Unit: Number, Lines: []Line{{Values: []float64{0, 5, nan, 10}}}}
	if top := few.top(); top != 10 {
		t.Errorf("its top is %g", top)
	}
	values := few.columns()[0]
	if got, want := few.path(values, false), "M0.0 120.0 L200.0 60.0M600.0 0.0h-6"; got != want {
		t.Errorf("its line is %s, want %s", got, want)
	}
	if got, want := few.path(values, true), "M0.0 120 L0.0 120.0 L200.0 60.0V120 H0.0 ZM600.0 120 L600.0 0.0V120 H600.0 Z"; got != want {
		t.Errorf("its area is %s, want %s", got, want)
	}
	day := make([]float64, 1440)
	day[1439], day[1430] = 7, 100
	for most, want := range map[bool]float64{true: 7, false: 7. / 5} {
		columns := Chart{Lines: []Line{{Values: day, Most: most}}}.columns()[0]
		if len(columns) != 288 || columns[287] != want {
			t.Errorf("a day has %d columns, the last %g", len(columns), columns[len(columns)-1])
		}
	}
	none := Chart{Lines: []Line{{Values: []float64{nan, nan}}, {}}}
	if none.top() != 1 || none.path(none.columns()[0], true) != "" || none.path(none.columns()[1], false) != "" {
		t.Errorf("of nothing it draws %q up to %g", none.path(none.columns()[0], true), none.top())
	}
}

func TestChart_saysTheHoursLatestFirst(t *testing.T) {
	minutes := make([]float64, 90)
	for i := range minutes {
		minutes[i] = float64(i)
	}
	rows := Chart{Lines: []Line{{Values: minutes, Most: true}, {Values: minutes}}}.hours(noon)
	if len(rows) != 2 || rows[0].values[0] != 89 || rows[0].values[1] != 59.5 || rows[1].values[0] != 29 || !rows[1].at.Equal(noon.Add(-time.Hour)) {
		t.Errorf("the hours are %+v", rows)
	}
}

func TestFigures_readAsPeopleWriteThem(t *testing.T) {
	en, es := Page{P: lang.In(forum.English)}, Page{P: lang.In(forum.Spanish)}
	for got, want := range map[string]string{
		en.number(1234567): "1,234,567", es.number(1234567): "1\u202f234\u202f567", en.number(12): "12", en.number(0): "0", en.number(.04): "0.04", en.number(9.95): "9.9",
		en.bytes(999): "999 B", en.bytes(1_234_567_890): "1.2 GB", en.bytes(52_000_000): "52 MB", en.figure(Milliseconds, 12_345): "12 s",
		en.figure(Milliseconds, math.NaN()): "–", en.figure(PerSecond, 3.25): "3.2 per s", es.figure(PerSecond, 3.25): "3.2 por s",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestNetworkStatus_tellsWhatIsWrongWithTheBackups(t *testing.T) {
	good := func(age time.Duration) Backup { return Backup{At: noon.Add(-age)} }
	for _, c := range []struct {
		why     string
		backups []Backup
		off     bool
		up      time.Duration
		alarm   string
	}{
		{"all is well", []Backup{good(time.Hour)}, false, 99 * time.Hour, ""},
		{"switched off", []Backup{{Trouble: "room"}}, true, 99 * time.Hour, ""},
		{"none yet", nil, false, time.Hour, ""},
		{"the last failed", []Backup{{At: noon, Trouble: "proof"}, good(24 * time.Hour)}, false, time.Hour, "status.trouble_proof"},
		{"one failed before a good one", []Backup{good(time.Hour), {At: noon, Trouble: "room"}}, false, time.Hour, ""},
		{"late", []Backup{good(40 * time.Hour)}, false, 99 * time.Hour, "status.trouble_late"},
		{"late, but just started", []Backup{good(40 * time.Hour)}, false, time.Minute, ""},
		{"files are lost", []Backup{{At: noon, Lost: 1}}, false, time.Hour, "status.trouble_lost"},
	} {
		p := NetworkStatus{Page: Page{Now: noon}, Since: noon.Add(-c.up), Backups: c.backups, BackupsOff: c.off}
		if got := p.alarm(); got != c.alarm {
			t.Errorf("%s: %q, want %q", c.why, got, c.alarm)
		}
		if shown := render(t, page{"status", p}); c.alarm != "" && !strings.Contains(shown, p.T(c.alarm)) {
			t.Errorf("%s: the page does not say so", c.why)
		}
	}
}
