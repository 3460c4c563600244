// Package seek takes apart what people type into a search, and words it for
// SQLite's full text.
package seek

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"plenary/internal/fold"
	"plenary/internal/forum"
)

// Kinds are the conversations whose posts a search goes through, by what was
// asked for; "": anything.
var Kinds = map[string][]forum.ConversationKind{
	"":           {forum.Discussion, forum.Channel, forum.Comments},
	"discussion": {forum.Discussion},
	"channel":    {forum.Channel},
	"comments":   {forum.Comments},
}

// Others are what else it finds.
var Others = map[string][]string{
	"":         {"article", "person", "group"},
	"articles": {"article"},
	"people":   {"person"},
	"groups":   {"group"},
}

// Query is what was typed, taken apart.
type Query struct {
	Terms  []string // words and phrases
	Open   bool     // the last term may go on
	In     string   // a key of Kinds or Others
	Groups []string // slugs
	By     []string // folded
	After  time.Time
	Before time.Time
}

// Empty reports whether there is nothing to look for.
func (q Query) Empty() bool {
	return len(q.Terms) == 0 && q.Plain()
}

// Plain reports whether only words were given: filters speak of posts.
func (q Query) Plain() bool {
	return len(q.Groups) == 0 && len(q.By) == 0 && q.After.IsZero() && q.Before.IsZero()
}

const maxTerms = 12

// Parse takes apart words, "phrases" and operators. Dates are days in
// zone: after: from its start, before: until its start.
func Parse(typed, in string, zone *time.Location) Query {
	q := Query{In: in, Open: !strings.HasSuffix(typed, " ") && !strings.HasSuffix(typed, `"`)}
	if runes := []rune(typed); len(runes) > 500 {
		typed = string(runes[:500])
	}
	for _, word := range splitQuery(typed) {
		name, value, isOp := strings.Cut(word, ":")
		if isOp && value != "" && q.filter(name, strings.Trim(value, `"`), zone) {
			continue
		}
		if len(q.Terms) < maxTerms {
			q.Terms = append(q.Terms, strings.Trim(word, `"`))
		}
	}
	q.Terms = slices.DeleteFunc(q.Terms, func(t string) bool { return Match([]string{t}, false) == "" })
	return q
}

// filter takes an operator; false if it is none, so that it is text.
func (q *Query) filter(name, value string, zone *time.Location) bool {
	switch strings.ToLower(name) {
	case "group":
		q.Groups = append(q.Groups, strings.ToLower(value))
	case "by":
		q.By = append(q.By, fold.Fold(strings.TrimPrefix(value, "@")))
	case "in":
		value = strings.ToLower(value)
		_, posts := Kinds[value]
		_, others := Others[value]
		if !posts && !others {
			return false
		}
		q.In = value
	case "after", "before":
		day, err := time.ParseInLocation(time.DateOnly, value, zone)
		if err != nil {
			return false
		}
		if strings.EqualFold(name, "after") {
			q.After = day
		} else {
			q.Before = day
		}
	default:
		return false
	}
	return true
}

// splitQuery splits at spaces outside quotes; a quote that is never closed
// goes to the end.
func splitQuery(s string) []string {
	quoted := false
	return strings.FieldsFunc(s, func(r rune) bool {
		if r == '"' {
			quoted = !quoted
		}
		return !quoted && (r == ' ' || r == '\t' || r == '\n' || r == '\u00a0')
	})
}

// Match makes an FTS5 query of words and quoted phrases: each is quoted, so
// that nothing in it is syntax, and the last word matches as a beginning. It
// is "" if there is nothing to look for.
func Match(terms []string, prefixLast bool) string {
	var quoted []string
	for i, term := range terms {
		term = strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) {
				return r
			}
			return ' '
		}, term)
		term = strings.Join(strings.Fields(term), " ")
		if term == "" {
			continue
		}
		q := `"` + term + `"`
		if prefixLast && i == len(terms)-1 && len([]rune(term)) > 1 {
			q += "*"
		}
		quoted = append(quoted, q)
	}
	return strings.Join(quoted, " ")
}
