package forum

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// NetworkRole is what a person is in the whole network.
type NetworkRole string

const (
	RoleMember    NetworkRole = "member"
	RoleModerator NetworkRole = "moderator"
	RoleOrganiser NetworkRole = "organiser"
	MaxEmail                  = 254
	MaxName                   = 80
	MaxHandle                 = 30
	MinPassword               = 10
	MaxPassword               = 1024 // bytes; argon2id reads all of them
	MaxBio                    = 1000
	MaxOrgName                = 120
)

// Valid reports whether r is a role that can be given.
func (r NetworkRole) Valid() bool {
	return r == RoleMember || r == RoleModerator || r == RoleOrganiser
}

// How a person came to the network. People who were invited or added are
// exempt from holds.
const (
	CameFirst     = "first"
	CameInvited   = "invited"
	CameRequested = "requested"
	CameAdded     = "added"
)

// Person is an account as its owner and organisers see it.
type Person struct {
	ID           UserID
	Email        string // "" once the person has left
	Name         string
	Handle       string
	Organisation string
	Bio          string
	Lang         Lang   // "" follows the browser
	Zone         string // IANA name; "" is the network's
	Only         Lang   // the one language of posts they read; "" is all
	Role         NetworkRole
	AvatarFile   FileID
	HasPassword  bool
	SingleKeys   bool       // single keys do something for them
	Sanctions    []Sanction // not ended; read of whoever enters
	CreatedAt    time.Time
	LeftAt       time.Time // zero while the account is open
}

// SilentIn lists where the person may not write now; 0 is everywhere.
func (p Person) SilentIn(now time.Time) (groups []GroupID) {
	for _, s := range p.Sanctions {
		if s.Kind == Silenced && s.Holds(now) {
			groups = append(groups, s.Group)
		}
	}
	return groups
}

// Author is a person as posts and lists show them. A zero ID is a former member.
type Author struct {
	ID           UserID
	Name         string
	Handle       string
	Organisation string
	AvatarFile   FileID
	Role         GroupRole // in the group of the conversation; "" if none
	Guest        bool
	GuestID      GuestID // of a guest; for the site alone
}

// Former reports whether a was a member who has left.
func (a Author) Former() bool { return a.ID == 0 && !a.Guest }

// CleanEmail is the form in which addresses are compared and stored: trimmed,
// lower case. Invalid if it has not the shape of an address.
func CleanEmail(s string) (string, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	at := strings.LastIndexByte(s, '@')
	if at < 1 || at == len(s)-1 || len(s) > MaxEmail || strings.ContainsFunc(s, badInEmail) ||
		!strings.Contains(s[at:], ".") && s[at:] != "@localhost" {
		return "", Wrong("email", "error.email")
	}
	return s, nil
}

func badInEmail(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(`<>(),;:"[]\`, r)
}

// CleanLine is s as one line: trimmed, white space folded, control and
// invisible formatting characters gone. Invalid if it is then empty or longer
// than max characters.
func CleanLine(field, s string, minLen, maxLen int) (string, error) {
	s = strings.Join(strings.FieldsFunc(strings.Map(visible, s), unicode.IsSpace), " ")
	switch n := utf8.RuneCountInString(s); {
	case minLen > 0 && !strings.ContainsFunc(s, shows):
		return "", Wrong(field, "error.required")
	case n < minLen:
		return "", Wrong(field, "error.too_short", "Min", minLen)
	case n > maxLen:
		return "", Wrong(field, "error.too_long", "Max", maxLen)
	}
	return s, nil
}

// shows reports whether a character can be seen: a name or a title of others
// alone would be an empty link.
func shows(r rune) bool {
	switch r {
	case '\u115f', '\u1160', '\u2800', '\u3164', '\uffa0': // letters and signs that are blank
		return false
	}
	return unicode.IsGraphic(r) && !unicode.IsSpace(r) && !unicode.Is(unicode.M, r)
}

// CleanText is s with line ends made \n and control and bidirectional override
// characters gone. Invalid if it is longer than max characters.
func CleanText(field, s string, maxLen int) (string, error) {
	s = strings.TrimSpace(strings.Map(visible, strings.ReplaceAll(s, "\r\n", "\n")))
	if utf8.RuneCountInString(s) > maxLen {
		return "", Wrong(field, "error.too_long", "Max", maxLen)
	}
	return s, nil
}

// visible drops what a name or a line of text must not hide: control
// characters, bidirectional overrides and isolates, zero-width characters but
// for the joiners that scripts and emoji need, and what was not UTF-8.
func visible(r rune) rune {
	switch {
	case r == '\n', r == '\t':
		return r
	case unicode.IsControl(r), r == utf8.RuneError,
		r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069',
		r == '\u200b', r == '\u200e', r == '\u200f', r == '\u2060', r == '\ufeff':
		return -1
	}
	return r
}

// ValidHandle reports whether s can be a handle: 2–30 of a-z, 0-9 and -,
// starting with a letter or digit, and not a word that mentions reserve.
func ValidHandle(s string) bool {
	if len(s) < 2 || len(s) > MaxHandle || s[0] == '-' || s == "group" || s == "all" || s == "here" {
		return false
	}
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' {
			return false
		}
	}
	return true
}

// Path is the address of the person's profile within the site.
func (p Person) Path() string { return "/people/" + strconv.FormatInt(int64(p.ID), 10) }
