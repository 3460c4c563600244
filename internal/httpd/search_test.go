package httpd_test

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"plenary/internal/forumtest"
)

func TestSearch_findsWhatTheReaderMaySeeAndGoesOn(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	f.Group("secret", "members/invite")
	sam := f.As("secret", "sam", "lead")
	talk := ana.Starts("ops", "Our lantern")
	for i := range 40 {
		ana.Replies(talk, "lantern number "+strconv.Itoa(i)+".")
	}
	sam.Starts("secret", "Hidden lantern")

	seen, pages, next := map[string]bool{}, 0, "/search?q=lantern"
	for next != "" {
		page := f.Visitor().Visits(next).Is(200).Lacks("Hidden")
		for i := range 40 {
			seen[strconv.Itoa(i)] = seen[strconv.Itoa(i)] || strings.Contains(page.Body, "number "+strconv.Itoa(i)+".")
		}
		_, rest, more := strings.Cut(page.Body, `<a class="btn" href="/search?`)
		next, _, _ = strings.Cut(rest, `"`)
		if pages++; more {
			next = "/search?" + strings.ReplaceAll(next, "&amp;", "&")
		} else {
			next = ""
		}
	}
	for n, found := range seen {
		if !found {
			t.Errorf("number %s is on none of %d pages", n, pages)
		}
	}
	sam.Visits("/search?q=lantern&in=discussions").Has("Hidden", `aria-current="page"`)
	ana.Visits("/search?q=lantern&in=channels").Is(200).Has("Nothing was found")
	ana.Visits("/search?q=ana&in=people").Is(200).Has("/people/")
	f.Visitor().Visits("/search?q=ana&in=people").Is(200).Lacks("/people/")
}

func TestSearch_neverFailsOnWhatWasTyped(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	for _, typed := range []string{`"`, `a" OR *`, `in:`, `group:`, `by:@`, `after:yesterday`, `NEAR(a b)`, `a AND`, `'; DROP TABLE posts`, "\x00", "\xff\xfe", `^a:*-(`,
		strings.Repeat("a ", 400), strings.Repeat(`"`, 300), "<script>alert(1)</script>"} {
		ana.Visits("/search?q=" + url.QueryEscape(typed)).Is(200).Lacks("<script>alert")
	}
	for _, forged := range []string{"x", "p", "p-1", "o~", "pzzzzzzzzzzzzzzzzzzzzzz", "😀", "o-9"} {
		ana.Visits("/search?q=ana&after=" + url.QueryEscape(forged)).Is(200)
	}
	ana.Visits("/search?q=ana&in=everything").Is(200)
}

func TestSearch_isLimited(t *testing.T) {
	f := forumtest.Start(t, forumtest.With("rate-limits", "on"))
	v := f.Visitor()
	for range 30 {
		v.Visits("/search?q=a").Is(200)
	}
	if untilTooMany(t, func() *forumtest.Answer { return v.Visits("/search?q=a") }).Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	v.Visits("/search").Is(200)
}
