package httpd_test

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"plenary/internal/app"
	"plenary/internal/forumtest"
)

func TestSettings_keepWhatWasTypedAndSaveIt(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.User("ana")

	wrong := submits(t, ana, "/settings", "/settings/profile", "name", "Ana Luz", "handle", "Not A Handle", "bio", "I ask questions.").Is(422)
	wrong.Has("Ana Luz", "Not A Handle", "I ask questions.", "A handle has 2 to 30")
	submits(t, ana, "/settings", "/settings/profile", "name", "Ana Luz", "handle", "ana-luz", "bio", "I ask questions.", "lang", "es",
		"zone", "America/Bogota").Is(303)
	ana.Visits("/settings").Has("Ana Luz", `value="America/Bogota" selected`, `lang="es"`, "Guardado.")
	ben := f.User("ben")
	if to := ben.Visits("/people/@ana").Is(302).To(); to != "/people/"+strconv.FormatInt(int64(ana.V.ID), 10) {
		t.Errorf("the old handle leads to %q", to)
	}
	ben.Visits("/people/@nobody").IsNotFound()
	f.Visitor().Visits("/people/@ana").IsNotFound()
}

func TestPassword_endsOtherSessions(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.User("ana")
	submits(t, ana, "/settings", "/settings/password", "password", password).Is(303)
	phone := f.Visitor()
	phone.Posts("/sign-in", "email", "ana@example.org", "password", password).Is(303)
	phone.Visits("/inbox").Is(200)

	submits(t, ana, "/settings", "/settings/password", "current", "not it", "password", "another plain password").Is(422).Lacks("not it", "another plain")
	phone.Visits("/inbox").Is(200)
	submits(t, ana, "/settings", "/settings/password", "current", password, "password", "another plain password").Is(303)
	ana.Visits("/inbox").Is(200)
	phone.Visits("/inbox").IsNotFound()
}

func TestSessions_areListedAndRevoked(t *testing.T) {
	f := forumtest.Start(t)
	ana, eve := f.User("ana"), f.User("eve")
	submits(t, ana, "/settings", "/settings/password", "password", password).Is(303)
	phone := f.Visitor()
	phone.Do("POST", "/sign-in", strings.NewReader("email=ana%40example.org&password=seven+plain+words+make+a+pass"),
		"Content-Type", "application/x-www-form-urlencoded", "User-Agent", "Mozilla/5.0 (Android 16; Mobile; rv:150.0) Gecko/150.0 Firefox/150.0").Is(303)

	page := ana.Visits("/settings").Is(200).Has("Firefox · Android", "this one")
	sessions, err := f.App.Sessions(context.Background(), ana.V)
	if err != nil || len(sessions) != 2 {
		t.Fatalf("%d sessions, %v", len(sessions), err)
	}
	other := sessions[0]
	if other.ID == ana.V.Session {
		other = sessions[1]
	}
	action := "/settings/sessions/" + strconv.FormatInt(int64(other.ID), 10) + "/end"
	eve.Posts(action).IsNotFound()
	phone.Visits("/inbox").Is(200)
	ana.Posts(action, fill(t, page, action)...).Is(303)
	phone.Visits("/inbox").IsNotFound()

	phone.Posts("/sign-in", "email", "ana@example.org", "password", password).Is(303)
	submits(t, ana, "/settings", "/settings/sessions/others/end").Is(303)
	phone.Visits("/inbox").IsNotFound()
	ana.Visits("/inbox").Is(200)
}

func TestToken_isShownOnceAndRevoked(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.User("ana")
	made := submits(t, ana, "/settings", "/settings/tokens", "name", "My script").Is(200)
	if made.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("the page with the token may be kept: %q", made.Header.Get("Cache-Control"))
	}
	token := secretIn(t, made)
	ana.Visits("/settings").Has("My script").Lacks(token)

	program := f.Visitor()
	program.Do("GET", "/api/v1/me", nil, "Authorization", "Bearer "+token).Is(200).Has("ana@example.org")
	program.Do("GET", "/inbox", nil, "Authorization", "Bearer "+token).IsNotFound() // pages take no tokens
	tokens, err := f.App.Tokens(context.Background(), ana.V)
	if err != nil {
		t.Fatal(err)
	}
	last := tokens[len(tokens)-1]
	action := "/settings/tokens/" + strconv.FormatInt(int64(last.ID), 10) + "/end"
	f.User("eve").Posts(action).IsNotFound()
	submits(t, ana, "/settings", action).Is(303)
	program.Do("GET", "/api/v1/me", nil, "Authorization", "Bearer "+token).Is(http.StatusUnauthorized)
}

func TestData_isAllOfOnesOwnAndNobodyElses(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "What we learned")
	ben.Replies(talk, "ben has a secret")

	answer := ana.Visits("/settings/data").Is(200).Has("First of What we learned", "ana@example.org").Lacks("ben has a secret", "ben@example.org")
	if how := answer.Header.Get("Content-Disposition"); !strings.HasPrefix(how, "attachment") {
		t.Errorf("shown in place: %q", how)
	}
	if !json.Valid([]byte(answer.Body)) {
		t.Error("not JSON")
	}
	f.Visitor().Visits("/settings/data").IsNotFound()
}

