package httpd_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"plenary/internal/forumtest"
)

// each calls visit with n and all under it, in order.
func each(n *html.Node, visit func(*html.Node)) {
	visit(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		each(c, visit)
	}
}

// has gives an attribute, and whether it is there at all.
func has(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func parse(t *testing.T, page string) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatalf("page: %v", err)
	}
	return doc
}

// fill is the form of the page that leads to action as a browser would send
// it, with the fields changed that are given as name, value pairs.
func fill(t *testing.T, page *forumtest.Answer, action string, fields ...string) []string {
	t.Helper()
	var form *html.Node
	each(parse(t, page.Body), func(n *html.Node) {
		if to, _ := has(n, "action"); n.Data == "form" && to == action && form == nil {
			form = n
		}
	})
	if form == nil {
		t.Fatalf("no form leads to %s in %.3000s", action, page.Body)
	}
	values := url.Values{}
	each(form, func(n *html.Node) {
		name, _ := has(n, "name")
		value, _ := has(n, "value")
		_, checked := has(n, "checked")
		switch kind, _ := has(n, "type"); {
		case name == "":
		case n.Data == "input" && (kind == "radio" || kind == "checkbox") && !checked:
		case n.Data == "input" && kind != "file":
			values.Set(name, value)
		case n.Data == "textarea" && n.FirstChild != nil:
			values.Set(name, strings.TrimPrefix(n.FirstChild.Data, "\n"))
		case n.Data == "select":
			each(n, func(o *html.Node) {
				if _, on := has(o, "selected"); o.Data == "option" && (on || !values.Has(name)) {
					value, _ := has(o, "value")
					values.Set(name, value)
				}
			})
		}
	})
	for i := 0; i+1 < len(fields); i += 2 {
		values.Set(fields[i], fields[i+1])
	}
	var pairs []string
	for name, all := range values {
		pairs = append(pairs, name, all[0])
	}
	return pairs
}

// submits opens a page, fills in the form that leads to action, and sends it.
func submits(t *testing.T, p *forumtest.Person, path, action string, fields ...string) *forumtest.Answer {
	t.Helper()
	return p.Posts(action, fill(t, p.Visits(path).Is(http.StatusOK), action, fields...)...)
}

var linkInMail = regexp.MustCompile(`https?://[^\s"<>]+/(?:sign-in|join|setup)/[^\s"<>]+`)

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
		if head, _, _ := strings.Cut(text, "\r\n\r\n"); strings.Contains(head, to) {
			links = append(links, linkInMail.FindString(text))
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
	found := ""
	each(parse(t, page.Body), func(n *html.Node) {
		if class, _ := has(n, "class"); n.Data == "p" && class == "copy" && n.FirstChild != nil && n.FirstChild.FirstChild != nil {
			found = n.FirstChild.FirstChild.Data
		}
	})
	if found == "" {
		t.Fatalf("nothing to copy in %.3000s", page.Body)
	}
	return found
}
