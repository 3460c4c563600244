package forumtest

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// slow is how long a browser may take for one thing: generous, since machines
// that run tests are busy.
const slow = 30 * time.Second

// Chromium is the one browser process of a package's tests; each window of it
// has its own cookies.
type Chromium struct {
	f   *Forum
	ctx context.Context
}

// chromium is the process, once a test asked for it.
var chromium struct {
	sync.Mutex
	ctx  context.Context
	stop func()
}

// Chromium gives a real browser, and fails the test where there is none. A
// package whose tests use it calls CloseChromium when they are done.
func (f *Forum) Chromium() *Chromium {
	f.t.Helper()
	chromium.Lock()
	defer chromium.Unlock()
	if chromium.ctx == nil {
		f.startChromium()
	}
	return &Chromium{f: f, ctx: chromium.ctx}
}

func (f *Forum) startChromium() {
	f.t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		f.t.Fatal("Chromium is not installed; `go run ./cmd/dev check` installs it")
	}
	home, err := os.MkdirTemp("", "plenary-chromium")
	f.must(err, "a folder for chromium")
	alloc, stop := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(path), chromedp.UserDataDir(home),
		chromedp.Flag("headless", "new"), chromedp.Flag("no-sandbox", true), chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-quic", true), chromedp.Flag("no-first-run", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("window-size", "1440,900"),
		chromedp.Flag("disable-renderer-backgrounding", true), chromedp.Flag("disable-background-timer-throttling", true),
		chromedp.Flag("disable-backgrounding-occluded-windows", true))
	ctx, cancel := chromedp.NewContext(alloc)
	chromium.stop = func() {
		cancel()
		stop()
		_ = os.RemoveAll(home)
	}
	f.must(chromedp.Do(ctx), "chromium")
	chromium.ctx = ctx
}

// CloseChromium ends the browser process, if there is one.
func CloseChromium() {
	chromium.Lock()
	defer chromium.Unlock()
	if chromium.stop != nil {
		chromium.stop()
		chromium.ctx, chromium.stop = nil, nil
	}
}

// Window is a browser window of one person.
type Window struct {
	f    *Forum
	who  *Person
	ctx  context.Context
	mu   sync.Mutex
	said []string // errors that the page or the browser reported
}

// Window opens a window, signed in as the person, at 1440×900.
func (c *Chromium) Window(who *Person) *Window {
	c.f.t.Helper()
	ctx, cancel := chromedp.NewContext(c.ctx, chromedp.WithNewBrowserContext())
	w := &Window{f: c.f, who: who, ctx: ctx}
	c.f.t.Cleanup(func() {
		w.Quiet()
		cancel()
	})
	c.f.must(chromedp.Listen(ctx, w.listen), who.Name+"'s window")
	command(w, cdplog.Enable, cdp.Empty{})
	command(w, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: watchPolicy})
	if who.Cookie != "" {
		w.Becomes(who)
	}
	w.Size(1440, 900)
	return w
}

// Becomes has the window's next page be that of somebody else who is signed in.
func (w *Window) Becomes(who *Person) {
	w.f.t.Helper()
	httpOnly := true
	command(w, network.SetCookie, network.SetCookieParams{Name: "plenary", Value: who.Cookie, URL: w.f.URL, HTTPOnly: &httpOnly})
	w.who = who
}

// watchPolicy makes a page say what its content security policy blocked.
const watchPolicy = `addEventListener("securitypolicyviolation", (e) =>
	console.error("blocked by the policy: " + e.effectiveDirective + " " + e.blockedURI + " " + e.sample), true)`

// listen notes what a page does wrong: exceptions, errors on the console, what
// the content security policy blocked.
func (w *Window) listen(ev any) {
	var said string
	switch ev := ev.(type) {
	case *runtime.EventExceptionThrown:
		said = "exception: " + ev.ExceptionDetails.Text
		if ev.ExceptionDetails.Exception != nil {
			said += " " + ev.ExceptionDetails.Exception.Description
		}
	case *runtime.EventConsoleAPICalled:
		if ev.Type == runtime.ConsoleAPICalledTypeError {
			said = "console:"
			for _, arg := range ev.Args {
				said += " " + string(arg.Value) + arg.Description
			}
		}
	case *cdplog.EventEntryAdded:
		if ev.Entry.Level == cdplog.EntryLevelError && !expected(ev.Entry.Text) {
			said = string(ev.Entry.Source) + ": " + ev.Entry.Text + " " + ev.Entry.URL
		}
	}
	if said != "" {
		w.mu.Lock()
		w.said = append(w.said, said)
		w.mu.Unlock()
	}
}

