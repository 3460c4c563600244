package forumtest

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Reloads reads the page again.
func (w *Window) Reloads() *Window {
	w.f.t.Helper()
	w.run("reload", chromedp.Reload())
	return w
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

// spot finds where the first visible match can be hit, once it is in sight and
// nothing lies over it.
const spot = `(s) => {
	const e = [...document.querySelectorAll(s)].find(e => e.checkVisibility());
	if (!e) return [];
	e.scrollIntoView({block: "center", inline: "center", behavior: "instant"});
	const r = [...e.getClientRects()].find(r => r.width && r.height);
	if (!r) return [];
	const x = r.left + r.width / 2, y = r.top + r.height / 2, hit = document.elementFromPoint(x, y);
	return hit && (e.contains(hit) || hit.contains(e)) ? [x, y] : [];
}`

// Clicks clicks the first visible match with the mouse.
func (w *Window) Clicks(selector string) *Window {
	w.f.t.Helper()
	var at []float64
	for len(at) != 2 { // what moves or is drawn anew is looked for again
		w.Until("something to click at "+selector, "(s) => ("+spot+")(s).length === 2", selector)
		at = Eval[[]float64](w, spot, selector)
	}
	w.run("click "+selector, chromedp.MouseClickXY(at[0], at[1]))
	return w
}

// Types types where the first visible match is, at the end of what is there. A
// text box whose place the editor took is where the editor is.
func (w *Window) Types(selector, text string) *Window {
	w.f.t.Helper()
	w.Until("a field at "+selector, `(s) => {
		const e = [...document.querySelectorAll(s)].map(e => e.hidden && e.parentElement.querySelector(".writer, .shown") || e).find(e => e.checkVisibility());
		if (!e) return false;
		e.focus();
		if (e.matches("textarea, input:not([type=email])")) e.setSelectionRange(e.value.length, e.value.length);
		if (e.isContentEditable) {
			getSelection().selectAllChildren(e.lastElementChild);
			getSelection().collapseToEnd();
		}
		return document.activeElement === e;
	}`, selector)
	return w.Presses(text)
}

// Presses presses keys where the focus is.
func (w *Window) Presses(keys ...string) *Window {
	w.f.t.Helper()
	for _, key := range keys {
		w.run("press "+key, chromedp.KeyEvent(key, raw))
	}
	return w
}

// raw makes a key press what a keyboard makes of it: if the page prevents what
// the key does, its character isn't typed either.
func raw(p *input.DispatchKeyEventParams) {
	if p.Type == input.DispatchKeyEventTypeKeyDown {
		p.Type = input.DispatchKeyEventTypeRawKeyDown
	}
}

// With presses a key while others are held.
func (w *Window) With(held Modifier, key string) *Window {
	w.f.t.Helper()
	w.run("press "+key, chromedp.KeyEvent(key, raw, chromedp.KeyModifiers(held)))
	return w
}

// Modifier is a key that is held.
type Modifier = chromedp.Modifier

// Keys for Presses and With.
const (
	Enter  = kb.Enter
	Tab    = kb.Tab
	Escape = kb.Escape
	Delete = kb.Delete
	End    = kb.End
	Up     = kb.ArrowUp
	Down   = kb.ArrowDown
	Right  = kb.ArrowRight

	Control = chromedp.ModifierCtrl
	Shift   = chromedp.ModifierShift
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
