package main

import (
	"fmt"
	"os"
	"strings"
	"time"
)

// bar says how far a command is, on one line of a terminal; elsewhere it says
// nothing.
type bar struct {
	to    *console
	what  string
	shown bool
	last  time.Time
}

func (c *console) bar(what string) *bar { return &bar{to: c, what: what} }

const (
	barWidth = 30
	barEvery = 100 * time.Millisecond
)

func (b *bar) draw(done, total int) {
	if !terminal(b.to.err) || total == 0 || done < total && time.Since(b.last) < barEvery {
		return
	}
	b.shown, b.last = true, time.Now()
	full := barWidth * done / total
	fmt.Fprintf(b.to.err, "\r[%s%s] %3d %% of %d %s", strings.Repeat("#", full), strings.Repeat(".", barWidth-full), 100*done/total, total, b.what)
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
