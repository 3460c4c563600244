package httpd_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"math/rand/v2"
	"mime"
	"mime/multipart"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// keeps uploads a file through the verbs.
func keeps(t *testing.T, f *forumtest.Forum, p *forumtest.Person, name string, body []byte) forum.File {
	t.Helper()
	file, err := f.App.Upload(context.Background(), p.V, name, bytes.NewReader(body))
	if err != nil {
		t.Fatalf("upload %s: %v", name, err)
	}
	return file
}

func picture(t *testing.T, width int) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := png.Encode(&buf, image.NewGray(image.Rect(0, 0, width, width))); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// noise is a picture that can't be made smaller.
func noise(t *testing.T, width int) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, width, width))
	random := rand.NewChaCha8([32]byte{})
	if _, err := random.Read(m.Pix); err != nil {
		t.Fatal(err)
	}
	var buf bytes.Buffer
	if err := png.Encode(&buf, m); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// sends sends a multipart form with one file.
func sends(t *testing.T, p *forumtest.Person, path, field, name string, body []byte, fields ...string) *forumtest.Answer {
	t.Helper()
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	part, err := w.CreateFormFile(field, name)
	if err == nil {
		_, err = part.Write(body)
	}
	for i := 0; i+1 < len(fields) && err == nil; i += 2 {
		err = w.WriteField(fields[i], fields[i+1])
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return p.Do("POST", path, &buf, "Content-Type", w.FormDataContentType(), "Sec-Fetch-Site", "same-origin")
}

func TestFile_isItsUploadersUntilAPostHoldsIt(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("secret", "members/invite")
	ana, ben, eve := f.As("secret", "ana", "member"), f.As("secret", "ben", "member"), f.User("eve")
	file := keeps(t, f, ana, "plan.txt", []byte("our plan"))

	ana.Visits(file.Path()).Is(200).Has("our plan")
	for _, other := range []*forumtest.Person{ben, eve, f.Visitor(), f.Organiser("olga")} {
		other.Visits(file.Path()).IsNotFound()
	}
	talk := ana.Starts("secret", "The plan")
	post := ana.Replies(talk, "[the plan]("+file.Path()+")")
	ben.Visits(file.Path()).Is(200).Has("our plan")
	for _, outsider := range []*forumtest.Person{eve, f.Visitor()} {
		outsider.Visits(file.Path()).IsNotFound()
		outsider.Visits("/files/1/other-name").IsNotFound() // not even its right name is told
	}
	ana.Removes(post.ID)
	ben.Visits(file.Path()).IsNotFound()
}

func TestFile_isShownInPlaceOnlyIfItIsAPicture(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	for name, body := range map[string]string{
		"page.html": "<!doctype html><script>alert(1)</script>", "drawing.svg": `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`,
		"lies.png": "<html><script>alert(1)</script>", "run.js": "alert(1)", "x.xml": `<?xml version="1.0"?><x/>`, "notes.txt": "plain", "doc.pdf": "%PDF-1.7 x",
	} {
		a := ana.Visits(keeps(t, f, ana, name, []byte(body)).Path()).Is(200)
		how, params, err := mime.ParseMediaType(a.Header.Get("Content-Disposition"))
		if err != nil || how != "attachment" || params["filename"] != name {
			t.Errorf("%s: %q, %v", name, a.Header.Get("Content-Disposition"), err)
		}
		if kind := a.Header.Get("Content-Type"); strings.Contains(kind, "html") || strings.Contains(kind, "xml") || strings.Contains(kind, "javascript") {
			t.Errorf("%s goes out as %q", name, kind)
		}
		if a.Header.Get("Content-Security-Policy") != "sandbox; default-src 'none'" || a.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: policy %q, sniffing %q", name, a.Header.Get("Content-Security-Policy"), a.Header.Get("X-Content-Type-Options"))
		}
		if keep := a.Header.Get("Cache-Control"); !strings.HasPrefix(keep, "private") || a.Header.Get("Vary") != "Cookie" {
			t.Errorf("%s: kept as %q, %q", name, keep, a.Header.Get("Vary"))
		}
	}
	shown := ana.Visits(keeps(t, f, ana, "face.png", picture(t, 3)).Path()).Is(200)
	if shown.Header.Get("Content-Type") != "image/png" || !strings.HasPrefix(shown.Header.Get("Content-Disposition"), "inline") {
		t.Errorf("%q, %q", shown.Header.Get("Content-Type"), shown.Header.Get("Content-Disposition"))
	}
}

func TestFile_hasOneAddressWhateverItsName(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	for _, name := range []string{"a b.txt", "100%.txt", "a+b.txt", "ñandú – 2.txt", `"quoted".txt`, "../../etc/passwd", `..\..\x.txt`, "a;b=c.txt", "x%2F..%2Fy.txt",
		"semi\r\nSet-Cookie: x=y.txt", "#hash?query.txt", "…", strings.Repeat("long", 100) + ".txt", "\u202etxt.exe", "..", "face"} {
		file := keeps(t, f, ana, name, []byte("text of "+strconv.Quote(name)))
		a := ana.Visits(file.Path()).Is(200).Has("text of")
		if a.Header.Get("Set-Cookie") != "" {
			t.Errorf("%q sets a cookie", name)
		}
		_, params, err := mime.ParseMediaType(a.Header.Get("Content-Disposition"))
		if err != nil || params["filename"] != file.Name {
			t.Errorf("%q is saved as %q, %v", name, params["filename"], err)
		}
		wrong := "/files/" + strconv.FormatInt(int64(file.ID), 10) + "/wrong"
		if to := ana.Visits(wrong).Is(301).To(); to != file.Path() {
			t.Errorf("a wrong name leads to %q instead of %q", to, file.Path())
		}
		if u, err := url.Parse(file.Path()); err != nil || u.Host != "" {
			t.Errorf("address %q", file.Path())
		}
	}
	for _, nothing := range []string{"/files/0/x", "/files/-1/x", "/files/99/x", "/files/x/x", "/files/99999999999999999999/x"} {
		ana.Visits(nothing).IsNotFound()
	}
}

