package record_test

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"path"
	"regexp"
	"strings"
	"testing"
	"time"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
	"plenary/internal/store"
)

// unzipped is a record, by the names of its files.
func unzipped(t *testing.T, body string) map[string]string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatalf("no ZIP: %v: %.200q", err, body)
	}
	all := map[string]string{}
	for _, f := range z.File {
		if f.Name != path.Clean(f.Name) || strings.HasPrefix(f.Name, "/") || strings.HasPrefix(f.Name, "..") || strings.ContainsAny(f.Name, "\\\x00") {
			t.Errorf("%q leads out of the folder", f.Name)
		}
		if _, twice := all[f.Name]; twice {
			t.Errorf("%q stands there twice", f.Name)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(content)
	}
	return all
}

// letters reads an mbox as a mail program does.
func letters(t *testing.T, mbox string) (all []*mail.Message, texts []string) {
	t.Helper()
	var one bytes.Buffer
	end := func() {
		if one.Len() == 0 {
			return
		}
		m, err := mail.ReadMessage(bytes.NewReader(bytes.Clone(one.Bytes())))
		if err != nil {
			t.Fatalf("a letter: %v in %q", err, one.String())
		}
		_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
		if err != nil {
			t.Fatal(err)
		}
		plain, err := multipart.NewReader(m.Body, params["boundary"]).NextPart()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(plain)
		if err != nil {
			t.Fatal(err)
		}
		all, texts = append(all, m), append(texts, strings.ReplaceAll(string(text), "\r\n", "\n"))
		one.Reset()
	}
	quoted := regexp.MustCompile(`^>+From `)
	in := bufio.NewScanner(strings.NewReader(mbox))
	for in.Scan() {
		line := in.Text()
		if len(line) > 998 {
			t.Errorf("a line of %d bytes", len(line))
		}
		if strings.HasPrefix(line, "From ") {
			end()
			continue
		}
		if quoted.MatchString(line) {
			line = line[1:]
		}
		one.WriteString(line + "\n")
	}
	end()
	return all, texts
}

// ground is a group with a discussion, a channel and an article, and beside it
// what is in no record of it.
type ground struct {
	f              *forumtest.Forum
	lead, ana, eve *forumtest.Person
	talk, other    forum.Conversation
	said, answer   app.Post
	removed        app.Post
	paper          forum.File
}

const held = "the text that waits for a moderator"

