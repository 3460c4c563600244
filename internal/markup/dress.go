package markup

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"plenary/internal/forum"
)

// Sizes says how wide a picture stands in a text, as the attribute does.
const Sizes = "(min-width: 48rem) 40rem, 100vw"

// Dress adds to HTML of ours what is known of the files that it shows and
// links to, by id: pictures get their measures, the widths that they are kept
// in, what stands for them until they are there, and a link to the whole of
// them; files get their kind and size. What is not in files stays as it is.
// Dressing again changes nothing but what has changed of the files.
func Dress(h forum.SafeHTML, files map[forum.FileID]forum.File) forum.SafeHTML {
	if len(files) == 0 {
		return h
	}
	div := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	nodes, err := html.ParseFragment(strings.NewReader(string(h)), div)
	if err != nil {
		return h // too deep: not ours
	}
	for _, n := range nodes {
		div.AppendChild(n)
	}
	for _, n := range slices.Collect(div.Descendants()) {
		switch n.DataAtom {
		case atom.Img:
			if f, ok := files[fileOf(attr(n, "src"))]; ok && f.Inline() {
				dressPicture(n, f)
			}
		case atom.A:
			if f, ok := files[fileOf(attr(n, "href"))]; ok && !f.Inline() && !holdsPicture(n) {
				setAttr(n, "class", "file")
				setAttr(n, "data-file", f.About())
			}
		}
	}
	var b strings.Builder
	for n := range div.ChildNodes() {
		if err := html.Render(&b, n); err != nil {
			return h
		}
	}
	return gate(b.String())
}

func dressPicture(n *html.Node, f forum.File) {
	width, height := f.Width, f.Height
	if longest := max(width, height); longest > 10_000 { // what the policy lets through
		width, height = max(1, width*10_000/longest), max(1, height*10_000/longest)
	}
	// whoever wants it smaller gets it so, in its own proportions
	if said, err := strconv.Atoi(attr(n, "width")); err == nil && said < width {
		width, height = said, min(10_000, max(1, (f.Height*said+f.Width/2)/f.Width))
	}
	setAttr(n, "src", f.Path())
	setAttr(n, "width", strconv.Itoa(width))
	setAttr(n, "height", strconv.Itoa(height))
	if all := f.SrcSet(); all != "" {
		setAttr(n, "srcset", all)
		setAttr(n, "sizes", Sizes)
	}
	if f.Blur != "" {
		setAttr(n, "data-blur", f.Blur)
	}
	for up := n.Parent; up != nil; up = up.Parent {
		if up.DataAtom == atom.A {
			return
		}
	}
	link := &html.Node{Type: html.ElementNode, Data: "a", DataAtom: atom.A}
	setAttr(link, "href", f.Path())
	if attr(n, "alt") == "" { // the link needs a name all the same
		setAttr(link, "title", oneLine(f.Name, 0))
	}
	n.Parent.InsertBefore(link, n)
	n.Parent.RemoveChild(n)
	link.AppendChild(n)
}

func holdsPicture(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.DataAtom == atom.Img {
			return true
		}
	}
	return false
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func setAttr(n *html.Node, key, val string) {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			n.Attr[i].Val = val
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: val})
}
