package bench

import (
	"bufio"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestQuantileAndMedian(t *testing.T) {
	values := []float64{5, 1, 4, 2, 3}
	for _, c := range []struct{ q, want float64 }{{0, 1}, {0.2, 1}, {0.5, 3}, {0.99, 5}, {1, 5}} {
		if got := quantile(values, c.q); got != c.want {
			t.Errorf("quantile %v: %v, want %v", c.q, got, c.want)
		}
	}
	if got := median(values); got != 3 {
		t.Errorf("median of five: %v", got)
	}
	if got := median([]float64{4, 1, 2, 3}); got != 2.5 {
		t.Errorf("median of four: %v", got)
	}
	if quantile(nil, 0.5) != 0 || median(nil) != 0 {
		t.Error("nothing has a middle")
	}
	if !cmp.Equal(values, []float64{5, 1, 4, 2, 3}) {
		t.Error("the values were moved")
	}
}

func TestBetween_takesTheRatioOfEachRound(t *testing.T) {
	// In the second round the machine was ten times as slow, for both.
	got := between([]float64{100, 10, 120}, []float64{200, 20, 200})
	if got != (pair{value: 100, reference: 200, ratio: 0.5}) {
		t.Errorf("%+v", got)
	}
}

func TestFigure_reached(t *testing.T) {
	for _, c := range []struct {
		f    Figure
		want bool
		goal string
	}{
		{Figure{Ratio: 0.5, Reference: 9, Goal: 0.5}, true, "≥ 0.5"},
		{Figure{Ratio: 0.49, Reference: 9, Goal: 0.5}, false, "≥ 0.5"},
		{Figure{Ratio: 1.6, Reference: 9, Goal: 1.5, AtMost: true}, false, "≤ 1.5"},
		{Figure{Value: 299, Goal: 300, AtMost: true, Unit: Millis}, true, "≤ 300 ms"},
		{Figure{Ratio: 0.1, Reference: 9}, true, "–"},
		{Figure{Value: 301, Goal: 300, AtMost: true, Unit: Millis}, false, "≤ 300 ms"},
	} {
		if c.f.reaches() != c.want || c.f.goal() != c.goal {
			t.Errorf("%+v: %v %q", c.f, c.f.reaches(), c.f.goal())
		}
	}
}

func TestAmount(t *testing.T) {
	for _, c := range []struct {
		v    float64
		u    Unit
		want string
	}{
		{12345.6, PerSecond, "12,346/s"}, {999.6, PerSecond, "1,000/s"}, {99.96, PerSecond, "100/s"}, {0.1234, Millis, "0.123 ms"}, {1234567, PerSecond, "1,234,567/s"},
		{100, Millis, "100 ms"}, {-1234, Millis, "-1,234 ms"}, {1536, Bytes, "1.5 KiB"}, {3 << 20, Bytes, "3.0 MiB"}, {0, Millis, "0 ms"},
	} {
		if got := amount(c.v, c.u); got != c.want {
			t.Errorf("%v %s: %q, want %q", c.v, c.u, got, c.want)
		}
	}
}

func report() Report {
	return Report{Commit: "abc", At: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), Machine: Machine{CPU: "Quick", Cores: 2, Memory: 4 << 30, Kernel: "linux 6"},
		Figures: []Figure{
			{Key: "page", What: "page", Against: "memory", Unit: PerSecond, Value: 5000, Reference: 10000, Ratio: 0.5, Goal: 0.5, Reached: true},
			{Key: "wait", What: "wait", Unit: Millis, Value: 51, Goal: 50, AtMost: true, Note: "of 3 posts"},
		}}
}

func TestReport_asTables(t *testing.T) {
	want := strings.Join([]string{
		"what  measured  reference        ratio  to reach  reached",
		"page  5,000/s   10,000/s memory  0.50   ≥ 0.5     yes",
		"wait  51 ms     –                –      ≤ 50 ms   no",
		"wait: of 3 posts",
		"abc · 2026-11-22 · Quick, 2 cores, 4 GiB, linux 6", ""}, "\n")
	if diff := cmp.Diff(want, report().Terminal()); diff != "" {
		t.Error(diff)
	}
	want = strings.Join([]string{
		"| what | measured | reference | ratio | to reach | reached |",
		"| --- | ---: | ---: | ---: | ---: | --- |",
		"| page | 5,000/s | 10,000/s memory | 0.50 | ≥ 0.5 | yes |",
		"| wait (of 3 posts) | 51 ms | – | – | ≤ 50 ms | no |",
		"", "Measured at abc on 2026-11-22: Quick, 2 cores, 4 GiB, linux 6.", ""}, "\n")
	if diff := cmp.Diff(want, report().Markdown()); diff != "" {
		t.Error(diff)
	}
}

func TestGrowth_asTables(t *testing.T) {
	g := Growth{Axis: "posts", Points: []float64{1000, 10000}}
	g.put("page", Millis, 1.5, 1.2)
	g.put("memory", Bytes, 1<<20)
	g.put("page", Millis, 2.5, 2.2)
	g.put("memory", Bytes, 2<<20)
	r := report()
	r.Growth = []Growth{g}
	want := strings.Join([]string{explained, "",
		"| **posts** | **1,000** | **10,000** |", "|---|---:|---:|",
		"| page | 1.5 ms (1.2 ms) | 2.5 ms (2.2 ms) |", "| memory | 1.0 MiB | 2.0 MiB |"}, "\n")
	if got := r.Markdown(); !strings.HasPrefix(got, want) || strings.Contains(got, "reached") {
		t.Error(cmp.Diff(want, got))
	}
	want = "posts   1,000            10,000\npage    1.5 ms (1.2 ms)  2.5 ms (2.2 ms)\nmemory  1.0 MiB          2.0 MiB\n"
	if got := r.Terminal(); !strings.HasPrefix(got, want) {
		t.Error(cmp.Diff(want, got))
	}
}

