package bench

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
	"time"
)

// patience bounds one answer: whatever takes longer is a failure of the run, not a slow figure.
const patience = 20 * time.Second

// wire is one kept connection that sends prepared requests. It does as little as it can, because it shares the cores
// with what it measures.
type wire struct {
	c net.Conn
	r *bufio.Reader
}

// header is one line of an answer's head.
type header struct{ Name, Value string }

// answer is what came back to one request.
type answer struct {
	Status  int
	Headers []header
	Body    []byte
}

func (a answer) get(name string) string {
	for _, h := range a.Headers {
		if strings.EqualFold(h.Name, name) {
			return h.Value
		}
	}
	return ""
}

func dial(ctx context.Context, addr string) (*wire, error) {
	var d net.Dialer
	c, err := d.DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, err
	}
	return &wire{c: c, r: bufio.NewReaderSize(c, 64<<10)}, nil
}

func (w *wire) close() { _ = w.c.Close() }

var contentLength = []byte("content-length:")

// send sends a request and reads past its answer, of which it gives the status and the size of its body.
func (w *wire) send(request []byte) (status, size int, err error) {
	if err := w.c.SetDeadline(time.Now().Add(patience)); err != nil {
		return 0, 0, err
	}
	if _, err := w.c.Write(request); err != nil {
		return 0, 0, err
	}
	line, err := w.r.ReadSlice('\n')
	if err != nil {
		return 0, 0, err
	}
	if status, err = statusOf(line); err != nil {
		return 0, 0, err
	}
	size = -1
	for {
		line, err := w.r.ReadSlice('\n')
		if err != nil {
			return 0, 0, err
		}
		if line = bytes.TrimRight(line, "\r\n"); len(line) == 0 {
			break
		}
		if len(line) > len(contentLength) && bytes.EqualFold(line[:len(contentLength)], contentLength) {
			if size, err = strconv.Atoi(string(bytes.TrimSpace(line[len(contentLength):]))); err != nil {
				return 0, 0, err
			}
		}
	}
	if size < 0 {
		return 0, 0, errors.New("an answer of unknown length")
	}
	_, err = w.r.Discard(size)
	return status, size, err
}

func statusOf(line []byte) (int, error) {
	fields := bytes.Fields(line)
	if len(fields) < 2 || !bytes.HasPrefix(fields[0], []byte("HTTP/1.")) {
		return 0, fmt.Errorf("no status line: %.60q", line)
	}
	return strconv.Atoi(string(fields[1]))
}

// fetch sends one request over its own connection and keeps the whole answer.
func fetch(ctx context.Context, addr string, request []byte) (answer, error) {
	w, err := dial(ctx, addr)
	if err != nil {
		return answer{}, err
	}
	defer w.close()
	if err := w.c.SetDeadline(time.Now().Add(patience)); err != nil {
		return answer{}, err
	}
	if _, err := w.c.Write(request); err != nil {
		return answer{}, err
	}
	var a answer
	first, err := w.r.ReadSlice('\n')
	if err != nil {
		return answer{}, err
	}
	if a.Status, err = statusOf(first); err != nil {
		return answer{}, err
	}
	for {
		line, err := w.r.ReadString('\n')
		if err != nil {
			return answer{}, err
		}
		if line = strings.TrimRight(line, "\r\n"); line == "" {
			break
		}
		name, value, _ := strings.Cut(line, ":")
		a.Headers = append(a.Headers, header{name, strings.TrimSpace(value)})
	}
	size, err := strconv.Atoi(a.get("Content-Length"))
	if err != nil {
		return answer{}, fmt.Errorf("an answer of unknown length: %w", err)
	}
	a.Body = make([]byte, size)
	_, err = io.ReadFull(w.r, a.Body)
	return a, err
}

// request is a prepared one. lines are further lines of its head.
func request(method, path, body string, lines ...string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: localhost\r\nUser-Agent: plenary-bench\r\nAccept-Language: en\r\n", method, path)
	for _, line := range lines {
		b.WriteString(line + "\r\n")
	}
	if body != "" {
		fmt.Fprintf(&b, "Content-Length: %d\r\n", len(body))
	}
	b.WriteString("\r\n" + body)
	return []byte(b.String())
}

// load is a closed loop: each connection sends its next request when the last one was answered.
type load struct {
	addr  string
	conns int
	want  int                      // the status of every answer
	next  func(conn, i int) []byte // the i-th request of a connection
}

// run keeps the load up for a time and gives answers per second.
func (l load) run(ctx context.Context, d time.Duration) (float64, error) {
	done, took, err := l.count(ctx, d)
	return float64(done) / took.Seconds(), err
}

// count keeps the load up for a time and gives how many answers came, in which time.
func (l load) count(ctx context.Context, d time.Duration) (done int, took time.Duration, err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	wires := make([]*wire, l.conns)
	for i := range wires {
		w, err := dial(ctx, l.addr)
		if err != nil {
			return 0, 0, err
		}
		defer w.close()
		wires[i] = w
	}
	each := make([]int, l.conns)
	start := time.Now()
	end := start.Add(d)
	var all sync.WaitGroup
	for i, w := range wires {
		all.Go(func() {
			for n := 0; time.Now().Before(end) && ctx.Err() == nil; n++ {
				status, _, err := w.send(l.next(i, n))
				if err == nil && status != l.want {
					err = fmt.Errorf("answered %d, not %d", status, l.want)
				}
				if err != nil {
					cancel(err)
					return
				}
				each[i]++
			}
		})
	}
	all.Wait()
	for _, n := range each {
		done += n
	}
	return done, time.Since(start), context.Cause(ctx)
}

// cycle sends the requests in turn, each connection beginning at another one.
func cycle(requests [][]byte) func(conn, i int) []byte {
	return func(conn, i int) []byte { return requests[(conn*7+i)%len(requests)] }
}
