package forumtest

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// slow is how long a browser may take for one thing: generous, since machines
// that run tests are busy.
const slow = 30 * time.Second

// Chromium is one browser process; each window of it has its own cookies.
type Chromium struct {
	f   *Forum
	ctx context.Context
}

// Chromium starts a real browser, and fails the test where there is none.
func (f *Forum) Chromium() *Chromium {
	f.t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		f.t.Fatal("Chromium is not installed; `go run ./cmd/dev check` installs it")
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(path), chromedp.UserDataDir(f.t.TempDir()),
		chromedp.Flag("headless", "new"), chromedp.Flag("no-sandbox", true), chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-quic", true), chromedp.Flag("no-first-run", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("window-size", "1440,900"),
		chromedp.Flag("disable-renderer-backgrounding", true), chromedp.Flag("disable-background-timer-throttling", true),
		chromedp.Flag("disable-backgrounding-occluded-windows", true))
	ctx, cancel := chromedp.NewContext(alloc)
	f.t.Cleanup(func() {
		cancel()
		stop()
	})
	f.must(chromedp.Do(ctx), "chromium")
	return &Chromium{f: f, ctx: ctx}
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
	if who.Cookie != "" {
		httpOnly := true
		command(w, network.SetCookie, network.SetCookieParams{Name: "plenary", Value: who.Cookie, URL: c.f.URL, HTTPOnly: &httpOnly})
	}
	w.Size(1440, 900)
	return w
}

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
	return strings.Contains(text, "ERR_") || strings.Contains(text, "status of 4") || strings.Contains(text, "status of 503") ||
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

// Offline cuts the window's connections, or lets them be again.
func (w *Window) Offline(on bool) {
	w.f.t.Helper()
	command(w, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: on, DownloadThroughput: -1, UploadThroughput: -1})
}

// Block makes requests for the address patterns fail.
func (w *Window) Block(patterns ...string) {
	w.f.t.Helper()
	var all []*network.BlockPattern
	for _, p := range patterns {
		all = append(all, &network.BlockPattern{URLPattern: p, Block: true})
	}
	command(w, network.SetBlockedURLs, network.SetBlockedURLsParams{URLPatterns: all})
}

// Opens goes to a path of the site and waits for the page.
func (w *Window) Opens(path string) *Window {
	w.f.t.Helper()
	w.run("open "+path, chromedp.Navigate(w.f.URL+path))
	return w
}

// Sees waits until the selector meets something whose text contains text.
func (w *Window) Sees(selector, text string) *Window {
	w.f.t.Helper()
	w.Until(fmt.Sprintf("%q in %s", text, selector), `(s, t) => [...document.querySelectorAll(s)].some(e => e.innerText.includes(t))`, selector, text)
	return w
}

// SeesNot waits until nothing that the selector meets contains text.
func (w *Window) SeesNot(selector, text string) *Window {
	w.f.t.Helper()
	w.Until(fmt.Sprintf("no %q in %s", text, selector), `(s, t) => ![...document.querySelectorAll(s)].some(e => e.innerText.includes(t))`, selector, text)
	return w
}

// Until waits until the function, called with the arguments, gives true.
func (w *Window) Until(what, function string, args ...any) {
	w.f.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, slow)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](call(function, args)))
		if err == nil && ok {
			return
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			page, _ := chromedp.Run(w.ctx, chromedp.Evaluate[string](`location.href + " " + (document.querySelector("main")?.innerText ?? "").slice(0, 1500)`))
			w.f.t.Fatalf("%s: waited for %s; the page: %s", w.who.Name, what, page)
		}
	}
}

// Eval gives what the function returns for the arguments.
func Eval[T any](w *Window, function string, args ...any) T {
	w.f.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, slow)
	defer cancel()
	out, err := chromedp.Run(ctx, chromedp.Evaluate[T](call(function, args), chromedp.EvalAwaitPromise))
	w.f.must(err, w.who.Name+" evaluates "+function)
	return out
}

func call(function string, args []any) string {
	parts := make([]string, len(args))
	for i, arg := range args {
		raw, err := json.Marshal(arg)
		if err != nil {
			panic(err)
		}
		parts[i] = string(raw)
	}
	return "(" + function + ")(" + strings.Join(parts, ", ") + ")"
}

// Clicks clicks the first visible match with the mouse.
func (w *Window) Clicks(selector string) *Window {
	w.f.t.Helper()
	w.run("click "+selector, chromedp.ScrollIntoView(chromedp.CSS(selector)), chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible))
	return w
}

// Types types into the first match.
func (w *Window) Types(selector, text string) *Window {
	w.f.t.Helper()
	w.run("type into "+selector, chromedp.SendKeys(chromedp.CSS(selector), text, chromedp.NodeVisible))
	return w
}

// Presses presses keys where the focus is.
func (w *Window) Presses(keys ...string) *Window {
	w.f.t.Helper()
	for _, key := range keys {
		w.run("press "+key, chromedp.KeyEvent(key))
	}
	return w
}

// Keys for Presses.
const (
	Enter  = kb.Enter
	Tab    = kb.Tab
	Escape = kb.Escape
	Up     = kb.ArrowUp
)

// Picture writes a screenshot of the window as PNG.
func (w *Window) Picture(path string) {
	w.f.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, slow)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	w.f.must(err, "screenshot")
	w.f.must(os.WriteFile(path, png, 0o600), "screenshot")
}
