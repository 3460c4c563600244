package files

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"context"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color/palette"
	"image/gif"
	"image/png"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"plenary/internal/forum"
)

func TestPut_leavesNothingHiddenInPictures(t *testing.T) {
	s := open(t)
	const page, archive = "<script>alert(document.domain)</script>", "PK\x03\x04evil"
	for name, c := range map[string][]byte{
		"behind.png":  append(encodePNG(t, quartered(8, 8)), page+archive...),
		"text.png":    pngChunk(encodePNG(t, quartered(8, 8)), "tEXt", []byte("Comment\x00"+page+archive)),
		"behind.jpg":  append(encodeJPEG(t, quartered(8, 8)), page+archive...),
		"comment.jpg": segment(encodeJPEG(t, quartered(8, 8)), 0xfe, []byte(page+archive)),
		"behind.gif":  append(encodeGIF(t, 1), page+archive...),
		"chunk.webp":  webpOf(t, "JUNK", page+archive, "VP8L", losslessWebP, "XMP ", page+archive),
		"page.html":   append(encodePNG(t, quartered(8, 8)), page+archive...),
	} {
		if !bytes.Contains(c, []byte(page)) {
			t.Fatal(name)
		}
		kept := put(t, s, c, name)
		out := bytesOf(t, s, kept.Hash)
		if bytes.Contains(out, []byte("script")) || bytes.Contains(out, []byte("PK\x03\x04")) {
			t.Errorf("%s still hides something", name)
		}
		if !(forum.File{Type: kept.Type}).Inline() || strings.HasSuffix(kept.Name, "html") {
			t.Errorf("%s: %+v", name, kept)
		}
	}
}

func TestPut_refusesDamagedPictures(t *testing.T) {
	s := open(t)
	whole := map[string][]byte{
		"png": encodePNG(t, quartered(40, 40)), "jpeg": encodeJPEG(t, quartered(200, 200)),
		"gif": encodeGIF(t, 2), "webp": webpOf(t, "VP8L", losslessWebP), "lossy": webpOf(t, "VP8 ", lossyWebP),
	}
	for name, c := range whole {
		put(t, s, c, name)
		for _, tenths := range []int{3, 5, 7, 9} {
			t.Run(name, func(t *testing.T) { refused(t, s, c[:max(16, len(c)*tenths/10)], forum.Invalid, "file.bad_image") })
		}
	}
	for name, c := range map[string][]byte{
		"script":       []byte("GIF89a/*\x00\x00\x00*/=1;alert(document.domain)//" + strings.Repeat("x", 200)),
		"no frame":     []byte("GIF89a\x01\x00\x01\x00\x00\x00\x00\x3b"),
		"no pixels":    []byte("GIF89a\x00\x00\x00\x00\x00\x00\x00\x3b"),
		"only a start": []byte("\xff\xd8\xff\xe0 and then nothing that belongs here"),
		"only a name":  []byte("\x89PNG\r\n\x1a\n<script>alert(1)</script>"),
		"lying size":   webpOf(t, "VP8L", base64.StdEncoding.EncodeToString([]byte("\x2f\xff\xff\xff\x0f\x00\x00\x00\x00\x00"))),
	} {
		t.Run(name, func(t *testing.T) { refused(t, s, c, forum.Invalid, "file.bad_image") })
	}
}

func TestPut_refusesBombs(t *testing.T) {
	s := open(t)
	// a PNG that says it is 100,000 by 100,000
	wide := encodePNG(t, quartered(2, 2))
	binary.BigEndian.PutUint32(wide[16:], 100_000)
	binary.BigEndian.PutUint32(wide[20:], 100_000)
	binary.BigEndian.PutUint32(wide[29:], crc32.ChecksumIEEE(wide[12:29]))
	refused(t, s, wide, forum.Invalid, "file.too_many_pixels")

	// one of 30 million pixels that take eight bytes each
	deep := encodePNG(t, image.NewNRGBA64(image.Rect(0, 0, 2, 2)))
	binary.BigEndian.PutUint32(deep[16:], 6000)
	binary.BigEndian.PutUint32(deep[20:], 5000)
	binary.BigEndian.PutUint32(deep[29:], crc32.ChecksumIEEE(deep[12:29]))
	refused(t, s, deep, forum.Invalid, "file.too_many_pixels")

	// a WebP that says so too
	webp := webpOf(t, "VP8 ", lossyWebP)
	copy(webp[24:], "\x0f\x27\x00\x0f\x27\x00")
	refused(t, s, webp, forum.Invalid, "file.too_many_pixels")

	// a GIF of 6,000 by 6,000, allowed, with 1,000 frames of that size in a few bytes
	frames := []byte("GIF89a\x70\x17\x70\x17\x80\x00\x00\x00\x00\x00\xff\xff\xff")
	for range 1000 {
		frames = append(frames, "\x2c\x00\x00\x00\x00\x70\x17\x70\x17\x00\x02\x01\x04\x00"...)
	}
	refused(t, s, append(frames, 0x3b), forum.Invalid, "file.too_many_pixels")

	// one that takes for ever, for a store without patience
	s.patience = 0
	refused(t, s, encodeJPEG(t, quartered(64, 64)), forum.Invalid, "file.bad_image")
}

