package markup

import (
	"strings"

	"golang.org/x/net/html"

	"plenary/internal/forum"
)

// block is an element that stands on its own, or, with an empty tag, a line
// that stands loose in its parent.
type block struct {
	tag   string
	attrs []html.Attribute
	kids  []*block
	line  []piece // of loose lines, p, headings and figcaption
	text  string  // of pre
	lang  string  // of pre: the class of its code
}

// elem is an element that is open. It is a block, or sets marks, or only counts.
type elem struct {
	name    string
	block   *block  // nil for what stands within lines
	line    []piece // of block: what has not been flushed yet
	implied bool    // a list that nobody opened
	link    *link
	bits    bits
	unset   bits
}

// builder makes blocks of what a reader tells it, whatever the order. Of the
// elements it knows only those of read.go.
type builder struct {
	site Site
	open []*elem
	deep bool // something nested deeper than forum.MaxDepth; nothing is read any more
}

func newBuilder(s Site) *builder {
	return &builder{site: s, open: []*elem{{name: "root", block: &block{tag: "root"}}}}
}

func (b *builder) finish() []*block {
	b.popTo(1)
	root := b.open[0]
	b.flush(root)
	return root.block.kids
}

func (b *builder) push(e *elem) {
	if len(b.open) > forum.MaxDepth {
		b.deep = true
		return
	}
	b.open = append(b.open, e)
}

func (b *builder) pushBlock(tag string, attrs ...html.Attribute) {
	b.push(&elem{name: tag, block: &block{tag: tag, attrs: attrs}})
}

// top is the innermost open block.
func (b *builder) top() *elem { return b.open[b.topAt()] }

func (b *builder) topAt() int { return b.blockBelow(len(b.open)) }

// blockBelow is the place of the innermost block of the first n that are open.
func (b *builder) blockBelow(n int) int {
	for n--; b.open[n].block == nil; n-- {
	}
	return n
}

// popTo closes what is open above the first n.
func (b *builder) popTo(n int) {
	for len(b.open) > n {
		e := b.open[len(b.open)-1]
		b.open = b.open[:len(b.open)-1]
		if e.block != nil {
			b.close(e)
		}
	}
}

// find is the place of the innermost open block named name, or -1 if one of
// barriers is met before.
func (b *builder) find(name string, barriers ...string) int {
	for i := len(b.open) - 1; i > 0; i-- {
		e := b.open[i]
		if e.block == nil {
			continue
		}
		if e.name == name {
			return i
		}
		for _, stop := range barriers {
			if e.name == stop {
				return -1
			}
		}
	}
	return -1
}

// close attaches what e holds to the block below, unless there is nothing.
func (b *builder) close(e *elem) {
	b.flush(e)
	under := b.top().block
	kids := &under.kids
	switch k := e.block; k.tag {
	case "p", "h2", "h3", "h4", "figcaption":
		if len(k.line) == 0 {
			return
		}
	case "div":
		*kids = append(*kids, k.kids...)
		return
	case "caption": // before the table, which is attached when it closes
		below := b.open[b.blockBelow(b.topAt())].block
		below.kids = append(below.kids, k.kids...)
		return
	case "pre":
		if k.text == "" {
			return
		}
	case "figure":
		if !isFigure(k) {
			*kids = append(*kids, unfigured(k)...)
			return
		}
	case "td", "th":
	case "ul":
		for _, li := range k.kids {
			if has(li.attrs, "class") {
				k.attrs = append(k.attrs, html.Attribute{Key: "class", Val: "tasks"})
				break
			}
		}
		fallthrough
	default:
		if len(k.kids) == 0 {
			return
		}
	}
	*kids = append(*kids, e.block)
}

// isFigure reports whether f holds pictures and at most a caption under them.
func isFigure(f *block) bool {
	if len(f.kids) == 0 || len(f.kids) > 2 || f.kids[0].tag != "" ||
		len(f.kids) == 2 && f.kids[1].tag != "figcaption" {
		return false
	}
	for _, p := range f.kids[0].line {
		if p.img == nil {
			return false
		}
	}
	return true
}

// unfigured is what f holds as blocks that may stand anywhere.
func unfigured(f *block) []*block {
	for _, k := range f.kids {
		if k.tag == "" || k.tag == "figcaption" {
			k.tag = "p"
		}
	}
	return f.kids
}

// flush makes a line of the pieces that e has gathered.
func (b *builder) flush(e *elem) {
	if e.name == "pre" {
		e.block.text = verbatim(e.line)
		return
	}
	line := b.site.tidy(e.line)
	e.line = nil
	if len(line) == 0 {
		return
	}
	k := e.block
	switch k.tag {
	case "p", "h2", "h3", "h4", "figcaption":
		k.line = line
	case "li", "td", "th", "figure":
		loose := ""
		if n := len(k.kids); n > 0 && k.kids[n-1].tag == "" {
			loose = "p" // two loose lines would read as one
		}
		k.kids = append(k.kids, &block{tag: loose, line: line})
	default:
		k.kids = append(k.kids, &block{tag: "p", line: line})
	}
}

// verbatim is line as code: as it is, without empty lines around it.
func verbatim(line []piece) string {
	var b strings.Builder
	for _, p := range line {
		switch {
		case p.br:
			b.WriteByte('\n')
		case p.img != nil:
			b.WriteString(p.img.alt)
		default:
			b.WriteString(p.text)
		}
	}
	text := strings.Trim(b.String(), "\n")
	if strings.TrimSpace(text) == "" {
		return ""
	}
	return text
}

// isText reports whether e is a block of one line.
func (e *elem) isText() bool {
	switch e.name {
	case "p", "h2", "h3", "h4", "figcaption":
		return true
	}
	return false
}
