package markup

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"plenary/internal/forum"
)

// Element is one element that the policy lets through, with the attributes that
// it may have; everything else never leaves this package.
type Element struct {
	Name  string `json:"name"`
	Attrs []Attr `json:"attrs,omitempty"`
	Bare  bool   `json:"bare"` // may stand without attributes
}

// Attr is an attribute and the pattern that its whole value matches. Patterns
// mean the same in JavaScript.
type Attr struct {
	Name    string `json:"name"`
	Pattern string `json:"pattern"`
}

const foreignRel = "ugc nofollow noopener noreferrer"

var (
	language = Attr{"lang", `^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$`}
	dir      = Attr{"dir", `^(ltr|rtl|auto)$`}
	hundred  = `^([1-9][0-9]?|100)$`
	pixels   = `^([1-9][0-9]{0,3}|10000)$`
	filePath = `/files/[1-9][0-9]{0,17}/[^/?#\\\s]+`
	file     = `^` + filePath + `$`
	wide     = filePath + `(\?w=[1-9][0-9]{2,3})? [1-9][0-9]{1,4}w`
	href     = `^(https?://[^\s\\"<>]+|mailto:[^\s\\"<>:@]+@[^\s\\"<>:@]+|tel:[+0-9().-]{2,40}|/([^/\s\\"<>][^\s\\"<>]*)?)$`

	hrefPattern = regexp.MustCompile(href)
)

// Policy is everything that may stand in a text, in a fixed order: what the
// sanitizer lets through and what an editor may offer. The caller owns it.
func Policy() []Element {
	block := func(name string, attrs ...Attr) Element {
		return Element{Name: name, Attrs: append([]Attr{language, dir}, attrs...), Bare: true}
	}
	inline := func(name string) Element { return Element{Name: name, Bare: true} }
	cell := []Attr{{"colspan", hundred}, {"rowspan", hundred}}
	return []Element{
		block("p"), block("h2"), block("h3"), block("h4"),
		block("blockquote"), block("pre"),
		block("ul", Attr{"class", `^tasks$`}),
		block("ol", Attr{"start", `^-?[0-9]{1,6}$`}, Attr{"reversed", `^$`}),
		block("li", Attr{"class", `^task$`}, Attr{"data-checked", `^(true|false)$`}),
		block("table"), inline("thead"), inline("tbody"), inline("tr"),
		block("td", cell...), block("th", append(cell[:2:2], Attr{"scope", `^(row|col|rowgroup|colgroup)$`})...),
		block("figure"), block("figcaption"),
		inline("hr"), inline("br"),
		inline("strong"), inline("em"), inline("s"), inline("sub"), inline("sup"), inline("kbd"),
		{Name: "code", Attrs: []Attr{{"class", `^language-[A-Za-z0-9+#._-]{1,30}$`}}, Bare: true},
		{Name: "a", Attrs: []Attr{
			{"class", `^(mention|file)$`}, {"href", href}, {"title", `^[\s\S]{1,500}$`},
			{"rel", `^` + foreignRel + `$`}, {"data-person", `^[1-9][0-9]{0,17}$`},
			{"data-file", `^([A-Z0-9]{1,5} · )?[0-9]{1,4}(\.[0-9])? (B|KB|MB)$`},
		}},
		{Name: "span", Attrs: []Attr{{"class", `^mention$`}, {"data-group", `^1$`}}},
		{Name: "img", Attrs: []Attr{
			{"src", file}, {"alt", `^[\s\S]*$`}, {"width", pixels}, {"height", pixels},
			{"srcset", `^` + wide + `(, ` + wide + `){1,4}$`}, {"sizes", `^` + regexp.QuoteMeta(Sizes) + `$`},
			{"data-blur", `^[A-Za-z0-9+/]{40,600}={0,2}$`},
			{"loading", `^lazy$`}, {"decoding", `^async$`},
		}},
	}
}

// sanitizer is Policy as bluemonday enforces it. Building it takes a third of a
// millisecond, hence once.
var sanitizer = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.RequireParseableURLs(true)
	p.AllowRelativeURLs(true)
	p.AllowURLSchemes("http", "https", "mailto", "tel")
	for _, e := range Policy() {
		p.AllowElements(e.Name)
		if e.Bare {
			p.AllowNoAttrs().OnElements(e.Name)
		}
		for _, a := range e.Attrs {
			p.AllowAttrs(a.Name).Matching(regexp.MustCompile(a.Pattern)).OnElements(e.Name)
		}
	}
	return p
})

// gate is the one way out: what the policy leaves of s, balanced, so that it
// can't reach beyond the element that it is put in.
func gate(s string) forum.SafeHTML {
	div := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	nodes, err := html.ParseFragment(strings.NewReader(sanitizer().Sanitize(s)), div)
	if err != nil { // nested too deep, which Parse refuses
		return ""
	}
	var b strings.Builder
	for _, n := range nodes {
		arrange(n)
		if err := html.Render(&b, n); err != nil {
			return ""
		}
	}
	return forum.SafeHTML(b.String())
}

// places are the places of attributes in Policy, by element and name.
var places = sync.OnceValue(func() map[string]int {
	out := map[string]int{}
	for _, e := range Policy() {
		for i, a := range e.Attrs {
			out[e.Name+" "+a.Name] = i
		}
	}
	return out
})

// arrange puts the attributes below n in the order of Policy, since the parser
// reorders some.
func arrange(n *html.Node) {
	if len(n.Attr) > 1 {
		slices.SortFunc(n.Attr, func(a, b html.Attribute) int {
			return places()[n.Data+" "+a.Key] - places()[n.Data+" "+b.Key]
		})
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		arrange(c)
	}
}

// Again is stored HTML as today's policy leaves it, and whether that is the
// same as it is stored.
func Again(stored forum.SafeHTML) (forum.SafeHTML, bool) {
	out := gate(string(stored))
	return out, out == stored
}
