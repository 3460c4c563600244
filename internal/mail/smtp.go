package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/url"
	"strconv"
	"time"

	gomail "github.com/wneessen/go-mail"

	"plenary/internal/forum"
)

// patience is how long a server may take, to be reached and for each mail.
const patience = 20 * time.Second

// SMTP hands mail to the server at rawURL:
//
//	smtps://user:password@host[:465]   encrypted from the start
//	smtp://user:password@host[:587]    encrypted by STARTTLS, or not at all sent
//	smtp://localhost:1025              not encrypted, since it stays on the machine
//	smtp://host:25?tls=off             not encrypted; takes no password
//
// Errors name what is wrong and never repeat the URL, which holds a password.
func SMTP(rawURL string) (Sender, error) {
	u, err := url.Parse(rawURL)
	if err != nil {
		return nil, forum.Errorf("the SMTP address can't be read")
	}
	s := &smtp{host: u.Hostname(), user: u.User.Username(), encrypt: byStartTLS, port: 587}
	s.password, _ = u.User.Password()
	query := u.Query()
	off := query.Get("tls") == "off"
	query.Del("tls")
	switch {
	case s.host == "" || u.Path != "" && u.Path != "/" || u.Fragment != "":
		return nil, forum.Errorf("the SMTP address needs the form smtp://user:password@host:port")
	case len(query) > 0 || u.Query().Has("tls") && !off:
		return nil, forum.Errorf("the SMTP address takes no setting but tls=off")
	case u.Scheme == "smtps" && off:
		return nil, forum.Errorf("the SMTP address says smtps and tls=off")
	case u.Scheme == "smtps":
		s.encrypt, s.port = fromTheStart, 465
	case u.Scheme != "smtp":
		return nil, forum.Errorf("the SMTP address has to begin with smtp:// or smtps://")
	case off || onThisMachine(s.host):
		s.encrypt = never
	}
	if s.encrypt == never && s.user != "" && !onThisMachine(s.host) {
		return nil, forum.Errorf("the SMTP address has a password, which can't go out with tls=off")
	}
	if p := u.Port(); p != "" {
		if s.port, err = strconv.Atoi(p); err != nil || s.port < 1 || s.port > 65535 {
			return nil, forum.Errorf("the SMTP address has no port %s", p)
		}
	}
	s.tls = &tls.Config{ServerName: s.host, MinVersion: tls.VersionTLS12}
	return s, nil
}

func onThisMachine(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

type encryption int

const (
	byStartTLS encryption = iota
	fromTheStart
	never
)

// smtp opens a connection for each mail: there are few, and none is kept open
// that a server would close.
type smtp struct {
	host           string
	port           int
	user, password string
	encrypt        encryption
	tls            *tls.Config
}

// Send hands e to the server and comes back at once when ctx ends.
func (s *smtp) Send(ctx context.Context, e Envelope) error {
	msg, err := e.message()
	if err != nil {
		return err
	}
	// the client leaves the connection open where encryption or sign-in fails
	hangUp := func() {}
	defer func() { hangUp() }()
	options := []gomail.Option{
		gomail.WithPort(s.port), gomail.WithTimeout(patience), gomail.WithTLSConfig(s.tls.Clone()),
		gomail.WithDialContextFunc(func(dialing context.Context, network, address string) (net.Conn, error) {
			conn, err := s.dial(dialing, network, address)
			if err == nil {
				stop := context.AfterFunc(ctx, func() { conn.Close() })
				hangUp = func() { stop(); conn.Close() }
			}
			return conn, err
		}),
		gomail.WithTLSPolicy(gomail.NoTLS),
	}
	if s.encrypt == byStartTLS {
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if s.user != "" {
		options = append(options, gomail.WithUsername(s.user), gomail.WithPassword(s.password), gomail.WithOpportunisticSMTPAuth(
			gomail.SMTPAuthSCRAMSHA256, gomail.SMTPAuthSCRAMSHA1, gomail.SMTPAuthPlain, gomail.SMTPAuthLogin, gomail.SMTPAuthCramMD5))
	}
	client, err := gomail.NewClient(s.host, options...)
	if err != nil {
		return forum.Errorf("smtp: %w", err)
	}
	// what goes wrong after the server took the mail must not send it twice
	if err := client.DialAndSendWithContext(ctx, msg); err != nil && !msg.IsDelivered() {
		return forum.Errorf("smtp: %w", errors.Join(ctx.Err(), err))
	}
	return nil
}

func (s *smtp) dial(ctx context.Context, network, address string) (net.Conn, error) {
	if s.encrypt == fromTheStart {
		return (&tls.Dialer{Config: s.tls}).DialContext(ctx, network, address)
	}
	return (&net.Dialer{}).DialContext(ctx, network, address)
}

// Permanent reports whether the server refused the recipient or the mail for
// good, so that trying again helps nobody.
func Permanent(err error) bool {
	var refused *gomail.SendError
	return errors.As(err, &refused) && refused.ErrorCode() >= 500 &&
		(refused.Reason == gomail.ErrSMTPRcptTo || refused.Reason == gomail.ErrSMTPDataClose)
}

// message is e as it travels. Nothing in it can begin another header.
func (e Envelope) message() (*gomail.Msg, error) {
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := errors.Join(m.FromFormat(e.From.Name, e.From.Address), m.To(e.To.Address)); err != nil {
		return nil, forum.Errorf("mail: %w", err)
	}
	m.Subject(oneLine(e.Subject, 2*forum.MaxGroupName))
	m.SetMessageIDWithValue(e.ID)
	m.SetDateWithValue(e.Date)
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetGenHeader(gomail.HeaderXAutoResponseSuppress, "All")
	m.SetGenHeader(gomail.HeaderContentLang, string(e.Lang))
	if e.Stop != "" {
		m.SetGenHeader(gomail.HeaderListUnsubscribe, "<"+e.Stop+">")
		m.SetGenHeader(gomail.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
	}
	m.SetBodyString(gomail.TypeTextPlain, e.Text)
	m.AddAlternativeString(gomail.TypeTextHTML, e.HTML)
	return m, nil
}
