package httpd_test

import (
	"strings"
	"testing"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

func TestGroup_invitesManyAtOnce(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("ops", "everyone/invite")
	lea, mia, eve := f.As("ops", "lea", forum.Lead), f.As("ops", "mia", forum.Moderator), f.User("eve")
	mia.Visits("/g/ops/invite").Is(403)
	eve.Posts("/g/ops/invite", "emails", "x@example.org", "days", "14").Is(403)

	form := lea.Visits("/g/ops/invite").Is(200)
	follow(t, lea, form, "/g/ops/invite", "emails", " ", "days", "14").Is(422)
	follow(t, lea, form, "/g/ops/invite", "emails", "a@example.org", "days", "soon").Is(422).Has("a@example.org")
	many := strings.Repeat("somebody@example.org\n", 201)
	follow(t, lea, form, "/g/ops/invite", "emails", many, "days", "14", "role", "member").Is(422).Has("more than 200", "somebody@example.org")

	// Of an address that somebody of the network has, the report says what it says of any.
	list := `Ruiz, Ana <ana@elsewhere.org>; "Lee, Ben" <BEN@elsewhere.org>
		ben@elsewhere.org
		eve@example.org
		Cid without an address`
	follow(t, lea, form, "/g/ops/invite", "emails", list, "days", "14", "role", "observer").Is(200).
		Has("3 invitations are on their way.", "Cid without an address", "no e-mail address in it", "stands in the list twice")
	links := map[string]string{}
	for _, to := range []string{"ana@elsewhere.org", "ben@elsewhere.org", "eve@example.org"} {
		f.Wait("the letter to "+to, func() bool { return len(mails(t, f, to)) == 1 })
		links[to] = mails(t, f, to)[0]
	}
	follow(t, lea, form, "/g/ops/invite", "emails", "ana@elsewhere.org", "days", "14", "role", "member").Is(200).
		Has("0 invitations", "that link still works")

	eve.Posts(pathOf(t, links["eve@example.org"])).Is(303)
	eve.Visits("/g/ops").Is(200).Has("Observer")
	lea.Visits("/g/ops/log").Has("made an invitation")
}
