package given

import (
	"encoding/base64"
	"strconv"
	"strings"

	"plenary/internal/forum"
)

// Whole is s as a number from 0 that is written as one would write it.
func Whole(s string) (int64, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && n >= 0 && strconv.FormatInt(n, 10) == s
}

// Cursor makes of the place where a list goes on what goes back as ?after=:
// the list's name, so that no other list takes it, and numbers.
func Cursor(name string, place ...int64) string {
	for _, n := range place {
		name += "." + strconv.FormatInt(n, 10)
	}
	return base64.RawURLEncoding.EncodeToString([]byte(name))
}

const maxCursor = 100 // bytes, decoded

// Place reads the cursor of a list with n numbers. Invalid if it is none of
// that list's. What it says is not trusted: lists show only what the viewer may
// see, wherever they begin.
func Place(name, cursor string, n int) ([]int64, error) {
	wrong := forum.Wrong("after", "api.cursor")
	raw, err := base64.RawURLEncoding.Strict().DecodeString(cursor)
	if err != nil || len(raw) > maxCursor {
		return nil, wrong
	}
	parts := strings.Split(string(raw), ".")
	if len(parts) != n+1 || parts[0] != name {
		return nil, wrong
	}
	numbers := make([]int64, n)
	for i, part := range parts[1:] {
		var ok bool
		if numbers[i], ok = Whole(part); !ok || numbers[i] >= 1<<53 {
			return nil, wrong
		}
	}
	return numbers, nil
}