func TestLeaving_letsPostsStayOrGo(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben, cai := f.Member("ops", "ana"), f.Member("ops", "ben"), f.As("ops", "cai", "lead")
	talk := cai.Starts("ops", "Who is here")
	ana.Replies(talk, "ana was here")
	ben.Replies(talk, "ben was here")

	submits(t, ana, "/settings/leave", "/settings/leave", "confirm", "yes").Is(422).Has("please type leave")
	ana.Visits("/settings").Is(200)
	out := submits(t, ana, "/settings/leave", "/settings/leave", "posts", "stay", "confirm", " Leave ").Is(303)
	if out.Header.Get("Clear-Site-Data") == "" {
		t.Error("the browser keeps what it has")
	}
	ana.Visits("/").Has("Your account is closed")
	ana.Visits("/settings").IsNotFound()
	submits(t, ben, "/settings/leave", "/settings/leave", "posts", "go", "confirm", "leave").Is(303)

	cai.Visits(talk.Path()).Is(200).Has("ana was here", "former member").Lacks("ben was here", "Ana", "Ben")
	cai.Visits("/settings/leave").Is(200).Has("These groups would have no lead", "Group ops")
}

func TestNetworkSettings_areForOrganisers(t *testing.T) {
	f := forumtest.Start(t)
	olga, ana := f.Organiser("olga"), f.User("ana")
	for _, p := range []*forumtest.Person{f.Visitor(), ana, f.NetworkModerator("mia")} {
		p.Visits("/settings/network").IsNotFound().Lacks("ana@example.org")
	}
	ana.Posts("/settings/network/people", "name", "Eve", "email", "eve@example.org", "role", "organiser").IsNotFound()
	f.Visitor().Posts("/settings/network/people", "name", "Eve", "email", "eve@example.org").Is(401)

	made := submits(t, olga, "/settings/network", "/settings/network/people", "name", "Dora", "email", "dora@example.org", "role", "moderator").Is(200)
	shown := secretIn(t, made)
	if mailed := mailTo(t, f, "dora@example.org", 0); mailed != shown {
		t.Errorf("mailed %q, shown %q", mailed, shown)
	}
	dora := f.Visitor()
	submits(t, dora, pathOf(t, shown), pathOf(t, shown)).Is(303)
	dora.Visits("/settings").Is(200).Has("dora@example.org")

	submits(t, olga, "/settings/network", "/settings/network/people", "name", "Dora", "email", "dora@example.org").Is(422).Has("already an account")
	olga.Visits("/settings/network?q=DORA").Has("dora@example.org").Lacks("ana@example.org")
	role := "/settings/network/people/" + strconv.FormatInt(int64(ana.V.ID), 10)
	submits(t, olga, "/settings/network", role, "role", "organiser").Is(303)
	ana.Visits("/settings/network").Is(200)

	submits(t, olga, "/settings/network", "/settings/network/invitations", "invite_email", "nowhere", "days", "2").Is(422).Has("nowhere")
	link := secretIn(t, submits(t, olga, "/settings/network", "/settings/network/invitations", "uses", "0").Is(200))
	f.Visitor().Visits(pathOf(t, link)).Is(200)
	submits(t, olga, "/settings/network", "/settings/network/invitations/1/revoke").Is(303)
	f.Visitor().Visits(pathOf(t, link)).IsNotFound().Has("ask who sent it")
}

func TestPeople_areSeenBySignedInPeopleWithoutHiddenGroups(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	f.Group("secret", "members/invite")
	sam := f.As("secret", "sam", "lead")
	if err := f.App.SetRole(context.Background(), app.CommandLine(), "secret", ana.V.ID, "member"); err != nil {
		t.Fatal(err)
	}
	ana.Starts("secret", "Nobody knows")
	ana.Starts("ops", "Everybody knows")
	path := "/people/" + strconv.FormatInt(int64(ana.V.ID), 10)

	sam.Visits(path).Is(200).Has("Group secret", "Nobody knows", "Group ops")
	f.User("eve").Visits(path).Is(200).Has("Group ops", "Everybody knows").Lacks("secret", "Nobody knows", "ana@example.org")
	f.Visitor().Visits(path).IsNotFound().Lacks("Ana")
	f.User("eve").Visits("/people/99999").IsNotFound()
	f.User("eve").Visits("/people/0x1").IsNotFound()
	for _, private := range []string{"/settings", "/inbox", "/settings/leave", "/review", "/news/new"} {
		f.Visitor().Visits(private).IsNotFound().Has("/sign-in?next=")
	}
	f.Visitor().Posts("/inbox/read").Is(401)
	f.User("eve").Visits("/review").IsNotFound()
	sam.Visits("/review").Is(200)
}

func TestInbox_tellsAndIsRead(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	talk := ana.Starts("ops", "What we learned")
	for i := range 60 {
		ben.Answers(talk, f.FirstPost(talk).ID, "answer "+strconv.Itoa(i)+".")
	}
	page := ana.Visits("/inbox").Is(200).Has("50 answers to you", "answer 59.", "61 unread").Lacks("answer 4.")
	older := ""
	if _, rest, ok := strings.Cut(page.Body, `href="/inbox?before=`); ok {
		older, _, _ = strings.Cut(rest, `"`)
	}
	ana.Visits("/inbox?before="+older).Is(200).Has("10 answers to you", "answer 9.").Lacks("answer 59.")
	ben.Posts("/inbox/read", "id", "1").Is(303) // not ben's: nothing happens
	ana.Visits("/inbox").Has("61 unread")
	ana.Posts("/inbox/read", "id", "35").Is(303)
	ana.Visits("/inbox").Has("60 unread")
	submits(t, ana, "/inbox", "/inbox/read").Is(303)
	ana.Visits("/inbox").Has("0 unread")
	ana.Visits("/inbox?before=x").IsNotFound()
}
