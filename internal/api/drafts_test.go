package api_test

import (
	"fmt"
	"testing"

	"plenary/internal/forumtest"
)

type draft struct {
	ID       int64
	Place    string
	Body     string
	Version  int64
	ReplyTo  *int64 `json:"reply_to"`
	Fields   map[string]string
	ClientID *string `json:"client_id"`
	URL      *string
	Title    string
	Others   []draft
}

func TestDrafts_overTheAPI(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("quiet", "members/free")
	ana, ben, eve := f.Member("quiet", "ana"), f.Member("quiet", "ben"), f.User("eve")
	talk := ana.Starts("quiet", "Among us")
	place := fmt.Sprint("/drafts/c", talk.ID)
	const desk, phone = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"

	ben.Calls("GET", place, nil).IsNotFound()
	text := m{"body": "half a thought", "format": "markdown", "reply_to": f.FirstPost(talk).ID, "client_id": desk, "fields": m{"title": "x"}}
	saved := into[draft](ben.Calls("PUT", place, text).Is(200))
	if saved.Version == 0 || saved.Body != "half a thought" || saved.ReplyTo == nil || saved.Fields["title"] != "x" {
		t.Errorf("saved: %+v", saved)
	}
	found := into[draft](ben.Calls("GET", place, nil).Is(200))
	listed := into[struct{ Items []draft }](ben.Calls("GET", "/drafts", nil).Is(200))
	if found.Version != saved.Version || len(listed.Items) != 1 || listed.Items[0].Title != "Among us" || listed.Items[0].URL == nil {
		t.Errorf("found: %+v, listed: %+v", found, listed)
	}

	// Nobody else has it, and who can't see the place can't tell that there is one.
	ana.Calls("GET", place, nil).IsNotFound()
	ana.Calls("DELETE", place, nil).IsNotFound()
	for _, p := range []string{place, "/drafts/c999999", "/drafts/x1", "/drafts/c0", "/drafts/c01"} {
		eve.Calls("PUT", p, text).IsNotFound()
	}
	for _, of := range []string{"g", "p", "a"} {
		eve.Calls("PUT", "/drafts/"+of+"999999", m{"body": "x"}).IsNotFound()
	}
	f.Visitor().Calls("GET", "/drafts", nil).Is(401)
	f.Visitor().Calls("PUT", place, text).Is(401)

	// Two at once: 409 with both, and either can be chosen.
	var clash struct{ Draft draft }
	ben.Calls("PUT", place, m{"body": "from the phone", "format": "markdown", "client_id": phone, "version": 0}).Is(409).Into(&clash)
	if clash.Draft.Body != "from the phone" || len(clash.Draft.Others) != 1 || clash.Draft.Others[0].Body != "half a thought" {
		t.Fatalf("clash: %+v", clash)
	}
	other := fmt.Sprint(place, "/others/", clash.Draft.Others[0].ID)
	ana.Calls("POST", other, nil).IsNotFound()
	used := into[draft](ben.Calls("POST", other, nil).Is(200))
	if used.Body != "half a thought" || len(used.Others) != 1 {
		t.Errorf("used: %+v", used)
	}
	left := into[draft](ben.Calls("DELETE", fmt.Sprint(place, "/others/", used.Others[0].ID), nil).Is(200))
	if len(left.Others) != 0 || left.Version != used.Version {
		t.Errorf("left: %+v", left)
	}

	// Sent with the version that it was, it is gone; a late save is told so.
	ben.Calls("POST", fmt.Sprint("/conversations/", talk.ID, "/posts"), m{"body": "half a thought", "client_id": phone, "draft": used.Version}).Is(201)
	ben.Calls("GET", place, nil).IsNotFound()
	ben.Calls("PUT", place, m{"body": "from the pho", "client_id": phone}).Is(409).Has("sent or discarded").Lacks(`"draft"`)

	ben.Calls("PUT", place, m{"body": "never mind", "client_id": desk}).Is(200)
	ben.Calls("DELETE", place, nil).Is(204)
	ben.Calls("PUT", place, m{"body": "never min", "client_id": desk}).Is(409)
	ben.Calls("PUT", place, m{"body": 7}).Is(422)
	ben.Calls("PUT", place, m{"body": "x", "fields": m{"role": "lead"}}).Is(422)
	if got := into[draft](ben.Calls("PUT", place, m{"body": "  "}).Is(200)); got.ID != 0 || got.Version != 0 {
		t.Errorf("nothing is kept as %+v", got)
	}
}
