package mail

import (
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"plenary/internal/forum"
)

var (
	head = Letterhead{Name: "Red de Apoyo Ñandú", BaseURL: "https://red.example.org"}
	noon = time.Date(2014, 3, 10, 12, 0, 0, 0, time.UTC)
)

func compose(t *testing.T, m Message) Envelope {
	t.Helper()
	e, err := head.Compose(m, noon)
	if err != nil {
		t.Fatalf("%s in %s: %v", m.Kind, m.Lang, err)
	}
	return e
}

// read takes a mail apart as a mail program does.
func read(t *testing.T, data string) (h netmail.Header, plain, page string) {
	t.Helper()
	m, err := netmail.ReadMessage(strings.NewReader(data))
	if err != nil {
		t.Fatalf("%v in:\n%s", err, data)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("%s, %v", kind, err)
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	var got []string
	for _, want := range []string{"text/plain; charset=UTF-8", "text/html; charset=UTF-8"} {
		part, err := parts.NextPart() // decodes quoted-printable
		if err != nil || part.Header.Get("Content-Type") != want {
			t.Fatalf("wanted %s, got %v, %v", want, part, err)
		}
		body, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, strings.ReplaceAll(string(body), "\r\n", "\n"))
	}
	if _, err := parts.NextPart(); err != io.EOF {
		t.Errorf("a third part: %v", err)
	}
	return m.Header, got[0], got[1]
}

// words is what a reader sees of HTML, and the addresses that it links.
func words(t *testing.T, page string) (seen string, links []string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range root.Descendants() {
		switch {
		case n.Type == html.TextNode && n.Parent.Data != "title":
			b.WriteString(n.Data + " ")
		case n.Type == html.ElementNode && (n.Data == "script" || n.Data == "img" || n.Data == "style"):
			t.Errorf("<%s> in a mail", n.Data)
		}
		for _, a := range n.Attr {
			if a.Key == "href" {
				links = append(links, a.Val)
			}
		}
	}
	return strings.Join(strings.Fields(b.String()), " "), links
}

func TestEveryKind_saysTheSameInBothPartsAndInBothLanguages(t *testing.T) {
	for _, kind := range []Kind{SignInLink, Invitation, AccountApproved, AccountDeclined, GuestConfirm, GuestAnswer, GuestShown, GuestRefused} {
		subjects := map[string]bool{}
		for _, l := range forum.Langs {
			m := Message{To: "ana@example.org", Kind: kind, Lang: l, Data: Data{
				Name: "Ana", From: "Ben", Group: "Whole Health", Note: "We meet on Friday.", Title: "Report of May", ValidFor: 15 * time.Minute}}
			if kind == Invitation {
				m.Data.ValidFor = 14 * 24 * time.Hour
			}
			if kind != AccountDeclined && kind != GuestRefused {
				m.Data.Link = "https://red.example.org/sign-in/abc_-123"
			}
			e := compose(t, m)
			seen, links := words(t, e.HTML)
			for _, line := range strings.Split(e.Text, "\n") {
				line = strings.TrimSuffix(strings.TrimPrefix(line, "> "), ":")
				if line != "--" && line != "-- " && !strings.Contains(seen, line) {
					t.Errorf("%s in %s: only the text says %q", kind, l, line)
				}
			}
			for _, part := range []string{e.Subject, e.Text, e.HTML} {
				if strings.Contains(part, "mail.") || strings.Contains(part, "{{") || strings.Contains(part, "no value") {
					t.Errorf("%s in %s is not worded: %s", kind, l, part)
				}
			}
			if kind != AccountDeclined && kind != GuestRefused && (!strings.Contains(e.Text, m.Data.Link) || len(links) != 3 || links[0] != m.Data.Link) {
				t.Errorf("%s in %s: links %v", kind, l, links)
			}
			if !strings.Contains(e.HTML, fmt.Sprintf("<html lang=%q>", l)) {
				t.Errorf("%s in %s: does not say its language", kind, l)
			}
			subjects[e.Subject] = true
		}
		if len(subjects) != len(forum.Langs) {
			t.Errorf("%s: subjects %v", kind, subjects)
		}
	}
}

func TestCompose_wordsAnInvitation(t *testing.T) {
	e := compose(t, Message{To: " Ana@Example.org ", Kind: Invitation, Lang: forum.Spanish, Data: Data{
		From: "Berta Núñez", Group: "Salud integral", Note: "Nos vemos\nel viernes <3", Link: "https://red.example.org/join/x", ValidFor: 36 * time.Hour}})
	want := `Hola:

Berta Núñez le invita a Salud integral (Red de Apoyo Ñandú).

En Red de Apoyo Ñandú, los grupos de trabajo siguen adelante entre una reunión y otra: debaten, preguntan y comparten lo que hacen.

La invitación está abierta durante 1 día.

Berta Núñez le escribe:

> Nos vemos
> el viernes <3

Ver la invitación:
https://red.example.org/join/x

Si no sabe de qué se trata, no tiene que hacer nada. No se crea ninguna cuenta si usted no acepta.

-- 
Red de Apoyo Ñandú
https://red.example.org
`
	if e.Text != want {
		t.Errorf("got\n%s", e.Text)
	}
	if e.Subject != "Invitación a Salud integral (Red de Apoyo Ñandú)" || e.To.Address != "ana@example.org" || e.From.Address != "plenary@red.example.org" {
		t.Errorf("%+v", e)
	}
	if !strings.Contains(e.HTML, "el viernes &lt;3") {
		t.Error("the note is not escaped")
	}
}

