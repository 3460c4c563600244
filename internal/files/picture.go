package files

import (
	"bufio"
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"time"

	"golang.org/x/image/webp"

	"plenary/internal/forum"
)

const (
	quality = 88 // of JPEGs

	// A picture of 10 MiB can ask for hours of work, in scans that add nothing.
	patience = 20 * time.Second

	// All frames of an animation lie in memory, a byte a pixel.
	maxFramePixels = 100_000_000

	// What moves is sent to every reader as it is, in no other width: when it
	// takes more bytes, only its first frame is kept.
	maxMoving = 2 << 20
)

// redraw writes to out the picture that in holds: upright, without metadata,
// without what was hidden beside it. kept.Type says what in is, and afterwards
// what out is.
func (s *Store) redraw(ctx context.Context, in, out *draft, kept *Stored) error {
	at := func() (io.Reader, error) {
		_, err := in.file.Seek(0, io.SeekStart)
		return bufio.NewReaderSize(&source{ctx: ctx, r: in.file}, 32<<10), err
	}
	r, err := at()
	if err != nil {
		return failed(err)
	}
	config, err := decoders[kept.Type].config(r)
	if err != nil {
		return badPicture(ctx, err)
	}
	if config.Width < 1 || config.Height < 1 {
		return badPicture(ctx, errors.New("no pixels"))
	}
	pixels := int64(config.Width) * int64(config.Height)
	if config.ColorModel == color.RGBA64Model || config.ColorModel == color.NRGBA64Model {
		pixels *= 2 // each takes the place of two
	}
	if pixels > forum.MaxPixels {
		return tooManyPixels()
	}

	done, err := s.turn(ctx, pixels)
	if err != nil {
		return err
	}
	defer done()
	request := ctx
	ctx, cancel := context.WithTimeout(ctx, s.patience)
	defer cancel()
	if kept.Type == "image/gif" {
		err = redrawGIF(at, in, out, kept)
	} else {
		err = redrawStill(ctx, at, in, out, kept)
	}
	if err == nil && out.size > forum.MaxFileSize {
		err = tooLarge(forum.MaxFileSize)
	}
	return badPicture(request, err)
}

// turn waits until a picture of so many pixels may be decoded, and gives what
// ends that.
func (s *Store) turn(ctx context.Context, pixels int64) (done func(), err error) {
	var taken []chan struct{}
	done = func() {
		for _, lane := range taken {
			<-lane
		}
	}
	lanes := []chan struct{}{s.turns}
	if pixels > largePicture {
		lanes = []chan struct{}{s.large, s.turns}
	}
	for _, lane := range lanes {
		select {
		case lane <- struct{}{}:
			taken = append(taken, lane)
		case <-ctx.Done():
			done()
			return nil, busy(ctx)
		}
	}
	return done, nil
}

// decoders by media type; none of them is found by guessing.
var decoders = map[string]struct {
	config func(io.Reader) (image.Config, error)
	whole  func(io.Reader) (image.Image, error)
}{
	"image/jpeg": {jpeg.DecodeConfig, jpeg.Decode},
	"image/png":  {png.DecodeConfig, png.Decode},
	"image/webp": {webp.DecodeConfig, webp.Decode},
	"image/gif":  {gif.DecodeConfig, gif.Decode},
}

func redrawStill(ctx context.Context, at func() (io.Reader, error), in, out *draft, kept *Stored) error {
	r, err := at()
	if err != nil {
		return failed(err)
	}
	picture, err := decoders[kept.Type].whole(r)
	if err != nil {
		return err
	}
	picture = upright(picture, orientation(in.file, in.size, kept.Type))
	kept.Width, kept.Height = picture.Bounds().Dx(), picture.Bounds().Dy()
	if kept.Blur, err = blur(ctx, picture); err != nil {
		return err
	}
	// what lost nothing so far must not begin to; JPEG knows no transparency
	if _, lossy := picture.(*image.YCbCr); lossy || kept.Type == "image/jpeg" {
		kept.Type = "image/jpeg"
		return jpeg.Encode(wholeOnly{out}, picture, &jpeg.Options{Quality: quality})
	}
	kept.Type = "image/png"
	return png.Encode(wholeOnly{out}, picture)
}

