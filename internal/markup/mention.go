package markup

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mention is a handle in a text: text[start:end] is the @ and the handle.
type mention struct {
	start, end int
	handle     string // lower case
}

var handlePattern = regexp.MustCompile(`@[A-Za-z0-9][A-Za-z0-9-]{1,29}`)

// findMentions finds what has the shape of a mention: not addresses (a@b), not
// parts of words (@josé is not @jos).
func findMentions(text string) []mention {
	if strings.IndexByte(text, '@') < 0 {
		return nil
	}
	var out []mention
	for _, at := range handlePattern.FindAllStringIndex(text, -1) {
		start, end := at[0], at[1]
		before, _ := utf8.DecodeLastRuneInString(text[:start])
		after, _ := utf8.DecodeRuneInString(text[end:])
		if start > 0 && (wordRune(before) || strings.ContainsRune("@./", before)) ||
			end < len(text) && (wordRune(after) || after == '@' || after == '-') {
			continue
		}
		handle := strings.TrimRight(text[start+1:end], "-")
		if len(handle) > 1 {
			out = append(out, mention{start, start + 1 + len(handle), strings.ToLower(handle)})
		}
	}
	return out
}

func wordRune(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// named calls plain and found for the parts of text in order: found for the
// handles that are in people, plain for what stands between.
func named(text string, people map[string]Mention, plain func(string), found func(handle string, m Mention)) {
	if len(people) > 0 {
		done := 0
		for _, at := range findMentions(text) {
			m, ok := people[at.handle]
			if !ok || m.ID == 0 && at.handle != GroupHandle {
				continue
			}
			if m.Handle == "" {
				m.Handle = at.handle
			}
			plain(text[done:at.start])
			found(at.handle, m)
			done = at.end
		}
		text = text[done:]
	}
	plain(text)
}