// expected are errors that a test makes on purpose: a server that is away, a
// page that is not there.
func expected(text string) bool {
	return strings.Contains(text, "ERR_") || strings.Contains(text, "status of 4") || strings.Contains(text, "status of 50") ||
		strings.Contains(text, "WebSocket connection")
}

// Quiet checks that no page of the window reported an error.
func (w *Window) Quiet() {
	w.f.t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, said := range w.said {
		w.f.t.Errorf("%s's window: %s", w.who.Name, said)
	}
	w.said = nil
}

// Complaints takes what pages of the window reported since, so that Quiet finds
// nothing.
func (w *Window) Complaints() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	said := w.said
	w.said = nil
	return said
}

// command sends one command to the window.
func command[P, R any](w *Window, cmd cdp.Command[P, R], params P) {
	w.f.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, slow)
	defer cancel()
	_, err := chromedp.Call(ctx, cmd, params)
	w.f.must(err, w.who.Name+"'s window")
}

func (w *Window) run(what string, actions ...chromedp.Action[chromedp.Void]) {
	w.f.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, slow)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		w.f.t.Fatalf("%s: %s: %v", w.who.Name, what, err)
	}
}

// Size makes the window that large, in CSS pixels.
func (w *Window) Size(width, height int64) {
	w.f.t.Helper()
	command(w, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1, Mobile: width < 600})
}

// SafeArea lets the device keep so many pixels at the top and at the foot of the
// screen for itself.
func (w *Window) SafeArea(top, foot int64) {
	w.f.t.Helper()
	command(w, emulation.SetSafeAreaInsetsOverride, emulation.SetSafeAreaInsetsOverrideParams{
		Insets: &emulation.SafeAreaInsets{Top: &top, TopMax: &top, Bottom: &foot, BottomMax: &foot}})
}

// Zoom shows pages at 200 %: half as many CSS pixels, each twice as large.
func (w *Window) Zoom() {
	w.f.t.Helper()
	command(w, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 720, Height: 450, DeviceScaleFactor: 2})
}

// Speaks sets the languages that the browser asks for.
func (w *Window) Speaks(languages string) {
	w.f.t.Helper()
	command(w, network.Enable, network.EnableParams{})
	command(w, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": languages}})
}

// Dark asks for dark colors, or light ones.
func (w *Window) Dark(on bool) {
	w.f.t.Helper()
	scheme := "light"
	if on {
		scheme = "dark"
	}
	command(w, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
}

// NoScript switches scripts off for pages opened from now on.
func (w *Window) NoScript() {
	w.f.t.Helper()
	command(w, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
}

// Offline cuts the window's connections, or lets them be again. Sockets that
// stand are cut by the page's own reloads only.
func (w *Window) Offline(on bool) {
	w.f.t.Helper()
	all := []*network.Conditions{}
	if on {
		all = []*network.Conditions{{Offline: true, DownloadThroughput: -1, UploadThroughput: -1}}
	}
	command(w, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: all})
	command(w, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: on, DownloadThroughput: -1, UploadThroughput: -1})
}

// Slow lets requests whose path matches the pattern, "/files/*" for instance,
// send and take at most so many bytes a second; 0: as many as they can. It
// replaces what was slow before.
func (w *Window) Slow(pattern string, send, take float64) {
	w.f.t.Helper()
	c := network.Conditions{URLPattern: "*://*:*" + pattern, UploadThroughput: -1, DownloadThroughput: -1}
	if send > 0 {
		c.UploadThroughput = send
	}
	if take > 0 {
		c.DownloadThroughput = take
	}
	command(w, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{&c}})
}

// NoSockets makes every web socket of pages opened from now on fail, as behind a
// proxy that doesn't know them.
func (w *Window) NoSockets() {
	w.f.t.Helper()
	command(w, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: `{
		const Socket = WebSocket;
		window.WebSocket = class extends Socket { constructor(url) { super(String(url).replace(/[/]live$/, "/no-sockets-here")); } };
	}`})
}

// Block makes requests fail whose path matches a pattern, "/t/*" for
// instance; * stands for anything. None blocks nothing.
func (w *Window) Block(patterns ...string) {
	w.f.t.Helper()
	all := []*network.BlockPattern{}
	for _, p := range patterns {
		all = append(all, &network.BlockPattern{URLPattern: "*://*:*" + p, Block: true})
	}
	command(w, network.SetBlockedURLs, network.SetBlockedURLsParams{URLPatterns: all})
}
