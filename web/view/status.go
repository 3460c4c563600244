package view

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"plenary/internal/forum"
)

// NetworkStatus is how the site is doing, for those who run it.
type NetworkStatus struct {
	Page
	Version   string
	Since     time.Time // when the program started
	Sockets   int64
	LostSeats int64 // sockets that were closed for being too slow, since the start
	Queue     int64 // writes that wait
	Database  int64 // bytes, and so on
	Journal   int64
	Free      int64
	Disk      int64

	Charts     []Chart
	Backups    []Backup // and attempts that failed, newest first
	BackupsOff bool
	Jobs       []JobsOf
	Slow       []SlowQuery
}

// Chart is what some figures were like, minute by minute, up to now.
type Chart struct {
	Name  string // "status.chart_" and this is the key of its title
	Unit  Unit
	Lines []Line // two at most
}

// Line is one figure. NaN is a minute without.
type Line struct {
	Word   string // key
	Values []float64
	Most   bool // several minutes together are as the worst of them, not as their mean
}

// Unit is of a chart's figures.
type Unit int

// Units.
const (
	Number Unit = iota
	PerSecond
	Milliseconds
)

// Backup is an automatic backup, or an attempt that failed.
type Backup struct {
	At      time.Time
	Bytes   int64
	Posts   int64
	People  int64
	Files   int64
	Lost    int64 // files that the site had lost by then
	Took    time.Duration
	Proved  time.Duration // how long the test restore took
	Trouble string        // room, copy or proof; "" if it is good
}

// JobsOf is how the jobs of one kind stand.
type JobsOf struct {
	Kind               string
	Due, Later, Failed int64
	Oldest             time.Time // since when the first of those due is
}

// SlowQuery is a query that took long.
type SlowQuery struct {
	Text  string
	Count int64
	Worst time.Duration
	Last  time.Time
}

const (
	chartWidth   = 600
	chartHeight  = 120
	chartColumns = 288 // at most: of a day, one is five minutes
	late         = 36 * time.Hour
)

// group puts n values together into each, leaving out those without; the
// newest group is whole.
func (l Line) group(n int) []float64 {
	var all []float64
	for end := len(l.Values); end > 0; end -= n {
		all = append(all, l.together(l.Values[max(0, end-n):end]))
	}
	for i, j := 0, len(all)-1; i < j; i, j = i+1, j-1 {
		all[i], all[j] = all[j], all[i]
	}
	return all
}

func (l Line) together(values []float64) float64 {
	sum, most, n := 0.0, math.Inf(-1), 0.0
	for _, v := range values {
		if !math.IsNaN(v) {
			sum, most, n = sum+v, max(most, v), n+1
		}
	}
	switch {
	case n == 0:
		return math.NaN()
	case l.Most:
		return most
	}
	return sum / n
}

// minutes is how many the chart shows.
func (c Chart) minutes() int {
	if len(c.Lines) == 0 {
		return 0
	}
	return len(c.Lines[0].Values)
}

// columns is the lines as they are drawn, each value for some minutes.
func (c Chart) columns() [][]float64 {
	n := (c.minutes() + chartColumns - 1) / chartColumns
	var all [][]float64
	for _, l := range c.Lines {
		all = append(all, l.group(max(n, 1)))
	}
	return all
}

// top is a round number that no line exceeds.
func (c Chart) top() float64 {
	most := 0.0
	for _, column := range c.columns() {
		for _, v := range column {
			if !math.IsNaN(v) {
				most = max(most, v)
			}
		}
	}
	least := 1.0
	if c.Unit == PerSecond {
		least = .1
	}
	power := math.Pow(10, math.Floor(math.Log10(max(most, least))))
	for _, round := range []float64{1, 2, 5, 10} {
		if round*power >= most {
			return round * power
		}
	}
	return 10 * power
}

// path is a line in the chart's square; area closes it to the ground.
func (c Chart) path(values []float64, area bool) string {
	var b strings.Builder
	top, step := c.top(), float64(chartWidth)/float64(max(len(values)-1, 1))
	begun := -1
	ground := func(i int) {
		if area && begun >= 0 {
			fmt.Fprintf(&b, "V%d H%.1f Z", chartHeight, float64(begun)*step)
		}
		begun = -1
	}
	for i, v := range values {
		if math.IsNaN(v) {
			ground(i)
			continue
		}
		x, y := float64(i)*step, chartHeight-v/top*chartHeight
		switch {
		case begun < 0 && area:
			fmt.Fprintf(&b, "M%.1f %d L%.1f %.1f", x, chartHeight, x, y)
		case begun < 0 && (i+1 == len(values) || math.IsNaN(values[i+1])): // of its own: a dash, so that it is seen
			fmt.Fprintf(&b, "M%.1f %.1fh-6", x, y)
		case begun < 0:
			fmt.Fprintf(&b, "M%.1f %.1f", x, y)
		default:
			fmt.Fprintf(&b, " L%.1f %.1f", x, y)
		}
		if begun < 0 {
			begun = i
		}
	}
	ground(len(values))
	return b.String()
}

