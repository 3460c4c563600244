package main

import (
	"fmt"
	"os"
	"strings"
	"time"
)

// bar says how far a command is: on one line of a terminal; elsewhere in a line
// for each tenth, where the work takes so long that somebody may wonder.
type bar struct {
	to     *console
	what   string
	shown  bool
	begun  time.Time
	last   time.Time
	tenths int
}

func (c *console) bar(what string) *bar { return &bar{to: c, what: what, begun: time.Now()} }

const (
	barWidth = 30
	barEvery = 100 * time.Millisecond
	barLong  = 2 * time.Second // after which lines are said
)

func (b *bar) draw(done, total int) {
	if total == 0 || done < total && time.Since(b.last) < barEvery {
		return
	}
	if !terminal(b.to.err) {
		b.line(done, total)
		return
	}
	b.shown, b.last = true, time.Now()
	full := barWidth * done / total
	fmt.Fprintf(b.to.err, "\r[%s%s] %3d %% of %d %s", strings.Repeat("#", full), strings.Repeat(".", barWidth-full), 100*done/total, total, b.what)
}

// line says a tenth that is new.
func (b *bar) line(done, total int) {
	b.last = time.Now()
	if tenths := 10 * done / total; tenths > b.tenths && b.last.Sub(b.begun) >= barLong {
		b.tenths = tenths
		b.to.say("%d %% of %d %s", 10*tenths, total, b.what)
	}
}

// end leaves the line to what comes next.
func (b *bar) end() {
	if b.shown {
		fmt.Fprintln(b.to.err)
	}
}

func terminal(w any) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
