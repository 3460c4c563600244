package markup

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"plenary/internal/forum"
)

// Outward lists the links of HTML of ours that lead to other sites, in the
// order in which they stand there.
func Outward(h forum.SafeHTML) []forum.Link {
	div := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	nodes, err := html.ParseFragment(strings.NewReader(string(h)), div)
	if err != nil {
		return nil // too deep: not ours
	}
	var all []forum.Link
	for _, top := range nodes {
		div.AppendChild(top)
	}
	for n := range div.Descendants() {
		if n.DataAtom == atom.A && attr(n, "rel") == foreignRel {
			all = append(all, forum.Link{URL: attr(n, "href"), Text: words(n)})
		}
	}
	return all
}

// words is the text in a node, in one line.
func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