func TestFile_goesOutInPartsAndOnce(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	text := strings.Repeat("0123456789", 30_000)
	file := keeps(t, f, ana, "long.txt", []byte(text))
	etag := `"` + file.Hash + `"`

	whole := ana.Visits(file.Path()).Is(200)
	if whole.Body != text || whole.Header.Get("ETag") != etag || whole.Header.Get("Accept-Ranges") != "bytes" {
		t.Errorf("%d bytes, ETag %q", len(whole.Body), whole.Header.Get("ETag"))
	}
	ana.Do("GET", file.Path(), nil, "If-None-Match", etag).Is(304)
	for asked, want := range map[string]string{"bytes=0-4": "01234", "bytes=299995-": "56789", "bytes=-3": "789", "bytes=299999-400000": "9"} {
		part := ana.Do("GET", file.Path(), nil, "Range", asked).Is(206)
		if part.Body != want || !strings.HasSuffix(part.Header.Get("Content-Range"), "/300000") {
			t.Errorf("%s: %q, %q", asked, part.Body, part.Header.Get("Content-Range"))
		}
	}
	ana.Do("GET", file.Path(), nil, "Range", "bytes=300000-").Is(416)
	for _, ignored := range []string{"bytes=0-1,5-6", "lines=0-1"} {
		if got := ana.Do("GET", file.Path(), nil, "Range", ignored).Is(200); got.Body != text {
			t.Errorf("%s: %d bytes", ignored, len(got.Body))
		}
	}
	ana.Do("GET", file.Path(), nil, "Range", "bytes=0-4", "If-Range", `"another"`).Is(200)
	ana.Do("GET", file.Path(), nil, "Range", "bytes=0-4", "If-Range", etag).Is(206)
	if head := ana.Do("HEAD", file.Path(), nil).Is(200); head.Header.Get("Content-Length") != "300000" || head.Body != "" {
		t.Errorf("HEAD: %q bytes", head.Header.Get("Content-Length"))
	}
}

func TestPicture_isUploadedShownAndTakenAway(t *testing.T) {
	f := forumtest.Start(t)
	ana, eve := f.User("ana"), f.User("eve")
	sends(t, ana, "/settings/picture", "picture", "me.png", []byte("no picture at all")).Is(422).Has("Please choose a picture")
	sends(t, ana, "/settings/picture", "picture", "", nil).Is(422)
	sends(t, f.Visitor(), "/settings/picture", "picture", "me.png", picture(t, 9)).Is(401)
	sends(t, ana, "/settings/picture", "picture", "me.png", picture(t, 9)).Is(303)

	me, err := f.App.Account(context.Background(), ana.V)
	if err != nil || me.AvatarFile == 0 {
		t.Fatalf("picture %d, %v", me.AvatarFile, err)
	}
	face := forum.FilePath(me.AvatarFile, "face")
	eve.Visits(me.Path()).Is(200).Has(face)
	eve.Visits(face).Is(200)
	f.Visitor().Visits(face).IsNotFound()
	sends(t, ana, "/settings/picture", "picture", "", nil, "remove", "1").Is(303)
	eve.Visits(face).IsNotFound()

	large := noise(t, 1400)
	if len(large) < 1<<20 {
		t.Fatalf("only %d bytes", len(large))
	}
	sends(t, ana, "/settings/picture", "picture", "large.png", large).Is(303)
}

func TestArticlePicture_comesWithTheForm(t *testing.T) {
	f := forumtest.Start(t)
	olga := f.Organiser("olga")
	page := fill(t, olga.Visits("/news/new"), "/news/new", "title", "With a picture", "body", "Look", "when", "now", "picture_alt", "A square")
	path := sends(t, olga, "/news/new", "picture", "square.png", picture(t, 9), page...).Is(303).To()
	art, _, err := f.App.Article(context.Background(), forum.Viewer{}, strings.TrimPrefix(path, "/news/"))
	if err != nil || art.Picture == 0 {
		t.Fatalf("picture %d, %v", art.Picture, err)
	}
	f.Visitor().Visits(path).Has(`alt="A square"`, forum.FilePath(art.Picture, "picture"))
	f.Visitor().Visits(forum.FilePath(art.Picture, "picture")).Is(200)
	if _, err := f.App.ChangeArticle(context.Background(), olga.V, art.Slug, app.ArticleInput{PublishedAt: &art.UpdatedAt}); err != nil {
		t.Fatal(err)
	}
	page = fill(t, olga.Visits("/news/new"), "/news/new", "title", "Another", "body", "Look", "when", "now") // a form that was sent makes nothing anew
	sends(t, olga, "/news/new", "picture", "run.html", []byte("<script>"), page...).Is(422).Has("Look", "Please choose a picture")
}
