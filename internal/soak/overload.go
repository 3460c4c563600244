package soak

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// OverloadOptions say whom Overload asks for too much: a running server with
// PLENARY_RATE_LIMITS=off, so that it sheds by what it can bear alone.
type OverloadOptions struct {
	URL          string // without a slash at the end
	Token        string // an API token of somebody who may post in Conversation
	Conversation int64  // a discussion that everyone may see
	Clients      int    // that ask at once, without a pause and whatever they are told
	Each         int    // requests of each
	Readers      int    // live connections that watch the conversation meanwhile
	Seed         uint64
}

// OverloadReport is what came of it.
type OverloadReport struct {
	Served int            `json:"served"`
	Shed   int            `json:"shed"` // with 503 and Retry-After
	ByKind map[string]int `json:"by_kind"`
	Posts  int            `json:"posts"`      // acknowledged
	Lost   int            `json:"seats_lost"` // by readers who came back
	Wrong  []string       `json:"wrong"`      // what may not be: at most 50
}

// flood is one run of Overload.
type flood struct {
	o    OverloadOptions
	http *http.Client
	page string // the conversation's address, as it is now

	mu      sync.Mutex
	report  OverloadReport
	posted  map[string]bool // texts that were acknowledged
	refused map[string]bool // texts that were shed
}

