package forumtest

import (
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"syscall"
	"time"
)

// program is the built program, once a test asked for it.
var program struct {
	sync.Mutex
	path string
}

// Process is the program in a process of its own, on a forum's folder and
// address.
type Process struct {
	f    *Forum
	cmd  *exec.Cmd
	done chan error
}

// Process stops the forum and runs the program on its folder and address
// instead: from now on f.App is closed, and what people do goes over HTTP.
func (f *Forum) Process() *Process {
	f.t.Helper()
	f.Stop()
	p := &Process{f: f}
	f.t.Cleanup(p.Kill)
	p.Start()
	return p
}

// Start runs the program, again if it was killed, and waits until it answers.
func (p *Process) Start() {
	p.f.t.Helper()
	args := []string{"serve", "--data", p.f.Dir, "--addr", p.f.URL[len("http://"):]}
	for name, value := range p.f.options.env {
		args = append(args, "--"+name+"="+value)
	}
	p.cmd = exec.Command(p.f.program(), args...)
	p.cmd.Stdout, p.cmd.Stderr = p.f.t.Output(), p.f.t.Output()
	p.f.must(p.cmd.Start(), "plenary serve")
	done := make(chan error, 1)
	p.done = done
	go func(cmd *exec.Cmd) { done <- cmd.Wait() }(p.cmd)
	p.f.Wait("the program to answer", func() bool { return p.f.get("/readyz") == 200 })
}

// Kill ends the program as a power cut does: SIGKILL. A second call does
// nothing.
func (p *Process) Kill() {
	p.f.t.Helper()
	if p.cmd == nil {
		return
	}
	if err := p.cmd.Process.Signal(syscall.SIGKILL); err != nil && !errors.Is(err, os.ErrProcessDone) {
		p.f.t.Errorf("kill: %v", err)
	}
	select {
	case <-p.done:
	case <-time.After(slow):
		p.f.t.Error("the program outlived SIGKILL")
	}
	p.cmd = nil
	if c, err := net.Dial("tcp", p.f.URL[len("http://"):]); err == nil {
		_ = c.Close()
		p.f.t.Error("something answers where the program was killed")
	}
}

// program is the path of the built program.
func (f *Forum) program() string {
	f.t.Helper()
	program.Lock()
	defer program.Unlock()
	if program.path == "" {
		dir, err := os.MkdirTemp("", "plenary-program")
		f.must(err, "a folder for the program")
		_, here, _, _ := runtime.Caller(0)
		build := exec.Command("go", "build", "-o", filepath.Join(dir, "plenary"), "./cmd/plenary")
		build.Dir = filepath.Join(filepath.Dir(here), "../..")
		if out, err := build.CombinedOutput(); err != nil {
			f.t.Fatalf("go build: %v: %s", err, out)
		}
		program.path = filepath.Join(dir, "plenary")
	}
	return program.path
}

// RemoveProgram removes the built program, if there is one.
func RemoveProgram() {
	program.Lock()
	defer program.Unlock()
	if program.path != "" {
		_ = os.RemoveAll(filepath.Dir(program.path))
		program.path = ""
	}
}
