package soak

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// release is the program of an older release: with it, the test makes the
// fixture anew before it reads it. testdata/README.md says how.
var release = flag.String("release", "", "path of the first release's program: make testdata/first.* anew")

// older is what a release left, as it read it itself.
type older struct {
	Token string            // of somebody who sees everything
	File  string            // address of an upload
	Sum   string            // of its bytes
	Reads map[string]string // what was read, by its name: the sum of what people see of it
}

const (
	fixture      = "testdata/first"
	organiser    = "nora@example.org"
	demoPassword = "plenary-demo"
)

// lasting is what a post or an article keeps through every upgrade.
type lasting struct {
	ID, Number, Seq, Revision int64
	Slug, Title               string
	State, HTML, Text, Lang   string
	CreatedAt                 string  `json:"created_at"`
	EditedAt                  *string `json:"edited_at"`
	Author                    struct{ Name, Handle string }
	Reactions                 []struct {
		Kind  string
		Count int
	}
}

// readAll is everything that somebody reads, by name.
//
// What later releases say in a text of its files, their kind and size, is left out of it.
func readAll(ctx context.Context, c *client) (map[string]string, error) {
	reads := map[string]string{}
	note := func(name string, l lasting) {
		l.HTML = dressed.ReplaceAllString(l.HTML, "")
		text, _ := json.Marshal(l)
		reads[name] = fmt.Sprintf("%x", sha256.Sum256(text))[:16]
	}
	var groups []string
	var rooms []int64
	_, err := listed(ctx, c, "/groups", func(g struct{ Slug string }) { groups = append(groups, g.Slug) })
	for _, g := range groups {
		if err == nil {
			_, err = listed(ctx, c, "/groups/"+g+"/conversations", func(r struct{ ID int64 }) { rooms = append(rooms, r.ID) })
		}
	}
	for _, r := range rooms {
		if err == nil {
			_, err = listed(ctx, c, fmt.Sprintf("/conversations/%d/posts", r), func(p lasting) { note(fmt.Sprintf("post %d", p.ID), p) })
		}
	}
	if err == nil {
		_, err = listed(ctx, c, "/articles", func(a lasting) { note("article "+a.Slug, a) })
	}
	return reads, err
}

var dressed = regexp.MustCompile(` (class="file"|data-file="[^"]*")`)

// makeFixture lets the release's own program make a network, and packs it.
func makeFixture(t *testing.T) {
	ctx, dir := t.Context(), filepath.Join(t.TempDir(), "data")
	s, err := newServer(*release, dir)
	must(t, err)
	s.verb = "demo"
	must(t, s.start(ctx))
	token, err := command(ctx, *release, "token", "add", "--data", dir, "--email", organiser, "--name", "upgrade")
	must(t, err)
	c, o := newClient(s, token), older{Token: token}
	content := []byte("What the first release kept.\n")
	_, address, err := c.upload(ctx, "kept.txt", content)
	must(t, err)
	var groups []string
	_, err = listed(ctx, c, "/groups", func(g struct{ Slug string }) { groups = append(groups, g.Slug) })
	must(t, err)
	var talk struct {
		FirstPost post `json:"first_post"`
		ID        int64
	}
	must(t, c.must(ctx, "POST", "/groups/"+groups[0]+"/conversations", map[string]any{"kind": "discussion", "title": "Before the upgrade", "body": "One.", "format": "text"}, &talk))
	must(t, c.must(ctx, "POST", fmt.Sprintf("/conversations/%d/posts", talk.ID), map[string]any{"body": `<p>See <a href="` + address + `">this</a></p>`, "format": "html"}, nil))
	must(t, c.must(ctx, "PATCH", fmt.Sprintf("/posts/%d", talk.FirstPost.ID), map[string]any{"body": "One, edited.", "format": "text"}, nil))
	must(t, c.must(ctx, "PUT", fmt.Sprintf("/posts/%d/reactions/%s", talk.FirstPost.ID, url.PathEscape("💡")), nil, nil))
	at, err := url.Parse(address)
	must(t, err)
	o.File, o.Sum = at.Path, fmt.Sprintf("%x", sha256.Sum256(content))
	o.Reads, err = readAll(ctx, c)
	must(t, err)
	_, err = s.stop()
	must(t, err)
	text, err := json.MarshalIndent(o, "", " ")
	must(t, err)
	must(t, os.WriteFile(fixture+".json", text, 0o644))
	must(t, pack(dir, fixture+".tar.gz"))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func pack(dir, name string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	z, _ := gzip.NewWriterLevel(f, gzip.BestCompression)
	w := tar.NewWriter(z)
	if err := w.AddFS(os.DirFS(dir)); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return z.Close()
}

func unpack(t *testing.T, name, dir string) {
	t.Helper()
	f, err := os.Open(name)
	must(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	must(t, err)
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			return
		}
		must(t, err)
		at := filepath.Join(dir, filepath.FromSlash(h.Name))
		if h.FileInfo().IsDir() {
			must(t, os.MkdirAll(at, fs.FileMode(h.Mode).Perm()))
			continue
		}
		must(t, os.MkdirAll(filepath.Dir(at), 0o700))
		text, err := io.ReadAll(r)
		must(t, err)
		must(t, os.WriteFile(at, text, fs.FileMode(h.Mode).Perm()))
	}
}

