// Package tongue guesses which language a short text is in: English, Spanish,
// or another one. It asks nobody, and says so where a text says too little.
package tongue

import (
	"strings"
	"unicode"

	"plenary/internal/forum"
)

const (
	longest   = 4000 // characters that are looked at
	clear     = 1.3  // times as many words as the next language has
	manyOther = 3    // words of another language, before it is believed
	fewest    = 10   // letters that letters alone can tell a language by
	apart     = 0.25 // by which the triples of letters must differ, each on average
)

// Guess is the language of a text, or "" where it can't be told: names,
// numbers, an address, a word that both have.
func Guess(text string) forum.Lang {
	words, letters, foreign := read(text)
	if letters == 0 {
		return ""
	}
	if foreign*2 > letters {
		return forum.Other
	}
	counts := map[string]float64{}
	marked := false
	for _, w := range words {
		for _, l := range small[w] {
			counts[l]++
		}
		marked = marked || strings.ContainsAny(w, "ñ")
	}
	if marked || strings.ContainsAny(text, "¿¡") {
		counts["es"] += 2
	}
	first, second := best(counts)
	if counts[first] > 0 && counts[first] >= clear*counts[second] && (counts[first] > 1 || counts[second] == 0) {
		switch {
		case first == "en" || first == "es":
			return forum.Lang(first)
		case counts[first] >= manyOther:
			return forum.Other
		}
		return ""
	}
	if letters < fewest {
		return ""
	}
	return byTriples(words)
}

// read gives a text's words, lower case, without addresses, handles and what
// has digits; how many letters it has, and how many of them are not Latin.
func read(text string) (words []string, letters, foreign int) {
	if runes := []rune(text); len(runes) > longest {
		text = string(runes[:longest])
	}
	for part := range strings.FieldsSeq(text) {
		if strings.Contains(part, "://") || strings.ContainsAny(part, "@0123456789/\\_") {
			continue
		}
		for _, w := range strings.FieldsFunc(strings.ToLower(part), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
			words = append(words, w)
			for _, r := range w {
				letters++
				if !unicode.Is(unicode.Latin, r) && !unicode.IsMark(r) {
					foreign++
				}
			}
		}
	}
	return words, letters, foreign
}

// best are the two languages of the most words.
func best(counts map[string]float64) (first, second string) {
	for _, l := range languages {
		switch {
		case first == "" || counts[l] > counts[first]:
			first, second = l, first
		case second == "" || counts[l] > counts[second]:
			second = l
		}
	}
	return first, second
}
