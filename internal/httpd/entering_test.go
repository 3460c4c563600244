package httpd_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"plenary/internal/app"
	"plenary/internal/forumtest"
)

const password = "seven plain words make a pass"

func TestSetup_makesTheFirstOrganiserOnce(t *testing.T) {
	f := forumtest.Start(t)
	link, err := f.App.FirstLink(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	path := pathOf(t, link)
	first := f.Visitor()

	first.Visits(strings.Replace(path, "/setup/", "/sign-in/", 1)).Is(http.StatusFound)
	short := submits(t, first, path, path, "name", "Olga", "email", "olga@example.org", "password", "short").Is(422)
	short.Has("Olga", "olga@example.org").Lacks(`value="short"`)
	submits(t, first, path, path, "name", "Olga", "email", "olga@example.org", "password", password).Is(303)

	first.Visits("/settings/network").Is(200).Has("olga@example.org")
	f.Visitor().Visits(path).IsNotFound()
	f.Visitor().Posts(path, "name", "Eve", "email", "eve@example.org", "password", password).IsNotFound()
}

func TestInvitation_leadsIntoTheGroupWithANewAccount(t *testing.T) {
	f := forumtest.Start(t)
	olga := f.Organiser("olga")
	f.Group("ops", "members/invite")

	page := submits(t, olga, "/settings/network", "/settings/network/invitations", "group", "ops", "group_role", "member", "uses", "1", "days", "2").Is(200)
	if page.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("the page with the link may be kept: %q", page.Header.Get("Cache-Control"))
	}
	path := pathOf(t, secretIn(t, page))
	olga.Visits("/settings/network").Lacks(path)

	ana := f.Visitor()
	ana.Visits("/g/ops").IsNotFound()
	ana.Visits(path).Is(200).Has("Group ops", "Olga")
	wrong := submits(t, ana, path, path, "name", "Ana", "email", "no address", "password", password).Is(422)
	wrong.Has("Ana", "no address").Lacks(password)
	if to := submits(t, ana, path, path, "name", "Ana", "email", "ana@example.org", "password", password).Is(303).To(); to != "/g/ops" {
		t.Errorf("leads to %q", to)
	}
	ana.Visits("/g/ops").Is(200)
	f.Visitor().Visits(path).IsNotFound()
}

func TestInvitation_isTakenByWhoHasAnAccount(t *testing.T) {
	f := forumtest.Start(t)
	lead := f.As("ops", "lena", "lead")
	link, err := f.App.Invite(context.Background(), lead.V, app.InviteInput{Group: "ops", Uses: 5})
	if err != nil {
		t.Fatal(err)
	}
	path, ben := pathOf(t, link), f.User("ben")

	f.Visitor().Visits(path).Has("/sign-in?next=" + path)
	submits(t, ben, path, path).Is(303)
	ben.Visits(path).Is(200).Has("in this group already")
	ben.Visits("/g/ops/members").Is(200).Has("Ben")
}

func TestJoin_isAskedForGrantedAndLeadsInByMail(t *testing.T) {
	f := forumtest.Start(t)
	olga, ana := f.Organiser("olga"), f.Visitor()

	submits(t, ana, "/join", "/join", "name", "", "email", "ana@example.org", "note", "I work on recovery").Is(422).Has("I work on recovery")
	done := submits(t, ana, "/join", "/join", "name", "Ana", "email", "ana@example.org", "note", "I work on recovery").Is(303).To()
	ana.Visits(done).Is(200).Has("Thank you")

	page := olga.Visits("/settings/network").Has("ana@example.org", "I work on recovery")
	action := "/settings/network/requests/1"
	olga.Posts(action, fill(t, page, action, "decision", "approve")...).Is(303)
	path := pathOf(t, mailTo(t, f, "ana@example.org", 0))

	ana.Visits(path).Is(200) // as mail scanners do; it uses nothing up
	submits(t, ana, path, strings.Split(path, "?")[0]).Is(303)
	ana.Visits("/settings").Is(200).Has("ana@example.org")
	f.Visitor().Visits(path).IsNotFound()
	f.Visitor().Posts(path).IsNotFound()
	olga.Posts(action, "decision", "approve").IsNotFound()
}

func TestSignInLink_isTheSameAnswerForEveryAddress(t *testing.T) {
	f := forumtest.Start(t)
	f.User("ana")
	visitor := f.Visitor()

	known := submits(t, visitor, "/sign-in?next=/news", "/sign-in/link", "email", "Ana@Example.org")
	unknown := submits(t, visitor, "/sign-in?next=/news", "/sign-in/link", "email", "nobody@example.org")
	if known.Status != 303 || known.Status != unknown.Status || known.To() != unknown.To() || known.Body != unknown.Body {
		t.Errorf("known: %d %q, unknown: %d %q", known.Status, known.To(), unknown.Status, unknown.To())
	}
	visitor.Visits(known.To()).Is(200).Has("If there is an account")

	path := pathOf(t, mailTo(t, f, "ana@example.org", 0))
	if to := submits(t, visitor, path, strings.Split(path, "?")[0]).Is(303).To(); to != "/news" {
		t.Errorf("the link leads on to %q", to)
	}
	if sent := mails(t, f, "nobody@example.org"); len(sent) != 0 {
		t.Errorf("mail went to an address that nobody has: %v", sent)
	}
}

