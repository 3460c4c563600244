package files

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/color/palette"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// shown is which stored quarter is seen where, for each way a camera was held.
var shown = [9][4]int{
	1: {0, 1, 2, 3}, 2: {1, 0, 3, 2}, 3: {3, 2, 1, 0}, 4: {2, 3, 0, 1},
	5: {0, 2, 1, 3}, 6: {2, 0, 3, 1}, 7: {3, 1, 2, 0}, 8: {1, 3, 0, 2},
}

func TestPut_turnsPhotographsUpright(t *testing.T) {
	s := open(t)
	photo := encodeJPEG(t, quartered(64, 32))
	drawn := encodePNG(t, quartered(64, 32))
	for o := 1; o <= 8; o++ {
		for name, c := range map[string][]byte{
			"intel.jpg":    segment(photo, 0xe1, append([]byte("Exif\x00\x00"), exif(binary.LittleEndian, uint16(o))...)),
			"motorola.jpg": segment(photo, 0xe1, append([]byte("Exif\x00\x00"), exif(binary.BigEndian, uint16(o))...)),
			"behind.jpg": segment(segment(photo, 0xe1, append([]byte("Exif\x00\x00"), exif(binary.BigEndian, uint16(o))...)),
				0xe1, []byte("http://ns.adobe.com/xap/1.0/\x00"+secretPlace)),
			"scan.png": pngChunk(drawn, "eXIf", exif(binary.BigEndian, uint16(o))),
		} {
			if !bytes.Contains(c, []byte(secretPlace)) {
				t.Fatal("there is nothing to remove")
			}
			kept := put(t, s, c, name)
			out := bytesOf(t, s, kept.Hash)
			m, _, err := image.Decode(bytes.NewReader(out))
			if err != nil {
				t.Fatal(err)
			}
			if got := quartersOf(m); got != shown[o] {
				t.Errorf("%s, held %d: quarters %v, want %v", name, o, got, shown[o])
			}
			w, h := 64, 32
			if o >= 5 {
				w, h = 32, 64
			}
			if m.Bounds().Dx() != w || m.Bounds().Dy() != h || kept.Width != w || kept.Height != h {
				t.Errorf("%s, held %d: %v, said %d×%d", name, o, m.Bounds(), kept.Width, kept.Height)
			}
			for _, trace := range []string{secretPlace, "Exif", "eXIf", "adobe.com", "AAA"} {
				if bytes.Contains(out, []byte(trace)) {
					t.Errorf("%s, held %d: %q is still in it", name, o, trace)
				}
			}
			if kept.Size != int64(len(out)) || kept.Name != name {
				t.Errorf("%+v of %d bytes", kept, len(out))
			}
		}
	}
}

func TestUpright_turnsEveryKindOfPixels(t *testing.T) {
	src := quartered(64, 32)
	kinds := map[string]image.Image{}
	for name, to := range map[string]draw.Image{
		"RGBA": image.NewRGBA(src.Rect), "NRGBA": image.NewNRGBA(src.Rect), "RGBA64": image.NewRGBA64(src.Rect),
		"NRGBA64": image.NewNRGBA64(src.Rect), "CMYK": image.NewCMYK(src.Rect),
		"Paletted": image.NewPaletted(src.Rect, append(color.Palette{}, palette.WebSafe...)),
	} {
		draw.Draw(to, src.Rect, src, image.Point{}, draw.Src)
		kinds[name] = to
	}
	for _, ratio := range []image.YCbCrSubsampleRatio{image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420,
		image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410} {
		m := image.NewYCbCr(src.Rect, ratio)
		for y := range 32 {
			for x := range 64 {
				c := color.YCbCrModel.Convert(src.At(x, y)).(color.YCbCr)
				m.Y[m.YOffset(x, y)], m.Cb[m.COffset(x, y)], m.Cr[m.COffset(x, y)] = c.Y, c.Cb, c.Cr
			}
		}
		kinds[ratio.String()] = m
		clear := &image.NYCbCrA{YCbCr: *m, A: bytes.Repeat([]byte{255}, 64*32), AStride: 64}
		kinds[ratio.String()+"A"] = clear
	}
	for name, m := range kinds {
		for o := 1; o <= 8; o++ {
			got := upright(m, o)
			if quartersOf(got) != shown[o] {
				t.Errorf("%s, held %d: %v, want %v", name, o, quartersOf(got), shown[o])
			}
			if (got.Bounds().Dx() == 64) != (o < 5) {
				t.Errorf("%s, held %d: %v", name, o, got.Bounds())
			}
		}
	}
	gray := image.NewGray(image.Rect(0, 0, 2, 1))
	gray.SetGray(0, 0, color.Gray{200})
	deep := image.NewGray16(image.Rect(0, 0, 2, 1))
	deep.SetGray16(0, 0, color.Gray16{51234})
	if got := upright(gray, 6).(*image.Gray); got.GrayAt(0, 0).Y != 200 || got.Rect.Dy() != 2 {
		t.Errorf("%+v", got)
	}
	if got := upright(deep, 3).(*image.Gray16); got.Gray16At(1, 0).Y != 51234 {
		t.Errorf("%+v", got)
	}
}

