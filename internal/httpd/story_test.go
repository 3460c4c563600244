package httpd_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"plenary/internal/forumtest"
)

// fill is the form of the page that leads to action as a browser would send
// it, lists and choices with what is selected, with the fields changed that are
// given as name, value pairs.
func fill(t *testing.T, page *forumtest.Answer, action string, fields ...string) []string {
	t.Helper()
	form := look(t, page).form(action)
	values := url.Values{}
	for _, in := range form.all("input") {
		kind := in.attr("type")
		if name := in.attr("name"); name != "" && kind != "file" && ((kind != "radio" && kind != "checkbox") || is(in.root, "checked")) {
			values.Set(name, in.attr("value"))
		}
	}
	for _, in := range form.all("textarea") {
		values.Set(in.attr("name"), strings.TrimPrefix(form.value(in.attr("name")), "\n"))
	}
	for _, list := range form.all("select") {
		for i, o := range list.all("option") {
			if i == 0 || is(o.root, "selected") {
				values.Set(list.attr("name"), o.attr("value"))
			}
		}
	}
	for i := 0; i+1 < len(fields); i += 2 {
		values.Set(fields[i], fields[i+1])
	}
	var pairs []string
	for name, all := range values {
		pairs = append(pairs, name, all[0])
	}
	return pairs
}

// is reports whether an element has an attribute that says yes by being there.
func is(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// submits opens a page, fills in the form that leads to action, and sends it.
func submits(t *testing.T, p *forumtest.Person, path, action string, fields ...string) *forumtest.Answer {
	t.Helper()
	return p.Posts(action, fill(t, p.Visits(path).Is(http.StatusOK), action, fields...)...)
}

var linkInMail = regexp.MustCompile(`https?://[^\s"<>]+/(?:sign-in|join|setup|guests/confirm|guests/stop|p)/[^\s"<>]+`)

// mailTo waits for mail to the address and gives the link in the latest; seen
// is how many came before.
func mailTo(t *testing.T, f *forumtest.Forum, to string, seen int) string {
	t.Helper()
	var found []string
	f.Wait("mail to "+to, func() bool {
		found = mails(t, f, to)
		return len(found) > seen
	})
	return found[len(found)-1]
}

// mails are the links in the mails to the address so far, in order.
func mails(t *testing.T, f *forumtest.Forum, to string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(f.Dir, "outbox", "*.eml"))
	if err != nil {
		t.Fatal(err)
	}
	var links []string
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.NewReplacer("=\r\n", "", "=\n", "", "=3D", "=").Replace(string(raw))
		if head, body, _ := strings.Cut(text, "\r\n\r\n"); strings.Contains(head, to) {
			links = append(links, linkInMail.FindString(body))
		}
	}
	return links
}

// pathOf is the path of a link, with its query.
func pathOf(t *testing.T, link string) string {
	t.Helper()
	u, err := url.Parse(link)
	if err != nil || u.Path == "" {
		t.Fatalf("link %q: %v", link, err)
	}
	return u.RequestURI()
}

// secretIn is what stands in the page's <code> after it was made.
func secretIn(t *testing.T, page *forumtest.Answer) string {
	t.Helper()
	for _, p := range look(t, page).all("p") {
		if p.attr("class") == "copy" {
			return p.text()
		}
	}
	t.Fatalf("nothing to copy in %.3000s", page.Body)
	return ""
}
