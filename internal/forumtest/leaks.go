package forumtest

import (
	"fmt"
	"net/http"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// Leaks counts goroutines and file handles now, before a test starts anything.
// What it gives is called at the test's end: it stops the forum and waits until
// there are no more of them than before.
func Leaks(t testing.TB) (check func(f *Forum)) {
	t.Helper()
	closeIdle()
	goroutines, handles := ourGoroutines(), openHandles(t, "self")
	return func(f *Forum) {
		t.Helper()
		f.Stop()
		f.Wait(fmt.Sprintf("no more than %d goroutines and %d handles", goroutines, handles), func() bool {
			closeIdle()
			for _, p := range f.people {
				p.client.CloseIdleConnections()
			}
			return ourGoroutines() <= goroutines && openHandles(t, "self") <= handles
		})
	}
}

func closeIdle() { http.DefaultTransport.(*http.Transport).CloseIdleConnections() }

// ourGoroutines is how many goroutines run through our code; the libraries
// keep some of their own.
func ourGoroutines() (n int) {
	buf := make([]byte, 4<<20)
	for one := range strings.SplitSeq(string(buf[:runtime.Stack(buf, true)]), "\n\n") {
		if strings.Contains(one, "plenary/") {
			n++
		}
	}
	return n
}

// openHandles is how many files and sockets a process has open, where the
// system says.
func openHandles(t testing.TB, pid string) int {
	t.Helper()
	names, err := os.ReadDir("/proc/" + pid + "/fd")
	if os.IsNotExist(err) {
		return 0
	}
	if err != nil {
		t.Fatal(err)
	}
	return len(names)
}

// Handles is how many files and sockets the program has open, where the system
// says.
func (p *Process) Handles() int {
	p.f.t.Helper()
	return openHandles(p.f.t, strconv.Itoa(p.cmd.Process.Pid))
}

// Peak is the most memory that the program had resident, in bytes; 0 where the
// system does not say.
func (p *Process) Peak() (bytes int64) {
	p.f.t.Helper()
	status, err := os.ReadFile(fmt.Sprint("/proc/", p.cmd.Process.Pid, "/status"))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if kib, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			if _, err := fmt.Sscan(kib, &bytes); err != nil {
				p.f.t.Fatal(err)
			}
		}
	}
	return bytes << 10
}
