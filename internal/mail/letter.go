package mail

import (
	"strings"
	"time"

	"plenary/internal/forum"
	"plenary/web/lang"
)

const maxNote = 2000 // characters

// letter is what a mail says, for both of its parts. Its empty fields are left
// out.
type letter struct {
	Lang      string
	Site      string
	Home      string // the site's address
	Subject   string
	Greeting  string
	Opening   []string
	NoteTitle string
	Note      []string // lines
	Button    string
	Link      string
	LinkHint  string // what to do where the button does nothing
	Closing   []string
	StopWord  string
	Stop      string
}

func write(m Message, site, home string) (letter, error) {
	p, d := lang.In(m.Lang), m.Data
	l := letter{Lang: string(m.Lang.UI()), Site: site, Home: home, Link: d.Link}
	if name := plainName(d.Name); name != "" {
		l.Greeting = p.T("mail.greeting_name", "Name", name)
	} else {
		l.Greeting = p.T("mail.greeting")
	}
	valid := validity(p, d.ValidFor)

	switch m.Kind {
	case SignInLink:
		l.Subject = p.T("mail.sign_in.subject", "Site", site)
		l.Opening = []string{p.T("mail.sign_in.opening", "Site", site), valid}
		l.Button = p.T("mail.sign_in.button")
		l.Closing = []string{p.T("mail.sign_in.closing")}
	case Invitation:
		place := site
		if group := oneLine(d.Group, forum.MaxGroupName); group != "" {
			place = p.T("mail.invitation.group", "Group", group, "Site", site)
		}
		l.Subject = p.T("mail.invitation.subject", "Place", place)
		from := plainName(d.From)
		if from != "" {
			l.Opening = []string{p.T("mail.invitation.from", "From", from, "Place", place)}
			l.NoteTitle = p.T("mail.note_from", "From", from)
		} else {
			l.Opening = []string{p.T("mail.invitation.opening", "Place", place)}
			l.NoteTitle = p.T("mail.note")
		}
		l.Opening = append(l.Opening, p.T("mail.invitation.about", "Site", site))
		if days := int64(d.ValidFor / (24 * time.Hour)); days > 0 {
			l.Opening = append(l.Opening, p.N("mail.invitation.valid", days))
		}
		l.Button = p.T("mail.invitation.button")
		l.Closing = []string{p.T("mail.invitation.closing")}
	case AccountApproved:
		l.Subject = p.T("mail.approved.subject", "Site", site)
		l.Opening = []string{p.T("mail.approved.opening", "Site", site), valid}
		l.NoteTitle = p.T("mail.note")
		l.Button = p.T("mail.sign_in.button")
		l.Closing = []string{p.T("mail.approved.closing")}
	case AccountDeclined:
		l.Subject = p.T("mail.declined.subject", "Site", site)
		l.Opening = []string{p.T("mail.declined.opening", "Site", site)}
		l.NoteTitle = p.T("mail.note")
		l.Closing = []string{p.T("mail.declined.closing")}
	case GuestConfirm:
		title := oneLine(d.Title, forum.MaxArticleTitle)
		l.Subject = p.T("mail.guest_confirm.subject", "Site", site)
		l.Opening = []string{p.T("mail.guest_confirm.opening", "Title", title, "Site", site), valid}
		l.Button = p.T("mail.guest_confirm.button")
		l.Closing = []string{p.T("mail.guest_confirm.closing")}
	case GuestAnswer:
		title, from := oneLine(d.Title, forum.MaxArticleTitle), plainName(d.From)
		l.Subject = p.T("mail.guest_answer.subject", "Title", title)
		l.Opening = []string{p.T("mail.guest_answer.opening", "Title", title)}
		if from != "" {
			l.Opening = []string{p.T("mail.guest_answer.from", "From", from, "Title", title)}
		}
		l.Button = p.T("mail.guest_answer.button")
		l.StopWord, l.Stop = p.T("mail.guest_answer.stop"), d.Stop
	case GuestShown:
		title := oneLine(d.Title, forum.MaxArticleTitle)
		l.Subject = p.T("mail.guest_shown.subject", "Title", title)
		l.Opening = []string{p.T("mail.guest_shown.opening", "Title", title)}
		l.NoteTitle = p.T("mail.guest_note")
		l.Button = p.T("mail.guest_shown.button")
		l.Closing = []string{p.T("mail.guest_shown.closing")}
	case GuestRefused:
		title := oneLine(d.Title, forum.MaxArticleTitle)
		l.Subject = p.T("mail.guest_refused.subject", "Title", title)
		l.Opening = []string{p.T("mail.guest_refused.opening", "Title", title, "Site", site)}
		l.NoteTitle = p.T("mail.guest_note")
		l.Closing = []string{p.T("mail.guest_refused.closing")}
	default:
		return letter{}, forum.Errorf("mail: unknown kind %q", m.Kind)
	}
	if (l.Button != "") != (l.Link != "") {
		return letter{}, forum.Errorf("mail: %s with link %v", m.Kind, l.Link != "")
	}
	if l.Link != "" {
		l.LinkHint = p.T("mail.link_hint")
	}
	note, err := forum.CleanText("note", d.Note, maxNote)
	if err != nil {
		return letter{}, err
	}
	if note != "" && l.NoteTitle != "" {
		l.Note = strings.Split(note, "\n")
	}
	l.Subject = oneLine(l.Subject, 2*forum.MaxGroupName)
	return l, nil
}

// validity says how long a link works that signs in once; "" for 0.
// It rounds down: nobody shall come too late.
func validity(p *lang.Printer, d time.Duration) string {
	switch {
	case d >= 48*time.Hour:
		return p.N("mail.valid_days", int64(d/(24*time.Hour)))
	case d >= 2*time.Hour:
		return p.N("mail.valid_hours", int64(d/time.Hour))
	case d >= time.Minute:
		return p.N("mail.valid_minutes", int64(d/time.Minute))
	}
	return ""
}

// text is the plain part.
func text(l letter) string {
	var b strings.Builder
	paragraph := func(lines ...string) {
		if len(lines) > 0 && lines[0] != "" {
			b.WriteString(strings.Join(lines, "\n") + "\n\n")
		}
	}
	paragraph(l.Greeting)
	for _, s := range l.Opening {
		paragraph(s)
	}
	if len(l.Note) > 0 {
		paragraph(l.NoteTitle)
		paragraph("> " + strings.Join(l.Note, "\n> "))
	}
	if l.Link != "" {
		paragraph(l.Button+":", l.Link)
	}
	for _, s := range l.Closing {
		paragraph(s)
	}
	if l.Stop != "" {
		paragraph(l.StopWord+":", l.Stop)
	}
	b.WriteString("-- \n" + l.Site + "\n" + l.Home + "\n")
	return b.String()
}
