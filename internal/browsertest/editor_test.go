package browsertest

import (
	"fmt"
	"strings"
	"testing"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// writer is the editor of the box under a conversation.
const writer = "#composer .writer"

// takesOver waits until the editor stands where the text box was.
func takesOver(w *forumtest.Window) {
	w.Until("the editor, with the focus", `() => document.activeElement?.matches(".writer")`)
}

// sent is what the form of the box would send.
func sent(w *forumtest.Window) string {
	return forumtest.Eval[string](w, `() => { const d = new FormData(document.querySelector("#composer form")); return d.get("format") + " " + d.get("body"); }`)
}

func TestEditor_writesAsOneDoesInMailAndSendsWhatTheSanitizerLeaves(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "Friday deploy")
	w := f.Chromium().Window(ana).Opens(path(talk))
	connected(w)
	loaded := `() => performance.getEntriesByType("resource").some(e => /editor-/.test(e.name))`
	if forumtest.Eval[bool](w, loaded) {
		t.Error("the editor is loaded before anybody writes")
	}

	// What is typed before it is there goes along, with the caret.
	w.Types("#composer textarea", "before")
	takesOver(w)
	if !forumtest.Eval[bool](w, loaded) {
		t.Error("the editor is there, but wasn't seen to be loaded: its absence before proves nothing")
	}
	w.Presses(" and **after**, ~~gone~~ and `code`", forumtest.Enter)
	w.Presses("## Plan", forumtest.Enter, "- one", forumtest.Enter, "two", forumtest.Enter, forumtest.Enter)
	w.Presses("> said", forumtest.Enter, forumtest.Enter, "[x] done", forumtest.Enter, "open", forumtest.Enter, forumtest.Enter, "---")
	w.Presses("1. first", forumtest.Enter, forumtest.Enter, "```", forumtest.Enter, "x < y")
	want := "<p>before and <strong>after</strong>, <s>gone</s> and <code>code</code></p><h2>Plan</h2><ul><li>one</li><li>two</li></ul>" +
		`<blockquote><p>said</p></blockquote><ul class="tasks"><li class="task" data-checked="true">done</li><li class="task" data-checked="false">open</li></ul>` +
		"<hr/><ol><li>first</li></ol><pre><code>x &lt; y</code></pre>"
	if got := sent(w); got != "html "+want {
		t.Errorf("the form would send\n%s, want\nhtml %s", got, want)
	}
	w.Sees(".draft-at", "Draft saved")
	f.Wait("the draft on the server", func() bool { return draft(t, ana, fmt.Sprint("c", talk.ID)) == tags.ReplaceAllString(want, "") })

	// On another device the draft reads as it was formatted, and is written on.
	other := f.Chromium().Window(ana).Opens(path(talk))
	connected(other)
	other.Sees("#composer .shown strong", "after")
	if forumtest.Eval[bool](other, loaded) {
		t.Error("the editor is loaded though nobody writes there")
	}
	other.Clicks("#composer .shown")
	takesOver(other)
	if got := sent(other); got != "html "+want {
		t.Errorf("the other device would send\n%s, want\nhtml %s", got, want)
	}

	w.With(forumtest.Control, forumtest.Enter)
	post := postWith(w, "before and after")
	var answer struct{ HTML, Source, Format string }
	ana.Calls("GET", "/posts/"+strings.TrimPrefix(post, "#p"), nil).Is(200).Into(&answer)
	if answer.HTML != want || answer.Format != string(forum.HTML) {
		t.Errorf("the server keeps %s\n%s, want\n%s", answer.Format, answer.HTML, want)
	}
	w.Until("an empty editor", `() => document.querySelector(".writer").innerText.trim() === "" && document.querySelector("#composer textarea").value === ""`)

	// A post that was written in Markdown is edited as it reads.
	plain := ana.Replies(talk, "made **before** the editor")
	edited := fmt.Sprintf("#p%d", plain.ID)
	w.Sees(edited, "made before")
	menu(w, edited, "a.own[href$='/edit']")
	takesOver(w)
	w.Sees(edited+" .writer strong", "before").Presses(", changed").Clicks(edited+" form.editor button.primary").Sees(edited+" > .said > .prose", "the editor, changed")
	ana.Calls("GET", fmt.Sprintf("/posts/%d", plain.ID), nil).Is(200).Into(&answer)
	if answer.HTML != "<p>made <strong>before</strong> the editor, changed</p>" || answer.Format != string(forum.HTML) {
		t.Errorf("after the edit the server keeps %s %s", answer.Format, answer.HTML)
	}
}

func TestEditor_theTextBoxDoesItsWorkWithoutIt(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "Friday deploy")
	w := f.Chromium().Window(ana)
	w.Block("/assets/editor-*")
	w.Opens(path(talk))
	connected(w)
	w.Types("#composer textarea", "no **editor** today").Sees(".draft-at", "Draft saved")
	stands(w, "#composer textarea", "no **editor** today")
	w.Clicks("#composer .send-it")
	w.Sees(postWith(w, "no editor today")+" strong", "editor")

	// A text from the editor that can't come is there whole, and is sent as what it is.
	ana.Calls("PUT", fmt.Sprintf("/drafts/c%d", talk.ID), map[string]string{"body": "<p>from <em>there</em></p>", "format": "html"}).Is(200)
	w.Reloads().Sees("#composer .shown em", "there").Clicks("#composer .shown")
	stands(w, "#composer textarea", "<p>from <em>there</em></p>")
	w.Clicks("#composer .send-it")
	w.Sees(postWith(w, "from there")+" em", "there")
	w.Complaints() // of the script that couldn't be had
}

