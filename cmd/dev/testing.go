package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// testArgs completes the arguments of go test: shuffled, and all packages where none is named.
func testArgs(given []string) []string {
	args := append([]string{"test", "-shuffle=on"}, given...)
	named := slices.ContainsFunc(given, func(a string) bool {
		return strings.HasPrefix(a, ".") || strings.HasPrefix(a, "plenary")
	})
	if !named {
		args = append(args, "./...")
	}
	return args
}

// tally is what a run of go test -json came to.
type tally struct {
	passed, failed, skipped int
	fuzz                    []fuzzTarget // those that ran their seeds
}

type fuzzTarget struct{ pkg, name string }

// String is the closing line of the proof.
func (t tally) String() string {
	return fmt.Sprintf("%d passed, %d failed, %d skipped", t.passed, t.failed, t.skipped)
}

// databaseUnwatched leaves SQLite's own translated code out of what the race detector watches: all that calls it, the
// driver included, is still watched, and tests that live in the database take half the time.
const databaseUnwatched = "-gcflags=" + database + "/lib=-race=false"

// test runs every test under the race detector. It shows a line for each package as it ends, and all that a failed
// test said. Vet has had its own step.
func (w *workshop) test(ctx context.Context) (tally, error) {
	cmd := w.command(ctx, "go", "test", "-json", "-race", databaseUnwatched, "-shuffle=on", "-vet=off", "-p=2", "-timeout=9m", "./...")
	cmd.Stdout = nil
	out, err := cmd.StdoutPipe()
	if err != nil {
		return tally{}, err
	}
	if err := cmd.Start(); err != nil {
		return tally{}, err
	}
	t, readErr := count(out, w.out)
	err = cmd.Wait()
	if t.failed == 0 && err != nil { // nothing ran, or the run itself broke
		t.failed = 1
	}
	if err == nil {
		err = readErr
	}
	return t, err
}

// scriptTests runs what stands in web/client/test beside the scripts, in Node.
func (w *workshop) scriptTests(ctx context.Context) (tally, error) {
	files, err := w.files(".test.mjs")
	if err == nil && len(files) == 0 {
		err = errors.New("there are no scripts' tests: looked in the wrong place")
	}
	if err != nil {
		return tally{}, err
	}
	report, err := w.output(ctx, "node", append([]string{"--test", "--test-reporter=tap"}, files...)...)
	t := tally{passed: tapped(report, "pass"), failed: tapped(report, "fail"), skipped: tapped(report, "skipped")}
	if err != nil {
		t.failed = max(t.failed, 1)
		return t, fmt.Errorf("%s%w", report, err)
	}
	w.say("ok  \t%d scripts' tests", t.passed)
	return t, nil
}

// tapped returns the number that closes a report in the Test Anything Protocol, as in "# pass 7".
func tapped(report, what string) int {
	m := regexp.MustCompile(`(?m)^# ` + what + ` (\d+)$`).FindStringSubmatch(report)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	return n
}

// plus adds up two runs.
func (t tally) plus(u tally) tally {
	return tally{t.passed + u.passed, t.failed + u.failed, t.skipped + u.skipped, slices.Concat(t.fuzz, u.fuzz)}
}

// event is a line of go test -json, or of the build before it.
type event struct {
	Action, Package, ImportPath, Test, Output string
}

// count reads the events of a test run and writes what people want to see of them.
func count(events io.Reader, show io.Writer) (tally, error) {
	var t tally
	said := map[string][]string{} // package and test → its output, until we know whether it matters
	failedIn := map[string]bool{}
	lines := bufio.NewReader(events)
	for {
		line, err := lines.ReadBytes('\n')
		var e event
		if jsonErr := json.Unmarshal(line, &e); len(line) > 0 && jsonErr != nil {
			show.Write(line) // go's own complaint, not an event
		}
		key := e.Package + " " + e.Test
		switch e.Action {
		case "output":
			said[key] = append(said[key], e.Output)
		case "build-output":
			io.WriteString(show, e.Output)
		case "pass", "fail", "skip":
			if e.Test == "" {
				t.endPackage(e, said[key], failedIn[e.Package], show)
			} else {
				t.endTest(e, said[key], show)
				failedIn[e.Package] = failedIn[e.Package] || e.Action == "fail"
			}
			delete(said, key)
		}
		if err == io.EOF {
			return t, nil
		}
		if err != nil {
			return t, err
		}
	}
}

func (t *tally) endTest(e event, output []string, show io.Writer) {
	switch e.Action {
	case "pass":
		t.passed++
	case "skip":
		t.skipped++
	case "fail":
		t.failed++
		io.WriteString(show, strings.Join(output, ""))
	}
	if strings.HasPrefix(e.Test, "Fuzz") && !strings.Contains(e.Test, "/") {
		t.fuzz = append(t.fuzz, fuzzTarget{e.Package, e.Test})
	}
}

// summary matches the line by which go test closes a package.
var summary = regexp.MustCompile(`^(ok|FAIL|\?)\s*\t`)

// endPackage shows a package's last line; everything it said, where it failed without a failed test to blame.
func (t *tally) endPackage(e event, output []string, blamed bool, show io.Writer) {
	unexplained := e.Action == "fail" && !blamed
	if unexplained {
		t.failed++
	}
	for _, line := range output {
		if unexplained || summary.MatchString(line) || e.Action == "fail" && strings.HasPrefix(line, "-test.shuffle") {
			io.WriteString(show, line)
		}
	}
}

// fuzzTime is how long the check looks for new inputs, per target.
const fuzzTime = "3s"

// database is the package that takes minutes to build for fuzzing.
const database = "modernc.org/sqlite"

// fuzz runs each target for a short while. Those that run the whole program are left at the seeds that their tests have
// run: built for fuzzing, the database alone would take longer than all else here.
func (w *workshop) fuzz(ctx context.Context, targets []fuzzTarget) error {
	for _, f := range targets {
		deps, err := w.output(ctx, "go", "list", "-deps", "-test", f.pkg)
		if err != nil {
			return err
		}
		if slices.Contains(strings.Fields(deps), database) {
			w.say("%s of %s ran its seeds only: it needs the database", f.name, f.pkg)
			continue
		}
		said, err := w.heard(ctx, "go", "test", "-run=^$", "-vet=off", "-parallel=2", "-fuzz=^"+f.name+"$", "-fuzztime="+fuzzTime, "-fuzzminimizetime=1s", f.pkg)
		if err != nil && outOfTime(said) {
			w.say("%s: the time ended before its workers did, and nothing was found", f.name)
			continue
		}
		if err != nil {
			return fmt.Errorf("%w\nThe input that broke it is kept under testdata/fuzz/%s of that package: it is a test now", err, f.name)
		}
	}
	return nil
}

// outOfTime reports whether a run of fuzzing failed for no other reason than that its time was over while its workers
// were still at an input, as happens on a busy machine: go test calls that a failure.
func outOfTime(said string) bool {
	return strings.Contains(said, "    context deadline exceeded\n") && !strings.Contains(said, "Failing input written to")
}
