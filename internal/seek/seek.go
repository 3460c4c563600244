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
	"":         {"article", "person", "group", "file"},
	"articles": {"article"},
	"people":   {"person"},
	"groups":   {"group"},
	"files":    {"file"},
}

// Places are what in: takes, in the order in which they are offered.
var Places = []string{"discussion", "channel", "comments", "articles", "people", "files", "groups"}

// The operators.
const (
	Group  = "group"
	By     = "by"
	In     = "in"
	After  = "after"
	Before = "before"
)

// Operators are all of them, in the order in which they are offered.
var Operators = []string{Group, By, In, After, Before}

// Query is what was typed, taken apart.
type Query struct {
	Terms   []string // words and phrases, each of letters, digits and single spaces
	Open    bool     // the last term may go on: it was not put in quotes
	In      string   // a key of Kinds or Others
	Groups  []string // slugs
	By      []string // folded
	After   time.Time
	Before  time.Time
	Filters []Filter

	pieces []piece
}

// Filter is an operator that was understood.
type Filter struct {
	Name  string // one of Operators
	Value string // as it was typed, without quotes
	at    int    // its piece
}

// piece is a word, a phrase or an operator, as it was typed.
type piece struct {
	text, name string // name of an operator; "" of all else
}

// Empty reports whether there is nothing to look for.
func (q Query) Empty() bool {
	return len(q.Terms) == 0 && q.Plain()
}

// Plain reports whether only words were given.
func (q Query) Plain() bool {
	return len(q.Groups) == 0 && len(q.By) == 0 && q.After.IsZero() && q.Before.IsZero()
}

const (
	maxTerms  = 12
	maxTyped  = 500 // characters; the rest is not looked for
	maxFilter = 8   // filters of one kind
)

// Parse takes apart words, "phrases" and operators. Dates are days in
// zone: after: from its start, before: until its start.
func Parse(typed, in string, zone *time.Location) Query {
	q := Query{In: in}
	if runes := []rune(typed); len(runes) > maxTyped {
		typed = string(runes[:maxTyped])
	}
	for _, word := range splitQuery(typed) {
		name, value, isOp := strings.Cut(word, ":")
		if value = strings.Trim(value, `"`); isOp && value != "" && q.filter(name, value, zone) {
			name = strings.ToLower(name)
			q.Filters = append(q.Filters, Filter{Name: name, Value: value, at: len(q.pieces)})
			q.pieces = append(q.pieces, piece{word, name})
			continue
		}
		q.pieces = append(q.pieces, piece{text: word})
		term := words(word)
		if strings.ContainsFunc(term, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) && len(q.Terms) < maxTerms {
			q.Terms = append(q.Terms, term)
			q.Open = !strings.Contains(word, `"`)
		}
	}
	return q
}

// filter takes an operator; false if it is none, so that it is text.
func (q *Query) filter(name, value string, zone *time.Location) bool {
	switch strings.ToLower(name) {
	case Group:
		if len(q.Groups) == maxFilter {
			return false
		}
		q.Groups = append(q.Groups, strings.ToLower(value))
	case By:
		by := fold.Fold(strings.TrimPrefix(value, "@"))
		if by == "" || len(q.By) == maxFilter {
			return false
		}
		q.By = append(q.By, by)
	case In:
		value = strings.ToLower(value)
		_, posts := Kinds[value]
		_, others := Others[value]
		if !posts && !others {
			return false
		}
		q.drop(In)
		q.In = value
	case After, Before:
		day, err := time.ParseInLocation(time.DateOnly, value, zone)
		if err != nil || day.Year() < 1 {
			return false
		}
		q.drop(strings.ToLower(name))
		if strings.EqualFold(name, After) {
			q.After = day
		} else {
			q.Before = day
		}
	default:
		return false
	}
	return true
}

// drop forgets the filters of a kind of which the last one holds.
func (q *Query) drop(name string) {
	q.Filters = slices.DeleteFunc(q.Filters, func(f Filter) bool { return f.Name == name })
}

// Without is what was typed, without a filter; of a kind of which one holds,
// without any.
func (q Query) Without(f Filter) string {
	if f.Name == Group || f.Name == By {
		return q.rest(func(at int, _ piece) bool { return at == f.at })
	}
	return q.rest(func(_ int, p piece) bool { return p.name == f.Name })
}

// With is what was typed, and a filter. Of a kind of which one holds, it takes
// the place of another.
func (q Query) With(name, value string) string {
	single := name != Group && name != By
	kept := q.rest(func(_ int, p piece) bool { return single && p.name == name })
	if strings.ContainsFunc(value, isSpace) {
		value = `"` + value + `"`
	}
	return strings.TrimSpace(kept + " " + name + ":" + value)
}

func (q Query) rest(drop func(int, piece) bool) string {
	var kept []string
	for at, p := range q.pieces {
		if !drop(at, p) {
			kept = append(kept, p.text)
		}
	}
	return strings.Join(kept, " ")
}

// Marked are the terms as markup.Snippet takes them.
func (q Query) Marked() []string {
	if !q.open() {
		return q.Terms
	}
	marked := slices.Clone(q.Terms)
	marked[len(marked)-1] += "*"
	return marked
}

// Match is the terms that stand as they are in an FTS5 query: each is quoted,
// so that nothing in it is syntax. last is the words of the term that may go
// on; "" if none may.
func (q Query) Match() (match, last string) {
	terms := q.Terms
	if q.open() {
		terms, last = terms[:len(terms)-1], terms[len(terms)-1]
	}
	quoted := make([]string, len(terms))
	for i, term := range terms {
		quoted[i] = `"` + term + `"`
	}
	return strings.Join(quoted, " AND "), last
}

// open reports whether the last term may go on: one letter says too little.
func (q Query) open() bool {
	return q.Open && len(q.Terms) > 0 && len([]rune(q.Terms[len(q.Terms)-1])) > 1
}

// Last is the word that is being typed, at the end of it all, "" after a space;
// name is its operator, "" if it has none that we know, and value what was
// typed of its value. before is all that stands before it.
func Last(typed string) (name, value, before string) {
	at := 0
	quoted := false
	for i, r := range typed {
		if r == '"' {
			quoted = !quoted
		}
		if !quoted && isSpace(r) {
			at = i + len(string(r))
		}
	}
	before, value = typed[:at], typed[at:]
	if op, rest, ok := strings.Cut(value, ":"); ok && slices.Contains(Operators, strings.ToLower(op)) {
		return strings.ToLower(op), strings.Trim(rest, `"`), before
	}
	return "", value, before
}

func isSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\u00a0' }

// splitQuery splits at spaces outside quotes; a quote that is never closed
// goes to the end.
func splitQuery(s string) []string {
	quoted := false
	return strings.FieldsFunc(s, func(r rune) bool {
		if r == '"' {
			quoted = !quoted
		}
		return !quoted && isSpace(r)
	})
}

// words is the letters, digits and marks of a term, and one space for all that
// stands between.
func words(term string) string {
	return strings.Join(strings.FieldsFunc(term, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
	}), " ")
}
