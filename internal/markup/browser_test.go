package markup

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"plenary/internal/markup/attack"
)

// shown is a text on a test page.
type shown struct{ Name, HTML string }

// TestAttacks_doNothingInABrowser puts what is left of every attack into pages
// without any content policy, so that the sanitizer stands alone.
func TestAttacks_doNothingInABrowser(t *testing.T) {
	b := startBrowser(t)

	// The browser notices each way of doing harm when nothing is sanitized…
	for _, c := range []struct{ raw, notices string }{
		{`<img src=x onerror="window.pwned=1">`, "script ran"},
		{`<svg onload="alert(1)">`, "dialog"},
		{`<p onpointerover="window.pwned=1">x</p>`, "script ran"},
		{`<a href="java&Tab;script:window.pwned=1">x</a>`, "address java"},
		{`</p></div></section></main><h1>x</h1>`, "structure"},
		{`<table><tr><td>`, "structure"},
		{`<img src="https://evil.example/track.png">`, "request to https://evil.example/track.png"},
		{`<img src="/sign-out">`, "request to "},
		{`<p style="background:url(//evil.example/x.png)">x</p>`, "request to http://evil.example/x.png"},
		{`<meta http-equiv=refresh content="0;url=/elsewhere">`, "navigation to "},
		{`<iframe srcdoc="x"></iframe>`, "element IFRAME"},
		{`<p id="compose">x</p>`, "attribute id"},
		{`<base href="/x/">`, "base"},
		{"<listing>\n\nx</listing>", "another tree"},
	} {
		if got := strings.Join(b.faults([]shown{{"control", c.raw}}, true), "\n"); !strings.Contains(got, c.notices) {
			t.Fatalf("%s: the browser notices %q, want %q: its silence would prove nothing", c.raw, got, c.notices)
		}
	}

	// …so that its silence here means something.
	var texts []shown
	for _, a := range attack.Table {
		if !a.Refused {
			texts = append(texts, shown{a.Name, string(render(t, a.Source, a.Format).HTML)})
		}
	}
	for batch := range slices.Chunk(texts, 50) {
		for _, f := range b.faults(batch, false) {
			t.Error(f)
		}
	}
}

// browser is one tab and the server it visits.
type browser struct {
	t      *testing.T
	ctx    context.Context
	server *httptest.Server

	mu   sync.Mutex
	page string
	seen []string // requests, navigations and dialogs
}

func startBrowser(t *testing.T) *browser {
	t.Helper()
	path := ""
	for _, name := range []string{os.Getenv("CHROME"), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if p, err := exec.LookPath(name); name != "" && err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Fatal("this test needs Chromium: install it, or set CHROME to its path")
	}
	b := &browser{t: t}
	b.server = httptest.NewServer(b)
	t.Cleanup(b.server.Close)
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx,
		chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("headless", "new"), chromedp.Flag("no-sandbox", true), chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-quic", true), chromedp.Flag("no-first-run", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"))
	t.Cleanup(cancel)
	b.ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Listen(b.ctx, b.event); err != nil {
		t.Fatalf("starting Chromium: %v", err)
	}
	return b
}

const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

func (b *browser) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.URL.Path == "/page":
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		b.mu.Lock()
		defer b.mu.Unlock()
		fmt.Fprint(w, b.page)
	case strings.HasPrefix(r.URL.Path, "/files/"):
		w.Header().Set("Content-Type", "image/png")
		png, _ := base64.StdEncoding.DecodeString(pixel)
		w.Write(png)
	default:
		http.NotFound(w, r)
	}
}

// event notes what a text must not cause.
func (b *browser) event(ev any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	note := func(format string, args ...any) { b.seen = append(b.seen, fmt.Sprintf(format, args...)) }
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		u, err := url.Parse(ev.Request.URL)
		if err != nil || u.Host != strings.TrimPrefix(b.server.URL, "http://") ||
			u.Path != "/page" && u.Path != "/last" && u.Path != "/favicon.ico" && !strings.HasPrefix(u.Path, "/files/1/") {
			note("request to %s", ev.Request.URL)
		}
	case *page.EventFrameRequestedNavigation:
		if !strings.HasSuffix(ev.URL, "/page") {
			note("navigation to %s", ev.URL)
		}
	case *page.EventFrameNavigated:
		if !strings.HasSuffix(ev.Frame.URL, "/page") && ev.Frame.URL != "about:blank" {
			note("navigation to %s", ev.Frame.URL)
		}
	case *page.EventWindowOpen:
		note("window of %s", ev.URL)
	}
}

