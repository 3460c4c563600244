package files

import (
	"bytes"
	"encoding/binary"
	"image"
	"io"
)

// How much of a picture is read for its orientation; cameras write it near the
// beginning.
const (
	maxEXIF  = 128 << 10 // bytes
	maxParts = 1000      // segments or chunks that are looked at
)

// orientation is how the camera was held, 1–8 as EXIF counts, 1 if the picture
// does not say or says it wrongly.
func orientation(r io.ReaderAt, size int64, mediaType string) int {
	var exif []byte
	switch mediaType {
	case "image/jpeg":
		exif = exifOfJPEG(r, size)
	case "image/png":
		exif = chunk(r, 8, size, binary.BigEndian, 0, 4, 12, "eXIf", "IDAT")
	case "image/webp":
		exif = chunk(r, 12, size, binary.LittleEndian, 4, 0, 8, "EXIF", "")
	}
	return orientationTag(bytes.TrimPrefix(exif, []byte("Exif\x00\x00")))
}

// exifOfJPEG is the first EXIF segment before the pixels begin.
func exifOfJPEG(r io.ReaderAt, size int64) []byte {
	var head [4]byte
	for at, parts := int64(2), 0; at+4 <= size && parts < maxParts; parts++ {
		if _, err := r.ReadAt(head[:], at); err != nil || head[0] != 0xff {
			return nil
		}
		if head[1] == 0xff { // padding
			at++
			continue
		}
		if head[1] == 0xda || head[1] == 0xd9 { // the pixels, the end
			return nil
		}
		length := int64(head[2])<<8 | int64(head[3])
		if head[1] == 0xe1 && length > 8 {
			body := make([]byte, length-2)
			if _, err := r.ReadAt(body, at+4); err != nil {
				return nil
			}
			if bytes.HasPrefix(body, []byte("Exif\x00\x00")) {
				return body
			}
		}
		at += 2 + length
	}
	return nil
}

// chunk is the body of the first chunk of that name in a file made of chunks
// that begin at from. length and name are where these stand in a chunk of
// which overhead bytes are not body; "last" ends the search.
func chunk(r io.ReaderAt, from, size int64, order binary.ByteOrder, length, name, overhead int64, wanted, last string) []byte {
	var head [8]byte
	for at, parts := from, 0; at+overhead <= size && parts < maxParts; parts++ {
		if _, err := r.ReadAt(head[:], at); err != nil {
			return nil
		}
		n := int64(order.Uint32(head[length:]))
		switch string(head[name : name+4]) {
		case last:
			return nil
		case wanted:
			body := make([]byte, min(n, maxEXIF, size-at-8))
			if _, err := r.ReadAt(body, at+8); err != nil {
				return nil
			}
			return body
		}
		at += overhead + n
		if overhead == 8 { // RIFF pads to even lengths
			at += n & 1
		}
	}
	return nil
}

// orientationTag finds tag 0x0112 in the first directory of a TIFF.
func orientationTag(tiff []byte) int {
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.LittleEndian
	switch string(tiff[:4]) {
	case "II*\x00":
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 1
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 1
	}
	entries := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(entries) < 12 {
			return 1
		}
		if order.Uint16(entries) == 0x0112 && order.Uint16(entries[2:]) == 3 {
			if o := int(order.Uint16(entries[8:])); o >= 1 && o <= 8 {
				return o
			}
			return 1
		}
		entries = entries[12:]
	}
	return 1
}

