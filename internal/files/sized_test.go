package files

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/color"
	"image/png"
	"io"
	"io/fs"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"plenary/internal/forum"
)

// sized reads a picture in one width.
func sized(t *testing.T, s *Store, hash string, width int) (image.Image, Sized) {
	t.Helper()
	got, err := s.OpenSized(hash, width)
	if err != nil {
		t.Fatalf("%d wide: %v", width, err)
	}
	defer got.File.Close()
	body, err := io.ReadAll(got.File)
	if err != nil || int64(len(body)) != got.Size {
		t.Fatalf("%d of %d bytes, %v", len(body), got.Size, err)
	}
	m, _, err := image.Decode(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return m, got
}

func resize(t *testing.T, s *Store, kept Stored, widths ...int) {
	t.Helper()
	if err := s.Resize(t.Context(), kept.Hash, kept.Type, widths); err != nil {
		t.Fatal(err)
	}
}

func lacksSize(t *testing.T, s *Store, hash string, width int) {
	t.Helper()
	if got, err := s.OpenSized(hash, width); forum.KindOf(err) != forum.NotFound || err == nil {
		t.Errorf("%d wide: %+v, %v", width, got, err)
	}
}

func TestResize_keepsAPictureInItsWidths(t *testing.T) {
	s := open(t)
	for name, c := range map[string][]byte{"photo.jpg": encodeJPEG(t, quartered(1000, 501)), "drawing.png": encodePNG(t, quartered(1000, 501))} {
		kept := put(t, s, c, name)
		lacksSize(t, s, kept.Hash, 400)
		resize(t, s, kept, 400, 120)
		for width, height := range map[int]int{400: 200, 120: 60} {
			m, got := sized(t, s, kept.Hash, width)
			if got.Type != "" { // else the picture itself serves
				if m.Bounds() != image.Rect(0, 0, width, height) {
					t.Errorf("%s in %d is %v", name, width, m.Bounds())
				}
			}
			if q := quartersOf(m); q != [4]int{0, 1, 2, 3} {
				t.Errorf("%s in %d shows quarters %v", name, width, q)
			}
			if got.Size > kept.Size {
				t.Errorf("%s in %d takes %d bytes, itself %d", name, width, got.Size, kept.Size)
			}
		}
		lacksSize(t, s, kept.Hash, 800)
	}
	nothingUnfinished(t, s)
}

func TestResize_ofWhatIsNoSmallerServesThePicture(t *testing.T) {
	s := open(t)
	kept := put(t, s, encodePNG(t, image.NewGray(image.Rect(0, 0, 500, 500))), "black.png")
	noisy := image.NewNRGBA(image.Rect(0, 0, 500, 500))
	for i := range noisy.Pix {
		noisy.Pix[i] = byte(i*i>>3 ^ i*2654435761>>13)
	}
	flat := image.NewPaletted(noisy.Rect, color.Palette{color.White, color.Black})
	for i := range flat.Pix {
		flat.Pix[i] = byte(i / 500 % 2) // lines as in a table: gray when smaller
	}
	for _, k := range []Stored{kept, put(t, s, encodePNG(t, flat), "lines.png")} {
		resize(t, s, k, 400)
		m, got := sized(t, s, k.Hash, 400)
		if got.Size > k.Size {
			t.Errorf("%d bytes instead of %d", got.Size, k.Size)
		}
		if got.Type == "" && m.Bounds().Dx() != 500 {
			t.Errorf("it is %v", m.Bounds())
		}
	}
	clear := put(t, s, encodePNG(t, noisy), "clear.png")
	resize(t, s, clear, 400)
	if _, got := sized(t, s, clear.Hash, 400); got.Type != "image/png" {
		t.Errorf("what lets something through became %q", got.Type)
	}
}

func TestResize_finishesWhatACrashLeft_andIsHarmlessTwice(t *testing.T) {
	s := open(t)
	kept := put(t, s, encodeJPEG(t, quartered(1000, 500)), "a.jpg")
	resize(t, s, kept, 400)
	if _, err := s.draft(); err != nil { // and in the middle of the next one it dies
		t.Fatal(err)
	}
	resize(t, s, kept, 120, 400, 800)
	first, err := fs.Stat(s.root.FS(), sizePlace(kept.Hash, 400)+".jpg")
	if err != nil {
		t.Fatal(err)
	}
	resize(t, s, kept, 120, 400, 800)
	again, err := fs.Stat(s.root.FS(), sizePlace(kept.Hash, 400)+".jpg")
	if err != nil || !first.ModTime().Equal(again.ModTime()) {
		t.Errorf("it was made twice (%v)", err)
	}
	for _, w := range []int{120, 400, 800} {
		if m, _ := sized(t, s, kept.Hash, w); m.Bounds().Dx() != w {
			t.Errorf("%d is %v", w, m.Bounds())
		}
	}
}

func TestSizes_goWithTheirPicture(t *testing.T) {
	s := open(t)
	kept, other := put(t, s, encodeJPEG(t, quartered(500, 500)), "a.jpg"), put(t, s, encodeJPEG(t, quartered(600, 500)), "b.jpg")
	resize(t, s, kept, 120, 400)
	resize(t, s, other, 400)
	if err := s.Remove(kept.Hash, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	lacksSize(t, s, kept.Hash, 120)
	lacksSize(t, s, kept.Hash, 400)
	if err := s.Resize(t.Context(), kept.Hash, kept.Type, []int{400}); forum.KindOf(err) != forum.NotFound {
		t.Errorf("of what is gone: %v", err)
	}
	// one that was erased while its size was drawn
	if err := s.keepSize(kept.Hash, 400, image.NewRGBA(image.Rect(0, 0, 4, 4)), "image/jpeg", 1<<20); forum.KindOf(err) != forum.NotFound {
		t.Errorf("kept a size of what is gone: %v", err)
	}
	sized(t, s, other.Hash, 400)

	// one whose picture went while the process died
	if err := s.root.Remove(place(other.Hash)); err != nil {
		t.Fatal(err)
	}
	var left []string
	walk := func() {
		left = nil
		if err := s.WalkSizes(t.Context(), func(hash string) error { left = append(left, hash); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	if walk(); len(left) != 1 || left[0] != other.Hash {
		t.Fatalf("sizes left: %v", left)
	}
	if err := s.SweepSizes(t.Context()); err != nil {
		t.Fatal(err)
	}
	if walk(); len(left) != 0 {
		t.Errorf("sizes left after a sweep: %v", left)
	}
	if err := s.Walk(t.Context(), func(b Blob) error { t.Errorf("%s is taken for a content", b.Hash); return nil }); err != nil {
		t.Fatal(err)
	}
	nothingUnfinished(t, s)
}

func TestResize_holdsTheResultAndOneRow(t *testing.T) {
	s := open(t)
	kept := put(t, s, encodePNG(t, image.NewGray(image.Rect(0, 0, 6000, 6000))), "large.png")
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	resize(t, s, kept, 120, 400, 800, 1600)
	runtime.ReadMemStats(&after)
	// 36 MB decoded, 1600² · 4 for the largest width, and what encoders take
	if took := after.TotalAlloc - before.TotalAlloc; took > 90<<20 {
		t.Errorf("took %d MiB", took>>20)
	}
}

func TestOpenSized_opensNothingElse(t *testing.T) {
	s := open(t)
	for _, hash := range []string{"", "..", "../../outside", strings.Repeat("../", 21) + "x", strings.Repeat("AB", 32)} {
		lacksSize(t, s, hash, 400)
	}
	kept := put(t, s, encodeJPEG(t, quartered(500, 500)), "a.jpg")
	for _, w := range []int{-1, 0, 1, 401, 1 << 40} {
		lacksSize(t, s, kept.Hash, w)
	}
	if names, err := filepath.Glob(filepath.Join(s.root.Name(), sizes, "*")); err != nil || len(names) > 0 {
		t.Errorf("made %v (%v)", names, err)
	}
}

func TestPut_saysWhatStandsForAPicture(t *testing.T) {
	s := open(t)
	for name, c := range map[string][]byte{"a.jpg": encodeJPEG(t, quartered(640, 320)), "b.png": encodePNG(t, quartered(640, 320))} {
		kept := put(t, s, c, name)
		few, err := base64.StdEncoding.DecodeString(kept.Blur)
		if err != nil {
			t.Fatal(err)
		}
		m, err := png.Decode(bytes.NewReader(few))
		if err != nil || m.Bounds().Dx() != 6 || m.Bounds().Dy() != 3 {
			t.Fatalf("%s: %v, %v", name, m.Bounds(), err)
		}
		if !near(m.At(0, 0), quarters[0]) || !near(m.At(5, 0), quarters[1]) || !near(m.At(0, 2), quarters[2]) {
			t.Errorf("%s: its colors are others: %v %v %v", name, m.At(0, 0), m.At(5, 0), m.At(0, 2))
		}
		if again, err := s.Blur(t.Context(), kept.Hash, kept.Type); err != nil || again != kept.Blur {
			t.Errorf("%s: later it is %q, %v", name, again, err)
		}
		if len(kept.Blur) > 400 {
			t.Errorf("%s: %d bytes", name, len(kept.Blur))
		}
	}
	for name, c := range map[string][]byte{"clear.png": encodePNG(t, image.NewNRGBA(image.Rect(0, 0, 40, 40))), "moves.gif": encodeGIF(t, 3), "a.txt": []byte("text")} {
		if kept := put(t, s, c, name); kept.Blur != "" {
			t.Errorf("%s has %q", name, kept.Blur)
		}
	}
	for _, thin := range []image.Rectangle{image.Rect(0, 0, 1, 3000), image.Rect(0, 0, 3000, 1), image.Rect(0, 0, 1, 1)} {
		put(t, s, encodePNG(t, image.NewGray(thin)), "thin.png")
	}
}

func TestShrink_isTheMeanOfWhatWasThere(t *testing.T) {
	m := image.NewGray(image.Rect(10, 20, 13, 22)) // its corner is not at 0, and 3 go into 2
	copy(m.Pix, []byte{0, 90, 180, 60, 150, 240})
	got, err := shrink(t.Context(), m, 2, 1)
	if err != nil {
		t.Fatal(err)
	}
	// (0 + 90/2 + 60 + 150/2) / 3 and (90/2 + 180 + 150/2 + 240) / 3
	if a, b := got.RGBAAt(0, 0).R, got.RGBAAt(1, 0).R; a != 60 || b != 180 {
		t.Errorf("got %d and %d", a, b)
	}
	white := image.NewUniform(color.White)
	for _, size := range [][2]int{{1, 1}, {7, 3}, {400, 299}} {
		big := image.NewRGBA(image.Rect(0, 0, 1000, 777))
		for y := range 777 {
			for x := range 1000 {
				big.Set(x, y, white.C)
			}
		}
		got, err := shrink(t.Context(), big, size[0], size[1])
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range got.Pix {
			if v != 255 {
				t.Fatalf("%v: white became %d at %d", size, v, i)
			}
		}
	}
}
