package store

import (
	"strconv"
	"strings"
)

// many is the values of an IN (?).
type many []any

// list is the values of an IN (?); an empty one meets no row.
func list[T any](values []T) many {
	all := make(many, len(values))
	for i, value := range values {
		all[i] = value
	}
	return all
}

// bound is a query as the database takes it, with each argument in its place.
// In ours, ? is the next argument and ?0, ?1, … are the first, the second, …
func bound(query string, args []any) (string, []any) {
	var text strings.Builder
	flat := make([]any, 0, len(args)+2)
	next, from := 0, 0
	for at := 0; at < len(query); at++ {
		switch query[at] {
		case '\'':
			at = endOfText(query, at)
			continue
		case '?':
		default:
			continue
		}
		end := at + 1
		for end < len(query) && '0' <= query[end] && query[end] <= '9' {
			end++
		}
		arg := next
		if end > at+1 {
			arg, _ = strconv.Atoi(query[at+1 : end])
		} else {
			next++
		}
		text.WriteString(query[from:at])
		if n, ok := args[arg].(int); ok && strings.HasSuffix(query[:at], "LIMIT ") {
			text.WriteString(strconv.Itoa(n)) // of a limit that is bound, SQLite makes a new plan each time
			at, from = end-1, end
			continue
		}
		flat = place(&text, flat, args[arg])
		at, from = end-1, end
	}
	text.WriteString(query[from:])
	return text.String(), flat
}

// endOfText is where the text in quotes ends that begins at.
func endOfText(query string, at int) int {
	end := strings.IndexByte(query[at+1:], '\'')
	if end < 0 {
		return len(query)
	}
	return at + 1 + end
}

// place writes the question marks of an argument and adds its values.
func place(text *strings.Builder, flat []any, arg any) []any {
	values, several := arg.(many)
	if !several {
		values = many{arg}
	}
	if len(values) == 0 {
		text.WriteString("NULL")
	}
	for i, value := range values {
		if i > 0 {
			text.WriteString(", ")
		}
		text.WriteByte('?')
		flat = append(flat, withoutNUL(value))
	}
	return flat
}

// withoutNUL gives an argument whose text every function of the database reads
// to its end: a NUL becomes the sign for what is no character. It is not left
// out, so that no text with one finds what another text means.
func withoutNUL(arg any) any {
	if s, ok := arg.(string); ok && strings.IndexByte(s, 0) >= 0 {
		return strings.ReplaceAll(s, "\x00", "\ufffd")
	}
	return arg
}

var likeEscaper = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// escapeLike makes s match as it is in LIKE … ESCAPE '\'.
func escapeLike(s string) string { return likeEscaper.Replace(s) }
