package record

import (
	"archive/zip"
	"bytes"
	"fmt"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"plenary/internal/forum"
	"plenary/internal/markup"
	"plenary/web/lang"
)

const maxReferences = 20 // of the posts above one

// mbox writes the posts as letters for mail programs, with From_ lines quoted
// as mboxrd does. Nobody's address is in it: the domains exist nowhere.
func (t *talk) mbox() error {
	w, err := t.begin(t.folder(t.c.ID)+"posts.mbox", zip.Deflate)
	if err != nil {
		return err
	}
	return t.each(func(p forum.Post) error {
		letter, err := t.letter(p)
		if err == nil {
			_, err = w.Write(letter)
		}
		return err
	})
}

// author is whom a letter is from.
func (t *talk) author(a forum.Author) mail.Address {
	p := lang.In(t.v.Lang)
	switch {
	case a.Guest:
		return mail.Address{Name: a.Name, Address: "guest@guests.invalid"}
	case a.Former():
		return mail.Address{Name: p.T("person.former"), Address: "former@members.invalid"}
	}
	return mail.Address{Name: a.Name, Address: a.Handle + "@members.invalid"}
}

func (t *talk) messageID(id forum.PostID) string {
	host := "localhost"
	if base, err := url.Parse(t.Site); err == nil && base.Hostname() != "" {
		host = base.Hostname()
	}
	return fmt.Sprintf("<p%d@%s>", id, host)
}

// references are the posts above one, from the one that all of a discussion
// answers to the nearest.
func (t *talk) references(id forum.PostID) (all []string) {
	for up := t.answers[id]; up != 0 && up != t.first && len(all) < maxReferences; up = t.answers[up] {
		all = append(all, t.messageID(up))
	}
	if t.c.Kind == forum.Discussion && id != t.first || t.answers[id] == t.first && t.first != 0 {
		all = append(all, t.messageID(t.first))
	}
	slices.Reverse(all)
	return all
}

// word encodes a header of any length as lines that mail allows.
func word(s string) string { return folded(mime.QEncoding.Encode("utf-8", s)) }

func folded(s string) string { return strings.ReplaceAll(s, "?= =?", "?=\n =?") }

func (t *talk) letter(p forum.Post) ([]byte, error) {
	from := t.author(p.Author)
	subject := t.c.Title
	if p.ID != t.first {
		subject = "Re: " + subject
	}
	text, html := p.Text, markup.Relink(p.HTML, func(address string) string {
		if strings.HasPrefix(address, "/") {
			return t.Site + address
		}
		return address
	})
	if p.State == forum.Removed {
		text = lang.In(t.v.Lang).T("record.removed")
		html = ""
	}
	var body bytes.Buffer
	parts := multipart.NewWriter(&body)
	for _, part := range []struct{ kind, text string }{{"text/plain", text}, {"text/html", string(html)}} {
		if part.kind == "text/html" && part.text == "" {
			continue
		}
		head := textproto.MIMEHeader{"Content-Type": {part.kind + "; charset=utf-8"}, "Content-Transfer-Encoding": {"quoted-printable"}}
		w, err := parts.CreatePart(head)
		if err != nil {
			return nil, forum.Errorf("record: letter: %w", err)
		}
		qp := quotedprintable.NewWriter(w)
		if _, err := qp.Write([]byte(part.text)); err != nil {
			return nil, forum.Errorf("record: letter: %w", err)
		}
		if err := qp.Close(); err != nil {
			return nil, forum.Errorf("record: letter: %w", err)
		}
	}
	if err := parts.Close(); err != nil {
		return nil, forum.Errorf("record: letter: %w", err)
	}
	var out bytes.Buffer
	at := p.CreatedAt.UTC()
	fmt.Fprintf(&out, "From %s %s\n", from.Address, at.Format(time.ANSIC))
	fmt.Fprintf(&out, "From: %s\nDate: %s\nSubject: %s\nMessage-ID: %s\n", folded(from.String()), at.Format(time.RFC1123Z), word(subject), t.messageID(p.ID))
	if p.ReplyTo != 0 {
		fmt.Fprintf(&out, "In-Reply-To: %s\n", t.messageID(p.ReplyTo))
	}
	if above := t.references(p.ID); len(above) > 0 {
		fmt.Fprintf(&out, "References: %s\n", strings.Join(above, "\n "))
	}
	fmt.Fprintf(&out, "Archived-At: <%s%s>\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=%s\n\n", t.Site, p.Path(), parts.Boundary())
	lines := bytes.ReplaceAll(body.Bytes(), []byte("\r\n"), []byte("\n"))
	out.Write(fromLine.ReplaceAll(lines, []byte(">$0")))
	out.WriteString("\n")
	return out.Bytes(), nil
}

// fromLine begins a line that would begin the next letter, or was quoted so
// before.
var fromLine = regexp.MustCompile(`(?m)^>*From `)
