package httpd_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

func TestGroup_isMadeChangedAndItsOldAddressLeadsOn(t *testing.T) {
	f := forumtest.Start(t)
	oda, eve := f.Organiser("oda"), f.User("eve")
	eve.Visits("/groups/new").Is(403)
	eve.Posts("/groups/new", "name", "Mine").Is(403)
	f.Visitor().Visits("/groups/new").Is(401)

	form := oda.Visits("/groups/new").Is(200)
	wrong := follow(t, oda, form, "/groups/new", "name", "x", "focus", "a long focus typed", "visibility", "network", "joining", "free").Is(422)
	if look(t, wrong).value("focus") != "a long focus typed" {
		t.Error("the focus is lost")
	}
	to := follow(t, oda, form, "/groups/new", "name", "Quality improvement", "focus", "Measuring", "about", "We **measure**.",
		"visibility", "everyone", "joining", "free").Is(303).To()
	if to != "/g/quality-improvement" {
		t.Errorf("a new group leads to %s", to)
	}
	eve.Visits(to).Is(200).Has("Quality improvement", "Measuring")
	eve.Visits(to + "/about").Is(200).Has("<strong>measure</strong>")
	eve.Visits(to + "/channels").Is(200).Has("general")

	eve.Visits(to + "/edit").Is(403)
	form = oda.Visits(to + "/edit").Is(200).Has("We **measure**.")
	follow(t, oda, form, to+"/edit", "slug", "No Such!", "visibility", "everyone", "joining", "free").Is(422).Has("No Such!")
	moved := follow(t, oda, form, to+"/edit", "slug", "quality", "visibility", "network", "joining", "invite").Is(303).To()
	if moved != "/g/quality/about" {
		t.Errorf("a changed group leads to %s", moved)
	}
	for from, want := range map[string]string{"": "/g/quality", "/members?page=1": "/g/quality/members?page=1", "/channels": "/g/quality/channels"} {
		if got := eve.Visits(to + from).Is(301).To(); got != want {
			t.Errorf("%s leads to %s, want %s", to+from, got, want)
		}
	}
	f.Visitor().Visits(to).IsNotFound() // an old address tells no more than the new one
	oda.Posts("/groups/new", "name", "Another", "slug", "quality-improvement", "visibility", "everyone", "joining", "free").Is(422)
}

func TestGroup_isJoinedFreelyAndLeft(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("ops", "network/free")
	f.As("ops", "lea", forum.Lead)
	eve := f.User("eve")
	page := eve.Visits("/g/ops").Is(200)
	eve.Posts("/g/ops/new", "title", "Too early", "body", "x").Is(403)
	if look(t, eve.Visits("/g/ops/new").Is(200)).has("textarea") {
		t.Error("who is not in the group has a box")
	}
	if to := follow(t, eve, page, "/g/ops/join").Is(303).To(); to != "/g/ops" {
		t.Errorf("joining leads to %s", to)
	}
	eve.Posts("/g/ops/new", "title", "Now I may", "body", "x").Is(303)
	if look(t, eve.Visits("/g/ops")).hasForm("/g/ops/join") {
		t.Error("a member is asked to join")
	}
	eve.Visits("/").Has("/g/ops")

	ask := eve.Visits("/g/ops/leave").Is(200)
	follow(t, eve, ask, "/g/ops/leave").Is(303)
	eve.Posts("/g/ops/new", "title", "No longer", "body", "x").Is(403)
	eve.Visits("/g/ops/leave").IsNotFound()
	f.Visitor().Posts("/g/ops/join").IsNotFound() // a visitor does not see it
}

