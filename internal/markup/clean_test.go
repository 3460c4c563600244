package markup

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"plenary/internal/forum"
)

// own is the site of all tests here.
var own = NewSite("https://own.example")

var people = map[string]Mention{"ana": {ID: 7}, "old-ben": {ID: 8, Handle: "ben"}, "ben": {ID: 8}, GroupHandle: {}}

// render renders source, which Parse must take.
func render(t testing.TB, source string, f forum.Format) Result {
	t.Helper()
	d, err := own.Parse(source, f)
	if err != nil {
		t.Fatalf("Parse(%.80q): %v", source, err)
	}
	return d.Render(people)
}

// harmless is what may stand in a text, written down a second time and not
// taken from Policy: what slips into the one by mistake is missing in the other.
var harmless = map[string]string{
	"p": "lang dir", "h2": "lang dir", "h3": "lang dir", "h4": "lang dir", "blockquote": "lang dir", "pre": "lang dir",
	"ul": "lang dir class", "ol": "lang dir start reversed", "li": "lang dir class data-checked",
	"table": "lang dir", "thead": "", "tbody": "", "tr": "", "td": "lang dir colspan rowspan", "th": "lang dir colspan rowspan scope",
	"figure": "lang dir", "figcaption": "lang dir", "hr": "", "br": "",
	"strong": "", "em": "", "s": "", "sub": "", "sup": "", "kbd": "", "code": "class",
	"a": "class href title rel data-person data-file", "span": "class data-group", "img": "src alt width height srcset sizes data-blur loading decoding",
}

var (
	harmlessClass = regexp.MustCompile(`^(tasks|task|mention|file|language-[\w+#.-]{1,30})$`)
	harmlessHref  = regexp.MustCompile(`^(https?://[^/\s][^\s"<>]*|mailto:[^\s"<>]+|tel:[^\s"<>]+|/|/[^/\\\s][^\s"<>]*)$`)
	harmlessLang  = regexp.MustCompile(`^[A-Za-z0-9-]*$`)
	harmlessID    = regexp.MustCompile(`^[0-9]*$`)
	harmlessSrc   = regexp.MustCompile(`^/files/[0-9]+/[^/]+$`)
)

// faults are what is wrong with a text that was written, from the reader's side.
func faults(r Result) []string {
	var out []string
	fault := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	nodes, err := html.ParseFragment(strings.NewReader(string(r.HTML)), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil {
		return []string{err.Error()}
	}
	var again strings.Builder
	for _, n := range nodes {
		if err := html.Render(&again, n); err != nil {
			fault("%v", err)
		}
		walk(n, 1, fault)
	}
	if len(nodes) > 0 && !sameAttrs(again.String(), string(r.HTML)) {
		fault("reads as another tree:\n%s\n%s", r.HTML, again.String())
	}
	if inner := inPage(string(r.HTML)); inner != "" {
		fault("reaches beyond its element: %s", inner)
	}
	for _, s := range []string{string(r.HTML), r.Text} {
		if !utf8.ValidString(s) {
			fault("not UTF-8: %q", s)
		}
		if i := strings.IndexFunc(s, hidden); i >= 0 {
			fault("hidden character in %q", s[i:min(len(s), i+8)])
		}
	}
	if strings.TrimSpace(r.Text) != r.Text {
		fault("text isn't trimmed: %q", r.Text)
	}
	return out
}

// sameAttrs compares HTML but for the order of attributes, which the parser changes.
func sameAttrs(a, b string) bool { return sorted(a) == sorted(b) }

func sorted(s string) string {
	var b strings.Builder
	for z := html.NewTokenizer(strings.NewReader(s)); z.Next() != html.ErrorToken; {
		t := z.Token()
		slices.SortFunc(t.Attr, func(x, y html.Attribute) int { return strings.Compare(x.Key, y.Key) })
		b.WriteString(t.String())
	}
	return b.String()
}

// inPage is what is wrong with a page around the text, if anything.
func inPage(text string) string {
	doc, err := html.Parse(strings.NewReader(`<!DOCTYPE html><html><head></head><body><main><div>` + text + `</div><i></i></main></body></html>`))
	if err != nil {
		return err.Error()
	}
	body := doc.LastChild.LastChild
	main := body.FirstChild
	if len(body.Attr)+len(doc.LastChild.Attr) > 0 {
		return "on its body"
	}
	if body.FirstChild != body.LastChild || main.Data != "main" {
		return "out of main"
	}
	if main.FirstChild.Data != "div" || main.LastChild.Data != "i" || main.FirstChild.NextSibling != main.LastChild || main.LastChild.FirstChild != nil {
		return "out of its div"
	}
	return ""
}

func walk(n *html.Node, depth int, fault func(string, ...any)) {
	switch n.Type {
	case html.TextNode:
		if visible(n.Data) != n.Data {
			fault("hidden character in %q", n.Data)
		}
		return
	case html.ElementNode:
	default:
		fault("a node of type %v", n.Type)
		return
	}
	if depth > forum.MaxDepth {
		fault("nests too deep")
		return
	}
	allowed, ok := harmless[n.Data]
	if !ok || n.Namespace != "" {
		fault("element %s %s", n.Namespace, n.Data)
	}
	at := map[string]string{}
	for _, a := range n.Attr {
		if !slices.Contains(strings.Fields(allowed), a.Key) || a.Namespace != "" {
			fault("attribute %s of %s", a.Key, n.Data)
		}
		at[a.Key] = a.Val
	}
	if c, ok := at["class"]; ok && !harmlessClass.MatchString(c) {
		fault("class %q", c)
	}
	if !harmlessLang.MatchString(at["lang"]) || !harmlessID.MatchString(at["data-person"]) {
		fault("lang %q, person %q", at["lang"], at["data-person"])
	}
	if h, ok := at["href"]; ok && !harmlessHref.MatchString(h) {
		fault("href %q", h)
	}
	if foreign := strings.HasPrefix(at["href"], "http"); foreign != (at["rel"] == "ugc nofollow noopener noreferrer") {
		fault("rel %q of %q", at["rel"], at["href"])
	}
	if s, ok := at["src"]; ok && !harmlessSrc.MatchString(s) {
		fault("src %q", s)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, depth+1, fault)
	}
}

// unstable is how r changes when it is posted once more, or "".
func unstable(r Result) string {
	d, err := own.Parse(string(r.HTML), forum.HTML)
	if err != nil {
		return fmt.Sprintf("is refused the second time: %v\n%.300s", err, r.HTML)
	}
	if again := d.Render(people); again.HTML != r.HTML {
		return fmt.Sprintf("changes:\n%s\n%s", r.HTML, again.HTML)
	} else if again.Text != r.Text {
		return fmt.Sprintf("text changes:\n%q\n%q", r.Text, again.Text)
	}
	if again, same := Again(r.HTML); !same {
		return fmt.Sprintf("the policy alone changes it:\n%s\n%s", r.HTML, again)
	}
	return ""
}
