package httpd_test

import (
	"fmt"
	"testing"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// What the editor writes comes through forms, too; a text that is refused comes back as what it is.
func TestReply_inTheEditorsHTML(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "Friday deploy")
	reply := fmt.Sprintf("/t/%d/reply", talk.ID)
	const text = `<ul class="tasks"><li class="task" data-checked="true">done</li></ul>`
	at := ana.Posts(reply, "body", text, "format", "html").Is(303).To()
	ana.Visits(at).Is(200).Has(text, `data-do="tasks"`, `data-do="more"`)

	long := "<p>"
	for range forum.MaxPostText/10 + 1 {
		long += "0123456789"
	}
	ana.Posts(reply, "body", long+"</p>", "format", "html").Is(422).Has("&lt;p&gt;0123456789", `name="format" value="html"`)
	ana.Posts("/preview", "body", `<p onclick="x()">a <b style="color:red">b</b></p>`, "format", "html").Is(200).Has("<p>a <strong>b</strong></p>")
}