func start(t *testing.T) *ground {
	f := forumtest.Start(t)
	f.Group("ops", "members/invite")
	g := &ground{f: f, lead: f.As("ops", "lena", forum.Lead), ana: f.Member("ops", "ana"), eve: f.Member("others", "eve")}
	var err error
	if g.paper, err = f.App.Upload(context.Background(), g.ana.V, "../..\\plan: \"final\"?.txt", strings.NewReader("the whole plan")); err != nil {
		t.Fatal(err)
	}
	g.talk, g.other = g.lead.Starts("ops", "Friday → ¿deploy?"), g.ana.Starts("ops", "Another one")
	g.said = g.ana.Replies(g.talk, fmt.Sprintf("From here on it is quoted\n\n>From there too\n\nsee [the plan](%s), [first](/p/%d), [other](%s) and [site](/people/1)",
		g.paper.Path(), f.FirstPost(g.talk).ID, g.other.Path()))
	g.removed = g.ana.Replies(g.talk, "what she took back")
	g.answer = g.lead.Answers(g.talk, g.said.ID, "an answer to Ana")
	g.ana.Removes(g.removed.ID)
	g.ana.Replies(f.General("ops"), "hello channel")
	f.Member("others", "eve").Starts("others", "Elsewhere")
	db, err := store.Open(t.Context(), f.Dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Write(t.Context(), func(_ context.Context, tx *store.Tx) error {
		_, err := tx.AddPost(forum.Post{ConversationID: g.talk.ID, State: forum.Held, Author: forum.Author{ID: g.ana.V.ID}, Source: held, Format: forum.Text,
			HTML: "<p>" + held + "</p>", Text: held, Lang: forum.English, CreatedAt: time.Now()}, 1, 0)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func (g *ground) export(t *testing.T, who *forumtest.Person, path string) map[string]string {
	t.Helper()
	a := who.Posts(path + "/export").Is(200)
	if got := a.Header.Get("Content-Type"); got != "application/zip" {
		t.Errorf("it comes as %s", got)
	}
	return unzipped(t, a.Body)
}

func TestRecord_ofADiscussionIsWholeAndHoldsNothingHidden(t *testing.T) {
	g := start(t)
	at := fmt.Sprint("/t/", g.talk.ID)
	g.ana.Visits(at+"/export").Is(200).Has("4 posts", "1 file")
	all := g.export(t, g.ana, at)

	page := all["index.html"]
	for _, part := range []string{`lang="en"`, `href="style.css"`, fmt.Sprintf(`id="p%d"`, g.said.ID), "First of Friday", "an answer to Ana", "In reply to Ana", "Friday → ¿deploy?",
		fmt.Sprintf(`href="index.html#p%d"`, g.said.ID), fmt.Sprintf(`href="files/%d-`, g.paper.ID), fmt.Sprintf(`href="index.html#p%d"`, g.f.FirstPost(g.talk).ID),
		`href="` + g.f.Settings.BaseURL + g.other.Path() + `"`, `href="` + g.f.Settings.BaseURL + `/people/1"`, "This post was removed by its author."} {
		if !strings.Contains(page, part) {
			t.Errorf("the page lacks %q: %s", part, page)
		}
	}
	if strings.Contains(page, "<script") || strings.Contains(page, " style=") {
		t.Error("the page has scripts or styles in it")
	}
	if css := all["style.css"]; !strings.Contains(css, "prefers-color-scheme: dark") {
		t.Error("no style for the dark")
	}
	name := ""
	for n, content := range all {
		if strings.HasPrefix(n, "files/") {
			name = n
			if content != "the whole plan" {
				t.Errorf("%s holds %q", n, content)
			}
		}
		for _, hidden := range []string{held, "what she took back", "Elsewhere", "hello channel", "@example.org"} {
			if strings.Contains(content, hidden) {
				t.Errorf("%s holds %q", n, hidden)
			}
		}
	}
	if !regexp.MustCompile(`^files/\d+-[^/\\:*?"<>|]+\.txt$`).MatchString(name) {
		t.Errorf("the file is called %q", name)
	}

	var posts struct {
		Items []map[string]any
		Next  *string
		Seq   int64
		Epoch string
	}
	if err := json.Unmarshal([]byte(all["posts.json"]), &posts); err != nil {
		t.Fatal(err)
	}
	var fromAPI struct{ Items []map[string]any }
	g.ana.Calls("GET", fmt.Sprint("/conversations/", g.talk.ID, "/posts"), nil).Is(200).Into(&fromAPI)
	if len(posts.Items) != 4 || posts.Next != nil || posts.Seq == 0 || posts.Epoch == "" {
		t.Errorf("posts: %+v", posts)
	}
	for i, one := range posts.Items {
		for key, want := range fromAPI.Items[i] {
			switch key {
			case "can_edit", "source", "format":
			default:
				if fmt.Sprint(one[key]) != fmt.Sprint(want) {
					t.Errorf("post %d: %s is %v, the API says %v", i, key, one[key], want)
				}
			}
		}
	}

	mails, texts := letters(t, all["posts.mbox"])
	if len(mails) != 4 {
		t.Fatalf("%d letters", len(mails))
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(mails[1].Header.Get("Subject"))
	from, ferr := mail.ParseAddress(mails[1].Header.Get("From"))
	date, derr := mails[1].Header.Date()
	if err != nil || ferr != nil || derr != nil || subject != "Re: Friday → ¿deploy?" || from.Name != "Ana" || from.Address != "ana@members.invalid" ||
		!date.Equal(g.said.CreatedAt.Truncate(time.Second)) {
		t.Errorf("the second letter: %v %v %v: %v", subject, from, date, mails[1].Header)
	}
	if !strings.Contains("\n"+texts[1], "\nFrom here on it is quoted") || !strings.Contains(texts[2], "removed") {
		t.Errorf("texts: %q", texts)
	}
	answered := mails[3].Header
	if answered.Get("In-Reply-To") != mails[1].Header.Get("Message-Id") ||
		strings.Join(strings.Fields(answered.Get("References")), " ") != mails[0].Header.Get("Message-Id")+" "+mails[1].Header.Get("Message-Id") {
		t.Errorf("the answer: %v", answered)
	}
}

func TestRecord_ofAGroupHoldsEveryConversationAndLeadsFromOneToAnother(t *testing.T) {
	g := start(t)
	g.lead.Calls("POST", "/articles", map[string]any{"title": "Report of May", "html": "<p>What we said in May</p>", "group": "ops", "published_at": "2020-01-01T00:00:00Z"}).Is(201)
	g.lead.Calls("POST", "/articles", map[string]any{"title": "Not out yet", "html": "<p>secret draft</p>", "group": "ops"}).Is(201)
	for i := range 120 {
		g.ana.Replies(g.other, fmt.Sprint("number ", i))
	}
	g.lead.Visits("/g/ops/about").Is(200).Has("/g/ops/export")
	all := g.export(t, g.lead, "/g/ops")

	index := all["index.html"]
	for _, part := range []string{"Group ops", "Friday → ¿deploy?", "Another one", "general", "Report of May", fmt.Sprintf(`href="conversations/%d/index.html"`, g.talk.ID)} {
		if !strings.Contains(index, part) {
			t.Errorf("the index lacks %q: %s", part, index)
		}
	}
	folder := func(c forum.Conversation) string { return fmt.Sprint("conversations/", c.ID, "/") }
	if page := all[folder(g.talk)+"index.html"]; !strings.Contains(page, fmt.Sprintf(`href="../../conversations/%d/index.html"`, g.other.ID)) ||
		!strings.Contains(page, fmt.Sprintf(`href="../../files/%d-`, g.paper.ID)) || !strings.Contains(page, `href="../../index.html"`) {
		t.Errorf("the links of %s", page)
	}
	if second := all[folder(g.other)+"page-2.html"]; !strings.Contains(second, "number 119") || strings.Contains(second, "number 7<") {
		t.Errorf("the second page: %s", second)
	}
	if n := strings.Count(all[folder(g.other)+"posts.json"], `"conversation_id"`); n != 121 {
		t.Errorf("%d posts in the other discussion", n)
	}
	found := map[string]bool{}
	for n, content := range all {
		for _, want := range []string{"hello channel", "What we said in May", `"slug":"ops"`, `"role":"lead"`} {
			found[want] = found[want] || strings.Contains(content, want)
		}
		for _, hidden := range []string{held, "what she took back", "Elsewhere", "secret draft", "Not out yet", "@example.org"} {
			if strings.Contains(content, hidden) {
				t.Errorf("%s holds %q", n, hidden)
			}
		}
	}
	if len(found) != 4 {
		t.Errorf("only %v is there", found)
	}
	for _, one := range []string{"hello channel", "What we said in May", `"slug":"ops"`, `"role":"lead"`} {
		if !found[one] {
			t.Errorf("%q is nowhere", one)
		}
	}
	// every way within the record leads to something that is there
	way := regexp.MustCompile(`(?:href|src)="([^"#:]+)(?:#(p\d+))?"`)
	for n, content := range all {
		if !strings.HasSuffix(n, ".html") {
			continue
		}
		for _, m := range way.FindAllStringSubmatch(content, -1) {
			target, ok := all[path.Join(path.Dir(n), unescaped(m[1]))]
			if !ok || m[2] != "" && !strings.Contains(target, `id="`+m[2]+`"`) {
				t.Errorf("%s leads to %s, where nothing is", n, m[0])
			}
		}
	}
}

func unescaped(href string) string {
	return strings.NewReplacer("%20", " ", "&#34;", `"`, "%22", `"`).Replace(href)
}

func TestRecord_isForWhoSeesIt(t *testing.T) {
	g := start(t)
	talk, channel := fmt.Sprint("/t/", g.talk.ID, "/export"), fmt.Sprint("/c/", g.f.General("ops").ID, "/export")
	for _, path := range []string{talk, channel, "/g/ops/export"} {
		for _, who := range []*forumtest.Person{g.eve, g.f.Visitor()} {
			who.Visits(path).IsNotFound()
			who.Posts(path).IsNotFound()
		}
	}
	g.ana.Posts(channel).Is(200)
	g.ana.Visits("/g/ops/export").Is(403) // she sees the group, and leads it not
	g.ana.Posts("/g/ops/export").Is(403)
	g.f.Organiser("boss").Posts("/g/ops/export").Is(200)
	open := g.eve.Starts("others", "For everyone")
	g.f.Visitor().Posts(fmt.Sprint("/t/", open.ID, "/export")).Is(401)
}
