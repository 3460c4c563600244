package markup

import (
	"strings"
	"unicode"
)

// bits are the ways a piece of text is set off, in the order in which they are
// written from the outside in, inside of a link.
type bits uint8

const (
	strong bits = 1 << iota
	em
	struck
	sub
	sup
	kbd
	code
)

var bitNames = []struct {
	bit  bits
	name string
}{{strong, "strong"}, {em, "em"}, {struck, "s"}, {sub, "sub"}, {sup, "sup"}, {kbd, "kbd"}, {code, "code"}}

// marks are what a piece of a line is set in.
type marks struct {
	link link
	bits bits
}

// image is a picture of this site.
type image struct {
	src, alt, width, height string
}

// piece is text, a line break or a picture, within a line.
type piece struct {
	marks
	text string
	br   bool
	img  *image
}

// mayMention reports whether handles in p are mentions.
func (p *piece) mayMention() bool { return p.link == link{} && p.bits&code == 0 && p.text != "" }

// blank reports whether line has nothing but white space so far.
func blank(line []piece) bool {
	for _, p := range line {
		if p.br || p.img != nil || strings.TrimSpace(p.text) != "" {
			return false
		}
	}
	return true
}

// tidy is line as it is written: white space folded and gone at its ends, at
// most two breaks in a row and none at its ends, equal neighbors joined, bare
// addresses linked. A line with nothing to see is empty. tidy(tidy(x)) is tidy(x).
func (s Site) tidy(line []piece) []piece {
	var out []piece
	var run strings.Builder // text set in runMarks, not in out yet
	var runMarks marks
	end := func() {
		if run.Len() > 0 {
			out = append(out, piece{text: run.String(), marks: runMarks})
			run.Reset()
		}
	}
	fresh, space, breaks := true, false, 2 // at the start of a line; after white space; breaks in a row
	for _, p := range line {
		switch {
		case p.br:
			end()
			out = trimEnd(out)
			if breaks < 2 {
				breaks++
				out = append(out, piece{br: true})
			}
			fresh, space = true, false
			continue
		case p.img != nil:
			end()
			p.bits = 0
			out = append(out, p)
			fresh, space, breaks = false, false, 0
			continue
		}
		p.text = squeeze(p.text, space)
		if fresh {
			p.text = strings.TrimLeftFunc(p.text, unicode.IsSpace)
		}
		if p.text == "" {
			continue
		}
		fresh, breaks = false, 0
		space = strings.HasSuffix(p.text, " ")
		if p.marks != runMarks {
			end()
			runMarks = p.marks
		}
		run.WriteString(p.text)
	}
	end()
	out = trimEnd(out)
	for len(out) > 0 && out[len(out)-1].br {
		out = trimEnd(out[:len(out)-1])
	}
	settleBreaks(out)
	return s.linkify(out)
}

// squeeze makes one space of each run of white space, and none at the start if
// there was one before. Spaces that were asked for not to break stay.
func squeeze(text string, space bool) string {
	if !strings.ContainsAny(text, " \t\n\f") {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case ' ', '\t', '\n', '\f':
			if !space {
				b.WriteByte(' ')
			}
			space = true
		default:
			b.WriteByte(c)
			space = false
		}
	}
	return b.String()
}

// trimEnd drops white space before a break or the end of the line.
func trimEnd(line []piece) []piece {
	for len(line) > 0 {
		last := &line[len(line)-1]
		if last.br || last.img != nil {
			break
		}
		if last.text = strings.TrimRightFunc(last.text, unicode.IsSpace); last.text != "" {
			break
		}
		line = line[:len(line)-1]
	}
	return line
}

// settleBreaks sets each break in what both its neighbors are set in, else in
// nothing, so that the same text is always written the same way.
func settleBreaks(line []piece) {
	for i := 0; i < len(line); i++ {
		if !line[i].br {
			continue
		}
		end := i
		for line[end].br { // a line doesn't end in a break
			end++
		}
		m := marks{}
		if i > 0 && line[i-1].marks == line[end].marks {
			m = line[end].marks
		}
		for ; i < end; i++ {
			line[i].marks = m
		}
	}
}

// linkify links the bare addresses in line.
func (s Site) linkify(line []piece) []piece {
	var out []piece
	for i, p := range line {
		start, end, l := 0, 0, link{}
		if p.mayMention() {
			start, end, l = s.address(p.text)
		}
		if end == 0 {
			if out != nil {
				out = append(out, p)
			}
			continue
		}
		if out == nil {
			out = append(make([]piece, 0, len(line)+4), line[:i]...)
		}
		for rest := p.text; rest != ""; start, end, l = s.address(rest) {
			if end == 0 {
				out = append(out, piece{text: rest, marks: p.marks})
				break
			}
			if start > 0 {
				out = append(out, piece{text: rest[:start], marks: p.marks})
			}
			out = append(out, piece{text: rest[start:end], marks: marks{link: l, bits: p.bits}})
			rest = rest[end:]
		}
	}
	if out == nil {
		return line
	}
	return out
}

// address finds the first bare address in text; end is 0 if there is none.
func (s Site) address(text string) (start, end int, l link) {
	for from := 0; from < len(text); {
		at := nextAddress(text[from:])
		if at < 0 {
			break
		}
		start = from + at
		end = start + addressLen(text[start:])
		if (start == 0 || !wordRune(lastRune(text[:start]))) && end > start+8 {
			if h := s.href(text[start:end]); h != "" {
				return start, end, link{href: h}
			}
		}
		from = max(end, start+4)
	}
	return 0, 0, link{}
}

func lastRune(s string) rune {
	r := rune(0)
	for _, c := range s[max(0, len(s)-4):] {
		r = c
	}
	return r
}

// nextAddress is where something that starts like an address starts, or -1.
func nextAddress(text string) int {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case 'h', 'H', 'w', 'W':
			rest := text[i:min(len(text), i+8)]
			for _, prefix := range []string{"http://", "https://", "www."} {
				if len(rest) >= len(prefix) && strings.EqualFold(rest[:len(prefix)], prefix) {
					return i
				}
			}
		}
	}
	return -1
}

// addressLen is the length of the address that text starts with, without the
// punctuation of the sentence around it.
func addressLen(text string) int {
	end := strings.IndexFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("<>\"“”«»", r) })
	if end < 0 {
		end = len(text)
	}
	for end > 0 {
		switch c := text[end-1]; {
		case strings.IndexByte(".,:;!?'*_~", c) >= 0:
			end--
		case c == ')' && strings.Count(text[:end], "(") < strings.Count(text[:end], ")"),
			c == ']' && strings.Count(text[:end], "[") < strings.Count(text[:end], "]"):
			end--
		default:
			return end
		}
	}
	return end
}