func TestUpgrade_fromTheFirstReleaseKeepsEverything(t *testing.T) {
	if *release != "" {
		makeFixture(t)
	}
	text, err := os.ReadFile(fixture + ".json")
	must(t, err)
	var was older
	must(t, json.Unmarshal(text, &was))
	dir := filepath.Join(t.TempDir(), "data")
	unpack(t, fixture+".tar.gz", dir)

	s, err := newServer(program, dir)
	must(t, err)
	defer s.kill()
	must(t, s.start(t.Context()))
	c := newClient(s, was.Token)
	reads, err := readAll(t.Context(), c)
	must(t, err)
	if len(was.Reads) < 100 {
		t.Errorf("the fixture has %d posts and articles: too few to prove anything", len(was.Reads))
	}
	for name, sum := range was.Reads {
		if reads[name] != sum {
			t.Errorf("%s read %s, and now %q", name, sum, reads[name])
		}
	}

	signIn := func(password string) *http.Response {
		form := url.Values{"email": {organiser}, "password": {password}}
		req, err := http.NewRequestWithContext(t.Context(), "POST", "http://"+s.addr+"/sign-in", strings.NewReader(form.Encode()))
		must(t, err)
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Sec-Fetch-Site", "same-origin")
		res, err := http.DefaultTransport.RoundTrip(req)
		must(t, err)
		_ = res.Body.Close()
		return res
	}
	in := signIn(demoPassword)
	if in.StatusCode != http.StatusSeeOther || len(in.Cookies()) == 0 {
		t.Fatalf("signing in as before: status %d", in.StatusCode)
	}
	if out := signIn("another password"); out.StatusCode == http.StatusSeeOther {
		t.Error("any password does")
	}
	req, err := http.NewRequestWithContext(t.Context(), "GET", "http://"+s.addr+was.File, nil)
	must(t, err)
	req.AddCookie(in.Cookies()[0])
	res, err := http.DefaultClient.Do(req)
	must(t, err)
	content, err := io.ReadAll(res.Body)
	must(t, err)
	_ = res.Body.Close()
	if sum := fmt.Sprintf("%x", sha256.Sum256(content)); sum != was.Sum {
		t.Errorf("the file that was uploaded then: status %d, %d bytes", res.StatusCode, len(content))
	}

	status, err := command(t.Context(), program, "migrate", "--status", "--data", dir)
	if err != nil || strings.Contains(status, "to be applied") {
		t.Errorf("migrations: %v\n%s", err, status)
	}
	var scene Scene
	checked(t.Context(), program, dir, &scene)
	for _, complaint := range scene.Complaints {
		t.Error(complaint)
	}
}
