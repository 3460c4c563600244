package forum

import (
	"regexp"
	"strings"
)

// MaxInvitees is how many addresses can be invited at once.
const MaxInvitees = 200

var addressLike = regexp.MustCompile(`[^\s<>,;:"'()\[\]]+@[^\s<>,;:"'()\[\]]+`)

// Addresses finds what looks like an e-mail address in a list as mail programs
// and spreadsheets give it: on lines, or parted by commas or semicolons, with
// names and brackets or without. A line in which there is none is given as it
// stands.
func Addresses(pasted string) []string {
	var found []string
	for line := range strings.FieldsFuncSeq(pasted, func(r rune) bool { return r == '\n' || r == '\r' || r == ';' }) {
		here := addressLike.FindAllString(line, -1)
		if line = strings.Trim(line, " \t,"); here == nil && line != "" {
			here = []string{line}
		}
		found = append(found, here...)
	}
	return found
}
