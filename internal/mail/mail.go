// Package mail words what Plenary sends by e-mail and sends it: for sign-in,
// invitations and answers to requests for an account. Every mail is written in
// its recipient's language, as plain text and as HTML from one letter.
package mail

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net"
	netmail "net/mail"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"plenary/internal/forum"
)

// Kind is what a mail is about.
type Kind string

const (
	SignInLink      Kind = "sign_in_link"     // needs Link and ValidFor
	Invitation      Kind = "invitation"       // needs Link
	AccountApproved Kind = "account_approved" // needs Link, which signs in
	AccountDeclined Kind = "account_declined"
	GuestConfirm    Kind = "guest_confirm" // needs Link, Title and ValidFor
	GuestAnswer     Kind = "guest_answer"  // needs Link, Title and Stop
	GuestShown      Kind = "guest_shown"   // needs Link and Title
	GuestRefused    Kind = "guest_refused" // needs Title
)

// Message is a mail to be composed; it can be kept as JSON until then.
type Message struct {
	To   string // address
	Kind Kind
	Lang forum.Lang
	Data Data

	// Key makes the Message-ID the same whenever the same mail is tried again,
	// so that mail programs show it once. Random if "".
	Key string
}

// Data is what a mail tells. "" leaves out what it would have said.
type Data struct {
	Name     string        // of the recipient
	From     string        // who invites
	Group    string        // that one is invited to; "" for the network
	Note     string        // what a person adds in their own words
	Title    string        // of the article that is about
	Stop     string        // address that ends mails like this one, on this site
	Link     string        // on this site; acts only by a button, since scanners follow links
	ValidFor time.Duration // the link
}

// Letterhead is the network that writes.
type Letterhead struct {
	Name    string // of the network
	BaseURL string // its address, as people use it
}

// Envelope is one mail, ready to send.
type Envelope struct {
	From, To   netmail.Address
	Subject    string
	Text, HTML string
	Lang       forum.Lang
	ID         string // the Message-ID, without its brackets
	Stop       string // address that ends mails like this one by one POST (RFC 8058); "" if there is none
	Date       time.Time
}

// Sender takes mail on its way. When it answers nil the mail is out of our
// hands, or on disk.
type Sender interface {
	Send(ctx context.Context, e Envelope) error
}

// Compose words m at that time.
// Errors: Invalid (no address), Internal (unknown kind, link to another site).
func (h Letterhead) Compose(m Message, now time.Time) (Envelope, error) {
	base, err := url.Parse(h.BaseURL)
	if err != nil || base.Hostname() == "" {
		return Envelope{}, forum.Errorf("mail: %q is no address of a site", h.BaseURL)
	}
	to, err := forum.CleanEmail(m.To)
	if err != nil {
		return Envelope{}, err
	}
	for _, address := range []string{m.Data.Link, m.Data.Stop} {
		if address == "" {
			continue
		}
		link, err := url.Parse(address)
		if err != nil || link.Scheme != base.Scheme || link.Host != base.Host || link.User != nil {
			return Envelope{}, forum.Errorf("mail: the link does not lead to this site")
		}
	}
	site := oneLine(h.Name, forum.MaxGroupName)
	l, err := write(m, site, base.String())
	if err != nil {
		return Envelope{}, err
	}
	var html strings.Builder
	if err := page(l).Render(context.Background(), &html); err != nil {
		return Envelope{}, forum.Errorf("mail: %w", err)
	}
	id := rand.Text()
	if m.Key != "" {
		sum := sha256.Sum256([]byte(m.Key + "\x00" + to))
		id = hex.EncodeToString(sum[:16])
	}
	host := mailHost(base)
	return Envelope{
		From:    netmail.Address{Name: site, Address: "plenary@" + host},
		To:      netmail.Address{Address: to},
		Subject: l.Subject, Text: text(l), HTML: html.String(),
		Lang: m.Lang.UI(), ID: id + "@" + host, Date: now, Stop: l.Stop,
	}, nil
}

// mailHost is the site's host as mail writes it.
func mailHost(base *url.URL) string {
	if net.ParseIP(base.Hostname()) != nil { // only while trying things out
		return "localhost"
	}
	return strings.ToLower(base.Hostname())
}

// oneLine is s in one line of at most that many characters, fit for a subject.
func oneLine(s string, most int) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == utf8.RuneError }), " ")
	if runes := []rune(s); len(runes) > most {
		s = strings.TrimSpace(string(runes[:most-1])) + "…"
	}
	return s
}

// plainName is a name that somebody typed who may not be known to us, or ""
// where it has the shape of an address: nobody shall send advertisements
// through us by asking for an account in somebody else's name.
func plainName(s string) string {
	s = oneLine(s, forum.MaxName)
	if strings.ContainsAny(s, "/@:<>") {
		return ""
	}
	for _, word := range strings.Fields(s) {
		word = strings.TrimRight(word, ".,")
		if dot := strings.LastIndexByte(word, '.'); dot >= 0 && len(word)-dot > 2 { // not J.R.
			return ""
		}
	}
	return s
}
