package store

import (
	"strings"

	"github.com/uptrace/bun"
)

// list is the values of an IN (?); an empty one meets no row.
func list[T any](values []T) any { return bun.List(values) }

var likeEscaper = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// escapeLike makes s match as it is in LIKE … ESCAPE '\'.
func escapeLike(s string) string { return likeEscaper.Replace(s) }
