package httpd_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"plenary/internal/forumtest"
)

// seen is a page as a browser without script has it.
type seen struct {
	t    testing.TB
	root *html.Node
}

func look(t testing.TB, a *forumtest.Answer) seen {
	t.Helper()
	root, err := html.Parse(strings.NewReader(a.Body))
	if err != nil {
		t.Fatal(err)
	}
	return seen{t, root}
}

// all are the elements that fit: "#id", ".class" or "tag".
func (s seen) all(what string) []seen {
	var found []seen
	for n := range s.root.Descendants() {
		if n.Type == html.ElementNode && fits(n, what) {
			found = append(found, seen{s.t, n})
		}
	}
	return found
}

// one is the first element that fits; the test ends if there is none.
func (s seen) one(what string) seen {
	s.t.Helper()
	found := s.all(what)
	if len(found) == 0 {
		s.t.Fatalf("no %s on the page", what)
	}
	return found[0]
}

func (s seen) has(what string) bool { return len(s.all(what)) > 0 }

func fits(n *html.Node, what string) bool {
	switch what[0] {
	case '#':
		return attr(n, "id") == what[1:]
	case '.':
		return slices.Contains(strings.Fields(attr(n, "class")), what[1:])
	}
	return n.Data == what
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func (s seen) attr(name string) string { return attr(s.root, name) }

// text is what the element says, white space folded.
func (s seen) text() string {
	var said strings.Builder
	for n := range s.root.Descendants() {
		if n.Type == html.TextNode {
			said.WriteString(n.Data + " ")
		}
	}
	return strings.Join(strings.Fields(said.String()), " ")
}

// value is what stands in the field of that name.
func (s seen) value(name string) string {
	s.t.Helper()
	for n := range s.root.Descendants() {
		if n.Type != html.ElementNode || attr(n, "name") != name {
			continue
		}
		if n.Data != "textarea" {
			return attr(n, "value")
		}
		if n.FirstChild == nil {
			return ""
		}
		return n.FirstChild.Data
	}
	s.t.Fatalf("no field %s", name)
	return ""
}

// form is the form that is sent to that path.
func (s seen) form(action string) seen {
	s.t.Helper()
	for _, f := range s.all("form") {
		if f.attr("action") == action {
			return f
		}
	}
	s.t.Fatalf("no form for %s", action)
	return seen{}
}

func (s seen) hasForm(action string) bool {
	return slices.ContainsFunc(s.all("form"), func(f seen) bool { return f.attr("action") == action })
}

// links are where the page leads.
func (s seen) links() []string {
	var to []string
	for _, a := range s.all("a") {
		to = append(to, a.attr("href"))
	}
	return to
}

// posts are the numbers of the posts, in the order in which they stand.
func (s seen) posts() []string {
	var numbers []string
	for _, p := range s.all("article") {
		numbers = append(numbers, p.attr("data-number"))
	}
	return numbers
}

// follow sends a form without script: what stands in it, and what is typed.
func follow(t testing.TB, p *forumtest.Person, page *forumtest.Answer, action string, typed ...string) *forumtest.Answer {
	t.Helper()
	form := look(t, page).form(action)
	fields := url.Values{}
	for _, kind := range []string{"input", "textarea", "select"} {
		for _, in := range form.all(kind) {
			if name := in.attr("name"); name != "" && in.attr("type") != "file" && in.attr("type") != "radio" {
				fields.Set(name, form.value(name))
			}
		}
	}
	for i := 0; i+1 < len(typed); i += 2 {
		fields.Set(typed[i], typed[i+1])
	}
	var sent []string
	for name, values := range fields {
		sent = append(sent, name, values[0])
	}
	return p.Posts(action, sent...)
}
