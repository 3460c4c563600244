package httpd_test

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// open asks for a page as a visitor, with headers in pairs, and gives the
// answer and its text.
func open(t *testing.T, f *forumtest.Forum, path string, headers ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, f.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", "identity")
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}

func TestKeptPage_isNeverOlderThanWhatWasAcknowledged(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("ops", "everyone/free")
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "Friday deploy")
	path := talk.Path()

	_, page := open(t, f, path)
	if !strings.Contains(page, "Friday deploy") {
		t.Fatal("visitors don't see the discussion at all")
	}
	for i := range 20 {
		text := fmt.Sprintf("thought number %d.", i)
		post := ben.Replies(talk, text)
		if _, page = open(t, f, path); !strings.Contains(page, text) {
			t.Fatalf("the page that visitors get does not have post %d, which was acknowledged", i)
		}
		if i%5 == 0 {
			ben.Removes(post.ID)
			if _, page = open(t, f, path); strings.Contains(page, text) {
				t.Fatalf("the page that visitors get still says what was removed")
			}
		}
	}
	ana.Calls("PATCH", fmt.Sprintf("/conversations/%d", talk.ID), map[string]any{"state": "locked"}).Is(403)
	lead := f.As("ops", "lea", forum.Lead)
	lead.Calls("PATCH", fmt.Sprintf("/conversations/%d", talk.ID), map[string]any{"pinned": true}).Is(200)
	if _, page = open(t, f, path); !strings.Contains(page, "Pinned") {
		t.Error("the page does not say that the discussion is pinned")
	}
	if _, spanish := open(t, f, path, "Accept-Language", "es"); !strings.Contains(spanish, `<html lang="es"`) || strings.Contains(spanish, "Sign in") {
		t.Error("who reads Spanish gets the page of others")
	}
	lead.Calls("PATCH", "/groups/ops", map[string]any{"visibility": "members"}).Is(200)
	if res, page := open(t, f, path); res.StatusCode != 404 || strings.Contains(page, "thought") {
		t.Errorf("a visitor gets %d from a group that its members alone see", res.StatusCode)
	}
}

func TestKeptPage_isSentAsTheAskerTakesIt(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("ops", "everyone/free")
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "Friday deploy")
	res, plain := open(t, f, talk.Path())
	tag := res.Header.Get("ETag")
	if tag == "" || !strings.Contains(res.Header.Get("Vary"), "Accept-Encoding") {
		t.Fatalf("headers: %v", res.Header)
	}
	if res, body := open(t, f, talk.Path(), "If-None-Match", tag); res.StatusCode != 304 || body != "" {
		t.Errorf("who has the page is answered %d with %d bytes", res.StatusCode, len(body))
	}
	res, packed := open(t, f, talk.Path(), "Accept-Encoding", "gzip")
	if res.Header.Get("Content-Encoding") != "gzip" || len(packed) > len(plain)/2 || res.Header.Get("ETag") == tag {
		t.Fatalf("compressed: %d of %d bytes, %v", len(packed), len(plain), res.Header)
	}
	r, err := gzip.NewReader(strings.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	if unpacked, err := io.ReadAll(r); err != nil || string(unpacked) != plain {
		t.Errorf("unpacked, the page is another: %v", err)
	}
	ana.Replies(talk, "one more")
	if res, _ := open(t, f, talk.Path(), "If-None-Match", tag); res.StatusCode != 200 {
		t.Errorf("after a post, who has the old page is answered %d", res.StatusCode)
	}
	// Only the page's own address is kept: all others say themselves in the way to sign in.
	if _, page := open(t, f, talk.Path()+"?page=1&from=mail"); !strings.Contains(page, "from%3Dmail") {
		t.Error("the way to sign in does not lead back to the address that was asked for")
	}
}