func TestPut_decodesFewPicturesAtOnceAndTheRestWait(t *testing.T) {
	s := open(t)
	for range pictureTurns {
		s.turns <- struct{}{}
	}
	ctx, cancel := context.WithCancel(t.Context())
	got := make(chan error)
	go func() {
		_, err := s.Put(ctx, bytes.NewReader(encodeGIF(t, 1)), "a.gif", 0)
		got <- err
	}()
	put(t, s, []byte("what is no picture does not wait"), "a.txt")
	cancel()
	if err := <-got; forum.KindOf(err) != forum.Unavailable {
		t.Errorf("the request ended: %v", err)
	}
	<-s.turns
	put(t, s, encodeGIF(t, 1), "a.gif")

	// one large picture at a time, and small ones pass it
	s.large <- struct{}{}
	large := encodePNG(t, image.NewGray(image.Rect(0, 0, 4000, 3001)))
	ctx, cancel = context.WithCancel(t.Context())
	go func() {
		_, err := s.Put(ctx, bytes.NewReader(large), "a.png", 0)
		got <- err
	}()
	put(t, s, encodeGIF(t, 1), "a.gif")
	cancel()
	if err := <-got; forum.KindOf(err) != forum.Unavailable {
		t.Errorf("the request for a large one ended: %v", err)
	}
	<-s.large
	put(t, s, large, "a.png")
}

// What a chunk unpacks to is never unpacked: it goes away with the chunk.
func TestPut_unpacksNoMetadata(t *testing.T) {
	s := open(t)
	var bomb bytes.Buffer
	z, err := zlib.NewWriterLevel(&bomb, zlib.BestCompression)
	if err == nil {
		_, err = io.Copy(z, io.LimitReader(zeros{}, 64<<20))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	plain := encodePNG(t, quartered(8, 8))
	for name, head := range map[string]string{"zTXt": "Comment\x00\x00", "iTXt": "Comment\x00\x01\x00en\x00\x00", "iCCP": "profile\x00\x00"} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		kept := put(t, s, pngChunk(plain, name, append([]byte(head), bomb.Bytes()...)), "a.png")
		runtime.ReadMemStats(&after)
		if took := after.TotalAlloc - before.TotalAlloc; took > 16<<20 {
			t.Errorf("%s took %d bytes", name, took)
		}
		if out := bytesOf(t, s, kept.Hash); bytes.Contains(out, []byte(name)) {
			t.Errorf("%s is still there", name)
		}
	}
}

// What is two things at once is kept as the one that browsers don't run.
func TestPut_makesPolyglotsHarmless(t *testing.T) {
	s := open(t)
	var archive bytes.Buffer
	z := zip.NewWriter(&archive)
	if _, err := z.Create("META-INF/MANIFEST.MF"); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	gifar := put(t, s, append(encodeGIF(t, 1), archive.Bytes()...), "a.gif")
	if _, err := zip.NewReader(bytes.NewReader(bytesOf(t, s, gifar.Hash)), gifar.Size); err == nil || gifar.Type != "image/gif" {
		t.Errorf("a picture that is an archive too: %+v, read as one: %v", gifar, err)
	}
	for name, c := range map[string]string{
		"script first.pdf": "<script>alert(1)</script>\n%PDF-1.7\n1 0 obj",
		"page first.png":   "<!DOCTYPE html><img src=x onerror=alert(1)>\x89PNG\r\n\x1a\n",
		"drawing.png":      `<?xml version="1.0"?><!-- \x89PNG --><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`,
	} {
		if kept := put(t, s, []byte(c), name); kept.Type != "application/octet-stream" {
			t.Errorf("%s is %s", name, kept.Type)
		}
	}
	script := put(t, s, []byte("%PDF-1.7\n/*\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>\n*/alert(1)"), "a.js")
	if (forum.File{Type: script.Type}).Inline() || strings.Contains(script.Type, "javascript") {
		t.Errorf("a document that is a script too: %+v", script)
	}
}

// Large animations would be sent to everybody whole.
func TestPut_keepsOfLargeAnimationsTheFirstFrame(t *testing.T) {
	s := open(t)
	moving := gif.GIF{Config: image.Config{Width: 1000, Height: 900}}
	random := rand.NewChaCha8([32]byte{})
	for i := range 4 {
		frame := image.NewPaletted(image.Rect(100, 100, 1000, 900), palette.Plan9)
		if _, err := random.Read(frame.Pix); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			frame.SetColorIndex(100, 100, 0x70)
		}
		moving.Image, moving.Delay = append(moving.Image, frame), append(moving.Delay, 10)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &moving); err != nil {
		t.Fatal(err)
	}
	kept := put(t, s, b.Bytes(), "wave.gif")
	m, err := png.Decode(bytes.NewReader(bytesOf(t, s, kept.Hash)))
	if err != nil || kept.Type != "image/png" || kept.Name != "wave.png" || kept.Width != 1000 || kept.Height != 900 {
		t.Fatalf("%+v of %d bytes, %v", kept, b.Len(), err)
	}
	if _, _, _, alpha := m.At(50, 50).RGBA(); alpha != 0 || !near(m.At(100, 100), palette.Plan9[0x70]) {
		t.Errorf("outside the frame %v, its first pixel %v", m.At(50, 50), m.At(100, 100))
	}
}
