package browsertest

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"plenary/internal/app"
	"plenary/internal/demo"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// screen is one way of looking at a page.
type screen struct {
	lang          forum.Lang
	dark          bool
	width, height int64
}

func (s screen) String() string {
	return fmt.Sprintf("%s, dark %v, %d px", s.lang, s.dark, s.width)
}

func (s screen) on(w *forumtest.Window) {
	w.Dark(s.dark)
	if s.width == 720 {
		w.Zoom() // 200 % of 1440
	} else {
		w.Size(s.width, s.height)
	}
}

// Every page is seen in these; the other screens take turns.
var always = []screen{{"en", false, 1440, 900}, {"es", true, 390, 844}}

var turns = []screen{{"en", true, 390, 844}, {"es", false, 720, 450}, {"es", true, 1440, 900}, {"en", false, 390, 844}, {"en", true, 720, 450}, {"es", false, 1440, 900}, {"en", true, 1440, 900}, {"es", false, 390, 844}}

// One page of so many takes its turn: all of them would take minutes.
const sparse = 3

// page is an address, what to do there before looking, and what to look at; ""
// is all of it.
type page struct {
	path string
	do   func(w *forumtest.Window)
	at   string
}

// reader is somebody with the pages that only they see, or see differently.
type reader struct {
	who   *forumtest.Person
	pages []page
}

func plain(paths ...string) (all []page) {
	for _, p := range paths {
		all = append(all, page{path: p})
	}
	return all
}

// press clicks the first match by script: what it opens is looked at, not how
// it is reached.
func press(selector string) func(*forumtest.Window) {
	return func(w *forumtest.Window) {
		w.Until(selector, `(s) => { const e = [...document.querySelectorAll(s)].find(e => e.checkVisibility()); e?.click(); return Boolean(e); }`, selector)
	}
}

// wrong sends a form with nothing in it.
func wrong(action string) func(*forumtest.Window) {
	return func(w *forumtest.Window) {
		forumtest.Eval[bool](w, `(a) => { const f = document.querySelector("form[action='" + a + "']"); f.noValidate = true; f.querySelectorAll("input:not([type=hidden]), textarea").forEach(e => { e.value = e.type === "email" ? "x" : ""; }); setTimeout(() => f.requestSubmit()); return true; }`, action)
		w.Until("what is wrong", `() => document.querySelector(".problem, .wrong")?.checkVisibility() === true`)
	}
}

// readers are everybody and all pages there are.
func readers(t *testing.T, f *forumtest.Forum) []reader {
	t.Helper()
	const group, article = "/g/behavioral-health", "/news/what-the-tomato-taught-us"
	nora := followsBrowser(t, f, f.SignsIn("nora", "nora@example.org", demo.Password))
	ruth := followsBrowser(t, f, f.SignsIn("ruth", "ruth@example.org", demo.Password))
	grace := followsBrowser(t, f, f.SignsIn("grace", "grace@example.org", demo.Password))
	ctx := context.Background()
	_, talks, err := f.App.Conversations(ctx, nora.V, "behavioral-health", forum.Discussion, app.Place{}, 50)
	if err != nil {
		t.Fatal(err)
	}
	_, rooms, err := f.App.Conversations(ctx, nora.V, "behavioral-health", forum.Channel, app.Place{}, 50)
	if err != nil {
		t.Fatal(err)
	}
	longest, shortest := talks[0].Conversation, talks[0].Conversation
	for _, l := range talks {
		if l.Posts > longest.Posts {
			longest = l.Conversation
		}
		if l.Posts < shortest.Posts && l.State == forum.Open {
			shortest = l.Conversation
		}
	}
	talk, short, room := path(longest), path(shortest), path(rooms[0].Conversation)
	first := f.FirstPost(longest)
	post, person := fmt.Sprintf("/p/%d", first.ID), fmt.Sprintf("/people/%d", ruth.V.ID)

	composing := func(w *forumtest.Window) {
		w.Until("the toolbar", `() => document.querySelector(".tools:not([hidden])")`+` !== null`)
		forumtest.Eval[bool](w, `() => { const f = document.querySelector("#composer textarea"); f.value = "**A text** with a [link](https://example.org)."; return true; }`)
		press("[data-do=preview]")(w)
		w.Until("the preview", `() => document.querySelector(".preview strong") !== null`)
	}
	lines := func(w *forumtest.Window) {
		connected(w)
		forumtest.Eval[bool](w, `() => {
			const line = document.getElementById("connection");
			line.dataset.state = "lost"; line.textContent = "The connection is lost. What you write is kept."; line.hidden = false;
			const list = document.getElementById("posts"), bar = document.createElement("a");
			bar.className = "arrivals"; bar.href = "/"; bar.textContent = "2 new posts"; list.after(bar);
			return true;
		}`)
	}
	return []reader{
		{f.Visitor(), append(plain("/", group, group+"/channels", group+"/members", group+"/products", group+"/about", talk, room, "/news", article,
			"/search?q=peer", "/search", "/sign-in", "/join", "/join/no-such-code", "/nowhere", "/api", "/inbox"),
			page{"/sign-in", wrong("/sign-in"), ""}, page{"/join", wrong("/join"), ""})},
		{grace, append(plain("/", group, talk, room, article, "/inbox", "/settings", "/settings/leave", "/sign-out", "/search?q=comida", person, post+"/reply", group+"/new", group+"/leave", post+"/history", talk+"/export"),
			page{short, press("#posts details.menu > summary"), "#posts details.menu[open] .card"}, page{short, composing, "#composer"}, page{short, lines, ""},
			page{short, press("a.reply"), "#composer"}, page{"/settings", wrong("/settings/profile"), ""}, page{group + "/new", wrong(group + "/new"), ""})},
		{ruth, append(plain(group, group+"/members", group+"/products", group+"/about", group+"/edit", group+"/log", group+"/leads", group+"/invite", group+"/rules", short+"/settings", group+"/channels/new", short+"/edit", room+"/edit", "/news/new", post+"/edit", post+"/remove", "/review"),
			page{short, press(manage), "#head details.menu[open] .card"}, page{group + "/channels/new", wrong(group + "/channels/new"), ""}, page{"/news/new", wrong("/news/new"), ""},
			page{short, own(`a.own[href$="/edit"]`, "form.editor"), "form.editor"}, page{short, own(`a.own[href$="/remove"]`, "dialog[open]"), "dialog[open]"})},
		{nora, plain("/", "/settings/network", "/settings/network/status", "/settings/network/guests", "/settings/network/log", "/groups/new", "/g/organizers-table", group, "/news", article+"/edit", "/review")},
	}
}