// faults shows texts in one page, rouses everything in it, and lists what went
// wrong. A page that script can no longer be run in is a fault only if it was
// meant to break.
func (b *browser) faults(texts []shown, mayBreak bool) []string {
	b.t.Helper()
	var p strings.Builder
	p.WriteString(`<!DOCTYPE html><html><head><meta charset="utf-8"><title>test</title><script>
window.dialogs=[];for(const f of ["alert","confirm","prompt","print","open"])window[f]=(x)=>{dialogs.push(f+" "+x)};
</script></head><body><main>`)
	for _, s := range texts {
		p.WriteString(`<section title="` + html.EscapeString(s.Name) + `"><i>before</i><div>` + s.HTML + `</div><i>after</i></section>`)
	}
	p.WriteString(`</main></body></html>`)
	b.mu.Lock()
	b.page, b.seen = p.String(), nil
	b.mu.Unlock()
	data, err := json.Marshal(texts)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := chromedp.Do(b.ctx, chromedp.Navigate(b.server.URL+"/page")); err != nil {
		b.t.Fatalf("opening the page: %v", err)
	}
	found, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]string](probe+"("+string(data)+")", chromedp.EvalAwaitPromise))
	if err != nil && !mayBreak {
		b.t.Fatalf("looking at the page: %v", err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return append(found, b.seen...)
}

// probe looks at the page from inside. It waits until all pictures have come or
// failed, the last of which was asked for after all others.
const probe = `(async (texts) => {
	const faults = [], elements = new Set(("P H2 H3 H4 BLOCKQUOTE PRE UL OL LI TABLE THEAD TBODY TR TD TH FIGURE FIGCAPTION HR BR " +
		"STRONG EM S SUB SUP KBD CODE A SPAN IMG").split(" "));
	const attributes = new Set(("lang dir class data-checked start reversed colspan rowspan scope href title rel data-person data-group " +
		"src alt width height loading decoding").split(" "));
	const settle = async () => {
		await Promise.all([...document.images].map(async (i) => {
			const was = i.getAttribute("loading");
			i.loading = "eager";
			await i.decode().catch(() => {});
			if (was === null) i.removeAttribute("loading"); else i.setAttribute("loading", was);
		}));
		await new Promise((done) => { const i = new Image(); i.onerror = done; i.src = "/last?" + Math.random(); });
	};
	window.addEventListener("click", (e) => e.preventDefault(), true);
	await settle();
	const main = document.querySelector("main");
	if (document.body.children.length !== 1 || main !== document.body.firstElementChild || document.body.attributes.length ||
		main.children.length !== texts.length || document.body.textContent !== main.textContent) faults.push("structure of the page");
	if (document.baseURI !== location.href) faults.push("base");
	if (document.title !== "test" || document.head.children.length !== 3) faults.push("head");
	const bodies = [];
	texts.forEach((text, n) => {
		const bad = (what) => faults.push(text.Name + ": " + what);
		const s = main.children[n];
		if (!s || s.tagName !== "SECTION" || s.title !== text.Name || s.children.length !== 3 || s.childNodes.length !== 3 ||
			s.children[0].outerHTML !== "<i>before</i>" || s.children[1].tagName !== "DIV" || s.children[2].outerHTML !== "<i>after</i>")
			return bad("structure");
		const body = s.children[1], other = document.createElement("div");
		bodies.push(body);
		for (const el of body.querySelectorAll("*")) {
			if (!elements.has(el.tagName) || el.namespaceURI !== "http://www.w3.org/1999/xhtml") bad("element " + el.tagName);
			for (const a of el.attributes) if (!attributes.has(a.name)) bad("attribute " + a.name);
			if (getComputedStyle(el).position !== "static") bad("position");
			if (el.href !== undefined) {
				if (!["http:", "https:", "mailto:", "tel:"].includes(el.protocol)) bad("address " + el.getAttribute("href"));
				if (el.host !== location.host && /^http/.test(el.protocol) && el.rel !== "ugc nofollow noopener noreferrer") bad("rel " + el.outerHTML);
				if (el.target) bad("target");
			}
		}
		other.innerHTML = text.HTML; // as live posts come in
		if (other.innerHTML !== body.innerHTML) bad("another tree by script");
		for (let i = 0; i < 2; i++) {
			const was = other.innerHTML;
			other.innerHTML = was;
			if (other.innerHTML !== was) bad("another tree when written again");
		}
		s.append(other);
	});
	const kinds = ("mouseover mouseenter pointerover pointerenter click focus focusin blur load error toggle beforetoggle animationstart " +
		"animationend transitionend scroll wheel keydown submit input change beforecopy paste drag start finish begin").split(" ");
	for (const el of document.querySelectorAll("main section div *"))
		for (const k of kinds) el.dispatchEvent(new MouseEvent(k, {bubbles: false, cancelable: true}));
	await settle();
	if (window.pwned !== undefined) faults.push("script ran: pwned is " + window.pwned);
	if (dialogs.length) faults.push("dialog: " + dialogs);
	return faults;
})`
