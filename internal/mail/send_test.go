package mail

import (
	"context"
	"errors"
	"mime"
	netmail "net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"plenary/internal/forum"
)

func sender(t *testing.T, rawURL string) Sender {
	t.Helper()
	s, err := SMTP(rawURL)
	if err != nil {
		t.Fatalf("%s: %v", rawURL, err)
	}
	return s
}

func signIn(t *testing.T, to string) Envelope {
	t.Helper()
	return compose(t, Message{To: to, Kind: SignInLink, Lang: forum.Spanish,
		Data: Data{Name: "Ana Ibáñez", Link: "https://red.example.org/sign-in/" + strings.Repeat("x", 43), ValidFor: 15 * time.Minute}})
}

// A mail program that shows "unsubscribe" needs both headers (RFC 8058), and
// finds the same address in the letter.
func TestSMTP_deliversHowToStop(t *testing.T) {
	server := serve(t, false, false)
	const stop = "https://red.example.org/guests/stop/a-sealed-id_that-is-longer-than-one-line-of-a-header-usually-is"
	e := compose(t, Message{To: "sam@example.org", Kind: GuestAnswer, Data: Data{From: "Ana", Title: "Report of May", Link: "https://red.example.org/p/7", Stop: stop}})
	if err := sender(t, "smtp://"+server.address()).Send(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	header, plain, page := read(t, (<-server.mails).data)
	if got := header.Get("List-Unsubscribe"); got != "<"+stop+">" {
		t.Errorf("List-Unsubscribe: %q", got)
	}
	if got := header.Get("List-Unsubscribe-Post"); got != "List-Unsubscribe=One-Click" {
		t.Errorf("List-Unsubscribe-Post: %q", got)
	}
	if _, links := words(t, page); !strings.Contains(plain, stop) || !slices.Contains(links, stop) || !strings.Contains(plain, "Ana answered your comment") {
		t.Errorf("the letter says\n%s\n%v", plain, links)
	}
	if _, err := head.Compose(Message{To: "sam@example.org", Kind: GuestAnswer, Data: Data{Title: "x", Link: "https://red.example.org/p/7", Stop: "https://evil.example/x"}}, noon); err == nil {
		t.Error("it stops on another site")
	}
	if got := signIn(t, "ana@example.org"); got.Stop != "" {
		t.Errorf("a mail that nobody can do without says how to stop: %s", got.Stop)
	}
}

func TestSMTP_deliversBothPartsInSpanish(t *testing.T) {
	server := serve(t, false, false)
	e := signIn(t, "ana@example.org")
	if err := sender(t, "smtp://"+server.address()).Send(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	got := <-server.mails
	if !strings.HasPrefix(got.from, "FROM:<plenary@red.example.org>") || got.to != "TO:<ana@example.org>" {
		t.Errorf("from %s to %s", got.from, got.to)
	}
	header, plain, page := read(t, got.data)
	subject, err := new(mime.WordDecoder).DecodeHeader(header.Get("Subject"))
	if err != nil || subject != "Su enlace para iniciar sesión en Red de Apoyo Ñandú" {
		t.Errorf("%q, %v", subject, err)
	}
	from, err := netmail.ParseAddress(header.Get("From"))
	if err != nil || from.Name != "Red de Apoyo Ñandú" || from.Address != "plenary@red.example.org" {
		t.Errorf("%v, %v", from, err)
	}
	if date, err := header.Date(); err != nil || !date.Equal(noon) {
		t.Errorf("%v, %v", date, err)
	}
	for name, want := range map[string]string{"To": "<ana@example.org>", "Message-Id": "<" + e.ID + ">", "Auto-Submitted": "auto-generated",
		"X-Auto-Response-Suppress": "All", "Content-Language": "es", "Mime-Version": "1.0", "User-Agent": "", "X-Mailer": ""} {
		if header.Get(name) != want {
			t.Errorf("%s: %q, want %q", name, header.Get(name), want)
		}
	}
	if plain != e.Text || page != e.HTML {
		t.Errorf("arrived as\n%s\n%s", plain, page)
	}
	if !strings.Contains(plain, "Hola, Ana Ibáñez:") {
		t.Error(plain)
	}
	for _, line := range strings.Split(got.data, "\r\n") {
		if len(line) > 998 {
			t.Errorf("a line of %d bytes", len(line))
		}
	}
}

func TestSMTP_encryptsAndSignsIn(t *testing.T) {
	for name, c := range map[string]struct {
		fromTheStart bool
		encrypt      encryption
	}{"smtps": {true, fromTheStart}, "starttls": {false, byStartTLS}} {
		server := serve(t, c.fromTheStart, !c.fromTheStart)
		s := sender(t, "smtps://net%40work:p%40ss@"+server.address()).(*smtp)
		s.encrypt = c.encrypt
		if err := s.Send(t.Context(), signIn(t, "ana@example.org")); err == nil {
			t.Errorf("%s: a certificate that nobody vouches for is believed", name)
		}
		s.tls.RootCAs = server.roots
		if err := s.Send(t.Context(), signIn(t, "ana@example.org")); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := <-server.mails; !got.encrypted || got.user != "/net@work/p@ss" {
			t.Errorf("%s: encrypted %v, signed in as %s", name, got.encrypted, got.user)
		}
		s.password = "wrong"
		if err := s.Send(t.Context(), signIn(t, "ana@example.org")); err == nil || Permanent(err) || strings.Contains(err.Error(), "wrong") {
			t.Errorf("%s: a wrong password: %v", name, err)
		}
	}
}

func TestSMTP_sendsNothingWhereTheServerCannotEncrypt(t *testing.T) {
	server := serve(t, false, false)
	s := sender(t, "smtp://"+server.address()).(*smtp)
	s.encrypt = byStartTLS // as for a server elsewhere
	if err := s.Send(t.Context(), signIn(t, "ana@example.org")); err == nil || len(server.mails) > 0 {
		t.Errorf("%v, %d sent", err, len(server.mails))
	}
}

func TestSMTP_readsItsAddress(t *testing.T) {
	for rawURL, want := range map[string]smtp{
		"smtp://u:p@mail.example.org":          {host: "mail.example.org", port: 587, user: "u", password: "p", encrypt: byStartTLS},
		"smtp://mail.example.org:25":           {host: "mail.example.org", port: 25, encrypt: byStartTLS},
		"smtps://u:p%2Fq@mail.example.org/":    {host: "mail.example.org", port: 465, user: "u", password: "p/q", encrypt: fromTheStart},
		"smtp://localhost:1025":                {host: "localhost", port: 1025, encrypt: never},
		"smtp://u:p@[::1]:1025":                {host: "::1", port: 1025, user: "u", password: "p", encrypt: never},
		"smtp://mail.example.org:25?tls=off":   {host: "mail.example.org", port: 25, encrypt: never},
		"smtp://localhost.example.org?tls=off": {host: "localhost.example.org", port: 587, encrypt: never},
	} {
		got := sender(t, rawURL).(*smtp)
		got.tls = nil
		if *got != want {
			t.Errorf("%s: %+v", rawURL, *got)
		}
	}
	for _, rawURL := range []string{"", "mail.example.org", "mail.example.org:25", "http://mail.example.org", "smtp://", "smtp://:25",
		"smtp://u:hunter2@mail.example.org?tls=off", "smtp://u:hunter2@mail.example.org/path", "smtp://u:hunter2@mail.example.org?tls=maybe",
		"smtp://u:hunter2@mail.example.org?verify=no", "smtps://u:hunter2@mail.example.org?tls=off", "smtp://u:hunter2@mail.example.org:0",
		"smtp://u:hunter2@mail.example.org:99999", "smtp://u:hunter2@mail.example.org:port", "smtp://u:hun ter2@\x00"} {
		s, err := SMTP(rawURL)
		if err == nil {
			t.Errorf("%q is read as %+v", rawURL, s)
		} else if strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q: the error repeats the password: %v", rawURL, err)
		}
	}
}

func TestSMTP_tellsWhatIsRefusedForGood(t *testing.T) {
	server := serve(t, false, false)
	s := sender(t, "smtp://"+server.address())
	for to, permanent := range map[string]bool{"nobody@example.org": true, "spam@example.org": true, "busy@example.org": false} {
		if err := s.Send(t.Context(), signIn(t, to)); err == nil || Permanent(err) != permanent {
			t.Errorf("%s: %v, permanent %v", to, err, Permanent(err))
		}
	}
	server.listener.Close()
	if err := s.Send(t.Context(), signIn(t, "ana@example.org")); err == nil || Permanent(err) {
		t.Errorf("nobody there: %v", err)
	}
}

func TestSMTP_hangsUpWhenItIsToldToStop(t *testing.T) {
	address, connected, closed := deaf(t)
	ctx, cancel := context.WithCancel(t.Context())
	got := make(chan error)
	s := sender(t, "smtp://"+address)
	e := signIn(t, "ana@example.org")
	go func() { got <- s.Send(ctx, e) }()
	<-connected
	cancel()
	if err := <-got; !errors.Is(err, context.Canceled) || Permanent(err) {
		t.Errorf("got %v", err)
	}
	<-closed
}

func TestEnvelope_letsNobodyWriteHeaders(t *testing.T) {
	server := serve(t, false, false)
	s := sender(t, "smtp://"+server.address())
	e := signIn(t, "ana@example.org")
	e.Subject = "Hello\r\nBcc: victim@example.org\r\n\r\nbody"
	e.Text = "one\n.\nMAIL FROM:<x>\n..two\n" // nor end the mail
	if err := s.Send(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	header, plain, _ := read(t, (<-server.mails).data)
	if header.Get("Bcc") != "" || plain != e.Text || len(server.mails) > 0 {
		t.Errorf("%v\n%s", header, plain)
	}
	e.From.Name = "Net\r\nBcc: victim@example.org"
	if err := s.Send(t.Context(), e); err == nil || len(server.mails) > 0 {
		t.Error("a sender with a header in the name")
	}
	e = signIn(t, "ana@example.org")
	e.To.Address = "ana@example.org\r\nRCPT TO:<victim@example.org>"
	if err := s.Send(t.Context(), e); err == nil || len(server.mails) > 0 {
		t.Error("a recipient with a command in it")
	}
	name := Letterhead{Name: "Evil\r\nBcc: x@example.org\x00", BaseURL: "http://127.0.0.1:8080"}
	e, err := name.Compose(Message{To: "a@example.org", Kind: AccountDeclined}, noon)
	if err != nil || strings.ContainsAny(e.Subject+e.From.Name, "\r\n\x00") || e.From.Address != "plenary@localhost" {
		t.Errorf("%+v, %v", e, err)
	}
}

func TestOutbox_keepsEveryMailInAFileOfItsOwn(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "outbox")
	s, err := Outbox(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	e := signIn(t, "ana@example.org")
	for range 8 {
		all.Go(func() {
			if err := s.Send(t.Context(), e); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 8 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, f := range files {
		info, err := f.Info()
		if err != nil || info.Mode().Perm() != 0o600 || !strings.HasPrefix(f.Name(), "20140310-120000.000-") || !strings.HasSuffix(f.Name(), ".eml") {
			t.Errorf("%s: %v, %v", f.Name(), info.Mode(), err)
		}
		raw, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if _, plain, _ := read(t, string(raw)); plain != e.Text {
			t.Errorf("%s holds\n%s", f.Name(), plain)
		}
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Send(ended, e); err == nil {
		t.Error("written although the request ended")
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := s.Send(t.Context(), e); err == nil {
		t.Error("written to a folder that is gone")
	}
}
