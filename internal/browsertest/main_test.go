package browsertest

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"plenary/internal/config"
	"plenary/internal/demo"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
	"plenary/internal/site"
)

func TestMain(m *testing.M) {
	status := m.Run()
	forumtest.CloseChromium()
	forumtest.RemoveProgram()
	if planted.dir != "" {
		_ = os.RemoveAll(planted.dir)
	}
	os.Exit(status)
}

// planted is the folder with the demo network, once a test asked for it.
var planted struct {
	sync.Mutex
	dir string
}

// demoNetwork runs the demo network, which is planted once.
func demoNetwork(t *testing.T) *forumtest.Forum {
	t.Helper()
	planted.Lock()
	defer planted.Unlock()
	if planted.dir == "" {
		dir, err := os.MkdirTemp("", "plenary-demo")
		if err != nil {
			t.Fatal(err)
		}
		planted.dir = dir
		settings, err := config.Folder{Data: filepath.Join(dir, "data")}.With(map[string]string{"rate-limits": "off"})
		if err != nil {
			t.Fatal(err)
		}
		if err := site.PlantDemo(context.Background(), settings, demo.Content(), false, io.Discard); err != nil {
			t.Fatal(err)
		}
	}
	return forumtest.Start(t, forumtest.In(filepath.Join(planted.dir, "data")))
}

// manage opens what moderators do in a discussion.
const manage = `#head details.menu:has(form[action$="/pin"]) > summary`

// path is a conversation's address.
func path(c forum.Conversation) string {
	if c.Kind == forum.Channel {
		return fmt.Sprintf("/c/%d", c.ID)
	}
	return fmt.Sprintf("/t/%d", c.ID)
}

// postWith waits until exactly one post of the page says text and the server
// has it, and gives its selector.
func postWith(w *forumtest.Window, text string) string {
	w.Until(fmt.Sprintf("one acknowledged post that says %q", text), `(t) => {
		const all = [...document.querySelectorAll("article.post > .said > .prose")].filter(e => e.textContent.includes(t));
		return all.length === 1 && Boolean(all[0].closest("article.post").id);
	}`, text)
	return "#" + forumtest.Eval[string](w, `(t) => [...document.querySelectorAll("article.post > .said > .prose")].find(e => e.textContent.includes(t)).closest("article.post").id`, text)
}

// menu opens the menu of a post and chooses.
func menu(w *forumtest.Window, post, choice string) {
	w.Clicks(post + " details.menu > summary").Clicks(post + " details.menu[open] " + choice)
}

// says writes in the box under a conversation and sends it.
func says(w *forumtest.Window, text string) {
	w.Types("#composer textarea", text).Clicks("#composer .send-it")
}

// shown lists the numbers of the posts on the page, in order of the page.
func shown(w *forumtest.Window) []int64 {
	return forumtest.Eval[[]int64](w, `() => [...document.querySelectorAll("#posts article.post")].map(e => Number(e.dataset.post ?? 0))`)
}

// kept lists the ids of a conversation's posts as the API tells them.
func kept(t *testing.T, p *forumtest.Person, c forum.ConversationID) (ids []int64) {
	t.Helper()
	var list struct {
		Items []struct {
			ID int64 `json:"id"`
		} `json:"items"`
	}
	p.Calls("GET", fmt.Sprintf("/conversations/%d/posts?limit=100", c), nil).Is(200).Into(&list)
	for _, post := range list.Items {
		ids = append(ids, post.ID)
	}
	return ids
}

// sameAsServer checks that the window shows every post of a conversation once.
func sameAsServer(t *testing.T, w *forumtest.Window, p *forumtest.Person, c forum.ConversationID) {
	t.Helper()
	w.Until("the answer to everything that was sent", `() => !document.querySelector("#posts .is-sending")`)
	want, got := kept(t, p, c), shown(w)
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("%s's window shows the posts %v; the server has %v", p.Name, got, want)
	}
}

// typed is what stands in the box.
func typed(w *forumtest.Window) string {
	return strings.TrimSpace(forumtest.Eval[string](w, `() => {
		const e = document.querySelector("#composer textarea");
		return e ? e.hidden ? e.parentElement.querySelector(".writer, .shown").innerText : e.value : "no box";
	}`))
}

// connected waits until the page watches: what happens from then on comes by
// the live connection.
func connected(windows ...*forumtest.Window) {
	for _, w := range windows {
		w.Until("presence, which comes by the live connection", `() => document.querySelector("#here li[data-person]") !== null`)
	}
}