func TestGroup_isJoinedOnRequest(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("ops", "everyone/request")
	lea, eve, dan := f.As("ops", "lea", forum.Lead), f.User("eve"), f.User("dan")
	eve.Posts("/g/ops/join", "note", "I run the clinic line").Is(303)
	eve.Posts("/g/ops/join").Is(303) // again is harmless
	dan.Posts("/g/ops/join").Is(303)
	page := eve.Visits("/g/ops").Is(200)
	if look(t, page).hasForm("/g/ops/join") {
		t.Error("who has asked is offered to ask")
	}
	eve.Visits("/g/ops/members").Lacks("I run the clinic line")

	list := lea.Visits("/g/ops/members").Is(200).Has("I run the clinic line")
	asking := look(t, list).one(".asking")
	var forms []string
	for _, form := range asking.all("form") {
		forms = append(forms, form.attr("action"))
	}
	if len(forms) != 2 {
		t.Fatalf("%d people ask: %v", len(forms), forms)
	}
	eve.Posts(forms[0], "decision", "approve").Is(403)
	lea.Posts(forms[0], "decision", "perhaps").Is(422)
	lea.Posts(forms[0], "decision", "approve").Is(303)
	lea.Posts(forms[1], "decision", "decline").Is(303)
	lea.Posts(forms[1], "decision", "approve").IsNotFound()
	eve.Posts("/g/ops/new", "title", "In at last", "body", "x").Is(303)
	dan.Posts("/g/ops/new", "title", "Still out", "body", "x").Is(403)

	f.Visitor().Posts("/g/ops/join").Is(401)
	f.Group("shut", "everyone/invite")
	dan.Posts("/g/shut/join").Is(403)
}

func TestGroup_invites(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("ops", "members/invite")
	lea, mia, eve := f.As("ops", "lea", forum.Lead), f.As("ops", "mia", forum.Moderator), f.User("eve")
	mia.Posts("/g/ops/invitations", "role", "member").Is(403)
	eve.Visits("/g/ops").IsNotFound()

	form := lea.Visits("/g/ops/members").Is(200)
	wrong := follow(t, lea, form, "/g/ops/invitations", "email", "not an address").Is(422)
	if look(t, wrong).form("/g/ops/invitations").value("email") != "not an address" {
		t.Error("the address typed is lost")
	}
	follow(t, lea, form, "/g/ops/invitations", "role", "queen").Is(422)
	follow(t, lea, form, "/g/ops/invitations", "days", "many").Is(422)

	made := follow(t, lea, form, "/g/ops/invitations", "role", "observer", "uses", "10").Is(201)
	link := look(t, made).one("code").text()
	_, code, ok := strings.Cut(link, "/join/")
	if !ok {
		t.Fatalf("the link is %q", link)
	}
	if _, err := f.App.AcceptAs(t.Context(), eve.V, code); err != nil {
		t.Fatal(err)
	}
	eve.Visits("/g/ops").Is(200)
	eve.Posts("/g/ops/new", "title", "Observers do not", "body", "x").Is(403)

	page := look(t, lea.Visits("/g/ops/members").Lacks(code))
	i := slices.IndexFunc(page.all("form"), func(s seen) bool { return strings.HasSuffix(s.attr("action"), "/revoke") })
	if i < 0 {
		t.Fatal("the invitation is not listed")
	}
	revoke := page.all("form")[i].attr("action")
	mia.Posts(revoke).Is(403)
	lea.Posts(revoke).Is(303)
	if _, err := f.App.AcceptAs(t.Context(), f.User("dan").V, code); forum.KindOf(err) != forum.NotFound {
		t.Errorf("a revoked link still works: %v", err)
	}
}

