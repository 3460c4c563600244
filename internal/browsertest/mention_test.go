package browsertest

import (
	"fmt"
	"strings"
	"testing"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// offered waits until the list at the caret offers text first.
func offered(w *forumtest.Window, text string) {
	w.Until("the offer of "+text, `(t) => {
		const at = document.getElementById(document.activeElement?.getAttribute("aria-activedescendant"));
		return at?.getAttribute("aria-selected") === "true" && at.checkVisibility() && at.innerText.includes(t);
	}`, text)
}

// noOffer waits until there is no list at the caret.
func noOffer(w *forumtest.Window) {
	w.Until("no offer", `() => !document.querySelector(".at-caret:not([hidden])") && !document.activeElement.hasAttribute("aria-activedescendant")`)
}

// Who writes names people with the keyboard alone, hears who can't see it, and is asked before a whole group is told.
func TestMention_isOfferedToldAndAskedFor(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("closed", "members/invite")
	ana, ben, eve := f.Member("closed", "ana"), f.Member("closed", "ben"), f.User("eve")
	f.Member("closed", "bea")
	f.Member("closed", "oberon")
	talk := ana.Starts("closed", "Friday deploy")
	ben.Replies(talk, "who has the keys?")
	reader := f.Chromium().Window(ben).Opens(path(talk))
	w := f.Chromium().Window(ana).Opens(path(talk))
	connected(w, reader)

	// Who wrote here stands before who didn't; a part of a name counts least.
	w.Types("#composer textarea", "ask")
	takesOver(w)
	w.Presses(" @be")
	offered(w, "Ben")
	w.AccessibleIn("who is offered", ".at-caret")
	names := forumtest.Eval[string](w, `() => [...document.querySelectorAll(".at-caret [role=option] b")].map(e => e.textContent).join()`)
	if names != "Ben,Bea,Oberon" {
		t.Errorf("offered are %s", names)
	}
	w.Presses(forumtest.Escape)
	noOffer(w)
	w.Presses("a")
	if w.Sees("#composer .writer", "ask @bea"); forumtest.Eval[bool](w, `() => Boolean(document.querySelector(".at-caret:not([hidden])"))`) {
		t.Error("it is offered again though it was put away")
	}
	w.Presses(" or @BE")
	offered(w, "Ben")
	w.Presses(forumtest.Down)
	offered(w, "Bea")
	w.Presses(forumtest.Up, forumtest.Enter)
	noOffer(w)
	w.Until("the handle, and a space to go on", `() => document.querySelector(".writer").textContent.endsWith("or @ben ")`)

	// Somebody who can't see it is named: that is said before it is sent, and when it is.
	w.Presses("and @eve, please")
	w.Sees("#composer .unseen", "won't be told: Eve")
	w.With(forumtest.Control, forumtest.Enter)
	w.Sees("#composer .unseen", "was not told: Eve")
	post := postWith(w, "and @eve, please")
	w.Sees(post+" a.mention", "@ben")
	reader.Sees(post+" a.mention", "@ben")
	if notices := eve.Visits("/inbox").Is(200).Body; strings.Contains(notices, "Friday deploy") {
		t.Error("somebody who can't see it is told of it")
	}

	// A whole group is told only once its author said so; putting the question away sends nothing.
	w.Types("#composer textarea", "@gro")
	offered(w, "tells 3 people")
	w.Presses(forumtest.Tab, "come all")
	w.With(forumtest.Control, forumtest.Enter)
	w.Sees("#composer .tells", "@group will tell 3 people")
	w.AccessibleIn("what is asked", "#composer .tells")
	w.Presses(forumtest.Escape)
	w.Until("no question, and the text", `() => !document.querySelector(".tells[data-asks]") && document.activeElement.textContent === "@group come all"`)
	w.With(forumtest.Control, forumtest.Enter)
	w.Until("the question again", `() => document.activeElement?.dataset.tell === "1"`)
	w.Presses(forumtest.Enter)
	w.Sees(postWith(w, "come all")+" .mention[data-group]", "@group")
	f.Wait("ben is told", func() bool { return strings.Contains(ben.Visits("/inbox").Body, "come all") })

	// In a channel's text box it is the same, and the pointer chooses, too.
	chat := f.Chromium().Window(ben).Opens(path(f.General("closed")))
	chat.Types("#composer textarea", "@an")
	offered(chat, "Ana")
	chat.Clicks(".at-caret [role=option]")
	chat.Until("the handle in the box", `() => document.activeElement.value === "@ana "`)
	chat.Presses("hi", forumtest.Enter)
	chat.Sees(postWith(chat, "hi")+" a.mention", "@ana")
}

// A passage that is selected goes into the reply, with who said it and a link to where; by a menu, all of a post does.
func TestQuote_ofASelectionSaysWhoAndWhere(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "Friday deploy")
	first, second := ben.Replies(talk, "Bring **both keys**, and a lamp.\n\n- one\n- two"), ben.Replies(talk, "The door **sticks**.")
	w := f.Chromium().Window(ana).Opens(path(talk))
	connected(w)

	w.Until("a selection", `(s) => {
		const at = document.querySelector(s + " .prose strong").firstChild;
		getSelection().setBaseAndExtent(at, 5, at, 9);
		return getSelection().toString() === "keys";
	}`, postWith(w, "both keys"))
	w.Sees(".quote-this", "Quote")
	w.AccessibleIn("the button beside a selection", ".quote-this")
	w.Clicks(".quote-this")
	takesOver(w)
	w.Presses("which?")
	w.Until("one place to write in", `() => document.querySelectorAll("#composer .field:not([hidden])").length === 1`)
	w.Sees("#composer .to-name", "Ben")
	menu(w, postWith(w, "The door sticks."), ".quote")
	w.Presses("oil it")
	source := func(p app.Post) string { return fmt.Sprintf(`<p><a href="/p/%d">Ben</a>:</p>`, p.ID) }
	want := "<blockquote>" + source(first) + "<p>keys</p></blockquote><p>which?</p><blockquote>" + source(second) + "<p>The door <strong>sticks</strong>.</p></blockquote><p>oil it</p>"
	w.Until("both quotations: "+want, `(want) => document.querySelector("#composer textarea").value.replaceAll(/ rel="[^"]*"/g, "") === want`, want)
	w.With(forumtest.Control, forumtest.Enter)
	w.Clicks(postWith(w, "oil it")+" blockquote a").Until("where it was said", `(id) => location.hash === id`, fmt.Sprint("#p", first.ID))
}