// everything is each shape that the sanitizer writes, but for what the server adds by itself.
const everything = `<h2 lang="es" dir="ltr">Uno</h2><h3>Two</h3><h4>Three</h4>` +
	`<p><strong>bold <em>both</em></strong> <s>gone</s> H<sub>2</sub>O 10<sup>3</sup> <kbd>Ctrl</kbd> <code>a &lt; b</code><br/>next &#34;line&#34; &amp; ` +
	`<a href="https://example.org/?a=1&amp;b=2" title="A title" rel="ugc nofollow noopener noreferrer">there <strong>bold</strong></a> <a href="/inbox">here</a></p>` +
	`<ul><li>one<ul><li>under</li></ul></li><li><p>two</p><p>paragraphs</p></li></ul><ol start="3" reversed=""><li>three</li><li>two</li></ol>` +
	`<ul class="tasks"><li class="task" data-checked="true">done</li><li>no task</li><li class="task" data-checked="false">open</li></ul>` +
	`<blockquote><p>said</p><blockquote><p>before</p></blockquote></blockquote><pre><code class="language-go">x := 1` + "\n\n  y" + `</code></pre><hr/>` +
	`<table><thead><tr><th scope="col">A</th><th colspan="2" scope="col">B</th></tr></thead><tbody><tr><td rowspan="2">1</td><td>2</td><td><p>3</p><p>4</p></td></tr><tr><td></td><td><ul><li>5</li></ul></td></tr></tbody></table>` +
	`<figure><img src="/files/5/a.png" alt="A" width="64" height="48" loading="lazy" decoding="async"/><figcaption>The <em>chart</em></figcaption></figure>` +
	`<p lang="en"><img src="/files/5/a.png" alt="" loading="lazy" decoding="async"/> and <a href="/p/1"><img src="/files/5/a.png" alt="B" loading="lazy" decoding="async"/></a></p>`

func TestEditor_keepsWhatThePolicyKnows(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "Friday deploy")
	ana.Calls("PUT", fmt.Sprintf("/drafts/c%d", talk.ID), map[string]string{"body": everything, "format": "html"}).Is(200)
	w := f.Chromium().Window(ana).Opens(path(talk))
	connected(w)
	w.Clicks("#composer .shown")
	takesOver(w)
	if got := sent(w); got != "html "+everything {
		t.Errorf("the editor makes\n%s\nof\nhtml %s", got, everything)
	}
	if got := preview(w); got != everything {
		t.Errorf("the sanitizer makes\n%s\nof\n%s", got, everything)
	}
}

func TestEditor_toolbarByKeyboard(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	w := f.Chromium().Window(ana).Opens(path(ana.Starts("ops", "Friday deploy")))
	connected(w)
	w.Types("#composer textarea", "see")
	takesOver(w)
	is := func(want string) {
		t.Helper()
		if got := sent(w); got != "html "+want {
			t.Errorf("the form would send\n%s, want\nhtml %s", got, want)
		}
	}
	at := func(name string) {
		t.Helper()
		w.Until("the focus on "+name, `(n) => document.activeElement.dataset?.do === n`, name)
	}

	// One stop for Tab, arrows in it; what is on says so.
	w.With(forumtest.Control, "a").With(forumtest.Shift, forumtest.Tab)
	at("bold")
	w.Presses(forumtest.Enter)
	takesOver(w)
	is("<p><strong>see</strong></p>")
	w.Until("Bold pressed", `() => document.querySelector("#composer [data-do=bold]").getAttribute("aria-pressed") === "true"`)
	w.With(forumtest.Control, "b").With(forumtest.Shift, forumtest.Tab).Presses(forumtest.End)
	at("more")
	w.Presses(forumtest.Enter, forumtest.Right)
	at("heading2")
	w.Presses(forumtest.Enter)
	takesOver(w)
	is("<h2>see</h2>")
	w.Accessible("the editor with all of its tools")
	w.Quiet()
	w.With(forumtest.Control, "z")
	is("<p>see</p>")

	// A link: asked for, refused, set, changed, taken away.
	w.With(forumtest.Control, "a").With(forumtest.Control, "k")
	w.Until("the address asked for", `() => document.activeElement.closest(".link-row") !== null`)
	w.Presses("javascript:x", forumtest.Enter).Sees(".link-row .wrong", "no address").With(forumtest.Control, "a").Presses("example.org/a", forumtest.Enter)
	takesOver(w)
	is(`<p><a href="https://example.org/a" rel="ugc nofollow noopener noreferrer">see</a></p>`)
	w.Presses(" on").With(forumtest.Control, "k")
	w.Until("a new link's address asked for", `() => document.activeElement.closest(".link-row") !== null && document.activeElement.value === ""`)
	w.Presses(forumtest.Escape)
	takesOver(w)

	// A table: made, grown, left by Tab at its end.
	w.Presses(forumtest.Enter).Clicks(`#composer [data-do=table]`).Presses("A", forumtest.Tab, "B", forumtest.Tab, "1").Clicks(`#composer [data-do=column]`).Clicks(`#composer [data-do=norow]`)
	is(`<p><a href="https://example.org/a" rel="ugc nofollow noopener noreferrer">see</a> on</p>` +
		`<table><thead><tr><th>A</th><th></th><th>B</th></tr></thead><tbody><tr><td></td><td></td><td></td></tr></tbody></table>`)
	w.Clicks(`#composer [data-do=notable]`)
	w.Until("no tools for tables", `() => !document.querySelector("#composer [data-do=row]").checkVisibility()`)
}
