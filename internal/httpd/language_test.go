package httpd_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"plenary/internal/api"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// langOf is what the API says a post is in.
func langOf(p *forumtest.Person, post string) forum.Lang {
	var shape api.PostShape
	p.Calls("GET", "/posts/"+post, nil).Is(200).Into(&shape)
	return shape.Lang
}

// A language is guessed as a post is written, said by its author or a moderator, and guessed again as long as nobody did.
func TestLanguage_isGuessedAndCorrectedWithoutScript(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben, eve := f.Member("ops", "ana"), f.Member("ops", "ben"), f.Member("ops", "eve")
	mo := f.As("ops", "mo", forum.Moderator)
	talk := ana.Starts("ops", "Who makes the first call")
	say := func(p *forumtest.Person, fields ...string) string {
		t.Helper()
		page := p.Visits(talk.Path()).Is(200)
		to := follow(t, p, page, fmt.Sprintf("/t/%d/reply", talk.ID), fields...).Is(303).To()
		return to[strings.Index(to, "#p")+2:]
	}
	spanish := say(ben, "body", "Mandamos un mensaje en el idioma de la persona.")
	short := say(ben, "body", "+1")
	quoting := say(ben, "body", "> Mandamos un mensaje en el idioma de la persona, firmado con su nombre.\n\nThat is what we do, too.")
	german := say(ben, "body", "Wir haben die Sitzung auf morgen verschoben und bitten um Antwort.")
	said := say(ben, "body", "Toolkit", "lang", "es")
	for post, want := range map[string]forum.Lang{spanish: "es", short: "en", quoting: "en", german: "other", said: "es"} {
		if got := langOf(ben, post); got != want {
			t.Errorf("post %s is in %q, want %q", post, got, want)
		}
	}
	page := look(t, ana.Visits(talk.Path()+"?page=1").Is(200))
	for post, want := range map[string]string{spanish: "es", short: "", quoting: "", german: "und"} {
		article := page.one("#p" + post)
		if got := article.one(".prose").attr("lang"); got != want {
			t.Errorf("the page says that post %s is in %q, want %q", post, got, want)
		}
	}
	if got := page.one("#p" + german).attr("data-lang"); got != "other" {
		t.Errorf("data-lang is %q", got)
	}

	// Nobody said: a new text is guessed again. Somebody did: it stays.
	edit := func(p *forumtest.Person, post string, fields ...string) *forumtest.Answer {
		t.Helper()
		return follow(t, p, p.Visits("/p/"+post+"/edit").Is(200), "/p/"+post+"/edit", fields...).Is(303)
	}
	edit(ben, spanish, "body", "We send a text in the person's own language.", "lang", "auto")
	edit(ben, said, "body", "The toolkit is here for everybody.", "lang", "es")
	if a, b := langOf(ben, spanish), langOf(ben, said); a != "en" || b != "es" {
		t.Errorf("after the edits they are in %q and %q", a, b)
	}

	// A moderator corrects: live, in the log, but no revision, no mark, no notice.
	live := eve.Watches(talk)
	before := len(look(t, ben.Visits("/inbox")).all(".notice"))
	edit(mo, short, "lang", "es")
	if got := live.Next(); got.Kind != "post.edited" || !strings.Contains(got.HTML, `data-lang="es"`) {
		t.Errorf("readers are told %+v", got)
	}
	if look(t, ana.Visits(talk.Path()+"?page=1")).one("#p" + short).has(".edited") {
		t.Error("a corrected language counts as an edit")
	}
	if after := len(look(t, ben.Visits("/inbox")).all(".notice")); after != before {
		t.Error("the author got a notice of it")
	}
	ana.Posts("/p/"+short+"/edit", "body", "+1", "lang", "en").Is(403)
	mo.Calls("PATCH", "/posts/"+short, map[string]any{"body": "+1", "format": "markdown", "lang": "klingon"}).Is(http.StatusUnprocessableEntity)
	ben.Calls("PATCH", "/posts/"+short, map[string]any{"body": "+1", "format": "markdown", "lang": "auto"}).Is(200)
	if got := langOf(ben, short); got != "es" { // guessed from nothing: it stays what it was
		t.Errorf("it became %q", got)
	}
}

func TestLanguage_onlyOneIsShownToWhoAsks(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "Two languages")
	english := ana.Replies(talk, "We send a text in the person's own language.")
	spanish := ana.Answers(talk, english.ID, "Mandamos un mensaje en el idioma de la persona.")
	under := ana.Answers(talk, spanish.ID, "And I answer in English to that.")
	own := ben.Replies(talk, "Y yo digo que también nosotros lo hacemos así.")

	lines := func(path string) []string {
		t.Helper()
		var to []string
		for _, line := range look(t, ben.Visits(path).Is(200)).all(".other-lang") {
			to = append(to, line.one("a").attr("href"))
		}
		return to
	}
	at := talk.Path() + "?page=1"
	if got := lines(at); len(got) != 0 {
		t.Errorf("without a choice %v are lines", got)
	}
	page := look(t, ben.Visits(at+"&only=en").Is(200).Has("A post by Ana in Spanish"))
	if got := lines(at + "&only=en"); !slices.Equal(got, []string{fmt.Sprint("#p", spanish.ID)}) {
		t.Errorf("for who reads English %v are lines; own posts and others are not", got)
	}
	for _, id := range []forum.PostID{english.ID, spanish.ID, under.ID, own.ID} {
		page.one("#p" + fmt.Sprint(id)) // all of them are there, so that an address can show them
	}
	if page.one("#main").attr("data-only") != "en" || !slices.Contains(page.links(), at+"&only=es") {
		t.Error("the page doesn't say what is shown, or leads to no other choice")
	}
	if got := lines(talk.Path() + "?order=newest&only=es"); len(got) != 3 {
		t.Errorf("for who reads Spanish, newest first, %v are lines", got)
	}

	// The setting does it everywhere, and an address can say otherwise.
	follow(t, ben, ben.Visits("/settings").Is(200), "/settings/profile", "only", "en").Is(303)
	if got := lines(talk.Path()); len(got) != 1 {
		t.Errorf("by the setting %v are lines", got)
	}
	if got := lines(at + "&only=all"); len(got) != 0 {
		t.Errorf("all are wanted, and %v are lines", got)
	}
	general := f.General("ops")
	ana.Replies(general, "Buenos días a todas, ¿cómo están?")
	if got := lines(general.Path()); len(got) != 1 {
		t.Errorf("in the channel %v are lines", got)
	}
	if ana.Visits(at).Is(200); len(look(t, ana.Visits(at)).all(".other-lang")) != 0 {
		t.Error("what Ben wants is done to Ana")
	}
	ben.Posts("/settings/profile", "name", "Ben", "handle", "ben", "only", "fr").Is(422)
}