// own writes a post and does something with it.
func own(choice, then string) func(*forumtest.Window) {
	return func(w *forumtest.Window) {
		says(w, "One of my own.")
		w.Until("the post", `() => document.querySelector("li.mine[data-branch] > .post[id]") !== null`)
		press("li.mine details.menu > summary")(w)
		press("li.mine details.menu[open] " + choice)(w)
		w.Until(then, `(s) => document.querySelector(s)?.checkVisibility() === true`, then)
	}
}

// followsBrowser lets an account's pages come in the language that its browser
// asks for.
func followsBrowser(t *testing.T, f *forumtest.Forum, p *forumtest.Person) *forumtest.Person {
	t.Helper()
	who, _, err := f.App.Profile(context.Background(), p.V, p.V.ID)
	if err == nil {
		err = f.App.SetProfile(context.Background(), p.V, app.ProfileInput{Name: who.Name, Handle: who.Handle, Organisation: who.Organisation, Bio: who.Bio})
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// axe finds nothing on any page, none is wider than its window, and the content
// security policy blocks nothing that a page needs.
func TestPages_areAccessible_fitTheWindow_andObeyThePolicy(t *testing.T) {
	f := demoNetwork(t)
	browser := f.Chromium()
	var all sync.WaitGroup
	for turn, r := range readers(t, f) {
		w := browser.Window(r.who)
		all.Go(func() { r.looks(t, w, turn) })
	}
	all.Wait()
}

// looks opens all pages of a reader, each in the screens whose turn it is.
func (r reader) looks(t *testing.T, w *forumtest.Window, turn int) {
	for i, s := range append(append([]screen{}, always...), turns...) {
		s.on(w)
		w.Speaks(string(s.lang))
		for n, p := range r.pages {
			if i >= len(always) && (n%sparse != 0 || (n/sparse+turn)%len(turns) != i-len(always)) {
				continue
			}
			what := fmt.Sprintf("%s, page %d: %s (%s)", r.who.Name, n, p.path, s)
			w.Opens(p.path)
			if p.do != nil {
				p.do(w)
			}
			if got := forumtest.Eval[string](w, `() => document.documentElement.lang`); got != string(s.lang) {
				t.Errorf("%s is in %s", what, got)
			}
			if p.at == "" {
				w.Accessible(what)
			} else {
				w.Fits(what)
				w.AccessibleIn(what, p.at)
			}
			w.Quiet()
		}
	}
}

// The policy is on: a script that gets into a page does not run.
func TestPolicy_blocksScriptsInThePage(t *testing.T) {
	f := forumtest.Start(t)
	w := f.Chromium().Window(f.Visitor()).Opens("/sign-in")
	w.Quiet()

	ran := forumtest.Eval[bool](w, `() => {
		const script = document.createElement("script");
		script.textContent = "window.pwned = true";
		document.body.append(script);
		const div = document.createElement("div");
		div.innerHTML = "<img src=/favicon.ico onload='window.pwned = true'><p style='color: red'>red</p>";
		document.body.append(div);
		return new Promise(done => { div.firstChild.addEventListener("load", () => setTimeout(() => done(Boolean(window.pwned) || getComputedStyle(div.lastChild).color === "rgb(255, 0, 0)"))); });
	}`)
	if ran {
		t.Error("a script or a style in the page worked")
	}
	said := strings.Join(w.Complaints(), "\n")
	for _, directive := range []string{"script-src-elem inline", "script-src-attr inline", "style-src-attr inline"} {
		if !strings.Contains(said, "blocked by the policy: "+directive) {
			t.Errorf("the browser did not block %s; it said %s", directive, said)
		}
	}
}