func TestSignIn_byPasswordLeadsBackAndStartsANewSession(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.User("ana")
	submits(t, ana, "/settings", "/settings/password", "password", password).Is(303)
	ana.Visits("/settings").Has("The new password is set")

	window := f.Visitor()
	wrong := submits(t, window, "/sign-in?next=/inbox", "/sign-in", "email", "ana@example.org", "password", "not it").Is(422)
	wrong.Has("ana@example.org", `name="next" value="/inbox"`).Lacks("not it")
	nobody := submits(t, window, "/sign-in", "/sign-in", "email", "nobody@example.org", "password", "not it").Is(422)
	nobody.Has("The address or the password is wrong")
	if to := submits(t, window, "/sign-in?next=/inbox", "/sign-in", "email", "ana@example.org", "password", password).Is(303).To(); to != "/inbox" {
		t.Errorf("leads to %q", to)
	}
	window.Visits("/inbox").Is(200)

	again := window.Posts("/sign-in", "email", "ana@example.org", "password", password).Is(303)
	if len(again.Header.Values("Set-Cookie")) == 0 {
		t.Error("signing in again kept the session")
	}
	sessions, err := f.App.Sessions(context.Background(), ana.V)
	if err != nil || len(sessions) != 2 { // ana's own, and the window's latest
		t.Errorf("%d sessions, %v", len(sessions), err)
	}
}

func TestSignIn_isLimitedPerAccountAndSaysWhenItWorksAgain(t *testing.T) {
	f := forumtest.Start(t, forumtest.With("rate-limits", "on"))
	window := f.Visitor()
	for range 10 {
		window.Posts("/sign-in", "email", "ana@example.org", "password", "guess").Is(422)
	}
	page := untilTooMany(t, func() *forumtest.Answer {
		return window.Posts("/sign-in", "email", " ANA@example.org", "password", "guess")
	}).Has("ANA@example.org")
	if page.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	window.Posts("/sign-in", "email", "ben@example.org", "password", "guess").Is(422)
}

func TestMailedLinks_areLimitedPerAddressAlike(t *testing.T) {
	f := forumtest.Start(t, forumtest.With("rate-limits", "on"))
	f.User("ana")
	for _, email := range []string{"ana@example.org", "nobody@example.org"} {
		for range 5 {
			f.Visitor().Posts("/sign-in/link", "email", email).Is(303)
		}
		f.Visitor().Posts("/sign-in/link", "email", email).Is(429)
	}
}

func TestSignOut_endsTheSessionAndForgets(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.User("ana")

	ana.Visits("/sign-out").Is(200)
	ana.Visits("/inbox").Is(200) // looking at the button signs nobody out
	out := submits(t, ana, "/sign-out", "/sign-out").Is(303)
	if out.Header.Get("Clear-Site-Data") != `"cache", "storage"` {
		t.Errorf("Clear-Site-Data: %q", out.Header.Get("Clear-Site-Data"))
	}
	ana.Visits("/").Is(200).Has(`class="flash"`, "You are signed out.")
	ana.Visits("/").Lacks(`class="flash"`)
	ana.Visits("/inbox").IsNotFound().Has("/sign-in?next=%2Finbox")
	ana.Do("GET", "/inbox", nil, "Cookie", "plenary="+ana.Cookie).IsNotFound()
}

func TestNext_leadsNowhereElse(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.User("ana")
	submits(t, ana, "/settings", "/settings/password", "password", password).Is(303)
	for _, next := range []string{"https://evil.example", "//evil.example", `/\evil.example`, `\/evil.example`, "/\t/evil.example", "evil.example",
		"javascript:alert(1)", "/..//evil.example", "/%5Cevil.example", "/%2F/evil.example", " /news", "/sign-out", "/a\r\nSet-Cookie: x=y"} {
		window := f.Visitor()
		window.Visits("/sign-in?next=" + strings.NewReplacer("\r", "%0D", "\n", "%0A", "\t", "%09", " ", "%20", `\`, "%5C").Replace(next)).Is(200).Lacks("evil.example")
		if to := window.Posts("/sign-in", "email", "ana@example.org", "password", password, "next", next).Is(303).To(); to != "/" {
			t.Errorf("next %q leads to %q", next, to)
		}
		if to := ana.Visits("/sign-in?next=https%3A%2F%2Fevil.example").Is(303).To(); to != "/" {
			t.Errorf("signed in, it leads to %q", to)
		}
	}
}

// untilTooMany does it again until it is too much: on a busy machine some more
// may be allowed while it runs.
func untilTooMany(t *testing.T, do func() *forumtest.Answer) *forumtest.Answer {
	t.Helper()
	for range 300 {
		if a := do(); a.Status == http.StatusTooManyRequests {
			return a
		}
	}
	t.Fatal("300 times were never too many")
	return nil
}
