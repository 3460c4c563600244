// Package forumtest runs the real program for tests: a real database in a
// temporary folder, a real server on port 0, people who do things, browsers
// and live clients. Only tests import it.
package forumtest

import (
	"context"
	"log/slog"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"plenary/internal/app"
	"plenary/internal/config"
	"plenary/internal/forum"
	"plenary/internal/site"
)

// Forum is a network that runs for one test.
type Forum struct {
	t        testing.TB
	Dir      string
	URL      string // without a slash at the end
	App      *app.App
	Settings *config.Settings
	site     *site.Site
	stop     context.CancelFunc
	served   chan error
	shift    atomic.Int64 // added to the clock, nanoseconds
	mu       sync.Mutex
	people   map[string]*Person
	groups   map[string]bool
	options  options
}

type options struct {
	env map[string]string
	dir string
	log *slog.Logger
}

// Option changes how Start starts.
type Option func(*options)

// With gives a setting by its flag's name: With("base-url", "https://…").
func With(flag, value string) Option { return func(o *options) { o.env[flag] = value } }

// In starts on a data folder that is there already.
func In(dir string) Option { return func(o *options) { o.dir = dir } }

// Start runs an empty network and stops it when the test ends. Limits are off
// unless With("rate-limits", "on"), and so are nightly backups.
func Start(t testing.TB, opts ...Option) *Forum {
	t.Helper()
	o := options{env: map[string]string{"rate-limits": "off", "backups": "off", "log": "warn"}, log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))}
	for _, opt := range opts {
		opt(&o)
	}
	if o.dir == "" {
		o.dir = filepath.Join(t.TempDir(), "data")
	}
	f := &Forum{t: t, Dir: o.dir, people: map[string]*Person{}, groups: map[string]bool{}, options: o}
	f.start("127.0.0.1:0")
	t.Cleanup(f.Stop)
	return f
}

func (f *Forum) start(addr string) {
	f.t.Helper()
	settings, err := config.Folder{Data: f.Dir}.With(f.options.env)
	f.must(err, "settings")
	ln, err := net.Listen("tcp", addr)
	f.must(err, "listen")
	settings.Listening(ln.Addr().(*net.TCPAddr).Port)
	ctx, stop := context.WithCancel(context.Background())
	s, err := site.Open(ctx, site.Options{Settings: settings, Log: f.options.log, Now: f.Now, Migrate: true})
	f.must(err, "open")
	f.site, f.App, f.Settings, f.stop = s, s.App, settings, stop
	f.URL = "http://" + ln.Addr().String()
	served := make(chan error, 1)
	f.served = served
	go func() { served <- s.Serve(ctx, ln) }()
	f.Wait("the server to answer", func() bool { return f.get("/readyz") == 200 })
}

// Stop stops the server as SIGTERM does. A second call does nothing.
func (f *Forum) Stop() {
	f.t.Helper()
	if f.stop == nil {
		return
	}
	f.stop()
	f.stop = nil
	select {
	case err := <-f.served:
		f.must(err, "serve")
	case <-time.After(15 * time.Second):
		f.t.Error("the server did not stop within 15 s")
		return
	}
	f.must(f.site.Close(), "close")
}

// Restart stops the server and starts it again on the same port and folder.
func (f *Forum) Restart() {
	f.t.Helper()
	addr := f.URL[len("http://"):]
	f.Stop()
	f.start(addr)
}

// Now is the time that the network goes by.
func (f *Forum) Now() time.Time { return time.Now().Add(time.Duration(f.shift.Load())) }

// Later puts the network's clock forward.
func (f *Forum) Later(d time.Duration) { f.shift.Add(int64(d)) }

// Wait waits until the condition holds, and fails naming what it waited for.
func (f *Forum) Wait(what string, holds func() bool) {
	f.t.Helper()
	deadline := time.NewTimer(20 * time.Second)
	defer deadline.Stop()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-tick.C:
		case <-deadline.C:
			f.t.Fatalf("waited 20 s for %s", what)
		}
	}
}

func (f *Forum) must(err error, what string) {
	f.t.Helper()
	if err != nil {
		f.t.Fatalf("%s: %v", what, err)
	}
}

// Group makes a group if there is none of that slug, and gives its slug. What
// is like "everyone/free": who sees it and how to join.
func (f *Forum) Group(slug, what string) string {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.groups[slug] {
		return slug
	}
	f.groups[slug] = true
	var visibility forum.Visibility
	var joining forum.Joining
	for i, r := range what {
		if r == '/' {
			visibility, joining = forum.Visibility(what[:i]), forum.Joining(what[i+1:])
		}
	}
	name := "Group " + slug
	_, err := f.App.MakeGroup(context.Background(), app.CommandLine(), app.GroupInput{Slug: &slug, Name: &name, Visibility: &visibility, Joining: &joining})
	f.must(err, "group "+slug)
	return slug
}

// address is somebody's e-mail address.
func address(name string) string {
	plain := strings.Map(func(r rune) rune {
		if r > 'z' || r == ' ' {
			return '-'
		}
		return r
	}, name)
	return plain + "@example.org"
}
