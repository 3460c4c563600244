package markup

import "strings"

// visible drops the characters that make a text look other than it is: bidi
// overrides, embeddings and isolates, zero-width characters, tags, soft hyphens
// and controls. The joiners stay where scripts and emoji use them, that is,
// after a character outside Latin. Line separators become \n.
func visible(s string) string {
	if plainASCII(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	prev := rune(0)
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
		}
		b.WriteRune(r)
		prev = r
	}
	return b.String()
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
