package httpd

import (
	"net/url"
	"strings"
	"unicode"
)

const maxNext = 2000 // bytes of an address to go on to

// nextPath is where signing in leads on to: next if it is an address of this
// site that a browser can't take for another's, else "".
func nextPath(next string) string {
	switch {
	case len(next) > maxNext, !strings.HasPrefix(next, "/"), strings.Contains(next, `\`),
		strings.ContainsFunc(next, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) }):
		return ""
	}
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || strings.Contains(u.Path, "//") ||
		strings.Contains(u.Path, `\`) || strings.Contains(u.Path, "/..") {
		return ""
	}
	for _, loop := range []string{"/sign-in", "/sign-out", "/setup"} {
		if u.Path == loop || strings.HasPrefix(u.Path, loop+"/") {
			return ""
		}
	}
	return next
}

// onward is nextPath, or the first page.
func onward(next string) string {
	if path := nextPath(next); path != "" {
		return path
	}
	return "/"
}
