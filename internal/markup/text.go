package markup

import "strings"

// plainText is what blocks say, without markup: paragraphs apart by an empty
// line, items and rows by a line end, cells by a tab; pictures are what they
// show, and tasks have a box.
func plainText(blocks []*block, people map[string]Mention) string {
	var b strings.Builder
	writeText(&b, blocks, "\n\n", people)
	return strings.TrimSpace(b.String())
}

func writeText(b *strings.Builder, blocks []*block, between string, people map[string]Mention) {
	start := b.Len()
	for _, k := range blocks {
		if k.tag == "hr" {
			continue
		}
		if b.Len() > start {
			b.WriteString(between)
		}
		if len(k.attrs) > 0 && k.tag == "li" {
			for _, a := range k.attrs {
				if a.Key == "data-checked" {
					b.WriteString(map[bool]string{true: "[x] ", false: "[ ] "}[a.Val == "true"])
				}
			}
		}
		b.WriteString(k.text)
		lineText(b, k.line, people)
		inner := "\n"
		switch k.tag {
		case "tr":
			inner = "\t"
		case "blockquote":
			inner = "\n\n"
		}
		writeText(b, k.kids, inner, people)
	}
}

func lineText(b *strings.Builder, line []piece, people map[string]Mention) {
	for i := range line {
		switch p := &line[i]; {
		case p.br:
			b.WriteByte('\n')
		case p.img != nil:
			b.WriteString(p.img.alt)
		case p.mayMention():
			named(p.text, people, func(s string) { b.WriteString(s) }, func(handle string, m Mention) {
				b.WriteString("@" + m.Handle)
			})
		default:
			b.WriteString(p.text)
		}
	}
}

// ownWords are the blocks that the writer wrote: what others said, and code, is left
// out.
func ownWords(blocks []*block) []*block {
	var kept []*block
	for _, k := range blocks {
		if k.tag != "blockquote" && k.tag != "pre" {
			kept = append(kept, k)
		}
	}
	return kept
}