func TestUpright_ofOddSizes(t *testing.T) {
	for _, ratio := range []image.YCbCrSubsampleRatio{image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420, image.YCbCrSubsampleRatio410} {
		for w := 1; w <= 9; w++ {
			for h := 1; h <= 9; h++ {
				for o := 1; o <= 8; o++ {
					m := image.NewYCbCr(image.Rect(0, 0, 16, 16), ratio).SubImage(image.Rect(0, 0, w, h))
					encodeJPEG(t, upright(m, o)) // reads every sample
				}
			}
		}
	}
}

func TestOrientation_ofDamagedMetadataIsUpright(t *testing.T) {
	whole := exif(binary.BigEndian, 6)
	if got := orientationTag(whole); got != 6 {
		t.Fatal(got)
	}
	for cut := range 8 + 2 + 24 {
		if got := orientationTag(whole[:cut]); got != 1 {
			t.Errorf("cut at %d: %d", cut, got)
		}
	}
	for _, bad := range [][]byte{exif(binary.BigEndian, 0), exif(binary.BigEndian, 9), []byte("MM\x00*\xff\xff\xff\xff\x00\x01"), []byte("II*\x00\x08\x00\x00\x00\xff\xff")} {
		if got := orientationTag(bad); got != 1 {
			t.Errorf("%q: %d", bad, got)
		}
	}
}

func FuzzOrientation(f *testing.F) {
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00MM\x00*\x00\x00\x00\x08"))
	f.Add([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x04eXIfMM\x00*"))
	f.Add([]byte("RIFF\x10\x00\x00\x00WEBPEXIF\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, mediaType := range []string{"image/jpeg", "image/png", "image/webp"} {
			if o := orientation(bytes.NewReader(b), int64(len(b)), mediaType); o < 1 || o > 8 {
				t.Error(o)
			}
		}
		if n, err := framePixels(bytes.NewReader(b)); err == nil && n < 0 {
			t.Error(n)
		}
	})
}

func TestPut_writesWebPAsWhatLosesNothingMore(t *testing.T) {
	s := open(t)
	lossy := put(t, s, webpOf(t, "VP8 ", lossyWebP, "EXIF", string(exif(binary.LittleEndian, 6))), "photo.webp")
	if lossy.Type != "image/jpeg" || lossy.Name != "photo.jpg" || lossy.Width != 10 || lossy.Height != 20 {
		t.Errorf("%+v", lossy)
	}
	out := bytesOf(t, s, lossy.Hash)
	m, err := jpeg.Decode(bytes.NewReader(out))
	if err != nil || bytes.Contains(out, []byte(secretPlace)) {
		t.Fatal(err)
	}
	if !near(m.At(5, 4), color.NRGBA{224, 32, 32, 255}) || !near(m.At(5, 15), color.NRGBA{32, 32, 224, 255}) {
		t.Errorf("above %v, below %v", m.At(5, 4), m.At(5, 15))
	}

	lossless := put(t, s, webpOf(t, "VP8L", losslessWebP), "logo")
	if lossless.Type != "image/png" || lossless.Name != "logo.png" || lossless.Width != 20 || lossless.Height != 10 {
		t.Errorf("%+v", lossless)
	}
	if m, err = png.Decode(bytes.NewReader(bytesOf(t, s, lossless.Hash))); err != nil {
		t.Fatal(err)
	}
	_, _, _, above := m.At(2, 2).RGBA()
	if above != 0 || !near(m.At(2, 8), color.NRGBA{224, 32, 32, 255}) {
		t.Errorf("above %v, below %v", m.At(2, 2), m.At(2, 8))
	}
}

func TestPut_keepsTheFramesOfAnimations(t *testing.T) {
	s := open(t)
	moving := encodeGIF(t, 5)
	comment := append([]byte("\x21\xfe\x20"), (secretPlace + strings.Repeat(" ", 32))[:32]...)
	moving = append(append(append([]byte{}, moving[:len(moving)-1]...), append(comment, 0, 0x3b)...), "<script>alert(1)</script>"...)
	kept := put(t, s, moving, "wave.gif")
	out := bytesOf(t, s, kept.Hash)
	g, err := gif.DecodeAll(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	if len(g.Image) != 5 || g.LoopCount != 3 || g.Delay[4] != 11 || g.Image[4].ColorIndexAt(4, 4) != 1 || kept.Width != 20 || kept.Height != 10 || kept.Type != "image/gif" {
		t.Errorf("%+v; %d frames, loops %d, waits %v", kept, len(g.Image), g.LoopCount, g.Delay)
	}
	if bytes.Contains(out, []byte("GPS")) || bytes.Contains(out, []byte("script")) {
		t.Error("the comment is still in it")
	}
}
