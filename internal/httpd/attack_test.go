package httpd_test

import (
	"net/url"
	"strings"
	"testing"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// Nothing that stands in an address, a query or a form makes the server fail,
// whoever sends it.
func TestBad_addressesQueriesAndFields(t *testing.T) {
	f := forumtest.Start(t)
	lena := f.As("ops", "lena", forum.Lead)
	lena.Starts("ops", "Who pays?")
	bad := []string{"9223372036854775807", "-1", "%00", "1%00", "%ff%fe", "..%2f..%2fetc", "%27%20OR%201=1--", "a%0d%0aSet-Cookie:x=y", strings.Repeat("9", 400), "@%00"}
	for _, who := range []*forumtest.Person{f.Visitor(), f.Organiser("boss")} {
		for _, b := range bad {
			for _, path := range []string{
				"/g/X", "/g/X/members", "/g/X.atom", "/g/ops?page=X", "/g/ops/members?page=X", "/g/ops/log?before=X",
				"/g/ops/products/X", "/t/X", "/t/1?page=X", "/t/X/X", "/t/2/X", "/t/2?page=X", "/c/X", "/c/1?before=X",
				"/p/X",
				"/p/X/history", "/p/1/reply?quote=X", "/news/X", "/news?before=X", "/news?before=X-X", "/search?q=X", "/search?q=a&in=X",
				"/search?q=a&after=X", "/search?q=a&after=oX", "/search?q=a&after=pX", "/search?q=by:X", "/search?q=group:X",
				"/search?q=after:X", "/inbox?before=X",
				"/people/X", "/people/@X", "/files/X", "/files/X/X", "/files/1/X",
				"/sign-in?next=X", "/sign-in?next=/X", "/sign-in/X", "/sign-in/X?next=/X", "/setup/X", "/join/X", "/join?sent=X",
				"/settings/network?page=X&q=X", "/assets/X", "/X", "/api/v1/X", "/api/v1/search?q=X", "/api/v1/articles?group=X",
				"/live?X",
			} {
				a := who.Visits(strings.ReplaceAll(path, "X", b))
				if a.Status >= 500 && a.Status != 501 {
					t.Errorf("%s %s: %d", who.Name, strings.ReplaceAll(path, "X", b), a.Status)
				}
				if strings.Contains(strings.Join(a.Header.Values("Set-Cookie"), ";"), "x=y") {
					t.Errorf("%s: a header was injected", path)
				}
				if loc := a.Header.Get("Location"); loc != "" && (!strings.HasPrefix(loc, "/") || strings.HasPrefix(loc, "//")) {
					t.Errorf("%s %s leads to %q", who.Name, path, loc)
				}
			}
			typed, err := url.PathUnescape(b)
			if err != nil {
				t.Fatal(err)
			}
			var fields []string
			for _, name := range strings.Fields(`email name password handle id title body slug reply_to client_id revision days uses role group kind url at lang zone next
				format state topic picture invite_email`) {
				fields = append(fields, name, typed)
			}
			fields = append(fields, "when", "later")
			for _, path := range []string{
				"/sign-in", "/sign-in/link", "/join", "/settings/profile", "/settings/password", "/settings/tokens",
				"/settings/sessions/X/end", "/settings/tokens/X/end", "/settings/network/people/X", "/settings/network/invitations",
				"/settings/network/requests/X", "/inbox/read", "/news/new", "/groups/new", "/g/ops/edit", "/g/ops/new",
				"/g/ops/channels/new", "/g/ops/members/X", "/g/ops/requests/X", "/g/ops/invitations", "/g/ops/invitations/X/revoke",
				"/g/ops/products", "/t/2/edit", "/t/2/reply", "/t/2/pin", "/t/2/state", "/c/1/say", "/c/1/edit", "/p/1/edit",
				"/p/1/react", "/p/1/unread", "/p/1/conclude", "/preview", "/join/X", "/setup/X", "/sign-in/X",
			} {
				a := who.Posts(strings.ReplaceAll(path, "X", b), fields...)
				if a.Status >= 500 && a.Status != 501 {
					t.Errorf("%s POST %s %q: %d", who.Name, path, typed, a.Status)
				}
				if loc := a.Header.Get("Location"); loc != "" && (!strings.HasPrefix(loc, "/") || strings.HasPrefix(loc, "//")) {
					t.Errorf("%s %s leads to %q", who.Name, path, loc)
				}
			}
		}
	}
}
