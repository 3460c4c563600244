package bench

import (
	"fmt"
	"strings"
	"text/tabwriter"
)

// Growth is one part of the second table: what operations cost while one thing grows.
type Growth struct {
	Axis   string      `json:"axis"`
	Points []float64   `json:"points"`
	Rows   []GrowthRow `json:"rows"`
	Note   string      `json:"note,omitempty"`
}

// GrowthRow is one operation, or one sort of memory, at each point.
type GrowthRow struct {
	What   string    `json:"what"`
	Unit   Unit      `json:"unit"`
	Values []float64 `json:"values"`
	CPU    []float64 `json:"cpu,omitempty"` // the processor's milliseconds for one
}

// put notes what the newest point came to.
func (g *Growth) put(what string, u Unit, value float64, cpu ...float64) {
	for i := range g.Rows {
		if g.Rows[i].What == what {
			g.Rows[i].Values = append(g.Rows[i].Values, value)
			g.Rows[i].CPU = append(g.Rows[i].CPU, cpu...)
			return
		}
	}
	g.Rows = append(g.Rows, GrowthRow{what, u, []float64{value}, cpu})
}

func (g Growth) heading() []string {
	cells := []string{g.Axis}
	for _, at := range g.Points {
		cells = append(cells, plain(at))
	}
	return cells
}

func (row GrowthRow) cells() []string {
	cells := []string{row.What}
	for i, v := range row.Values {
		cell := amount(v, row.Unit)
		if i < len(row.CPU) {
			cell += " (" + amount(row.CPU[i], Millis) + ")"
		}
		cells = append(cells, cell)
	}
	return cells
}

// explained says what the cells are.
const explained = "Time of one operation, one after the other; in brackets the processor's time of the server for it."

func (r Report) growthTerminal() string {
	var b strings.Builder
	for _, g := range r.Growth {
		w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, strings.Join(g.heading(), "\t"))
		for _, row := range g.Rows {
			fmt.Fprintln(w, strings.Join(row.cells(), "\t"))
		}
		_ = w.Flush()
		if g.Note != "" {
			fmt.Fprintln(&b, g.Note)
		}
		b.WriteByte('\n')
	}
	return b.String() + explained + "\n"
}

func (r Report) growthMarkdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", explained)
	for _, g := range r.Growth {
		fmt.Fprintf(&b, "| **%s** |\n|---%s|\n", strings.Join(g.heading(), "** | **"), strings.Repeat("|---:", len(g.Points)))
		for _, row := range g.Rows {
			fmt.Fprintf(&b, "| %s |\n", strings.Join(row.cells(), " | "))
		}
		fmt.Fprintf(&b, "\n%s\n", g.Note)
	}
	return b.String()
}
