package markup

import "strings"

// settle makes the innermost block one that takes lines: lists get an item,
// tables a cell.
func (b *builder) settle() {
	for {
		switch top := b.top(); top.name {
		case "ul", "ol":
			if top.implied && len(top.block.kids) > 0 {
				b.popTo(b.topAt())
				continue
			}
			if n := len(top.block.kids); n > 0 { // a list right in a list belongs to the item before
				li := top.block.kids[n-1]
				top.block.kids = top.block.kids[:n-1]
				b.push(&elem{name: "li", block: li})
			} else {
				b.pushBlock("li")
			}
		case "table":
			b.pushBlock("tbody")
		case "thead", "tbody":
			b.pushBlock("tr")
		case "tr":
			b.pushBlock("td")
		default:
			return
		}
		if b.deep {
			return
		}
	}
}

// place ends the line that is being written, so that a block can start. False
// if no block can start here.
func (b *builder) place() bool {
	b.settle()
	top := b.top()
	switch {
	case b.deep:
		return false
	case top.name == "pre":
		top.line = append(top.line, piece{text: "\n"})
		return false
	case top.isText():
		b.popTo(b.topAt())
		return b.place()
	}
	b.flush(top)
	return true
}

// text adds s to the line that is being written.
func (b *builder) text(s string) {
	s = visible(s)
	top := b.top()
	if strings.TrimSpace(s) == "" && !takesLines(top.name) {
		return
	}
	b.add(piece{text: s})
}

func takesLines(name string) bool {
	switch name {
	case "ul", "ol", "table", "thead", "tbody", "tr":
		return false
	}
	return true
}

// add adds p, set in what is open, to the line that is being written.
func (b *builder) add(p piece) {
	b.settle()
	if b.deep {
		return
	}
	for _, e := range b.open {
		p.bits |= e.bits
		p.bits &^= e.unset
		if e.link != nil {
			p.link = *e.link
		}
	}
	top := b.top()
	top.line = append(top.line, p)
}
