package httpd

import (
	"math"
	"time"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/config"
	"plenary/internal/door"
	"plenary/web/view"
)

// statusPage shows organisers how the site is doing.
func (s *Server) statusPage(c *fiber.Ctx) error {
	h, err := s.app.Health(c.UserContext(), door.Viewer(c))
	if err != nil {
		return err
	}
	title := door.Printer(c).T("status.title")
	base, err := s.page(c, title, "/settings/network", 0)
	if err != nil {
		return err
	}
	live := s.live.hub.Stats()
	page := view.NetworkStatus{Page: base, Version: config.Version(), Since: s.metrics.started, Sockets: live.Seats, LostSeats: live.LostSeats,
		Queue: int64(h.Queue), Database: h.Database, Journal: h.Journal, Free: h.Free, Disk: h.Disk, BackupsOff: h.BackupsOff}
	_, writes := s.app.WritesWaiting()
	page.Charts = charts(s.metrics.load.day(time.Now(), writes, live.Seats))
	for _, b := range h.Backups {
		page.Backups = append(page.Backups, view.Backup{At: b.MadeAt, Bytes: b.Bytes, Posts: b.Posts, People: b.People, Files: b.Files, Lost: int64(b.Lost),
			Took: b.Took, Proved: b.Proved, Trouble: string(b.Trouble)})
	}
	for _, j := range h.Jobs {
		page.Jobs = append(page.Jobs, view.JobsOf(j))
	}
	for _, q := range h.Slow {
		page.Slow = append(page.Slow, view.SlowQuery(q))
	}
	return s.render(c, page)
}

// charts draws the minutes of a day.
func charts(day []minute) []view.Chart {
	line := func(word string, most bool, value func(minute) float64) view.Line {
		l := view.Line{Word: word, Most: most}
		for _, m := range day {
			l.Values = append(l.Values, value(m))
		}
		return l
	}
	// A minute without any has no duration.
	took := func(n uint64, d time.Duration) float64 {
		if n == 0 {
			return math.NaN()
		}
		return float64(d) / float64(time.Millisecond)
	}
	return []view.Chart{
		{Name: "requests", Unit: view.PerSecond, Lines: []view.Line{
			line("status.requests_each", false, func(m minute) float64 { return float64(m.Requests) / m.Length.Seconds() })}},
		{Name: "answers", Unit: view.Milliseconds, Lines: []view.Line{
			line("status.half", false, func(m minute) float64 { return took(m.Requests, m.Median) }),
			line("status.slowest", true, func(m minute) float64 { return took(m.Requests, m.Slowest) })}},
		{Name: "sockets", Unit: view.Number, Lines: []view.Line{
			line("status.sockets_each", true, func(m minute) float64 { return float64(m.Sockets) })}},
		{Name: "failures", Unit: view.Number, Lines: []view.Line{
			line("status.failures_each", true, func(m minute) float64 { return float64(m.Failed) })}},
		{Name: "writers", Unit: view.Milliseconds, Lines: []view.Line{
			line("status.half", false, func(m minute) float64 { return took(m.Writes, m.Wait) }),
			line("status.slowest", true, func(m minute) float64 { return took(m.Writes, m.LongWait) })}},
		{Name: "queue", Unit: view.Number, Lines: []view.Line{
			line("status.queue_each", true, func(m minute) float64 { return float64(m.Queue) })}},
	}
}
