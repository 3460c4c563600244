// Package fold makes texts comparable: without case and accents. Search, `by:`
// and handles use it, so that educacion finds educación.
package fold

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// alone are letters whose mark is not a combining character.
var alone = strings.NewReplacer("ø", "o", "đ", "d", "ł", "l", "æ", "ae", "œ", "oe", "ı", "i", "ħ", "h")

// Fold is s in lower case, compatibility-decomposed, without its marks.
func Fold(s string) string {
	at := 0
	for at < len(s) && s[at] < utf8.RuneSelf && !('A' <= s[at] && s[at] <= 'Z') {
		at++
	}
	if at == len(s) {
		return s
	}
	for _, r := range s[at:] {
		if r >= latinEnd {
			return foldAny(s)
		}
	}
	var b strings.Builder
	b.Grow(len(s))
	b.WriteString(s[:at])
	letters := latin()
	for _, r := range s[at:] {
		b.WriteString(letters[r])
	}
	return b.String()
}

// latinEnd is where the letters end that are folded one by one, from a table:
// no mark that combines is among them, so none depends on the next.
const latinEnd = 0x250

var latin = sync.OnceValue(func() *[latinEnd]string {
	var folded [latinEnd]string
	for r := range folded {
		folded[r] = foldAny(string(rune(r)))
	}
	return &folded
})

func foldAny(s string) string {
	s = norm.NFKD.String(cases.Fold().String(s))
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, s)
	return alone.Replace(s)
}

// Slug is s as part of an address: folded, runs of anything but a-z and 0-9
// made one -, at most max bytes, cut at a word if that keeps half. It is ""
// where nothing is left.
func Slug(s string, maxLen int) string {
	var b strings.Builder
	gap := false
	for _, r := range Fold(s) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
			continue
		}
		gap = true
	}
	slug := b.String()
	if len(slug) <= maxLen {
		return slug
	}
	slug = slug[:maxLen]
	if cut := strings.LastIndexByte(slug, '-'); cut > maxLen/2 {
		slug = slug[:cut]
	}
	return strings.Trim(slug, "-")
}

// Plain is a word as SQLite's full text keeps it, in lower case and without
// accents; ok is false where its letters are not a-z with or without accents,
// for which the two of us may differ (ß, ø, ligatures, other scripts).
func Plain(word string) (plain string, ok bool) {
	var b strings.Builder
	for _, r := range norm.NFC.String(word) {
		letters := norm.NFD.String(string(unicode.ToLower(r)))
		for i, l := range letters {
			switch {
			case i == 0 && (l >= 'a' && l <= 'z' || l >= '0' && l <= '9'):
				b.WriteByte(letters[0])
			case i == 0 || !unicode.Is(unicode.Mn, l):
				return "", false
			}
		}
	}
	return b.String(), b.Len() > 0
}
