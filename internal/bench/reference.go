package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"

	"github.com/gofiber/fiber/v2"
)

// Reference is one of the processes that the program is measured against. It says where it answers, or that it is
// ready, as a line of JSON, takes lines of JSON where its kind has any, and ends when in does.
//
//	answers FILE    serves prepared answers from memory at /0, /1 and on
//	hub SIZE        sockets at /live; POST /say sends each a frame of that size
//	writer DB FILE  writes posts bare when told to
//	search DB       GET /search?q= gives what a bare query finds
func Reference(ctx context.Context, kind string, args []string, in io.Reader, out io.Writer) error {
	ways := map[string]struct {
		args int
		run  func(context.Context, []string, io.Reader, io.Writer) error
	}{"answers": {1, answersFromMemory}, "hub": {1, bareHub}, "writer": {2, bareWriter}, "search": {1, bareSearch}, "one": {1, selectOne}}
	way, ok := ways[kind]
	if !ok || len(args) != way.args {
		return fmt.Errorf("no reference %q with %d arguments", kind, len(args))
	}
	return way.run(ctx, args, in, out)
}

// answersFromMemory is the least that fiber does for an answer.
func answersFromMemory(_ context.Context, args []string, in io.Reader, out io.Writer) error {
	text, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	var all []answer
	if err := json.Unmarshal(text, &all); err != nil {
		return err
	}
	f := fiber.New(fiber.Config{DisableStartupMessage: true})
	f.Get("/:n", func(c *fiber.Ctx) error {
		n, err := strconv.Atoi(c.Params("n"))
		if err != nil || n < 0 || n >= len(all) {
			return fiber.ErrNotFound
		}
		a := &all[n]
		for _, h := range a.Headers {
			c.Set(h.Name, h.Value)
		}
		return c.Status(a.Status).Send(a.Body)
	})
	return listenUntilEnd(f, in, out)
}

// listenUntilEnd serves on a port of its own, says which, and ends when in does.
func listenUntilEnd(f *fiber.App, in io.Reader, out io.Writer) error {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	failed := make(chan error, 1)
	go func() { failed <- f.Listener(ln) }()
	if err := json.NewEncoder(out).Encode(map[string]string{"addr": ln.Addr().String()}); err != nil {
		return err
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_, _ = io.Copy(io.Discard, in)
	}()
	select {
	case err := <-failed:
		return err
	case <-ended:
		return nil
	}
}

// eachLine calls do for every line of JSON that comes in, and says what it gives.
func eachLine[T, R any](in io.Reader, out io.Writer, do func(T) (R, error)) error {
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		var what T
		if err := json.Unmarshal(lines.Bytes(), &what); err != nil {
			return err
		}
		result, err := do(what)
		if err != nil {
			return err
		}
		if err := json.NewEncoder(out).Encode(result); err != nil {
			return err
		}
	}
	return lines.Err()
}