func TestWriteInto_replacesWhatStandsBetweenTheMarks(t *testing.T) {
	begin, end := marks("bench")
	other, otherEnd := marks("growth")
	file := filepath.Join(t.TempDir(), "README.md")
	page := "# Title\n" + begin + "\nold\n" + end + "\n\ntail\n" + other + "\n" + otherEnd + "\n"
	if err := os.WriteFile(file, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time finds its own work
		if err := WriteInto(file, "bench", "| new |\n"); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Replace(page, "old", "| new |", 1), string(got)); diff != "" {
		t.Error(diff)
	}
	for _, broken := range []string{"", begin, end, end + begin, begin + begin + end, begin + end + end} {
		if _, err := replaced(broken, "bench", "x"); err == nil {
			t.Errorf("%q has no one place for the table", broken)
		}
	}
}

func TestReadme_hasPlacesForTheTables(t *testing.T) {
	page, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"bench", "growth"} {
		if _, err := replaced(string(page), name, "x"); err != nil {
			t.Error(err)
		}
	}
}

func TestProc(t *testing.T) {
	if got, err := residentSize("Name:\tx\nVmRSS:\t   2048 kB\nThreads: 3\n"); got != 2<<20 || err != nil {
		t.Errorf("%d %v", got, err)
	}
	if _, err := residentSize("Name:\tx\n"); err == nil {
		t.Error("a zombie has no memory")
	}
	stat := "12 (a ) name) S 1 2 3 4 5 6 7 8 9 10 150 50 0 0 20 0"
	if got, err := processorTime(stat); got != 2*time.Second || err != nil {
		t.Errorf("%v %v", got, err)
	}
	if _, err := processorTime("12 (x) S"); err == nil {
		t.Error("half a line has no times")
	}
	if got := valueOf("a : b\nmodel name\t: Quick 9\nmodel name\t: other\n", "model name"); got != "Quick 9" {
		t.Error(got)
	}
}

func TestMatching_isTheProgramsQuery(t *testing.T) {
	for in, want := range map[string]string{"session clinic": `"session" "clinic"*`, "the": `"the"*`, "a": `"a"`} {
		if got := matching(in); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}

func TestCast_spreadsAndGathers(t *testing.T) {
	c := cast{Writers: []int64{1, 2}, Targets: []int64{10, 11, 12, 13}}
	seen := map[int64]int{}
	for n := range 2 {
		for writer := range c.Writers {
			seen[c.target(true, writer, n)]++
			if c.target(false, writer, n) != 10 {
				t.Error("one discussion is one")
			}
		}
	}
	if !cmp.Equal(seen, map[int64]int{10: 1, 11: 1, 12: 1, 13: 1}) {
		t.Error(seen)
	}
	ids := map[string]bool{}
	for writer := range 3 {
		for n := range 1000 {
			id := clientID(123, writer, n)
			if ids[id] || len(id) != 36 {
				t.Errorf("%q again, or no UUID", id)
			}
			ids[id] = true
		}
	}
}

// piped is a wire whose other end says the given text, and then nothing more.
func piped(t *testing.T, says string) *wire {
	t.Helper()
	ours, theirs := net.Pipe()
	t.Cleanup(func() { _ = ours.Close() })
	go func() {
		defer theirs.Close()
		_, _ = theirs.Read(make([]byte, 1<<10))
		_, _ = theirs.Write([]byte(says))
	}()
	return &wire{c: ours, r: bufio.NewReader(ours)}
}

func TestWire_readsPastAnAnswer(t *testing.T) {
	w := piped(t, "HTTP/1.1 201 Created\r\nX: y\r\ncontent-length: 5\r\n\r\nhello")
	if status, size, err := w.send([]byte("GET / HTTP/1.1\r\n\r\n")); status != 201 || size != 5 || err != nil {
		t.Errorf("%d %d %v", status, size, err)
	}
	for _, broken := range []string{"", "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe", "nonsense\r\n", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"} {
		if _, _, err := piped(t, broken).send([]byte("GET / HTTP/1.1\r\n\r\n")); err == nil {
			t.Errorf("%q was an answer", broken)
		}
	}
}

func TestSock_readsFrames(t *testing.T) {
	long := eventStart + strings.Repeat("x", 300)
	w := piped(t, "\x81\x02hi"+"\x81\x7e"+string([]byte{byte(len(long) >> 8), byte(len(long))})+long+"\x88\x02\x0f\xa8")
	s := &sock{c: w.c, r: w.r}
	if err := s.say(textFrame, []byte("go on")); err != nil {
		t.Fatal(err)
	}
	if f, err := s.next(); f.size != 2 || f.begins(eventStart) || err != nil {
		t.Errorf("%+v %v", f, err)
	}
	if f, err := s.next(); f.size != len(long) || !f.begins(eventStart) || err != nil {
		t.Errorf("%+v %v", f, err)
	}
	if _, err := s.next(); err == nil || !strings.Contains(err.Error(), "4008") {
		t.Errorf("a seat that was lost: %v", err)
	}
}
