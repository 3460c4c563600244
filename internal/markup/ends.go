package markup

// end closes the innermost element of that name, if it is open and nothing
// stands in between that its end can't reach past. Marks may end in any order.
func (b *builder) end(name string) {
	switch name {
	case "p":
		if top := b.top(); top.name == "p" {
			b.popTo(b.topAt())
		} else {
			b.part()
		}
	case "h2", "h3", "h4":
		if top := b.top().name; top == "h2" || top == "h3" || top == "h4" {
			b.popTo(b.topAt())
		}
	case "li":
		b.endBlock(name, "ul", "ol", "table", "td", "th", "caption")
	case "thead", "tbody", "tr", "td", "th", "caption":
		b.endBlock(name, "table")
	case "table":
		b.endBlock(name)
	case "div", "blockquote", "pre", "ul", "ol", "figure", "figcaption":
		b.endBlock(name, "td", "th", "caption")
	default:
		for i := len(b.open) - 1; i > 0; i-- {
			e := b.open[i]
			if e.block == nil && e.name == name {
				b.open = append(b.open[:i], b.open[i+1:]...)
				return
			}
			if e.name == "td" || e.name == "th" || e.name == "caption" {
				return
			}
		}
	}
}

func (b *builder) endBlock(name string, barriers ...string) {
	if i := b.find(name, barriers...); i >= 0 {
		b.popTo(i)
	} else {
		b.part()
	}
}

// part ends the paragraph that is being written, for the end of a block that
// never began or was not taken as one.
func (b *builder) part() {
	switch top := b.top(); {
	case top.name == "p":
		b.popTo(b.topAt())
	case top.isText():
		b.add(piece{text: " "})
	case top.name == "pre":
		b.place()
	case takesLines(top.name):
		b.flush(top)
	}
}