// Overload asks for much more than the server can bear, of every kind, and
// looks at every answer: it is right, or refused with 503 and Retry-After. What
// was acknowledged is there once, what was refused is not; whoever watches got
// every event, or lost the seat and got them when they came back; the process
// answers /healthz all along; and afterwards all is served again. An error is
// that something here could not go on.
func Overload(ctx context.Context, o OverloadOptions) (OverloadReport, error) {
	transport := &http.Transport{MaxIdleConnsPerHost: o.Clients, DisableCompression: true}
	defer transport.CloseIdleConnections()
	f := &flood{o: o, posted: map[string]bool{}, refused: map[string]bool{}, report: OverloadReport{ByKind: map[string]int{}},
		http: &http.Client{Transport: transport, Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	from, err := f.head(ctx)
	if err != nil {
		return f.report, err
	}
	if err := f.findPage(ctx); err != nil {
		return f.report, err
	}
	watching, stopWatching := context.WithCancel(ctx)
	defer stopWatching()
	watchers := make([]*watcher, o.Readers)
	var readers sync.WaitGroup
	for i := range watchers {
		watchers[i] = &watcher{f: f, cursor: from}
		readers.Go(func() { watchers[i].follow(watching) })
	}
	probing, stopProbing := context.WithCancel(ctx)
	var probes sync.WaitGroup
	probes.Go(func() { f.probe(probing) })

	var clients sync.WaitGroup
	for i := range o.Clients {
		clients.Go(func() { f.client(ctx, i) })
	}
	clients.Wait()
	stopProbing()
	probes.Wait()

	err = f.recovered(ctx)
	if err == nil {
		err = f.compare(ctx, watchers)
	}
	stopWatching()
	readers.Wait()
	return f.report, err
}

func (f *flood) wrong(format string, args ...any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.report.Wrong) < 50 {
		f.report.Wrong = append(f.report.Wrong, fmt.Sprintf(format, args...))
	}
}

// answer is one answer, read to its end.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (f *flood) ask(ctx context.Context, method, path, kind string, body []byte) (answer, error) {
	req, err := http.NewRequestWithContext(ctx, method, f.o.URL+path, bytes.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	if strings.HasPrefix(path, "/api/") {
		req.Header.Set("Authorization", "Bearer "+f.o.Token)
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	res, err := f.http.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer res.Body.Close()
	all, err := io.ReadAll(res.Body)
	return answer{res.StatusCode, res.Header, all}, err
}

// demand is a kind of thing that clients ask for.
type demand struct {
	name         string
	method, path string
	kind         string
	body         func(text string) []byte
	want         int
	has          string
}

func (f *flood) demands() []demand {
	talk := fmt.Sprint("/api/v1/conversations/", f.o.Conversation)
	return []demand{
		{name: "page", method: "GET", path: f.page, want: 200, has: "</html>"},
		{name: "posts", method: "GET", path: talk + "/posts?limit=100", want: 200, has: `"items"`},
		{name: "search", method: "GET", path: "/api/v1/search?q=flood", want: 200, has: `"items"`},
		{name: "sign-in", method: "POST", path: "/sign-in", kind: "application/x-www-form-urlencoded", want: 422, has: "</html>",
			body: func(text string) []byte {
				return []byte(url.Values{"email": {"nobody@example.org"}, "password": {text}}.Encode())
			}},
		{name: "reply", method: "POST", path: talk + "/posts", kind: "application/json", want: 201, has: `"id"`,
			body: func(text string) []byte {
				raw, err := json.Marshal(map[string]string{"body": text, "format": "text"})
				if err != nil {
					panic(err) // two strings
				}
				return raw
			}},
	}
}

// often is how often which demand is made: most people read.
var often = []int{0, 0, 0, 1, 1, 2, 3, 4, 4}

// client asks without a pause.
func (f *flood) client(ctx context.Context, n int) {
	random := rand.New(rand.NewPCG(f.o.Seed, uint64(n)))
	demands := f.demands()
	for i := range f.o.Each {
		d := demands[often[random.IntN(len(often))]]
		text := fmt.Sprintf("flood %d of client %d, seed %d", i, n, f.o.Seed)
		var body []byte
		if d.body != nil {
			body = d.body(text)
		}
		a, err := f.ask(ctx, d.method, d.path, d.kind, body)
		if err != nil {
			f.wrong("%s: %v", d.name, err)
			continue
		}
		f.judge(d, a, text)
	}
}

// judge counts an answer: the right one, or a refusal as it should be.
func (f *flood) judge(d demand, a answer, text string) {
	shed := a.status == http.StatusServiceUnavailable
	switch {
	case shed && a.header.Get("Retry-After") == "":
		f.wrong("%s: refused without Retry-After", d.name)
	case shed && strings.HasPrefix(d.path, "/api/") && a.header.Get("Content-Type") != "application/problem+json":
		f.wrong("%s: refused as %s", d.name, a.header.Get("Content-Type"))
	case !shed && (a.status != d.want || !bytes.Contains(a.body, []byte(d.has))):
		f.wrong("%s: %d %.300s", d.name, a.status, a.body)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if shed {
		f.report.Shed++
		f.report.ByKind[d.name+" shed"]++
	} else {
		f.report.Served++
		f.report.ByKind[d.name+" served"]++
	}
	if d.name == "reply" {
		if shed {
			f.refused[text] = true
		} else {
			f.posted[text] = true
			f.report.Posts++
		}
	}
}

// probe asks all along for what is never shed.
func (f *flood) probe(ctx context.Context) {
	for ctx.Err() == nil {
		for _, path := range []string{"/healthz", "/robots.txt"} {
			a, err := f.ask(ctx, "GET", path, "", nil)
			if ctx.Err() == nil && (err != nil || a.status != 200) {
				f.wrong("%s: %d %v", path, a.status, err)
			}
		}
		select {
		case <-ctx.Done():
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// recovered asks everything once after the flood: nothing may be refused any
// more.
func (f *flood) recovered(ctx context.Context) error {
	for _, d := range f.demands()[:4] {
		var body []byte
		if d.body != nil {
			body = d.body("after the flood")
		}
		a, err := f.ask(ctx, d.method, d.path, d.kind, body)
		if err != nil {
			return err
		}
		if a.status != d.want {
			f.wrong("after the flood, %s: %d", d.name, a.status)
		}
	}
	return nil
}

// errShed is a request that was refused as it should be under too many.
var errShed = errors.New("soak: refused with 503 and Retry-After")

// head is where the conversation stands; errShed while too much is asked.
func (f *flood) head(ctx context.Context) (seq int64, err error) {
	a, err := f.ask(ctx, "GET", fmt.Sprint("/api/v1/conversations/", f.o.Conversation), "", nil)
	if err != nil {
		return 0, err
	}
	var c struct{ Seq int64 }
	if a.status == 503 && a.header.Get("Retry-After") != "" {
		return 0, errShed
	}
	if a.status != 200 {
		return 0, fmt.Errorf("soak: the conversation: %d %s", a.status, a.body)
	}
	err = json.Unmarshal(a.body, &c)
	return c.Seq, err
}

// findPage follows the short address of the conversation.
func (f *flood) findPage(ctx context.Context) error {
	a, err := f.ask(ctx, "GET", fmt.Sprint("/t/", f.o.Conversation), "", nil)
	if err != nil {
		return err
	}
	if f.page = a.header.Get("Location"); f.page == "" {
		return fmt.Errorf("soak: the conversation's page: %d", a.status)
	}
	return nil
}

// compare reads the conversation, and waits until every reader has it all.
func (f *flood) compare(ctx context.Context, watchers []*watcher) error {
	there, seq, err := f.texts(ctx)
	if err != nil {
		return err
	}
	for text := range f.posted {
		if there[text] != 1 {
			f.wrong("acknowledged and there %d times: %s", there[text], text)
		}
	}
	for text := range f.refused {
		if there[text] != 0 {
			f.wrong("refused and yet there: %s", text)
		}
	}
	for i, w := range watchers {
		if err := w.reaches(ctx, seq); err != nil {
			f.wrong("reader %d stands at %d of %d: %v", i, w.at(), seq, err)
		}
		f.report.Lost += w.losses()
	}
	return nil
}

// texts are the conversation's posts, and its seq when that was read.
func (f *flood) texts(ctx context.Context) (there map[string]int, seq int64, err error) {
	there = map[string]int{}
	for after := ""; ; {
		a, err := f.ask(ctx, "GET", fmt.Sprint("/api/v1/conversations/", f.o.Conversation, "/posts?limit=100", after), "", nil)
		if err != nil {
			return nil, 0, err
		}
		var page struct {
			Items []struct{ Text string }
			Next  *string
			Seq   int64
		}
		if err := json.Unmarshal(a.body, &page); err != nil || a.status != 200 {
			return nil, 0, fmt.Errorf("soak: posts: %d %w", a.status, err)
		}
		for _, p := range page.Items {
			there[p.Text]++
		}
		if page.Next == nil {
			return there, page.Seq, nil
		}
		after = "&after=" + *page.Next
	}
}
