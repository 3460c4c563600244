package fill

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"plenary/internal/forum"
)

// writer makes up texts. Words come with the frequencies of real language: few
// are everywhere, most are rare, and places make up a long tail.
type writer struct {
	r     *rand.Rand
	zipfs map[int]*rand.Zipf
}

func newWriter(r *rand.Rand) *writer { return &writer{r: r, zipfs: map[int]*rand.Zipf{}} }

// rank picks from 0 to n-1, the first ones by far the most often.
func (w *writer) rank(n int) int {
	if n < 2 {
		return 0
	}
	z := w.zipfs[n]
	if z == nil {
		z = rand.NewZipf(w.r, 1.1, 4, uint64(n-1))
		w.zipfs[n] = z
	}
	return int(z.Uint64())
}

func (w *writer) pick(from []string) string { return from[w.rank(len(from))] }

func (w *writer) any(from []string) string { return from[w.r.IntN(len(from))] }

// place is where something happens: one of some thousand towns.
func (w *writer) place(lang forum.Lang) string {
	n := w.rank(8000)
	town := syllables[n%len(syllables)] + syllables[n/len(syllables)%len(syllables)] + []string{"", "ton", "field", "ville", "ridge", "a", "ia", "port", "dale", "moor", "stead", "o", "by"}[n/len(syllables)/len(syllables)%13]
	town = capital(town)
	if lang == forum.Spanish {
		return "en " + town
	}
	return "in " + town
}

// fillIn replaces the capital letters that stand alone in a pattern.
func (w *writer) fillIn(s speech, lang forum.Lang, pattern string) string {
	var b strings.Builder
	runes := []rune(pattern)
	alone := func(i int) bool {
		before := i == 0 || !unicode.IsLetter(runes[i-1])
		plural := i+1 < len(runes) && runes[i] == 'N' && runes[i+1] == 's' && (i+2 == len(runes) || !unicode.IsLetter(runes[i+2]))
		return before && (plural || i+1 == len(runes) || !unicode.IsLetter(runes[i+1]))
	}
	for i, r := range runes {
		if !alone(i) {
			b.WriteRune(r)
			continue
		}
		switch r {
		case 'N':
			b.WriteString(w.pick(s.nouns))
		case 'V':
			b.WriteString(w.pick(s.verbs))
		case 'A':
			b.WriteString(w.pick(s.adjectives))
		case 'P':
			b.WriteString(w.place(lang))
		case 'T':
			b.WriteString(w.any(s.times))
		case 'W':
			b.WriteString(w.pick(firstNames))
		case 'D':
			b.WriteString(strconv.Itoa(2 + w.rank(400)))
		default:
			b.WriteRune(r)
		}
	}
	return capital(b.String())
}

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

func speechOf(lang forum.Lang) speech {
	if lang == forum.Spanish {
		return spanish
	}
	return english
}

// title is that of a discussion.
func (w *writer) title(lang forum.Lang) string {
	s := speechOf(lang)
	return w.fillIn(s, lang, w.any(s.titles))
}

// text is some paragraphs of so many sentences in all.
func (w *writer) text(lang forum.Lang, sentences int) string {
	s := speechOf(lang)
	var b strings.Builder
	for i := range sentences {
		switch {
		case i == 0:
		case i%4 == 0:
			b.WriteString("\n\n")
		default:
			b.WriteByte(' ')
		}
		b.WriteString(w.fillIn(s, lang, w.pick(s.patterns)))
	}
	return b.String()
}

// said is a post in a conversation of that kind: mostly short, seldom long.
func (w *writer) said(kind forum.ConversationKind, lang forum.Lang, first bool) string {
	switch {
	case kind == forum.Channel:
		return w.text(lang, 1+w.rank(4))
	case first:
		return w.any(speechOf(lang).openings) + "\n\n" + w.text(lang, 3+w.r.IntN(8))
	case w.r.IntN(100) == 0:
		return w.text(lang, 30+w.r.IntN(60))
	}
	return w.text(lang, 1+w.rank(9))
}
