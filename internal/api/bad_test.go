package api_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"plenary/internal/forumtest"
)

// sends a body as it is, as JSON unless the headers say otherwise.
func sends(p *forumtest.Person, method, path string, body io.Reader, headers ...string) *forumtest.Answer {
	return p.Do(method, "/api/v1"+path, body, append([]string{"Authorization", "Bearer " + p.Token, "Content-Type", "application/json"}, headers...)...)
}

func TestBad_bodies(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "Who pays?")
	path := at(talk) + "/posts"
	text := func(s string) string { return `{"body":"` + s + `"}` }

	for _, c := range []struct {
		name, body string
		status     int
	}{
		{"nothing", "", 400},
		{"no JSON", "body=hello", 400},
		{"broken off", `{"body":"hel`, 400},
		{"two values", `{"body":"a"} {"body":"b"}`, 400},
		{"a comment", `{"body":"a"} // hi`, 400},
		{"not a number", `{"body":NaN}`, 400},
		{"a byte order mark", "\ufeff" + text("a"), 400},
		{"invalid UTF-8", text("a\xff\xfeb"), 400},
		{"half a rune", text("a\xe2\x82"), 400},
		{"a raw NUL", text("a\x00b"), 400},
		{"UTF-16", "{\x00}\x00", 400},
		{"brackets without end", strings.Repeat("[", 100_000), 400},
		{"objects without end", strings.Repeat(`{"a":`, 100_000), 400},
		{"a list", `[]`, 422},
		{"a text", `"body"`, 422},
		{"null", `null`, 422},
		{"a body that is a number", `{"body":5}`, 422},
		{"a body that is a list", `{"body":["a"]}`, 422},
		{"a body that is null", `{"body":null}`, 422},
		{"a body under another case", `{"Body":"a"}`, 422},
		{"an id in quotes", `{"body":"a","reply_to":"5"}`, 422},
		{"an id with a fraction", `{"body":"a","reply_to":1.5}`, 422},
		{"an id with an exponent", `{"body":"a","reply_to":1e2}`, 422},
		{"a negative id", `{"body":"a","reply_to":-1}`, 422},
		{"the id nought", `{"body":"a","reply_to":0}`, 422},
		{"a huge id", `{"body":"a","reply_to":99999999999999999999999}`, 422},
		{"the largest id", `{"body":"a","reply_to":9223372036854775807}`, 422},
		{"an id that is true", `{"body":"a","reply_to":true}`, 422},
		{"nothing to read", text(""), 422},
		{"nothing to see", text("<p>\u200b\u00a0</p>"), 422},
		{"deep nesting", text(strings.Repeat("<blockquote>", 101) + "a"), 422},
		{"very deep nesting", text(strings.Repeat("<div>", 20_000) + "a"), 422},
		{"too long a text", text(strings.Repeat("a", 60_001)), 422},
		{"too long a source", text(strings.Repeat("<b></b>", 80_000)), 413},
		{"an escaped NUL", text(`a\u0000b`), 201},
		{"half a surrogate", text(`a\ud800b`), 201},
		{"unknown members", `{"body":"a","colour":"red","id":1,"author":{"id":1},"state":"removed"}`, 201},
		{"a member twice", `{"body":"a","body":"b"}`, 201},
		{"ten thousand tags", text(strings.Repeat("<b>a</b>", 10_000)), 201},
		{"a thousand open tags of one kind", text(strings.Repeat("<b>", 1000) + "a"), 0},
		{"Markdown of brackets", `{"format":"markdown","body":"` + strings.Repeat("[", 20_000) + `"}`, 0},
	} {
		got := sends(ana, "POST", path, strings.NewReader(c.body))
		if got.Status != c.status && (c.status != 0 || got.Status >= 500) {
			t.Errorf("%s: status %d, want %d: %.300s", c.name, got.Status, c.status, got.Body)
		}
	}
	all := ana.Calls("GET", path+"?limit=100", nil).Is(200)
	if strings.Contains(all.Body, `\u0000`) || strings.Contains(all.Body, "\x00") {
		t.Error("a NUL came through")
	}
}

