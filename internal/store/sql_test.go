package store

import (
	"slices"
	"testing"
)

func TestBound_putsEachArgumentInItsPlace(t *testing.T) {
	for _, c := range []struct {
		query string
		args  []any
		text  string
		flat  []any
	}{
		{"SELECT 1", nil, "SELECT 1", nil},
		{"a = ? AND b = ?", []any{1, "x"}, "a = ? AND b = ?", []any{1, "x"}},
		{"a = ?1 OR b = ?0 OR c = ?1", []any{1, "x"}, "a = ? OR b = ? OR c = ?", []any{"x", 1, "x"}},
		{"a IN (?) AND b = ?", []any{list([]int{4, 5, 6}), true}, "a IN (?, ?, ?) AND b = ?", []any{4, 5, 6, true}},
		{"a IN (?)", []any{list([]string{})}, "a IN (NULL)", nil},
		{"a = '?' AND b = '?0' || 'it''s ?' AND c = ?", []any{9}, "a = '?' AND b = '?0' || 'it''s ?' AND c = ?", []any{9}},
		{"a = ?", []any{"n\x00l"}, "a = ?", []any{"n\ufffdl"}},
		{"a IN (?)", []any{list([]string{"\x00"})}, "a IN (?)", []any{"\ufffd"}},
		{"a = ? LIMIT ?", []any{1, 20}, "a = ? LIMIT 20", []any{1}},
		{"a = 'open ?", []any{1}, "a = 'open ?", nil},
	} {
		text, flat := bound(c.query, c.args)
		if text != c.text || !slices.Equal(flat, c.flat) {
			t.Errorf("%s %v:\ngot  %s %v\nwant %s %v", c.query, c.args, text, flat, c.text, c.flat)
		}
	}
}
