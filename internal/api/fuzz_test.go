package api_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// Whatever is sent as a body, the answer is described and never our fault.
func FuzzBodies(f *testing.F) {
	for _, body := range []string{
		`{"name":"A group","slug":"a","focus":"x","visibility":"everyone","joining":"free","products":[{"title":"a","url":"https://a.example","file_id":1}]}`,
		`{"role":"member"}`, `{"kind":"discussion","title":"Talk","body":"<p>hi</p>","client_id":"0199e0a0-0000-7000-8000-000000000009"}`,
		`{"title":"New","state":"locked","pinned":true,"conclusion_post_id":null}`, `{"post_id":1}`, `{"unread_from":1}`,
		`{"body":"**hi**","format":"markdown","reply_to":1,"lang":"es","revision":1}`, `{"posts":[1],"new":{"group":"ops","title":"x"}}`, `{"reason":"spam"}`,
		`{"title":"T","kind":"report","html":"<b>x","published_at":"2026-01-01T00:00:00Z","group":"ops","guests":"held"}`, `[]`, `null`, "\x00", "\xff", `{"a":` + "[[[[",
	} {
		for call := range byte(12) {
			f.Add(call, body)
		}
	}
	forumOf := forumtest.Start(f)
	boss := forumOf.Organiser("boss")
	lead := forumOf.As("ops", "boss", forum.Lead)
	talk := lead.Starts("ops", "Who pays?")
	first := forumOf.FirstPost(talk)
	calls := [...][2]string{
		{"POST", "/groups"}, {"PATCH", "/groups/ops"}, {"PUT", fmt.Sprint("/groups/ops/members/", boss.V.ID)}, {"POST", "/groups/ops/conversations"},
		{"PATCH", at(talk)}, {"PUT", at(talk) + "/read"}, {"POST", at(talk) + "/posts"}, {"PATCH", fmt.Sprint("/posts/", first.ID)},
		{"POST", "/posts/move"}, {"POST", fmt.Sprint("/posts/", first.ID, "/flags")}, {"POST", "/articles"}, {"POST", "/files"},
	}
	base := forumOf.URL + "/api/v1"

	f.Fuzz(func(t *testing.T, which byte, body string) {
		call := calls[int(which)%len(calls)]
		req, err := http.NewRequestWithContext(t.Context(), call[0], base+call[1], strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/json")
		if call[1] == "/files" {
			req.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		}
		req.Header.Set("Authorization", "Bearer "+boss.Token)
		res, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		answer, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		if res.StatusCode >= 500 && res.StatusCode != http.StatusNotImplemented {
			t.Errorf("%s %s with %q: %d %s", call[0], call[1], body, res.StatusCode, answer)
		}
	})
}
