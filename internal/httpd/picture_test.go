package httpd_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

// photo is a JPEG that shows something everywhere.
func photo(t *testing.T, width, height int) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			m.SetRGBA(x, y, color.RGBA{uint8(x), uint8(y), uint8(x * y >> 4), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// loses removes a folder among the files.
func loses(t *testing.T, f *forumtest.Forum, folder string) {
	t.Helper()
	if err := os.RemoveAll(filepath.Join(f.Dir, "files", folder)); err != nil {
		t.Fatal(err)
	}
}

// drawn waits until the worker has made all widths of a picture.
func drawn(t *testing.T, f *forumtest.Forum, p *forumtest.Person, file forum.File) {
	t.Helper()
	f.Wait("the picture's widths", func() bool {
		for _, w := range file.Widths() {
			_, body, err := f.App.File(context.Background(), p.V, file.ID, w)
			if err != nil {
				t.Fatal(err)
			}
			if err := body.Close(); err != nil {
				t.Fatal(err)
			}
			if body.Later {
				return false
			}
		}
		return true
	})
}

func TestPicture_comesInTheWidthThatAPageNeeds(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("secret", "members/invite")
	ana, ben, eve := f.As("secret", "ana", "member"), f.As("secret", "ben", "member"), f.User("eve")
	file := keeps(t, f, ana, "the bridge.jpg", photo(t, 1200, 600))
	talk := ana.Starts("secret", "The bridge")
	post := ana.Replies(talk, "![A bridge]("+file.Path()+")")
	if want := fmt.Sprintf(`width="1200" height="600" srcset="%[1]s?w=400 400w, %[1]s?w=800 800w, %[1]s 1200w"`, file.Path()); !strings.Contains(string(post.HTML), want) ||
		!strings.Contains(string(post.HTML), `data-blur="`+file.Blur+`"`) {
		t.Errorf("it is shown as %s", post.HTML)
	}
	drawn(t, f, ana, file)

	whole := ben.Visits(file.Path()).Is(200)
	medium, little := ben.Visits(file.PathAt(800)).Is(200), ben.Visits(file.PathAt(400)).Is(200)
	if len(little.Body) >= len(medium.Body) || len(medium.Body) >= len(whole.Body) {
		t.Errorf("widths take %d, %d and %d bytes", len(little.Body), len(medium.Body), len(whole.Body))
	}
	for width, a := range map[int]*forumtest.Answer{1200: whole, 800: medium, 400: little} {
		m, _, err := image.DecodeConfig(strings.NewReader(a.Body))
		if err != nil || m.Width != width || m.Height != width/2 {
			t.Errorf("%d wide: %+v, %v", width, m, err)
		}
		if keep := a.Header.Get("Cache-Control"); keep != "private, max-age=31536000, immutable" || a.Header.Get("Vary") != "Cookie" {
			t.Errorf("%d wide: kept as %q, %q", width, keep, a.Header.Get("Vary"))
		}
		if a.Header.Get("Content-Type") != "image/jpeg" || a.Header.Get("X-Content-Type-Options") != "nosniff" ||
			a.Header.Get("Content-Security-Policy") != "sandbox; default-src 'none'" {
			t.Errorf("%d wide: %v", width, a.Header)
		}
	}
	tag := little.Header.Get("ETag")
	if tag == "" || tag == whole.Header.Get("ETag") || tag == medium.Header.Get("ETag") {
		t.Errorf("ETag %q", tag)
	}
	ben.Do("GET", file.PathAt(400), nil, "If-None-Match", tag).Is(304)
	ben.Do("GET", file.PathAt(400), nil, "Range", "bytes=0-1").Is(206)
	if other := ben.Visits(file.PathAt(401)).Is(200); other.Body != whole.Body { // no width of ours
		t.Error("a width that nobody keeps is made")
	}

	for _, outsider := range []*forumtest.Person{eve, f.Visitor()} {
		for _, path := range []string{file.Path(), file.PathAt(400), file.PathAt(1600), file.PathAt(forum.FaceWidth)} {
			outsider.Visits(path).IsNotFound()
		}
	}
	if err := f.App.RemoveMember(context.Background(), f.Organiser("olga").V, "secret", ben.V.ID); err != nil {
		t.Fatal(err)
	}
	ben.Visits(file.PathAt(400)).IsNotFound()
	ana.Visits(file.PathAt(400)).Is(200)
	ana.Removes(post.ID)
	ana.Visits(file.PathAt(400)).IsNotFound()
}

func TestPicture_standsInForAWidthThatIsNotMadeYet(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	file := keeps(t, f, ana, "a.jpg", photo(t, 600, 300))
	drawn(t, f, ana, file)
	made := ana.Visits(file.PathAt(400)).Is(200)
	// as after coming back from a backup, which leaves out what can be made again
	loses(t, f, "sizes")
	f.Restart()
	standIn := ana.Visits(file.PathAt(400)).Is(200)
	if keep := standIn.Header.Get("Cache-Control"); keep != "private, no-cache" || len(standIn.Body) != int(file.Size) {
		t.Errorf("%d bytes of %d, kept as %q", len(standIn.Body), file.Size, keep)
	}
	drawn(t, f, ana, file)
	again := ana.Do("GET", file.PathAt(400), nil, "If-None-Match", standIn.Header.Get("ETag"), "If-Modified-Since", made.Header.Get("Last-Modified")).Is(http.StatusOK)
	if again.Body != made.Body {
		t.Error("made again, it is another picture")
	}
}
