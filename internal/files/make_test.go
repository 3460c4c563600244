package files

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"io/fs"
	"strings"
	"testing"

	"plenary/internal/forum"
)

// Two pictures of 20 by 10 in WebP, red on the left and blue on the right: the
// pixels of a lossy one, and of a lossless one whose upper half is clear.
const (
	lossyWebP    = "kAQAnQEqFAAKAD7RVKNLqCSjIbAIAQAaCUATplBWgKoA/QDLAP0AAtWsvKMAAP6dmgsxfC69eoUTKZvthC3X/8s2DGln+xkb4YwOivq/QAA="
	losslessWebP = "LxNAAhAXMCACgSSU/SlGEwgkoe1PMcr8B+wOFLRtw5jkLsQhHYSI/gcAAIC7jXgF"
)

const secretPlace = "GPS 19.4326 N 99.1332 W"

func open(t *testing.T) *Store {
	t.Helper()
	s, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func put(t *testing.T, s *Store, content []byte, name string) Stored {
	t.Helper()
	kept, err := s.Put(t.Context(), bytes.NewReader(content), name, forum.MaxFileSize)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return kept
}

func refused(t *testing.T, s *Store, content []byte, kind forum.Kind, key string) {
	t.Helper()
	kept, err := s.Put(t.Context(), bytes.NewReader(content), "upload", forum.MaxFileSize)
	if forum.KindOf(err) != kind || err == nil || !strings.HasPrefix(err.Error(), key) {
		t.Errorf("wanted %s, got %v (kept as %s)", key, err, kept.Type)
	}
	if err != nil && kept.Hash != "" {
		t.Error("refused and kept all the same")
	}
	nothingUnfinished(t, s)
}

func nothingUnfinished(t *testing.T, s *Store) {
	t.Helper()
	left, err := fs.ReadDir(s.root.FS(), unfinished)
	if err != nil || len(left) > 0 {
		t.Errorf("left unfinished: %v (%v)", left, err)
	}
}

func bytesOf(t *testing.T, s *Store, hash string) []byte {
	t.Helper()
	f, err := s.Open(hash)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// The colors of a picture's quarters: upper left, upper right, lower left,
// lower right.
var quarters = [4]color.NRGBA{{220, 30, 30, 255}, {30, 200, 30, 255}, {30, 30, 220, 255}, {240, 240, 240, 255}}

func quartered(w, h int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.SetNRGBA(x, y, quarters[y*2/h*2+x*2/w])
		}
	}
	return m
}

// quartersOf are the quarters of m by their number in quarters.
func quartersOf(m image.Image) [4]int {
	b := m.Bounds()
	var got [4]int
	for i := range got {
		at := m.At(b.Min.X+b.Dx()*(1+2*(i%2))/4, b.Min.Y+b.Dy()*(1+2*(i/2))/4)
		got[i] = -1
		for q, c := range quarters {
			if near(at, c) {
				got[i] = q
			}
		}
	}
	return got
}

func near(a, b color.Color) bool {
	ar, ag, ab, _ := a.RGBA()
	br, bg, bb, _ := b.RGBA()
	d := func(x, y uint32) bool { return max(x, y)-min(x, y) < 40<<8 }
	return d(ar, br) && d(ag, bg) && d(ab, bb)
}

func encodeJPEG(t *testing.T, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func encodePNG(t *testing.T, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func encodeGIF(t *testing.T, frames int) []byte {
	t.Helper()
	g := &gif.GIF{LoopCount: 3}
	for i := range frames {
		m := image.NewPaletted(image.Rect(0, 0, 20, 10), color.Palette{color.Black, color.White})
		m.SetColorIndex(i%20, i%10, 1)
		g.Image, g.Delay = append(g.Image, m), append(g.Delay, 7+i)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// exif is the metadata of a camera that was held that way, at secretPlace.
func exif(order binary.AppendByteOrder, orientation uint16) []byte {
	b := []byte("II*\x00")
	if order == binary.AppendByteOrder(binary.BigEndian) {
		b = []byte("MM\x00*")
	}
	b = order.AppendUint32(b, 8)
	b = order.AppendUint16(b, 2)
	entry := func(tag, kind uint16, n uint32, value ...uint16) {
		b = order.AppendUint16(order.AppendUint16(b, tag), kind)
		b = order.AppendUint32(b, n)
		b = order.AppendUint16(order.AppendUint16(b, value[0]), value[1])
	}
	entry(0x010f, 2, 4, 0x4141, 0x0041)
	entry(0x0112, 3, 1, orientation, 0)
	return append(order.AppendUint32(b, 0), secretPlace...)
}

// segment puts a segment behind the start of a JPEG.
func segment(picture []byte, marker byte, body []byte) []byte {
	out := append([]byte{}, picture[:2]...)
	out = append(out, 0xff, marker)
	out = binary.BigEndian.AppendUint16(out, uint16(len(body)+2))
	return append(append(out, body...), picture[2:]...)
}

// pngChunk puts a chunk behind the header of a PNG.
func pngChunk(picture []byte, name string, body []byte) []byte {
	chunk := append([]byte(name), body...)
	out := append([]byte{}, picture[:33]...)
	out = binary.BigEndian.AppendUint32(out, uint32(len(body)))
	out = append(out, chunk...)
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(chunk))
	return append(out, picture[33:]...)
}

// webpOf is a WebP made of an extended header for 20 by 10 and those chunks,
// given as name and body.
func webpOf(t *testing.T, chunks ...string) []byte {
	t.Helper()
	body := []byte("WEBPVP8X\x0a\x00\x00\x00\x08\x00\x00\x00\x13\x00\x00\x09\x00\x00")
	for i := 0; i < len(chunks); i += 2 {
		raw := []byte(chunks[i+1])
		if strings.HasPrefix(chunks[i], "VP8") {
			var err error
			if raw, err = base64.StdEncoding.DecodeString(chunks[i+1]); err != nil {
				t.Fatal(err)
			}
		}
		body = append(body, chunks[i]...)
		body = binary.LittleEndian.AppendUint32(body, uint32(len(raw)))
		body = append(body, raw...)
		if len(raw)%2 == 1 {
			body = append(body, 0)
		}
	}
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}