func TestGroup_leadsGiveRoles(t *testing.T) {
	f := forumtest.Start(t)
	lea, mia, ben := f.As("ops", "lea", forum.Lead), f.As("ops", "mia", forum.Moderator), f.Member("ops", "ben")
	path := func(p *forumtest.Person) string { return fmt.Sprintf("/g/ops/members/%d", p.V.ID) }
	mia.Posts(path(ben), "role", "moderator").Is(403)
	if page := look(t, mia.Visits("/g/ops/members").Is(200)); page.hasForm(path(ben)) {
		t.Error("a moderator is offered to give roles")
	}
	if page := look(t, lea.Visits("/g/ops/members").Is(200)); !page.hasForm(path(ben)) {
		t.Error("a lead is not offered to give roles")
	}
	lea.Posts(path(ben), "role", "moderator").Is(303)
	ben.Visits("/g/ops/channels/new").Is(200)
	lea.Posts(path(ben), "role", "observer").Is(303)
	ben.Posts("/g/ops/new", "title", "Observers do not", "body", "x").Is(403)
	lea.Posts(path(ben), "role", "king").Is(422)
	lea.Posts("/g/ops/members/999", "role", "member").IsNotFound()
	lea.Posts(path(ben), "role", "").Is(303)
	lea.Visits("/g/ops/members").Lacks("Ben")
	lea.Posts(path(lea), "role", "member").Is(409)
	lea.Posts("/g/ops/leave").Is(409)

	log := lea.Visits("/g/ops/log").Is(200).Has("Ben", "Lea")
	if n := len(look(t, log).all("time")); n < 4 {
		t.Errorf("%d lines in the log", n)
	}
	mia.Visits("/g/ops/log").Is(403)
	f.Visitor().Visits("/g/ops/log").Is(401)
}

func TestGroup_logGoesBackPageByPage(t *testing.T) {
	f := forumtest.Start(t)
	lea := f.As("ops", "lea", forum.Lead)
	talk := lea.Starts("ops", "On and off")
	for i := range 60 {
		lea.Posts(fmt.Sprintf("/t/%d/pin", talk.ID), "on", fmt.Sprint((i+1)%2)).Is(303)
	}
	first := look(t, lea.Visits("/g/ops/log").Is(200))
	i := slices.IndexFunc(first.links(), func(to string) bool { return strings.Contains(to, "/log?before=") })
	if i < 0 {
		t.Fatal("there is no way to older lines")
	}
	older := look(t, lea.Visits(first.links()[i]).Is(200))
	if slices.ContainsFunc(older.links(), func(to string) bool { return strings.Contains(to, "/log?before=") }) {
		t.Error("the last page leads on")
	}
}

