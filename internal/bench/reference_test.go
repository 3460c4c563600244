package bench

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// refers runs a reference beside the test, and gives where it answers.
func refers(t *testing.T, kind string, args ...string) string {
	t.Helper()
	in, end := io.Pipe()
	says, out := io.Pipe()
	done := make(chan error, 1)
	go func() { done <- Reference(t.Context(), kind, args, in, out) }()
	t.Cleanup(func() {
		_ = end.Close() // as when whoever started it is gone
		select {
		case err := <-done:
			if err != nil {
				t.Errorf("reference %s: %v", kind, err)
			}
		case <-time.After(patience):
			t.Errorf("reference %s outlives its input", kind)
		}
	})
	line, err := bufio.NewReader(says).ReadBytes('\n')
	if err != nil {
		t.Fatal(err)
	}
	var hello struct{ Addr string }
	if err := json.Unmarshal(line, &hello); err != nil {
		t.Fatal(err)
	}
	return hello.Addr
}

func TestReference_answersTheSame(t *testing.T) {
	want := answer{Status: 203, Headers: []header{{"Content-Type", "text/plain"}, {"X-Odd", "yes"}}, Body: []byte("as it was")}
	text, err := json.Marshal([]answer{{Status: 200}, want})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "answers.json")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	addr := refers(t, "answers", file)
	got, err := fetch(t.Context(), addr, request("GET", "/1", ""))
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range want.Headers {
		if got.get(h.Name) != h.Value {
			t.Errorf("%s: %q, want %q", h.Name, got.get(h.Name), h.Value)
		}
	}
	if got.Status != want.Status || !cmp.Equal(got.Body, want.Body) {
		t.Errorf("%d %q", got.Status, got.Body)
	}
	done, took, err := load{addr: addr, conns: 2, want: 203, next: cycle([][]byte{request("GET", "/1", "")})}.count(t.Context(), 20*time.Millisecond)
	if done == 0 || took == 0 || err != nil {
		t.Errorf("%d answers in %v: %v", done, took, err)
	}
	_, _, err = load{addr: addr, conns: 2, want: 200, next: cycle([][]byte{request("GET", "/7", "")})}.count(t.Context(), 20*time.Millisecond)
	if err == nil {
		t.Error("a load of failures is none")
	}
}

func TestReference_hubReachesAll(t *testing.T) {
	addr := refers(t, "hub", "500")
	a, err := gather(t.Context(), addr, 5, []string{""}, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer a.leave()
	say := func(int) []byte { return request("POST", "/say", "now") }
	if rate, err := a.burst(t.Context(), addr, 20, say); rate <= 0 || err != nil {
		t.Errorf("burst: %v %v", rate, err)
	}
	waits, rate, err := a.speak(t.Context(), addr, 3, time.Millisecond, say)
	if len(waits) != 3 || rate <= 0 || err != nil {
		t.Errorf("speak: %v %v %v", waits, rate, err)
	}
	if a.size.Load() != 500 {
		t.Errorf("frames of %d bytes", a.size.Load())
	}
}

func TestReference_unknown(t *testing.T) {
	if Reference(t.Context(), "magic", nil, nil, nil) == nil || Reference(t.Context(), "hub", nil, nil, nil) == nil {
		t.Error("what isn't there was run")
	}
}
