package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// process is something that was started and is to be stopped again.
type process struct {
	cmd   *exec.Cmd
	addr  string // where it answers
	log   string // the file that it writes to
	ended chan struct{}
	err   error // of its end, once that is closed

	in  io.WriteCloser // of references
	out *bufio.Scanner
}

// begin starts a program whose complaints go to a log file. When ctx ends it gets SIGTERM, and SIGKILL later.
func begin(ctx context.Context, log string, env []string, prepare func(*exec.Cmd) error, name string, args ...string) (*process, error) {
	p := &process{log: log, ended: make(chan struct{})}
	file, err := os.Create(log)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	p.cmd = exec.CommandContext(ctx, name, args...)
	p.cmd.Env = append(withoutSettings(os.Environ()), env...)
	p.cmd.Stderr = file
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // an interrupt of the terminal reaches us alone
	p.cmd.Cancel = func() error { return p.cmd.Process.Signal(syscall.SIGTERM) }
	p.cmd.WaitDelay = 12 * time.Second
	if prepare != nil {
		if err := prepare(p.cmd); err != nil {
			return nil, err
		}
	} else {
		p.cmd.Stdout = file
	}
	return p, p.cmd.Start()
}

// withoutSettings leaves out what would set the program otherwise than it ships.
func withoutSettings(env []string) []string {
	return slices.DeleteFunc(env, func(v string) bool { return strings.HasPrefix(v, "PLENARY_") })
}

// attend notes the process's end.
func (p *process) attend() {
	go func() {
		p.err = p.cmd.Wait()
		close(p.ended)
	}()
}

// served is what differs from how the program ships: no limit on what one client does, and no backup that happens to
// be due in the middle.
var served = []string{"PLENARY_RATE_LIMITS=off", "PLENARY_BACKUPS=off"}

// serve starts the program on a folder and waits until it answers.
func serve(ctx context.Context, program, data, scratch string) (*process, error) {
	addr, err := freeAddr()
	if err != nil {
		return nil, err
	}
	p, err := begin(ctx, filepath.Join(scratch, "serve-"+addr[strings.LastIndexByte(addr, ':')+1:]+".log"), served, nil,
		program, "serve", "--data", data, "--addr", addr)
	if err != nil {
		return nil, err
	}
	p.addr = addr
	p.attend()
	if err := p.answers(ctx, request("GET", "/readyz", "")); err != nil {
		return nil, errors.Join(err, p.stop())
	}
	return p, nil
}

// freeAddr is an address of this machine alone where nobody listens.
func freeAddr() (string, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return ln.Addr().String(), ln.Close()
}

const startTime = 2 * time.Minute // a database may have to be migrated

// answers waits until the request is answered with 200.
func (p *process) answers(ctx context.Context, request []byte) error {
	ctx, cancel := context.WithTimeout(ctx, startTime)
	defer cancel()
	for {
		a, err := fetch(ctx, p.addr, request)
		if err == nil && a.Status == 200 {
			return nil
		}
		select {
		case <-p.ended:
			return fmt.Errorf("it ended: %v\n%s", p.err, p.lastWords())
		case <-ctx.Done():
			return fmt.Errorf("no answer: %w\n%s", ctx.Err(), p.lastWords())
		case <-time.After(500 * time.Microsecond):
		}
	}
}

// lastWords are the end of its log.
func (p *process) lastWords() string {
	text, err := os.ReadFile(p.log)
	if err != nil {
		return err.Error()
	}
	return string(text[max(0, len(text)-2000):])
}

// stop asks the process to end and waits for it.
func (p *process) stop() error {
	if p.in != nil { // a reference, whose pipes are read to the end only now
		_ = p.in.Close()
		p.attend()
	}
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.ended:
	case <-time.After(15 * time.Second):
		_ = p.cmd.Process.Kill()
		<-p.ended
		return fmt.Errorf("%s didn't stop:\n%s", filepath.Base(p.cmd.Path), p.lastWords())
	}
	return nil
}

// rss is the memory that the process holds now, in bytes.
func (p *process) rss() (int64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	return residentSize(string(text))
}

// residentSize reads VmRSS from a process's status, in bytes.
func residentSize(status string) (int64, error) {
	for line := range strings.Lines(status) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 10, 64)
			return kb << 10, err
		}
	}
	return 0, errors.New("no VmRSS in the process's status")
}

// busy is the processor's time that the process has used so far.
func (p *process) busy() (time.Duration, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	return processorTime(string(text))
}

// processorTime reads a process's own and the kernel's time for it from its stat, which counts in hundredths.
func processorTime(stat string) (time.Duration, error) {
	fields := strings.Fields(stat[strings.LastIndexByte(stat, ')')+1:])
	if len(fields) < 13 {
		return 0, errors.New("no times in the process's stat")
	}
	sum := time.Duration(0)
	for _, field := range fields[11:13] {
		n, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return 0, err
		}
		sum += time.Duration(n) * 10 * time.Millisecond
	}
	return sum, nil
}

// settled waits until the process's memory has not fallen or grown by more than a hundredth for two seconds, or until
// so much time has passed, and gives it.
func (p *process) settled(ctx context.Context, longest time.Duration) (int64, error) {
	const still, every = 8, 250 * time.Millisecond
	last, same := int64(0), 0
	for range longest / every {
		now, err := p.rss()
		if err != nil {
			return 0, err
		}
		if diff := now - last; diff > last/100 || -diff > last/100 {
			last, same = now, 0
		} else if same++; same >= still {
			break
		}
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-time.After(every):
		}
	}
	return p.rss()
}

// refer starts a reference; it ends when its input does, so it never outlives us.
func (r *run) refer(ctx context.Context, kind string, args ...string) (*process, error) {
	var stdout io.ReadCloser
	all := append(append(r.Self[1:len(r.Self):len(r.Self)], kind), args...)
	var in io.WriteCloser
	p, err := begin(ctx, filepath.Join(r.scratch, "reference-"+kind+".log"), nil, func(cmd *exec.Cmd) (err error) {
		if in, err = cmd.StdinPipe(); err == nil {
			stdout, err = cmd.StdoutPipe()
		}
		return err
	}, r.Self[0], all...)
	if err != nil {
		return nil, err
	}
	p.in, p.out = in, bufio.NewScanner(stdout)
	var hello struct{ Addr string }
	if err := p.hear(&hello); err != nil {
		return nil, errors.Join(fmt.Errorf("reference %s: %w", kind, err), p.stop())
	}
	p.addr = hello.Addr
	return p, nil
}

// hear reads one line that a reference says.
func (p *process) hear(into any) error {
	if !p.out.Scan() {
		return fmt.Errorf("a reference ended: %w\n%s", errors.Join(io.ErrUnexpectedEOF, p.out.Err()), p.lastWords())
	}
	return json.Unmarshal(p.out.Bytes(), into)
}

// ask gives a reference one line to do and reads what it came to.
func (p *process) ask(what, into any) error {
	line, err := json.Marshal(what)
	if err != nil {
		return err
	}
	if _, err := p.in.Write(append(line, '\n')); err != nil {
		return err
	}
	return p.hear(into)
}
