package httpd_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"plenary/internal/forumtest"
)

// Without script: a file is attached to what is typed, which is kept whatever
// becomes of the file, and sent with it.
func TestFiles_areAttachedWithoutScript(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("ops", "members/invite")
	ana, ben, eve := f.Member("ops", "ana"), f.Member("ops", "ben"), f.User("eve")
	talk := ana.Starts("ops", "Friday deploy")
	files := fmt.Sprint("/drafts/c", talk.ID, "/files")

	reply := fmt.Sprint("/t/", talk.ID, "/reply")
	ben.Visits(talk.Path()).Is(200).Has(files)
	to := sends(t, ben, files, "files", "door [1].png", picture(t, 40), "body", "Look at *this*:", "format", "markdown", "alt", "A [green] door").Is(303).To()
	page := ben.Visits(to).Is(200).Has("Look at *this*:", `![A \[green\] door](/files/`)
	sends(t, ben, files, "files", "notes.txt", []byte("our notes"), fill(t, page, reply)...).Is(303)
	page = ben.Visits(to).Has("[notes.txt](/files/")

	// What can't be kept is said; the text stays, on the page and as the draft.
	typed := append(fill(t, page, reply, "body", "and one more"), "format", "markdown")
	sends(t, ben, files, "files", "bad.png", picture(t, 40)[:60], typed...).Is(422).Has("damaged or incomplete", "and one more")
	page = ben.Visits(to).Has("and one more")
	sends(t, ben, files, "other", "none.txt", []byte("x"), "body", "and one more").Is(422).Has("No file is chosen")
	sends(t, eve, files, "files", "x.txt", []byte("x"), "body", "me too").IsNotFound()
	sends(t, f.Visitor(), files, "files", "x.txt", []byte("x"), "body", "me too").Is(401)

	// Sent with a file chosen but not attached, nothing is lost and nothing sent.
	ben.Posts(reply, "body", "see this", "files", "door.png").Is(422).Has("chosen but not attached", "see this")
	ben.Posts("/g/ops/new", "title", "A title", "body", "see this", "files", "door.png").Is(422).Has("chosen but not attached", "see this")

	ben.Posts(reply, fill(t, page, reply, "body", "![A door](/files/1/door%20%5B1%5D.png)\n\n[notes.txt](/files/2/notes.txt)")...).Is(303)
	shown := ana.Visits(talk.Path()).Is(200).Has(`width="40" height="40"`, `alt="A door"`, "notes.txt")
	path := regexp.MustCompile(`src="[^"]*(/files/[^"]+)"`).FindStringSubmatch(shown.Body)
	if path == nil {
		t.Fatal("the picture isn't shown")
	}
	ana.Visits(strings.ReplaceAll(path[1], "&amp;", "&")).Is(200)
	eve.Visits(path[1]).IsNotFound()
}
