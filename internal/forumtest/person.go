package forumtest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"

	"plenary/internal/app"
	"plenary/internal/forum"
)

// Password is everybody's.
const Password = "a plain password"

// Person is somebody with an account, or (V.ID 0) a visitor.
type Person struct {
	f      *Forum
	Name   string
	V      forum.Viewer
	Cookie string // session token; "" for visitors
	Token  string // API token; "" for visitors
	client *http.Client
}

// User is a person of the network who is in no group.
func (f *Forum) User(name string) *Person { return f.person(name, forum.RoleMember) }

// Organiser is a person who runs the network.
func (f *Forum) Organiser(name string) *Person { return f.person(name, forum.RoleOrganiser) }

// NetworkModerator is a person who moderates every group.
func (f *Forum) NetworkModerator(name string) *Person { return f.person(name, forum.RoleModerator) }

// Member is a person in a group, which everyone sees if it is new.
func (f *Forum) Member(group, name string) *Person { return f.As(group, name, forum.Member) }

// As is a person in a group with a role; the group is for everyone if it is
// new.
func (f *Forum) As(group, name string, role forum.GroupRole) *Person {
	f.t.Helper()
	f.Group(group, "everyone/free")
	p := f.User(name)
	f.must(f.App.SetRole(context.Background(), app.CommandLine(), group, p.V.ID, role), name+" in "+group)
	return p
}

// Visitor is somebody without an account.
func (f *Forum) Visitor() *Person {
	return &Person{f: f, Name: "visitor", V: forum.Viewer{Lang: forum.English}, client: f.client("")}
}

func (f *Forum) person(name string, role forum.NetworkRole) *Person {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	if p, ok := f.people[name]; ok {
		return p
	}
	_, link, err := f.App.AddPerson(context.Background(), app.CommandLine(), app.NewPerson{Email: address(name), Name: strings.ToUpper(name[:1]) + name[1:], Role: role, Lang: forum.English})
	f.must(err, "account of "+name)
	p := f.ByLink(name, link)
	f.people[name] = p
	return p
}

// ByLink is somebody who comes in by a one-time link.
func (f *Forum) ByLink(name, link string) *Person {
	f.t.Helper()
	ctx := context.Background()
	cookie, err := f.App.SignInByLink(ctx, link[strings.LastIndexByte(link, '/')+1:], app.Device{})
	f.must(err, "session of "+name)
	who, session, err := f.App.Enter(ctx, cookie)
	f.must(err, "session of "+name)
	p := &Person{f: f, Name: name, V: forum.Viewer{ID: who.ID, Role: who.Role, Lang: forum.English, Session: session}, Cookie: cookie, client: f.client(cookie)}
	p.Token, err = f.App.AddToken(ctx, p.V, "test")
	f.must(err, "token of "+name)
	return p
}

// SignsIn is somebody who has an account already, with an address and a
// password.
func (f *Forum) SignsIn(name, email, password string) *Person {
	f.t.Helper()
	ctx := context.Background()
	cookie, err := f.App.SignIn(ctx, email, password, app.Device{})
	f.must(err, name+" signs in")
	who, session, err := f.App.Enter(ctx, cookie)
	f.must(err, name+" signs in")
	return &Person{f: f, Name: name, V: forum.Viewer{ID: who.ID, Role: who.Role, Lang: who.Lang.UI(), Session: session}, Cookie: cookie, client: f.client(cookie)}
}

// client is a browser without script: it keeps cookies and does not follow
// redirects.
func (f *Forum) client(cookie string) *http.Client {
	jar, err := cookiejar.New(nil)
	f.must(err, "cookies")
	if cookie != "" {
		u, err := url.Parse(f.URL)
		f.must(err, "address")
		jar.SetCookies(u, []*http.Cookie{{Name: "plenary", Value: cookie, Path: "/"}})
	}
	return &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// Answer is what came back.
type Answer struct {
	f      *Forum
	what   string
	Status int
	Header http.Header
	Body   string
}

// Do sends a request and gives the whole answer. Headers are name, value pairs.
func (p *Person) Do(method, path string, body io.Reader, headers ...string) *Answer {
	p.f.t.Helper()
	req, err := http.NewRequestWithContext(context.Background(), method, p.f.URL+path, body)
	p.f.must(err, method+" "+path)
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == "Host" {
			req.Host = headers[i+1]
			continue
		}
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := p.client.Do(req)
	p.f.must(err, method+" "+path)
	defer res.Body.Close()
	all, err := io.ReadAll(res.Body)
	p.f.must(err, method+" "+path)
	return &Answer{f: p.f, what: p.Name + ": " + method + " " + path, Status: res.StatusCode, Header: res.Header, Body: string(all)}
}

// Visits opens a page.
func (p *Person) Visits(path string) *Answer {
	p.f.t.Helper()
	return p.Do(http.MethodGet, path, nil)
}

// Posts sends a form; fields are name, value pairs.
func (p *Person) Posts(path string, fields ...string) *Answer {
	p.f.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return p.Do(http.MethodPost, path, strings.NewReader(form.Encode()), "Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "same-origin")
}

// Calls uses the JSON API with the person's token; body nil sends none.
func (p *Person) Calls(method, path string, body any) *Answer {
	p.f.t.Helper()
	var r io.Reader
	headers := []string{}
	if body != nil {
		raw, err := json.Marshal(body)
		p.f.must(err, path)
		r = bytes.NewReader(raw)
		headers = append(headers, "Content-Type", "application/json")
	}
	if p.Token != "" {
		headers = append(headers, "Authorization", "Bearer "+p.Token)
	}
	return p.Do(method, "/api/v1"+path, r, headers...)
}

// Is checks the status and gives the answer on.
func (a *Answer) Is(status int) *Answer {
	a.f.t.Helper()
	if a.Status != status {
		a.f.t.Fatalf("%s: status %d, want %d: %.600s", a.what, a.Status, status, a.Body)
	}
	return a
}

// IsNotFound checks that it is not there, or not theirs to see.
func (a *Answer) IsNotFound() *Answer { a.f.t.Helper(); return a.Is(http.StatusNotFound) }

// Has checks that the answer contains each text.
func (a *Answer) Has(texts ...string) *Answer {
	a.f.t.Helper()
	for _, text := range texts {
		if !strings.Contains(a.Body, text) {
			a.f.t.Errorf("%s: no %q in %.2000s", a.what, text, a.Body)
		}
	}
	return a
}

// Lacks checks that the answer contains none of the texts.
func (a *Answer) Lacks(texts ...string) *Answer {
	a.f.t.Helper()
	for _, text := range texts {
		if strings.Contains(a.Body, text) {
			a.f.t.Errorf("%s: %q in %.2000s", a.what, text, a.Body)
		}
	}
	return a
}

// To is where a redirect leads.
func (a *Answer) To() string { return a.Header.Get("Location") }

// Into reads the answer as JSON.
func (a *Answer) Into(v any) {
	a.f.t.Helper()
	a.f.must(json.Unmarshal([]byte(a.Body), v), a.what+" as JSON")
}

func (f *Forum) get(path string) int {
	res, err := http.Get(f.URL + path)
	if err != nil {
		return 0
	}
	_ = res.Body.Close()
	return res.StatusCode
}
