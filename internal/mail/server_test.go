package mail

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// arrived is one mail as the server was given it.
type arrived struct {
	from, to  string
	user      string // who signed in, with the password
	encrypted bool
	data      string
}

// server speaks as much SMTP as a mail needs, on a port of its own.
type server struct {
	t        *testing.T
	listener net.Listener
	secure   *tls.Config
	startTLS bool
	mails    chan arrived
	roots    *x509.CertPool
	open     sync.WaitGroup
}

func serve(t *testing.T, fromTheStart, startTLS bool) *server {
	t.Helper()
	certified := httptest.NewTLSServer(nil) // for its certificate of 127.0.0.1
	t.Cleanup(certified.Close)
	s := &server{t: t, startTLS: startTLS, mails: make(chan arrived, 8),
		secure: &tls.Config{Certificates: certified.TLS.Certificates}, roots: x509.NewCertPool()}
	s.roots.AddCert(certified.Certificate())
	var err error
	if s.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	if fromTheStart {
		s.listener = tls.NewListener(s.listener, s.secure)
	}
	s.open.Go(func() {
		for {
			conn, err := s.listener.Accept()
			if err != nil {
				return
			}
			s.open.Go(func() { s.talk(conn, fromTheStart) })
		}
	})
	t.Cleanup(func() { s.listener.Close(); s.open.Wait() })
	return s
}

func (s *server) address() string { return s.listener.Addr().String() }

// talk holds one conversation. What it does not know it refuses.
func (s *server) talk(conn net.Conn, encrypted bool) {
	defer func() { conn.Close() }()
	r := bufio.NewReader(conn)
	say := func(lines string) { fmt.Fprintf(conn, "%s\r\n", lines) }
	say("220 test server")
	mail := arrived{encrypted: encrypted}
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		verb, rest, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
		switch strings.ToUpper(verb) {
		case "EHLO":
			if s.startTLS && !mail.encrypted {
				say("250-test server\r\n250 STARTTLS")
			} else {
				say("250-test server\r\n250-8BITMIME\r\n250 AUTH PLAIN")
			}
		case "STARTTLS":
			say("220 go on")
			over := tls.Server(conn, s.secure)
			if over.Handshake() != nil {
				return
			}
			conn, r, mail.encrypted = over, bufio.NewReader(over), true
		case "AUTH":
			_, token, _ := strings.Cut(rest, " ")
			raw, _ := base64.StdEncoding.DecodeString(token)
			if mail.user = strings.ReplaceAll(string(raw), "\x00", "/"); strings.HasSuffix(mail.user, "/wrong") {
				say("535 no")
			} else {
				say("235 welcome")
			}
		case "MAIL":
			mail.from = rest
			say("250 ok")
		case "RCPT":
			if mail.to = rest; strings.Contains(rest, "nobody@") {
				say("550 no such mailbox")
			} else if strings.Contains(rest, "busy@") {
				say("451 try later")
			} else {
				say("250 ok")
			}
		case "DATA":
			say("354 go on")
			var data strings.Builder
			for {
				line, err := r.ReadString('\n')
				if err != nil {
					return
				}
				if line == ".\r\n" {
					break
				}
				data.WriteString(strings.TrimPrefix(line, "."))
			}
			mail.data = data.String()
			if strings.Contains(mail.to, "spam@") {
				say("554 looks like spam")
				continue
			}
			s.mails <- mail
			say("250 taken")
		case "RSET", "NOOP":
			say("250 ok")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("502 unknown")
		}
	}
}

// deaf accepts connections, says nothing, and tells when each was closed.
func deaf(t *testing.T) (address string, connected, closed chan struct{}) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	connected, closed = make(chan struct{}), make(chan struct{})
	go func() {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		close(connected)
		io.Copy(io.Discard, conn)
		conn.Close()
		close(closed)
	}()
	return l.Addr().String(), connected, closed
}
