package store

import (
	"strings"

	"github.com/uptrace/bun"
)

// list is the values of an IN (?); an empty one meets no row.
func list[T any](values []T) any {
	plain := make([]any, len(values))
	for i, value := range values {
		plain[i] = value
	}
	return bun.List(withoutNUL(plain))
}

// withoutNUL gives arguments that can stand in a query: a NUL, which bun makes
// a syntax error of, becomes the sign for what is no character. It is not left
// out, so that no text with one finds what another text means.
func withoutNUL(args []any) []any {
	for i, arg := range args {
		if s, ok := arg.(string); ok && strings.IndexByte(s, 0) >= 0 {
			args[i] = strings.ReplaceAll(s, "\x00", "\ufffd")
		}
	}
	return args
}

var likeEscaper = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// escapeLike makes s match as it is in LIKE … ESCAPE '\'.
func escapeLike(s string) string { return likeEscaper.Replace(s) }
