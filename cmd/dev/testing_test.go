package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTestArgs(t *testing.T) {
	for given, want := range map[string]string{
		"":                      "test -shuffle=on ./...",
		"-run Reply -v":         "test -shuffle=on -run Reply -v ./...",
		"-v ./internal/app":     "test -shuffle=on -v ./internal/app",
		"plenary/internal/live": "test -shuffle=on plenary/internal/live",
	} {
		if got := strings.Join(testArgs(strings.Fields(given)), " "); got != want {
			t.Errorf("%q: %q, want %q", given, got, want)
		}
	}
}

const goodAndBad = `{"Action":"start","Package":"plenary/a"}
{"Action":"output","Package":"plenary/a","Output":"-test.shuffle 42\n"}
{"Action":"run","Package":"plenary/a","Test":"TestGood"}
{"Action":"output","Package":"plenary/a","Test":"TestGood","Output":"chatter\n"}
{"Action":"pass","Package":"plenary/a","Test":"TestGood","Elapsed":0}
{"Action":"output","Package":"plenary/a","Test":"TestBad","Output":"    a_test.go:7: two is not three\n"}
{"Action":"output","Package":"plenary/a","Test":"TestBad","Output":"--- FAIL: TestBad (0.00s)\n"}
{"Action":"fail","Package":"plenary/a","Test":"TestBad","Elapsed":0}
{"Action":"skip","Package":"plenary/a","Test":"TestLazy","Elapsed":0}
{"Action":"pass","Package":"plenary/a","Test":"FuzzParse/seed#0","Elapsed":0}
{"Action":"pass","Package":"plenary/a","Test":"FuzzParse","Elapsed":0}
{"Action":"output","Package":"plenary/a","Output":"FAIL\tplenary/a\t0.1s\n"}
{"Action":"fail","Package":"plenary/a","Elapsed":0.1}
{"Action":"output","Package":"plenary/b","Output":"ok  \tplenary/b\t0.1s\n"}
{"Action":"pass","Package":"plenary/b","Elapsed":0.1}
{"Action":"output","Package":"plenary/c","Output":"?   \tplenary/c\t[no test files]\n"}
{"Action":"skip","Package":"plenary/c","Elapsed":0}
`

func TestCount_talliesAndShowsWhatMatters(t *testing.T) {
	var shown bytes.Buffer
	got, err := count(strings.NewReader(goodAndBad), &shown)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != "3 passed, 1 failed, 1 skipped" {
		t.Errorf("tallied %v", got)
	}
	if diff := cmp.Diff([]fuzzTarget{{"plenary/a", "FuzzParse"}}, got.fuzz, cmp.AllowUnexported(fuzzTarget{})); diff != "" {
		t.Error(diff)
	}
	want := "    a_test.go:7: two is not three\n--- FAIL: TestBad (0.00s)\n-test.shuffle 42\nFAIL\tplenary/a\t0.1s\n" +
		"ok  \tplenary/b\t0.1s\n?   \tplenary/c\t[no test files]\n"
	if diff := cmp.Diff(want, shown.String()); diff != "" {
		t.Error(diff)
	}
}

func TestCount_aPackageThatBreaksIsAFailure(t *testing.T) {
	for name, events := range map[string]string{
		"doesn't compile": `{"ImportPath":"plenary/a","Action":"build-output","Output":"a.go:3: undefined: b\n"}
{"ImportPath":"plenary/a","Action":"build-fail"}
{"Action":"output","Package":"plenary/a","Output":"FAIL\tplenary/a [build failed]\n"}
{"Action":"fail","Package":"plenary/a","Elapsed":0,"FailedBuild":"plenary/a"}
`,
		"dies outside a test": `{"Action":"output","Package":"plenary/a","Output":"panic: a.go:3: undefined: b\n"}
{"Action":"fail","Package":"plenary/a","Elapsed":0}`,
	} {
		var shown bytes.Buffer
		got, err := count(strings.NewReader(events), &shown)
		if err != nil || got.failed != 1 {
			t.Errorf("%s: tallied %v (%v)", name, got, err)
		}
		if !strings.Contains(shown.String(), "undefined: b") {
			t.Errorf("%s: shows only %q", name, shown.String())
		}
	}
}

func TestCount_passesOnWhatIsNoEvent(t *testing.T) {
	var shown bytes.Buffer
	if _, err := count(strings.NewReader("go: no such flag\n"), &shown); err != nil || shown.String() != "go: no such flag\n" {
		t.Errorf("shows %q (%v)", shown.String(), err)
	}
}

func TestTest_runsAModule(t *testing.T) {
	w, out := shop(t, map[string]string{
		"go.mod": "module tiny\n\ngo 1.26\n",
		"a/a_test.go": `package a

import "testing"

func TestRight(t *testing.T) {}

func TestWrong(t *testing.T) { t.Error("two is not three") }

func FuzzAny(f *testing.F) {
	f.Add("x")
	f.Fuzz(func(*testing.T, string) {})
}
`,
	})
	got, err := w.test(t.Context())
	if err == nil || got.String() != "3 passed, 1 failed, 0 skipped" || len(got.fuzz) != 1 {
		t.Errorf("tallied %v, fuzz %v (%v)\n%s", got, got.fuzz, err, out)
	}
	if !strings.Contains(out.String(), "two is not three") {
		t.Errorf("shows %s", out)
	}
}

func TestScriptTests_countWhatNodeSays(t *testing.T) {
	w, out := shop(t, nil)
	if got, err := w.scriptTests(t.Context()); err == nil || got.passed != 0 {
		t.Errorf("without any: %v (%v): that proves nothing", got, err)
	}
	write(t, w, "web/client/test/a.test.mjs", `import { test } from "node:test"; test("right", () => {});`)
	if got, err := w.scriptTests(t.Context()); err != nil || got.String() != "1 passed, 0 failed, 0 skipped" {
		t.Errorf("one right: %v (%v) %s", got, err, out)
	}
	write(t, w, "web/client/test/b.test.mjs", `import { test } from "node:test"; test("wrong", () => { throw new Error("not three") });`)
	got, err := w.scriptTests(t.Context())
	if err == nil || got.String() != "1 passed, 1 failed, 0 skipped" || !strings.Contains(err.Error(), "not three") {
		t.Errorf("one wrong: %v (%v)", got, err)
	}
}

func TestTally_adds(t *testing.T) {
	one := tally{1, 2, 3, []fuzzTarget{{"a", "FuzzA"}}}
	if got := one.plus(tally{passed: 4}); got.String() != "5 passed, 2 failed, 3 skipped" || len(got.fuzz) != 1 {
		t.Errorf("got %v %v", got, got.fuzz)
	}
}

func TestOutOfTime_isNotAFinding(t *testing.T) {
	late := "fuzz: elapsed: 6s, execs: 139366 (16378/sec)\n--- FAIL: FuzzCursor (5.83s)\n    context deadline exceeded\nFAIL\n"
	found := "--- FAIL: FuzzCursor (1.10s)\n    --- FAIL: FuzzCursor (0.00s)\n        panic\n    Failing input written to testdata/fuzz/FuzzCursor/5821\nFAIL\n"
	if !outOfTime(late) || outOfTime(found) || outOfTime(found+late) {
		t.Errorf("late %v, found %v, both %v", outOfTime(late), outOfTime(found), outOfTime(found+late))
	}
}
