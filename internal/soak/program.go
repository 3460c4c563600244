package soak

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"
)

// command runs a command of the program to its end and gives what it printed.
func command(ctx context.Context, program string, args ...string) (string, error) {
	var out, complaint bytes.Buffer
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		return out.String(), fmt.Errorf("plenary %s: %w: %s%s", strings.Join(args, " "), err, out.Bytes(), complaint.Bytes())
	}
	return strings.TrimSpace(out.String()), nil
}

// server is the serving program, which may be down.
type server struct {
	program string
	dir     string
	addr    string
	verb    string   // serve, or demo
	before  []string // a program and its arguments that run this one: a tracer

	mu   sync.Mutex
	up   chan struct{} // closed while it answers
	cmd  *exec.Cmd
	done chan error
	said *tail
}

const patience = 60 * time.Second // for starting; on a full disk of a busy machine

// newServer chooses an address that stays free while the program is down: none
// of those that the system gives to connections that go out.
func newServer(program, dir string) (*server, error) {
	const least, most, tries = 15000, 32000, 100
	var err error
	for range tries {
		addr := fmt.Sprintf("127.0.0.1:%d", least+rand.IntN(most-least))
		var ln net.Listener
		if ln, err = net.Listen("tcp", addr); err == nil {
			return &server{program: program, dir: dir, addr: addr, verb: "serve", up: make(chan struct{})}, ln.Close()
		}
	}
	return nil, err
}

// launch starts the program and does not wait for its answer.
func (s *server) launch() error {
	args := append(append([]string{}, s.before...), s.program, s.verb, "--data", s.dir, "--addr", s.addr, "--rate-limits", "off", "--log", "error")
	s.said = &tail{}
	s.cmd = exec.Command(args[0], args[1:]...)
	s.cmd.Stdout, s.cmd.Stderr = s.said, s.said
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // an interrupt at the terminal is not for it
	if err := s.cmd.Start(); err != nil {
		return err
	}
	done := make(chan error, 1)
	s.done = done
	go func(cmd *exec.Cmd) { done <- cmd.Wait() }(s.cmd)
	return nil
}

// start launches the program and returns when it answers.
func (s *server) start(ctx context.Context) error {
	if err := s.launch(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	tick := time.NewTicker(3 * time.Millisecond)
	defer tick.Stop()
	asker := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 5 * time.Second}
	for {
		if res, err := asker.Get("http://" + s.addr + "/readyz"); err == nil {
			_ = res.Body.Close()
			if res.StatusCode == http.StatusOK {
				break
			}
		}
		select {
		case err := <-s.done:
			s.cmd = nil
			return fmt.Errorf("plenary serve ended: %w: %s", err, s.said)
		case <-ctx.Done():
			return fmt.Errorf("plenary serve does not answer: %w: %s", ctx.Err(), s.said)
		case <-tick.C:
		}
	}
	s.mu.Lock()
	close(s.up)
	s.mu.Unlock()
	return nil
}

// down makes everybody wait for the next start.
func (s *server) down() {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-s.up:
		s.up = make(chan struct{})
	default:
	}
}

// wait returns once the program answers.
func (s *server) wait(ctx context.Context) error {
	s.mu.Lock()
	up := s.up
	s.mu.Unlock()
	select {
	case <-up:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// kill ends the program at once, as SIGKILL does. It may be down already.
func (s *server) kill() {
	if s.cmd == nil {
		return
	}
	s.down()
	_ = syscall.Kill(-s.cmd.Process.Pid, syscall.SIGKILL)
	<-s.done
	s.cmd = nil
}

// stop asks the program to stop, and gives how long that took.
func (s *server) stop() (time.Duration, error) {
	began := time.Now()
	s.down()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return 0, err
	}
	select {
	case err := <-s.done:
		s.cmd = nil
		if err != nil {
			err = fmt.Errorf("plenary serve, asked to stop: %w: %s", err, s.said)
		}
		return time.Since(began), err
	case <-time.After(patience):
		return time.Since(began), errors.New("plenary serve, asked to stop, goes on")
	}
}

// tail keeps the end of what a program said.
type tail struct {
	mu  sync.Mutex
	end []byte
}

const tailSize = 4 << 10

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.end = append(t.end, p...)
	if over := len(t.end) - tailSize; over > 0 {
		t.end = append(t.end[:0], t.end[over:]...)
	}
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.end)
}