// upright is m as it is meant to be seen, in the same kind of pixels, so that a
// photograph needs twice its memory and not more.
func upright(m image.Image, orientation int) image.Image {
	if orientation == 1 {
		return m
	}
	b := m.Bounds()
	w, h := b.Dx(), b.Dy()
	to := image.Rect(0, 0, w, h)
	if orientation >= 5 {
		to = image.Rect(0, 0, h, w)
	}
	turned := func(pix []byte, stride, pixel int) []byte { return turn(pix, stride, w, h, pixel, orientation) }
	switch m := m.(type) {
	case *image.YCbCr:
		return turnYCbCr(m, to, orientation)
	case *image.NYCbCrA:
		return &image.NYCbCrA{YCbCr: *turnYCbCr(&m.YCbCr, to, orientation), A: turned(m.A, m.AStride, 1), AStride: to.Dx()}
	case *image.Gray:
		return &image.Gray{Pix: turned(m.Pix, m.Stride, 1), Stride: to.Dx(), Rect: to}
	case *image.Gray16:
		return &image.Gray16{Pix: turned(m.Pix, m.Stride, 2), Stride: 2 * to.Dx(), Rect: to}
	case *image.Paletted:
		return &image.Paletted{Pix: turned(m.Pix, m.Stride, 1), Stride: to.Dx(), Rect: to, Palette: m.Palette}
	case *image.CMYK:
		return &image.CMYK{Pix: turned(m.Pix, m.Stride, 4), Stride: 4 * to.Dx(), Rect: to}
	case *image.RGBA:
		return &image.RGBA{Pix: turned(m.Pix, m.Stride, 4), Stride: 4 * to.Dx(), Rect: to}
	case *image.NRGBA:
		return &image.NRGBA{Pix: turned(m.Pix, m.Stride, 4), Stride: 4 * to.Dx(), Rect: to}
	case *image.RGBA64:
		return &image.RGBA64{Pix: turned(m.Pix, m.Stride, 8), Stride: 8 * to.Dx(), Rect: to}
	case *image.NRGBA64:
		return &image.NRGBA64{Pix: turned(m.Pix, m.Stride, 8), Stride: 8 * to.Dx(), Rect: to}
	}
	return m // no decoder here makes anything else
}

// turnYCbCr turns the three planes. Where width and height change places, so do
// the ratios of the color planes; the two ratios that have no such counterpart
// (4:1:1, 4:1:0) are first brought to full color.
func turnYCbCr(m *image.YCbCr, to image.Rectangle, orientation int) *image.YCbCr {
	ratio := m.SubsampleRatio
	if orientation >= 5 {
		switch ratio {
		case image.YCbCrSubsampleRatio422:
			ratio = image.YCbCrSubsampleRatio440
		case image.YCbCrSubsampleRatio440:
			ratio = image.YCbCrSubsampleRatio422
		case image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410:
			m, ratio = fullColor(m), image.YCbCrSubsampleRatio444
		}
	}
	// the last pixel's place says how large the color planes are
	last := m.COffset(m.Rect.Max.X-1, m.Rect.Max.Y-1)
	cw, ch := last%m.CStride+1, last/m.CStride+1
	out := &image.YCbCr{
		Y:  turn(m.Y, m.YStride, m.Rect.Dx(), m.Rect.Dy(), 1, orientation),
		Cb: turn(m.Cb, m.CStride, cw, ch, 1, orientation),
		Cr: turn(m.Cr, m.CStride, cw, ch, 1, orientation),

		SubsampleRatio: ratio, YStride: to.Dx(), CStride: cw, Rect: to,
	}
	if orientation >= 5 {
		out.CStride = ch
	}
	return out
}

// fullColor is m with a color sample for every pixel.
func fullColor(m *image.YCbCr) *image.YCbCr {
	out := image.NewYCbCr(m.Rect, image.YCbCrSubsampleRatio444)
	for y := m.Rect.Min.Y; y < m.Rect.Max.Y; y++ {
		for x := m.Rect.Min.X; x < m.Rect.Max.X; x++ {
			from, to := m.COffset(x, y), out.COffset(x, y)
			out.Y[out.YOffset(x, y)] = m.Y[m.YOffset(x, y)]
			out.Cb[to], out.Cr[to] = m.Cb[from], m.Cr[from]
		}
	}
	return out
}

// turn moves the pixels of a w by h plane to where they stand upright. Going
// right by one in pix moves by right in the result, going down by down.
func turn(pix []byte, stride, w, h, pixel, orientation int) []byte {
	step := [...]struct{ start, right, down int }{
		1: {0, 1, w},
		2: {w - 1, -1, w},
		3: {w*h - 1, -1, -w},
		4: {w * (h - 1), 1, -w},
		5: {0, h, 1},
		6: {h - 1, h, -1},
		7: {w*h - 1, -h, -1},
		8: {h * (w - 1), -h, 1},
	}[orientation]
	out := make([]byte, w*h*pixel)
	for y := range h {
		row := pix[y*stride:]
		at := step.start + y*step.down
		if pixel == 1 {
			for _, v := range row[:w] {
				out[at] = v
				at += step.right
			}
			continue
		}
		for x := range w {
			copy(out[at*pixel:(at+1)*pixel], row[x*pixel:])
			at += step.right
		}
	}
	return out
}
