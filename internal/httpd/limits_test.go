package httpd_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// from sends a form as if it came from an address.
func from(p *forumtest.Person, address, path, form string) *forumtest.Answer {
	return p.Do("POST", path, strings.NewReader(form), "Content-Type", "application/x-www-form-urlencoded", "X-Forwarded-For", address)
}

// Whoever guesses is stopped, and locks nobody out: where they are not, the
// password is taken; and when they are everywhere, a mailed link lets in.
// seconds are those that somebody is told to wait: they differ from one answer to the next.
var seconds = regexp.MustCompile(`\d+ s\b|\d+ seconds?|\d+ minutes?`)

func TestSignIn_byGuessingOneLocksNobodyOut(t *testing.T) {
	f := forumtest.Start(t, forumtest.With("rate-limits", "on"), forumtest.With("trusted-proxies", "127.0.0.1"),
		forumtest.With("limit-sign-ins", "3/1h"), forumtest.With("limit-sign-ins-to", "12/1h"), forumtest.With("limit-mails", "2/1h"))
	ana := f.User("ana")
	if err := f.App.SetPassword(background, ana.V, "", password); err != nil {
		t.Fatal(err)
	}
	form := func(email, pass string) string {
		return "email=" + email + "%40example.org&password=" + strings.ReplaceAll(pass, " ", "+")
	}
	answers := map[string]string{}
	for _, who := range []string{"ana", "nobody"} {
		for n := range 3 {
			from(f.Visitor(), "203.0.113.1", "/sign-in", form(who, fmt.Sprint("guess ", n))).Is(422)
		}
		page := from(f.Visitor(), "203.0.113.1", "/sign-in", form(who, "guess")).Is(429)
		if page.Header.Get("Retry-After") == "" {
			t.Error("no Retry-After")
		}
		answers[who] = seconds.ReplaceAllString(strings.ReplaceAll(page.Body, who, "somebody"), "so many s")
	}
	if answers["ana"] != answers["nobody"] {
		t.Error("the answer tells who has an account")
	}
	from(f.Visitor(), "198.51.100.7", "/sign-in", form("ana", password)).Is(303) // she, elsewhere

	for n := range 8 {
		from(f.Visitor(), fmt.Sprint("192.0.2.", n), "/sign-in", form("ana", "guess")).Is(422)
	}
	page := from(f.Visitor(), "198.51.100.7", "/sign-in", form("ana", password)).Is(429).Has("link mailed to you")
	if page.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	from(f.Visitor(), "198.51.100.7", "/sign-in/link", "email=ana%40example.org").Is(303)
	path := pathOf(t, mailTo(t, f, "ana@example.org", 0))
	from(f.Visitor(), "198.51.100.7", strings.Split(path, "?")[0], "").Is(303)

	// Asking for mails in her name leaves her with a link that works.
	from(f.Visitor(), "203.0.113.1", "/sign-in/link", "email=ana%40example.org").Is(303)
	from(f.Visitor(), "198.51.100.7", "/sign-in/link", "email=ana%40example.org").Is(429).Has("look there")
	path = pathOf(t, mailTo(t, f, "ana@example.org", 1))
	from(f.Visitor(), "198.51.100.7", strings.Split(path, "?")[0], "").Is(303)
}

// Every limit that people can meet is met here, says when to come back, and
// is gone where limits are off.
func TestLimits_eachSaysWhenToComeBack(t *testing.T) {
	kinds := []string{"posts", "previews", "reactions", "uploads", "searches", "invites", "joins", "mails"}
	for _, limited := range []bool{true, false} {
		options := []forumtest.Option{forumtest.With("rate-limits", map[bool]string{true: "on", false: "off"}[limited])}
		for _, kind := range kinds {
			options = append(options, forumtest.With("limit-"+kind, "2/1h"))
		}
		f := forumtest.Start(t, options...)
		ana := f.As("ops", "ana", forum.Lead)
		talk := ana.Starts("ops", "Limits")
		post := f.FirstPost(talk)
		other := f.User("ben")
		for kind, do := range map[string]func(n int) *forumtest.Answer{
			"posts": func(n int) *forumtest.Answer {
				return ana.Calls("POST", fmt.Sprint("/conversations/", talk.ID, "/posts"), map[string]any{"body": fmt.Sprint("<p>", n)})
			},
			"posts by form": func(n int) *forumtest.Answer {
				return other.Posts(talk.Path()[:strings.LastIndexByte(talk.Path(), '/')]+"/reply", "body", "typed for an hour")
			},
			"previews": func(n int) *forumtest.Answer { return ana.Posts("/preview", "body", "x") },
			"reactions": func(n int) *forumtest.Answer {
				return ana.Calls("PUT", fmt.Sprint("/posts/", post.ID, "/reactions/🎉"), nil)
			},
			"searches": func(n int) *forumtest.Answer { return ana.Visits("/search?q=x") },
			"searches by API": func(n int) *forumtest.Answer {
				return other.Calls("GET", "/search?q=x", nil)
			},
			"invites": func(n int) *forumtest.Answer {
				return ana.Posts("/g/ops/invitations", "role", "member", "days", "1", "uses", "1")
			},
			"joins": func(n int) *forumtest.Answer {
				return f.Visitor().Posts("/join", "name", "N", "email", fmt.Sprintf("n%d@example.org", n), "note", "typed for an hour")
			},
			"mails": func(n int) *forumtest.Answer { return f.Visitor().Posts("/sign-in/link", "email", "ben@example.org") },
			"uploads": func(n int) *forumtest.Answer {
				return ana.Do("POST", "/api/v1/files", strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhi\r\n--x--\r\n"),
					"Content-Type", "multipart/form-data; boundary=x", "Authorization", "Bearer "+ana.Token)
			},
		} {
			for n := range 3 {
				a := do(n)
				if met := n == 2 && limited; met != (a.Status == http.StatusTooManyRequests) || met != (a.Header.Get("Retry-After") != "") {
					t.Errorf("limits %v, %s the %d. time: %d, Retry-After %q", limited, kind, n+1, a.Status, a.Header.Get("Retry-After"))
				} else if met && (kind == "posts by form" || kind == "joins") {
					a.Has("typed for an hour")
				}
			}
		}
	}
}
