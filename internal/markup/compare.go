package markup

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"plenary/internal/forum"
)

// compareTime bounds a comparison: what is left of two texts after it counts
// as taken out and put in as a whole.
const compareTime = 200 * time.Millisecond

// word is the least that a comparison tells apart, with how it stands there.
type word struct {
	text    string // as it reads
	picture string // its address; "" if it is none
	link    string
	form    string
	layout  string
}

func (w word) same() string { return w.picture + "\x00" + w.text }

// change is a run of words that stayed, or that went and came.
type change struct {
	stayed     bool
	went, came []word // of what stayed: as they stood, and as they stand
}

// Compare says how one stored text became another, word by word.
func Compare(before, after forum.SafeHTML) forum.Difference {
	var out forum.Difference
	for _, c := range joined(changes(wordsOf(before), wordsOf(after))) {
		if !c.stayed {
			out.Pieces = append(out.Pieces, pieces(forum.Went, c.went)...)
			out.Pieces = append(out.Pieces, pieces(forum.Came, c.came)...)
			continue
		}
		out.Pieces = append(out.Pieces, pieces(forum.Stayed, c.came)...)
		for i, now := range c.came {
			if was := c.went[i]; strings.TrimSpace(now.text) != "" || now.picture != "" {
				out.Links = out.Links || was.link != now.link
				out.Form = out.Form || was.form != now.form
				out.Layout = out.Layout || was.layout != now.layout
			}
		}
	}
	return out
}

// changes compares two runs of words in a bounded time.
func changes(old, now []word) []change {
	d := diffmatchpatch.New()
	d.DiffTimeout = compareTime
	known := map[string]rune{}
	was, is := coded(old, known), coded(now, known)
	var all []change
	at := func(stayed bool) *change {
		if len(all) == 0 || all[len(all)-1].stayed != stayed {
			all = append(all, change{stayed: stayed})
		}
		return &all[len(all)-1]
	}
	for _, part := range d.DiffMainRunes(was, is, false) {
		n := utf8.RuneCountInString(part.Text)
		c := at(part.Type == diffmatchpatch.DiffEqual)
		if part.Type != diffmatchpatch.DiffInsert {
			c.went, old = append(c.went, old[:n]...), old[n:]
		}
		if part.Type != diffmatchpatch.DiffDelete {
			c.came, now = append(c.came, now[:n]...), now[n:]
		}
	}
	return all
}

// coded is one rune of a private plane for each different word: there are more
// of those than words in two posts.
func coded(words []word, known map[string]rune) []rune {
	runes := make([]rune, len(words))
	for i, w := range words {
		r, ok := known[w.same()]
		if !ok {
			r = unicode.MaxRune - rune(len(known))
			known[w.same()] = r
		}
		runes[i] = r
	}
	return runes
}

// joined makes one change of two that only spaces of a line keep apart: a
// phrase that was replaced reads better as a whole.
func joined(all []change) []change {
	var out []change
	for i, c := range all {
		n := len(out)
		switch {
		case n > 0 && c.stayed && i+1 < len(all) && spaces(c.came):
			out[n-1].went, out[n-1].came = append(out[n-1].went, c.went...), append(out[n-1].came, c.came...)
		case n > 0 && !c.stayed && !out[n-1].stayed:
			out[n-1].went, out[n-1].came = append(out[n-1].went, c.went...), append(out[n-1].came, c.came...)
		default:
			out = append(out, c)
		}
	}
	return out
}

func spaces(words []word) bool {
	for _, w := range words {
		if w.picture != "" || strings.Trim(w.text, " \u00a0") != "" {
			return false
		}
	}
	return true
}

func pieces(kind forum.PieceKind, words []word) []forum.Piece {
	var all []forum.Piece
	var b strings.Builder
	end := func() {
		if b.Len() > 0 {
			all = append(all, forum.Piece{Kind: kind, Text: b.String()})
			b.Reset()
		}
	}
	for _, w := range words {
		if w.picture != "" {
			end()
			all = append(all, forum.Piece{Kind: kind, Text: w.text, Picture: true})
			continue
		}
		b.WriteString(w.text)
	}
	end()
	return all
}

// wordsOf takes stored HTML apart, in the order in which it reads.
func wordsOf(stored forum.SafeHTML) []word {
	div := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	nodes, err := html.ParseFragment(strings.NewReader(string(stored)), div)
	if err != nil { // nested too deep, which nothing stored is
		return nil
	}
	var r reading
	for _, n := range nodes {
		r.node(n, word{})
	}
	return r.words
}

type reading struct {
	words []word
	gap   string // what stands before the next word
}

func (r *reading) add(w word) {
	if r.gap != "" && len(r.words) > 0 {
		r.words = append(r.words, word{text: r.gap})
	}
	r.gap = ""
	r.words = append(r.words, w)
}

// apart asks for a gap between what was read and what comes; the widest wins.
func (r *reading) apart(gap string) {
	if len(gap) > len(r.gap) {
		r.gap = gap
	}
}

func (r *reading) node(n *html.Node, w word) {
	if n.Type == html.TextNode {
		for _, part := range split(n.Data) {
			w.text = part
			r.add(w)
		}
		return
	}
	gap := ""
	switch n.Data {
	case "br":
		r.words = append(r.words, word{text: "\n"})
	case "img":
		w.text, w.picture = valueOf(n, "alt"), valueOf(n, "src")
		r.add(w)
	case "hr":
		w.text, gap = "———", "\n\n"
	case "a":
		w.link = valueOf(n, "href")
	case "strong", "em", "s", "sub", "sup", "kbd", "span":
		w.form += " " + n.Data
	case "code":
		w.form += " code " + valueOf(n, "class")
	case "thead", "tbody":
	default:
		w.layout += " " + n.Data
		gap = map[string]string{"li": "\n", "tr": "\n", "td": "\t", "th": "\t"}[n.Data]
		if gap == "" {
			gap = "\n\n"
		}
	}
	r.apart(gap)
	switch checked := valueOf(n, "data-checked"); {
	case n.Data == "hr":
		r.add(w)
	case checked != "":
		w.text = map[string]string{"true": "[x] ", "false": "[ ] "}[checked]
		r.add(w)
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		r.node(child, w)
	}
	r.apart(gap)
}

func valueOf(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// split cuts text into words, spaces and signs. Signs that make one picture
// together, as a family of emoji does, stay together.
func split(text string) []string {
	var parts []string
	start, was := 0, 0
	for i, r := range text {
		is := sort(r)
		if i > start && (is != was || is == punctuation) {
			parts, start = append(parts, text[start:i]), i
		}
		was = is
	}
	if start < len(text) {
		parts = append(parts, text[start:])
	}
	return parts
}

const (
	letters = iota + 1
	gaps
	emoji
	punctuation
)

func sort(r rune) int {
	switch {
	case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) && r < 0xfe00 || r == '_':
		return letters
	case unicode.IsSpace(r):
		return gaps
	case r >= utf8.RuneSelf && !unicode.IsPunct(r):
		return emoji
	}
	return punctuation
}
