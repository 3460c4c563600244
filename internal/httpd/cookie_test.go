package httpd_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"plenary/internal/forumtest"
)

// cookies are those that an answer sets, by name.
func cookies(t *testing.T, a *forumtest.Answer) map[string]*http.Cookie {
	t.Helper()
	found := map[string]*http.Cookie{}
	for _, line := range a.Header.Values("Set-Cookie") {
		c, err := http.ParseSetCookie(line)
		if err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		found[c.Name] = c
	}
	return found
}

func TestCookies_areKeptFromScriptsAndOtherSites(t *testing.T) {
	for base, secure := range map[string]bool{"http://talk.example.org": false, "https://talk.example.org": true} {
		f := forumtest.Start(t, forumtest.With("base-url", base))
		ana := f.User("ana")
		if err := f.App.SetPassword(t.Context(), ana.V, "", password); err != nil {
			t.Fatal(err)
		}
		prefix := "plenary"
		if secure {
			prefix = "__Host-plenary"
		}
		in := cookies(t, f.Visitor().Posts("/sign-in", "email", "ana@example.org", "password", password).Is(303))[prefix]
		if in == nil || !in.HttpOnly || in.SameSite != http.SameSiteLaxMode || in.Secure != secure || in.Path != "/" || in.Domain != "" || in.MaxAge <= 0 {
			t.Fatalf("%s: %+v", base, in)
		}
		cookie := prefix + "=" + in.Value
		f.Visitor().Do("GET", "/inbox", nil, "Cookie", cookie).Is(200)
		out := f.Visitor().Do("POST", "/sign-out", nil, "Cookie", cookie).Is(303)
		for name, c := range cookies(t, out) {
			if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Secure != secure || !strings.HasPrefix(name, prefix) {
				t.Errorf("%s: %+v", base, c)
			}
		}
		if gone := cookies(t, out)[prefix]; gone == nil || gone.Value != "" {
			t.Errorf("%s: signing out leaves %+v", base, gone)
		}
		f.Visitor().Do("GET", "/inbox", nil, "Cookie", cookie).IsNotFound()
		if hsts := out.Header.Get("Strict-Transport-Security"); (hsts != "") != secure {
			t.Errorf("%s: %q", base, hsts)
		}
	}
}

func TestFlash_saysOnlyWhatIsOurs(t *testing.T) {
	f := forumtest.Start(t)
	for _, forged := range []string{"<b>pay here</b>", "error.internal", "flash.", "flash.no_such", "flash.saved<b>", strings.Repeat("flash.", 200)} {
		f.Visitor().Do("GET", "/news", nil, "Cookie", "plenary-flash="+forged).Is(200).Lacks(`class="flash"`, "pay here")
	}
	f.Visitor().Do("GET", "/news", nil, "Cookie", "plenary-flash=flash.saved").Is(200).Has(`class="flash"`, "Saved.")
}

func TestForms_ofAccountsAreRefusedFromOtherSites(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.User("ana")
	form := "Content-Type"
	for _, from := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"}, {"Origin", "null"}} {
		for _, path := range []string{"/sign-out", "/sign-in", "/settings/profile", "/settings/leave", "/join", "/inbox/read"} {
			ana.Do("POST", path, strings.NewReader("name=Eve"), append(from, form, "application/x-www-form-urlencoded")...).Is(403)
		}
	}
	ana.Visits("/settings").Is(200).Lacks("Eve")
}

func TestHostAndForwardedHeaders_changeNothing(t *testing.T) {
	f := forumtest.Start(t, forumtest.With("rate-limits", "on"))
	ana := f.User("ana")
	hostile := []string{"Host", "evil.example", "X-Forwarded-Host", "evil.example", "X-Forwarded-Proto", "https", "X-Forwarded-For", "203.0.113.9",
		"Forwarded", "for=203.0.113.9;host=evil.example;proto=https"}
	for _, path := range []string{"/", "/news", "/news.atom", "/sign-in", "/join", "/search?q=a", "/nothing", "/inbox", "/people/1"} {
		a := f.Visitor().Do("GET", path, nil, hostile...).Lacks("evil.example")
		if strings.Contains(a.To(), "evil") {
			t.Errorf("%s leads to %q", path, a.To())
		}
	}
	f.Visitor().Do("POST", "/sign-in/link", strings.NewReader("email=ana%40example.org"), append(hostile, "Content-Type", "application/x-www-form-urlencoded")...).Is(303)
	if link := mailTo(t, f, "ana@example.org", 0); !strings.HasPrefix(link, f.Settings.BaseURL+"/") {
		t.Errorf("the mail leads to %q", link)
	}
	ana.Do("GET", "/settings", nil, append(hostile, "Cookie", "plenary="+ana.Cookie)...).Is(200).Lacks("203.0.113.9")

	// Forged addresses buy no further attempts.
	n := 0
	untilTooMany(t, func() *forumtest.Answer {
		n++
		return f.Visitor().Do("POST", "/sign-in", strings.NewReader("email=u"+strconv.Itoa(n)+"%40example.org&password=x"),
			"Content-Type", "application/x-www-form-urlencoded", "X-Forwarded-For", "198.51.100."+strconv.Itoa(n%250))
	})
}

func TestLooking_changesNothing(t *testing.T) {
	f := forumtest.Start(t)
	ana, olga := f.User("ana"), f.Organiser("olga")
	for _, p := range []*forumtest.Person{ana, olga} {
		for _, path := range []string{"/sign-out", "/settings/leave", "/settings/data", "/settings/tokens", "/settings/profile?name=Eve", "/settings/password",
			"/settings/sessions/1/end", "/settings/sessions/others/end", "/inbox/read", "/settings/network/people", "/settings/network/requests/1?decision=approve"} {
			for _, method := range []string{"GET", "HEAD"} {
				if a := p.Do(method, path, nil); a.Status >= 500 {
					t.Errorf("%s %s: %d", method, path, a.Status)
				}
			}
		}
		p.Visits("/settings").Is(200).Lacks("Eve")
	}
	// What stands in an address is no form.
	ana.Do("POST", "/settings/profile?name=Eve&handle=eve", nil, "Content-Type", "application/x-www-form-urlencoded").Is(422)
	ana.Visits("/settings").Lacks(`value="Eve"`)
}