// A bare address of this site shows the title of what it leads to, to those who see that; also in a post that arrives.
func TestTitle_ofALinkIsShownToWhoSeesWhereItLeads(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("closed", "members/invite")
	ana, eve := f.Member("ops", "ana"), f.Member("ops", "eve")
	f.Member("closed", "ana")
	hidden, open := ana.Starts("closed", "Secret plan"), ana.Starts("ops", "Open plan")
	talk := ana.Starts("ops", "Links")
	bare := func(c forum.Conversation) string { return f.URL + c.Path() }
	first := "#" + fmt.Sprint("p", ana.Replies(talk, "see "+bare(open)+" and "+bare(hidden)).ID)
	mine, theirs := f.Chromium().Window(ana).Opens(path(talk)), f.Chromium().Window(eve).Opens(path(talk))
	connected(mine, theirs)
	mine.Sees(first+" .prose", "see Open plan and Secret plan")
	theirs.Sees(first+" .prose", "see Open plan and "+bare(hidden))
	ana.Replies(talk, "again "+bare(hidden)+" and "+bare(open))
	mine.Sees(postWith(mine, "again")+" .prose", "again Secret plan and Open plan")
	theirs.Sees(postWith(theirs, "again")+" .prose", "again "+bare(hidden)+" and Open plan")
	theirs.SeesNot("#posts", "Secret plan")
}