func TestCompose_saysHowLongALinkWorks(t *testing.T) {
	for d, want := range map[time.Duration]string{
		15 * time.Minute: "within 15 minutes.", time.Minute: "within 1 minute.", 119 * time.Minute: "within 119 minutes.",
		2 * time.Hour: "within 2 hours.", 47*time.Hour + 59*time.Minute: "within 47 hours.", 7 * 24 * time.Hour: "within 7 days.",
	} {
		m := Message{To: "a@example.org", Kind: SignInLink, Data: Data{Link: "https://red.example.org/sign-in/x", ValidFor: d}}
		if e := compose(t, m); !strings.Contains(e.Text, want) {
			t.Errorf("%s: %s", d, e.Text)
		}
	}
	m := Message{To: "a@example.org", Kind: SignInLink, Data: Data{Link: "https://red.example.org/sign-in/x"}}
	if e := compose(t, m); strings.Contains(e.Text, "within") || strings.Contains(e.Text, "\n\n\n") {
		t.Errorf("without an end: %s", e.Text)
	}
}

func TestCompose_carriesNobodysAdvertisement(t *testing.T) {
	m := Message{To: "victim@example.org", Kind: Invitation, Data: Data{Link: "https://red.example.org/join/x"}}
	for name, passes := range map[string]bool{
		"Dr. Ana María J.R. Ibáñez, R.N.": true, "O'Neill-Pérez": true, "李小龍": true,
		"WIN http://evil.example": false, "evil.example": false, "see www.evil.example now": false,
		"a@evil.example": false, "<b>Ana": false, "x.co": false,
	} {
		m.Data.Name, m.Data.From = name, name
		e := compose(t, m)
		if got := strings.Count(e.Text, name); got != map[bool]int{true: 2, false: 0}[passes] {
			t.Errorf("%q is there %d times:\n%s", name, got, e.Text)
		}
	}
}

func TestCompose_refusesWhatMustNotBeSent(t *testing.T) {
	good := Message{To: "ana@example.org", Kind: SignInLink, Data: Data{Link: "https://red.example.org/sign-in/x"}}
	compose(t, good)
	for name, c := range map[string]struct {
		change func(*Message)
		kind   forum.Kind
	}{
		"no address":          {func(m *Message) { m.To = "" }, forum.Invalid},
		"two addresses":       {func(m *Message) { m.To = "a@example.org,b@example.org" }, forum.Invalid},
		"a header":            {func(m *Message) { m.To = "a@example.org\r\nBcc: b@example.org" }, forum.Invalid},
		"unknown kind":        {func(m *Message) { m.Kind = "newsletter" }, forum.Internal},
		"no link":             {func(m *Message) { m.Data.Link = "" }, forum.Internal},
		"another site":        {func(m *Message) { m.Data.Link = "https://evil.example/sign-in/x" }, forum.Internal},
		"another scheme":      {func(m *Message) { m.Data.Link = "javascript://red.example.org/%0aalert(1)" }, forum.Internal},
		"without encryption":  {func(m *Message) { m.Data.Link = "http://red.example.org/sign-in/x" }, forum.Internal},
		"somebody in the way": {func(m *Message) { m.Data.Link = "https://red.example.org@evil.example/" }, forum.Internal},
		"link of a refusal":   {func(m *Message) { m.Kind = AccountDeclined }, forum.Internal},
		"endless note":        {func(m *Message) { m.Data.Note = strings.Repeat("x", maxNote+1) }, forum.Invalid},
	} {
		m := good
		c.change(&m)
		if e, err := head.Compose(m, noon); err == nil || forum.KindOf(err) != c.kind {
			t.Errorf("%s: %v, %+v", name, err, e)
		}
	}
	if _, err := (Letterhead{Name: "x"}).Compose(good, noon); err == nil {
		t.Error("without a site")
	}
}

func TestCompose_namesAMailOnceForEachTry(t *testing.T) {
	m := Message{To: "ana@example.org", Kind: AccountDeclined, Key: "job 7"}
	kept, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	var again Message
	if err := json.Unmarshal(kept, &again); err != nil {
		t.Fatal(err)
	}
	first := compose(t, m).ID
	if compose(t, again).ID != first || !strings.HasSuffix(first, "@red.example.org") {
		t.Errorf("%s, %s", first, compose(t, again).ID)
	}
	m.Key = "job 8"
	if compose(t, m).ID == first {
		t.Error("two mails have one name")
	}
	m.Key = ""
	if unnamed := compose(t, m).ID; compose(t, m).ID == unnamed {
		t.Error("two mails without a key have one name")
	}
}