func TestBad_kindsOfContent(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	path := at(ana.Starts("ops", "Who pays?")) + "/posts"
	body := `{"body":"hello"}`
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, err := w.Write([]byte(body))
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}

	for _, kind := range []string{"", "text/plain", "application/x-www-form-urlencoded", "application/jsonx", "multipart/form-data", ";;;"} {
		sends(ana, "POST", path, strings.NewReader(body), "Content-Type", kind).Is(415)
	}
	sends(ana, "POST", path, strings.NewReader(body), "Content-Type", "Application/JSON; charset=utf-8").Is(201)
	for _, coding := range []string{"gzip", "br", "deflate", "identity", "gzip, gzip", "nonsense"} {
		sends(ana, "POST", path, bytes.NewReader(packed.Bytes()), "Content-Encoding", coding).Is(415)
	}
}

// What is too large is refused by its announcement, before it is read: the
// requests here break off where the server has heard enough.
func TestBad_sizes(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	posts := at(ana.Starts("ops", "Who pays?")) + "/posts"
	for name, request := range map[string]string{
		"JSON":             posts + " HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 1048577\r\nAuthorization: Bearer " + ana.Token,
		"JSON, in chunks":  posts + " HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nAuthorization: Bearer " + ana.Token,
		"a file":           "/files HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 28000000\r\nAuthorization: Bearer " + ana.Token,
		"a visitor's file": "/files HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 2000000",
		"a stranger's":     "/files HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 2000000\r\nAuthorization: Bearer none",
	} {
		conn, err := net.Dial("tcp", strings.TrimPrefix(f.URL, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		_, err = io.WriteString(conn, "POST /api/v1"+request+"\r\nHost: localhost\r\n\r\n200000\r\n")
		if err != nil {
			t.Fatal(err)
		}
		res, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		body, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != 413 || res.Header.Get("Content-Type") != "application/problem+json" || !bytes.Contains(body, []byte(`"status":413`)) {
			t.Errorf("%s: %d %s %s %v", name, res.StatusCode, res.Header.Get("Content-Type"), body, err)
		}
		_ = conn.Close()
	}
}

func TestBad_addresses(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "Who pays?")
	for _, id := range []string{"0", "-1", "+1", "01", "1.0", "1e1", "0x1", "9223372036854775808", "99999999999999999999", "a", "%00", "%ff", "%20", "1%20", "１", "1;--", "..", "%2e%2e"} {
		ana.Calls("GET", "/conversations/"+id, nil).IsNotFound()
		ana.Calls("GET", "/posts/"+id, nil).IsNotFound()
		ana.Calls("PUT", "/groups/ops/members/"+id, m{"role": "lead"}).IsNotFound()
	}
	for _, slug := range []string{"nowhere", "%00", "%ff", "OPS", "o%70s%00", "%27", "..", strings.Repeat("a", 3000)} {
		ana.Calls("GET", "/groups/"+slug, nil).IsNotFound()
		ana.Calls("GET", "/articles/"+slug, nil).IsNotFound()
	}
	for _, path := range []string{"", "/", "/nothing", "/me/more", "/groups/ops/nothing", "/conversations/1/posts/2", "/../../etc/passwd"} {
		ana.Calls("GET", path, nil).IsNotFound()
	}
	for _, c := range []struct{ method, path, allow string }{
		{"POST", "/me", "GET, HEAD"},
		{"DELETE", "/groups", "GET, HEAD, POST"},
		{"PUT", "/groups/ops", "GET, HEAD, PATCH"},
		{"OPTIONS", "/groups/ops", "GET, HEAD, PATCH"},
		{"POST", at(talk), "GET, HEAD, PATCH"},
		{"GET", at(talk) + "/read", "PUT"},
		{"GET", "/posts/move", "POST"},
		{"GET", "/posts/1/reactions/a", "DELETE, PUT"},
		{"PUT", "/posts/1", "DELETE, GET, HEAD, PATCH"},
		{"TRACE", "/search", "GET, HEAD"},
		{"GET", "/files", "POST"},
		{"POST", "/conversations/999999", "GET, HEAD, PATCH"}, // told of the address, not of what is there
	} {
		is(t, c.method+" "+c.path, ana.Calls(c.method, c.path, nil).Is(405).Header.Get("Allow"), c.allow)
	}
	is(t, "HEAD", ana.Calls("HEAD", "/me", nil).Is(200).Body, "")
}

func TestBad_parameters(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "Who pays?")
	ana.Replies(talk, "we do")
	lists := []string{"/groups", "/groups/ops/members", "/groups/ops/conversations", at(talk) + "/posts", "/posts/1/revisions", "/articles", "/search?q=pays"}
	with := func(list, name, value string) *forumtest.Answer {
		sign := "?"
		if strings.Contains(list, "?") {
			sign = "&"
		}
		return ana.Calls("GET", list+sign+name+"="+value, nil)
	}
	forge := func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
	next := *into[posts](ana.Calls("GET", at(talk)+"/posts?limit=1", nil).Is(200)).Next
	for _, list := range lists {
		for _, limit := range []string{"0", "101", "-1", "1.5", "a", "", "+5", "05", "99999999999999999999", "%00", "1%20"} {
			is(t, "field", field(t, with(list, "limit", limit).Is(422)), "limit")
		}
		with(list, "limit", "1").Is(200)
		with(list, "limit", "100").Is(200)
		for _, after := range []string{"", "a", "5", "%00", "%ff", "..", next + "A", strings.Repeat("A", 2000), forge("posts"), forge("posts.-1"), forge("posts.1.2"), forge("posts.x"),
			forge("posts.9223372036854775807"), forge("groups.01"), forge("members.+1"), forge("search.1.1"), forge("conversations.1"), forge("articles.9.-1"), forge("other.1")} {
			is(t, "field", field(t, with(list, "after", after).Is(422)), "after")
		}
		if !strings.HasSuffix(list, "/posts") {
			with(list, "after", next).Is(422) // another list's
		}
		with(list, "unknown", "%ff%00").Is(200)
	}
	for _, harmless := range []string{"posts.9007199254740991", "posts.0"} {
		with(at(talk)+"/posts", "after", forge(harmless)).Is(200)
	}
	for _, c := range []string{"after=-1", "after=a", "wait=x", "wait=-5", "after=99999999999999999999", "after="} {
		ana.Calls("GET", at(talk)+"/events?"+c, nil).Is(422)
	}
}

