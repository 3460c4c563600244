package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

var pageKeys = []string{"page-visitor", "page-member", "json-visitor", "json-member", "overview", "page-busy", "overview-busy"}

// call is a request for something to read.
type call struct {
	path string
	as   string // a line of the head that says who asks; "": a visitor
}

func (c call) request(path string) []byte {
	if c.as == "" {
		return request("GET", path, "")
	}
	return request("GET", path, "", c.as)
}

// pages measures reading: each figure asks for several pages by turns, as several people where they are signed in.
func (r *run) pages(ctx context.Context, p *process, dir string, w world) error {
	if !r.wants(pageKeys...) {
		return nil
	}
	readers, err := cookies(ctx, p, w.Readers)
	if err != nil {
		return err
	}
	token, err := r.token(ctx, dir, w.Readers[0])
	if err != nil {
		return err
	}
	writer, err := r.token(ctx, dir, w.Writers[0])
	if err != nil {
		return err
	}
	everywhere, err := r.memberOfAll(ctx, p, dir, w)
	if err != nil {
		return err
	}
	cross := func(path string, who ...string) (calls []call) {
		for _, id := range w.Pages {
			for _, as := range who {
				calls = append(calls, call{fmt.Sprintf(path, id), as})
			}
		}
		return calls
	}
	const html, posts = "/t/%d", "/api/v1/conversations/%d/posts?limit=50"
	pages, overview := cross(html, readers...), []call{{"/", everywhere}}
	for _, f := range []struct {
		key, what string
		goal      float64 // 0: reported
		calls     []call
	}{
		{"page-visitor", "discussion page, 50 posts, visitor, HTML", 0.5, cross(html, "")},
		{"page-member", "the same for a signed-in member", 0.15, pages},
		{"json-visitor", "the same posts as JSON, visitor", 0.3, cross(posts, "")},
		{"json-member", "the same posts as JSON, member with a token", 0.3, cross(posts, token)},
		{"overview", fmt.Sprintf("overview of a member of %d groups", len(w.Slugs)), 0.1, overview},
		{"page-busy", "discussion page, member, while others write 5 posts a second", 0, pages},
		{"overview-busy", "overview, while others write 5 posts a second", 0, overview},
	} {
		if !r.wants(f.key) {
			continue
		}
		quiet := func() error { return nil }
		if strings.HasSuffix(f.key, "-busy") {
			quiet = murmur(ctx, p, w, writer)
		}
		got, size, err := r.page(ctx, p, f.calls)
		err = errors.Join(err, quiet())
		if err != nil {
			return fmt.Errorf("%s: %w", f.key, err)
		}
		r.add(Figure{Key: f.key, What: f.what, Unit: PerSecond, Value: got.value, Reference: got.reference, Ratio: got.ratio, Goal: f.goal,
			Against: "fiber, same bytes from memory", Note: amount(size, Bytes) + " each"})
	}
	return nil
}

// murmur writes posts, five a second, until the function that it gives is called: what is kept until something
// changes is of no use then. Its error is that of a post.
func murmur(ctx context.Context, p *process, w world, as string) (end func() error) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan error, 1)
	began := time.Now().UnixNano()
	go func() {
		conn, err := dial(ctx, p.addr)
		if err != nil {
			ended <- err
			return
		}
		defer conn.close()
		tick := time.NewTicker(200 * time.Millisecond)
		defer tick.Stop()
		for n := 0; err == nil; n++ {
			select {
			case <-ctx.Done():
				ended <- nil
				return
			case <-tick.C:
			}
			var status int
			status, _, err = conn.send(post(w.Targets[n%len(w.Targets)], words(0, n), clientID(began, 0, n), as))
			if err == nil && status != 201 {
				err = fmt.Errorf("a post was answered with %d", status)
			}
		}
		ended <- err
	}()
	return func() error {
		cancel()
		return <-ended
	}
}

// memberOfAll makes somebody a member of every group and signs them in.
func (r *run) memberOfAll(ctx context.Context, p *process, dir string, w world) (string, error) {
	organiser, err := r.token(ctx, dir, 1)
	if err != nil {
		return "", err
	}
	who := w.Readers[len(w.Readers)-1]
	for _, slug := range w.Slugs {
		a, err := fetch(ctx, p.addr, request("PUT", fmt.Sprintf("/api/v1/groups/%s/members/%d", slug, who), `{"role":"member"}`, organiser,
			"Content-Type: application/json"))
		if err == nil && a.Status != 200 {
			err = fmt.Errorf("into %s: answered %d %.200s", slug, a.Status, a.Body)
		}
		if err != nil {
			return "", err
		}
	}
	return signIn(ctx, p, who)
}

// page measures calls against the same answers from memory, and says how large these are in the mean.
func (r *run) page(ctx context.Context, p *process, calls []call) (got pair, size float64, err error) {
	real, same := make([][]byte, len(calls)), make([][]byte, len(calls))
	answers := make([]answer, len(calls))
	for i, c := range calls {
		if real[i], err = r.follow(ctx, p, c, &answers[i]); err != nil {
			return pair{}, 0, err
		}
		size += float64(len(answers[i].Body)) / float64(len(calls))
		same[i] = c.request("/" + strconv.Itoa(i))
	}
	file := filepath.Join(r.scratch, "answers.json")
	text, err := json.Marshal(answers)
	if err == nil {
		err = os.WriteFile(file, text, 0o600)
	}
	if err != nil {
		return pair{}, 0, err
	}
	ref, err := r.refer(ctx, "answers", file)
	if err != nil {
		return pair{}, 0, err
	}
	defer func() { err = errors.Join(err, ref.stop()) }()
	got, err = byTurns(ctx, r.rounds,
		func(ctx context.Context) (float64, error) {
			return load{addr: p.addr, conns: conns, want: 200, next: cycle(real)}.run(ctx, r.each)
		},
		func(ctx context.Context) (float64, error) {
			return load{addr: ref.addr, conns: conns, want: 200, next: cycle(same)}.run(ctx, r.each)
		})
	return got, size, err
}

// follow asks until there is no further redirect, keeps the answer, and gives the request that led to it.
func (r *run) follow(ctx context.Context, p *process, c call, into *answer) ([]byte, error) {
	path := c.path
	for range 3 {
		req := c.request(path)
		a, err := fetch(ctx, p.addr, req)
		if err != nil {
			return nil, err
		}
		if to := a.get("Location"); to != "" {
			path = pathOf(to)
			continue
		}
		if a.Status != 200 || len(bytes.TrimSpace(a.Body)) == 0 {
			return nil, fmt.Errorf("%s: answered %d, %d bytes", path, a.Status, len(a.Body))
		}
		into.Status, into.Body = a.Status, a.Body
		for _, h := range a.Headers {
			if !own[h.Name] {
				into.Headers = append(into.Headers, h)
			}
		}
		return req, nil
	}
	return nil, fmt.Errorf("%s: redirects without end", c.path)
}

// own are headers that every server writes itself.
var own = map[string]bool{"Content-Length": true, "Date": true, "Connection": true}

// pathOf is an address without its host.
func pathOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.RequestURI()
}
