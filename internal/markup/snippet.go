package markup

import (
	"html"
	number "math/bits"
	"strings"
	"unicode/utf8"

	"plenary/internal/fold"
	"plenary/internal/forum"
)

// Snippet is about limit characters of text, where the most of terms stand,
// with every term in <mark>. Case and accents don't matter; a term of several
// words is a phrase; one that ends in * is the start of a word. The rest is
// escaped.
func Snippet(text string, terms []string, limit int) forum.SafeHTML {
	hits := findTerms(text, terms, limit)
	from, to := window(text, hits, limit)
	var b strings.Builder
	at := from
	for _, h := range hits {
		if h.start < at || h.end > to {
			continue
		}
		b.WriteString(snippetText(text[at:h.start]))
		b.WriteString("<mark>" + snippetText(text[h.start:h.end]) + "</mark>")
		at = h.end
	}
	b.WriteString(snippetText(text[at:to]))
	out := strings.TrimSpace(b.String())
	if from > 0 {
		out = "… " + out
	}
	if to < len(text) {
		out += " …"
	}
	return forum.SafeHTML(out)
}

func snippetText(s string) string {
	return html.EscapeString(squeeze(visible(s), false))
}

// nextWord is the first run of letters and digits of text from at on; start is
// len(text) if there is none.
func nextWord(text string, at int) (start, end int) {
	start = -1
	for at < len(text) {
		r, size := rune(text[at]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[at:])
		}
		switch in := inWord(r); {
		case in && start < 0:
			start = at
		case !in && start >= 0:
			return start, at
		}
		at += size
	}
	if start < 0 {
		start = at
	}
	return start, at
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9'
	}
	return wordRune(r)
}

// hit is a term found: bytes start to end.
type hit struct {
	start, end int
	term       int
}

// term is what is looked for: its words, folded.
type term struct {
	words  []string
	prefix bool // the last word may go on
}

// mostTerms are looked for; who gives more looks for the first of them.
const mostTerms = 64

// findTerms finds terms in text, in order and without overlap, until it knows
// all that stand in the first window of limit bytes that has each of them.
func findTerms(text string, terms []string, limit int) []hit {
	var wanted []term
	for _, t := range terms[:min(len(terms), mostTerms)] {
		w := term{prefix: strings.HasSuffix(t, "*")}
		for start, end := nextWord(t, 0); start < end; start, end = nextWord(t, end) {
			w.words = append(w.words, fold.Fold(t[start:end]))
		}
		if len(w.words) > 0 {
			wanted = append(wanted, w)
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	var out []hit
	enough := len(text)
	for start, end := nextWord(text, 0); start < enough; start, end = nextWord(text, end) {
		for i, w := range wanted {
			last, ok := w.standsAt(text, start, end)
			if !ok {
				continue
			}
			end = last
			out = append(out, hit{start, last, i})
			if enough == len(text) {
				if first, all := hasAll(out, len(wanted), limit); all {
					enough = min(enough, first+utf8.UTFMax*limit)
				}
			}
			break
		}
	}
	return out
}

// standsAt reports whether w stands in text where the word from start to end
// begins it, and where it ends.
func (w term) standsAt(text string, start, end int) (last int, ok bool) {
	for i, want := range w.words {
		if i > 0 {
			start, end = nextWord(text, end)
		}
		if !foldsTo(text[start:end], want, w.prefix && i == len(w.words)-1) {
			return 0, false
		}
	}
	return end, true
}

// foldsTo reports whether word folds to want, or to what begins with it. Only
// words that have other letters than a-z are folded for that.
func foldsTo(word, want string, prefix bool) bool {
	for i := 0; i < len(word); i++ {
		c := word[i]
		if c >= utf8.RuneSelf {
			folded := fold.Fold(word)
			return folded == want || prefix && strings.HasPrefix(folded, want)
		}
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		if i == len(want) { // a mark that follows can't take back what is more
			return prefix
		}
		if c != want[i] {
			return false
		}
	}
	return len(word) == len(want)
}

// hasAll reports whether the last of limit bytes have n different terms, and
// where the longest such stretch begins.
func hasAll(hits []hit, n, limit int) (first int, all bool) {
	var seen uint64
	end := hits[len(hits)-1].end
	for i := len(hits) - 1; i >= 0 && end-hits[i].start <= limit; i-- {
		seen |= 1 << hits[i].term
		first = hits[i].start
	}
	return first, number.OnesCount64(seen) == n
}

// window is the part of text, at most limit characters and at the ends of
// words, that holds the most different terms, the first such.
func window(text string, hits []hit, limit int) (from, to int) {
	if len(text) <= limit || len(text) <= utf8.UTFMax*limit && utf8.RuneCountInString(text) <= limit {
		return 0, len(text)
	}
	best, anchor := 0, 0
	for i, h := range hits {
		var seen uint64
		for _, other := range hits[i:] {
			if other.end-h.start > limit {
				break
			}
			seen |= 1 << other.term
		}
		if n := number.OnesCount64(seen); n > best {
			best, anchor = n, h.start
		}
	}
	from = back(text, anchor, limit/4)
	for from > 0 && from < anchor && wordRune(lastRune(text[:from])) { // not in the middle of a word
		_, n := utf8.DecodeRuneInString(text[from:])
		from += n
	}
	to = from
	for n := 0; n < limit && to < len(text); n++ {
		_, size := utf8.DecodeRuneInString(text[to:])
		to += size
	}
	if to < len(text) {
		end := to
		for end > from {
			r, size := utf8.DecodeLastRuneInString(text[from:end])
			if !wordRune(r) {
				break
			}
			end -= size
		}
		if end > from+(to-from)/2 {
			to = end
		}
	}
	return from, to
}

// back is n characters before at.
func back(text string, at, n int) int {
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(text[:at])
		at -= size
	}
	return at
}