func TestGroup_listsWhatItMakes(t *testing.T) {
	f := forumtest.Start(t)
	lea, ben := f.As("ops", "lea", forum.Lead), f.Member("ops", "ben")
	ben.Posts("/g/ops/products", "title", "Mine").Is(403)
	form := lea.Visits("/g/ops/products").Is(200)
	wrong := follow(t, lea, form, "/g/ops/products", "title", "Toolkit", "kind", "toolkit", "url", "javascript:alert(1)").Is(422)
	if look(t, wrong).value("kind") != "toolkit" {
		t.Error("what was typed is lost")
	}
	follow(t, lea, form, "/g/ops/products", "title", "Toolkit", "kind", "toolkit", "url", "https://example.org/kit").Is(303)
	ben.Visits("/g/ops/products").Is(200).Has("Toolkit", "https://example.org/kit")

	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, value := range map[string]string{"title": "Brochure", "kind": "brochure", "url": ""} {
		if err := w.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("file", "brochure.txt")
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(part, strings.Repeat("A peer is somebody who has been there. ", 40000)) // more than other forms may carry
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	sent := body.Bytes()
	send := func(p *forumtest.Person) *forumtest.Answer {
		return p.Do(http.MethodPost, "/g/ops/products", bytes.NewReader(sent), "Content-Type", w.FormDataContentType(), "Sec-Fetch-Site", "same-origin")
	}
	send(ben).Is(403)
	send(lea).Is(303)
	page := look(t, ben.Visits("/g/ops/products").Is(200))
	if !slices.ContainsFunc(page.links(), func(to string) bool { return strings.HasPrefix(to, "/files/") }) {
		t.Errorf("no way to the file: %v", page.links())
	}

	_, products, _, err := f.App.Products(t.Context(), lea.V, "ops")
	if err != nil || len(products) != 2 {
		t.Fatal(products, err)
	}
	edit := fmt.Sprintf("/g/ops/products/%d", products[1].ID)
	ben.Visits(edit).Is(403)
	open := lea.Visits(edit).Is(200)
	follow(t, lea, open, edit, "title", "").Is(422)
	follow(t, lea, open, edit, "title", "Brochure, second edition").Is(303)
	_, products, _, err = f.App.Products(t.Context(), lea.V, "ops")
	if err != nil || products[1].Title != "Brochure, second edition" || products[1].FileID == 0 {
		t.Errorf("it is now %+v", products[1])
	}
	lea.Posts(fmt.Sprintf("/g/ops/products/%d", products[0].ID), "remove", "1").Is(303)
	ben.Visits("/g/ops/products").Lacks("Toolkit").Has("second edition")
	lea.Visits("/g/ops/products/999").IsNotFound()
	lea.Posts("/g/ops/products/999", "title", "x").IsNotFound()
}

func TestGroup_listsDiscussionsByPage(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	mia := f.As("ops", "mia", forum.Moderator)
	var last forum.Conversation
	for i := range 60 {
		last = ana.Starts("ops", fmt.Sprintf("Talk %02d", i))
		f.Later(time.Second)
	}
	oldest := ana.Visits("/g/ops?page=2").Is(200)
	if rows := look(t, oldest).all(".t"); len(rows) != 10 || rows[9].text() != "Talk 00" {
		t.Errorf("page 2 has %d rows", len(rows))
	}
	mia.Posts(fmt.Sprintf("/t/%d/pin", last.ID-59), "on", "1").Is(303)
	rows := look(t, ana.Visits("/g/ops").Is(200)).all(".t")
	if len(rows) != 51 || rows[0].text() != "Talk 00" || rows[1].text() != "Talk 59" {
		t.Errorf("page 1 has %d rows and begins with %s, %s", len(rows), rows[0].text(), rows[1].text())
	}
	ana.Visits("/g/ops?page=3").IsNotFound()
	if unread := look(t, mia.Visits("/g/ops")).all(".pill"); unread[1].text() == "" {
		t.Error("nothing says what is new")
	}
}

func TestFront_showsVisitorsOnlyWhatEveryoneSees(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("open", "everyone/request")
	f.Group("inner", "network/free")
	f.Group("secret", "members/invite")
	ana := f.Member("open", "ana")
	ana.Starts("open", "Something said")
	f.Visitor().Visits("/").Is(200).Has("/g/open").Lacks("inner", "secret", "Ana", "/people/")

	eve := f.User("eve")
	page := eve.Visits("/").Is(200).Has("/g/open", "/g/inner").Lacks("secret", "Something said")
	if !look(t, page).hasForm("/g/inner/join") {
		t.Error("a free group can't be joined from the overview")
	}
	eve.Posts("/g/open/join").Is(303)
	if look(t, eve.Visits("/")).hasForm("/g/open/join") {
		t.Error("who has asked is offered to ask")
	}
	ana.Visits("/").Is(200).Has("Something said")
	f.Organiser("oda").Visits("/").Is(200).Has("/g/secret", "/groups/new")
}

func TestGroup_staffWhoLookIntoAHiddenOneLeaveALine(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("secret", "members/invite")
	lea, oda := f.As("secret", "lea", forum.Lead), f.Organiser("oda")
	talk := lea.Starts("secret", "Between us")
	before := len(look(t, lea.Visits("/g/secret/log")).all("time"))
	oda.Visits(talk.Path()).Is(200)
	f.Later(2 * time.Hour)
	oda.Visits(f.FirstPost(talk).Path() + "/history").Is(200)
	f.Later(2 * time.Hour)
	oda.Visits("/g/secret/about").Is(200)
	if after := len(look(t, lea.Visits("/g/secret/log").Has("Oda")).all("time")); after != before+3 {
		t.Errorf("%d lines, want %d", after, before+3)
	}
	if _, err := f.App.Join(t.Context(), oda.V, "secret", ""); forum.KindOf(err) != forum.Forbidden {
		t.Errorf("joining: %v", err)
	}
}