// Pages of other sites can't act with somebody's cookie; programs with a token
// send neither header.
func TestBad_sites(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	path := "/api/v1" + at(ana.Starts("ops", "Who pays?")) + "/posts"
	send := func(headers ...string) *forumtest.Answer {
		return ana.Do("POST", path, strings.NewReader(`{"body":"hi"}`), append([]string{"Content-Type", "application/json"}, headers...)...)
	}

	send("Origin", f.Settings.BaseURL, "Sec-Fetch-Site", "same-origin").Is(201)
	send("Origin", "https://evil.example").Is(403)
	send("Origin", "null").Is(403)
	send("Sec-Fetch-Site", "cross-site").Is(403)
	send("Sec-Fetch-Site", "same-site").Is(403)
	send("Host", "evil.example", "Cookie", "plenary="+ana.Cookie).Is(201).Lacks("evil.example")
	send("Authorization", "Bearer "+ana.Token, "Origin", "https://elsewhere.example").Is(201)
	send("Authorization", "Bearer nonsense").Is(401)
}

func TestLimits_sayWhenToComeBack(t *testing.T) {
	f := forumtest.Start(t, forumtest.With("rate-limits", "on"))
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "Who pays?")

	last := ana.Calls("GET", "/me", nil)
	for range 40 {
		if last = ana.Calls("POST", at(talk)+"/posts", m{"body": "hi"}); last.Status != http.StatusCreated {
			break
		}
	}
	last.Is(429).Has(`"status":429`)
	if last.Header.Get("Retry-After") == "" {
		t.Error("it does not say when to come back")
	}
	ben.Calls("POST", at(talk)+"/posts", m{"body": "hi"}).Is(201) // another asker
	ana.Calls("PUT", fmt.Sprint("/posts/", f.FirstPost(talk).ID, "/reactions/%F0%9F%91%8D"), nil).Is(200)
}
