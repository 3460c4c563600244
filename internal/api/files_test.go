package api_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"mime/multipart"
	"net/textproto"
	"strings"
	"testing"

	"plenary/internal/forumtest"
)

type file struct {
	ID            int64
	URL           string
	Name, Type    string
	Size          int64
	Width, Height int
}

// uploads sends a multipart body with one part.
func uploads(t *testing.T, p *forumtest.Person, field, name, media string, content []byte) *forumtest.Answer {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {fmt.Sprintf(`form-data; name=%q; filename=%q`, field, name)}, "Content-Type": {media}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	headers := []string{"Content-Type", w.FormDataContentType()}
	if p.Token != "" {
		headers = append(headers, "Authorization", "Bearer "+p.Token)
	}
	return p.Do("POST", "/api/v1/files", &body, headers...)
}

func TestFiles_areTheirUploadersUntilAPostHoldsThem(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		t.Fatal(err)
	}

	uploads(t, f.Visitor(), "file", "a.png", "image/png", picture.Bytes()).Is(401)
	made := uploads(t, ana, "file", "../my face.png", "image/png", picture.Bytes()).Is(201)
	got := into[file](made)
	is(t, "name", got.Name, "my face.png")
	is(t, "type", got.Type, "image/png")
	is(t, "size", fmt.Sprint(got.Width, "×", got.Height), "3×2")
	is(t, "url", got.URL, fmt.Sprint(f.Settings.BaseURL, "/files/", got.ID, "/my%20face.png"))
	is(t, "Location", made.To(), got.URL)

	talk := ana.Starts("ops", "Who pays?")
	stolen := into[post](ben.Calls("POST", at(talk)+"/posts", m{"body": fmt.Sprintf(`<p>mine</p><img src="%s" alt="">`, got.URL)}).Is(201))
	held := into[post](ana.Calls("POST", at(talk)+"/posts", m{"body": fmt.Sprintf(`<img src="%s" alt="me">`, got.URL)}).Is(201))
	if !strings.Contains(held.HTML, fmt.Sprint("/files/", got.ID, "/")) {
		t.Errorf("the post shows %s", held.HTML)
	}
	is(t, "author", stolen.Author.Name, "Ben")
}

func TestFiles_refuseWhatIsNone(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")

	is(t, "field", field(t, uploads(t, ana, "picture", "a.txt", "text/plain", []byte("x")).Is(422)), "file")
	is(t, "field", field(t, uploads(t, ana, "file", "a.txt", "text/plain", nil).Is(422)), "file")
	html := into[file](uploads(t, ana, "file", "a.png", "image/png", []byte("<html><script>x()</script>")).Is(201))
	is(t, "type", html.Type, "application/octet-stream")

	// What the part and the name say about it counts for nothing.
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		t.Fatal(err)
	}
	said := into[file](uploads(t, ana, "file", "CON.html", "text/html", picture.Bytes()).Is(201))
	is(t, "type", said.Type, "image/png")
	is(t, "name", said.Name, "_CON.png")
	uploads(t, ana, "file", "a.png", "image/svg+xml", picture.Bytes()[:40]).Is(422).Has("damaged or incomplete")

	// Two at once are not one.
	two := "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\none\r\n" +
		"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"b\"\r\n\r\ntwo\r\n--x--\r\n"
	ana.Do("POST", "/api/v1/files", strings.NewReader(two), "Content-Type", "multipart/form-data; boundary=x", "Authorization", "Bearer "+ana.Token).Is(422).Has("one file at a time")
	ana.Do("POST", "/api/v1/files", strings.NewReader("no parts here"), "Content-Type", "multipart/form-data; boundary=x").Is(400)
	ana.Do("POST", "/api/v1/files", strings.NewReader("no parts here"), "Content-Type", "multipart/form-data", "Authorization", "Bearer "+ana.Token).Is(400)
	ana.Calls("POST", "/files", m{"file": "x"}).Is(415)
	is(t, "size", into[file](uploads(t, ana, "file", "large.bin", "application/octet-stream", make([]byte, 3<<20)).Is(201)).Size, int64(3<<20))
	uploads(t, ana, "file", "huge.bin", "application/octet-stream", make([]byte, 25<<20+1)).Is(413)
}
