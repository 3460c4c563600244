package markup

import (
	"strings"
	"unicode"
)

// visible drops the characters that make a text look other than it is: bidi
// overrides, embeddings and isolates, zero-width characters, tags, soft hyphens
// and controls. The joiners stay where scripts and emoji use them, that is,
// after a character outside Latin. Accents stack up to maxStack high, so that no
// text runs over its neighbors. Line separators become \n.
func visible(s string) string {
	if plainASCII(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	prev, stack := rune(0), maxStack
	for _, r := range s {
		switch {
		case r == '\u2028' || r == '\u2029' || r == '\u0085':
			r = '\n'
		case r == '\u200c' || r == '\u200d':
			if prev <= 0x2ff {
				continue
			}
		case hidden(r):
			continue
		case stacks(r):
			if stack == maxStack {
				continue
			}
			stack++
			b.WriteRune(r)
			continue
		}
		stack = 0
		if unicode.IsSpace(r) { // which may be trimmed, and must not leave what it carries
			b.WriteRune(r)
			prev, stack = 0, maxStack
			continue
		}
		b.WriteRune(r)
		prev = r
	}
	return b.String()
}

const maxStack = 4 // accents on one character

// stacks reports whether r is an accent that any character can carry.
func stacks(r rune) bool {
	return r >= '\u0300' && r <= '\u036f' || r >= '\u0483' && r <= '\u0489' ||
		r >= '\u1ab0' && r <= '\u1aff' || r >= '\u1dc0' && r <= '\u1dff' ||
		r >= '\u20d0' && r <= '\u20ff' || r >= '\ufe20' && r <= '\ufe2f'
}

// plainASCII reports whether s has only characters that are seen as they are.
func plainASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x7f || c < ' ' && c != '\n' && c != '\t' {
			return false
		}
	}
	return true
}

func hidden(r rune) bool {
	switch {
	case r == '\n', r == '\t', r == '\f':
		return false
	case r < ' ', r >= 0x7f && r < 0xa0, // controls
		r == '\u00ad',                // soft hyphen
		r == '\u034f',                // grapheme joiner
		r == '\u061c',                // Arabic letter mark
		r == '\u115f', r == '\u1160', // Hangul fillers
		r == '\u17b4', r == '\u17b5',
		r == '\u180e',
		r == '\u200b',                  // zero-width space
		r >= '\u202a' && r <= '\u202e', // bidi embeddings and overrides
		r >= '\u2060' && r <= '\u206f', // joiner, invisible operators, isolates
		r == '\u3164', r == '\uffa0',
		r == '\ufeff',
		r >= '\ufff9' && r <= '\ufffb', // interlinear annotation
		r >= 0x1d173 && r <= 0x1d17a,   // musical formatting
		r >= 0xe0000 && r <= 0xe007f:   // tags
		return true
	}
	return false
}
