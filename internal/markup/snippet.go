package markup

import (
	"html"
	"strings"
	"unicode/utf8"

	"plenary/internal/fold"
	"plenary/internal/forum"
)

// word is a run of letters and digits of a text.
type word struct {
	start, end int // bytes
	folded     string
}

// Snippet is about limit characters of text, where the most of terms stand,
// with every term in <mark>. Case and accents don't matter; a term of several
// words is a phrase; one that ends in * is the start of a word. The rest is
// escaped.
func Snippet(text string, terms []string, limit int) forum.SafeHTML {
	words := splitWords(text)
	hits := findTerms(words, terms)
	from, to := window(text, words, hits, limit)
	var b strings.Builder
	at := from
	for _, h := range hits {
		start, end := words[h.first].start, words[h.last].end
		if start < at || end > to {
			continue
		}
		b.WriteString(snippetText(text[at:start]))
		b.WriteString("<mark>" + snippetText(text[start:end]) + "</mark>")
		at = end
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

func splitWords(text string) []word {
	var out []word
	start := -1
	for i, r := range text {
		switch in := wordRune(r) && r != '_'; {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			out = append(out, word{start, i, fold.Fold(text[start:i])})
			start = -1
		}
	}
	if start >= 0 {
		out = append(out, word{start, len(text), fold.Fold(text[start:])})
	}
	return out
}

// hit is a term found: words first to last.
type hit struct {
	first, last int
	term        int
}

// findTerms finds terms in words, in order and without overlap.
func findTerms(words []word, terms []string) []hit {
	type want struct {
		words  []word
		prefix bool
	}
	var wanted []want
	for _, t := range terms {
		wanted = append(wanted, want{splitWords(t), strings.HasSuffix(t, "*")})
	}
	var out []hit
	for i := 0; i < len(words); i++ {
		for t, w := range wanted {
			n := len(w.words)
			if n == 0 || i+n > len(words) || !startsWith(words[i:i+n], w.words, w.prefix) {
				continue
			}
			out = append(out, hit{i, i + n - 1, t})
			i += n - 1
			break
		}
	}
	return out
}

func startsWith(words, want []word, prefix bool) bool {
	for i, w := range want {
		last := i == len(want)-1
		if words[i].folded != w.folded && !(last && prefix && strings.HasPrefix(words[i].folded, w.folded)) {
			return false
		}
	}
	return true
}

// window is the part of text, at most limit characters and at the ends of
// words, that holds the most different terms, the first such.
func window(text string, words []word, hits []hit, limit int) (from, to int) {
	if utf8.RuneCountInString(text) <= limit {
		return 0, len(text)
	}
	best, anchor := 0, 0
	for i, h := range hits {
		seen := map[int]bool{}
		for _, other := range hits[i:] {
			if words[other.last].end-words[h.first].start > limit {
				break
			}
			seen[other.term] = true
		}
		if len(seen) > best {
			best, anchor = len(seen), words[h.first].start
		}
		if best == len(hits) {
			break
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
