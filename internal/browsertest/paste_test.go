package browsertest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"plenary/internal/forumtest"
)

// pastes puts data of types on the clipboard and pastes it where the focus is.
func pastes(w *forumtest.Window, data map[string]string) {
	forumtest.Eval[bool](w, `(data) => {
		const clipboardData = new DataTransfer();
		for (const [type, text] of Object.entries(data)) clipboardData.setData(type, text);
		return document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
	}`, data)
}

// preview is what the server makes of what the box holds.
func preview(w *forumtest.Window) string {
	return forumtest.Eval[string](w, `() => {
		const d = new FormData(document.querySelector("#composer form"));
		return fetch("/preview", {method: "POST", body: new URLSearchParams({body: d.get("body"), format: d.get("format")})}).then(a => a.text());
	}`)
}

func TestPaste_givesStructureAndNothingElse(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	w := f.Chromium().Window(ana).Opens(path(ana.Starts("ops", "Friday deploy")))
	connected(w)
	w.Clicks("#composer textarea")
	takesOver(w)
	files, err := filepath.Glob("testdata/clipboard/*.out.html")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d fixtures: %v", len(files), err)
	}
	for _, out := range files {
		want, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		in, err := os.ReadFile(strings.TrimSuffix(out, ".out.html") + ".html")
		if err != nil {
			t.Fatal(err)
		}
		w.With(forumtest.Control, "a").Presses(forumtest.Delete)
		pastes(w, map[string]string{"text/html": string(in), "text/plain": "not this"})
		got := strings.TrimPrefix(sent(w), "html ")
		if got != strings.TrimSuffix(string(want), "\n") {
			t.Errorf("%s: pasted as\n%s, want\n%s", filepath.Base(out), got, want)
		}
		if kept := preview(w); kept != got {
			t.Errorf("%s: the sanitizer changes it to\n%s", filepath.Base(out), kept)
		}
	}
}

// A picture that is pasted with a text is uploaded, and stands where it stood.
func TestPaste_uploadsPicturesWhereTheyStand(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	w := f.Chromium().Window(ana).Opens(path(ana.Starts("ops", "Friday deploy")))
	connected(w)
	w.Clicks("#composer textarea")
	takesOver(w)
	const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
	pastes(w, map[string]string{"text/plain": "x", "text/html": `<p>before <img src="data:image/png;base64,` + pixel + `" alt="A dot" onerror="x()"> after</p>` +
		`<p><img src="data:image/svg+xml;base64,PHN2Zy8+" alt="no picture"></p>`})
	w.Until("the picture in its place", `() => /^<p>before <img src="\/files\/\d+\/A%20dot.png" alt="A dot" loading="lazy" decoding="async"\/> after<\/p><p>no picture<\/p>$/
		.test(document.querySelector("#composer textarea").value)`)
	w.Until("no line for it", `() => !document.querySelector("#composer .upload")`)
	w.Until("the picture shown", `() => document.querySelector(".writer img").naturalWidth === 1`)

	// What was pasted as an address over a selection is the link of it.
	w.With(forumtest.Control, "a").Presses(forumtest.Delete, "the report").With(forumtest.Control, "a")
	pastes(w, map[string]string{"text/plain": "https://example.org/report"})
	if got, want := sent(w), `html <p><a href="https://example.org/report" rel="ugc nofollow noopener noreferrer">the report</a></p>`; got != want {
		t.Errorf("the form would send %s, want %s", got, want)
	}
	w.Presses(forumtest.Right)
	pastes(w, map[string]string{"text/plain": "one\ntwo\n\nthree"})
	if got := sent(w); !strings.HasSuffix(got, "the report</a>one<br/>two</p><p>three</p>") {
		t.Errorf("plain text is pasted as %s", got)
	}
}
