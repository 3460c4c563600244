package markup

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"plenary/internal/forum"
)

// writer writes blocks as HTML and counts what they refer to.
type writer struct {
	html      strings.Builder
	people    map[string]Mention
	mentioned set[forum.UserID]
	group     bool
	files     set[forum.FileID]
	links     int
	pictures  int
	quotes    int // how many quotations we are in
}

func (w *writer) blocks(blocks []*block) {
	for _, k := range blocks {
		if k.tag == "" {
			w.line(k.line)
			continue
		}
		w.open(k.tag, k.attrs...)
		switch k.tag {
		case "hr":
			continue
		case "pre":
			if k.lang != "" {
				w.open("code", html.Attribute{Key: "class", Val: k.lang})
			} else {
				w.open("code")
			}
			w.text(k.text)
			w.shut("code")
		case "blockquote":
			w.quotes++
			w.line(k.line)
			w.blocks(k.kids)
			w.quotes--
		default:
			w.line(k.line)
			w.blocks(k.kids)
		}
		w.shut(k.tag)
	}
}

func (w *writer) open(tag string, attrs ...html.Attribute) {
	w.html.WriteString("<" + tag)
	for _, a := range attrs {
		w.html.WriteString(" " + a.Key + `="` + html.EscapeString(a.Val) + `"`)
	}
	w.html.WriteString(">")
}

func (w *writer) shut(tag string) { w.html.WriteString("</" + tag + ">") }

func (w *writer) text(s string) { w.html.WriteString(html.EscapeString(s)) }

// line writes pieces, each in its marks; what neighbors share is opened once.
func (w *writer) line(line []piece) {
	var now marks
	var open []bits // what is open within now.link, from the outside in
	for i := range line {
		p := &line[i]
		same := 0
		if p.link == now.link {
			for same < len(open) && p.bits&open[same] != 0 && p.bits&(open[same]-1) == now.bits&(open[same]-1) {
				same++
			}
		}
		w.shutBits(open[same:])
		open = open[:same]
		if p.link != now.link {
			w.shutLink(now.link)
			w.openLink(p.link)
		}
		for _, b := range bitNames {
			if p.bits&b.bit != 0 && (same == 0 || b.bit > open[same-1]) {
				w.open(b.name)
				open = append(open, b.bit)
			}
		}
		now = p.marks
		w.piece(p)
	}
	w.shutBits(open)
	w.shutLink(now.link)
}

func (w *writer) shutBits(open []bits) {
	for i := len(open) - 1; i >= 0; i-- {
		for _, b := range bitNames {
			if b.bit == open[i] {
				w.shut(b.name)
			}
		}
	}
}

func (w *writer) shutLink(l link) {
	if l != (link{}) {
		w.shut("a")
	}
}

func (w *writer) openLink(l link) {
	if l == (link{}) {
		return
	}
	attrs := []html.Attribute{{Key: "href", Val: l.href}}
	if l.title != "" {
		attrs = append(attrs, html.Attribute{Key: "title", Val: l.title})
	}
	if l.foreign() {
		attrs = append(attrs, html.Attribute{Key: "rel", Val: foreignRel})
		w.links++
	}
	if id := fileOf(l.href); id != 0 {
		w.files.add(id)
	}
	w.open("a", attrs...)
}

func (w *writer) piece(p *piece) {
	switch {
	case p.br:
		w.open("br")
	case p.img != nil:
		w.image(p.img)
	case p.mayMention():
		named(p.text, w.people, w.text, w.mention)
	default:
		w.text(p.text)
	}
}

func (w *writer) image(i *image) {
	attrs := []html.Attribute{{Key: "src", Val: i.src}, {Key: "alt", Val: i.alt}}
	if i.width != "" {
		attrs = append(attrs, html.Attribute{Key: "width", Val: i.width})
	}
	if i.height != "" {
		attrs = append(attrs, html.Attribute{Key: "height", Val: i.height})
	}
	attrs = append(attrs, html.Attribute{Key: "loading", Val: "lazy"}, html.Attribute{Key: "decoding", Val: "async"})
	w.open("img", attrs...)
	w.files.add(fileOf(i.src))
	w.pictures++
}

func (w *writer) mention(handle string, m Mention) {
	if handle == GroupHandle {
		if w.quotes > 0 { // it called them where it was said
			w.text("@" + GroupHandle)
			return
		}
		w.group = true
		w.open("span", html.Attribute{Key: "class", Val: "mention"}, html.Attribute{Key: "data-group", Val: "1"})
		w.text("@" + GroupHandle)
		w.shut("span")
		return
	}
	id := strconv.FormatInt(int64(m.ID), 10)
	if w.quotes == 0 {
		w.mentioned.add(m.ID)
	}
	w.open("a", html.Attribute{Key: "class", Val: "mention"}, html.Attribute{Key: "href", Val: "/people/" + id},
		html.Attribute{Key: "data-person", Val: id})
	w.text("@" + m.Handle)
	w.shut("a")
}

// eachPiece calls f for every piece of blocks, in order.
func eachPiece(blocks []*block, f func(*piece)) {
	for _, k := range blocks {
		for i := range k.line {
			f(&k.line[i])
		}
		eachPiece(k.kids, f)
	}
}

// depth is how deep the elements nest that blocks are written with at most.
func depth(blocks []*block) int {
	deepest := 0
	for _, k := range blocks {
		d := 0
		for i := range k.line {
			d = max(d, k.line[i].depth())
		}
		if k.tag == "pre" {
			d = 1
		}
		d = max(d, depth(k.kids))
		if k.tag != "" {
			d++
		}
		deepest = max(deepest, d)
	}
	return deepest
}

func (p *piece) depth() int {
	d := 0
	if p.link != (link{}) || p.mayMention() && strings.Contains(p.text, "@") {
		d++
	}
	for _, b := range bitNames {
		if p.bits&b.bit != 0 {
			d++
		}
	}
	if p.br || p.img != nil {
		d++
	}
	return d
}