// hour is one row of a chart's table.
type hour struct {
	at     time.Time // when it ended
	values []float64
}

// hours are the chart's figures by the hour, the latest first.
func (c Chart) hours(now time.Time) []hour {
	var rows []hour
	for i, l := range c.Lines {
		values := l.group(60)
		for j := range values {
			if i == 0 {
				rows = append(rows, hour{at: now.Add(-time.Duration(j) * time.Hour)})
			}
			rows[j].values = append(rows[j].values, values[len(values)-1-j])
		}
	}
	return rows
}

// now and most are a line's last and highest value.
func (l Line) now() float64 { return l.together(l.Values[max(0, len(l.Values)-1):]) }

func (l Line) most() float64 { return Line{Most: true}.together(l.Values) }

// number writes a number as people read it.
func (p Page) number(v float64) string {
	digits := 0
	if v != 0 && math.Abs(v) < 10 && v != math.Trunc(v) {
		digits = 1
		if math.Abs(v) < .1 {
			digits = 2
		}
	}
	whole, rest, _ := strings.Cut(strconv.FormatFloat(v, 'f', digits, 64), ".")
	mark := ","
	if p.lang() == forum.Spanish {
		mark = "\u202f"
	}
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + mark + whole[at:]
	}
	if rest != "" {
		whole += "." + rest
	}
	return whole
}

func (p Page) figure(u Unit, v float64) string {
	switch {
	case math.IsNaN(v):
		return "–"
	case u == Milliseconds && v >= 10_000:
		return p.number(v/1000) + " s"
	case u == Milliseconds:
		return p.number(v) + " ms"
	case u == PerSecond:
		return p.T("status.per_second", "N", p.number(v))
	}
	return p.number(v)
}

func (p Page) took(d time.Duration) string {
	return p.figure(Milliseconds, float64(d)/float64(time.Millisecond))
}

// bytes is a size in decimal units, as disks are sold.
func (p Page) bytes(n int64) string {
	v, unit := float64(n), "B"
	for _, next := range []string{"kB", "MB", "GB", "TB"} {
		if v < 1000 {
			break
		}
		v, unit = v/1000, next
	}
	return p.number(v) + " " + unit
}

func (p Page) chartTitle(c Chart) string { return p.T("status.chart_" + c.Name) }

// says is a chart in a sentence.
func (p Page) says(c Chart) string {
	var all []string
	for _, l := range c.Lines {
		said := p.T("status.at_most", "Most", p.figure(c.Unit, l.most()))
		if now := l.now(); !math.IsNaN(now) {
			said = p.T("status.now_most", "Now", p.figure(c.Unit, now), "Most", p.figure(c.Unit, l.most()))
		}
		if len(c.Lines) > 1 {
			said = p.T(l.Word) + ": " + said
		}
		all = append(all, said)
	}
	return strings.Join(all, " · ")
}

// span is how far back the charts go.
func (p NetworkStatus) span() string {
	n := 0
	if len(p.Charts) > 0 {
		n = p.Charts[0].minutes()
	}
	if n < 120 {
		return p.N("status.minutes_ago", int64(n))
	}
	return p.N("status.hours_ago", int64(n/60))
}

// newest is the newest good backup.
func (p NetworkStatus) newest() (b Backup, ok bool) {
	for _, b := range p.Backups {
		if b.Trouble == "" {
			return b, true
		}
	}
	return Backup{}, false
}

// alarm is the key of what is wrong with the backups; "" if nothing is.
func (p NetworkStatus) alarm() string {
	last, ok := p.newest()
	switch {
	case p.BackupsOff:
		return ""
	case len(p.Backups) > 0 && p.Backups[0].Trouble != "":
		return "status.trouble_" + p.Backups[0].Trouble
	case ok && last.Lost > 0:
		return "status.trouble_lost"
	case ok && p.Now.Sub(last.At) > late && p.Now.Sub(p.Since) > late:
		return "status.trouble_late"
	}
	return ""
}

// jobWord names a kind of job.
func (p Page) jobWord(kind string) string {
	switch kind {
	case "mail", "clean", "sweep":
		return p.T("status.job_" + kind)
	}
	return kind
}
