package bench

import (
	"fmt"
	"math"
	"strings"
	"text/tabwriter"
	"time"
)

// Unit is what a figure counts.
type Unit string

const (
	PerSecond Unit = "/s"
	Millis    Unit = "ms"
	Micros    Unit = "µs"
	Bytes     Unit = "B"
)

// Figure is one line of the table.
type Figure struct {
	Key       string  `json:"key"`
	What      string  `json:"what"`
	Against   string  `json:"against,omitempty"` // what the reference is
	Unit      Unit    `json:"unit"`
	Value     float64 `json:"value"`
	Reference float64 `json:"reference,omitempty"` // 0: there is none
	Ratio     float64 `json:"ratio,omitempty"`
	Goal      float64 `json:"goal"`               // of the ratio, or of the value where there is no reference; 0: it is only reported
	AtMost    bool    `json:"at_most"`            // the goal is not to be passed, rather than reached
	OfValue   bool    `json:"of_value,omitempty"` // the goal is the value's, though there is a reference
	Reached   bool    `json:"reached"`
	Note      string  `json:"note,omitempty"`
}

// reaches reports whether the figure is as good as it is to be.
func (f Figure) reaches() bool {
	is := f.Ratio
	if f.Reference == 0 || f.OfValue {
		is = f.Value
	}
	if f.AtMost {
		return is <= f.Goal
	}
	return is >= f.Goal
}

// goal is it in words.
func (f Figure) goal() string {
	if f.Goal == 0 {
		return "–"
	}
	sign := "≥ "
	if f.AtMost {
		sign = "≤ "
	}
	if f.Reference == 0 || f.OfValue {
		return sign + amount(f.Goal, f.Unit)
	}
	return sign + fmt.Sprintf("%.4g", f.Goal)
}

func (f Figure) cells() []string {
	cells := []string{f.What, amount(f.Value, f.Unit), "–", "–", f.goal(), "no"}
	if f.Reference != 0 {
		cells[2] = amount(f.Reference, f.Unit) + " " + f.Against
		cells[3] = fmt.Sprintf("%.2f", f.Ratio)
	}
	switch {
	case f.Goal == 0:
		cells[5] = "–"
	case f.Reached:
		cells[5] = "yes"
	}
	return cells
}

var heading = []string{"what", "measured", "reference", "ratio", "to reach", "reached"}

// amount is a value with its unit, in three figures or more.
func amount(v float64, u Unit) string {
	switch {
	case u == Bytes && v >= 1<<20:
		return fmt.Sprintf("%.1f MiB", v/(1<<20))
	case u == Bytes:
		return fmt.Sprintf("%.1f KiB", v/(1<<10))
	case u == PerSecond:
		return plain(v) + "/s"
	}
	return plain(v) + " " + string(u)
}

// plain is a number with as many places as say something, in groups of three.
func plain(v float64) string {
	if math.Abs(v) < 100 {
		return fmt.Sprintf("%.3g", v)
	}
	digits := fmt.Sprintf("%.0f", v)
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 && digits[i-1] != '-' {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return b.String()
}

// Machine is where a run was made.
type Machine struct {
	CPU    string `json:"cpu"`
	Cores  int    `json:"cores"`
	Memory int64  `json:"memory"` // bytes
	Kernel string `json:"kernel"`
}

func (m Machine) String() string {
	return fmt.Sprintf("%s, %d cores, %.0f GiB, %s", m.CPU, m.Cores, float64(m.Memory)/(1<<30), m.Kernel)
}

// Report is one run.
type Report struct {
	Commit  string    `json:"commit"`
	At      time.Time `json:"at"`
	Machine Machine   `json:"machine"`
	Short   bool      `json:"short,omitempty"`
	Figures []Figure  `json:"figures,omitempty"`
	Growth  []Growth  `json:"growth,omitempty"`
}

// Terminal is the report as an aligned table.
func (r Report) Terminal() string {
	var b strings.Builder
	if len(r.Growth) > 0 {
		b.WriteString(r.growthTerminal())
	} else {
		r.figuresTerminal(&b)
	}
	fmt.Fprintf(&b, "%s · %s · %s\n", r.Commit, r.At.Format(time.DateOnly), r.Machine)
	return b.String()
}

func (r Report) figuresTerminal(b *strings.Builder) {
	w := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, strings.Join(heading, "\t"))
	for _, f := range r.Figures {
		fmt.Fprintln(w, strings.Join(f.cells(), "\t"))
	}
	_ = w.Flush()
	for _, f := range r.Figures {
		if f.Note != "" {
			fmt.Fprintf(b, "%s: %s\n", f.Key, f.Note)
		}
	}
}

// Markdown is the report as a table of a page.
func (r Report) Markdown() string {
	var b strings.Builder
	if len(r.Growth) > 0 {
		b.WriteString(r.growthMarkdown())
	} else {
		r.figuresMarkdown(&b)
	}
	fmt.Fprintf(&b, "\nMeasured at %s on %s: %s.\n", r.Commit, r.At.Format(time.DateOnly), r.Machine)
	return b.String()
}

func (r Report) figuresMarkdown(b *strings.Builder) {
	row := func(cells []string) { fmt.Fprintf(b, "| %s |\n", strings.Join(cells, " | ")) }
	row(heading)
	row([]string{"---", "---:", "---:", "---:", "---:", "---"})
	for _, f := range r.Figures {
		cells := f.cells()
		if f.Note != "" {
			cells[0] += " (" + f.Note + ")"
		}
		row(cells)
	}
}
