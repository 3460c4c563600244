package markup

import "golang.org/x/net/html"

func (b *builder) item(t html.Token) {
	if i := b.find("li", "ul", "ol", "table", "td", "th", "caption"); i >= 0 {
		b.popTo(i)
	}
	if top := b.top().name; top != "ul" && top != "ol" {
		if !b.place() {
			return
		}
		b.push(&elem{name: "ul", block: &block{tag: "ul"}, implied: true})
		if b.deep {
			return
		}
	}
	list := b.topAt()
	b.popTo(list + 1) // marks that were set right in the list
	b.pushBlock("li", attributes("li", t)...)
	if hasClass(t, "task") {
		b.checkbox(get(t, "data-checked") == "true")
	}
}

// checkbox makes the item that has just begun a task. Elsewhere it is text.
func (b *builder) checkbox(checked bool) {
	i := b.topAt()
	if b.open[i].name == "p" && blank(b.open[i].line) {
		i = b.blockBelow(i)
	}
	li := b.open[i]
	val, text := "false", "[ ] "
	if checked {
		val, text = "true", "[x] "
	}
	if li.name != "li" || b.open[b.blockBelow(i)].name != "ul" ||
		!blank(li.line) || len(li.block.kids) > 0 || has(li.block.attrs, "class") {
		b.add(piece{text: text})
		return
	}
	li.block.attrs = append(li.block.attrs, html.Attribute{Key: "class", Val: "task"}, html.Attribute{Key: "data-checked", Val: val})
}

// grid starts a part of a table. Outside of a table it only parts paragraphs.
func (b *builder) grid(name string, t html.Token) {
	table := b.find("table")
	if table < 0 {
		b.block("div", t)
		return
	}
	fits := map[string]bool{"table": true}
	switch name {
	case "tr":
		fits["thead"], fits["tbody"] = true, true
	case "td", "th":
		fits["thead"], fits["tbody"], fits["tr"] = true, true, true
	}
	for at := b.topAt(); !fits[b.open[at].name]; at = b.topAt() {
		b.popTo(at)
	}
	b.popTo(b.topAt() + 1)
	if name == "tr" || name == "td" || name == "th" {
		if b.top().name == "table" {
			b.pushBlock("tbody")
		}
		if name != "tr" && b.top().name != "tr" {
			b.pushBlock("tr")
		}
	}
	if !b.deep {
		b.pushBlock(name, attributes(name, t)...)
	}
}