func redrawGIF(at func() (io.Reader, error), in, out *draft, kept *Stored) error {
	r, err := at()
	if err != nil {
		return failed(err)
	}
	pixels, err := framePixels(r)
	if err != nil {
		return err
	}
	if pixels > maxFramePixels {
		return tooManyPixels()
	}
	if r, err = at(); err != nil {
		return failed(err)
	}
	frames, err := gif.DecodeAll(r)
	if err != nil {
		return err
	}
	kept.Width, kept.Height = frames.Config.Width, frames.Config.Height
	if len(frames.Image) > 1 && in.size > maxMoving {
		return standStill(out, kept, frames)
	}
	return gif.EncodeAll(wholeOnly{out}, frames)
}

// standStill writes the first frame of an animation, at its place.
func standStill(out *draft, kept *Stored, frames *gif.GIF) error {
	whole := image.NewNRGBA(image.Rect(0, 0, kept.Width, kept.Height))
	first := frames.Image[0]
	draw.Draw(whole, first.Rect, first, first.Rect.Min, draw.Over)
	kept.Type = "image/png"
	return png.Encode(wholeOnly{out}, whole)
}

// wholeOnly writes to a draft and marks what the disk answers as ours, so that
// it is not taken for the picture's fault.
type wholeOnly struct{ to *draft }

func (w wholeOnly) Write(p []byte) (int, error) {
	if w.to.size > forum.MaxFileSize {
		return 0, tooLarge(forum.MaxFileSize)
	}
	n, err := w.to.Write(p)
	if err != nil {
		err = failed(err)
	}
	return n, err
}

// badPicture is err as its sender sees it: that of a decoder is the picture's
// fault, and so is one that took too long although the request still waits.
func badPicture(request context.Context, err error) error {
	var ours *forum.Error
	switch {
	case err == nil:
		return nil
	case request.Err() != nil:
		return busy(request)
	case errors.As(err, &ours) && ours.Kind != forum.Unavailable:
		return err
	}
	return &forum.Error{Kind: forum.Invalid, Field: "file", Msg: "file.bad_image", Err: err}
}

func tooManyPixels() error {
	return forum.Wrong("file", "file.too_many_pixels", "Max", forum.MaxPixels/1_000_000)
}

// framePixels is how many pixels all frames of a GIF have together, without
// unpacking them: a few kilobytes can unpack to gigabytes.
func framePixels(r io.Reader) (int64, error) {
	b := bufio.NewReader(r)
	skipTable := func(flags byte) error {
		if flags&0x80 == 0 {
			return nil
		}
		_, err := b.Discard(3 << (flags&7 + 1))
		return err
	}
	skipBlocks := func() error {
		for {
			n, err := b.ReadByte()
			if err != nil || n == 0 {
				return err
			}
			if _, err := b.Discard(int(n)); err != nil {
				return err
			}
		}
	}
	var screen [13]byte
	if _, err := io.ReadFull(b, screen[:]); err != nil {
		return 0, err
	}
	if err := skipTable(screen[10]); err != nil {
		return 0, err
	}
	var pixels int64
	for {
		kind, err := b.ReadByte()
		if err != nil {
			return 0, err
		}
		switch kind {
		case 0x21: // an extension: its label, then blocks
			if _, err := b.Discard(1); err != nil {
				return 0, err
			}
		case 0x2c: // a frame: its place and size, its colors, then blocks
			var frame [9]byte
			if _, err := io.ReadFull(b, frame[:]); err != nil {
				return 0, err
			}
			w, h := int64(frame[4])|int64(frame[5])<<8, int64(frame[6])|int64(frame[7])<<8
			pixels += max(w*h, 1<<10) // what keeping a frame costs at least
			if err := skipTable(frame[8]); err != nil {
				return 0, err
			}
			if _, err := b.Discard(1); err != nil { // the size of the first code
				return 0, err
			}
		case 0x3b: // the end
			return pixels, nil
		default:
			return 0, errors.New("gif: unknown block")
		}
		if err := skipBlocks(); err != nil {
			return 0, err
		}
	}
}
